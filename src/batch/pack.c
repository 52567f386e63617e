/* A language pack. Every handout is set twice: to learn how many pages it has, then with the
 * numbers that its pages have in the pack. Trees and pages are then put one after another: what is
 * written is one document. */
#include "batch/pack.h"

#include <string.h>

#include "base/json.h"
#include "batch/character.h"
#include "batch/inputs.h"
#include "document/frame.h"
#include "document/locale.h"
#include "pdf/pdf.h"
#include "typeset/page.h"

/* A page's number as long as it is not known. */
#define UNKNOWN 888

struct chapter {
	struct source source;
	struct edition *edition;
	struct node *document; /* the edition's */
	struct pages *pages;
	const char *anchor; /* the id of its title */
	int count, before;  /* its pages, and those before it */
};

struct pack {
	struct arena *arena;
	struct diag *diag;
	struct fonts *fonts;
	const struct options *options;
	struct themes *themes;
	const struct job *job;
	struct chapter *chapters;
	size_t count;
	struct handout handout; /* that the pack seems to be of */
	struct edition edition; /* the contents', then of the whole */
	struct node *document;  /* the edition's */
	struct pages *contents;
	int total;    /* pages */
	bool lasting; /* inputs_cover of all handouts */
	size_t missing, stale, draft, reviewed, approved;
};

/* A chapter begins on a page with an odd number. */
static int whole_sheets(int pages)
{
	return pages + pages % 2;
}

/* Makes the ids and the links to them unlike those of the other chapters. */
static void tell_apart(struct pack *pack, struct chapter *chapter, size_t number)
{
	const struct node *root = chapter->document;

	for (struct node *node = chapter->document; node; node = (struct node *)doc_next(node, root)) {
		if (node->id)
			node->id = str_fmt(pack->arena, "leaflet-%zu-%s", number, node->id);
		if (node->kind == NODE_HEADING && node->u.heading.level == 1)
			chapter->anchor = node->id;
		if (node->kind == NODE_LINK && node->u.link.url[0] == '#')
			node->u.link.url =
				str_fmt(pack->arena, "#leaflet-%zu-%s", number, node->u.link.url + 1);
	}
}

/* Reads and translates a handout and counts its pages. */
static bool open_chapter(struct pack *pack, size_t index)
{
	struct chapter *chapter = &pack->chapters[index];
	struct job job = *pack->job;
	struct translation *translation;

	chapter->source = *pack->job->pack[index];
	source_open(pack->arena, pack->diag, &pack->options->share, pack->themes, &chapter->source);
	if (chapter->source.failed)
		return false;
	pack->lasting = pack->lasting && inputs_cover(&chapter->source);
	job.source = &chapter->source;
	chapter->edition =
		edition_open(pack->arena, pack->diag, &job, pack->options->epoch, &translation);
	if (!chapter->edition)
		return false;
	chapter->document = translation->document;
	tell_apart(pack, chapter, index + 1);
	struct arena *scratch = arena_new();
	const struct pages *pages = typeset(scratch, diag_new(scratch), pack->fonts, chapter->edition);
	chapter->count = pages ? pages->count : 0;
	arena_free(scratch);
	pack->missing += translation->missing;
	pack->stale += translation->stale;
	pack->draft += translation->draft;
	pack->reviewed += translation->reviewed;
	pack->approved += translation->approved;
	return true;
}

static const char *page_words(struct pack *pack, int page, int total)
{
	const struct locale *locale = pack->edition.locale;

	return strings_fill(pack->arena, pack->edition.strings, "page/number", "page",
						locale_number(pack->arena, locale, page), "pages",
						locale_number(pack->arena, locale, total), NULL);
}

static struct node *part(struct pack *pack, struct node *document, enum part_kind kind)
{
	struct node *node = doc_node(pack->arena, NODE_PART, POS_FILE(pack->job->source->dir));

	node->u.part.kind = kind;
	doc_append(document, node);
	return node;
}

/* "Ketamines For Depression · Page 3 of 20" */
static void add_entry(struct pack *pack, struct node *list, const struct chapter *chapter)
{
	struct arena *arena = pack->arena;
	struct pos pos = list->pos;
	struct node *item = doc_node(arena, NODE_ITEM, pos);
	struct node *paragraph = doc_node(arena, NODE_PARAGRAPH, pos);
	struct node *link = doc_node(arena, NODE_LINK, pos);
	const char *words = page_words(pack, pack->total ? chapter->before + 1 : UNKNOWN,
								   pack->total ? pack->total : UNKNOWN);

	link->u.link.url = str_fmt(arena, "#%s", chapter->anchor);
	doc_append(link, doc_text(arena, pos, chapter->edition->title));
	doc_append(paragraph, link);
	doc_append(
		paragraph,
		doc_text(arena, pos, str_fmt(arena, "%s%s", frame_between(pack->edition.locale), words)));
	doc_append(item, paragraph);
	doc_append(list, item);
}

