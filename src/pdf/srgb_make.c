/* A program of the build: writes the deflated sRGB profile as numbers to standard output, so that
 * no PDF has to compute it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lcms2.h>
#include <zlib.h>

/* Bytes of the profile's header that hold the time when it was made. */
enum { CLOCK_START = 24, CLOCK_END = 36 };

_Noreturn static void give_up(const char *why)
{
	fprintf(stderr, "srgb_make: %s\n", why);
	exit(EXIT_FAILURE);
}

int main(void)
{
	cmsHPROFILE srgb = cmsCreate_sRGBProfile();
	cmsUInt32Number size = 0;
	if (!srgb || !cmsSaveProfileToMem(srgb, NULL, &size) || size < CLOCK_END)
		give_up("there is no sRGB profile");
	uLongf length = compressBound(size);
	unsigned char *bytes = malloc(size), *deflated = malloc(length);
	if (!bytes || !deflated || !cmsSaveProfileToMem(srgb, bytes, &size))
		give_up("out of memory");
	memset(bytes + CLOCK_START, 0, CLOCK_END - CLOCK_START);
	if (compress2(deflated, &length, bytes, size, 9) != Z_OK)
		give_up("the profile cannot be deflated");
	for (uLongf i = 0; i < length; i++)
		printf("%u,%s", deflated[i], i % 20 == 19 || i + 1 == length ? "\n" : "");
	free(deflated);
	free(bytes);
	cmsCloseProfile(srgb);
	return EXIT_SUCCESS;
}
