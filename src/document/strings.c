/* The page's own words: one text a key, from the language's file or else from the English one. */
#include "document/strings.h"

#include <assert.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "base/str.h"
#include "document/locale.h"
#include "document/pseudo.h"
#include "read/plural.h"
#include "read/po.h"

#define VALUES_MAX 8

const char *const strings_keys[] = {
	"part/faq",
	"part/references",
	"part/contents",
	"heading/conclusion",
	"heading/summary",
	"callout/note",
	"callout/tip",
	"callout/important",
	"callout/warning",
	"callout/caution",
	"page/number",
	"page/version",
	"page/draft",
	"page/not-reviewed",
	"page/unfinished",
	"imprint/title",
	"imprint/publisher",
	"imprint/code",
	"imprint/issued",
	"imprint/review-by",
	"imprint/reviewed-by",
	"imprint/translation",
	"imprint/translation-reviewed",
	"imprint/translation-draft",
	"imprint/source",
	"process/human",
	"process/mt+human",
	"process/mt",
	"notes/title",
	"notes/back",
	"note/mark",
	"missing/source",
	"epub/cover",
	"epub/title-page",
	"epub/contents",
	"epub/pages",
	"epub/landmarks",
	"epub/start",
	"epub/summary-text",
	"epub/summary-images",
	"image/qr",
	"question/number",
	"task/open",
	"task/done",
	"link/phone",
	"link/mail",
	"missing/stale",
	"missing/omitted",
	"imprint/evidence",
	"imprint/feedback",
	"imprint/formats",
	"review/title",
	"review/segment",
	"review/checked",
	"emergency/title",
	"emergency/ambulance",
	"emergency/crisis",
	"emergency/urgent",
	"emergency/listening",
	"emergency/poison",
	"emergency/text-relay",
	"emergency/unverified",
	"contact/title",
	"contact/phone",
	"contact/appointments",
	"contact/out-of-hours",
	"contact/hours",
	"contact/address",
	"contact/web",
	"contact/email",
	"qr/caption",
	"block/summary",
	"block/checklist",
	"block/questions",
	"block/appointment",
	"block/medicines",
	"block/glossary",
	"appointment/date",
	"appointment/time",
	"appointment/place",
	"appointment/with",
	"appointment/label",
	"medicine/name",
	"medicine/dose",
	"medicine/when",
	"medicine/purpose",
	"citation/reference",
	"citation/back",
	"pack/title",
	"site/title",
	"site/choose",
	"site/search",
	"site/none",
	"site/pages",
	"site/draft",
	"site/reviewed",
	"site/approved",
	"edition/standard",
	"edition/clear",
	"edition/large",
	"edition/bilingual",
	"edition/booklet",
	"edition/epub",
	"edition/txt",
	"edition/html",
	NULL,
};

struct string {
	const char *text, *lang;
};

struct strings {
	struct string items[G_N_ELEMENTS(strings_keys) - 1];
};

/* A {name} in a text. */
struct placeholder {
	struct str name;      /* without the braces */
	const char *at, *end; /* of the braces */
};

/* Finds the first placeholder from p on. */
static bool find_placeholder(const char *p, struct placeholder *out)
{
	for (; (p = strchr(p, '{')) != NULL; p++) {
		size_t len = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz-");
		if (len && p[len + 1] == '}') {
			*out = (struct placeholder){{p + 1, len}, p, p + len + 2};
			return true;
		}
	}
	return false;
}

static bool has_placeholder(const char *text, struct str name)
{
	struct placeholder place;
	for (; find_placeholder(text, &place); text = place.end)
		if (str_eq(place.name, name))
			return true;
	return false;
}

/* Whether the text has all placeholders of the model. */
static bool has_placeholders_of(const char *text, const char *model)
{
	struct placeholder place;
	for (; find_placeholder(model, &place); model = place.end)
		if (!has_placeholder(text, place.name))
			return false;
	return true;
}

