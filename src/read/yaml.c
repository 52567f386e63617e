/* YAML to a tree of maps, lists and texts, each with its place: libyaml's events, and its
 * complaints in the words of somebody who has never heard of YAML. */
#include "read/yaml.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <yaml.h>

#include "base/file.h"

enum { DEPTH_MAX = 64 };

struct reading {
	struct arena *arena;
	struct diag *diag;
	yaml_parser_t *parser;
	const char *file;
	struct str text;
	bool stopped; /* nothing more can be read */
};

/* What libyaml complains of, and what to say about it. */
struct complaint {
	const char *problem, *text;
	bool at_beginning; /* the place is that of the context: where a quote or list begins */
};

#define QUOTE_IT "put the whole text in double quotes"
#define PRINT_QUOTES                                                                         \
	"the quotation marks round this text are those of print: write the keyboard's straight " \
	"ones, \", or put these round the whole if the others are to be printed"
#define BACKSLASH \
	"a backslash has a meaning in double quotes: write two of them, or use single quotes"
#define MISPLACED                                                                                  \
	"this line is indented otherwise than the lines it belongs to: begin it under them, with the " \
	"same number of spaces"
#define NO_COLON "this line has no colon: write a key, a colon and a space before its value"
#define NO_SPACE "no space after the colon: write a space between it and the value"
#define SIGN "an unquoted text cannot begin with this sign: " QUOTE_IT

static const struct complaint complaints[] = {
	{"found unexpected end of stream",
	 "this quotation mark is never closed: add one at the end of the text", true},
	{"found unexpected document indicator",
	 "this quotation mark is never closed: add one at the end of the text", true},
	{"did not find expected ',' or ']'",
	 "this list is not closed, or lacks a comma: write it as [one, two]", true},
	{"did not find expected ',' or '}'",
	 "this map is not closed, or lacks a comma: write it as {key: value, key: value}", true},
	{"did not find expected '-' indicator",
	 "this line stands in a list but is no item of it: begin it with \"- \", or move it to the "
	 "left",
	 false},
	{"block sequence entries are not allowed in this context",
	 "a list cannot begin in the line of its key: put each item on a line of its own, \"  - item\"",
	 false},
	{"mapping keys are not allowed in this context", SIGN, false},
	{"did not find expected alphabetic or numeric character", SIGN, true},
	{"did not find expected whitespace or line break", SIGN, true},
	{"found undefined tag handle", SIGN, false},
	{"did not find expected tag URI", SIGN, true},
	{"found unknown escape character", BACKSLASH, false},
	{"did not find expected hexdecimal number", BACKSLASH, false},
	{"found invalid Unicode character escape code", BACKSLASH, false},
	{"did not find expected comment or line break",
	 "after | or > the text begins on the next line: " QUOTE_IT ", or begin a new line", false},
	{"did not find expected node content",
	 "a value is missing here, or begins with a sign of YAML's own: " QUOTE_IT, false},
	{"control characters are not allowed", "a control character: delete it and type the text anew",
	 false},
	{"found a tab character that violates indentation",
	 "a tab at the beginning of a line: indent with spaces", false},
	{"found a tab character where an indentation space is expected",
	 "a tab at the beginning of a line: indent with spaces", false},
};

/* The text from a place of libyaml's (which counts from 0) to the end of its line. */
static struct str rest_of_line(struct str text, size_t line, size_t column)
{
	const char *at = text.s, *end = text.s + text.len;
	while (line-- && at < end) {
		const char *feed = memchr(at, '\n', (size_t)(end - at));
		at = feed ? feed + 1 : end;
	}
	const char *stop = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
	if (!stop)
		stop = end;
	while (column-- && at < stop) {
		const char *next = g_utf8_find_next_char(at, stop);
		at = next ? next : stop;
	}
	return (struct str){at, (size_t)(stop - at)};
}

static struct pos pos_of(const struct reading *in, yaml_mark_t mark)
{
	return (struct pos){in->file, (int)mark.line + 1, (int)mark.column + 1};
}

/* The nearest line above the one at `at` that is neither blank nor a comment, trimmed; its place in
 * *pos, which is that of the line at `at` before. */