/* Adds text in a language to the paragraph. */
static void add_words(struct pack *pack, struct node *paragraph, const char *text, const char *lang)
{
	struct node *words = doc_text(pack->arena, paragraph->pos, text);
	struct node *span = doc_node(pack->arena, NODE_SPAN, paragraph->pos);

	if (str_same(lang, pack->edition.lang)) {
		doc_append(paragraph, words);
		return;
	}
	span->lang = lang;
	doc_append(span, words);
	doc_append(paragraph, span);
}

static struct node *add_paragraph(struct pack *pack, struct node *front, enum paragraph_use use)
{
	struct node *paragraph = doc_node(pack->arena, NODE_PARAGRAPH, front->pos);

	paragraph->u.paragraph.use = use;
	doc_append(front, paragraph);
	return paragraph;
}

static void add_clinic(struct pack *pack, struct node *front)
{
	const struct clinic *clinic = &pack->handout.clinic;
	const char *lang = clinic_name_lang(clinic, pack->edition.lang);

	add_words(pack, add_paragraph(pack, front, USE_CLINIC), clinic_name(clinic, pack->edition.lang),
			  lang ? lang : pack->handout.language);
}

/* The stamp in its language and in that of the clinic's staff. */
static void add_stamp(struct pack *pack, struct node *front)
{
	struct stamp stamp = frame_stamp(pack->arena, &pack->edition);

	if (!stamp.words)
		return;
	struct node *paragraph = add_paragraph(pack, front, USE_STAMP);
	add_words(pack, paragraph, stamp.words, stamp.lang);
	if (!stamp.staff)
		return;
	add_words(pack, paragraph, frame_between(pack->edition.locale), pack->edition.lang);
	add_words(pack, paragraph, stamp.staff, stamp.staff_lang);
}

/* The contents as a document of their own. */
static struct node *contents(struct pack *pack)
{
	struct arena *arena = pack->arena;
	struct pos pos = POS_FILE(pack->job->source->dir);
	struct node *document = doc_node(arena, NODE_DOCUMENT, pos);
	struct node *front = part(pack, document, PART_FRONT);
	struct node *heading = doc_node(arena, NODE_HEADING, pos);
	struct node *list = doc_node(arena, NODE_LIST, pos);

	document->lang = pack->edition.lang;
	heading->u.heading.level = 1;
	heading->id = "contents";
	doc_append(heading, doc_text(arena, pos, pack->edition.title));
	if (pack->handout.clinic.name)
		add_clinic(pack, front);
	doc_append(front, heading);
	add_stamp(pack, front);
	list->u.list.tight = true;
	for (size_t i = 0; i < pack->count; i++)
		add_entry(pack, list, &pack->chapters[i]);
	doc_append(part(pack, document, PART_ARTICLE), list);
	return document;
}

/* The edition that the pack is written as: the first handout's, with the pack's own title. */
static void name_pack(struct pack *pack)
{
	const struct edition *first = pack->chapters[0].edition;
	struct buf codes = {.arena = pack->arena};

	pack->handout = *first->handout;
	pack->edition = *first;
	pack->edition.handout = &pack->handout;
	pack->edition.title = strings_get(first->strings, "pack/title");
	for (size_t i = 0; i < pack->count; i++) {
		const struct edition *edition = pack->chapters[i].edition;
		buf_fmt(&codes, "%s %s|", edition->handout->code, edition->handout->version);
		pack->edition.draft = pack->edition.draft || edition->draft;
		pack->edition.unfinished = pack->edition.unfinished || edition->unfinished;
		if (edition->epoch > pack->edition.epoch)
			pack->edition.epoch = edition->epoch;
	}
	pack->edition.title_state = STATE_SOURCE;
	pack->handout.title = pack->edition.title;
	pack->handout.code = "";
	pack->handout.version = buf_chars(&codes);
}