static bool take_english(struct strings *strings, struct diag *diag, const struct po *po,
						 const char *lang)
{
	size_t errors = diag->errors;
	for (size_t i = 0; strings_keys[i]; i++) {
		const struct po_message *message = po_find(po, strings_keys[i]);
		if (!message)
			diag_error(diag, POS_FILE(po->file),
					   "the text of \"%s\" is missing: restore it from the original file",
					   strings_keys[i]);
		else
			strings->items[i] =
				(struct string){message->str && *message->str ? message->str : message->id, lang};
	}
	return diag->errors == errors;
}

/* The path of the language's file, or of the longest beginning of its tag that is written in the
 * same script ("es" for "es-MX"); NULL if there is none. */
static const char *find_file(struct arena *arena, const char *dir, const char *lang)
{
	const struct locale *locale = locale_find(lang);
	char *tag = str_copy(arena, lang), *hyphen = NULL;
	do {
		const struct locale *shorter;
		const char *path;
		if (hyphen)
			*hyphen = '\0';
		shorter = locale_find(tag);
		path = path_join(arena, dir, str_fmt(arena, "%s.po", tag));
		if (file_exists(path) &&
			(!hyphen || (locale && shorter && str_same(locale->script, shorter->script))))
			return path;
		hyphen = strrchr(tag, '-');
	} while (hyphen);
	return NULL;
}

/* Takes the translation of one string. False if there is none that is good. */
static bool take(struct string *string, struct diag *diag, const struct po_message *message,
				 const char *english_id, const char *lang)
{
	if (!message || message->fuzzy || !message->str || !*message->str ||
		!str_same(message->id, english_id))
		return false;
	if (!has_placeholders_of(message->str, string->text) ||
		!has_placeholders_of(string->text, message->str)) {
		diag_error(diag, message->str_pos,
				   "the words in braces are not those of the English \"%s\": copy them unchanged",
				   string->text);
		return false;
	}
	*string = (struct string){message->str, lang};
	return true;
}

static void take_translation(struct arena *arena, struct strings *strings, struct diag *diag,
							 const struct po *po, const struct po *english, const char *lang)
{
	struct buf lacking = {.arena = arena};
	for (size_t i = 0; strings_keys[i]; i++) {
		const struct po_message *source = po_find(english, strings_keys[i]);
		if (!take(&strings->items[i], diag, po_find(po, strings_keys[i]), source->id, lang))
			buf_fmt(&lacking, "%s%s", lacking.len ? ", " : "", strings_keys[i]);
	}
	if (lacking.len)
		diag_warning(diag, POS_FILE(po->file),
					 "English stands for %s: translate the messages with this context",
					 buf_chars(&lacking));
}

static void take_pseudo(struct arena *arena, struct strings *strings, const char *lang)
{
	for (size_t i = 0; strings_keys[i]; i++)
		strings->items[i] = (struct string){pseudo_text(arena, lang, strings->items[i].text), lang};
}

struct strings *strings_read(struct arena *arena, struct diag *diag, const char *dir,
							 const char *lang)
{
	struct strings *strings = ARENA_NEW(arena, struct strings);
	const struct po *english = po_read(arena, diag, path_join(arena, dir, "en.po")), *po;
	bool is_english =
		g_ascii_strcasecmp(lang, "en") == 0 || g_ascii_strncasecmp(lang, "en-", strlen("en-")) == 0;
	const char *path = find_file(arena, dir, lang);
	lang = str_copy(arena, lang);
	if (!english || !take_english(strings, diag, english, is_english ? lang : "en"))
		return NULL;
	if (pseudo_is(lang))
		take_pseudo(arena, strings, lang);
	else if (!path)
		diag_warning(diag, POS_FILE(path_join(arena, dir, str_fmt(arena, "%s.po", lang))),
					 "not found, so English stands for the page's own words: copy en.po to this "
					 "name and translate it");
	else if (strcmp(path_base(path), "en.po") != 0 && (po = po_read(arena, diag, path)) != NULL) {
		const struct locale *locale = locale_find(lang);
		if (po_check_language(arena, diag, po, lang) && locale)
			plural_check(arena, diag, po, locale->plural);
		take_translation(arena, strings, diag, po, english, lang);
	}
	return strings;
}

