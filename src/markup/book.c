/* The book's inventory: which file holds which part, which images and languages it has. */
#include "markup/book.h"

#include <glib.h>
#include <string.h>

static const struct node *heading_of(const struct node *node)
{
	return node->child != NULL && node->child->kind == NODE_HEADING ? node->child : NULL;
}

static const struct node *root_of(const struct node *part)
{
	const struct node *only = part->child;

	if (only == NULL || only->kind != NODE_SECTION || only->next != NULL)
		return part;
	return only->u.section.number > 0 ? part : only;
}

static const char *content_name(struct book *book, const struct node *part)
{
	static const char *const names[] = {
		[PART_FRONT] = "title",           [PART_ARTICLE] = "article",   [PART_FAQ] = "faq",
		[PART_REFERENCES] = "references", [PART_GLOSSARY] = "glossary", [PART_IMPRINT] = "imprint",
	};
	int same = 1;

	if (book->form == FORM_HTML)
		return "";
	for (int i = 0; i < book->content_count; i++)
		same += book->contents[i].part->u.part.kind == part->u.part.kind;
	if (same == 1)
		return str_fmt(book->arena, "%s.xhtml", names[part->u.part.kind]);
	return str_fmt(book->arena, "%s-%d.xhtml", names[part->u.part.kind], same);
}

static void name_contents(struct book *book)
{
	const struct node *document = book->edition->document;
	int count = 0;

	for (const struct node *part = document->child; part != NULL; part = part->next)
		count++;
	book->contents = ARENA_ARRAY(book->arena, struct content, (size_t)count);
	for (const struct node *part = document->child; part != NULL; part = part->next) {
		const struct node *root = root_of(part), *heading = heading_of(root);
		struct content content = {
			.part = part,
			.name = content_name(book, part),
			.title = heading != NULL ? doc_plain(book->arena, heading) : book->edition->title,
			.root = root,
			.heading = heading,
		};
		book->contents[book->content_count++] = content;
	}
}

static const struct picture *find_picture(const struct book *book, const char *path)
{
	for (int i = 0; i < book->picture_count; i++)
		if (strcmp(book->pictures[i].path, path) == 0)
			return &book->pictures[i];
	return NULL;
}

/* The image as typesetting read it, so that it is not decoded twice. */
static const struct image *typeset_image(const struct pages *pages, const struct node *figure)
{
	for (int p = 0; pages != NULL && p < pages->count; p++)
		for (int i = 0; i < pages->items[p].count; i++) {
			const struct mark *mark = &pages->items[p].marks[i];
			if (mark->kind == MARK_IMAGE && mark->node == figure)
				return mark->image;
		}
	return NULL;
}

static const char *picture_name(struct book *book, enum image_kind kind)
{
	static const char *const endings[] = {
		[IMAGE_PNG] = "png", [IMAGE_JPEG] = "jpg", [IMAGE_SVG] = "svg"};

	return str_fmt(book->arena, "image-%d.%s", book->picture_count + 1, endings[kind]);
}

static bool add_picture(struct book *book, const struct node *figure, const struct pages *pages)
{
	if (find_picture(book, figure->u.figure.path) != NULL)
		return true;
	const struct image *image = typeset_image(pages, figure);
	if (image == NULL)
		image = figure->u.figure.bytes.s
					? image_of(book->arena, book->diag, figure->u.figure.path,
							   figure->u.figure.bytes, figure->pos)
					: image_read(book->arena, book->diag, figure->u.figure.path, figure->pos);
	if (image == NULL)
		return false;
	book->pictures[book->picture_count] = (struct picture){
		.path = figure->u.figure.path, .name = picture_name(book, image->kind), .image = image};
	book->picture_count++;
	return true;
}

