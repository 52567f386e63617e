/* cmocka with the headers that it wants before it. */
#ifndef HANDOUT_UNIT_TEST_H
#define HANDOUT_UNIT_TEST_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#endif
