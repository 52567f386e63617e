/* What structure adds to the author's words: the title block, the headings that parts have by their
 * kind, the imprint; and the isolation of what must not be reordered in right-to-left text. */
#include "document/frame.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"

/* Staff must be able to file and check a sheet that they cannot read. */
#define STAFF_LANG "en"
#define STAFF_STAMP "Draft translation, not reviewed"
#define BETWEEN " · "
#define HEADING_LEVEL 2

/* A placeholder of a string and what stands in its place. */
struct fill {
	const char *name;
	struct node *node;
};

struct framing {
	struct arena *arena;
	const struct edition *edition;
	struct node *document;
	struct pos pos; /* the manifest's */
};

static bool is_english(const char *lang)
{
	return strcmp(lang, STAFF_LANG) == 0 || g_str_has_prefix(lang, STAFF_LANG "-");
}

static bool is_translation(const struct edition *edition)
{
	return strcmp(edition->lang, edition->handout->language) != 0;
}

/* Makes node the last inline of parent; texts that meet become one. */
static void add_inline(struct framing *f, struct node *parent, struct node *node)
{
	struct node *last = parent->last;
	if (last && last->kind == NODE_TEXT && node->kind == NODE_TEXT)
		last->u.text.text = str_fmt(f->arena, "%s%s", last->u.text.text, node->u.text.text);
	else
		doc_append(parent, node);
}

static void add_text(struct framing *f, struct node *parent, const char *text)
{
	if (*text)
		add_inline(f, parent, doc_text(f->arena, f->pos, text));
}

static struct node *wrapped(struct framing *f, enum node_kind kind, const char *text)
{
	struct node *node = doc_node(f->arena, kind, f->pos);
	add_text(f, node, text);
	return node;
}

/* Text that is in a language of its own, to stand where the language is `around`. */
static struct node *foreign(struct framing *f, const char *text, const char *lang,
							const char *around)
{
	if (strcmp(lang, around) == 0)
		return doc_text(f->arena, f->pos, text);
	struct node *span = wrapped(f, NODE_SPAN, text);
	span->lang = lang;
	return span;
}

/* The first character with a direction decides that of the whole. */
static bool begins_left_to_right(const char *text)
{
	for (; *text; text = g_utf8_next_char(text)) {
		GUnicodeScript script = g_unichar_get_script(g_utf8_get_char(text));
		if (g_unichar_isalpha(g_utf8_get_char(text)))
			return script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_CYRILLIC ||
				   script == G_UNICODE_SCRIPT_GREEK;
	}
	return true;
}

/* A name or code whose language nobody has stated. */
static struct node *plain_name(struct framing *f, const char *text, bool rtl)
{
	if (rtl && begins_left_to_right(text))
		return wrapped(f, NODE_ISOLATE, text);
	return doc_text(f->arena, f->pos, text);
}

static struct node *add_paragraph(struct framing *f, struct node *parent, enum paragraph_use use)
{
	struct node *paragraph = doc_node(f->arena, NODE_PARAGRAPH, f->pos);
	paragraph->u.paragraph.use = use;
	doc_append(parent, paragraph);
	return paragraph;
}

/* The language of a string, marked on the node where it is not the edition's. */
static const char *mark_lang(struct framing *f, struct node *node, const char *key)
{
	const char *lang = strings_lang(f->edition->strings, key);
	if (!str_same(lang, f->edition->lang))
		node->lang = lang;
	return lang;
}

/* Adds the string with nodes in the place of its {names}; fills end with a NULL name. */
static void add_filled(struct framing *f, struct node *parent, const char *key,
					   const struct fill *fills)
{
	const char *text = strings_get(f->edition->strings, key), *open;
	while ((open = strchr(text, '{'))) {
		const char *close = strchr(open, '}');
		const struct fill *fill = fills;
		while (close && fill->name &&
			   (strlen(fill->name) != (size_t)(close - open - 1) ||
				memcmp(fill->name, open + 1, strlen(fill->name)) != 0))
			fill++;
		bool known = close && fill->name;
		size_t len = (size_t)(known ? open - text : open + 1 - text);
		add_text(f, parent, str_copy_n(f->arena, text, len));
		if (known && !fill->node->parent)
			add_inline(f, parent, fill->node);
		text = known ? close + 1 : open + 1;
	}
	add_text(f, parent, text);
}

