/* Names of languages by ICU. ICU is loaded when the first source that is not English is met. */
#include "document/language_name.h"

#include <string.h>

#include <glib.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/uvernum.h>

#include "base/library.h"
#include "base/str.h"

enum { NAME_MAX_UNITS = 256, ID_MAX = 96 };

struct icu {
	__typeof__(uloc_forLanguageTag) *id_of;
	__typeof__(uldn_openForContext) *open;
	__typeof__(uldn_localeDisplayName) *name;
	__typeof__(uldn_close) *close;
};

static const struct library_function functions[] = {
	{LIBRARY_NAME(uloc_forLanguageTag), offsetof(struct icu, id_of)},
	{LIBRARY_NAME(uldn_openForContext), offsetof(struct icu, open)},
	{LIBRARY_NAME(uldn_localeDisplayName), offsetof(struct icu, name)},
	{LIBRARY_NAME(uldn_close), offsetof(struct icu, close)},
};

static bool load(struct icu *icu)
{
	return library_load("libicuuc.so." U_ICU_VERSION_SHORT, functions, G_N_ELEMENTS(functions),
						icu);
}

/* The name in UTF-16 with a 0 behind it; false where there is none. */
static bool find(const struct icu *icu, const struct locale *locale, const struct locale *reader,
				 UChar name[static NAME_MAX_UNITS])
{
	/* As the table of locales has the English names, so that both are as long. */
	bool brackets = strchr(locale->english, '(') != NULL;
	UDisplayContext contexts[] = {
		UDISPCTX_DIALECT_NAMES,
		UDISPCTX_CAPITALIZATION_FOR_MIDDLE_OF_SENTENCE,
		brackets ? UDISPCTX_LENGTH_SHORT : UDISPCTX_LENGTH_FULL,
		UDISPCTX_NO_SUBSTITUTE,
	};
	char id[ID_MAX], reader_id[ID_MAX];
	UErrorCode status = U_ZERO_ERROR;
	icu->id_of(locale->tag, id, ID_MAX, NULL, &status);
	icu->id_of(reader->tag, reader_id, ID_MAX, NULL, &status);
	ULocaleDisplayNames *names = icu->open(reader_id, contexts, G_N_ELEMENTS(contexts), &status);
	int32_t units = icu->name(names, id, name, NAME_MAX_UNITS, &status);
	icu->close(names);
	return U_SUCCESS(status) && units > 0 && units < NAME_MAX_UNITS;
}

static bool is_alike(const char *one, const char *other)
{
	char *a = str_fold(one, -1), *b = str_fold(other, -1);
	bool alike = strcmp(a, b) == 0;
	g_free(a);
	g_free(b);
	return alike;
}

const char *language_name(struct arena *arena, const struct locale *locale, const char *in)
{
	/* That a language is in the table says that ICU has data of it: else it would name it in the
	 * language of the machine. */
	const struct locale *reader = locale_find(in);
	struct icu icu;
	UChar name[NAME_MAX_UNITS];
	if (!reader || locale_is_kin(in, "en") || !load(&icu) || !find(&icu, locale, reader, name))
		return NULL;
	char *utf8 = g_utf16_to_utf8((const gunichar2 *)name, -1, NULL, NULL, NULL);
	if (!utf8)
		return NULL;
	const char *text = is_alike(utf8, locale->native) ? locale->native : str_copy(arena, utf8);
	g_free(utf8);
	return text;
}
