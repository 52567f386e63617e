/* PO files in: a line reader that knows the place of everything it reads, stricter than gettext's
 * where leniency would lose a translator's words, and never quadratic. */
#include "read/po.h"

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "base/file.h"
#include "document/locale.h"

/* After this many faults the rest of a file is not worth reading. */
enum { FAULTS_MAX = 20 };

enum field {
	FIELD_CONTEXT,
	FIELD_ID,
	FIELD_STR,
	FIELD_PREVIOUS_CONTEXT,
	FIELD_PREVIOUS_ID,
	FIELD_COMMENTS,
	FIELD_EXTRACTED,
	FIELD_REFERENCES,
	FIELD_FLAGS,
	FIELD_NONE
};

/* The message being read. */
struct entry {
	struct buf text[FIELD_NONE];
	bool has[FIELD_NONE];
	struct pos pos, str_pos;
	bool fuzzy, obsolete;
	bool broken; /* a fault was reported: the rest up to a blank line is passed over */
};

struct reader {
	struct arena *arena, *scratch;
	struct diag *diag;
	struct po *po;
	const char *p, *end; /* what is left of the line */
	const char *counted; /* up to here in the line, columns are counted */
	int line, col;
	struct entry entry;
	enum field field; /* that quoted text belongs to */
	struct pos field_pos;
	bool field_text, field_bytes; /* has text; has escaped bytes, which may not be UTF-8 */
	struct po_message *messages;
	size_t cap;
	int faults;
};

/* The place of at, which never lies before a place asked for earlier in the same line. */
static struct pos place(struct reader *r, const char *at)
{
	for (; r->counted < at; r->counted++)
		if (((unsigned char)*r->counted & 0xC0) != 0x80)
			r->col++;
	return (struct pos){r->po->file, r->line, r->col};
}

static void fault(struct reader *r, struct pos pos, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void fault(struct reader *r, struct pos pos, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	diag_add(r->diag, LEVEL_ERROR, pos, str_vfmt(r->scratch, fmt, args));
	va_end(args);
	r->entry.broken = true;
	r->field = FIELD_NONE;
	if (++r->faults == FAULTS_MAX)
		diag_note(r->diag, pos, "too many faults: mend these, the rest of the file was not read");
}

/* Whether the field that ends here was whole. */
static bool close_field(struct reader *r)
{
	enum field field = r->field;
	r->field = FIELD_NONE;
	if (field == FIELD_NONE)
		return true;
	if (!r->field_text) {
		fault(r, r->field_pos, "no text here: write it in double quotes after the word");
		return false;
	}
	struct str text = buf_str(&r->entry.text[field]);
	if (r->field_bytes && !g_utf8_validate_len(text.s, text.len, NULL)) {
		fault(r, r->field_pos,
			  "bytes written as \\ooo or \\xhh are not UTF-8: write the letters themselves");
		return false;
	}
	return true;
}

static void reset(struct reader *r)
{
	struct entry *entry = &r->entry;
	for (int i = 0; i < FIELD_NONE; i++) {
		entry->text[i].len = 0;
		entry->has[i] = false;
	}
	entry->pos = entry->str_pos = (struct pos){0};
	entry->fuzzy = entry->obsolete = entry->broken = false;
	r->field = FIELD_NONE;
}

static const char *kept(struct reader *r, enum field field)
{
	return r->entry.has[field] ? str_dup(r->arena, buf_str(&r->entry.text[field])).s : NULL;
}

/* The value of a header field within the header's text. */
static struct str header_value(const char *header, const char *field)
{
	size_t len = strlen(field);
	for (const char *line = header; line && *line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, field, len) == 0 && line[len] == ':')
			return str_trim((struct str){line + len + 1, strcspn(line + len + 1, "\n")});
	}
	return (struct str){0};
}

static void check_charset(struct reader *r, const char *header)
{
	struct str type = header_value(header, "Content-Type");
	const char *mark = "charset=";
	const char *at = type.len ? g_strstr_len(type.s, (gssize)type.len, mark) : NULL;
	if (!at)
		return;
	at += strlen(mark);
	size_t len = (size_t)(type.s + type.len - at);
	if (len != strlen("UTF-8") || g_ascii_strncasecmp(at, "UTF-8", len) != 0)
		fault(r, r->entry.str_pos,
			  "charset \"%.*s\": save the file as UTF-8 and write charset=UTF-8 in its header",
			  (int)len, at);
}

