/* XLIFF 2.0: written as text, read with GLib's parser, which knows no entities but XML's own. */
#include "translate/xliff.h"

#include <string.h>

#include <glib.h>

#include "base/xml.h"
#include "document/locale.h"

#define NAMESPACE "urn:oasis:names:tc:xliff:document:2.0"
#define STALE "handout:stale"

/* By state; missing and stale are both initial. */
static const char *const states[] = {"initial",    "initial",  "initial",
									 "translated", "reviewed", "final"};

static void add_element(struct buf *out, const char *indent, const char *name, const char *text)
{
	buf_fmt(out, "%s<%s>", indent, name);
	xml_text(out, text);
	buf_fmt(out, "</%s>\n", name);
}

static void add_note(struct buf *out, const char *category, const char *text)
{
	if (!text || !*text)
		return;
	buf_fmt(out, "        <note category=\"%s\">", category);
	xml_text(out, text);
	buf_puts(out, "</note>\n");
}

/* A context as an XML name token: "article.doses.p1". */
static const char *unit_id(struct arena *arena, const char *context)
{
	return g_strdelimit(str_copy(arena, context), "/", '.');
}

static void add_unit(struct arena *arena, struct buf *out, const struct segment *segment)
{
	const struct po_message *message = segment->message;
	const char *previous = message && message->fuzzy ? message->previous_id : NULL;

	if (message && !previous && segment->state == STATE_STALE &&
		strcmp(message->id, segment->source->text) != 0)
		previous = message->id;
	buf_puts(out, "    <unit");
	xml_attr(out, "id", unit_id(arena, segment->context));
	xml_attr(out, "name", segment->context);
	buf_puts(out, ">\n      <notes>\n");
	add_note(out, "kind", segment->source->comment ? segment->source->comment : "text");
	add_note(out, "previous-source", previous);
	add_note(out, "translator", message ? message->comments : NULL);
	buf_puts(out, "      </notes>\n      <segment");
	xml_attr(out, "state", states[segment->state]);
	xml_attr(out, "subState", segment->state == STATE_STALE ? STALE : NULL);
	buf_puts(out, ">\n");
	add_element(out, "        ", "source", segment->source->text);
	if (message && *message->str)
		add_element(out, "        ", "target", message->str);
	buf_puts(out, "      </segment>\n    </unit>\n");
}

struct str xliff_write(struct arena *arena, const struct handout *handout,
					   const struct translation *translation)
{
	struct buf out = {.arena = arena};
	const struct locale *locale = locale_find(translation->lang);

	buf_puts(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"" NAMESPACE
				   "\" version=\"2.0\"");
	xml_attr(&out, "srcLang", handout->language);
	xml_attr(&out, "trgLang", translation->lang);
	buf_puts(&out, ">\n  <file id=\"f1\"");
	xml_attr(&out, "original", handout->name);
	xml_attr(&out, "trgDir", locale && locale->rtl ? "rtl" : NULL);
	buf_puts(&out, " xml:space=\"preserve\">\n");
	for (size_t i = 0; i < translation->count; i++)
		add_unit(arena, &out, &translation->segments[i]);
	buf_puts(&out, "  </file>\n</xliff>\n");
	return buf_str(&out);
}

/* Which text of a unit is being read. */
enum inside { INSIDE_NOTHING, INSIDE_SOURCE, INSIDE_TARGET, INSIDE_NOTE };

struct reader {
	struct arena *arena;
	struct diag *diag;
	const char *file;
	GMarkupParseContext *context;
	struct xliff *xliff;
	struct buf items; /* of struct brought */
	size_t count;
	struct brought unit;
	struct buf source, target, note;
	enum inside inside;
	bool begun, in_unit;
};

static struct pos place(const struct reader *r)
{
	int line = 0, col = 0;
	g_markup_parse_context_get_position(r->context, &line, &col);
	return (struct pos){r->file, line, col};
}

static const char *value_of(const char **names, const char **values, const char *name)
{
	for (size_t i = 0; names[i]; i++)
		if (strcmp(names[i], name) == 0)
			return values[i];
	return NULL;
}

/* The element's name without a prefix. */
static const char *local_name(const char *name)
{
	const char *colon = strchr(name, ':');
	return colon ? colon + 1 : name;
}

static void read_root(struct reader *r, const char *name, const char **names, const char **values)
{
	const char *version = value_of(names, values, "version");
	const char *lang = value_of(names, values, "trgLang");

	r->begun = true;
	r->xliff->lang = lang ? str_copy(r->arena, lang) : NULL;
	if (strcmp(name, "xliff") != 0 || !version)
		diag_error(r->diag, place(r), "this is no XLIFF file: save the translation as XLIFF 2.0");
	else if (version[0] != '2')
		diag_error(r->diag, place(r), "this is XLIFF %s: save the translation as XLIFF 2.0",
				   version);
}

