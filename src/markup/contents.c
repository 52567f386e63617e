/* The table of contents: a list of the sections with links to them. */
#include "markup/contents.h"

#include <string.h>

#include "base/xml.h"

const struct node *contents_heading(const struct node *section)
{
	return section->child != NULL && section->child->kind == NODE_HEADING ? section->child : NULL;
}

const struct node *contents_section(const struct node *section)
{
	while (section != NULL && (section->kind != NODE_SECTION || contents_heading(section) == NULL))
		section = section->next;
	return section;
}

void contents_link(struct writer *writer, const char *file, const char *id)
{
	writer_puts(writer, "<li><a");
	xml_attr(&writer->buf, "href",
			 id == NULL ? file : str_fmt(writer->book->arena, "%s#%s", file, id));
	writer_puts(writer, ">");
}

void contents_label(struct writer *writer, const struct node *heading)
{
	struct node span = {.lang = doc_lang(heading)};
	struct setting saved = writer->now;

	if (span.lang == NULL || strcmp(span.lang, writer->now.tongue->lang) == 0) {
		inline_label(writer, heading);
		return;
	}
	writer_puts(writer, "<span");
	writer_lang(writer, &span);
	writer_puts(writer, ">");
	inline_label(writer, heading);
	writer_puts(writer, "</span>");
	writer->now = saved;
}

void contents_items(struct writer *writer, const struct content *content, const struct node *parent)
{
	const struct node *section = contents_section(parent->child);

	for (; section != NULL; section = contents_section(section->next)) {
		struct setting saved = writer->now;
		contents_link(writer, content->name, book_section_id(writer->book, section));
		if (section->u.section.number > 0) {
			writer_text(writer, book_question_number(writer->book, section));
			writer_puts(writer, " ");
		}
		contents_label(writer, contents_heading(section));
		writer_puts(writer, "</a>");
		contents_list(writer, content, section);
		writer_puts(writer, "</li>\n");
		writer->now = saved;
	}
}

void contents_list(struct writer *writer, const struct content *content, const struct node *parent)
{
	if (contents_section(parent->child) == NULL)
		return;
	writer_puts(writer, "\n<ol>\n");
	contents_items(writer, content, parent);
	writer_puts(writer, "</ol>\n");
}