static void finish_header(struct reader *r)
{
	struct po *po = r->po;
	if (po->header) {
		fault(r, r->entry.pos, "second header (empty msgid): remove it or write its msgid");
		return;
	}
	po->header = kept(r, FIELD_STR);
	po->header_comments = kept(r, FIELD_COMMENTS);
	po->header_fuzzy = r->entry.fuzzy;
	check_charset(r, po->header);
}

static void add_message(struct reader *r)
{
	if (r->po->count == r->cap) {
		r->cap = r->cap ? r->cap * 2 : 64;
		struct po_message *more = ARENA_ARRAY(r->scratch, struct po_message, r->cap);
		if (r->po->count)
			memcpy(more, r->messages, r->po->count * sizeof *more);
		r->messages = more;
	}
	r->messages[r->po->count++] = (struct po_message){
		.pos = r->entry.pos,
		.str_pos = r->entry.str_pos,
		.context = kept(r, FIELD_CONTEXT),
		.id = kept(r, FIELD_ID),
		.str = kept(r, FIELD_STR),
		.previous_context = kept(r, FIELD_PREVIOUS_CONTEXT),
		.previous_id = kept(r, FIELD_PREVIOUS_ID),
		.comments = kept(r, FIELD_COMMENTS),
		.extracted = kept(r, FIELD_EXTRACTED),
		.references = kept(r, FIELD_REFERENCES),
		.flags = kept(r, FIELD_FLAGS),
		.fuzzy = r->entry.fuzzy,
		.obsolete = r->entry.obsolete,
	};
}

/* Ends the message being read, if there is one. */
static void finish(struct reader *r)
{
	struct entry *entry = &r->entry;
	close_field(r);
	if (!entry->broken) {
		bool begun = entry->has[FIELD_CONTEXT] || entry->has[FIELD_ID];
		if (begun && !entry->has[FIELD_STR])
			fault(r, entry->pos, "message without msgstr: add msgstr \"\" after its msgid");
		else if (begun && !entry->has[FIELD_CONTEXT] && !entry->text[FIELD_ID].len &&
				 !entry->obsolete)
			finish_header(r);
		else if (begun)
			add_message(r);
		else if (entry->has[FIELD_COMMENTS])
			diag_warning(r->diag, entry->pos,
						 "comment at the end belongs to no message and is lost when the file is "
						 "written: move it above a message");
	}
	reset(r);
}

static int hex_digit(char c)
{
	return g_ascii_isxdigit(c) ? g_ascii_xdigit_value(c) : -1;
}

/* The byte of an escape in octal or hexadecimal digits; -1 when it is none. */
static int numeric_escape(struct reader *r)
{
	bool hex = *r->p == 'x';
	const char *from = r->p += hex;
	int value = 0;
	while (r->p < r->end && r->p < from + (hex ? 7 : 3)) {
		int digit = hex_digit(*r->p);
		if (digit < 0 || (!hex && digit > 7))
			break;
		value = value * (hex ? 16 : 8) + digit;
		r->p++;
	}
	return r->p == from || value > 0xFF ? -1 : value;
}

/* Reads the escape after a backslash into out. */
static void escape(struct reader *r, struct buf *out)
{
	static const char letters[] = "ntbrfva\\\"", bytes[] = "\n\t\b\r\f\v\a\\\"";
	const char *at = r->p - 1;
	const char *letter = memchr(letters, *r->p, sizeof letters - 1);
	if (letter) {
		buf_putc(out, bytes[letter - letters]);
		r->p++;
		return;
	}
	if (*r->p == 'x' || (*r->p >= '0' && *r->p <= '7')) {
		int value = numeric_escape(r);
		if (value > 0) {
			buf_putc(out, (char)value);
			r->field_bytes = true;
			return;
		}
		fault(r, place(r, at), "\"%.*s\" is not a character: write the character itself",
			  (int)(r->p - at), at);
		return;
	}
	int len = (int)(g_utf8_next_char(r->p) - r->p);
	fault(r, place(r, at), "unknown escape \"\\%.*s\": write \\\\%.*s if a backslash is meant", len,
		  r->p, len, r->p);
}

