/* The kinds of images, one file each: what image.c asks of them. */
#ifndef HANDOUT_READ_CODEC_H
#define HANDOUT_READ_CODEC_H

#include <stdbool.h>
#include <stddef.h>

#include "read/image.h"

/* Images of more pixels are refused before they are decoded. */
#define IMAGE_PIXELS_MAX 50000000L

/* What is wrong with an image and what to do, after its name in a message. */
#define IMAGE_DAMAGED "is damaged: open it in an image program and save it again"
#define IMAGE_TOO_LARGE "has more than 50 million pixels: save it smaller"

/* Fill in the sizes of an image that has its bytes, and decode it to the end. Each returns NULL or
 * one of the phrases above, or another of that kind. */
const char *codec_check_png(struct image *);
const char *codec_check_jpeg(struct image *);
const char *codec_check_svg(struct image *);

/* image_pixels of one kind. */
bool codec_pixels_png(const struct image *, unsigned char *pixels, int stride);
bool codec_pixels_jpeg(const struct image *, unsigned char *pixels, int stride);

/* image_clean of one kind. */
struct str codec_clean_png(struct arena *, const struct image *);
struct str codec_clean_jpeg(struct arena *, const struct image *);

/* Whether so many pixels are too many. */
bool codec_is_too_large(size_t width, size_t height);

/* A length in Pango units of pixels at a density; one that no printer or camera has counts as 96
 * per inch. */
int codec_length(int pixels, double per_inch);

/* A pixel as a word 0xAARRGGBB; the colours are multiplied by alpha. */
unsigned codec_pixel(unsigned red, unsigned green, unsigned blue, unsigned alpha);

#endif