/* An imprint paragraph of one string; name NULL: it has no placeholder. */
static void add_line(struct framing *f, struct node *section, const char *key, const char *name,
					 struct node *value)
{
	struct node *paragraph = add_paragraph(f, section, USE_IMPRINT);
	const struct fill fills[] = {{name, value}, {NULL, NULL}};
	mark_lang(f, paragraph, key);
	add_filled(f, paragraph, key, fills);
}

/* The facts of the language in which a string is. */
static const struct locale *locale_of(struct framing *f, const char *key)
{
	const char *lang = strings_lang(f->edition->strings, key);
	const struct locale *locale =
		str_same(lang, f->edition->lang) ? f->edition->locale : locale_find(lang);
	return locale ? locale : f->edition->locale;
}

/* The same as people write in the clinic's country: "22 November 2026" in GB. */
static const struct locale *date_locale(struct framing *f, const char *key)
{
	const struct locale *locale = locale_of(f, key), *local = NULL;
	const char *country = f->edition->handout->clinic.country;
	if (country)
		local = locale_find(str_fmt(f->arena, "%s-%s", locale->tag, country));
	bool alike = local && strcmp(local->script, locale->script) == 0 &&
				 strcmp(local->digits, locale->digits) == 0;
	return alike ? local : locale;
}

static void add_date(struct framing *f, struct node *section, const char *key, struct date date)
{
	if (date.year)
		add_line(f, section, key, "date",
				 doc_text(f->arena, f->pos, locale_date(f->arena, date_locale(f, key), date)));
}

static void add_name(struct framing *f, struct node *section, const char *key, const char *name)
{
	add_line(f, section, key, "name", plain_name(f, name, locale_of(f, key)->rtl));
}

/* The clinic's name, in the language that it has. */
static struct node *clinic_node(struct framing *f, const char *around)
{
	const struct edition *edition = f->edition;
	const struct clinic *clinic = &edition->handout->clinic;
	const char *lang = clinic_name_lang(clinic, edition->lang);
	struct framing here = *f;
	here.pos = POS_FILE(clinic->file);
	return foreign(&here, clinic_name(clinic, edition->lang),
				   lang ? lang : edition->handout->language, around);
}

static const char *free_id(struct framing *f, const char *wanted)
{
	const char *id = wanted;
	for (int i = 2; doc_find(f->document, id); i++)
		id = str_fmt(f->arena, "%s-%d", wanted, i);
	return id;
}

static void add_title(struct framing *f, struct node *part)
{
	const struct edition *edition = f->edition;
	struct node *heading = doc_node(f->arena, NODE_HEADING, edition->handout->title_pos);
	heading->u.heading.level = 1;
	heading->id = free_id(f, "title");
	heading->context = "title";
	heading->state = edition->title_state;
	if (is_translation(edition) &&
		(heading->state == STATE_MISSING || heading->state == STATE_STALE))
		heading->lang = edition->handout->language;
	doc_append(heading, doc_text(f->arena, heading->pos, edition->title));
	doc_append(part, heading);
}

/* "Español (Spanish) · Ketamines For Depression" */
static void add_language(struct framing *f, struct node *part)
{
	const struct edition *edition = f->edition;
	const struct locale *locale = edition->locale;
	struct node *paragraph = add_paragraph(f, part, USE_LANGUAGE);
	bool same = strcmp(locale->native, locale->english) == 0;
	add_text(f, paragraph, str_fmt(f->arena, same ? "%s" : "%s (", locale->native));
	if (!same)
		add_inline(f, paragraph, foreign(f, locale->english, STAFF_LANG, edition->lang));
	add_text(f, paragraph, same ? BETWEEN : ")" BETWEEN);
	add_inline(f, paragraph,
			   foreign(f, edition->handout->title, edition->handout->language, edition->lang));
}

