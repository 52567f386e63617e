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
	"review/image",
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

/* The files of one language: one's own, and the program's. NULL: not there. */
struct pair {
	const struct po *own, *program;
};

/* The English text of a message, which may stand in its msgid alone. */
static const char *english_text(const struct po_message *message)
{
	return message->str && *message->str ? message->str : message->id;
}

/* Takes a text that must have the placeholders of the model. */
static bool take(struct string *string, struct diag *diag, const struct po_message *message,
				 const char *text, const char *model, const char *lang)
{
	if (!has_placeholders_of(text, model) || !has_placeholders_of(model, text)) {
		diag_error(diag, message->str_pos,
				   "the words in braces are not those of the English \"%s\": copy them unchanged",
				   model);
		return false;
	}
	*string = (struct string){text, lang};
	return true;
}

static bool take_english(struct strings *strings, struct diag *diag, const struct pair *english,
						 const char *lang)
{
	size_t errors = diag->errors;
	for (size_t i = 0; strings_keys[i]; i++) {
		const struct po_message *own = po_find(english->own, strings_keys[i]);
		const struct po_message *message = po_find(english->program, strings_keys[i]);
		if (!message)
			diag_error(diag, POS_FILE(english->program->file),
					   "the text of \"%s\" is missing: restore it from the original file",
					   strings_keys[i]);
		else
			strings->items[i] = (struct string){english_text(message), lang};
		if (message && own)
			take(&strings->items[i], diag, own, english_text(own), english_text(message), lang);
	}
	return diag->errors == errors;
}

/* The language's file in a folder; NULL: there is none. */
static const char *file_in(struct arena *arena, const char *dir, const char *tag)
{
	const char *path = dir ? path_join(arena, dir, str_fmt(arena, "%s.po", tag)) : NULL;
	return path && file_exists(path) ? path : NULL;
}

/* The language with the script that it is written in, "zh-Hans" for "zh-CN", where either folder
 * has a file of that; NULL: none. */
static const char *tag_with_script(struct arena *arena, struct strings_dirs dirs, const char *lang,
								   const struct locale *locale)
{
	const char *tag =
		locale ? str_fmt(arena, "%.*s-%s", (int)strcspn(lang, "-"), lang, locale->script) : NULL;
	return tag && (file_in(arena, dirs.own, tag) || file_in(arena, dirs.program, tag)) ? tag : NULL;
}

/* The language's own tag, or the longest beginning of it that is written in the same script ("es"
 * for "es-MX"), or it with its script, that either folder has a file of; NULL if there is none. */
static const char *find_tag(struct arena *arena, struct strings_dirs dirs, const char *lang)
{
	const struct locale *locale = locale_find(lang);
	char *tag = str_copy(arena, lang), *hyphen = NULL;
	do {
		const struct locale *shorter;
		if (hyphen)
			*hyphen = '\0';
		shorter = locale_find(tag);
		if ((file_in(arena, dirs.own, tag) || file_in(arena, dirs.program, tag)) &&
			(!hyphen || (locale && shorter && str_same(locale->script, shorter->script))))
			return tag;
		hyphen = strrchr(tag, '-');
	} while (hyphen);
	return tag_with_script(arena, dirs, lang, locale);
}

/* Whether the words still are those of en.po, from which the file was copied: one or two may be the
 * same in both languages. */
static bool is_copied(const struct po_message *message)
{
	const char *space = strchr(message->str, ' ');
	return str_same(message->str, message->id) && space && strchr(space + 1, ' ');
}

/* Takes the translation of one string, whose source is a message of the English. False if there is
 * none that is good. */
static bool take_translated(struct string *string, struct diag *diag, const struct po *po,
							const char *key, const struct po_message *source, const char *lang)
{
	const struct po_message *message = po_find(po, key);
	return message && !message->fuzzy && message->str && *message->str &&
		   str_same(message->id, source->id) && !is_copied(message) &&
		   take(string, diag, message, message->str, english_text(source), lang);
}

static void take_translation(struct arena *arena, struct strings *strings, struct diag *diag,
							 const struct pair *pair, const struct pair *english, const char *lang)
{
	struct buf lacking = {.arena = arena};
	for (size_t i = 0; strings_keys[i]; i++) {
		const char *key = strings_keys[i];
		const struct po_message *program = po_find(english->program, key);
		const struct po_message *own = po_find(english->own, key);
		if (!take_translated(&strings->items[i], diag, pair->own, key, own ? own : program, lang) &&
			!take_translated(&strings->items[i], diag, pair->program, key, program, lang))
			buf_fmt(&lacking, "%s%s", lacking.len ? ", " : "", key);
	}
	if (lacking.len)
		diag_warning(diag, POS_FILE(pair->own ? pair->own->file : pair->program->file),
					 "English stands for %s: translate the messages with this context",
					 buf_chars(&lacking));
}