/* Sets the contents with the numbers as far as they are known. */
static bool set_contents(struct pack *pack, struct diag *diag)
{
	pack->document = contents(pack);
	pack->edition.document = pack->document;
	pack->edition.pages_total = pack->total;
	pack->contents = typeset(pack->arena, diag, pack->fonts, &pack->edition);
	return pack->contents != NULL;
}

/* Sets each handout with its place in the pack, then the contents. */
static bool set_all(struct pack *pack)
{
	if (!set_contents(pack, diag_new(pack->arena)))
		return false;
	int before = whole_sheets(pack->contents->count);
	for (size_t i = 0; i < pack->count; i++) {
		pack->chapters[i].before = before;
		before += whole_sheets(pack->chapters[i].count);
	}
	pack->total = before;
	bool good = set_contents(pack, pack->diag);
	for (size_t i = 0; i < pack->count; i++) {
		struct chapter *chapter = &pack->chapters[i];
		chapter->edition->pages_before = chapter->before;
		chapter->edition->pages_total = pack->total;
		chapter->pages = typeset(pack->arena, pack->diag, pack->fonts, chapter->edition);
		good = good && chapter->pages && chapter->pages->count == chapter->count;
	}
	characters_find(pack->arena, pack->diag);
	return good;
}

static void add_pages(struct pages *whole, const struct pages *pages, int before)
{
	memcpy(whole->items + before, pages->items, sizeof *pages->items * (size_t)pages->count);
	for (int i = 0; i < pages->place_count; i++) {
		whole->places[whole->place_count] = pages->places[i];
		whole->places[whole->place_count++].page += before;
	}
}

/* One tree and one row of pages; those between chapters that fill a sheet are empty. */
static struct pages *join(struct pack *pack)
{
	struct pages *whole = ARENA_NEW(pack->arena, struct pages);
	int places = pack->contents->place_count;

	for (size_t i = 0; i < pack->count; i++)
		places += pack->chapters[i].pages->place_count;
	*whole = *pack->contents;
	whole->count = pack->total;
	whole->items = ARENA_ARRAY(pack->arena, struct page, (size_t)whole->count);
	whole->places = ARENA_ARRAY(pack->arena, struct place, (size_t)places);
	whole->place_count = 0;
	add_pages(whole, pack->contents, 0);
	for (size_t i = 0; i < pack->count; i++) {
		struct chapter *chapter = &pack->chapters[i];
		add_pages(whole, chapter->pages, chapter->before);
		while (chapter->document->child) {
			struct node *child = chapter->document->child;
			doc_unlink(child);
			doc_append(pack->document, child);
		}
	}
	return whole;
}

static const char *facts_of(const struct pack *pack)
{
	json_t *root = json_object(), *segments = json_object(), *handouts = json_array();

	for (size_t i = 0; i < pack->count; i++)
		json_push(handouts, json_new_text(pack->job->pack[i]->listing->name));
	json_put(root, "handouts", handouts);
	json_put(root, "clinic", json_new_text(pack->job->source->clinic));
	json_put(root, "title", json_new_text(pack->edition.title));
	json_put(segments, "missing", json_integer((json_int_t)pack->missing));
	json_put(segments, "stale", json_integer((json_int_t)pack->stale));
	json_put(segments, "draft", json_integer((json_int_t)pack->draft));
	json_put(segments, "reviewed", json_integer((json_int_t)pack->reviewed));
	json_put(segments, "approved", json_integer((json_int_t)pack->approved));
	json_put(root, "segments", segments);
	json_put(root, "headings", json_array());
	return json_line(pack->arena, root).s;
}

bool pack_make(struct arena *arena, struct diag *diag, struct fonts *fonts,
			   const struct options *options, const struct job *job, struct made *made,
			   const char **facts, bool *lasting)
{
	struct pack pack = {.arena = arena,
						.diag = diag,
						.fonts = fonts,
						.themes = themes_new(arena),
						.options = options,
						.job = job,
						.lasting = true};
	bool good = true;

	*made = (struct made){0};
	while (job->pack[pack.count])
		pack.count++;
	pack.chapters = ARENA_ARRAY(arena, struct chapter, pack.count);
	for (size_t i = 0; i < pack.count; i++)
		good = open_chapter(&pack, i) && good;
	if (!good)
		return false;
	name_pack(&pack);
	if (!set_all(&pack))
		return false;
	struct pages *whole = join(&pack);
	*facts = facts_of(&pack);
	*lasting = pack.lasting;
	made->pages = whole->count;
	return pdf_write(arena, diag, &pack.edition, whole, &made->bytes);
}