static void add_stamp(struct framing *f, struct node *part)
{
	struct node *paragraph = add_paragraph(f, part, USE_STAMP);
	const char *lang = mark_lang(f, paragraph, "page/draft");
	add_text(f, paragraph, strings_get(f->edition->strings, "page/draft"));
	if (is_english(lang))
		return;
	add_text(f, paragraph, BETWEEN);
	add_inline(f, paragraph, foreign(f, STAFF_STAMP, STAFF_LANG, lang));
}

static struct node *new_part(struct framing *f, enum part_kind kind)
{
	struct node *part = doc_node(f->arena, NODE_PART, f->pos);
	part->u.part.kind = kind;
	return part;
}

static void add_front(struct framing *f)
{
	const struct edition *edition = f->edition;
	struct node *part = new_part(f, PART_FRONT);
	if (clinic_name(&edition->handout->clinic, edition->lang))
		doc_append(add_paragraph(f, part, USE_CLINIC), clinic_node(f, edition->lang));
	add_title(f, part);
	if (is_translation(edition))
		add_language(f, part);
	if (edition->draft)
		add_stamp(f, part);
	doc_prepend(f->document, part);
}

static void add_publisher(struct framing *f, struct node *section)
{
	static const char key[] = "imprint/publisher";
	const struct handout *handout = f->edition->handout;
	const char *around = strings_lang(f->edition->strings, key);
	if (handout->publisher)
		add_line(f, section, key, "name",
				 foreign(f, handout->publisher, handout->language, around));
	else if (clinic_name(&handout->clinic, f->edition->lang))
		add_line(f, section, key, "name", clinic_node(f, around));
}

/* "Code KET-001 · Version 1.0" */
static void add_code(struct framing *f, struct node *section)
{
	const struct handout *handout = f->edition->handout;
	bool rtl = f->edition->locale->rtl;
	struct node *paragraph = add_paragraph(f, section, USE_IMPRINT);
	const struct fill fills[] = {{"code", plain_name(f, handout->code, rtl)},
								 {"version", plain_name(f, handout->version, rtl)},
								 {NULL, NULL}};
	mark_lang(f, paragraph, "imprint/code");
	add_filled(f, paragraph, "imprint/code", fills);
	add_text(f, paragraph, BETWEEN);
	add_filled(f, paragraph, "page/version", fills);
}

static void add_sign_off(struct framing *f, struct node *section)
{
	const struct signature *sign_off = &f->edition->handout->sign_off;
	if (!sign_off->name)
		add_line(f, section, "page/not-reviewed", NULL, NULL);
	else if (!sign_off->role)
		add_name(f, section, "imprint/reviewed-by", sign_off->name);
	else
		add_name(f, section, "imprint/reviewed-by",
				 str_fmt(f->arena, "%s, %s", sign_off->name, sign_off->role));
}

static void add_translation(struct framing *f, struct node *section)
{
	static const char key[] = "imprint/translation";
	const struct edition *edition = f->edition;
	bool rtl = edition->locale->rtl;
	if (is_english(edition->handout->language))
		add_line(f, section, "imprint/source", "version",
				 plain_name(f, edition->handout->version, rtl));
	if (edition->translator && edition->process) {
		struct node *paragraph = add_paragraph(f, section, USE_IMPRINT);
		const char *process = str_fmt(f->arena, "process/%s", edition->process);
		const char *words = strings_get(edition->strings, process);
		const struct fill fills[] = {
			{"name", plain_name(f, edition->translator, rtl)},
			{"process", foreign(f, words, strings_lang(edition->strings, process),
								mark_lang(f, paragraph, key))},
			{NULL, NULL}};
		add_filled(f, paragraph, key, fills);
	}
	if (edition->draft)
		add_line(f, section, "imprint/translation-draft", NULL, NULL);
	else if (edition->reviewer)
		add_name(f, section, "imprint/translation-reviewed", edition->reviewer);
}

