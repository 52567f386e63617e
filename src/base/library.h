/* Libraries that few runs need, loaded when the first text or file is met that asks for one: to
 * link them would cost every start. */
#ifndef HANDOUT_BASE_LIBRARY_H
#define HANDOUT_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/* A function of a library, and where its address goes in a struct of pointers to functions. */
struct library_function {
	const char *name;
	size_t at;
};

/* A function's name as its library has it: ICU's headers put their version behind it. */
#define LIBRARY_NAME(function) LIBRARY_QUOTE(function)
#define LIBRARY_QUOTE(text) #text

/* Loads a library by the name of its file and fills the struct with the addresses of count
 * functions. False: it is not installed, or without one of them. It stays loaded until the process
 * ends, so that the next call is quick. */
bool library_load(const char *file, const struct library_function *, size_t count, void *functions);

#endif