static void take_pseudo(struct arena *arena, struct strings *strings, const char *lang)
{
	for (size_t i = 0; strings_keys[i]; i++)
		strings->items[i] = (struct string){pseudo_text(arena, lang, strings->items[i].text), lang};
}

/* A file of a language other than English; NULL: not there, or not readable. */
static const struct po *read_translation(struct arena *arena, struct diag *diag, const char *path,
										 const char *lang)
{
	const struct po *po = path ? po_read(arena, diag, path) : NULL;
	const struct locale *locale = locale_find(lang);
	if (po && po_check_language(arena, diag, po, lang) && locale)
		plural_check(arena, diag, po, locale->plural);
	return po;
}

/* The English of both folders. False after reporting: a file is not readable. */
static bool read_english(struct arena *arena, struct diag *diag, struct strings_dirs dirs,
						 struct pair *english)
{
	const char *own = file_in(arena, dirs.own, "en");
	english->program = po_read(arena, diag, path_join(arena, dirs.program, "en.po"));
	english->own = own ? po_read(arena, diag, own) : NULL;
	return english->program && (!own || english->own);
}

struct strings *strings_read(struct arena *arena, struct diag *diag, struct strings_dirs dirs,
							 const char *lang)
{
	struct strings *strings = ARENA_NEW(arena, struct strings);
	struct pair english, pair;
	bool is_english =
		g_ascii_strcasecmp(lang, "en") == 0 || g_ascii_strncasecmp(lang, "en-", strlen("en-")) == 0;
	const char *tag = find_tag(arena, dirs, lang);
	lang = str_copy(arena, lang);
	if (!read_english(arena, diag, dirs, &english) ||
		!take_english(strings, diag, &english, is_english ? lang : "en"))
		return NULL;
	if (pseudo_is(lang)) {
		take_pseudo(arena, strings, lang);
	} else if (!tag) {
		const char *dir = dirs.own ? dirs.own : dirs.program;
		diag_warning(diag, POS_FILE(path_join(arena, dir, str_fmt(arena, "%s.po", lang))),
					 "not found, so English stands for the page's own words: copy %s to this name "
					 "and translate it",
					 english.program->file);
	} else if (strcmp(tag, "en") != 0) {
		pair.own = read_translation(arena, diag, file_in(arena, dirs.own, tag), lang);
		pair.program = read_translation(arena, diag, file_in(arena, dirs.program, tag), lang);
		if (pair.own || pair.program)
			take_translation(arena, strings, diag, &pair, &english, lang);
	}
	return strings;
}

/* Strings as they were read without a word of complaint. */
struct known {
	const char *lang;
	const char *stamp; /* of the files that are there, wherever a root would have its own */
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

static void add_stamp(struct buf *out, const char *path)
{
	const char *stamp = path ? file_stamp(out->arena, path, NULL) : NULL;
	buf_fmt(out, "%s\n", stamp ? stamp : "");
}

/* The stamps of the files that the strings of a language are read from. */
static const char *stamp_of(struct arena *arena, struct strings_dirs dirs, const char *lang)
{
	const char *tag = find_tag(arena, dirs, lang);
	struct buf out = {.arena = arena};
	add_stamp(&out, file_in(arena, dirs.own, "en"));
	add_stamp(&out, file_in(arena, dirs.program, "en"));
	add_stamp(&out, tag ? file_in(arena, dirs.own, tag) : NULL);
	add_stamp(&out, tag ? file_in(arena, dirs.program, tag) : NULL);
	return buf_chars(&out);
}

static void remember(struct strings_known *known, const struct strings *strings, const char *lang,
					 const char *stamp)
{
	struct arena *arena = known->arena;
	struct known *entry = ARENA_NEW(arena, struct known);
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
									 struct diag *diag, struct strings_dirs dirs, const char *lang)
{
	if (!known)
		return strings_read(arena, diag, dirs, lang);
	const char *stamp = stamp_of(arena, dirs, lang);
	for (const struct known *entry = known->first; entry; entry = entry->next)
		if (str_same(entry->lang, lang) && str_same(entry->stamp, stamp))
			return &entry->strings;
	const struct message *said = diag->last;
	const struct strings *strings = strings_read(arena, diag, dirs, lang);
	if (!strings || diag->last != said)
		return strings;
	remember(known, strings, lang, stamp);
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
