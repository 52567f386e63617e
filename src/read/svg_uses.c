/* References of an SVG, counted: the elements as a tree, those that have an id by it, and for each
 * element what it has drawn, once. */
#include "read/svg_uses.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "base/arena.h"

enum { DEPTH_MAX = 1000 };

/* What a reference has drawn: once, or with each element below the one that has it. */
struct reference {
	const char *id;
	bool inherited;
	struct reference *next;
};

struct element {
	struct element *parent, *child, *last, *next;
	struct reference *references;
	const char *classes, *id;
	uint64_t cost; /* elements that it has drawn, with itself */
	bool paints;   /* not a gradient or a filter */
	bool open, counted;
};

struct reader {
	struct arena *arena;
	struct element *root, *now;
	GHashTable *ids;    /* elements */
	GHashTable *rules;  /* references of a style sheet, by ".class" or "#id"; "" for all elements */
	struct buf *styles; /* the text of style sheets */
	int depth, style;   /* elements round here; of these in a style sheet */
	uint64_t elements;
	bool deep;
};

static const char *local_name(const char *name)
{
	const char *colon = strrchr(name, ':');
	return colon ? colon + 1 : name;
}

static void refer(struct reader *in, struct reference **list, const char *id, size_t len,
				  bool inherited)
{
	struct reference *made = ARENA_NEW(in->arena, struct reference);
	*made = (struct reference){str_copy_n(in->arena, id, len), inherited, *list};
	*list = made;
}

/* Whether what a property names is drawn with all elements below. */
static bool is_inherited(const char *property)
{
	return g_str_has_prefix(property, "fill") || g_str_has_prefix(property, "stroke") ||
		   g_str_has_prefix(property, "marker");
}

/* Adds what the value of a property refers to: url(#id), with quotes or without. */
static void read_value(struct reader *in, struct reference **list, const char *property,
					   const char *value, const char *end)
{
	for (const char *c = value; (c = strstr(c, "url(")) && c < end; c += 4) {
		const char *id = c + 4 + strspn(c + 4, " \t\r\n\"'");
		if (*id == '#')
			refer(in, list, id + 1, strcspn(id + 1, "\"') \t\r\n"), is_inherited(property));
	}
}

/* The same of declarations, "fill: url(#a); mask: url(#b)", up to an end. */
static void read_declarations(struct reader *in, struct reference **list, const char *text,
							  const char *end)
{
	while (text < end) {
		const char *property = text + strspn(text, " \t\r\n;");
		const char *stop = property + strcspn(property, ";}");
		const char *colon = memchr(property, ':', (size_t)(stop - property));
		if (colon)
			read_value(in, list, property, colon, stop);
		text = stop + (*stop != 0);
	}
}

static void read_attribute(struct reader *in, struct element *element, const char *key,
						   const char *value)
{
	const char *name = local_name(key), *target = value + strspn(value, " \t\r\n");
	if (strcmp(name, "id") == 0) {
		element->id = str_copy(in->arena, value);
		if (!g_hash_table_contains(in->ids, element->id))
			g_hash_table_insert(in->ids, (gpointer)element->id, element);
	} else if (strcmp(name, "class") == 0) {
		element->classes = str_copy(in->arena, value);
	} else if (strcmp(name, "href") == 0 && *target == '#') {
		refer(in, &element->references, target + 1, strcspn(target + 1, " \t\r\n"), false);
	} else if (strcmp(name, "style") == 0) {
		read_declarations(in, &element->references, value, value + strlen(value));
	} else {
		read_value(in, &element->references, name, value, value + strlen(value));
	}
}

static void begin(GMarkupParseContext *context, const char *name, const char **keys,
				  const char **values, void *data, GError **error)
{
	struct reader *in = data;
	struct element *element = ARENA_NEW(in->arena, struct element);
	(void)context, (void)error;
	in->deep = in->deep || ++in->depth > DEPTH_MAX;
	in->style += in->style || strcmp(local_name(name), "style") == 0;
	in->elements++;
	element->parent = in->now;
	element->paints = !strstr(name, "Gradient") && strcmp(local_name(name), "filter") != 0;
	if (in->now && in->now->last)
		in->now->last->next = element;
	else if (in->now)
		in->now->child = element;
	else
		in->root = element;
	if (in->now)
		in->now->last = element;
	in->now = element;
	for (; *keys; keys++, values++)
		read_attribute(in, element, *keys, *values);
}

static void end(GMarkupParseContext *context, const char *name, void *data, GError **error)
{
	struct reader *in = data;
	(void)context, (void)name, (void)error;
	in->now = in->now->parent;
	in->depth--;
	in->style -= in->style > 0;
}

static void add(GMarkupParseContext *context, const char *text, gsize len, void *data,
				GError **error)
{
	struct reader *in = data;
	(void)context, (void)error;
	if (in->style)
		buf_add(in->styles, text, len);
}

