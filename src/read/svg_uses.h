/* How often the references of an SVG have its elements drawn: what <use>, patterns, masks, markers
 * and clipping paths repeat, they repeat within each other. Nothing is drawn for it. */
#ifndef HANDOUT_READ_SVG_USES_H
#define HANDOUT_READ_SVG_USES_H

#include <stddef.h>

#include "base/str.h"

/* An SVG that has more elements drawn by references is refused. */
#define SVG_REPEATED_MAX 100000

enum svg_uses {
	SVG_USES_FEW,
	SVG_USES_MANY,    /* more than SVG_REPEATED_MAX */
	SVG_USES_DEEP,    /* elements and references in each other, more than a thousand */
	SVG_USES_DAMAGED, /* no XML */
};

/* Counts the elements that references have drawn, beyond those that stand in the file. A reference
 * that leads back to where it stands counts as none; a rule of a style sheet counts for each
 * element that has the class or id at its end, or for all where it names neither. */
enum svg_uses svg_uses(struct str svg);

#endif
