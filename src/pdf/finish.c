/* Cairo's pages -> the finished PDF. A page's content is rewritten as soon as it has come, so that
 * there is never more of cairo's file in memory than a page, its fonts and its images. */
#include "pdf/finish.h"

#include <glib.h>
#include <string.h>

#include "pdf/annots.h"
#include "pdf/carry.h"
#include "pdf/codes.h"
#include "pdf/content.h"
#include "pdf/deflate.h"
#include "pdf/drawn.h"
#include "pdf/outline.h"
#include "pdf/srgb.h"
#include "pdf/token.h"
#include "pdf/tree.h"
#include "pdf/value.h"
#include "pdf/xmp.h"

/* What of a page of cairo's is needed at the end. */
struct kept {
	int contents;  /* the number of our object of its content */
	int resources; /* of cairo's object; that of the page before when that says the same */
	struct str box;
};

struct finish {
	struct arena *arena;
	struct diag *diag;
	struct objects *objects;
	struct output *output;
	struct drawn *drawn;
	struct carry *carry;
	struct codes *codes;
	struct arena *page; /* what only the rewriting of a page needs */
	struct kept *kept;  /* one a page */
};

static void free_arena(void *arena)
{
	arena_free(arena);
}

struct finish *finish_new(struct arena *arena, struct diag *diag, struct objects *objects)
{
	struct finish *finish = ARENA_NEW(arena, struct finish);
	finish->arena = arena;
	finish->diag = diag;
	finish->objects = objects;
	finish->output = objects->output;
	finish->drawn = drawn_new(arena);
	finish->carry = carry_new(arena, finish->drawn, finish->output);
	finish->codes = codes_new(arena);
	finish->page = arena_new();
	arena_defer(arena, free_arena, finish->page);
	finish->kept = ARENA_ARRAY(arena, struct kept, (size_t)objects->sheets->count);
	return finish;
}

bool finish_take(struct finish *finish, const void *bytes, size_t len)
{
	return drawn_take(finish->drawn, bytes, len);
}

static const char *begin_text(struct arena *arena, const struct content_marker *marker)
{
	if (marker->element)
		return str_fmt(arena, "/%s<</MCID %d>>BDC", marker->element->type, marker->mcid);
	switch (marker->artifact) {
	case ARTIFACT_HEADER:
		return "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC";
	case ARTIFACT_FOOTER:
		return "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC";
	case ARTIFACT_BACKGROUND:
		return "/Artifact<</Type/Background>>BDC";
	case ARTIFACT_REPEAT:
		return "/Artifact<</Type/Pagination>>BDC";
	case ARTIFACT_NONE:
	case ARTIFACT_LAYOUT:
		break;
	}
	return "/Artifact<</Type/Layout>>BDC";
}

static struct marked marked_of(struct arena *arena, const struct content_marker *marker)
{
	return (struct marked){
		.begin = marker->joins ? NULL : begin_text(arena, marker),
		.apart = marker->apart != 0 ? str_fmt(arena, "%.6f", marker->apart) : NULL,
	};
}

static bool report_page(struct finish *finish, int page, int at, const char *fault)
{
	struct markers markers = tags_markers(finish->objects->tags, page);
	struct pos pos = at >= 0 && at < markers.count ? markers.items[at].pos : POS_FILE(NULL);
	diag_error(finish->diag, pos,
			   "page %d of the PDF is not accessible, at or after this block (%s): a fault of the "
			   "program, please report it",
			   page + 1, fault);
	return false;
}

/* The object of cairo's that a page's key refers to; NULL: there is none. */
static const struct drawn_object *page_part(const struct finish *finish, int page, const char *key,
											int *number)
{
	const struct drawn_object *object = drawn_find(finish->drawn, drawn_page(finish->drawn, page));
	*number = object ? token_reference(token_entry(object->value, key)) : 0;
	return drawn_find(finish->drawn, *number);
}

static bool rewrite(struct arena *arena, struct finish *finish, int page, struct str bytes)
{
	struct markers markers = tags_markers(finish->objects->tags, page);
	struct marked *marked = ARENA_ARRAY(arena, struct marked, (size_t)markers.count + 1);
	struct buf out = {.arena = arena};
	struct str content;
	const char *fault = "its content cannot be read";
	int at = -1;
	for (int i = 0; i < markers.count; i++)
		marked[i] = marked_of(arena, &markers.items[i]);
	if (!inflate_whole(arena, bytes, &content) ||
		!content_rewrite(content, marked, markers.count, finish->codes, &out, &fault, &at))
		return report_page(finish, page, at, fault);
	finish->kept[page].contents = output_number(finish->output);
	output_deflated(finish->output, finish->kept[page].contents, "", buf_str(&out));
	return true;
}

/* Keeps what is needed of a page and drops the rest. What says the same as on the page before,
 * which is usual, is kept once. */
