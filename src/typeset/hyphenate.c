/* Words to places for hyphens, by compiled patterns: at each letter the longest pattern that is
 * begun there sets the levels round it; odd levels are places. Compounds are divided into their
 * parts first, and each part for itself. */
#include "typeset/hyphenate.h"

#include <glib.h>
#include <string.h>

#include "base/file.h"
#include "typeset/hyphenate_format.h"

/* The longest word that is looked at as a whole, in letters. */
#define LETTERS_MAX 255

#define UNKNOWN 255

/* Words that a hyphenator remembers, each in the place that its letters say; of longer words, of
 * those with more hyphens and of those that change letters at them it remembers nothing. */
enum { SLOTS = 512, SLOT_BYTES = 22, SLOT_HYPHENS = 8 };

struct slot {
	unsigned char len, count;
	char word[SLOT_BYTES];
	unsigned char at[SLOT_HYPHENS];
};

struct hyphenator {
	const unsigned char *bytes;
	size_t size;
	const unsigned char *letters;
	int letter_count;
	const unsigned char *nodes[HYPH_TRIES];
	unsigned node_count[HYPH_TRIES];
	unsigned first[HYPH_TRIES][HYPH_LETTERS_MAX + 1]; /* the root's child by each letter */
	const unsigned char *rules, *sequences;
	unsigned rules_size, sequences_size;
	int left, right, part_left, part_right;
	unsigned char end; /* the index of '.' */
	struct slot *slots;
	GHashTable *exceptions; /* words in small letters -> the same with hyphens; NULL: none */
};

/* A language that was asked for; hyphenator NULL: it has none. */
struct known {
	const char *dir, *lang;
	const struct hyphenator *hyphenator;
	struct known *next;
};

struct hyphenators {
	struct arena *arena;
	struct known *known;
};

/* What a rule says about its change; strings in the rules. */
struct change {
	int back, removed; /* letters before the end of the match; letters */
	const char *left, *right, *upper_left, *upper_right;
	int left_letters, right_letters;
};

/* A place found: the rule that changes letters there (0: none), how many before it and in all. */
struct place {
	unsigned char level;
	unsigned rule;
	int before, removed;
};

/* A word, and the levels of the part at hand: [0] is before the first letter. */
struct work {
	const struct hyphenator *h;
	const char *word;
	int count;                              /* letters */
	unsigned char letters[LETTERS_MAX + 2]; /* indices */
	int at[LETTERS_MAX + 2];                /* bytes */
	struct place places[LETTERS_MAX + 2];   /* of the word */
	unsigned char part[LETTERS_MAX + 2];    /* the letters at hand, between two ends */
	unsigned states[LETTERS_MAX + 2];       /* the longest match that ends at a letter */
	unsigned char levels[LETTERS_MAX + 2];
	unsigned changes[LETTERS_MAX + 2]; /* rule of the level */
	int place_of[LETTERS_MAX + 2];     /* where the change that begins here has its hyphen */
	int removed[LETTERS_MAX + 2];      /* by the change that begins here */
};

static unsigned get32(const unsigned char *p)
{
	return p[0] | (unsigned)p[1] << 8 | (unsigned)p[2] << 16 | (unsigned)p[3] << 24;
}

/* Either apostrophe stands for the other one. */
static gunichar other_apostrophe(gunichar c)
{
	return c == 0x2019 || c == 0x2bc ? '\'' : c;
}

static unsigned char index_of(const struct hyphenator *h, gunichar letter)
{
	int low = 0, high = h->letter_count;
	while (low < high) {
		int middle = (low + high) / 2;
		gunichar here = get32(h->letters + 4 * middle);
		if (here == letter)
			return (unsigned char)middle;
		if (here < letter)
			low = middle + 1;
		else
			high = middle;
	}
	return UNKNOWN;
}

static unsigned char letter_index(const struct hyphenator *h, gunichar letter)
{
	unsigned char found = index_of(h, letter);
	return found == UNKNOWN ? index_of(h, other_apostrophe(letter)) : found;
}

