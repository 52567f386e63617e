/* What structure adds to the author's words: the title block, the headings that parts have by their
 * kind, the imprint. */
#include "document/frame.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "document/blanks.h"
#include "document/emergency.h"
#include "document/qr.h"

/* Staff must be able to file and check a sheet that they cannot read. */
#define STAFF_LANG "en"
#define HEADING_LEVEL 2
/* The name under which drafts by machine are signed. */
#define DRAFT_NAME "Machine draft"

const char *frame_between(const struct locale *locale)
{
	return strcmp(locale->script, "Arab") == 0 ? " • " : " · ";
}

const char *frame_staff_name(struct arena *arena, const struct edition *edition)
{
	const char *native = edition->locale->native, *staff = edition->staff_name;
	if (!staff)
		staff = edition->locale->english;
	if (str_same(native, staff))
		return "";
	bool brackets = strchr(native, '(') || (edition->staff_name && strchr(staff, '('));
	return str_fmt(arena, brackets ? "– %s" : "(%s)", staff);
}

const char *frame_colon(const struct edition *edition)
{
	static const char *const wide[] = {"Hans", "Hant", "Jpan", NULL};
	if (name_index(wide, edition->locale->script) >= 0)
		return "\uFF1A";
	return g_str_has_prefix(edition->lang, "fr") ? "\u00A0: " : ": ";
}

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

/* What parts two pieces is a text of its own: where they stand one above the other, it is left out.
 */