/* Strings as they were read without a word of complaint. */
struct known {
	const char *dir, *lang, *stamp;
	struct strings strings;
	struct known *next;
};

struct strings_known {
	struct arena *arena;
	struct known *first;
};

struct strings_known *strings_known_new(struct arena *arena)
{
	struct strings_known *known = ARENA_NEW(arena, struct strings_known);
	known->arena = arena;
	return known;
}

/* The stamps of the files that the strings of a language are read from. */
static const char *stamp_of(struct arena *arena, const char *dir, const char *lang)
{
	const char *path = find_file(arena, dir, lang);
	const char *english = file_stamp(arena, path_join(arena, dir, "en.po"), NULL);
	const char *own = path ? file_stamp(arena, path, NULL) : NULL;
	return str_fmt(arena, "%s %s %s", english ? english : "", path ? path : "", own ? own : "");
}

static void remember(struct strings_known *known, const struct strings *strings, const char *dir,
					 const char *lang, const char *stamp)
{
	struct arena *arena = known->arena;
	struct known *entry = ARENA_NEW(arena, struct known);
	entry->dir = str_copy(arena, dir);
	entry->lang = str_copy(arena, lang);
	entry->stamp = str_copy(arena, stamp);
	for (size_t i = 0; strings_keys[i]; i++)
		entry->strings.items[i] = (struct string){
			.text = str_copy(arena, strings->items[i].text),
			.lang = str_same(strings->items[i].lang, lang) ? entry->lang : "en",
		};
	entry->next = known->first;
	known->first = entry;
}

const struct strings *strings_recall(struct strings_known *known, struct arena *arena,
									 struct diag *diag, const char *dir, const char *lang)
{
	if (!known)
		return strings_read(arena, diag, dir, lang);
	const char *stamp = stamp_of(arena, dir, lang);
	for (const struct known *entry = known->first; entry; entry = entry->next)
		if (str_same(entry->lang, lang) && str_same(entry->dir, dir) &&
			str_same(entry->stamp, stamp))
			return &entry->strings;
	const struct message *said = diag->last;
	const struct strings *strings = strings_read(arena, diag, dir, lang);
	if (!strings || diag->last != said)
		return strings;
	remember(known, strings, dir, lang, stamp);
	return &known->first->strings;
}

static const struct string *find(const struct strings *strings, const char *key)
{
	size_t i = 0;
	while (strings_keys[i] && strcmp(strings_keys[i], key) != 0)
		i++;
	assert(strings_keys[i]);
	return &strings->items[i];
}

const char *strings_get(const struct strings *strings, const char *key)
{
	return find(strings, key)->text;
}

const char *strings_lang(const struct strings *strings, const char *key)
{
	return find(strings, key)->lang;
}

const char *strings_fill(struct arena *arena, const struct strings *strings, const char *key, ...)
{
	const char *p = strings_get(strings, key), *values[2 * VALUES_MAX + 1] = {NULL};
	struct placeholder place;
	struct buf out = {.arena = arena};
	va_list args;
	va_start(args, key);
	for (size_t i = 0; (values[i] = va_arg(args, const char *)) != NULL; i++)
		assert(i < 2 * VALUES_MAX);
	va_end(args);
	for (; find_placeholder(p, &place); p = place.end) {
		size_t i = 0;
		while (values[i] && !str_eq(str_of(values[i]), place.name))
			i += 2;
		assert(values[i]);
		buf_add(&out, p, (size_t)(place.at - p));
		buf_puts(&out, values[i + 1]);
	}
	buf_puts(&out, p);
	return buf_chars(&out);
}
