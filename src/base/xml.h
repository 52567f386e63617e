/* XML text: escaping, elements, attributes. What XML cannot hold is left out. */
#ifndef HANDOUT_BASE_XML_H
#define HANDOUT_BASE_XML_H

#include "base/str.h"

/* Adds text with & < > and " escaped; control characters that XML 1.0 forbids are dropped. */
void xml_text(struct buf *, const char *);

/* Adds ` name="value"` with the value escaped; nothing when value is NULL. */
void xml_attr(struct buf *, const char *name, const char *value);

#endif
