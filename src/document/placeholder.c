/* Fields in the text, found in TEXT nodes after the text was read, so that what replaces them is
 * never taken for marks. */
#include "document/placeholder.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "document/frame.h"

#define OPEN "{{"
#define CLOSE "}}"

enum { NAME_MAX_BYTES = 64 };

/* What a field is, which decides how it is linked and in which language it is. */
enum field_kind { FIELD_PLAIN, FIELD_PHONE, FIELD_MAIL, FIELD_WEB, FIELD_SOURCE, FIELD_NAME };

enum field {
	CLINIC_NAME,
	CLINIC_PHONE,
	CLINIC_APPOINTMENTS,
	CLINIC_OUT_OF_HOURS,
	CLINIC_TEXT_RELAY,
	CLINIC_ADDRESS,
	CLINIC_WEB,
	CLINIC_EMAIL,
	CLINIC_HOURS,
	HANDOUT_TITLE,
	HANDOUT_CODE,
	HANDOUT_VERSION,
	HANDOUT_ISSUED,
	HANDOUT_REVIEW_BY,
	FIELDS
};

static const char *const names[FIELDS + 1] = {
	"clinic.name",         "clinic.phone",      "clinic.appointments",
	"clinic.out-of-hours", "clinic.text-relay", "clinic.address",
	"clinic.web",          "clinic.email",      "clinic.hours",
	"handout.title",       "handout.code",      "handout.version",
	"handout.issued",      "handout.review-by", NULL};

static const enum field_kind kinds[FIELDS] = {
	[CLINIC_NAME] = FIELD_NAME,
	[CLINIC_PHONE] = FIELD_PHONE,
	[CLINIC_APPOINTMENTS] = FIELD_PHONE,
	[CLINIC_OUT_OF_HOURS] = FIELD_PHONE,
	[CLINIC_TEXT_RELAY] = FIELD_PHONE,
	[CLINIC_ADDRESS] = FIELD_SOURCE,
	[CLINIC_WEB] = FIELD_WEB,
	[CLINIC_EMAIL] = FIELD_MAIL,
	[CLINIC_HOURS] = FIELD_SOURCE,
};

struct filling {
	struct arena *arena;
	struct diag *diag;
	const struct handout *handout;
	const struct edition *edition;
};

/* The last braces that open before the end, not further away than a name is long; NULL: none. */
static const char *opening(const char *text, const char *end)
{
	const char *from = end - text > NAME_MAX_BYTES ? end - NAME_MAX_BYTES : text;
	return g_strrstr_len(from, end - from, OPEN);
}

bool placeholder_find(const char *text, const char **at, size_t *len)
{
	for (const char *close = strstr(text, CLOSE); close; close = strstr(close + 1, CLOSE)) {
		const char *open = opening(text, close);
		if (!open)
			continue;
		*at = open;
		*len = (size_t)(close - open) + strlen(CLOSE);
		return true;
	}
	return false;
}

/* What the manifests say; NULL: nothing. Dates are for the check only: "" when there is one. */
static const char *value_of(const struct handout *handout, enum field field)
{
	const struct clinic *clinic = &handout->clinic;
	const char *const values[FIELDS + 1] = {
		[CLINIC_NAME] = clinic->name,
		[CLINIC_PHONE] = clinic->phone,
		[CLINIC_APPOINTMENTS] = clinic->appointments,
		[CLINIC_OUT_OF_HOURS] = clinic->out_of_hours,
		[CLINIC_TEXT_RELAY] = clinic->text_relay,
		[CLINIC_ADDRESS] = clinic->address,
		[CLINIC_WEB] = clinic->web,
		[CLINIC_EMAIL] = clinic->email,
		[CLINIC_HOURS] = clinic->hours.own,
		[HANDOUT_TITLE] = handout->title,
		[HANDOUT_CODE] = handout->code,
		[HANDOUT_VERSION] = handout->version,
		[HANDOUT_ISSUED] = handout->issued.year ? "" : NULL,
		[HANDOUT_REVIEW_BY] = handout->review_by.year ? "" : NULL,
	};
	return values[field];
}