/* The child of a node by a letter; 0 if it has none. */
static unsigned child(const struct hyphenator *h, int trie, unsigned node, unsigned char letter)
{
	const unsigned char *nodes = h->nodes[trie];
	unsigned low = get32(nodes + HYPH_NODE * node) >> 8;
	unsigned high = get32(nodes + HYPH_NODE * (node + 1)) >> 8, stop = high;
	if (high > h->node_count[trie])
		return 0;
	while (low < high) {
		unsigned middle = (low + high) / 2;
		if (nodes[HYPH_NODE * middle] < letter)
			low = middle + 1;
		else
			high = middle;
	}
	return low < stop && nodes[HYPH_NODE * low] == letter ? low : 0;
}

/* Whether count elements of a size at an offset are inside the bytes. */
static bool inside(const struct hyphenator *h, unsigned offset, unsigned count, unsigned size)
{
	return offset <= h->size && (h->size - offset) / size >= count;
}

static bool read_header(struct hyphenator *h)
{
	const unsigned char *bytes = h->bytes;
	if (h->size < HYPH_HEADER || memcmp(bytes, HYPH_MAGIC, strlen(HYPH_MAGIC)) != 0 ||
		bytes[HYPH_AT_VERSION] != HYPH_VERSION || get32(bytes + HYPH_AT_SIZE) != h->size)
		return false;
	h->left = MAX(bytes[HYPH_AT_LEFT], 1);
	h->right = MAX(bytes[HYPH_AT_RIGHT], 1);
	h->part_left = bytes[HYPH_AT_PART_LEFT];
	h->part_right = bytes[HYPH_AT_PART_RIGHT];
	h->letter_count = bytes[HYPH_AT_LETTERS];
	h->letters = bytes + HYPH_HEADER;
	if (!inside(h, HYPH_HEADER, (unsigned)h->letter_count, 4))
		return false;
	for (int i = 0; i < HYPH_TRIES; i++) {
		unsigned offset = get32(bytes + HYPH_AT_NODES + 8 * i);
		h->node_count[i] = get32(bytes + HYPH_AT_NODES + 8 * i + 4);
		if (h->node_count[i] < 1 || h->node_count[i] > HYPH_NODES_MAX ||
			!inside(h, offset, h->node_count[i] + 1, HYPH_NODE))
			return false;
		h->nodes[i] = bytes + offset;
	}
	unsigned rules = get32(bytes + HYPH_AT_RULES), sequences = get32(bytes + HYPH_AT_SEQUENCES);
	h->rules_size = get32(bytes + HYPH_AT_RULES + 4);
	h->sequences_size = get32(bytes + HYPH_AT_SEQUENCES + 4);
	if (!inside(h, rules, h->rules_size, 1) || !inside(h, sequences, h->sequences_size, 1))
		return false;
	h->rules = bytes + rules;
	h->sequences = bytes + sequences;
	h->end = letter_index(h, '.');
	for (int i = 0; i < HYPH_TRIES; i++)
		for (int letter = 0; letter < h->letter_count; letter++)
			h->first[i][letter] = child(h, i, 0, (unsigned char)letter);
	return true;
}

const struct hyphenator *hyphenator_read(struct arena *arena, struct diag *diag, const char *file,
										 struct str bytes)
{
	struct hyphenator *h = ARENA_NEW(arena, struct hyphenator);
	h->bytes = (const unsigned char *)bytes.s;
	h->size = bytes.len;
	h->slots = ARENA_ARRAY(arena, struct slot, SLOTS);
	if (read_header(h))
		return h;
	diag_error(diag, POS_FILE(file),
			   "these hyphenation patterns are damaged or of another version: install the program "
			   "again, or run \"make program\" again");
	return NULL;
}

/* The file of the longest beginning of lang in lines of "TAG FILE", or NULL. */
static const char *listed(struct arena *arena, struct str list, const char *lang)
{
	const char *found = NULL;
	size_t longest = 0;
	for (const char *line = list.s, *stop = list.s + list.len; line < stop;) {
		const char *end = memchr(line, '\n', (size_t)(stop - line));
		end = end ? end : stop;
		const char *space = memchr(line, ' ', (size_t)(end - line));
		size_t len = space ? (size_t)(space - line) : 0;
		if (len > longest && g_ascii_strncasecmp(line, lang, len) == 0 &&
			(lang[len] == '\0' || lang[len] == '-')) {
			longest = len;
			found = str_copy_n(arena, space + 1, (size_t)(end - space - 1));
		}
		line = end + 1;
	}
	return found;
}

