/* The codes of countries in international phone numbers, as data. */
#ifndef HANDOUT_CHECK_CALLING_H
#define HANDOUT_CHECK_CALLING_H

/* "44" of "GB" (ISO 3166, any case); NULL: not known here. */
const char *calling_code(const char *country);

#endif
