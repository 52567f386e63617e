/* The colour profile of all PDFs. */
#ifndef HANDOUT_PDF_SRGB_H
#define HANDOUT_PDF_SRGB_H

#include "base/str.h"

/* The sRGB profile (ICC), deflated; it has three channels. */
struct str srgb_profile(void);

#endif