static void keep_page(struct finish *finish, int page)
{
	struct kept *kept = &finish->kept[page], *last = page ? kept - 1 : NULL;
	int number = drawn_page(finish->drawn, page);
	const struct drawn_object *resources = page_part(finish, page, "/Resources", &kept->resources);
	const struct drawn_object *before = last ? drawn_find(finish->drawn, last->resources) : NULL;
	struct str box = token_entry(drawn_find(finish->drawn, number)->value, "/MediaBox");
	kept->box = last && str_eq(last->box, box) ? last->box : str_dup(finish->arena, box);
	if (!resources) {
		kept->resources = 0;
	} else if (before && str_eq(before->value, resources->value)) {
		drawn_drop(finish->drawn, kept->resources);
		kept->resources = last->resources;
	}
	drawn_drop(finish->drawn, number);
}

bool finish_page(struct finish *finish, int page)
{
	int number;
	if (!drawn_settle(finish->drawn))
		return report_page(finish, page, -1, "cairo's file has another form");
	const struct drawn_object *content = page_part(finish, page, "/Contents", &number);
	if (!content || !content->is_stream)
		return report_page(finish, page, -1, "its content is not there");
	bool whole = rewrite(finish->page, finish, page, content->bytes);
	drawn_drop(finish->drawn, number);
	keep_page(finish, page);
	arena_clear(finish->page);
	return whole;
}

/* The number of a new object with that value. */
static int write_value(struct finish *finish, const char *value)
{
	int number = output_number(finish->output);
	buf_puts(output_begin(finish->output, number), value);
	output_end(finish->output);
	return number;
}

/* Tells of the codes with which the fonts of a page's resources are shown. */
static void carry_fonts(struct finish *finish, struct str resources)
{
	struct str fonts = token_entry(resources, "/Font");
	size_t at = 0;
	token_next(fonts, &at);
	for (;;) {
		struct token name = token_next(fonts, &at);
		if (name.kind != TOKEN_NAME)
			return;
		int number = token_reference(token_value(fonts, &at));
		struct code_list codes = codes_of(finish->codes, name.text);
		if (codes.count)
			carry_codes(finish->carry, number, codes);
	}
}

/* The number of our object of a page's resources; before: that of the page before. */
static int write_resources(struct finish *finish, int page, int before)
{
	int number = finish->kept[page].resources;
	const struct drawn_object *object = drawn_find(finish->drawn, number);
	if (before && number == finish->kept[page - 1].resources)
		return before;
	if (!object)
		return 0;
	carry_fonts(finish, object->value);
	return carry_number(finish->carry, number);
}

/* What a page is beside its content. Links stand in the order of their pages. */
static bool write_page(struct finish *finish, int page, int parent, int resources,
					   const struct link **link)
{
	const struct kept *kept = &finish->kept[page];
	struct buf *out = output_begin(finish->output, finish->objects->page_objects[page]);
	buf_puts(out, "<</Type/Page/Parent ");
	value_reference(out, parent);
	buf_puts(out, "/MediaBox");
	buf_add(out, kept->box.s, kept->box.len);
	buf_puts(out, "/Contents ");
	value_reference(out, kept->contents);
	buf_puts(out, "/Group<</Type/Group/S/Transparency/I true/CS/DeviceRGB>>/Resources ");
	value_reference(out, resources);
	buf_puts(out, "/StructParents ");
	value_integer(out, page);
	buf_puts(out, "/Tabs/S");
	const char *before = "/Annots[";
	for (; *link && (*link)->page == page; *link = (*link)->next) {
		buf_puts(out, before);
		value_reference(out, (*link)->object);
		before = " ";
	}
	buf_puts(out, *before == '/' ? ">>" : "]>>");
	output_end(finish->output);
	return resources != 0;
}

/* Writes the page tree; returns its number, or 0: a page is not there. */
static int write_pages(struct finish *finish)
{
	const struct objects *objects = finish->objects;
	const struct link *link = objects->links->first;
	int count = objects->sheets->count, number = output_number(finish->output), resources = 0;
	for (int i = 0; i < count; i++) {
		if (!drawn_page(finish->drawn, i))
			return 0;
		resources = write_resources(finish, i, resources);
		if (!write_page(finish, i, number, resources, &link))
			return 0;
	}
	struct buf *out = output_begin(finish->output, number);
	buf_fmt(out, "<</Type/Pages/Count %d/Kids[", count);
	for (int i = 0; i < count; i++) {
		value_reference(out, objects->page_objects[i]);
		buf_putc(out, ' ');
	}
	buf_puts(out, "]>>");
	output_end(finish->output);
	return number;
}

static int write_info(struct finish *finish, const struct facts *facts)
{
	int number = output_number(finish->output);
	struct buf *out = output_begin(finish->output, number);
	buf_puts(out, "<<");
	value_entry(out, "Title", facts->title);
	value_entry(out, "Subject", facts->subject);
	value_entry(out, "Author", facts->author);
	value_entry(out, "Creator", facts->producer);
	value_entry(out, "Producer", facts->producer);
	value_entry(out, "CreationDate", facts->pdf_date);
	value_entry(out, "ModDate", facts->pdf_date);
	buf_puts(out, ">>");
	output_end(finish->output);
	return number;
}