static void read_segment(struct reader *r, const char **names, const char **values)
{
	const char *word = value_of(names, values, "state");
	const char *sub = value_of(names, values, "subState");
	enum state state = STATE_DRAFT; /* "initial" where nothing is said; then the target decides */

	if (word && strcmp(word, "initial") == 0)
		state = STATE_STALE;
	else if (word && strcmp(word, "reviewed") == 0)
		state = STATE_REVIEWED;
	else if (word && strcmp(word, "final") == 0)
		state = STATE_APPROVED;
	else if (word && strcmp(word, "translated") != 0)
		diag_error(r->diag, place(r),
				   "unknown state \"%s\": use initial, translated, reviewed or final", word);
	if (sub && strcmp(sub, STALE) == 0)
		state = STATE_STALE;
	r->unit.state = MIN(r->unit.state, state);
}

static void start_element(GMarkupParseContext *context, const char *element, const char **names,
						  const char **values, gpointer data, GError **error)
{
	struct reader *r = data;
	const char *name = local_name(element);

	(void)context;
	(void)error;
	if (!r->begun) {
		read_root(r, name, names, values);
	} else if (strcmp(name, "unit") == 0) {
		const char *title = value_of(names, values, "name");
		const char *id = value_of(names, values, "id");
		const char *own = title ? title : id ? id : "";
		r->unit = (struct brought){
			.context = str_copy(r->arena, own), .state = STATE_APPROVED, .pos = place(r)};
		r->source = r->target = r->note = (struct buf){.arena = r->arena};
		r->in_unit = true;
	} else if (r->in_unit && strcmp(name, "segment") == 0) {
		read_segment(r, names, values);
	} else if (r->in_unit && strcmp(name, "note") == 0) {
		const char *category = value_of(names, values, "category");
		r->inside = category && strcmp(category, "translator") == 0 ? INSIDE_NOTE : INSIDE_NOTHING;
	} else if (r->in_unit && strcmp(name, "source") == 0) {
		r->inside = INSIDE_SOURCE;
	} else if (r->in_unit && strcmp(name, "target") == 0) {
		r->inside = INSIDE_TARGET;
		r->unit.pos = place(r);
	}
}

static void end_element(GMarkupParseContext *context, const char *element, gpointer data,
						GError **error)
{
	struct reader *r = data;
	const char *name = local_name(element);

	(void)context;
	(void)error;
	if (strcmp(name, "source") == 0 || strcmp(name, "target") == 0 || strcmp(name, "note") == 0)
		r->inside = INSIDE_NOTHING;
	if (strcmp(name, "unit") != 0 || !r->in_unit)
		return;
	r->in_unit = false;
	r->unit.source = buf_chars(&r->source);
	r->unit.text = buf_chars(&r->target);
	r->unit.note = r->note.len ? buf_chars(&r->note) : NULL;
	if (!*r->unit.text)
		r->unit.state = STATE_MISSING;
	buf_add(&r->items, &r->unit, sizeof r->unit);
	r->count++;
}

static void take_text(GMarkupParseContext *context, const char *text, gsize len, gpointer data,
					  GError **error)
{
	struct reader *r = data;

	(void)context;
	(void)error;
	if (r->inside == INSIDE_SOURCE)
		buf_add(&r->source, text, len);
	else if (r->inside == INSIDE_TARGET)
		buf_add(&r->target, text, len);
	else if (r->inside == INSIDE_NOTE)
		buf_add(&r->note, text, len);
}

struct xliff *xliff_read(struct arena *arena, struct diag *diag, struct str text, const char *file)
{
	static const GMarkupParser parser = {
		.start_element = start_element, .end_element = end_element, .text = take_text};
	struct reader r = {.arena = arena,
					   .diag = diag,
					   .file = str_copy(arena, file),
					   .xliff = ARENA_NEW(arena, struct xliff),
					   .items = {.arena = arena}};
	size_t before = diag->errors;
	GError *error = NULL;

	r.context = g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &r, NULL);
	bool whole = g_markup_parse_context_parse(r.context, text.s, (gssize)text.len, &error) &&
				 g_markup_parse_context_end_parse(r.context, &error);
	if (!whole) {
		diag_error(diag, place(&r), "not well-formed XML (%s): save the file again as XLIFF 2.0",
				   error ? error->message : "it ends too early");
		g_clear_error(&error);
	}
	g_markup_parse_context_free(r.context);
	r.xliff->list = (struct brought_list){(const void *)r.items.s, r.count};
	return diag->errors == before ? r.xliff : NULL;
}
