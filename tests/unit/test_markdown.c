/* The Markdown reader: contexts, anchors, sections, positions, notes; and messages there and back.
 */
#include "unit/test.h"

#include <string.h>

#include <glib.h>

#include "read/markdown.h"

struct fixture {
	struct arena *arena;
	struct diag *diag;
	struct handout handout;
	struct name headings[2];
};

static int setup(void **state)
{
	static struct fixture f;
	memset(&f, 0, sizeof f);
	f.arena = arena_new();
	f.diag = diag_new(f.arena);
	f.handout =
		(struct handout){.dir = "x", .root = "x", .file = "x/handout.yaml", .title = "Leaflet"};
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

static struct node *read_part(struct fixture *f, enum part_kind kind, const char *text)
{
	struct part part = {.kind = kind, .file = "a.md", .path = "x/a.md"};
	part.headings.items = f->headings;
	while (part.headings.count < 2 && f->headings[part.headings.count].text)
		part.headings.count++;
	f->diag = diag_new(f->arena);
	return markdown_read(f->arena, f->diag, &f->handout, &part, str_of(text));
}

static const struct node *read_good(struct fixture *f, enum part_kind kind, const char *text)
{
	const struct node *part = read_part(f, kind, text);
	if (!part)
		fail_msg("%s", diag_line(f->arena, f->diag->first));
	return part;
}

static void fails(struct fixture *f, enum part_kind kind, const char *text, int line, int col,
				  const char *words)
{
	assert_null(read_part(f, kind, text));
	assert_int_equal(f->diag->errors, 1);
	assert_int_equal(f->diag->first->pos.line, line);
	assert_int_equal(f->diag->first->pos.col, col);
	if (!strstr(f->diag->first->text, words))
		fail_msg("\"%s\" does not say \"%s\"", f->diag->first->text, words);
}

static const struct node *find(const struct node *root, enum node_kind kind, int which)
{
	for (const struct node *n = root; n; n = doc_next(n, root))
		if (n->kind == kind && which-- == 0)
			return n;
	fail_msg("there is no such %s", doc_kind_name(kind));
	return NULL;
}

/* All contexts of the part, each with a space after it. */
static const char *contexts(struct fixture *f, const struct node *part)
{
	struct buf buf = {.arena = f->arena};
	for (const struct node *n = part; n; n = doc_next(n, part))
		if (n->context)
			buf_fmt(&buf, "%s ", n->context);
	return buf_chars(&buf);
}

static const char *ids(struct fixture *f, const struct node *part)
{
	struct buf buf = {.arena = f->arena};
	for (const struct node *n = part; n; n = doc_next(n, part))
		if (n->id)
			buf_fmt(&buf, "%s ", n->id);
	return buf_chars(&buf);
}

static void blocks_have_contexts(void **state)
{
	struct fixture *f = *state;
	f->headings[0].text = "conclusion";
	const struct node *part = read_good(
		f, PART_ARTICLE,
		"# Leaflet\n\nOne.\n\n- Two\n- > Three\n\n## Side effects?\n\nA[^n]\n\n| h | i |\n|--|--|\n"
		"| 1 | |\n\n| h |\n|--|\n\n### Sub\n\nB\n\n---\n\nC\n\nD\n\n***\n\nE\n\n[^n]: F\n\n    "
		"G\n");
	assert_string_equal(
		contexts(f, part),
		"article/p1 article/p2 article/p3 article/side-effects/heading article/side-effects/p1 "
		"article/side-effects/t1/r1/c1 article/side-effects/t1/r1/c2 article/side-effects/t1/r2/c1 "
		"article/side-effects/t2/r1/c1 article/sub/heading article/sub/p1 article/conclusion/p1 "
		"article/conclusion/p2 article/conclusion/p3 article/note-n/p1 article/note-n/p2 ");
	assert_string_equal(ids(f, part), "side-effects sub conclusion ");
	assert_string_equal(find(part, NODE_HEADING, 2)->u.heading.key, "heading/conclusion");
	assert_int_equal(find(part, NODE_RULE, 0)->pos.line, 29);
}

static void references_are_no_messages(void **state)
{
	struct fixture *f = *state;
	const struct node *part = read_good(f, PART_REFERENCES, "1. Browne *et al.*\n\n2. Lener\n");
	assert_string_equal(contexts(f, part), "");
	assert_string_equal(part->child->u.heading.key, "part/references");
	assert_int_equal(part->child->u.heading.level, 2);
}

static void questions_are_numbered_and_their_numerals_taken(void **state)
{
	struct fixture *f = *state;
	const struct node *part = read_good(
		f, PART_FAQ, "## 1. \tIs it safe?\n\nYes.\n\n## Why 2. and not 3?\n\n### More\n\nNo.\n");
	assert_string_equal(contexts(f, part),
						"faq/is-it-safe/heading faq/is-it-safe/p1 "
						"faq/why-2-and-not-3/heading faq/more/heading faq/more/p1 ");
	assert_int_equal(find(part, NODE_SECTION, 0)->u.section.number, 1);
	assert_int_equal(find(part, NODE_SECTION, 1)->u.section.number, 2);
	assert_int_equal(find(part, NODE_SECTION, 2)->u.section.number, 0);
	assert_string_equal(doc_plain(f->arena, find(part, NODE_HEADING, 1)), "Is it safe?");
	assert_int_equal(find(part, NODE_HEADING, 3)->u.heading.level, 4);
	fails(f, PART_FAQ, "## 2. Is it safe?\n\nYes.\n", 1, 1, "is numbered 2 but is number 1");
	fails(f, PART_FAQ, "Only text.\n", 0, 0, "there is no question");
}

static void anchors_are_ascii_and_unique(void **state)
{
	struct fixture *f = *state;
	const struct node *part = read_good(f, PART_ARTICLE,
										"## Müller's `Code` & *más*?\n\na\n\n## "
										"الاكتئاب\n\nb\n\n## Doses\n\nc\n\n## doses!\n\nd\n\n"
										"## Doses 2\n\ne\n\n## Own {#my-own-1}\n\nf\n");
	assert_string_equal(ids(f, part), "mullers-code-mas section doses doses-2 doses-2-2 my-own-1 ");
	assert_string_equal(doc_plain(f->arena, find(part, NODE_HEADING, 5)), "Own");
	part = read_good(f, PART_ARTICLE,
					 "## A\n\na\n\n## A 3\n\nb\n\n## A\n\nc\n\n## A\n\nd\n\n## A\n\ne\n");
	assert_string_equal(ids(f, part), "a a-3 a-2 a-4 a-5 ");
	fails(f, PART_ARTICLE, "## A {#one}\n\na\n\n## B {#one}\n\nb\n", 5, 1, "\"one\" is used twice");
}

static void sections_hold_what_is_below_them(void **state)
{
	struct fixture *f = *state;
	const struct node *part =
		read_good(f, PART_ARTICLE,
				  "a\n\n## B\n\nb\n\n### C\n\nc\n\n#### D\n\nd\n\n### E\n\ne\n\n## F\n\nf\n");
	const struct node *b = doc_find(part, "b"), *c = doc_find(part, "c");
	assert_ptr_equal(b->parent, part);
	assert_ptr_equal(c->parent, b);
	assert_ptr_equal(doc_find(part, "d")->parent, c);
	assert_ptr_equal(doc_find(part, "e")->parent, b);
	assert_ptr_equal(doc_find(part, "f")->parent, part);
	assert_int_equal(b->child->kind, NODE_HEADING);
}

static void columns_count_characters(void **state)
{
	struct fixture *f = *state;
	const struct node *part =
		read_good(f, PART_ARTICLE,
				  "Été *là* `x` **y**\nالألم *شديد* and [z](https://a.example)\n\n- 水水 ~~b~~\n");
	assert_int_equal(find(part, NODE_EMPHASIS, 0)->pos.col, 5);
	assert_int_equal(find(part, NODE_STRONG, 0)->pos.col, 14);
	assert_int_equal(find(part, NODE_EMPHASIS, 1)->pos.line, 2);
	assert_int_equal(find(part, NODE_EMPHASIS, 1)->pos.col, 7);
	assert_int_equal(find(part, NODE_LINK, 0)->pos.col, 18);
	assert_int_equal(find(part, NODE_STRIKE, 0)->pos.line, 4);
	assert_int_equal(find(part, NODE_STRIKE, 0)->pos.col, 6);
	assert_string_equal(find(part, NODE_TEXT, 0)->pos.file, "x/a.md");
	fails(f, PART_ARTICLE, "水水 <b>x\n", 1, 4, "HTML");
	fails(f, PART_FAQ, "## 1. <!-- a -->\n\nText.\n", 1, 1, "no words");
	fails(f, PART_ARTICLE, "[a <https://b.example>](#c)\n", 1, 4, "a link stands in the words");
	fails(f, PART_ARTICLE, "[*a[^b]*](https://c.example)\n\n[^b]: d\n", 1, 4,
		  "the mark of a footnote");
}

static void soft_breaks_are_spaces_but_between_ideographs(void **state)
{
	struct fixture *f = *state;
	static const char *const pairs[][2] = {
		{"two\nwords", "two words"}, {"水\n火", "水火"},          {"水。\n火", "水。火"},
		{"水，\nfire", "水， fire"}, {"fire\n水", "fire 水"},     {"ไทย\nไทย", "ไทยไทย"},
		{"ខ្មែរ\nខ្មែរ", "ខ្មែរខ្មែរ"},  {"한국\n한국", "한국 한국"}, {"ألم\nشديد", "ألم شديد"},
		{"ຢາ\nໃໝ່", "ຢາໃໝ່"},          {"ဆေး\nသစ်", "ဆေးသစ်"},        {"かな\nカナ", "かなカナ"},
		{"**水**\n*火*", "水火"},    {"**水**\n`火`", "水 火"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_string_equal(doc_plain(f->arena, read_good(f, PART_ARTICLE, pairs[i][0])),
							pairs[i][1]);
}

static void notes_are_numbered_by_their_first_marks(void **state)
{
	struct fixture *f = *state;
	const struct node *part = read_good(
		f, PART_ARTICLE, "A[^z] b[^a] c[^z].\n\n[^a]: First text.\n\n[^z]: Second text.\n");
	const struct node *first = find(part, NODE_NOTE_MARK, 0),
					  *third = find(part, NODE_NOTE_MARK, 2);
	assert_string_equal(first->u.note_mark.note->u.note.label, "z");
	assert_ptr_equal(third->u.note_mark.note, first->u.note_mark.note);
	assert_int_equal(first->u.note_mark.mark, 1);
	assert_int_equal(third->u.note_mark.mark, 2);
	assert_ptr_equal(find(part, NODE_NOTE, 0), first->u.note_mark.note);
	assert_int_equal(find(part, NODE_NOTE, 0)->pos.line, 5);
	assert_string_equal(find(part, NODE_NOTE, 1)->u.note.label, "a");
	assert_int_equal(part->last->kind, NODE_NOTE);
	fails(f, PART_ARTICLE, "A[^b].\n", 1, 2, "[^b] has no text");
	fails(f, PART_ARTICLE, "A\\[^<!-- -->b].\n", 1, 2, "[^b] has no text");
	fails(f, PART_ARTICLE, "A.\n\n__>[^a_[b]_\n", 3, 4, "[^a[b] has no text");
	fails(f, PART_ARTICLE, "\303\244 [a](https://x.org) [^b] *c*\n", 1, 22, "[^b] has no text");
	fails(f, PART_ARTICLE, "A.\n\n[^b]: Text.\n", 3, 1, "[^b] is not cited");
}

/* cmark-gfm would drop cells that the head has no column for. */
static void rows_keep_to_their_head(void **state)
{
	struct fixture *f = *state;
	const struct node *part =
		read_part(f, PART_ARTICLE, "| a | b |\n|---|---|\n| 1 |\n 1 | 2\n|| \n| \\| | `\\|` |\n");

	assert_non_null(part);
	assert_int_equal(f->diag->errors, 0);
	fails(f, PART_ARTICLE, "| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n", 4, 1,
		  "has 3 cells, but its head has 2");
	fails(f, PART_ARTICLE, "> a | b\n> --|--\n> 1 || 3\n", 3, 3, "has 3 cells");
	fails(f, PART_ARTICLE, "- | a |\n  |---|\n  | \\\\| 2\n", 3, 3, "has 2 cells");
}

/* Quotation marks of print are letters in YAML, and are told as what they are. */
static void title_in_quotes(void **state)
{
	struct fixture *f = *state;
	f->handout.title = "\u201CLeaflet\u201D";
	fails(f, PART_ARTICLE, "# Leaflet\n\nText.\n", 0, 0, "write straight ones, as \"Leaflet\"");
	f->handout.title = "\u201CLeaflet\u201D again";
	fails(f, PART_ARTICLE, "# Leaflet\n\nText.\n", 1, 1, "make them the same");
}

/* A comment may stand above the title; a second title is told as one. */
static void title_comes_first(void **state)
{
	struct fixture *f = *state;

	assert_non_null(read_part(f, PART_ARTICLE, "<!-- c -->\n\n# Leaflet\n\nText.\n"));
	assert_int_equal(f->diag->errors, 0);
	fails(f, PART_ARTICLE, "# Leaflet\n\n# Another\n", 3, 1, "a second heading with one '#'");
	fails(f, PART_ARTICLE, "Text.\n\n# Leaflet\n", 3, 1, "comes first in its file");
}

/* Whoever writes another word is told all of them. */
static void callouts_are_read_by_name(void **state)
{
	struct fixture *f = *state;

	for (int kind = 0; kind < CALLOUT_EMERGENCY; kind++) {
		char *word = g_ascii_strup(callout_name((enum callout_kind)kind), -1);
		const char *text = str_fmt(f->arena, "> [!%s]\n> | a |\n> |---|\n", word);
		const struct node *callout = find(read_good(f, PART_ARTICLE, text), NODE_CALLOUT, 0);
		assert_int_equal(callout->u.callout.kind, kind);
		fails(f, PART_ARTICLE, "> [!x]\n> Words.\n", 1, 3, word);
		g_free(word);
	}
	fails(f, PART_ARTICLE, "> [!EMERGENCY]\n> Words.\n", 1, 3, "not known");
}

/* Also behind ends of lines that cmark-gfm does not count. */
static void lines_are_those_of_the_file(void **state)
{
	struct fixture *f = *state;

	fails(f, PART_ARTICLE, "a\\\nb <b>\n", 2, 3, "HTML");
	fails(f, PART_ARTICLE, "a\\\nb\\\n\303\244 <b>\n", 3, 3, "HTML");
	fails(f, PART_ARTICLE, "a [x](https://x.org \"ti\ntle\") <b>\n", 2, 7, "HTML");
	fails(f, PART_ARTICLE, "a [x](\nhttps://x.org) <b>\n", 2, 16, "HTML");
	fails(f, PART_ARTICLE, "a  \nb `c\nd` <b></b>\n", 3, 4, "HTML");
}

/* An address that no link names would go without a word. */
static void addresses_are_named(void **state)
{
	static const struct {
		const char *text;
		int line; /* 0: nothing is lost */
	} cases[] = {
		{"Text.\n\n[Dose]: 5mg\n", 3},
		{"[a]: https://x.org \"title\"\n[b]: <https://y.org>\n\nSee [b].\n", 1},
		{"Text [words][\303\204b] here.\n\n[\303\244B]: https://x.org\n", 0},
		{"Text.\n[Dose]: 5mg\n", 0},
		{"[Dose]: 5 mg a day\n", 0},
		{"\\[Dose]: 5mg\n", 0},
		{"```\n[Dose]: 5mg\n```\n", 0},
		{"A[^b].\n\n[^b]: Text.\n", 0},
		{"Text.\n\nAn [address][nope] here.\n", 3},
		{"Text [1][2] and [3][4, 5] and \\[a\\]\\[b\\] `[c][d]` ][x] [][y].\n", 0},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		assert_non_null(read_part(f, PART_ARTICLE, cases[i].text));
		assert_int_equal(f->diag->warnings, cases[i].line > 0);
		if (cases[i].line > 0)
			assert_int_equal(f->diag->first->pos.line, cases[i].line);
	}
}

static void depth_is_bounded(void **state)
{
	struct fixture *f = *state;
	char text[4 * MARKDOWN_DEPTH + 16];
	for (int depth = MARKDOWN_DEPTH - 1; depth <= 2 * MARKDOWN_DEPTH; depth += MARKDOWN_DEPTH + 1) {
		size_t len = 0;
		for (int i = 0; i < depth; i++) {
			text[len++] = '>';
			text[len++] = ' ';
		}
		memcpy(text + len, "x\n", 3);
		assert_int_equal(read_part(f, PART_ARTICLE, text) != NULL, depth < MARKDOWN_DEPTH);
	}
	assert_non_null(strstr(f->diag->first->text, "deep: write it more simply"));
}

/* The inlines of a block as a tree. */
static const char *tree(struct fixture *f, const struct node *block)
{
	struct buf buf = {.arena = f->arena};
	for (const struct node *n = block->child; n; n = n->next)
		buf_puts(&buf, doc_dump(f->arena, n));
	return buf_chars(&buf);
}

/* Ranges of Korean and Japanese. */
static void one_tilde_strikes_nothing(void **state)
{
	const struct node *read = read_good(*state, PART_ARTICLE, "50~100 mg, 10~20 mg ~~no~~");
	assert_string_equal(find(read, NODE_TEXT, 0)->u.text.text, "50~100 mg, 10~20 mg ");
}

static const char *const texts[] = {
	"Plain.",
	"*a* **b** ~~c~~ `d` [e](https://f.example \"g\")",
	"***a** b* and **a *b***",
	"Two lines are\\\none paragraph.",
	"A line\\\n\\# that is no heading",
	"A line\\\n\\- that is no list",
	"A line\\\n1\\. that is no list",
	"A line\\\n\\> that is no quotation",
	"A line\\\n\\=== \\\n\\---",
	"\\# no heading",
	"\\- no list",
	"\\+ no list",
	"1\\. no list",
	"12\\) no list",
	"4\\.\tno list",
	"2020 was a year. 1. is a numeral",
	"\\> no quotation",
	"\\~\\~\\~",
	"\\`not code\\` and \\``` x",
	"`` a`b `` and ``` `` ``` and `  c  ` and ` `",
	"`a ````````````````````````````````````````````````````````````````````````````````````` b`",
	"\\*not strong\\*, 2 * 3 * 4, a*b*c",
	"\\_not emphasis\\_ snake_case _emphasis_ \\_",
	"a \\~\\~b\\~\\~ ~ c",
	"\\[not a link](https://f.example)",
	"\\[^no note] \\[x]: y",
	"Look!\\[here](https://f.example)",
	"Look\\![here](https://f.example)",
	"&amp;lt; &lt;b&gt; AT&T &amp;#35; & &copy",
	"\\<b> \\<https://f.example> 1 < 2",
	"<https://f.example/?a=1&amp;copy=2>",
	"[a](https://f.example/?a=1&amp;copy;=2)",
	"[a](<https://f.example/a b(c>) [d](https://f.example/(e))",
	"[a](https://f.example/\\\\b 'say \"c\\\\d\"')",
	"[a *b* `c` \\]](https://f.example/*d*_e_)",
	"C:\\\\dir\\\\ and \\\\",
	"a | b | c",
	"\\| a |",
	"inside # and - inside - too",
	"Ends with two spaces and #",
	"水*火*。**土**、`木`",
	"ألم **شديد** (0.5 mg/kg)",
	"*a*\\*b and a\\**b*",
	"**a**b**c**",
	"{one} {two} % $ ^ \" '",
	"a ***<!-- -->***b and ~~<!-- -->~~",
	"&#9;no code",
	"&#32;   no code",
	"&#32;- no list",
	"*&#9;a*, **b&#160;** and ~~&#32;~~",
	"no-break\u00a0space, \u202f narrow, mark\u200f",
};

static void messages_go_there_and_back(void **state)
{
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct node *source = find(read_good(f, PART_ARTICLE, texts[i]), NODE_PARAGRAPH, 0);
		const char *message = markdown_inlines(f->arena, source);
		struct node *block = doc_node(f->arena, NODE_PARAGRAPH, source->pos);
		struct pos pos = {"es.po", 7, 1};
		if (!markdown_message(f->arena, f->diag, source, message, pos, block))
			fail_msg("\"%s\" was written as \"%s\": %s", texts[i], message,
					 diag_line(f->arena, f->diag->first));
		if (strcmp(tree(f, block), tree(f, source)) != 0)
			fail_msg("\"%s\" was written as \"%s\", which is:\n%s", texts[i], message,
					 tree(f, block));
		assert_string_equal(markdown_inlines(f->arena, block), message);
		assert_int_equal(block->child->pos.line, 7);
		assert_string_equal(block->child->pos.file, "es.po");
	}
}

static void equal_trees_are_written_equally(void **state)
{
	struct fixture *f = *state;
	static const char *const pairs[][2] = {
		{"_a_ __b__ ``c`` <https://d.example>",
		 "*a* **b** `c` [https://d.example](https://d.example)"},
		{"a  \nb", "a\\\nb"},
		{"a\nb", "a b"},
		{"&eacute;&#33;", "é!"},
		{"a\\. \\b", "a. \\\\b"},
		{"[a](#b \"c\nd&#10;e\")", "[a](#b \"c d e\")"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		const struct node *part = read_good(f, PART_ARTICLE, pairs[i][0]);
		assert_string_equal(markdown_inlines(f->arena, part->child), pairs[i][1]);
	}
}

static void notes_in_messages_are_those_of_the_source(void **state)
{
	struct fixture *f = *state;
	const struct node *part =
		read_good(f, PART_ARTICLE, "A[^one] b[^two] c[^one].\n\n[^one]: x\n\n[^two]: y\n");
	const struct node *source = find(part, NODE_PARAGRAPH, 0);
	assert_string_equal(markdown_inlines(f->arena, source), "A[^one] b[^two] c[^one].");
	struct node *block = doc_node(f->arena, NODE_PARAGRAPH, source->pos);
	struct pos pos = {"es.po", 7, 1};
	assert_true(markdown_message(f->arena, f->diag, source, "Y[^two] x[^one] z[^one]", pos, block));
	assert_string_equal(find(block, NODE_NOTE_MARK, 0)->u.note_mark.note->u.note.label, "two");
	assert_string_equal(find(block, NODE_NOTE_MARK, 2)->u.note_mark.note->u.note.label, "one");
}

static void a_message_keeps_the_markup_of_its_source(void **state)
{
	struct fixture *f = *state;
	static const char *const pairs[][2] = {
		{"Lea `KET-001`.", "lacks the link https://a.example"},
		{"Lea [esto](https://a.example).", "lacks the code `KET-001`"},
		{"[a](https://a.example) [b](https://b.example) `KET-001`",
		 "has the link https://b.example"},
		{"[a](https://a.example) `KET-002`", "lacks the code `KET-001`"},
		{"[a](https://a.example) `KET-001`\n\nmore", "not one paragraph"},
		{"# [a](https://a.example) `KET-001`", "not one paragraph"},
		{"- [a](https://a.example) `KET-001`", "not one paragraph"},
		{"[a](https://a.example) `KET-001` <b>x</b>", "HTML"},
		{"[a](https://a.example) `KET-001` [^n]", "footnote [^n]"},
		{"", "not one paragraph"},
	};
	const struct node *source = find(
		read_good(f, PART_ARTICLE, "Read [this](https://a.example) `KET-001`."), NODE_PARAGRAPH, 0);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct node *block = doc_node(f->arena, NODE_PARAGRAPH, source->pos);
		f->diag = diag_new(f->arena);
		assert_false(markdown_message(f->arena, f->diag, source, pairs[i][0],
									  (struct pos){"es.po", 7, 1}, block));
		if (!f->diag->first || f->diag->first->pos.line != 7)
			fail_msg("\"%s\": %s", pairs[i][0],
					 f->diag->first ? diag_line(f->arena, f->diag->first) : "");
		if (!strstr(f->diag->first->text, pairs[i][1]))
			fail_msg("\"%s\" does not say \"%s\"", f->diag->first->text, pairs[i][1]);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(references_are_no_messages),
		TEST(questions_are_numbered_and_their_numerals_taken),
		TEST(anchors_are_ascii_and_unique),
		TEST(sections_hold_what_is_below_them),
		TEST(columns_count_characters),
		TEST(soft_breaks_are_spaces_but_between_ideographs),
		TEST(notes_are_numbered_by_their_first_marks),
		TEST(rows_keep_to_their_head),
		TEST(title_in_quotes),
		TEST(title_comes_first),
		TEST(callouts_are_read_by_name),
		TEST(lines_are_those_of_the_file),
		TEST(addresses_are_named),
		TEST(depth_is_bounded),
		TEST(one_tilde_strikes_nothing),
		TEST(messages_go_there_and_back),
		TEST(equal_trees_are_written_equally),
		TEST(notes_in_messages_are_those_of_the_source),
		TEST(a_message_keeps_the_markup_of_its_source),
		TEST(blocks_have_contexts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