static void add_imprint(struct framing *f)
{
	const struct handout *handout = f->edition->handout;
	struct node *part = new_part(f, PART_IMPRINT);
	struct node *section = doc_node(f->arena, NODE_SECTION, f->pos);
	struct node *heading = doc_node(f->arena, NODE_HEADING, f->pos);
	section->id = free_id(f, "imprint");
	heading->u.heading.level = HEADING_LEVEL;
	heading->u.heading.key = "imprint/title";
	doc_append(part, section);
	doc_append(section, heading);
	add_publisher(f, section);
	add_code(f, section);
	add_date(f, section, "imprint/issued", handout->issued);
	add_date(f, section, "imprint/review-by", handout->review_by);
	add_sign_off(f, section);
	if (is_translation(f->edition))
		add_translation(f, section);
	doc_append(f->document, part);
}

static void add_words(struct framing *f, struct node *node)
{
	if (node->kind == NODE_HEADING) {
		const char *key = node->u.heading.key;
		if (!key || node->child)
			return;
		const char *lang = strings_lang(f->edition->strings, key);
		const char *around = doc_lang(node);
		if (!str_same(lang, around ? around : f->edition->lang))
			node->lang = lang;
		doc_append(node, doc_text(f->arena, node->pos, strings_get(f->edition->strings, key)));
		return;
	}
	for (struct node *child = node->child; child; child = child->next)
		add_words(f, child);
}

void frame_add(struct arena *arena, struct node *document, const struct edition *edition)
{
	struct framing f = {arena, edition, document, POS_FILE(edition->handout->file)};
	add_front(&f);
	add_imprint(&f);
	add_words(&f, document);
}

#define DIGIT "[0-9۰-۹]"
#define SPACE "[\\x20\\x{a0}\\x{202f}]"
#define DASH "[-\\x{2010}-\\x{2013}]"

/* The visible ASCII of an address, without the marks that end a sentence after it. */
#define INNER "(?:\\([!-'*-~]*\\)|[!-'*-~])*"
#define ADDRESS INNER "(?:\\([!-'*-~]*\\)|[A-Za-z0-9/=&#_~$%+-])"

/* A digit of a phone number after the first, with what may stand before it. */
#define GAP "(?:" SPACE "|[./\\x{2010}\\x{2011}-])?"
#define NEXT "(?:" GAP "(?:\\(" DIGIT "{1,5}\\)" GAP ")?" DIGIT ")"

/* Not before these is a number complete, or more than a number. */
#define COMPLETE "(?!" DIGIT "|[.,]" DIGIT "|" DASH DIGIT "|" SPACE "?[%٪])"

#define NO_DAY_FIRST "(?!" DIGIT "{1,2}([-./])" DIGIT "{1,2}\\g{-1}" DIGIT "{4}(?!" DIGIT "))"
#define NO_YEAR_FIRST "(?!" DIGIT "{4}([-./])" DIGIT "{1,2}\\g{-1}" DIGIT "{1,2}(?!" DIGIT "))"
#define NO_DATE NO_DAY_FIRST NO_YEAR_FIRST

#define THOUSANDS DIGIT "{1,3}(?:[,\\x20\\x{a0}\\x{202f}]" DIGIT "{3})+(?!" DIGIT ")"
#define NUMBER "(?:" THOUSANDS "(?:[.,]" DIGIT "+)?|" DIGIT "+(?:[.,٫]" DIGIT "+)?)"

#define PREFIXED "[kmcdnpµμ]?(?:g|l|L|m|mol|osmol|s|Hz|Pa|J|V|W|Gy|Sv|cal|Eq|U|IU)"
#define UNIT "(?:(?:mcg|mmHg|" PREFIXED "|min|h|hrs?|bpm|ppm|°[CF])[²³]?)"

/* Neither inside a word or number nor the second part of a range. */
#define BEGINNING "(?<![\\p{Latin}0-9۰-۹])(?<!" DIGIT "[.,/:])(?<!" DIGIT DASH ")"

/* What is isolated. Repetitions are bounded, so that time is linear. A bare number, a percentage, a
 * range of numbers and a date stay as they are. */
