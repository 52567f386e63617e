/* Numbers with their units, and dates: what no line divides, and what it divides only where it
 * must.
 */
#ifndef HANDOUT_TYPESET_QUANTITIES_H
#define HANDOUT_TYPESET_QUANTITIES_H

#include "typeset/shape.h"

/* Takes back the breaks between a number and its unit ("5 mg", "0.5 mg/kg", "10 毫克"), and within
 * units that are words of several ideographs. */
void quantities_bind(struct shaped *);

/* Makes dear the breaks between a number and a word of time ("7 days"): the cost goes into
 * shaped->spacing (in the arena). */
void quantities_weigh(struct arena *, struct shaped *);

/* Takes back the breaks within dates as the language writes them ("22 de noviembre de 2026"): all
 * of them in ragged text, else those between day and month. */
void quantities_bind_dates(struct shaped *, bool ragged);

#endif