static int write_labels(struct finish *finish)
{
	const struct objects *objects = finish->objects;
	bool booklet = objects->edition->kind == EDITION_BOOKLET;
	int number = output_number(finish->output);
	struct buf *out = output_begin(finish->output, number);
	buf_puts(out, booklet ? "<</Nums[" : "<</Nums[0<</S/D>>");
	for (int i = 0; booklet && i < objects->sheets->count; i++) {
		value_integer(out, i);
		buf_puts(out, "<<");
		value_entry(out, "P", impose_label(objects->arena, objects->edition, objects->sheets, i));
		buf_puts(out, ">>");
	}
	buf_puts(out, "]>>");
	output_end(finish->output);
	return number;
}

static void write_preferences(struct buf *out, const struct edition *edition)
{
	buf_puts(out, "/ViewerPreferences<</DisplayDocTitle true");
	if (edition->locale->rtl)
		buf_puts(out, "/Direction/R2L");
	if (edition->kind == EDITION_BOOKLET)
		buf_puts(out, "/Duplex/DuplexFlipShortEdge/PrintScaling/None");
	buf_puts(out, ">>");
}

/* The keys of the catalog, as numbers of objects; 0 for none. */
struct catalog {
	int pages, structure, outlines, names, labels, intent, metadata;
};

static int write_catalog(struct finish *finish, const struct catalog *catalog, const char *lang)
{
	const struct {
		const char *key;
		int number;
	} parts[] = {
		{"/Pages ", catalog->pages},       {"/StructTreeRoot ", catalog->structure},
		{"/Outlines ", catalog->outlines}, {"/PageLabels ", catalog->labels},
		{"/Metadata ", catalog->metadata},
	};
	int number = output_number(finish->output);
	struct buf *out = output_begin(finish->output, number);
	buf_puts(out, "<</Type/Catalog");
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (parts[i].number) {
			buf_puts(out, parts[i].key);
			value_reference(out, parts[i].number);
		}
	}
	if (catalog->names)
		buf_fmt(out, "/Names<</Dests %d 0 R>>", catalog->names);
	buf_fmt(out, "/OutputIntents[%d 0 R]/MarkInfo<</Marked true>>", catalog->intent);
	value_entry(out, "Lang", lang);
	write_preferences(out, finish->objects->edition);
	buf_puts(out, ">>");
	output_end(finish->output);
	return number;
}

/* Writes the sRGB profile and what it is for. */
static int write_intent(struct finish *finish)
{
	int number = output_number(finish->output);
	output_stream(finish->output, number, "/N 3/Filter/FlateDecode", srgb_profile());
	return write_value(
		finish, str_fmt(finish->arena,
						"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier"
						"(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>",
						number));
}

/* The bytes that the digits of a UUID stand for. */
static void read_uuid(const char *uuid, unsigned char id[16])
{
	int digits = 0;
	memset(id, 0, 16);
	for (const char *c = uuid; *c && digits < 32; c++) {
		if (!g_ascii_isxdigit(*c))
			continue;
		id[digits / 2] = (unsigned char)(id[digits / 2] * 16 + g_ascii_xdigit_value(*c));
		digits++;
	}
}

static void number_pages(struct finish *finish)
{
	int count = finish->objects->sheets->count;
	int *numbers = ARENA_ARRAY(finish->arena, int, (size_t)count);
	for (int i = 0; i < count; i++)
		numbers[i] = output_number(finish->output);
	finish->objects->page_objects = numbers;
}

bool finish(struct finish *finish, struct str *out)
{
	struct objects *objects = finish->objects;
	struct facts facts = facts_of(finish->arena, objects->edition);
	struct catalog catalog = {0};
	unsigned char id[16];
	bool whole = drawn_settle(finish->drawn);
	number_pages(finish);
	annots_number(objects);
	if (whole)
		catalog.pages = write_pages(finish);
	if (!catalog.pages || !carry_all(finish->carry)) {
		diag_error(finish->diag, POS_FILE(NULL),
				   "the PDF cannot be finished: a fault of the program, please report it");
		return false;
	}
	if (!annots_write(objects, finish->diag))
		return false;
	catalog.intent = write_intent(finish);
	catalog.structure = tree_write(objects);
	catalog.outlines = outline_write(objects);
	catalog.names = outline_names(objects);
	catalog.labels = write_labels(finish);
	catalog.metadata = output_number(finish->output);
	output_stream(finish->output, catalog.metadata, "/Type/Metadata/Subtype/XML",
				  xmp_packet(finish->arena, &facts));
	int info = write_info(finish, &facts), root = write_catalog(finish, &catalog, facts.lang);
	read_uuid(facts.uuid, id);
	*out = output_close(finish->output, root, info, id);
	return true;
}
