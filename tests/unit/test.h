/* cmocka with the headers that it wants before it. */
#ifndef HANDOUT_UNIT_TEST_H
#define HANDOUT_UNIT_TEST_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#ifdef __clang_analyzer__ /* which does not know that a failed assertion ends the test */
#include <stdlib.h>
#undef assert_non_null
#undef assert_int_equal
#undef fail_msg
#define assert_non_null(pointer) ((pointer) ? (void)0 : abort())
#define assert_int_equal(a, b) ((a) == (b) ? (void)0 : abort())
#define fail_msg(...) ((void)print_message(__VA_ARGS__), abort())
#endif

#endif