static void unmap(void *mapping)
{
	g_mapped_file_unref(mapping);
}

/* hyphenator_open; scratch holds what is needed meanwhile. */
static const struct hyphenator *open_file(struct arena *arena, struct arena *scratch,
										  struct diag *diag, const char *dir, const char *lang)
{
	struct str list;
	if (!dir)
		return NULL;
	const char *list_path = path_join(scratch, dir, HYPH_LIST);
	if (!file_exists(list_path)) {
		diag_note(diag, POS_FILE(list_path),
				  "the list of languages to hyphenate is not there, no words are divided: install "
				  "the program again, or run \"make program\" again");
		return NULL;
	}
	const char *name =
		file_read(scratch, diag, list_path, &list) ? listed(scratch, list, lang) : NULL;
	if (!name)
		return NULL;
	const char *path = path_join(scratch, dir, name);
	GError *error = NULL;
	GMappedFile *mapping = g_mapped_file_new(path, FALSE, &error);
	if (!mapping && !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
		diag_error(diag, POS_FILE(path),
				   "cannot be read (%s): close other programs, or install the program again",
				   error->message);
		g_error_free(error);
		return NULL;
	}
	if (!mapping) {
		g_error_free(error);
		diag_note(diag, POS_FILE(path),
				  "the hyphenation patterns are not there, words of the language %s are not "
				  "divided: install the program again, or run \"make program\" again",
				  lang);
		return NULL;
	}
	arena_defer(arena, unmap, mapping);
	struct str bytes = {g_mapped_file_get_contents(mapping), g_mapped_file_get_length(mapping)};
	return hyphenator_read(arena, diag, path, bytes);
}

const struct hyphenator *hyphenator_open(struct arena *arena, struct diag *diag, const char *dir,
										 const char *lang)
{
	return open_file(arena, arena, diag, dir, lang);
}

struct hyphenators *hyphenators_new(struct arena *arena)
{
	struct hyphenators *all = ARENA_NEW(arena, struct hyphenators);
	all->arena = arena;
	return all;
}

const struct hyphenator *hyphenators_open(struct hyphenators *all, struct diag *diag,
										  const char *dir, const char *lang)
{
	if (!dir)
		return NULL;
	for (const struct known *known = all->known; known; known = known->next)
		if (str_same(known->lang, lang) && str_same(known->dir, dir))
			return known->hyphenator;
	struct arena *scratch = arena_new();
	struct diag *said = diag_new(scratch);
	const struct hyphenator *h = open_file(all->arena, scratch, said, dir, lang);
	if (!said->first) {
		struct known *known = ARENA_NEW(all->arena, struct known);
		known->dir = str_copy(all->arena, dir);
		known->lang = str_copy(all->arena, lang);
		known->hyphenator = h;
		known->next = all->known;
		all->known = known;
	}
	diag_append(diag, said);
	arena_free(scratch);
	return h;
}

/* The string of a length byte, bytes and a NUL at *offset in the rules, which then is behind it. */
static const char *rule_string(const struct hyphenator *h, unsigned *offset)
{
	unsigned at = *offset, len = at < h->rules_size ? h->rules[at] : 0;
	*offset = at + len + 2;
	if (*offset > h->rules_size || h->rules[*offset - 1] != '\0')
		return "";
	return (const char *)h->rules + at + 1;
}

/* The change of the rule whose levels end at an offset. */
static struct change read_change(const struct hyphenator *h, unsigned offset)
{
	struct change change = {.left = "", .right = "", .upper_left = "", .upper_right = ""};
	if (offset + 2 > h->rules_size)
		return change;
	change.back = h->rules[offset];
	change.removed = h->rules[offset + 1];
	offset += 2;
	change.left = rule_string(h, &offset);
	change.right = rule_string(h, &offset);
	change.upper_left = rule_string(h, &offset);
	change.upper_right = rule_string(h, &offset);
	change.left_letters = (int)g_utf8_strlen(change.left, -1);
	change.right_letters = (int)g_utf8_strlen(change.right, -1);
	return change;
}

