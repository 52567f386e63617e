/* XLIFF 2 in: read with GLib's parser, which knows no entities but XML's own. An inline code gives
 * the Markdown that it stands for. */
#include "translate/xliff.h"

#include <string.h>

#include <glib.h>

/* Which text of a unit is being read. */
enum inside { INSIDE_NOTHING, INSIDE_SOURCE, INSIDE_TARGET, INSIDE_NOTE, INSIDE_DATA };

/* What an inline code stands for: the Markdown before and behind what it holds. */
struct code {
	const char *open, *close;
};

struct reader {
	struct arena *arena;
	struct diag *diag;
	const char *file;
	GMarkupParseContext *context;
	struct xliff *xliff;
	struct buf items; /* of struct brought */
	size_t count;
	struct brought unit;
	struct buf source, target, note, data;
	const char *data_id;
	GHashTable *datas; /* of the unit: id to Markdown */
	GHashTable *codes; /* of its source: id to struct code */
	struct buf ends;   /* of the pairs that are open: const char *, the innermost last */
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
	if (sub && strcmp(sub, XLIFF_STALE) == 0)
		state = STATE_STALE;
	r->unit.state = MIN(r->unit.state, state);
}

/* The text that characters and codes go to; NULL: none. */
static struct buf *text_of(struct reader *r)
{
	switch (r->inside) {
	case INSIDE_NOTHING:
		break;
	case INSIDE_SOURCE:
		return &r->source;
	case INSIDE_TARGET:
		return &r->target;
	case INSIDE_NOTE:
		return &r->note;
	case INSIDE_DATA:
		return &r->data;
	}
	return NULL;
}

/* The Markdown of two programs' formats that came without original data. */
static const char *usual(const char *sub)
{
	if (!sub)
		return "";
	return strcmp(sub, "xlf:b") == 0 ? "**" : strcmp(sub, "xlf:i") == 0 ? "*" : "";
}

/* The Markdown that an attribute refers to; else that of the source's code with the element's id,
 * or the one that it is a copy of or ends; else what its kind is written with. */
static const char *markdown_of(const struct reader *r, const char **names, const char **values,
							   const char *attribute, bool close)
{
	static const char *const ids[] = {"id", "copyOf", "startRef"};
	const char *ref = value_of(names, values, attribute);
	const char *data = ref ? g_hash_table_lookup(r->datas, ref) : NULL;
	for (size_t i = 0; !data && i < G_N_ELEMENTS(ids); i++) {
		const char *id = value_of(names, values, ids[i]);
		const struct code *code = id ? g_hash_table_lookup(r->codes, id) : NULL;
		if (code)
			data = close ? code->close : code->open;
	}
	return data ? data : usual(value_of(names, values, "subType"));
}

/* Keeps what a code of the source stands for. */
static void keep_code(struct reader *r, const char **names, const char **values, const char *open,
					  const char *close)
{
	const char *id = value_of(names, values, "id"), *of = value_of(names, values, "startRef");
	const char *key = of ? of : id;
	if (r->inside != INSIDE_SOURCE || !key)
		return;
	struct code *code = g_hash_table_lookup(r->codes, key);
	if (!code) {
		code = ARENA_NEW(r->arena, struct code);
		g_hash_table_insert(r->codes, str_copy(r->arena, key), code);
	}
	code->open = open ? open : code->open;
	code->close = close ? close : code->close;
}

/* "<cp hex="0001"/>": a character that XML cannot have. */
static void read_character(struct buf *out, const char *hex)
{
	char utf8[6];
	gunichar c = (gunichar)g_ascii_strtoull(hex ? hex : "", NULL, 16);
	if (c && g_unichar_validate(c))
		buf_add(out, utf8, (size_t)g_unichar_to_utf8(c, utf8));
}

