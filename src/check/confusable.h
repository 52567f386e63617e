/* Names of hosts that look like others: letters of several scripts in one name, or letters that all
 * look like Latin ones, by ICU's data for Unicode's UTS #39. */
#ifndef HANDOUT_CHECK_CONFUSABLE_H
#define HANDOUT_CHECK_CONFUSABLE_H

#include <stdbool.h>

/* Whether a reader may take the host (UTF-8, no "xn--" in it) for another. False without ICU. */
bool confusable_host(const char *host);

#endif
