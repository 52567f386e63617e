/* Words by ICU's dictionaries. ICU is loaded when the first such text is met: few handouts have
 * any, and its data would cost every start. */
#include "typeset/segment.h"

#include <unicode/ubrk.h>
#include <unicode/uvernum.h>

#include "base/library.h"

struct icu {
	__typeof__(ubrk_open) *open;
	__typeof__(ubrk_next) *next;
	__typeof__(ubrk_close) *close;
};

static const struct library_function functions[] = {
	{LIBRARY_NAME(ubrk_open), offsetof(struct icu, open)},
	{LIBRARY_NAME(ubrk_next), offsetof(struct icu, next)},
	{LIBRARY_NAME(ubrk_close), offsetof(struct icu, close)},
};

static bool load(struct icu *icu)
{
	return library_load("libicuuc.so." U_ICU_VERSION_SHORT, functions, G_N_ELEMENTS(functions),
						icu);
}

bool segment_needs(gunichar c)
{
	return (c >= 0xe00 && c <= 0xeff) || (c >= 0x1000 && c <= 0x109f) ||
		   (c >= 0x1780 && c <= 0x17ff) || (c >= 0xa9e0 && c <= 0xa9ff) ||
		   (c >= 0xaa60 && c <= 0xaa7f);
}

bool segment_is_ideographic(gunichar c)
{
	GUnicodeScript script = g_unichar_get_script(c);
	return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA ||
		   script == G_UNICODE_SCRIPT_KATAKANA || c == 0x30fc;
}

static bool any(const char *text, int len, bool (*is)(gunichar))
{
	for (const char *c = text; c < text + len; c = g_utf8_next_char(c))
		if (is(g_utf8_get_char(c)))
			return true;
	return false;
}

/* What is to be known of a text: at which characters beside those of some scripts ICU's iterator
 * stops. One of attrs and begins is NULL. */
struct wanted {
	UBreakIteratorType type;
	bool (*is)(gunichar);
	PangoLogAttr *attrs;
	bool *begins;
};

/* Walks the characters and ICU's breaks side by side; next counts units of UTF-16, as at does. */
static void take_breaks(const struct icu *icu, UBreakIterator *breaks, const char *text, int chars,
						const struct wanted *wanted)
{
	int32_t at = 0, next = icu->next(breaks);
	gunichar last = 0;
	const char *c = text;
	for (int i = 0; i < chars; i++, c = g_utf8_next_char(c)) {
		gunichar now = g_utf8_get_char(c);
		while (next != UBRK_DONE && next < at)
			next = icu->next(breaks);
		bool beside = i > 0 && (wanted->is(last) || wanted->is(now));
		if (beside && wanted->attrs)
			wanted->attrs[i].is_line_break = next == at;
		else if (beside)
			wanted->begins[i] = next == at;
		at += now > 0xffff ? 2 : 1;
		last = now;
	}
}

static bool find_breaks(const char *text, int len, int chars, const struct wanted *wanted)
{
	struct icu icu;
	if (!any(text, len, wanted->is))
		return true;
	if (!load(&icu))
		return false;
	glong units = 0;
	gunichar2 *wide = g_utf8_to_utf16(text, len, NULL, &units, NULL);
	UErrorCode error = U_ZERO_ERROR;
	UBreakIterator *breaks =
		wide ? icu.open(wanted->type, "", (const UChar *)wide, (int32_t)units, &error) : NULL;
	if (breaks && U_SUCCESS(error))
		take_breaks(&icu, breaks, text, chars, wanted);
	if (breaks)
		icu.close(breaks);
	g_free(wide);
	return breaks && U_SUCCESS(error);
}

bool segment_words(const char *text, int len, PangoLogAttr *attrs, int chars)
{
	struct wanted wanted = {UBRK_LINE, segment_needs, attrs, NULL};
	return find_breaks(text, len, chars, &wanted);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): find_breaks writes what it points to */
bool segment_ideographs(const char *text, int len, bool *begins, int chars)
{
	struct wanted wanted = {UBRK_WORD, segment_is_ideographic, NULL, begins};
	return find_breaks(text, len, chars, &wanted);
}
