/* The sheet as a whole: manifest, imprint, headings, references. */
#include "check/sheet.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "check/sentences.h"
#include "document/emergency.h"
#include "document/final.h"

/* Words without a heading. */
enum { SECTION_MOST = 250, SURNAME_MIN = 3 };

struct sheet {
	struct findings *findings;
	const struct handout *handout;
	const struct node *document;
	const char *text; /* of its article and questions */
};

/* What keeps a handout from being final that is to be. */
static void check_final(struct sheet *sheet, unsigned lacks)
{
	const struct handout *handout = sheet->handout;
	struct findings *findings = sheet->findings;
	struct pos pos = handout->status_pos;

	if (lacks & FINAL_NOTES)
		finding_add(findings, "final-notes", LEVEL_WARNING, pos,
					"the handout is a draft until each note of notes.yaml is accepted or changed: "
					"a clinician decides");
	if (lacks & FINAL_SIGN_OFF)
		finding_add(findings, "final-sign-off", LEVEL_WARNING, pos,
					"the handout is a draft until somebody vouches for its medical content: fill "
					"in \"sign-off\"");
	if (lacks & FINAL_REVIEW_DATE)
		finding_add(findings, "final-review-date", LEVEL_WARNING, pos,
					"the handout is a draft until it says when it will be reviewed: add "
					"\"review-by\"");
	if (lacks & FINAL_EMERGENCY)
		finding_add(findings, "final-emergency", LEVEL_WARNING, pos,
					"the handout is a draft until it has numbers for an emergency, being on mental "
					"health: %s",
					handout->emergency ? "write them in clinic.yaml under \"emergency\""
									   : "take \"emergency\" out of this file");
	if (lacks & FINAL_TRANSLATIONS)
		finding_add(findings, "final-translations", LEVEL_WARNING, pos,
					"the handout is a draft until each of its translations is %s: have them signed "
					"off with \"handout signoff\", or take those languages off the list",
					state_name(handout->translated));
}

/* The same for one that is to be a draft; nothing is said twice. */
static void check_draft(struct sheet *sheet, unsigned lacks)
{
	const struct handout *handout = sheet->handout;
	struct pos pos = POS_FILE(handout->file);

	if (lacks & FINAL_SIGN_OFF)
		finding_add(sheet->findings, "sign-off", LEVEL_NOTE, pos,
					"nobody vouches for the medical content, and the sheet says so: fill in "
					"\"sign-off\" when it is reviewed");
	if (lacks & FINAL_REVIEW_DATE)
		finding_add(sheet->findings, "review-date", LEVEL_WARNING, pos,
					"the sheet does not say when it will be reviewed: add \"review-by\"");
	if (lacks & FINAL_EMERGENCY)
		finding_add(sheet->findings, "emergency-block", LEVEL_WARNING, pos,
					"the sheet is on mental health and has no numbers for an emergency: %s",
					handout->emergency ? "write them in clinic.yaml under \"emergency\""
									   : "take \"emergency\" out of this file");
}

static void check_review(struct sheet *sheet, struct date today)
{
	const struct handout *handout = sheet->handout;

	if (handout->review_by.year && date_epoch(handout->review_by) < date_epoch(today))
		finding_add(sheet->findings, "review-past", LEVEL_WARNING, handout->review_pos,
					"the sheet was to be reviewed by %s: review it, then change this date and the "
					"version",
					date_iso(sheet->findings->arena, handout->review_by));
}

static const struct node *part_of(const struct node *document, enum part_kind kind)
{
	const struct node *part = document->child;

	while (part && part->u.part.kind != kind)
		part = part->next;
	return part;
}

static void check_imprint(struct sheet *sheet)
{
	const struct handout *handout = sheet->handout;
	const struct clinic *clinic = &handout->clinic;
	struct pos pos = POS_FILE(clinic->file ? clinic->file : handout->file);
	const char *add = clinic->file ? "" : "make a clinic.yaml and ";

	if (!handout->publisher && !clinic->name)
		finding_add(sheet->findings, "imprint-publisher", LEVEL_WARNING, pos,
					"the sheet does not say who publishes it: %sadd \"name\"", add);
	if (!clinic->phone && !clinic->email && !clinic->web && !clinic->appointments)
		finding_add(sheet->findings, "imprint-contact", LEVEL_WARNING, pos,
					"the sheet has no way to reach the clinic: %sadd \"phone\", \"email\" or "
					"\"web\"",
					add);
	if (!clinic->feedback)
		finding_add(sheet->findings, "imprint-feedback", LEVEL_NOTE, pos,
					"readers are not told where to say what they think: %sadd \"feedback\"", add);
	if (!handout->evidence && !part_of(sheet->document, PART_REFERENCES))
		finding_add(sheet->findings, "imprint-evidence", LEVEL_WARNING, POS_FILE(handout->file),
					"the sheet does not say on what it rests: add a part with references, or "
					"\"evidence\"");
}

/* Whether a sentence of its own stands there: not a row of a table, not a footnote. */
static bool is_text(const struct node *node)
{
	return node->kind == NODE_PARAGRAPH && !doc_ancestor(node, NODE_TABLE) &&
		   !doc_ancestor(node, NODE_NOTE);
}