static struct change change_of(const struct hyphenator *h, unsigned rule)
{
	return read_change(h, rule + 2 + (h->rules[rule] & HYPH_LEVELS_MAX));
}

/* Sets the levels of a rule whose letters end before `end`, in a part of count letters. */
static void apply_rule(struct work *w, unsigned rule, int end, int count)
{
	const struct hyphenator *h = w->h;
	if (rule == 0 || h->rules_size < 2 || rule > h->rules_size - 2)
		return;
	int levels = h->rules[rule] & HYPH_LEVELS_MAX;
	bool changes = h->rules[rule] & HYPH_CHANGES;
	unsigned after = rule + 2 + (unsigned)levels;
	if (after + 2 * changes > h->rules_size)
		return;
	int start = changes ? end - h->rules[after] : -1, removed = changes ? h->rules[after + 1] : 0;
	if (start >= 0)
		w->removed[start] = removed;
	int p = end - h->rules[rule + 1] - levels + 1;
	for (unsigned i = rule + 2; i < after; i++, p++) {
		if (p < 0 || p > count + 1 || w->levels[p] >= h->rules[i])
			continue;
		w->levels[p] = h->rules[i];
		if (!(h->rules[i] & 1))
			continue;
		w->changes[p] = changes ? rule : 0;
		if (start >= 0 && p >= start && p <= start + removed)
			w->place_of[start] = p;
	}
}

/* Finds the levels and changes of the letters [from, to) by themselves. */
static void match(struct work *w, int trie, int from, int to)
{
	const struct hyphenator *h = w->h;
	int count = to - from;
	memset(w->states, 0, sizeof *w->states * (size_t)(count + 2));
	memset(w->levels, 0, sizeof *w->levels * (size_t)(count + 2));
	memset(w->changes, 0, sizeof *w->changes * (size_t)(count + 2));
	memset(w->place_of, 0, sizeof *w->place_of * (size_t)(count + 2));
	w->part[0] = w->part[count + 1] = h->end;
	memcpy(w->part + 1, w->letters + from, (size_t)count);
	for (int start = 0; start <= count + 1; start++) {
		unsigned node = h->first[trie][w->part[start]];
		for (int i = start; node; node = ++i <= count + 1 ? child(h, trie, node, w->part[i]) : 0)
			if (w->states[i] == 0)
				w->states[i] = node;
	}
	for (int i = 0; i <= count + 1; i++)
		if (w->states[i])
			apply_rule(w, get32(h->nodes[trie] + HYPH_NODE * w->states[i] + 4), i, count);
}

/* Notes the places of the part that was matched; true if there are any. */
static bool note_places(struct work *w, int from, int to)
{
	bool any = false;
	for (int p = 1; p < to - from; p++) {
		w->places[from + p] = (struct place){.level = w->levels[p]};
		any = any || w->levels[p] & 1;
	}
	for (int start = 0; start < to - from; start++) {
		int p = w->place_of[start];
		if (p == 0 || w->changes[p] == 0)
			continue;
		int removed = MIN(w->removed[start], to - from - start);
		if (p < to - from && p <= start + removed) {
			w->places[from + p].rule = w->changes[p];
			w->places[from + p].before = p - start;
			w->places[from + p].removed = removed;
		}
		start += MAX(removed, 1) - 1;
	}
	return any;
}

/* Takes away the places with too few letters of the part before or after them. */
static void trim(struct work *w, int from, int to, int left, int right)
{
	for (int p = from + 1; p < to; p++) {
		struct place *place = &w->places[p];
		bool keep = true;
		if (!(place->level & 1))
			continue;
		if (place->rule) {
			struct change change = change_of(w->h, place->rule);
			int start = p - place->before, stop = start + place->removed;
			keep = (p - from >= left || start - from + change.left_letters >= left) &&
				   (to - p >= right || to - stop + change.right_letters >= right);
		} else {
			keep = p - from >= left && to - p >= right;
		}
		if (!keep)
			place->level = 0;
	}
}

/* Divides the letters [from, to): into the parts of a compound, if it is one, else into syllables.
 * first and last: nothing of the word stands before or after them. */
