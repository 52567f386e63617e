/* Objects of cairo's that the finished PDF keeps: fonts, images, graphics states. */
#ifndef HANDOUT_PDF_CARRY_H
#define HANDOUT_PDF_CARRY_H

#include "base/arena.h"
#include "base/str.h"
#include "pdf/codes.h"
#include "pdf/drawn.h"
#include "pdf/output.h"

struct carry;

struct carry *carry_new(struct arena *, struct drawn *, struct output *);

/* The number in the finished PDF of an object of cairo's. It is written by carry_all. */
int carry_number(struct carry *, int number);

/* Says that a font of cairo's is shown with codes of ours, before carry_all. */
void carry_codes(struct carry *, int number, struct code_list);

/* Writes all objects with a number and what they refer to, with what cairo leaves out and without
 * what PDF/A forbids; embedded fonts are made small, and those of one face share their outlines.
 * False: cairo refers to an object that is not there, or a font has codes of cairo's where ours
 * are. */
bool carry_all(struct carry *);

#endif