/* The class or id that ends a selector, as the key of its rules; "" for one that has none. */
static const char *key_of(struct arena *arena, const char *selector, const char *end)
{
	while (end > selector && strchr(" \t\r\n", end[-1]))
		end--;
	const char *from = end;
	while (from > selector && !strchr(" \t\r\n>+~", from[-1]))
		from--;
	const char *mark = from + strcspn(from, ".#,{");
	if (mark >= end || (*mark != '.' && *mark != '#'))
		return "";
	return str_copy_n(arena, mark, 1 + strcspn(mark + 1, ".#:[,{ \t\r\n>+~"));
}

/* Files a rule's references under the keys of its selectors. */
static void read_rule(struct reader *in, const char *selectors, const char *open, const char *close)
{
	struct reference *found = NULL;
	read_declarations(in, &found, open + 1, close);
	for (const char *from = selectors; found && from < open;) {
		size_t len = strcspn(from, ",{");
		const char *key = key_of(in->arena, from, from + len);
		struct reference *list = g_hash_table_lookup(in->rules, key);
		for (const struct reference *r = found; r; r = r->next)
			refer(in, &list, r->id, strlen(r->id), r->inherited);
		g_hash_table_insert(in->rules, (gpointer)key, list);
		from += len + 1;
	}
}

static void read_styles(struct reader *in)
{
	const char *text = buf_chars(in->styles), *open;
	while ((open = strchr(text, '{'))) {
		const char *close = open + strcspn(open, "}");
		read_rule(in, text, open, close);
		text = close + (*close != 0);
	}
}

static uint64_t count(struct reader *in, struct element *, int depth);

/* Adds what references have drawn, by its kind. */
static void count_references(struct reader *in, const struct reference *list, int depth,
							 uint64_t *once, uint64_t *inherited)
{
	for (; list; list = list->next) {
		struct element *target = g_hash_table_lookup(in->ids, list->id);
		if (target && target->paints)
			*(list->inherited ? inherited : once) += count(in, target, depth + 1);
	}
}

/* The same of the style sheets' rules for an element. */
static void count_rules(struct reader *in, const struct element *element, int depth, uint64_t *once,
						uint64_t *inherited)
{
	if (g_hash_table_size(in->rules) == 0)
		return;
	count_references(in, g_hash_table_lookup(in->rules, ""), depth, once, inherited);
	if (element->id) {
		char *key = g_strconcat("#", element->id, NULL);
		count_references(in, g_hash_table_lookup(in->rules, key), depth, once, inherited);
		g_free(key);
	}
	char **classes = g_strsplit_set(element->classes ? element->classes : "", " \t\r\n", -1);
	for (char **class = classes; *class; class ++) {
		char *key = g_strconcat(".", *class, NULL);
		count_references(in, g_hash_table_lookup(in->rules, key), depth, once, inherited);
		g_free(key);
	}
	g_strfreev(classes);
}

/* The elements that an element has drawn, with itself; no more than too many. */
static uint64_t count(struct reader *in, struct element *element, int depth)
{
	const uint64_t most = in->elements + SVG_REPEATED_MAX + 1;
	uint64_t drawn = 1, once = 0, inherited = 0;
	if (element->counted)
		return element->cost;
	in->deep = in->deep || depth > DEPTH_MAX;
	if (element->open || in->deep)
		return 0;
	element->open = true;
	for (struct element *child = element->child; child; child = child->next)
		drawn = MIN(most, drawn + count(in, child, depth + 1));
	count_references(in, element->references, depth, &once, &inherited);
	count_rules(in, element, depth, &once, &inherited);
	drawn += MIN(most, once);
	element->cost = MIN(most, drawn + MIN(most, inherited) * MIN(most, drawn));
	element->counted = true;
	element->open = false;
	return element->cost;
}

static enum svg_uses count_all(struct reader *in, struct str svg)
{
	static const GMarkupParser parser = {begin, end, add, NULL, NULL};
	GMarkupParseContext *context =
		g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, in, NULL);
	bool read = g_markup_parse_context_parse(context, svg.s, (gssize)svg.len, NULL) &&
				g_markup_parse_context_end_parse(context, NULL);
	g_markup_parse_context_free(context);
	if (in->deep)
		return SVG_USES_DEEP;
	if (!read || !in->root)
		return SVG_USES_DAMAGED;
	read_styles(in);
	uint64_t drawn = count(in, in->root, 0);
	if (in->deep)
		return SVG_USES_DEEP;
	return drawn > in->elements + SVG_REPEATED_MAX ? SVG_USES_MANY : SVG_USES_FEW;
}

enum svg_uses svg_uses(struct str svg)
{
	static const char mark[] = "\xef\xbb\xbf";
	struct arena *arena = arena_new();
	struct buf styles = {.arena = arena};
	struct reader in = {.arena = arena,
						.ids = g_hash_table_new(g_str_hash, g_str_equal),
						.rules = g_hash_table_new(g_str_hash, g_str_equal),
						.styles = &styles};
	if (svg.len >= 3 && memcmp(svg.s, mark, 3) == 0)
		svg = (struct str){svg.s + 3, svg.len - 3};
	enum svg_uses uses = count_all(&in, svg);
	g_hash_table_destroy(in.ids);
	g_hash_table_destroy(in.rules);
	arena_free(arena);
	return uses;
}