static void divide(struct work *w, int from, int to, bool first, bool last)
{
	match(w, 0, from, to);
	if (!note_places(w, from, to)) {
		match(w, 1, from, to);
		note_places(w, from, to);
		trim(w, from, to, first ? 0 : w->h->part_left, last ? 0 : w->h->part_right);
		return;
	}
	int begin = from;
	for (int p = from + 1; p <= to; p++) {
		if (p < to && !(w->places[p].level & 1))
			continue;
		divide(w, begin, p, first && begin == from, last && p == to);
		/* As in libhyphen a part is not divided before its last letter. */
		if (p - 1 > begin)
			w->places[p - 1].level = 0;
		begin = p;
	}
}

/* Takes away the places before and after each occurrence of a sequence. */
static void bar(struct work *w, const char *sequence, size_t len)
{
	for (int from = 0, to = 0; from < w->count; from++) {
		if (w->word[w->at[from]] != *sequence)
			continue;
		while (to < w->count && w->at[to] - w->at[from] < (int)len)
			to++;
		if (w->at[to] - w->at[from] == (int)len &&
			memcmp(w->word + w->at[from], sequence, len) == 0)
			w->places[from].level = w->places[to].level = 0;
	}
}

static void bar_sequences(struct work *w)
{
	const struct hyphenator *h = w->h;
	for (unsigned offset = 0; offset < h->sequences_size;) {
		unsigned len = h->sequences[offset];
		if (len == 0 || len > h->sequences_size - offset - 1)
			return;
		bar(w, (const char *)h->sequences + offset + 1, len);
		offset += len + 2;
	}
}

/* The letters of the word, small ones in place of capitals; false if it is not UTF-8. */
static bool read_word(struct work *w, const char *word, size_t len)
{
	const char *c = word, *end = word + len;
	w->word = word;
	for (; c < end && w->count < LETTERS_MAX; c = g_utf8_next_char(c)) {
		gunichar letter = g_utf8_get_char_validated(c, end - c);
		if (letter >= (gunichar)-2)
			return false;
		w->at[w->count] = (int)(c - word);
		w->letters[w->count++] = letter_index(w->h, g_unichar_tolower(letter));
	}
	w->at[w->count] = (int)(c - word);
	return true;
}

/* Whether [from, to) has capitals and no small letters. */
static bool capitals(const struct work *w, int from, int to)
{
	bool any = false;
	for (int i = from; i < to; i++) {
		gunichar letter = g_utf8_get_char(w->word + w->at[i]);
		if (g_unichar_islower(letter))
			return false;
		any = any || g_unichar_isupper(letter);
	}
	return any;
}

static struct hyphen hyphen_at(const struct work *w, int p)
{
	const struct place *place = &w->places[p];
	struct hyphen hyphen = {.at = w->at[p]};
	if (!place->rule)
		return hyphen;
	struct change change = change_of(w->h, place->rule);
	int start = p - place->before, stop = start + place->removed;
	bool upper = capitals(w, MIN(start, p - 1), MAX(stop, p + 1));
	hyphen.before = w->at[p] - w->at[start];
	hyphen.after = w->at[stop] - w->at[p];
	hyphen.left = upper ? change.upper_left : change.left;
	hyphen.right = upper ? change.upper_right : change.right;
	return hyphen;
}

/* A word as exceptions have it: small letters, one apostrophe. Free it. */
static char *plain_word(const char *word, size_t len)
{
	GString *plain = g_string_new(NULL);
	for (const char *c = word; c < word + len; c = g_utf8_next_char(c))
		if (*c != '-')
			g_string_append_unichar(plain, g_unichar_tolower(other_apostrophe(g_utf8_get_char(c))));
	return g_string_free(plain, FALSE);
}

static void free_exceptions(void *table)
{
	g_hash_table_destroy(table);
}

const struct hyphenator *hyphenator_except(struct arena *arena, const struct hyphenator *h,
										   const char *const *words)
{
	if (!*words)
		return h;
	struct hyphenator *own = ARENA_NEW(arena, struct hyphenator);
	if (h)
		*own = *h;
	own->exceptions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	arena_defer(arena, free_exceptions, own->exceptions);
	for (; *words; words++)
		g_hash_table_insert(own->exceptions, plain_word(*words, strlen(*words)), (gpointer)*words);
	return own;
}

