/* A PDF file under construction: what is no stream goes into compressed object streams. */
#ifndef HANDOUT_PDF_OUTPUT_H
#define HANDOUT_PDF_OUTPUT_H

#include "base/arena.h"
#include "base/str.h"

struct output;

/* An empty file. Its bytes die with the first arena, all else with the second. */
struct output *output_new(struct arena *file, struct arena *);

/* The number of a new object, from 1. */
int output_number(struct output *);

/* Begins the object with that number, which is no stream. Its value is added to the buffer, which
 * is valid until output_end. */
struct buf *output_begin(struct output *, int number);
void output_end(struct output *);

/* Writes a stream. dict is the text of its dictionary without << >> and Length (for the deflated
 * one also without Filter). The bytes are written as they are, or deflated. */
void output_stream(struct output *, int number, const char *dict, struct str bytes);
void output_deflated(struct output *, int number, const char *dict, struct str bytes);

/* Ends the file: cross-references and the trailer's keys. id is 16 bytes that stay the same when
 * the document is made anew; the second half of the file's identifier comes from its bytes. What is
 * returned lives as long as the first arena. */
struct str output_close(struct output *, int root, int info, const unsigned char id[16]);

#endif
