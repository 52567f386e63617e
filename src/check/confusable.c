/* Hosts by ICU's spoof checker. ICU is loaded when the first host that is not plain ASCII is met,
 * as typeset/segment does. */
#include "check/confusable.h"

#include <dlfcn.h>
#include <string.h>

#include <glib.h>

#include <unicode/uspoof.h>
#include <unicode/uvernum.h>

/* ICU puts its version into the names of its files and functions. */
#define QUOTE(x) #x
#define NAMED(function) QUOTE(function)

enum { SKELETON_MAX = 1024 };

struct icu {
	USpoofChecker *(*open)(UErrorCode *);
	void (*set_level)(USpoofChecker *, URestrictionLevel);
	void (*set_checks)(USpoofChecker *, int32_t, UErrorCode *);
	int32_t (*check)(const USpoofChecker *, const char *, int32_t, int32_t *, UErrorCode *);
	int32_t (*skeleton)(const USpoofChecker *, uint32_t, const char *, int32_t, char *, int32_t,
						UErrorCode *);
	void (*close)(USpoofChecker *);
};

/* Finds a function; ISO C has no conversion from an object's pointer to a function's. */
static bool find(void *library, const char *name, void *function)
{
	void *address = dlsym(library, name);

	memcpy(function, &address, sizeof address);
	return address != NULL;
}

/* The library stays loaded for the next host. */
static bool load(struct icu *icu)
{
	void *library = dlopen("libicui18n.so." U_ICU_VERSION_SHORT, RTLD_NOW | RTLD_LOCAL);

	return library && find(library, NAMED(uspoof_open), &icu->open) &&
		   find(library, NAMED(uspoof_setRestrictionLevel), &icu->set_level) &&
		   find(library, NAMED(uspoof_setChecks), &icu->set_checks) &&
		   find(library, NAMED(uspoof_checkUTF8), &icu->check) &&
		   find(library, NAMED(uspoof_getSkeletonUTF8), &icu->skeleton) &&
		   find(library, NAMED(uspoof_close), &icu->close);
}

/* Whether one label of a host mixes scripts that no language mixes, or looks like plain ASCII. */
static bool is_spoof(const struct icu *icu, USpoofChecker *checker, const char *label)
{
	char skeleton[SKELETON_MAX] = "";
	UErrorCode error = U_ZERO_ERROR;
	bool mixed = icu->check(checker, label, -1, NULL, &error) != 0 && U_SUCCESS(error);

	error = U_ZERO_ERROR;
	icu->skeleton(checker, 0, label, -1, skeleton, SKELETON_MAX - 1, &error);
	return mixed || (U_SUCCESS(error) && g_str_is_ascii(skeleton) &&
					 strpbrk(skeleton,
							 "abcdefghijklmnopqr"
							 "stuvwxyz"));
}

bool confusable_host(const char *host)
{
	struct icu icu;
	UErrorCode error = U_ZERO_ERROR;
	bool spoof = false;

	if (g_str_is_ascii(host) || !load(&icu))
		return false;
	USpoofChecker *checker = icu.open(&error);
	if (!checker || U_FAILURE(error))
		return false;
	icu.set_level(checker, USPOOF_HIGHLY_RESTRICTIVE);
	icu.set_checks(checker, USPOOF_RESTRICTION_LEVEL | USPOOF_INVISIBLE | USPOOF_MIXED_NUMBERS,
				   &error);
	char **labels = g_strsplit(host, ".", -1);
	for (char **label = labels; *label; label++)
		spoof = spoof || (!g_str_is_ascii(*label) && is_spoof(&icu, checker, *label));
	g_strfreev(labels);
	icu.close(checker);
	return spoof;
}
