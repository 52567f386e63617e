/* Functions of libraries, found by name. */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

bool library_load(const char *file, const struct library_function *function, size_t count,
				  void *functions)
{
	void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);

	for (size_t i = 0; library && i < count; i++) {
		void *address = dlsym(library, function[i].name);
		if (!address)
			return false;
		/* ISO C has no conversion from an object's pointer to a function's. */
		memcpy((char *)functions + function[i].at, &address, sizeof address);
	}
	return library != NULL;
}