static const char *const isolated[] = {
	/* web addresses, with a scheme or with a path; e-mail; DOIs */
	"(?:https?://|mailto:|tel:|www\\.)" ADDRESS,
	"(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,63}/" ADDRESS,
	"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})+",
	"(?:doi:" SPACE "?)?10\\.[0-9]{4,9}/" ADDRESS,
	/* doses: 0.5 mg/kg, 5-10 ml */
	NUMBER "(?:" DASH NUMBER ")?" SPACE "?" UNIT "(?:/[0-9]*" SPACE "?" UNIT
		   ")*(?![\\p{Latin}0-9])",
	/* phones: +44 (0)20 7946 0958, 020 7946 0958, (555) 123-4567 */
	"\\+" DIGIT NEXT "{6,14}" COMPLETE,
	NO_DATE "0" DIGIT NEXT "{5,13}" COMPLETE,
	"\\(" DIGIT "{2,5}\\)" GAP DIGIT NEXT "{4,12}" COMPLETE,
	/* 13 11 14, 1-800-273-8255, 116 123 */
	"(?=(?:" SPACE "?" DIGIT "){6})" DIGIT "{1,4}(?:" SPACE DIGIT "{2,8}){2,}" COMPLETE,
	NO_DATE "(?=(?:-?" DIGIT "){7})" DIGIT "{1,4}(?:-" DIGIT "{2,8}){2,}" COMPLETE,
	DIGIT "{2,3}" SPACE DIGIT "{3,8}" COMPLETE,
	/* versions: 1.0, 2.10.3 */
	NO_DATE "(?>" DIGIT "+(?:\\." DIGIT "+)+)" COMPLETE,
	/* codes: KET-001, v1.0 */
	"(?=[0-9./_-]{0,63}[A-Za-z])(?=[A-Za-z./_-]{0,63}[0-9])[A-Za-z0-9]+(?:[-./_][A-Za-z0-9]+)+",
	NULL,
};

struct isolation {
	struct arena *arena;
	GRegex *regex;
};

static struct node *piece(struct isolation *in, const struct node *text, size_t from, size_t to)
{
	struct node *node = doc_copy(in->arena, text);
	node->u.text.text = str_copy_n(in->arena, text->u.text.text + from, to - from);
	return node;
}

/* Appends to parent the text, or what it falls into. */
static void isolate_text(struct isolation *in, struct node *parent, struct node *text)
{
	const char *whole = text->u.text.text;
	size_t done = 0;
	GMatchInfo *match = NULL;
	g_regex_match(in->regex, whole, 0, &match);
	while (g_match_info_matches(match)) {
		gint from = 0, to = 0;
		g_match_info_fetch_pos(match, 0, &from, &to);
		if ((size_t)from > done)
			doc_append(parent, piece(in, text, done, (size_t)from));
		struct node *isolate = doc_node(in->arena, NODE_ISOLATE, text->pos);
		doc_append(isolate, piece(in, text, (size_t)from, (size_t)to));
		doc_append(parent, isolate);
		done = (size_t)to;
		g_match_info_next(match, NULL);
	}
	g_match_info_free(match);
	if (!done)
		doc_append(parent, text);
	else if (whole[done])
		doc_append(parent, piece(in, text, done, strlen(whole)));
}

/* rtl: the text around runs from right to left. */
static void isolate_children(struct isolation *in, struct node *parent, bool rtl)
{
	struct node *child = parent->child;
	parent->child = parent->last = NULL;
	while (child) {
		struct node *next = child->next;
		const struct locale *locale = child->lang ? locale_find(child->lang) : NULL;
		bool inside = locale ? locale->rtl : rtl;
		child->parent = child->next = NULL;
		if (child->kind == NODE_TEXT && inside) {
			isolate_text(in, parent, child);
		} else {
			doc_append(parent, child);
			if (child->kind != NODE_ISOLATE)
				isolate_children(in, child, inside);
		}
		child = next;
	}
}

void frame_isolate(struct arena *arena, struct node *document, const struct locale *locale)
{
	if (!locale->rtl)
		return;
	char *kinds = g_strjoinv("|", (char **)isolated);
	char *pattern = g_strconcat(BEGINNING "(?:", kinds, ")", NULL);
	GRegex *regex = g_regex_new(pattern, 0, 0, NULL);
	g_assert(regex);
	struct isolation in = {arena, regex};
	isolate_children(&in, document, true);
	g_regex_unref(regex);
	g_free(pattern);
	g_free(kinds);
}