/* The word with its hyphens; NULL if it is not listed. */
static const char *listed_word(const struct hyphenator *h, const char *word, size_t len)
{
	if (!h || !h->exceptions)
		return NULL;
	char *plain = plain_word(word, len);
	const char *found = g_hash_table_lookup(h->exceptions, plain);
	g_free(plain);
	return found;
}

bool hyphenate_listed(const struct hyphenator *h, const char *word, size_t len)
{
	return listed_word(h, word, len) != NULL;
}

/* The places that a listed word has. */
static int divide_listed(const char *listed, const char *word, struct hyphen *out, int max)
{
	int count = 0;
	const char *at = word;
	for (const char *c = listed; *c && count < max; c = g_utf8_next_char(c)) {
		if (*c == '-')
			out[count++] = (struct hyphen){.at = (int)(at - word)};
		else
			at = g_utf8_next_char(at);
	}
	return count;
}

static bool is_letter(const char *c)
{
	return g_unichar_isalpha(g_utf8_get_char(c)) || g_unichar_ismark(g_utf8_get_char(c));
}

/* Whether a letter follows what stands at c, which the patterns know as part of a word. */
static bool joins(const struct hyphenator *h, const char *c)
{
	gunichar joint = g_utf8_get_char(c);
	return h && (joint == '\'' || joint == 0x2019 || joint == 0xb7) &&
		   g_unichar_isalpha(g_utf8_get_char(g_utf8_next_char(c))) &&
		   letter_index(h, joint) != UNKNOWN;
}

size_t hyphenate_word(const struct hyphenator *h, const char *text)
{
	const char *c = text;
	while (is_letter(c) || (c > text && joins(h, c)))
		c = g_utf8_next_char(c);
	return (size_t)(c - text);
}

static struct slot *slot_of(const struct hyphenator *h, const char *word, size_t len)
{
	unsigned hash = 2166136261U; /* FNV-1 */
	for (size_t i = 0; i < len; i++)
		hash = hash * 16777619U ^ (unsigned char)word[i];
	return &h->slots[hash % SLOTS];
}

static int recall(const struct slot *slot, struct hyphen *out, int max)
{
	int count = MIN(slot->count, max);
	for (int i = 0; i < count; i++)
		out[i] = (struct hyphen){.at = slot->at[i]};
	return count;
}

/* hyphens: all of the word. */
static void remember(struct slot *slot, const char *word, size_t len, const struct hyphen *hyphens,
					 int count)
{
	if (count > SLOT_HYPHENS)
		return;
	for (int i = 0; i < count; i++)
		if (hyphens[i].left)
			return;
	for (int i = 0; i < count; i++)
		slot->at[i] = (unsigned char)hyphens[i].at;
	slot->count = (unsigned char)count;
	slot->len = (unsigned char)len;
	memcpy(slot->word, word, len);
}

/* The places of a word that is not listed, by the patterns. */
static int find_places(const struct hyphenator *h, const char *word, size_t len, struct hyphen *out,
					   int max)
{
	struct work w;
	int count = 0;
	w.h = h;
	w.count = 0;
	if (!read_word(&w, word, len))
		return 0;
	bool whole = (size_t)w.at[w.count] == len;
	divide(&w, 0, w.count, true, true);
	trim(&w, 0, w.count, h->left, whole ? h->right : 1);
	bar_sequences(&w);
	for (int p = 1; p < w.count && count < max; p++)
		if (w.places[p].level & 1)
			out[count++] = hyphen_at(&w, p);
	return count;
}

int hyphenate(const struct hyphenator *h, const char *word, size_t len, struct hyphen *out, int max)
{
	const char *listed = listed_word(h, word, len);
	if (listed || !h->bytes)
		return listed ? divide_listed(listed, word, out, max) : 0;
	struct slot *slot = len > 0 && len <= SLOT_BYTES ? slot_of(h, word, len) : NULL;
	if (slot && slot->len == len && memcmp(slot->word, word, len) == 0)
		return recall(slot, out, max);
	int count = find_places(h, word, len, out, max);
	if (slot && max >= HYPHENS_MAX)
		remember(slot, word, len, out, count);
	return count;
}