static struct str line_above(const struct reading *in, const char *at, struct pos *pos)
{
	struct str last = STR("");
	while (at > in->text.s && !last.len) {
		const char *end = --at;
		while (at > in->text.s && at[-1] != '\n')
			at--;
		last = str_trim((struct str){at, (size_t)(end - at)});
		pos->line--;
		pos->col = (int)(last.s - at) + 1;
		if (last.len && last.s[0] == '#')
			last.len = 0;
	}
	return last;
}

/* Whether a text begins with a quotation mark of print, as word processors make them. */
static bool begins_print_quote(struct str text)
{
	static const char *const marks[] = {"“", "”", "„", "‟", "«", "»", "‘", "’", "‚", "‹", "›"};
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (text.len >= strlen(marks[i]) && memcmp(text.s, marks[i], strlen(marks[i])) == 0)
			return true;
	return false;
}

/* Whether a text stands in quotation marks of print as a whole: neither mark is inside as well. */
static bool in_print_quotes(struct str text)
{
	if (text.len < 2 || !begins_print_quote(text))
		return false;
	const char *last = g_utf8_find_prev_char(text.s, text.s + text.len);
	const char *inside = g_utf8_next_char(text.s);
	if (last < inside || !begins_print_quote((struct str){last, strlen(last)}))
		return false;
	for (const char *p = inside; p < last; p = g_utf8_next_char(p))
		if (g_utf8_get_char(p) == g_utf8_get_char(text.s) ||
			g_utf8_get_char(p) == g_utf8_get_char(last))
			return false;
	return true;
}

/* A colon where none may be: a second one in its line, or the line before went wrong. */
static void explain_colon(struct reading *in, yaml_mark_t mark)
{
	struct str line = rest_of_line(in->text, mark.line, 0);
	size_t before = (size_t)(rest_of_line(in->text, mark.line, mark.column).s - line.s);
	struct pos pos = pos_of(in, mark), there = pos;
	const char *first = g_strstr_len(line.s, (gssize)before, ": ");
	size_t skip = first ? (size_t)(first - line.s) + 1 : 0;
	if (first && begins_print_quote(str_trim((struct str){line.s + skip, line.len - skip}))) {
		pos.col = (int)g_utf8_strlen(line.s, (gssize)skip) + 2;
		diag_error(in->diag, pos, PRINT_QUOTES);
		return;
	}
	if (first) {
		diag_error(in->diag, pos, "a second colon in one line: " QUOTE_IT);
		return;
	}
	struct str above = line_above(in, line.s, &there);
	const char *colon = above.len ? memchr(above.s, ':', above.len) : NULL;
	bool last = colon && colon == above.s + above.len - 1;
	if (above.len && !colon)
		diag_error(in->diag, there, NO_COLON);
	else if (above.len && !last && colon[1] != ' ')
		diag_error(in->diag, there, NO_SPACE);
	else
		diag_error(in->diag, pos, MISPLACED);
}

/* Something after the end of the document: mostly its first line was no entry of a map. */
static void explain_end(struct reading *in, yaml_mark_t mark)
{
	struct pos pos = pos_of(in, mark), there = pos;
	struct str above = line_above(in, rest_of_line(in->text, mark.line, 0).s, &there);
	if (above.len && !memchr(above.s, ':', above.len) && !str_eq(above, STR("...")))
		diag_error(in->diag, there, NO_COLON);
	else
		diag_error(in->diag, pos,
				   "this line belongs to nothing above it: write every line as \"key: value\", and "
				   "no line of \"...\"");
}

/* A line that is no entry of the map it stands in. */
static void explain_key(struct reading *in, yaml_mark_t mark)
{
	struct str line = rest_of_line(in->text, mark.line, 0);
	struct str rest = rest_of_line(in->text, mark.line, mark.column);
	struct str before = str_trim((struct str){line.s, (size_t)(rest.s - line.s)});
	const char *fault =
		"this line is indented otherwise than the lines it belongs to: begin it "
		"under them, with the same number of spaces";
	if (before.len && strchr("\"'", before.s[before.len - 1]))
		fault =
			"the quotation mark before this ends the text: write it twice in single quotes, "
			"or as \\\" in double quotes, or close the quotation before this line";
	else if (before.len)
		fault = "this belongs to nothing before it in its line: delete it, or " QUOTE_IT;
	else if (rest.len && rest.s[0] == '-' && !mark.column)
		fault = "an item of a list stands among the keys: put a key above it, such as \"parts:\"";
	else if (rest.len && rest.s[0] == ':')
		fault = "a key is missing before the colon: write \"key: value\"";
	diag_error(in->diag, pos_of(in, mark), "%s", fault);
}

