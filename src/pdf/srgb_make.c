/* A program of the build: writes the deflated sRGB profile as numbers to standard output, so that
 * no PDF has to compute it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lcms2.h>
#include <zlib.h>

/* Bytes of the profile's header that hold the time when it was made. */
enum { CLOCK_START = 24, CLOCK_END = 36 };

int main(void)
{
	cmsHPROFILE srgb = cmsCreate_sRGBProfile();
	cmsUInt32Number size = 0;
	if (!srgb || !cmsSaveProfileToMem(srgb, NULL, &size) || size < CLOCK_END) {
		fputs("srgb_make: there is no sRGB profile\n", stderr);
		return EXIT_FAILURE;
	}
	uLongf length = compressBound(size);
	unsigned char *bytes = malloc(size), *deflated = malloc(length);
	if (!bytes || !deflated || !cmsSaveProfileToMem(srgb, bytes, &size)) {
		fputs("srgb_make: out of memory\n", stderr);
		return EXIT_FAILURE;
	}
	memset(bytes + CLOCK_START, 0, CLOCK_END - CLOCK_START);
	if (compress2(deflated, &length, bytes, size, 9) != Z_OK) {
		fputs("srgb_make: the profile cannot be deflated\n", stderr);
		return EXIT_FAILURE;
	}
	for (uLongf i = 0; i < length; i++)
		printf("%u,%s", deflated[i], i % 20 == 19 ? "\n" : "");
	free(deflated);
	free(bytes);
	cmsCloseProfile(srgb);
	return EXIT_SUCCESS;
}
