/* The codes of countries in international phone numbers, and short numbers that call help, as data.
 */
#ifndef HANDOUT_CHECK_CALLING_H
#define HANDOUT_CHECK_CALLING_H

#include <stdbool.h>

/* "44" of "GB" (ISO 3166, any case); NULL: not known here. */
const char *calling_code(const char *country);

/* Whether the digits are a short number that calls help in some country and that a text hardly has
 * for anything else: "112", "999". */
bool calling_is_help(const char *digits);

#endif