static void explain_token(struct reading *in, yaml_mark_t mark)
{
	struct str rest = rest_of_line(in->text, mark.line, mark.column);
	if (rest.len && rest.s[0] == '\t')
		diag_error(in->diag, pos_of(in, mark),
				   "a tab at the beginning of a line: indent with spaces");
	else
		diag_error(in->diag, pos_of(in, mark), SIGN);
}

static void explain_no_colon(struct reading *in, yaml_mark_t mark)
{
	struct str rest = str_trim(rest_of_line(in->text, mark.line, mark.column));
	const char *colon = rest.len ? memchr(rest.s, ':', rest.len) : NULL;
	if (rest.len > 1 && rest.s[0] == '-' && rest.s[1] != ' ')
		diag_error(in->diag, pos_of(in, mark),
				   "no space after the hyphen: write \"- \" before an item of a list");
	else if (colon && colon + 1 < rest.s + rest.len && !strchr(" /", colon[1]))
		diag_error(in->diag, pos_of(in, mark), NO_SPACE);
	else
		diag_error(in->diag, pos_of(in, mark),
				   NO_COLON ", or indent the line if it belongs to the text above");
}

/* libyaml's reader knows its place in bytes only. */
static struct pos pos_of_offset(const struct reading *in, size_t offset)
{
	struct pos pos = {in->file, 1, 1};
	for (size_t i = 0; i < offset && i < in->text.len; i++) {
		if (in->text.s[i] == '\n') {
			pos.line++;
			pos.col = 1;
		} else if ((in->text.s[i] & 0xc0) != 0x80) {
			pos.col++;
		}
	}
	return pos;
}

static void explain(struct reading *in)
{
	const yaml_parser_t *parser = in->parser;
	const char *problem = parser->problem ? parser->problem : "";
	yaml_mark_t mark = parser->problem_mark, context = parser->context_mark;
	struct pos pos = parser->error == YAML_READER_ERROR ? pos_of_offset(in, parser->problem_offset)
														: pos_of(in, mark);
	in->stopped = true;
	if (parser->error == YAML_MEMORY_ERROR)
		arena_exhausted();
	for (size_t i = 0; i < G_N_ELEMENTS(complaints); i++) {
		if (strcmp(problem, complaints[i].problem) != 0)
			continue;
		if (complaints[i].at_beginning && parser->context)
			pos = pos_of(in, context);
		diag_error(in->diag, pos, "%s", complaints[i].text);
		return;
	}
	if (strcmp(problem, "mapping values are not allowed in this context") == 0)
		explain_colon(in, mark);
	else if (strcmp(problem, "did not find expected key") == 0)
		explain_key(in, mark);
	else if (strcmp(problem, "found character that cannot start any token") == 0)
		explain_token(in, mark);
	else if (strcmp(problem, "did not find expected <document start>") == 0)
		explain_end(in, mark);
	else if (strcmp(problem, "could not find expected ':'") == 0)
		explain_no_colon(in, context);
	else
		diag_error(in->diag, pos, "cannot be read as YAML (%s): compare it with the lines above",
				   problem);
}

static bool next_event(struct reading *in, yaml_event_t *event)
{
	if (!in->stopped && yaml_parser_parse(in->parser, event))
		return true;
	if (!in->stopped)
		explain(in);
	return false;
}

/* Anchors, aliases and tags; a text of letters and signs that only looks like one. */
static void refuse_extras(struct reading *in, const yaml_event_t *event)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;
	if (event->type == YAML_SCALAR_EVENT) {
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
	} else if (event->type == YAML_SEQUENCE_START_EVENT) {
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
	} else if (event->type == YAML_MAPPING_START_EVENT) {
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
	}
	struct pos pos = pos_of(in, event->start_mark);
	if (event->type == YAML_ALIAS_EVENT)
		diag_error(in->diag, pos, "\"*\" begins an alias, which is not used here: " QUOTE_IT);
	if (anchor)
		diag_error(in->diag, pos, "\"&\" begins an anchor, which is not used here: " QUOTE_IT);
	if (tag)
		diag_error(in->diag, pos, "\"!\" begins a tag, which is not used here: " QUOTE_IT);
}

