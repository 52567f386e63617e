/* A program of the build: hyphenate_make LIST FOLDER OUT compiles the dictionaries of libhyphen in
 * FOLDER that the allow-list names to OUT/TAG.hyph, and writes OUT/languages. What a dictionary may
 * say is in libhyphen's README.hyphen, README.nonstandard and README.compound. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "typeset/hyphenate_format.h"

/* The longest pattern, in letters. */
#define PATTERN_MAX 100

/* What libhyphen takes where a dictionary says nothing. */
#define PART_MINIMUM 3

/* A node while the trie grows; children are linked by ascending letters. */
struct node {
	gunichar letter;
	guint child, next; /* 0: none */
	guint32 rule;
};

struct pattern {
	gunichar letters[PATTERN_MAX];
	guint8 levels[PATTERN_MAX + 1]; /* [i] is before letter i */
	guint count;
	const char *left, *right; /* NULL: changes nothing */
	int start, removed;       /* letters, from 0, without the '.' of the word's beginning */
};

/* A dictionary while it is read. */
struct dictionary {
	const char *path;
	int line;
	GArray *tries[HYPH_TRIES]; /* of struct node */
	int level;                 /* of compounds 0, of syllables 1 */
	int left, right, part_left, part_right;
	GPtrArray *sequences;
	GByteArray *rules;
	GHashTable *offsets; /* of rules by their bytes */
	GArray *letters;     /* of gunichar, ascending */
};

static G_GNUC_PRINTF(3, 4) G_NORETURN void fail(const char *file, int line, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	char *text = g_strdup_vprintf(fmt, args);
	va_end(args);
	if (line > 0)
		fprintf(stderr, "%s:%d: error: %s\n", file, line, text);
	else
		fprintf(stderr, "%s: error: %s\n", file, text);
	exit(EXIT_FAILURE);
}

static struct node *node_at(GArray *trie, guint index)
{
	return &g_array_index(trie, struct node, index);
}

/* The child by a letter, made where there is none. */
static guint node_child(GArray *trie, guint parent, gunichar letter)
{
	guint before = 0, at = node_at(trie, parent)->child;
	while (at && node_at(trie, at)->letter < letter) {
		before = at;
		at = node_at(trie, at)->next;
	}
	if (at && node_at(trie, at)->letter == letter)
		return at;
	struct node node = {.letter = letter, .next = at};
	g_array_append_val(trie, node);
	guint made = trie->len - 1;
	if (before)
		node_at(trie, before)->next = made;
	else
		node_at(trie, parent)->child = made;
	return made;
}

static void add_letter(struct dictionary *d, gunichar letter)
{
	guint i = 0;
	while (i < d->letters->len && g_array_index(d->letters, gunichar, i) < letter)
		i++;
	if (i == d->letters->len || g_array_index(d->letters, gunichar, i) != letter)
		g_array_insert_val(d->letters, i, letter);
}

static guint8 letter_index(const struct dictionary *d, gunichar letter)
{
	guint i = 0;
	while (g_array_index(d->letters, gunichar, i) != letter)
		i++;
	return (guint8)i;
}

static void add_byte(GByteArray *bytes, guint value)
{
	guint8 byte = (guint8)value;
	g_byte_array_append(bytes, &byte, 1);
}

static void add32(GByteArray *bytes, guint32 value)
{
	value = GUINT32_TO_LE(value);
	g_byte_array_append(bytes, (const guint8 *)&value, 4);
}

static void add_string(const struct dictionary *d, GByteArray *bytes, const char *text)
{
	size_t len = strlen(text);
	if (len > G_MAXUINT8)
		fail(d->path, d->line, "a string of %zu bytes is too long", len);
	add_byte(bytes, (guint)len);
	g_byte_array_append(bytes, (const guint8 *)text, (guint)len + 1);
}

static void add_change(const struct dictionary *d, GByteArray *bytes, const struct pattern *p)
{
	int letters = (int)p->count - (p->letters[0] == '.');
	char *upper_left = g_utf8_strup(p->left, -1), *upper_right = g_utf8_strup(p->right, -1);
	if (p->start < 0 || p->start > letters || p->removed < 1 || p->removed > G_MAXUINT8)
		fail(d->path, d->line, "the change is not within the pattern");
	add_byte(bytes, (guint)(letters - p->start));
	add_byte(bytes, (guint)p->removed);
	add_string(d, bytes, p->left);
	add_string(d, bytes, p->right);
	add_string(d, bytes, upper_left);
	add_string(d, bytes, upper_right);
	g_free(upper_left);
	g_free(upper_right);
}

