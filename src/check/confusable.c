/* Hosts by ICU's spoof checker. ICU is loaded when the first that is not plain ASCII is met. */
#include "check/confusable.h"

#include <string.h>

#include <glib.h>

#include <unicode/uspoof.h>
#include <unicode/uvernum.h>

#include "base/library.h"

enum { SKELETON_MAX = 1024 };

struct icu {
	__typeof__(uspoof_open) *open;
	__typeof__(uspoof_setRestrictionLevel) *set_level;
	__typeof__(uspoof_setChecks) *set_checks;
	__typeof__(uspoof_checkUTF8) *check;
	__typeof__(uspoof_getSkeletonUTF8) *skeleton;
	__typeof__(uspoof_close) *close;
};

static const struct library_function functions[] = {
	{LIBRARY_NAME(uspoof_open), offsetof(struct icu, open)},
	{LIBRARY_NAME(uspoof_setRestrictionLevel), offsetof(struct icu, set_level)},
	{LIBRARY_NAME(uspoof_setChecks), offsetof(struct icu, set_checks)},
	{LIBRARY_NAME(uspoof_checkUTF8), offsetof(struct icu, check)},
	{LIBRARY_NAME(uspoof_getSkeletonUTF8), offsetof(struct icu, skeleton)},
	{LIBRARY_NAME(uspoof_close), offsetof(struct icu, close)},
};

static bool load(struct icu *icu)
{
	return library_load("libicui18n.so." U_ICU_VERSION_SHORT, functions, G_N_ELEMENTS(functions),
						icu);
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