static const char *scalar(struct reading *in, const yaml_event_t *event)
{
	const char *value = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	if (memchr(value, '\0', len))
		diag_error(in->diag, pos_of(in, event->start_mark),
				   "\\0 stands for no character: delete it from the text");
	return str_copy_n(in->arena, value, len);
}

static void append(struct yaml *parent, struct yaml **last, struct yaml *node)
{
	if (*last)
		(*last)->next = node;
	else
		parent->child = node;
	*last = node;
}

static struct yaml *read_node(struct reading *in, const yaml_event_t *event, int depth);

static void read_list(struct reading *in, struct yaml *list, int depth)
{
	struct yaml *last = NULL;
	yaml_event_t event;
	while (next_event(in, &event)) {
		bool end = event.type == YAML_SEQUENCE_END_EVENT;
		if (!end)
			append(list, &last, read_node(in, &event, depth));
		yaml_event_delete(&event);
		if (end)
			return;
	}
}

/* The entry whose key the event is; reads its value. */
static struct yaml *read_entry(struct reading *in, const yaml_event_t *event, GHashTable *seen,
							   int depth)
{
	struct pos pos = pos_of(in, event->start_mark);
	const char *key = "";
	if (event->type == YAML_SCALAR_EVENT) {
		refuse_extras(in, event);
		key = scalar(in, event);
		const struct pos *first = g_hash_table_lookup(seen, key);
		if (first)
			diag_error(in->diag, pos,
					   "\"%s\" is given twice, first in line %d: keep one of the two", key,
					   first->line);
	} else {
		diag_error(in->diag, pos, "a key must be a plain word: write \"key: value\"");
		read_node(in, event, depth);
	}
	yaml_event_t next;
	if (!next_event(in, &next))
		return NULL;
	struct yaml *value = read_node(in, &next, depth);
	yaml_event_delete(&next);
	value->key = key;
	value->key_pos = pos;
	if (!g_hash_table_contains(seen, key))
		g_hash_table_insert(seen, (gpointer)key, &value->key_pos);
	return value;
}

static void read_map(struct reading *in, struct yaml *map, int depth)
{
	struct yaml *last = NULL;
	GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
	yaml_event_t event;
	bool end = false;
	while (!end && next_event(in, &event)) {
		end = event.type == YAML_MAPPING_END_EVENT;
		struct yaml *entry = end ? NULL : read_entry(in, &event, seen, depth);
		if (entry)
			append(map, &last, entry);
		yaml_event_delete(&event);
	}
	g_hash_table_destroy(seen);
}

static struct yaml *read_node(struct reading *in, const yaml_event_t *event, int depth)
{
	struct yaml *node = ARENA_NEW(in->arena, struct yaml);
	node->kind = YAML_TEXT;
	node->text = "";
	node->pos = pos_of(in, event->start_mark);
	refuse_extras(in, event);
	if (event->type == YAML_SCALAR_EVENT) {
		node->text = scalar(in, event);
		node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
		if (!node->quoted && in_print_quotes(str_of(node->text)))
			diag_error(in->diag, node->pos, PRINT_QUOTES);
	} else if (event->type != YAML_ALIAS_EVENT) {
		node->kind = event->type == YAML_SEQUENCE_START_EVENT ? YAML_LIST : YAML_MAP;
		if (depth >= DEPTH_MAX) {
			diag_error(in->diag, node->pos,
					   "lists and maps stand more than %d deep in each other: write this flatter",
					   DEPTH_MAX);
			in->stopped = true;
		} else if (node->kind == YAML_LIST) {
			read_list(in, node, depth + 1);
		} else {
			read_map(in, node, depth + 1);
		}
	}
	return node;
}