/* The offset of the pattern's rule among the rules, each of which stands there once. */
static guint32 add_rule(struct dictionary *d, const struct pattern *p)
{
	guint first = 0, end = p->count + 1;
	while (first < end && p->levels[first] == 0)
		first++;
	while (end > first && p->levels[end - 1] == 0)
		end--;
	if (first == end && !p->left)
		return 0;
	GByteArray *rule = g_byte_array_new();
	add_byte(rule, (end - first) | (p->left ? HYPH_CHANGES : 0));
	add_byte(rule, p->count + 1 - end);
	g_byte_array_append(rule, p->levels + first, end - first);
	if (p->left)
		add_change(d, rule, p);
	GBytes *bytes = g_byte_array_free_to_bytes(rule);
	guint32 offset = GPOINTER_TO_UINT(g_hash_table_lookup(d->offsets, bytes));
	if (offset) {
		g_bytes_unref(bytes);
		return offset;
	}
	offset = d->rules->len;
	g_byte_array_append(d->rules, g_bytes_get_data(bytes, NULL), (guint)g_bytes_get_size(bytes));
	g_hash_table_insert(d->offsets, bytes, GUINT_TO_POINTER(offset));
	return offset;
}

/* Reads "LEFT=RIGHT,START,COUNT" behind the letters; without numbers all letters are changed. A
 * text without "=" changes nothing. */
static void read_change(struct pattern *p, char *text)
{
	char *comma = strchr(text, ','), *equals;
	p->start = p->removed = 0;
	if (comma) {
		char *second = strchr(comma + 1, ',');
		*comma = '\0';
		if (second) {
			p->start = atoi(comma + 1) - 1;
			p->removed = atoi(second + 1);
		}
	}
	text[strcspn(text, "\r\n")] = '\0';
	equals = strchr(text, '=');
	if (!equals)
		return;
	*equals = '\0';
	p->left = text;
	p->right = equals + 1;
	if (p->removed == 0)
		p->removed = (int)p->count;
}

static void add_pattern(struct dictionary *d, char *text)
{
	struct pattern p = {.count = 0};
	char *slash = strchr(text, '/');
	if (slash)
		*slash = '\0';
	for (const char *c = text; (guchar)*c > ' '; c = g_utf8_next_char(c)) {
		if (g_ascii_isdigit(*c)) {
			p.levels[p.count] = (guint8)(*c - '0');
			continue;
		}
		if (p.count == PATTERN_MAX)
			fail(d->path, d->line, "a pattern of more than %d letters", PATTERN_MAX);
		p.letters[p.count++] = g_utf8_get_char(c);
	}
	if (slash)
		read_change(&p, slash + 1);
	if (p.count == 0)
		return;
	GArray *trie = d->tries[d->level];
	guint at = 0;
	for (guint i = 0; i < p.count; i++) {
		add_letter(d, p.letters[i]);
		at = node_child(trie, at, p.letters[i]);
	}
	node_at(trie, at)->rule = add_rule(d, &p);
}

/* Whether the line sets a word of the dictionary's; then *value is what it says. */
static gboolean is_setting(const char *text, const char *name, const char **value)
{
	if (!g_str_has_prefix(text, name))
		return FALSE;
	*value = text + strlen(name);
	return TRUE;
}

static void add_sequences(struct dictionary *d, const char *list)
{
	char *copy = g_strstrip(g_strdup(list)), **parts = g_strsplit(copy, ",", -1);
	for (char **part = parts; *part; part++)
		if (**part)
			g_ptr_array_add(d->sequences, g_strdup(*part));
	g_strfreev(parts);
	g_free(copy);
}