static void add_between(struct framing *f, struct node *parent)
{
	doc_append(parent, doc_text(f->arena, f->pos, frame_between(f->edition->locale)));
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

static void add_date(struct framing *f, struct node *section, const char *key, struct date date)
{
	const char *country = f->edition->handout->clinic.country;
	const struct locale *locale = locale_in(f->arena, locale_of(f, key), country);
	if (date.year)
		add_line(f, section, key, "date",
				 doc_text(f->arena, f->pos, locale_date(f->arena, locale, date)));
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
	const char *staff = frame_staff_name(f->arena, edition);
	const char *staff_lang = edition->staff_name ? edition->handout->language : STAFF_LANG;
	add_text(f, paragraph, str_fmt(f->arena, *staff ? "%s " : "%s", locale->native));
	if (*staff)
		add_inline(f, paragraph, foreign(f, staff, staff_lang, edition->lang));
	add_between(f, paragraph);
	doc_append(paragraph,
			   foreign(f, edition->handout->title, edition->handout->language, edition->lang));
}

struct stamp frame_stamp(struct arena *arena, const struct edition *edition)
{
	const struct strings *strings = edition->strings;
	const char *key = edition->draft ? "page/draft" : "page/unfinished";
	const char *words = strings_get(strings, key), *lang = strings_lang(strings, key);
	if (!edition->draft && !edition->unfinished)
		return (struct stamp){0};
	if (!edition->draft && !edition->handout->sign_off.name)
		words = str_fmt(arena, "%s%s%s", words, frame_between(edition->locale),
						strings_get(strings, "page/not-reviewed"));
	const struct strings *own = edition->staff_strings;
	const char *staff_lang = own ? strings_lang(own, key) : STAFF_LANG;
	const char *english = edition->draft ? "Draft translation, not reviewed" : "Draft";
	const char *staff = own ? strings_get(own, key) : english;
	bool beside = is_translation(edition) && !locale_is_kin(lang, staff_lang);
	return (struct stamp){words, lang, beside ? staff : NULL, staff_lang};
}

static void add_stamp(struct framing *f, struct node *part)
{
	struct stamp stamp = frame_stamp(f->arena, f->edition);
	if (!stamp.words)
		return;
	struct node *paragraph = add_paragraph(f, part, USE_STAMP);
	if (!str_same(stamp.lang, f->edition->lang))
		paragraph->lang = stamp.lang;
	add_text(f, paragraph, stamp.words);
	if (!stamp.staff)
		return;
	add_between(f, paragraph);
	doc_append(paragraph, foreign(f, stamp.staff, stamp.staff_lang, stamp.lang));
}

static struct node *new_part(struct framing *f, enum part_kind kind)
{
	struct node *part = doc_node(f->arena, NODE_PART, f->pos);
	part->u.part.kind = kind;
	return part;
}

/* The logo follows the name, so that the name is read first. */
static void add_logo(struct framing *f, struct node *part)
{
	const struct edition *edition = f->edition;
	const struct clinic *clinic = &edition->handout->clinic;
	const char *lang = clinic_name_lang(clinic, edition->handout->language);
	struct node *figure = doc_node(f->arena, NODE_FIGURE, clinic->logo_pos);
	figure->u.figure.path = clinic->logo;
	figure->u.figure.alt = clinic->logo_alt;
	lang = lang ? lang : edition->handout->language;
	figure->lang = str_same(lang, edition->lang) ? NULL : lang;
	doc_append(part, figure);
}

static void add_front(struct framing *f)
{
	const struct edition *edition = f->edition;
	struct node *part = new_part(f, PART_FRONT);
	if (clinic_name(&edition->handout->clinic, edition->lang))
		doc_append(add_paragraph(f, part, USE_CLINIC), clinic_node(f, edition->lang));
	if (edition->handout->clinic.logo)
		add_logo(f, part);
	add_title(f, part);
	if (is_translation(edition))
		add_language(f, part);
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

/* What a reader may call, open or write to; shown as clinic.yaml has it. */
static struct node *contact_link(struct framing *f, const char *text, const char *url)
{
	struct node *link = doc_node(f->arena, NODE_LINK, POS_FILE(f->edition->handout->clinic.file));
	link->u.link.url = url;
	doc_append(link, plain_name(f, text, f->edition->locale->rtl));
	return link;
}

/* The label of a string and a colon, in a paragraph of its own. */
static struct node *add_label(struct framing *f, struct node *section, const char *key)
{
	struct node *paragraph = add_paragraph(f, section, USE_IMPRINT);
	mark_lang(f, paragraph, key);
	add_text(
		f, paragraph,
		str_fmt(f->arena, "%s%s", strings_get(f->edition->strings, key), frame_colon(f->edition)));
	return paragraph;
}

/* Lines of clinic.yaml in their language; NULL: that of the handout's source. */
static void add_own_lines(struct framing *f, struct node *paragraph, const char *address,
						  const char *lang)
{
	lang = lang ? lang : f->edition->handout->language;
	struct node *parent = paragraph;
	gchar **lines = g_strsplit(address, "\n", -1);
	if (!str_same(lang, f->edition->lang)) {
		parent = doc_node(f->arena, NODE_SPAN, f->pos);
		parent->lang = lang;
		doc_append(paragraph, parent);
	}
	for (size_t i = 0; lines[i]; i++) {
		if (i > 0)
			doc_append(parent, doc_node(f->arena, NODE_BREAK, f->pos));
		add_text(f, parent, str_copy(f->arena, g_strstrip(lines[i])));
	}
	g_strfreev(lines);
}

static struct node *phone_link(struct framing *f, const char *number)
{
	return contact_link(f, number, frame_phone_url(f->arena, number));
}

static void add_phone(struct framing *f, struct node *section, const char *key, const char *number)
{
	if (number)
		doc_append(add_label(f, section, key), phone_link(f, number));
}

static const char *web_url(struct framing *f, const char *address)
{
	return strstr(address, "://") ? address : str_fmt(f->arena, "https://%s", address);
}

/* How readers can say what they think: by e-mail, telephone or on the web. */
static void add_feedback(struct framing *f, struct node *section)
{
	const char *to = f->edition->handout->clinic.feedback;
	if (!to)
		return;
	const char *url = strchr(to, '@') ? str_fmt(f->arena, "mailto:%s", to)
					  : strspn(to, "0123456789+-./() ") == strlen(to)
						  ? frame_phone_url(f->arena, to)
						  : web_url(f, to);
	add_line(f, section, "imprint/feedback", "address", contact_link(f, to, url));
}

static void add_evidence(struct framing *f, struct node *section)
{
	static const char key[] = "imprint/evidence";
	const struct handout *handout = f->edition->handout;
	if (handout->evidence)
		add_line(f, section, key, "text",
				 foreign(f, handout->evidence, handout->language,
						 strings_lang(f->edition->strings, key)));
}

static void add_contact(struct framing *f, struct node *section)
{
	const struct clinic *clinic = &f->edition->handout->clinic;
	if (f->edition->handout->publisher && clinic->name)
		doc_append(add_paragraph(f, section, USE_IMPRINT), clinic_node(f, f->edition->lang));
	if (clinic->address)
		add_own_lines(f, add_paragraph(f, section, USE_IMPRINT), clinic->address, NULL);
	if (clinic->hours.own)
		add_own_lines(f, add_label(f, section, "contact/hours"),
					  worded_in(&clinic->hours, f->edition->lang),
					  worded_lang(&clinic->hours, f->edition->lang));
	if (clinic->phone)
		add_line(f, section, "link/phone", "number", phone_link(f, clinic->phone));
	add_phone(f, section, "contact/appointments", clinic->appointments);
	add_phone(f, section, "contact/out-of-hours", clinic->out_of_hours);
	add_phone(f, section, "emergency/text-relay", clinic->text_relay);
	if (clinic->web)
		doc_append(add_paragraph(f, section, USE_IMPRINT),
				   contact_link(f, clinic->web, web_url(f, clinic->web)));
	if (clinic->email)
		add_line(f, section, "link/mail", "address",
				 contact_link(f, clinic->email, str_fmt(f->arena, "mailto:%s", clinic->email)));
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
	add_text(f, paragraph, frame_between(f->edition->locale));
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

/* The process alone, as a line of its own: "Machine translation". */
static void add_process(struct framing *f, struct node *paragraph, const char *process)
{
	const char *words = strings_get(f->edition->strings, process);
	const char *rest = g_utf8_next_char(words);
	char first[8] = {0};
	g_unichar_to_utf8(g_unichar_totitle(g_utf8_get_char(words)), first);
	mark_lang(f, paragraph, process);
	add_text(f, paragraph, str_fmt(f->arena, "%s%s", first, rest));
}

/* By whom and how; a draft that nobody answers for has no name but an English one. */
static void add_translator(struct framing *f, struct node *section)
{
	static const char key[] = "imprint/translation";
	const struct edition *edition = f->edition;
	struct node *paragraph = add_paragraph(f, section, USE_IMPRINT);
	const char *process = str_fmt(f->arena, "process/%s", edition->process);
	if (strcmp(edition->translator, DRAFT_NAME) == 0) {
		add_process(f, paragraph, process);
		return;
	}
	const char *words = strings_get(edition->strings, process);
	const struct fill fills[] = {
		{"name", plain_name(f, edition->translator, edition->locale->rtl)},
		{"process",
		 foreign(f, words, strings_lang(edition->strings, process), mark_lang(f, paragraph, key))},
		{NULL, NULL}};
	add_filled(f, paragraph, key, fills);
}

static void add_translation(struct framing *f, struct node *section)
{
	const struct edition *edition = f->edition;
	if (locale_is_kin(edition->handout->language, STAFF_LANG))
		add_line(f, section, "imprint/source", "version",
				 plain_name(f, edition->handout->version, edition->locale->rtl));
	if (edition->translator && edition->process)
		add_translator(f, section);
	if (edition->draft)
		add_line(f, section, "imprint/translation-draft", NULL, NULL);
	else if (edition->reviewer)
		add_name(f, section, "imprint/translation-reviewed", edition->reviewer);
}

/* Where the handout is online in this language. */
static const char *online_url(struct framing *f)
{
	const struct handout *handout = f->edition->handout;
	GString *url = g_string_new(handout->online);
	g_string_replace(url, "{code}", handout->code, 0);
	g_string_replace(url, "{version}", handout->version, 0);
	g_string_replace(url, "{lang}", f->edition->lang, 0);
	const char *copy = str_copy(f->arena, url->str);
	g_string_free(url, TRUE);
	return copy;
}

/* The QR code, and beside it in words where it leads. */
static void add_code_online(struct framing *f, struct node *section)
{
	const char *url = online_url(f), *scheme = strstr(url, "://");
	struct node *figure = doc_node(f->arena, NODE_FIGURE, f->edition->handout->online_pos);
	struct node *caption = doc_node(f->arena, NODE_CAPTION, figure->pos);
	struct node *link = doc_node(f->arena, NODE_LINK, figure->pos);
	figure->u.figure.path = "qr.svg";
	figure->u.figure.bytes = qr_svg(f->arena, url);
	figure->u.figure.alt = strings_get(f->edition->strings, "image/qr");
	mark_lang(f, figure, "image/qr");
	if (!figure->u.figure.bytes.s)
		return;
	doc_append(section, figure);
	doc_append(figure, caption);
	add_text(f, caption,
			 str_fmt(f->arena, "%s%s", strings_get(f->edition->strings, "qr/caption"),
					 g_strchomp(str_copy(f->arena, frame_colon(f->edition)))));
	doc_append(caption, doc_node(f->arena, NODE_BREAK, figure->pos));
	link->u.link.url = url;
	doc_append(link, plain_name(f, scheme ? scheme + strlen("://") : url, f->edition->locale->rtl));
	doc_append(caption, link);
}

/* A number to call in an emergency, below its label; then whether nobody has verified it. */
static void add_emergency_number(struct framing *f, struct node *callout, int kind)
{
	const struct strings *strings = f->edition->strings;
	const struct emergency_number *number = &f->edition->handout->numbers[kind];
	const char *key = str_fmt(f->arena, "emergency/%s", emergency_names[kind]);
	struct node *label = add_paragraph(f, callout, USE_BODY);
	mark_lang(f, label, key);
	add_text(f, label, strings_get(strings, key));
	doc_append(add_paragraph(f, callout, USE_CALL), phone_link(f, number->number));
	if (!number->verified.year)
		add_line(f, callout, "emergency/unverified", NULL, NULL);
}

/* Numbers for an emergency, after all that the article says, before its footnotes. */
static void add_emergency(struct framing *f)
{
	const struct handout *handout = f->edition->handout;
	struct node *article = f->document->child;
	while (article && article->u.part.kind != PART_ARTICLE)
		article = article->next;
	if (!article || !emergency_count(handout))
		return;
	struct node *callout = doc_node(f->arena, NODE_CALLOUT, f->pos);
	callout->u.callout.kind = CALLOUT_EMERGENCY;
	callout->id = free_id(f, "emergency");
	for (int i = 0; i < EMERGENCY_KINDS; i++)
		if (handout->numbers[i].number)
			add_emergency_number(f, callout, i);
	doc_append(article, callout);
	for (struct node *n = article->child, *next; n != callout; n = next) {
		next = n->next;
		if (n->kind != NODE_NOTE)
			continue;
		doc_unlink(n);
		doc_append(article, n);
	}
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
	add_contact(f, section);
	add_code(f, section);
	add_date(f, section, "imprint/issued", handout->issued);
	add_date(f, section, "imprint/review-by", handout->review_by);
	add_sign_off(f, section);
	add_evidence(f, section);
	if (is_translation(f->edition))
		add_translation(f, section);
	add_feedback(f, section);
	if (handout->clinic.other_formats)
		add_line(f, section, "imprint/formats", NULL, NULL);
	if (handout->online)
		add_code_online(f, section);
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

/* Below each figure of the text what is read aloud in its place. */
static void add_alts(struct framing *f, struct node *parent)
{
	static const char key[] = "review/image";
	for (struct node *node = parent->child; node; node = node->next) {
		add_alts(f, node);
		if (node->kind != NODE_FIGURE || !node->context)
			continue;
		struct node *alt = doc_node(f->arena, NODE_PARAGRAPH, node->pos);
		alt->u.paragraph.use = USE_ALT;
		alt->context = node->context;
		alt->lang = node->lang;
		add_text(f, alt, strings_get(f->edition->strings, key));
		add_text(f, alt, frame_colon(f->edition));
		add_text(f, alt, node->u.figure.alt);
		doc_insert(node, alt);
		node = alt;
	}
}

void frame_add(struct arena *arena, struct node *document, const struct edition *edition)
{
	struct framing f = {arena, edition, document, POS_FILE(edition->handout->file)};
	blanks_fill(arena, document, edition->strings);
	if (edition->review)
		add_alts(&f, document);
	if (edition->handout->emergency)
		add_emergency(&f);
	add_front(&f);
	add_imprint(&f);
	add_words(&f, document);
}