/* The start of an element within a text: its Markdown is put in its place. */
static void start_inline(struct reader *r, const char *name, const char **names,
						 const char **values)
{
	struct buf *out = text_of(r);
	bool pair = strcmp(name, "pc") == 0, end = strcmp(name, "ec") == 0;
	const char *open = NULL, *close = NULL;
	if (strcmp(name, "cp") == 0)
		read_character(out, value_of(names, values, "hex"));
	if (pair || strcmp(name, "ph") == 0 || strcmp(name, "sc") == 0)
		open = markdown_of(r, names, values, pair ? "dataRefStart" : "dataRef", false);
	if (pair || end)
		close = markdown_of(r, names, values, pair ? "dataRefEnd" : "dataRef", true);
	keep_code(r, names, values, open, close);
	if (pair)
		buf_add(&r->ends, &close, sizeof close);
	buf_puts(out, open ? open : end ? close : "");
}

/* The end of a pair: what closes it. */
static void end_pair(struct reader *r)
{
	const char *close;
	if (r->ends.len < sizeof close)
		return;
	r->ends.len -= sizeof close;
	memcpy(&close, r->ends.s + r->ends.len, sizeof close);
	buf_puts(text_of(r), close);
}

static void start_unit(struct reader *r, const char **names, const char **values)
{
	const char *title = value_of(names, values, "name");
	const char *id = value_of(names, values, "id");
	const char *own = title ? title : id ? id : "";
	r->unit = (struct brought){
		.context = str_copy(r->arena, own), .state = STATE_APPROVED, .pos = place(r)};
	r->source = r->target = r->note = (struct buf){.arena = r->arena};
	r->ends.len = 0;
	g_hash_table_remove_all(r->datas);
	g_hash_table_remove_all(r->codes);
	r->in_unit = true;
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
		start_unit(r, names, values);
	} else if (r->in_unit && r->inside != INSIDE_NOTHING) {
		start_inline(r, name, names, values);
	} else if (r->in_unit && strcmp(name, "segment") == 0) {
		read_segment(r, names, values);
	} else if (r->in_unit && strcmp(name, "note") == 0) {
		const char *category = value_of(names, values, "category");
		r->inside = category && strcmp(category, "translator") == 0 ? INSIDE_NOTE : INSIDE_NOTHING;
	} else if (r->in_unit && strcmp(name, "data") == 0) {
		const char *id = value_of(names, values, "id");
		r->data_id = str_copy(r->arena, id ? id : "");
		r->data = (struct buf){.arena = r->arena};
		r->inside = INSIDE_DATA;
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
	if (r->inside != INSIDE_NOTHING && strcmp(name, "pc") == 0)
		end_pair(r);
	if (r->inside == INSIDE_DATA && strcmp(name, "data") == 0)
		g_hash_table_insert(r->datas, (gpointer)r->data_id, (gpointer)buf_chars(&r->data));
	if (strcmp(name, "source") == 0 || strcmp(name, "target") == 0 || strcmp(name, "note") == 0 ||
		strcmp(name, "data") == 0) {
		r->inside = INSIDE_NOTHING;
		r->ends.len = 0;
	}
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
	if (text_of(r))
		buf_add(text_of(r), text, len);
}

struct xliff *xliff_read(struct arena *arena, struct diag *diag, struct str text, const char *file)
{
	static const GMarkupParser parser = {
		.start_element = start_element, .end_element = end_element, .text = take_text};
	struct reader r = {.arena = arena,
					   .diag = diag,
					   .file = str_copy(arena, file),
					   .xliff = ARENA_NEW(arena, struct xliff),
					   .items = {.arena = arena},
					   .ends = {.arena = arena},
					   .datas = g_hash_table_new(g_str_hash, g_str_equal),
					   .codes = g_hash_table_new(g_str_hash, g_str_equal)};
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
	g_hash_table_destroy(r.datas);
	g_hash_table_destroy(r.codes);
	r.xliff->list = (struct brought_list){(const void *)r.items.s, r.count};
	return diag->errors == before ? r.xliff : NULL;
}
