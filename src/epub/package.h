/* The files of an EPUB on their way into one archive, and those that every EPUB has. */
#ifndef HANDOUT_EPUB_PACKAGE_H
#define HANDOUT_EPUB_PACKAGE_H

#include <stdbool.h>

#include "base/str.h"
#include "markup/book.h"
#include "typeset/fonts.h"

#define PACKAGE_COVER "cover.xhtml"
#define PACKAGE_COVER_IMAGE "cover.png"
#define PACKAGE_NAV "nav.xhtml"
#define PACKAGE_NCX "toc.ncx"
#define PACKAGE_OPF "package.opf"

/* The cover's size in pixels. */
#define COVER_WIDTH 1000
#define COVER_HEIGHT 1500

/* A file, as the manifest lists it. */
struct item {
	const char *name, *type;
	const char *properties; /* of the manifest, or NULL */
	bool spine;
	struct str bytes;
};

struct package {
	struct book *book;
	struct item *items; /* in the order of the manifest */
	int count, room;
};

/* Adds a file to the manifest. */
void package_add(struct package *, struct item);

/* The files and the package document as one archive. Reports and returns false on failure. */
bool package_write(struct package *, struct str opf, struct str *out);

/* The package document; lists all items. */
struct str opf_write(const struct package *);

/* The navigation document and the NCX for older readers. */
struct str nav_xhtml(struct book *);
struct str nav_ncx(struct book *);

/* The cover as PNG, and its page. */
struct str cover_png(struct book *, struct fonts *);
struct str cover_xhtml(struct book *);

#endif
