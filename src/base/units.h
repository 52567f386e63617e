/* Lengths are integers in Pango units, 1024 to a point of 1/72 inch. Only drawing converts. */
#ifndef HANDOUT_BASE_UNITS_H
#define HANDOUT_BASE_UNITS_H

#define UNITS_PER_PT 1024
#define PT(points) ((int)((points)*UNITS_PER_PT + ((points) < 0 ? -0.5 : 0.5)))
#define MM(millimetres) PT((millimetres)*72.0 / 25.4)
#define TO_PT(units) ((units) / (double)UNITS_PER_PT)

#endif
