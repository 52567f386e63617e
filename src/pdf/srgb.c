/* The colour profile of all PDFs, from the table that srgb_make writes when the program is built.
 */
#include "pdf/srgb.h"

static const unsigned char profile[] = {
#include "srgb_data.inc"
};

struct str srgb_profile(void)
{
	return (struct str){(const char *)profile, sizeof profile};
}