/* Reads one text in double quotes into the current field. */
static void quoted(struct reader *r)
{
	const char *open = r->p++;
	struct pos pos = place(r, open);
	if (r->field == FIELD_NONE) {
		fault(r, pos, "text without a word before it: write msgid or msgstr before it");
		return;
	}
	struct buf *out = &r->entry.text[r->field];
	if (r->field == FIELD_STR && !out->len)
		r->entry.str_pos = (struct pos){pos.file, pos.line, pos.col + 1};
	r->field_text = true;
	while (r->p < r->end && *r->p != '"' && !r->entry.broken) {
		const char *from = r->p;
		while (r->p < r->end && *r->p != '"' && *r->p != '\\')
			r->p++;
		buf_add(out, from, (size_t)(r->p - from));
		if (r->p + 1 < r->end && *r->p == '\\') {
			r->p++;
			escape(r, out);
		} else if (r->p < r->end && *r->p == '\\') {
			r->p++;
		}
	}
	if (r->entry.broken)
		return;
	if (r->p >= r->end) {
		fault(r, pos, "text without its closing quote: end the line with \"");
		return;
	}
	r->p++;
}

static void open_field(struct reader *r, enum field field, const char *at)
{
	r->field = field;
	r->field_pos = place(r, at);
	r->field_text = r->field_bytes = false;
	r->entry.has[field] = true;
}

/* Begins msgctxt or msgid, or the same of "#|", with all that must have ended before. */
static void open_id(struct reader *r, enum field field, bool obsolete, const char *at)
{
	struct entry *entry = &r->entry;
	if (entry->has[FIELD_STR])
		finish(r);
	bool id_first = entry->has[FIELD_ID];
	bool previous = field == FIELD_PREVIOUS_CONTEXT || field == FIELD_PREVIOUS_ID;
	if (previous && (id_first || entry->has[FIELD_CONTEXT])) {
		fault(r, place(r, at), "\"#|\" within a message: move it above msgctxt and msgid");
	} else if (id_first || entry->has[field]) {
		fault(r, entry->pos, "message without msgstr: add msgstr \"\" after its msgid");
	} else {
		bool begun = entry->has[FIELD_CONTEXT] || entry->has[FIELD_PREVIOUS_ID] ||
					 entry->has[FIELD_PREVIOUS_CONTEXT];
		if (begun && entry->obsolete != obsolete) {
			fault(r, place(r, at), "\"#~\" on some lines only: write it before all or none");
			return;
		}
		entry->obsolete = obsolete;
		open_field(r, field, at);
		if (!previous && (field == FIELD_CONTEXT || !entry->has[FIELD_CONTEXT]))
			entry->pos = r->field_pos;
	}
}

static void open_str(struct reader *r, bool obsolete, bool previous, const char *at)
{
	struct entry *entry = &r->entry;
	if (previous)
		fault(r, place(r, at), "msgstr after \"#|\": remove this line");
	else if (r->p < r->end && *r->p == '[')
		fault(r, place(r, at), "plural forms are not used here: write one msgid and one msgstr");
	else if (!entry->has[FIELD_ID] || entry->has[FIELD_STR])
		fault(r, place(r, at), "msgstr without msgid: write the msgid before it");
	else if (entry->obsolete != obsolete)
		fault(r, place(r, at), "\"#~\" on some lines only: write it before all or none");
	else
		open_field(r, FIELD_STR, at);
}

static void keyword(struct reader *r, bool obsolete, bool previous)
{
	static const char *const words[] = {"msgctxt",      "msgid",  "msgstr",
										"msgid_plural", "domain", NULL};
	const char *at = r->p;
	bool quoted = at > r->counted && at[-1] == '"';
	while (r->p < r->end && (g_ascii_isalnum(*r->p) || *r->p == '_'))
		r->p++;
	struct str word = {at, (size_t)(r->p - at)};
	if (word.len && !close_field(r))
		return;
	if (str_eq(word, STR("msgctxt"))) {
		open_id(r, previous ? FIELD_PREVIOUS_CONTEXT : FIELD_CONTEXT, obsolete, at);
	} else if (str_eq(word, STR("msgid"))) {
		open_id(r, previous ? FIELD_PREVIOUS_ID : FIELD_ID, obsolete, at);
	} else if (str_eq(word, STR("msgstr"))) {
		open_str(r, obsolete, previous, at);
	} else if (str_eq(word, STR("msgid_plural"))) {
		fault(r, place(r, at), "plural forms are not used here: write one msgid and one msgstr");
	} else if (str_eq(word, STR("domain"))) {
		fault(r, place(r, at), "domains are not used here: remove the line");
	} else if (quoted) {
		fault(r, place(r, at),
			  "a quotation mark ends the text here: put a backslash before each one inside it");
	} else if (!word.len) {
		fault(r, place(r, at),
			  "expected msgctxt, msgid, msgstr or a text in double quotes: "
			  "put # before a comment, and quotes around a text");
	} else {
		const char *copy = word.len < 64 ? str_dup(r->scratch, word).s : "";
		const char *near = str_nearest(copy, words);
		fault(r, place(r, at), "unknown word: %s%s%s",
			  near ? "did you mean \"" : "put # before a comment, and quotes around a text",
			  near ? near : "", near ? "\"?" : "");
	}
}