/* Whether a heading or nothing follows. */
static bool is_before_heading(const struct node *rule)
{
	return !rule->next || rule->next->kind == NODE_SECTION || rule->next->kind == NODE_NOTE;
}

/* Headings: where they are missing, and where there are too few. */
static void check_headings(struct sheet *sheet, const struct node *part)
{
	const struct node *first = NULL;
	int words = 0;

	for (const struct node *node = part; node; node = doc_next(node, part)) {
		bool above = node->parent == part || (node->parent && node->parent->kind == NODE_SECTION);
		if (node->kind == NODE_RULE && above && !is_before_heading(node))
			finding_add(sheet->findings, "section-unheaded", LEVEL_WARNING, node->pos,
						"what follows this line has no heading: write one, such as \"## "
						"Conclusion\", or name it under \"headings\" in handout.yaml");
		if (node->kind == NODE_HEADING || node->kind == NODE_CALLOUT) {
			first = NULL;
			words = 0;
		}
		if (!is_text(node))
			continue;
		const char *text = doc_plain(sheet->findings->arena, node);
		int before = words;
		first = first ? first : node;
		words += sentences_words(text, strlen(text));
		if (before <= SECTION_MOST && words > SECTION_MOST)
			finding_add(sheet->findings, "section-long", LEVEL_WARNING, first->pos,
						"more than %d words without a heading begin here: add headings where the "
						"matter changes",
						SECTION_MOST);
	}
}

/* All that article and questions say. */
static const char *text_of(struct arena *arena, const struct node *document)
{
	struct buf out = {.arena = arena};

	for (const struct node *part = document->child; part; part = part->next)
		if (part->u.part.kind == PART_ARTICLE || part->u.part.kind == PART_FAQ)
			buf_puts(&out, doc_plain(arena, part));
	return buf_chars(&out);
}

/* Whether the text names the first author, as in "(Zheng et al., 2019)". */
static bool is_named(const struct sheet *sheet, const char *reference)
{
	size_t len = strcspn(reference, " ,;.");

	return len >= SURNAME_MIN &&
		   strstr(sheet->text, str_copy_n(sheet->findings->arena, reference, len)) != NULL;
}

static bool is_cited(const struct sheet *sheet, const struct node *item)
{
	const struct node *root = sheet->document;

	for (const struct node *node = root; node; node = doc_next(node, root))
		for (size_t i = 0; node->kind == NODE_CITATION && node->u.citation.keys[i]; i++)
			if (str_same(node->u.citation.keys[i], item->u.item.key))
				return true;
	return is_named(sheet, doc_plain(sheet->findings->arena, item));
}

/* Whether it says where it is to be found. */
static bool has_address(struct arena *arena, const struct node *item)
{
	const char *text = doc_plain(arena, item);
	char *small = g_ascii_strdown(text, -1);
	bool found = strstr(small, "doi") || strstr(small, "http") || strstr(small, "www.") ||
				 strstr(small, "isbn") || strstr(small, "pmid") || strstr(small, " 10.");

	for (const struct node *node = item; node; node = doc_next(node, item))
		found = found || node->kind == NODE_LINK;
	g_free(small);
	return found;
}

static void check_references(struct sheet *sheet)
{
	const struct node *part = part_of(sheet->document, PART_REFERENCES), *first = NULL;
	size_t count = 0, uncited = 0;
	struct buf numbers = {.arena = sheet->findings->arena};
	struct buf without = {.arena = sheet->findings->arena};

	for (const struct node *node = part; node; node = doc_next(node, part)) {
		if (node->kind != NODE_ITEM || doc_ancestor(node->parent, NODE_ITEM))
			continue;
		count++;
		if (!has_address(sheet->findings->arena, node)) {
			first = first ? first : node;
			buf_fmt(&without, "%s%zu", without.len ? ", " : "", count);
		}
		if (is_cited(sheet, node))
			continue;
		buf_fmt(&numbers, "%s%zu", uncited ? ", " : "", count);
		uncited++;
	}
	if (uncited > 0)
		finding_add(sheet->findings, "reference-uncited", LEVEL_WARNING, part->pos,
					"%s cited in the text: end a reference with {#key}, and write [@key] where the "
					"text rests on it",
					uncited == count && count > 1 ? "none of the references is"
					: uncited == 1
						? str_fmt(numbers.arena, "reference %s is not", buf_chars(&numbers))
						: str_fmt(numbers.arena, "references %s are not", buf_chars(&numbers)));
	if (first)
		finding_add(sheet->findings, "reference-address", LEVEL_NOTE, first->pos,
					"references without DOI or web address (%s): add them, so that readers find "
					"what is meant",
					buf_chars(&without));
}

void sheet_check(struct findings *findings, const struct handout *handout,
				 const struct node *document, unsigned lacks, struct date today)
{
	struct sheet sheet = {findings, handout, document, text_of(findings->arena, document)};
	bool asked = (lacks & FINAL_STATUS) == 0;

	if (asked)
		check_final(&sheet, lacks);
	else
		check_draft(&sheet, lacks);
	check_review(&sheet, today);
	check_imprint(&sheet);
	for (const struct node *part = document->child; part; part = part->next)
		if (part->u.part.kind == PART_ARTICLE || part->u.part.kind == PART_FAQ)
			check_headings(&sheet, part);
	check_references(&sheet);
}