/* One line in UTF-8. Settings count before NEXTLEVEL only. */
static void read_line(struct dictionary *d, char *text)
{
	const char *value;
	if (is_setting(text, "LEFTHYPHENMIN", &value))
		d->left = d->level == 0 ? atoi(value) : d->left;
	else if (is_setting(text, "RIGHTHYPHENMIN", &value))
		d->right = d->level == 0 ? atoi(value) : d->right;
	else if (is_setting(text, "COMPOUNDLEFTHYPHENMIN", &value))
		d->part_left = d->level == 0 ? atoi(value) : d->part_left;
	else if (is_setting(text, "COMPOUNDRIGHTHYPHENMIN", &value))
		d->part_right = d->level == 0 ? atoi(value) : d->part_right;
	else if (is_setting(text, "NOHYPHEN", &value)) {
		if (d->level == 0)
			add_sequences(d, value);
	} else
		add_pattern(d, text);
}

/* A dictionary without NEXTLEVEL divides compounds at hyphens, dashes and apostrophes. */
static void add_default_parts(struct dictionary *d)
{
	static const char *const sequences[] = {"-", "'", "\xe2\x80\x93", "\xe2\x80\x99"};
	GArray *syllables = d->tries[0];
	d->tries[0] = d->tries[1];
	d->tries[1] = syllables;
	d->level = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(sequences); i++) {
		char *text = g_strdup_printf("1%s1", sequences[i]);
		add_pattern(d, text);
		g_ptr_array_add(d->sequences, g_strdup(sequences[i]));
		g_free(text);
	}
	if (!d->part_left)
		d->part_left = d->left ? d->left : PART_MINIMUM;
	if (!d->part_right)
		d->part_right = d->right ? d->right : PART_MINIMUM;
}

static void read_dictionary(struct dictionary *d, const char *bytes)
{
	char **lines = g_strsplit(bytes, "\n", -1);
	const char *charset = lines[0] ? g_strstrip(lines[0]) : "";
	gboolean parts = FALSE;
	for (d->line = 2; *charset && lines[d->line - 1]; d->line++) {
		const char *raw = lines[d->line - 1];
		if (*raw == '%' || *raw == '\0')
			continue;
		if (g_str_has_prefix(raw, "NEXTLEVEL") && !parts) {
			parts = TRUE;
			d->level = 1;
			continue;
		}
		char *text = g_convert(raw, -1, "UTF-8", charset, NULL, NULL, NULL);
		if (!text)
			fail(d->path, d->line, "is not in the character set %s", charset);
		read_line(d, text);
		g_free(text);
	}
	d->line = 0;
	if (!parts)
		add_default_parts(d);
	add_letter(d, '.');
	if (d->letters->len > HYPH_LETTERS_MAX)
		fail(d->path, 0, "has more than %d letters", HYPH_LETTERS_MAX);
	g_strfreev(lines);
}

/* The node of letters, or 0. */
static guint find_node(GArray *trie, const gunichar *letters, guint count)
{
	guint at = 0;
	for (guint i = 0; i < count; i++) {
		at = node_at(trie, at)->child;
		while (at && node_at(trie, at)->letter != letters[i])
			at = node_at(trie, at)->next;
		if (!at)
			return 0;
	}
	return at;
}

/* Raises the levels at the end of a pattern to those of a rule. */
static void raise_levels(const struct dictionary *d, struct pattern *p, guint32 offset)
{
	const guint8 *rule = d->rules->data + offset;
	if (rule[0] & HYPH_CHANGES)
		fail(d->path, 0, "cannot be prepared: it has patterns that change letters");
	guint at = p->count + 1 - rule[1] - rule[0];
	for (guint i = 0; i < rule[0]; i++)
		p->levels[at + i] = MAX(p->levels[at + i], rule[2 + i]);
}

/* Gives each node below one the levels of all patterns that end where it does: what substrings.pl
 * of libhyphen does, as only the longest is looked at. p has the letters of the node. */
static void prepare(struct dictionary *d, GArray *trie, guint node, struct pattern *p)
{
	for (guint at = node_at(trie, node)->child; at; at = node_at(trie, at)->next) {
		p->letters[p->count++] = node_at(trie, at)->letter;
		memset(p->levels, 0, sizeof p->levels);
		for (guint begin = 0; begin < p->count; begin++) {
			guint found = find_node(trie, p->letters + begin, p->count - begin);
			if (found && node_at(trie, found)->rule)
				raise_levels(d, p, node_at(trie, found)->rule);
		}
		node_at(trie, at)->rule = add_rule(d, p);
		prepare(d, trie, at, p);
		p->count--;
	}
}