static void skip_blanks(struct reader *r)
{
	while (r->p < r->end && (*r->p == ' ' || (*r->p >= '\t' && *r->p <= '\r')))
		r->p++;
}

/* Keywords and quoted texts up to the end of the line. */
static void statements(struct reader *r, bool obsolete, bool previous)
{
	for (skip_blanks(r); r->p < r->end && !r->entry.broken; skip_blanks(r)) {
		if (*r->p == '"')
			quoted(r);
		else
			keyword(r, obsolete, previous);
	}
}

static void append_line(struct reader *r, enum field field, struct str text, const char *joint)
{
	if (r->entry.has[field])
		buf_puts(&r->entry.text[field], joint);
	r->entry.has[field] = true;
	buf_add(&r->entry.text[field], text.s, text.len);
}

static void read_flags(struct reader *r, struct str text)
{
	while (text.len) {
		const char *comma = memchr(text.s, ',', text.len);
		size_t len = comma ? (size_t)(comma - text.s) : text.len;
		struct str flag = str_trim((struct str){text.s, len});
		if (str_eq(flag, STR("fuzzy")))
			r->entry.fuzzy = true;
		else if (flag.len)
			append_line(r, FIELD_FLAGS, flag, ", ");
		len += comma != NULL;
		text.s += len;
		text.len -= len;
	}
}

/* A line of "#", from the character after it. */
static void comment(struct reader *r)
{
	if (!close_field(r))
		return;
	if (r->entry.has[FIELD_STR])
		finish(r);
	if (r->entry.has[FIELD_ID] || r->entry.has[FIELD_CONTEXT]) {
		fault(r, place(r, r->p - 1), "comment within a message: move it above msgctxt and msgid");
		return;
	}
	if (!r->entry.pos.line)
		r->entry.pos = place(r, r->p - 1);
	char mark = r->p < r->end ? *r->p : ' ';
	bool marked = mark == '.' || mark == ':' || mark == ',';
	struct str text = {r->p + marked, (size_t)(r->end - r->p) - marked};
	if (mark == ':') {
		text = str_trim(text);
		if (text.len)
			append_line(r, FIELD_REFERENCES, text, " ");
	} else if (mark == ',') {
		read_flags(r, text);
	} else {
		bool blank = text.len && text.s[0] == ' ';
		text.s += blank;
		text.len -= blank;
		append_line(r, mark == '.' ? FIELD_EXTRACTED : FIELD_COMMENTS, text, "\n");
	}
}

static void read_line(struct reader *r)
{
	skip_blanks(r);
	if (r->p == r->end) {
		if (r->entry.broken)
			reset(r);
	} else if (r->entry.broken) {
		return;
	} else if (*r->p != '#') {
		statements(r, false, false);
	} else if (++r->p < r->end && *r->p == '~') {
		r->p++;
		bool previous = r->p < r->end && *r->p == '|';
		r->p += previous;
		statements(r, true, previous);
	} else if (r->p < r->end && *r->p == '|') {
		r->p++;
		statements(r, false, true);
	} else {
		comment(r);
	}
}

static int compare(const void *a, const void *b)
{
	const struct po_message *m = *(const struct po_message *const *)a;
	const struct po_message *n = *(const struct po_message *const *)b;
	int order = (m->context != NULL) - (n->context != NULL);
	if (!order && m->context)
		order = strcmp(m->context, n->context);
	if (!order)
		order = strcmp(m->id, n->id);
	return order ? order : (m > n) - (m < n);
}

static bool same_message(const struct po_message *m, const struct po_message *n)
{
	return str_same(m->context, n->context) && strcmp(m->id, n->id) == 0;
}

/* Makes the index and reports messages that are there twice. */
static void make_index(struct reader *r)
{
	struct po *po = r->po;
	const struct po_message **all = ARENA_ARRAY(r->arena, const struct po_message *, po->count + 1);
	for (size_t i = 0; i < po->count; i++)
		all[i] = &po->messages[i];
	qsort(all, po->count, sizeof *all, compare);
	for (size_t i = 1; i < po->count && r->faults < FAULTS_MAX; i++)
		if (same_message(all[i - 1], all[i]))
			fault(r, all[i]->pos, "the same message stands at %s:%d:%d: remove one of the two",
				  po->file, all[i - 1]->pos.line, all[i - 1]->pos.col);
	size_t count = 0;
	for (size_t i = 0; i < po->count; i++)
		if (all[i]->context && !all[i]->obsolete)
			all[count++] = all[i];
	po->index = all;
	po->index_count = count;
}