/* Finds figures, task lists and footnotes. */
static bool take_stock(struct book *book, const struct pages *pages)
{
	const struct node *document = book->edition->document;
	size_t figures = 0;
	bool ok = true;

	for (const struct node *n = document; n != NULL; n = doc_next(n, document))
		figures += n->kind == NODE_FIGURE;
	book->pictures = ARENA_ARRAY(book->arena, struct picture, figures);
	for (const struct node *n = document; n != NULL; n = doc_next(n, document)) {
		if (n->kind == NODE_FIGURE)
			ok = add_picture(book, n, pages) && ok;
		book->tasks = book->tasks || (n->kind == NODE_ITEM && n->u.item.task != TASK_NONE);
		book->notes =
			book->notes || n->kind == NODE_NOTE || (n->kind == NODE_ITEM && n->u.item.cited);
	}
	return ok;
}

struct book *book_new(struct arena *arena, struct diag *diag, enum form form,
					  const struct edition *edition, const struct fonts *fonts,
					  const struct pages *pages)
{
	struct book *book = ARENA_NEW(arena, struct book);

	book->form = form;
	book->arena = arena;
	book->diag = diag;
	book->edition = edition;
	book->dir = edition->locale->rtl ? "rtl" : "ltr";
	if (form == FORM_EPUB)
		book->usage = usage_new(arena, diag, fonts);
	if (theme_script(edition->theme, edition->locale) == NULL) {
		diag_error(diag, POS_FILE(edition->theme->file),
				   "no faces for the script %s of the language %s: add it to scripts in theme.yaml",
				   edition->locale->script, edition->lang);
		return NULL;
	}
	book->latin = theme_script(edition->theme, locale_find("en"));
	book_tongue(book, edition->lang);
	name_contents(book);
	if (!take_stock(book, pages))
		return NULL;
	if (form == FORM_EPUB)
		starts_find(book, pages);
	return book;
}

const struct content *book_content_of(const struct book *book, const struct node *node)
{
	const struct node *part = doc_ancestor(node, NODE_PART);

	for (int i = 0; i < book->content_count; i++)
		if (book->contents[i].part == part)
			return &book->contents[i];
	return NULL;
}

const struct picture *book_picture(const struct book *book, const struct node *figure)
{
	return find_picture(book, figure->u.figure.path);
}

const char *book_id(struct arena *arena, const char *id)
{
	return g_ascii_isalpha(id[0]) ? id : str_fmt(arena, "_%s", id);
}

static struct tongue make_tongue(const struct book *book, const char *lang)
{
	const struct locale *locale = locale_find(lang);
	struct tongue tongue = {.lang = lang};

	if (locale != NULL) {
		tongue.script = theme_script(book->edition->theme, locale);
		tongue.rtl = locale->rtl;
	}
	if (tongue.script == NULL)
		tongue.script = theme_script(book->edition->theme, book->edition->locale);
	return tongue;
}

struct tongue *book_tongue(struct book *book, const char *lang)
{
	for (int i = 0; i < book->tongue_count; i++)
		if (strcmp(book->tongues[i]->lang, lang) == 0)
			return book->tongues[i];
	if (book->tongue_count == book->tongue_room) {
		int room = book->tongue_room == 0 ? 4 : 2 * book->tongue_room;
		struct tongue **tongues = ARENA_ARRAY(book->arena, struct tongue *, (size_t)room);
		for (int i = 0; i < book->tongue_count; i++)
			tongues[i] = book->tongues[i];
		book->tongues = tongues;
		book->tongue_room = room;
	}
	struct tongue *tongue = ARENA_NEW(book->arena, struct tongue);
	*tongue = make_tongue(book, lang);
	book->tongues[book->tongue_count++] = tongue;
	return tongue;
}

/* Sections before this one in its file. */
static int section_index(const struct book *book, const struct node *section)
{
	const struct node *file =
		book->form == FORM_HTML ? book->edition->document : doc_ancestor(section, NODE_PART);
	int index = 0;

	for (const struct node *n = file; n != NULL && n != section; n = doc_next(n, file))
		index += n->kind == NODE_SECTION;
	return index;
}

const char *book_section_id(const struct book *book, const struct node *section)
{
	if (section->id != NULL)
		return book_id(book->arena, section->id);
	return str_fmt(book->arena, "section_%d", section_index(book, section) + 1);
}

const char *book_question_number(const struct book *book, const struct node *section)
{
	return str_fmt(book->arena, "%s.",
				   locale_number(book->arena, book->edition->locale, section->u.section.number));
}