/* Adds the nodes of a trie, breadth first, and one that ends them; returns their number. */
static guint add_nodes(const struct dictionary *d, GArray *trie, GByteArray *out)
{
	GArray *order = g_array_new(FALSE, FALSE, sizeof(guint));
	guint root = 0;
	if (trie->len > HYPH_NODES_MAX)
		fail(d->path, 0, "has too many patterns");
	g_array_append_val(order, root);
	for (guint i = 0; i < order->len; i++) {
		const struct node *node = node_at(trie, g_array_index(order, guint, i));
		add32(out, order->len << 8 | (i ? letter_index(d, node->letter) : 0));
		add32(out, node->rule);
		for (guint at = node->child; at; at = node_at(trie, at)->next)
			g_array_append_val(order, at);
	}
	add32(out, order->len << 8);
	add32(out, 0);
	guint count = order->len;
	g_array_free(order, TRUE);
	return count;
}

static void put32(GByteArray *bytes, guint offset, guint32 value)
{
	value = GUINT32_TO_LE(value);
	memcpy(bytes->data + offset, &value, 4);
}

static GByteArray *compile(struct dictionary *d)
{
	GByteArray *out = g_byte_array_new();
	g_byte_array_set_size(out, HYPH_HEADER);
	memset(out->data, 0, HYPH_HEADER);
	memcpy(out->data, HYPH_MAGIC, strlen(HYPH_MAGIC));
	out->data[HYPH_AT_VERSION] = HYPH_VERSION;
	out->data[HYPH_AT_LEFT] = (guint8)d->left;
	out->data[HYPH_AT_RIGHT] = (guint8)d->right;
	out->data[HYPH_AT_PART_LEFT] = (guint8)d->part_left;
	out->data[HYPH_AT_PART_RIGHT] = (guint8)d->part_right;
	out->data[HYPH_AT_LETTERS] = (guint8)d->letters->len;
	for (guint i = 0; i < d->letters->len; i++)
		add32(out, g_array_index(d->letters, gunichar, i));
	for (guint i = 0; i < HYPH_TRIES; i++) {
		put32(out, HYPH_AT_NODES + 8 * i, out->len);
		guint count = add_nodes(d, d->tries[i], out);
		put32(out, HYPH_AT_NODES + 8 * i + 4, count);
	}
	put32(out, HYPH_AT_RULES, out->len);
	put32(out, HYPH_AT_RULES + 4, d->rules->len);
	g_byte_array_append(out, d->rules->data, d->rules->len);
	guint sequences = out->len;
	for (guint i = 0; i < d->sequences->len; i++)
		add_string(d, out, g_ptr_array_index(d->sequences, i));
	put32(out, HYPH_AT_SEQUENCES, sequences);
	put32(out, HYPH_AT_SEQUENCES + 4, out->len - sequences);
	put32(out, HYPH_AT_SIZE, out->len);
	return out;
}

/* A key of a language's group in the list; fails when it is needed and not there. */
static char *list_text(GKeyFile *list, const char *tag, const char *key, const char *path)
{
	char *text = g_key_file_get_string(list, tag, key, NULL);
	if (!text || !*text)
		fail(path, 0, "[%s] has no \"%s\": add it", tag, key);
	return text;
}

static int list_minimum(GKeyFile *list, const char *tag, const char *key, const char *path)
{
	GError *error = NULL;
	int value = g_key_file_get_integer(list, tag, key, &error);
	if (error || value < 1 || value > G_MAXUINT8)
		fail(path, 0, "[%s]: \"%s\" is no number of letters from 1: write 2 or 3", tag, key);
	return value;
}

/* The dictionary's file: in the folder of the packages or, if it is of none, beside the list. */
static char *dictionary_file(GKeyFile *list, const char *tag, const char *path, const char *folder)
{
	gboolean packaged = g_key_file_has_key(list, tag, "package", NULL);
	char *name = list_text(list, tag, "dictionary", path), *beside = g_path_get_dirname(path);
	char *file = g_build_filename(packaged ? folder : beside, name, NULL);
	g_free(beside);
	g_free(name);
	return file;
}