static void read_all(struct reader *r, struct str text)
{
	const char *end = text.s + text.len;
	for (const char *p = text.s; p < end && r->faults < FAULTS_MAX;) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		r->line++;
		r->col = 1;
		r->p = r->counted = p;
		r->end = stop ? stop : end;
		p = stop ? stop + 1 : end;
		while (r->end > r->p && r->end[-1] == '\r')
			r->end--;
		read_line(r);
	}
	if (r->faults >= FAULTS_MAX)
		return;
	finish(r);
	struct po_message *messages = ARENA_ARRAY(r->arena, struct po_message, r->po->count);
	if (r->po->count)
		memcpy(messages, r->messages, r->po->count * sizeof *messages);
	r->po->messages = messages;
	make_index(r);
}

/* The place of the byte at, in a text that is UTF-8 up to there. */
static struct pos place_of(struct str text, const char *at, const char *file)
{
	struct pos pos = {file, 1, 1};
	for (const char *p = text.s; p < at; p++) {
		if (*p == '\n')
			pos = (struct pos){file, pos.line + 1, 1};
		else
			pos.col += ((unsigned char)*p & 0xC0) != 0x80;
	}
	return pos;
}

struct po *po_parse(struct arena *arena, struct diag *diag, struct str text, const char *file)
{
	const char *bad = text.s;
	if (text.len && !g_utf8_validate_len(text.s, text.len, &bad)) {
		diag_error(diag, place_of(text, bad, file),
				   "%s: save the file as UTF-8 with an editor for translations",
				   *bad ? "not UTF-8" : "NUL byte");
		return NULL;
	}
	struct po *po = ARENA_NEW(arena, struct po);
	po->file = str_copy(arena, file);
	struct reader r = {.arena = arena, .scratch = arena_new(), .diag = diag, .po = po};
	for (int i = 0; i < FIELD_NONE; i++)
		r.entry.text[i].arena = r.scratch;
	reset(&r);
	if (text.len)
		read_all(&r, text);
	arena_free(r.scratch);
	return r.faults ? NULL : po;
}

struct po *po_read(struct arena *arena, struct diag *diag, const char *path)
{
	struct str text;
	return file_read_text(arena, diag, path, &text) ? po_parse(arena, diag, text, path) : NULL;
}

/* Where in the index the messages with the context begin, or would. */
static size_t lower_bound(const struct po *po, const char *context)
{
	size_t from = 0, to = po->index_count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (strcmp(po->index[middle]->context, context) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct po_message *po_find(const struct po *po, const char *context)
{
	return po_find_id(po, context, NULL);
}

const struct po_message *po_find_id(const struct po *po, const char *context, const char *id)
{
	const struct po_message *found = NULL;
	if (!po)
		return NULL;
	for (size_t i = lower_bound(po, context); i < po->index_count; i++) {
		const struct po_message *m = po->index[i];
		if (strcmp(m->context, context) != 0)
			break;
		if (!found || str_same(m->id, id))
			found = m;
	}
	return found;
}

const char *po_header(struct arena *arena, const struct po *po, const char *field)
{
	if (!po || !po->header)
		return NULL;
	struct str value = header_value(po->header, field);
	return value.s ? str_dup(arena, value).s : NULL;
}

/* Whether the header's tag says the same language as the other: its first part, and the script
 * where both say more than that ("zh_CN" for "zh-Hans"; an '@' says it in a way of its own). */
static bool is_same_language(struct arena *arena, const char *said, const char *lang)
{
	size_t len = strcspn(lang, "-_");
	if (strcspn(said, "-_@.") != len || g_ascii_strncasecmp(said, lang, len) != 0)
		return false;
	const char *tag = str_copy_n(arena, said, strcspn(said, "."));
	return !tag[len] || !lang[len] || strchr(tag, '@') || !locale_find(lang) ||
		   locale_is_kin(tag, lang);
}

bool po_check_language(struct arena *arena, struct diag *diag, const struct po *po,
					   const char *lang)
{
	const char *said = po_header(arena, po, "Language");

	if (!said || !*said || is_same_language(arena, said, lang))
		return true;
	diag_warning(
		diag, POS_FILE(po->file),
		"its header says \"Language: %s\", but it is used for %s: correct the header or put "
		"the right file here",
		said, lang);
	return false;
}