static struct yaml *read_stream(struct reading *in)
{
	struct yaml *root = NULL;
	yaml_event_t event;
	bool end = false;
	while (!end && next_event(in, &event)) {
		end = event.type == YAML_STREAM_END_EVENT;
		if (event.type == YAML_DOCUMENT_START_EVENT && root) {
			diag_error(in->diag, pos_of(in, event.start_mark),
					   "a second document begins here: delete the line \"---\"");
			in->stopped = true;
		} else if (event.type == YAML_SCALAR_EVENT || event.type == YAML_ALIAS_EVENT ||
				   event.type == YAML_SEQUENCE_START_EVENT ||
				   event.type == YAML_MAPPING_START_EVENT) {
			root = read_node(in, &event, 0);
		}
		yaml_event_delete(&event);
	}
	if (!root) {
		root = ARENA_NEW(in->arena, struct yaml);
		root->pos = (struct pos){in->file, 1, 1};
	}
	if (!root->text || (!*root->text && !root->quoted && root->kind == YAML_TEXT))
		root->kind = YAML_MAP;
	return root;
}

struct yaml *yaml_parse(struct arena *arena, struct diag *diag, struct str text, const char *file)
{
	size_t before = diag->errors;
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		arena_exhausted();
	struct reading in = {arena, diag, &parser, str_copy(arena, file), text, false};
	if (in.text.len >= 3 && memcmp(in.text.s, "\xef\xbb\xbf", 3) == 0)
		in.text = (struct str){text.s + 3, text.len - 3};
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)(in.text.len ? in.text.s : ""),
								 in.text.len);
	struct yaml *root = read_stream(&in);
	yaml_parser_delete(&parser);
	return diag->errors == before ? root : NULL;
}

struct yaml *yaml_read(struct arena *arena, struct diag *diag, const char *path)
{
	struct str text;
	if (!file_read_text(arena, diag, path, &text))
		return NULL;
	return yaml_parse(arena, diag, text, path);
}

static bool is_null(const struct yaml *node)
{
	return node->kind == YAML_TEXT && !node->quoted && !*node->text;
}

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
	if (!map || map->kind != YAML_MAP)
		return NULL;
	for (const struct yaml *n = map->child; n; n = n->next)
		if (strcmp(n->key, key) == 0)
			return is_null(n) ? NULL : n;
	return NULL;
}

const char *yaml_text(const struct yaml *map, const char *key, const char *otherwise)
{
	const struct yaml *node = yaml_get(map, key);
	return node && node->kind == YAML_TEXT ? node->text : otherwise;
}

/* The words of a list with commas between them. */
static const char *enumerate(struct arena *arena, const char *const *list)
{
	struct buf buf = {.arena = arena};
	for (; *list; list++)
		buf_fmt(&buf, "%s%s", buf.len ? ", " : "", *list);
	return buf_chars(&buf);
}

static void unknown_key(struct diag *diag, const struct yaml *entry,
						const struct yaml_field *fields)
{
	size_t count = 0;
	while (fields[count].key)
		count++;
	const char **keys = ARENA_ARRAY(diag->arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++)
		keys[i] = fields[i].key;
	const char *nearest = str_nearest(entry->key, keys);
	if (nearest)
		diag_error(diag, entry->key_pos, "unknown key \"%s\": did you mean \"%s\"?", entry->key,
				   nearest);
	else
		diag_error(diag, entry->key_pos, "unknown key \"%s\": the keys here are %s", entry->key,
				   enumerate(diag->arena, keys));
}

static bool check_kind(struct diag *diag, const struct yaml *entry, enum yaml_kind kind)
{
	if (entry->kind == kind || is_null(entry))
		return true;
	switch (kind) {
	case YAML_TEXT:
		diag_error(diag, entry->pos, "\"%s\" is one text: write \"%s: text\" in one line",
				   entry->key, entry->key);
		break;
	case YAML_LIST:
		diag_error(diag, entry->pos, "\"%s\" is a list: write \"%s: [one, two]\"", entry->key,
				   entry->key);
		break;
	case YAML_MAP:
		diag_error(diag, entry->pos,
				   "\"%s\" holds keys of its own: write each below it, indented, as \"key: value\"",
				   entry->key);
		break;
	}
	return false;
}