/* The dictionary's bytes, NUL-terminated, if they are those that the list was made for. */
static char *read_listed(GKeyFile *list, const char *tag, const char *path, const char *file)
{
	char *bytes, *package = g_key_file_get_string(list, tag, "package", NULL);
	char *wanted = g_key_file_get_string(list, tag, "sha256", NULL);
	gsize len;
	if (!g_file_get_contents(file, &bytes, &len, NULL))
		fail(path, 0, "%s is not there: %s %s", file,
			 package ? "install the Debian package" : "restore the file", package ? package : "");
	char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, len);
	if (wanted && strcmp(wanted, sum) != 0)
		fail(path, 0, "%s is not the file of the list: install the package %s of Debian 12 again",
			 file, package ? package : "");
	g_free(sum);
	g_free(wanted);
	g_free(package);
	return bytes;
}

static void free_dictionary(struct dictionary *d)
{
	for (int i = 0; i < HYPH_TRIES; i++)
		g_array_free(d->tries[i], TRUE);
	g_array_free(d->letters, TRUE);
	g_byte_array_free(d->rules, TRUE);
	g_hash_table_destroy(d->offsets);
	g_ptr_array_free(d->sequences, TRUE);
}

/* Compiles the dictionary of a language to OUT/TAG.hyph. */
static void make_language(GKeyFile *list, const char *tag, const char *path, const char *folder,
						  const char *out)
{
	char *file = dictionary_file(list, tag, path, folder);
	char *bytes = read_listed(list, tag, path, file);
	struct dictionary d = {.path = file};
	struct node root = {0};
	for (int i = 0; i < HYPH_TRIES; i++) {
		d.tries[i] = g_array_new(FALSE, FALSE, sizeof(struct node));
		g_array_append_val(d.tries[i], root);
	}
	d.letters = g_array_new(FALSE, FALSE, sizeof(gunichar));
	d.sequences = g_ptr_array_new_with_free_func(g_free);
	d.offsets =
		g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
	d.rules = g_byte_array_new();
	add_byte(d.rules, 0);
	read_dictionary(&d, bytes);
	if (g_key_file_get_boolean(list, tag, "prepare", NULL))
		for (int i = 0; i < HYPH_TRIES; i++)
			prepare(&d, d.tries[i], 0, &(struct pattern){.count = 0});
	d.left = MAX(d.left, list_minimum(list, tag, "left", path));
	d.right = MAX(d.right, list_minimum(list, tag, "right", path));

	char *target = g_strdup_printf("%s/%s.hyph", out, tag);
	GByteArray *compiled = compile(&d);
	GError *error = NULL;
	if (!g_file_set_contents(target, (const char *)compiled->data, compiled->len, &error))
		fail(target, 0, "%s", error->message);
	g_byte_array_free(compiled, TRUE);
	free_dictionary(&d);
	g_free(target);
	g_free(bytes);
	g_free(file);
}

int main(int argc, char **argv)
{
	GKeyFile *list = g_key_file_new();
	GString *languages = g_string_new("");
	GError *error = NULL;
	if (argc != 4) {
		fprintf(stderr, "hyphenate_make LIST FOLDER OUT\n");
		return 2;
	}
	if (!g_key_file_load_from_file(list, argv[1], G_KEY_FILE_NONE, &error))
		fail(argv[1], 0, "%s", error->message);
	if (g_mkdir_with_parents(argv[3], 0777) != 0)
		fail(argv[3], 0, "the folder cannot be made");
	char **tags = g_key_file_get_groups(list, NULL);
	for (char **tag = tags; *tag; tag++) {
		make_language(list, *tag, argv[1], argv[2], argv[3]);
		g_string_append_printf(languages, "%s %s.hyph\n", *tag, *tag);
		char **also = g_key_file_get_string_list(list, *tag, "also", NULL, NULL);
		for (char **other = also; other && *other; other++)
			g_string_append_printf(languages, "%s %s.hyph\n", *other, *tag);
		g_strfreev(also);
	}
	char *target = g_build_filename(argv[3], HYPH_LIST, NULL);
	if (!g_file_set_contents(target, languages->str, (gssize)languages->len, &error))
		fail(target, 0, "%s", error->message);
	g_free(target);
	g_strfreev(tags);
	g_string_free(languages, TRUE);
	g_key_file_free(list);
	return EXIT_SUCCESS;
}