/* The field whose name is written; FIELDS after reporting that it cannot be filled. */
static enum field field_named(struct diag *diag, const struct handout *handout, struct pos pos,
							  const char *name)
{
	int index = name_index(names, name);
	if (index < 0) {
		const char *nearest = str_nearest(name, names);
		if (nearest)
			diag_error(diag, pos, "unknown field \"{{%s}}\": did you mean \"{{%s}}\"?", name,
					   nearest);
		else
			diag_error(diag, pos,
					   "unknown field \"{{%s}}\": write one such as {{clinic.phone}} or "
					   "{{handout.code}}",
					   name);
		return FIELDS;
	}
	if (value_of(handout, (enum field)index))
		return (enum field)index;
	const char *entry = strchr(name, '.') + 1;
	bool of_clinic = g_str_has_prefix(name, "clinic.");
	if (of_clinic && !handout->clinic.file)
		diag_error(
			diag, pos,
			"the field \"{{%s}}\" has nothing to say, for there is no clinic.yaml: make one in "
			"this folder or one above, with \"%s\" in it",
			name, entry);
	else
		diag_error(diag, pos, "the field \"{{%s}}\" has nothing to say: add \"%s\" to %s", name,
				   entry, of_clinic ? "clinic.yaml" : "handout.yaml");
	return FIELDS;
}

/* The name between the braces. */
static const char *name_at(struct arena *arena, const char *at, size_t len)
{
	struct str name = {at + strlen(OPEN), len - strlen(OPEN) - strlen(CLOSE)};
	return str_dup(arena, str_trim(name)).s;
}

/* The place of the nearest node that has one. */
static struct pos place_of(const struct node *node)
{
	while (!node->pos.line && node->parent)
		node = node->parent;
	return node->pos;
}

/* The length of a name of a field that begins here; 0: none does. */
static size_t name_len(const char *text)
{
	size_t longest = 0;
	for (const char *const *name = names; *name; name++)
		if (g_str_has_prefix(text, *name) && strlen(*name) > longest)
			longest = strlen(*name);
	return longest;
}

/* The first name of a field with a brace at one of its sides, or both; its length is 0 where there
 * is none. */
static struct str braced_name(struct str text)
{
	const char *end = text.s + text.len;
	for (const char *at = text.s; at < end; at++) {
		size_t len = name_len(at);
		const char *after = at + len;
		bool before = at > text.s && at[-1] == OPEN[0];
		if (len && after <= end && (before || (after < end && *after == CLOSE[0])))
			return (struct str){at, len};
	}
	return (struct str){end, 0};
}

/* Reports what was to be a field in a piece of text without fields: a name with a brace, or two
 * braces alone. Once; false where there is nothing of this. */
static bool is_torn(struct diag *diag, struct pos pos, struct str text)
{
	if (!memchr(text.s, OPEN[0], text.len) && !memchr(text.s, CLOSE[0], text.len))
		return false;
	struct str name = braced_name(text);
	bool open = g_strstr_len(text.s, (gssize)text.len, OPEN) != NULL;
	bool close = g_strstr_len(text.s, (gssize)text.len, CLOSE) != NULL;
	if (name.len)
		diag_error(diag, pos,
				   "the field \"{{%.*s}}\" is not whole here: write two braces before it and two "
				   "behind it",
				   (int)name.len, name.s);
	else if (open || close)
		diag_error(diag, pos,
				   "\"%s\" without the \"%s\" of a field: write a field as {{clinic.phone}}",
				   open ? OPEN : CLOSE, open ? CLOSE : OPEN);
	return name.len || open || close;
}

void placeholder_check(struct diag *diag, const struct node *document,
					   const struct handout *handout)
{
	struct arena *arena = arena_new();
	for (const struct node *n = document; n; n = doc_next(n, document)) {
		const char *text = n->kind == NODE_TEXT ? n->u.text.text : "", *at;
		bool torn = false;
		for (size_t len; placeholder_find(text, &at, &len); text = at + len) {
			torn = torn || is_torn(diag, place_of(n), (struct str){text, (size_t)(at - text)});
			field_named(diag, handout, place_of(n), name_at(arena, at, len));
		}
		if (!torn)
			is_torn(diag, place_of(n), str_of(text));
	}
	arena_free(arena);
}

/* Lines become one: "1 Example Street, Exampletown". */
static const char *in_one_line(struct arena *arena, const char *text)
{
	struct buf out = {.arena = arena};
	gchar **lines = g_strsplit(text, "\n", -1);
	for (gchar **line = lines; *line; line++) {
		g_strstrip(*line);
		bool ends = g_str_has_suffix(*line, ",") || !line[1];
		buf_fmt(&out, "%s%s", *line, ends ? (line[1] ? " " : "") : ", ");
	}
	g_strfreev(lines);
	return buf_chars(&out);
}

/* The words of a field in text of a language: the edition's, or the source's where a passage is not
 * translated. */