bool yaml_check(struct diag *diag, const struct yaml *map, const struct yaml_field *fields)
{
	if (!map)
		return false;
	if (map->kind != YAML_MAP) {
		diag_error(diag, map->pos,
				   "lines of the form \"key: value\" belong here, such as \"%s: "
				   "...\"",
				   fields[0].key);
		return false;
	}
	bool good = true;
	for (const struct yaml *entry = map->child; entry; entry = entry->next) {
		const struct yaml_field *field = fields;
		while (field->key && strcmp(field->key, entry->key) != 0)
			field++;
		if (!field->key)
			unknown_key(diag, entry, fields);
		good &= field->key && check_kind(diag, entry, field->kind);
	}
	for (; fields->key; fields++) {
		if (!fields->needed || yaml_get(map, fields->key))
			continue;
		diag_error(diag, map->pos, "\"%s\" is missing: add a line \"%s: ...\"", fields->key,
				   fields->key);
		good = false;
	}
	return good;
}

static bool text_only(struct diag *diag, const struct yaml *node, const char *what)
{
	if (node->kind == YAML_TEXT)
		return true;
	diag_error(diag, node->pos, "%s belongs here: write it after the colon, in the same line",
			   what);
	return false;
}

bool yaml_number(struct diag *diag, const struct yaml *node, double *out)
{
	if (!text_only(diag, node, "a number"))
		return false;
	char *end = NULL;
	double value = g_ascii_strtod(node->text, &end);
	size_t len = strlen(node->text);
	if (!len || *end || strspn(node->text, "+-.0123456789eE") != len || !isfinite(value)) {
		diag_error(diag, node->pos, "\"%s\" is not a number: write it as 12 or 10.5", node->text);
		return false;
	}
	*out = value;
	return true;
}

bool yaml_int(struct diag *diag, const struct yaml *node, int *out)
{
	if (!text_only(diag, node, "a whole number"))
		return false;
	char *end = NULL;
	errno = 0;
	gint64 value = g_ascii_strtoll(node->text, &end, 10);
	size_t len = strlen(node->text);
	if (!len || *end || strspn(node->text, "+-0123456789") != len || errno || value > G_MAXINT ||
		value < G_MININT) {
		diag_error(diag, node->pos, "\"%s\" is not a whole number: write it as 12", node->text);
		return false;
	}
	*out = (int)value;
	return true;
}

bool yaml_bool(struct diag *diag, const struct yaml *node, bool *out)
{
	if (!text_only(diag, node, "\"yes\" or \"no\""))
		return false;
	bool yes = strcmp(node->text, "true") == 0 || strcmp(node->text, "yes") == 0;
	if (!yes && strcmp(node->text, "false") != 0 && strcmp(node->text, "no") != 0) {
		diag_error(diag, node->pos, "\"%s\" is neither yes nor no: write \"yes\" or \"no\"",
				   node->text);
		return false;
	}
	*out = yes;
	return true;
}

int yaml_choice(struct diag *diag, const struct yaml *node, const char *const *list)
{
	if (!text_only(diag, node, "one word"))
		return -1;
	for (int i = 0; list[i]; i++)
		if (strcmp(list[i], node->text) == 0)
			return i;
	const char *nearest = str_nearest(node->text, list);
	if (nearest)
		diag_error(diag, node->pos, "unknown word \"%s\": did you mean \"%s\"?", node->text,
				   nearest);
	else
		diag_error(diag, node->pos, "unknown word \"%s\": write one of %s", node->text,
				   enumerate(diag->arena, list));
	return -1;
}

/* What a double-quoted scalar cannot hold as it is; libyaml takes some of it for line breaks. */
static bool needs_code(gunichar c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
		   c == 0xfffe || c == 0xffff;
}

void yaml_quote(struct buf *buf, const char *text)
{
	buf_putc(buf, '"');
	while (*text) {
		const char *next = g_utf8_next_char(text);
		gunichar c = g_utf8_get_char(text);
		if (c == '"' || c == '\\')
			buf_fmt(buf, "\\%c", (char)c);
		else if (c == '\n')
			buf_puts(buf, "\\n");
		else if (c == '\t')
			buf_puts(buf, "\\t");
		else if (needs_code(c))
			buf_fmt(buf, "\\u%04X", c);
		else
			buf_add(buf, text, (size_t)(next - text));
		text = next;
	}
	buf_putc(buf, '"');
}
