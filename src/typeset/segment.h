/* Breaks between the words of scripts that write none: Thai, Lao, Khmer, Burmese. */
#ifndef HANDOUT_TYPESET_SEGMENT_H
#define HANDOUT_TYPESET_SEGMENT_H

#include <pango/pango.h>
#include <stdbool.h>

/* Whether the character is of a script whose words stand without spaces and are found with a
 * dictionary (class SA of UAX #14). */
bool segment_needs(gunichar);

/* Sets is_line_break of attrs (chars + 1 of them) beside such characters to what ICU's dictionaries
 * say; all else is left. Does nothing in text without them. Returns false when ICU is not
 * installed. */
bool segment_words(const char *text, int len, PangoLogAttr *attrs, int chars);

#endif