static const char *words_of(struct filling *f, enum field field, const char *lang)
{
	const struct edition *edition = f->edition;
	bool own = str_same(lang, edition->lang);
	const struct locale *locale = own ? edition->locale : locale_find(lang);
	const struct locale *local =
		locale_in(f->arena, locale ? locale : edition->locale, f->handout->clinic.country);
	switch (field) {
	case CLINIC_NAME:
		return clinic_name(&f->handout->clinic, lang);
	case CLINIC_ADDRESS:
		return in_one_line(f->arena, value_of(f->handout, field));
	case CLINIC_HOURS:
		return in_one_line(f->arena, worded_in(&f->handout->clinic.hours, lang));
	case HANDOUT_TITLE:
		return own ? edition->title : f->handout->title;
	case HANDOUT_ISSUED:
		return locale_date(f->arena, local, f->handout->issued);
	case HANDOUT_REVIEW_BY:
		return locale_date(f->arena, local, f->handout->review_by);
	case CLINIC_PHONE:
	case CLINIC_APPOINTMENTS:
	case CLINIC_OUT_OF_HOURS:
	case CLINIC_TEXT_RELAY:
	case CLINIC_WEB:
	case CLINIC_EMAIL:
	case HANDOUT_CODE:
	case HANDOUT_VERSION:
	case FIELDS:
		break;
	}
	return value_of(f->handout, field);
}

static struct node *wrap(struct filling *f, enum node_kind kind, struct node *inner)
{
	struct node *node = doc_node(f->arena, kind, inner->pos);
	doc_append(node, inner);
	return node;
}

/* What stands in the place of a field in text of a language. linked: as a link where it is one. */
static struct node *filled(struct filling *f, enum field field, struct pos pos, const char *lang,
						   bool linked)
{
	const struct clinic *clinic = &f->handout->clinic;
	const struct locale *locale = locale_find(lang);
	const char *words = words_of(f, field, lang), *url = NULL, *own = NULL;
	struct node *node = doc_text(f->arena, pos, words);
	switch (kinds[field]) {
	case FIELD_PHONE:
		url = frame_phone_url(f->arena, words);
		break;
	case FIELD_MAIL:
		url = str_fmt(f->arena, "mailto:%s", words);
		break;
	case FIELD_WEB:
		url = str_fmt(f->arena, "%s%s", strstr(words, "://") ? "" : "https://", words);
		break;
	case FIELD_NAME:
	case FIELD_SOURCE:
		own = field == CLINIC_HOURS        ? worded_lang(&clinic->hours, lang)
			  : kinds[field] == FIELD_NAME ? clinic_name_lang(clinic, lang)
										   : NULL;
		own = own ? own : f->handout->language;
		if (str_same(own, lang))
			break;
		node = wrap(f, NODE_SPAN, node);
		node->lang = own;
		break;
	case FIELD_PLAIN:
		break;
	}
	if ((locale ? locale : f->edition->locale)->rtl && url)
		node = wrap(f, NODE_ISOLATE, node);
	if (!url || !linked)
		return node;
	node = wrap(f, NODE_LINK, node);
	node->u.link.url = url;
	return node;
}

/* Appends the text to parent, or what it falls into. */
static void fill_text(struct filling *f, struct node *parent, struct node *text, bool linked)
{
	const char *rest = text->u.text.text, *at;
	size_t len;
	if (!placeholder_find(rest, &at, &len)) {
		doc_append(parent, text);
		return;
	}
	struct pos pos = text->pos;
	const char *lang = doc_lang(parent);
	while (placeholder_find(rest, &at, &len)) {
		struct pos place = pos.line ? pos : place_of(parent);
		enum field field = field_named(f->diag, f->handout, place, name_at(f->arena, at, len));
		if (at > rest)
			doc_append(parent,
					   doc_text(f->arena, pos, str_copy_n(f->arena, rest, (size_t)(at - rest))));
		if (field != FIELDS)
			doc_append(parent, filled(f, field, pos, lang ? lang : f->edition->lang, linked));
		rest = at + len;
	}
	if (*rest)
		doc_append(parent, doc_text(f->arena, pos, rest));
}

static void fill_children(struct filling *f, struct node *parent, bool linked)
{
	struct node *next, *child = parent->child;
	linked = linked && parent->kind != NODE_LINK && parent->kind != NODE_HEADING;
	parent->child = parent->last = NULL;
	for (; child; child = next) {
		next = child->next;
		child->parent = child->next = NULL;
		if (child->kind == NODE_TEXT) {
			fill_text(f, parent, child, linked);
			continue;
		}
		doc_append(parent, child);
		fill_children(f, child, linked);
	}
}

void placeholder_fill(struct arena *arena, struct diag *diag, struct node *document,
					  const struct edition *edition)
{
	struct filling f = {arena, diag, edition->handout, edition};
	fill_children(&f, document, true);
}
