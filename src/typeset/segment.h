/* Words of scripts that put no spaces between them: of Thai, Lao, Khmer and Burmese, where lines
 * end between words alone, and of Chinese and Japanese. */
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

/* Whether the character is of a script whose words stand without spaces and may be divided
 * anywhere: ideographs, kana. */
bool segment_is_ideographic(gunichar);

/* The words of Chinese and Japanese by ICU's dictionary: sets begins (chars + 1 of them) to whether
 * one begins at each character beside an ideograph or kana; all else is left. Returns false when
 * ICU is not installed. */
bool segment_ideographs(const char *text, int len, bool *begins, int chars);

#endif
