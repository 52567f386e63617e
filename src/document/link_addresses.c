/* Addresses behind links: found by part, put after the words. */
#include "document/link_addresses.h"

#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "document/frame.h"

/* Of an address that somebody may type, in bytes; digits of a number that somebody may dial, but
 * for shorter ones ("15"), and of one that is told by its end. */
enum { ADDRESS_MOST = 100, DIGITS_LEAST = 3, NATIONAL_LEAST = 6 };

struct addresses {
	struct arena *arena;
	const struct clinic *clinic;
	const struct locale *locale; /* of the document */
	GHashTable *shown;           /* urls of the part */
};

/* Whether a URL dials a number, with a country's code or without. */
static bool dials(const struct addresses *a, const char *url, const char *number)
{
	const char *own = frame_phone_url(a->arena, number);
	const char *national = own + strlen("tel:") + strspn(own + strlen("tel:"), "0");

	return str_same(own, url) ||
		   (url[strlen("tel:")] == '+' && strlen(national) >= NATIONAL_LEAST &&
			g_str_has_suffix(url, national));
}

/* The clinic's number that the URL dials, as the clinic writes it; else what is dialled. */
static const char *number_of(const struct addresses *a, const char *url)
{
	const struct clinic *clinic = a->clinic;
	const char *const own[] = {clinic->phone, clinic->appointments, clinic->out_of_hours,
							   clinic->text_relay};

	for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
		if (own[i] && dials(a, url, own[i]))
			return own[i];
	return url + strlen("tel:");
}

/* Bytes that a keyboard may lack as a browser writes them. */
static const char *typed(const struct addresses *a, const char *text, size_t len)
{
	struct buf out = {.arena = a->arena};

	for (size_t i = 0; i < len; i++)
		if (g_ascii_isgraph(text[i]))
			buf_putc(&out, text[i]);
		else
			buf_fmt(&out, "%%%02X", (unsigned char)text[i]);
	return buf_chars(&out);
}

/* What paper shows of a URL; NULL: nothing. */
static const char *address_of(const struct addresses *a, const char *url)
{
	const char *scheme = strstr(url, "://");

	if (g_str_has_prefix(url, "tel:"))
		return number_of(a, url);
	if (g_str_has_prefix(url, "mailto:"))
		return typed(a, url + strlen("mailto:"), strcspn(url, "?") - strlen("mailto:"));
	if (!scheme)
		return NULL;
	const char *text = scheme + strlen("://");
	size_t len = strlen(text);
	if (len > ADDRESS_MOST)
		len = strcspn(text, "/?#");
	while (len > 0 && text[len - 1] == '/')
		len--;
	return len > 0 ? typed(a, text, len) : NULL;
}

static int count_digits(const char *text)
{
	int digits = 0;

	for (const char *p = text; *p; p = g_utf8_next_char(p))
		digits += g_unichar_isdigit(g_utf8_get_char(p)) != 0;
	return digits;
}

/* Whether the words of a link show the address, or the DOI in it, or a number to dial. */
static bool is_shown(const char *words, const char *url, const char *address)
{
	static const char *const resolvers[] = {"doi.org/", "dx.doi.org/", "www."};

	if (g_str_has_prefix(url, "tel:"))
		return count_digits(words) >= MIN(DIGITS_LEAST, count_digits(url));
	for (size_t i = 0; i < G_N_ELEMENTS(resolvers); i++)
		if (g_str_has_prefix(address, resolvers[i]))
			address += strlen(resolvers[i]);
	char *said = g_utf8_casefold(words, -1), *sought = g_utf8_casefold(address, -1);
	bool shown = strstr(said, sought) != NULL;
	g_free(said);
	g_free(sought);
	return shown;
}

/* That of the link's words, which may be in the source's language. */
static const struct locale *locale_of(const struct addresses *a, const struct node *link)
{
	const char *lang = doc_lang(link);
	const struct locale *locale = lang ? locale_find(lang) : NULL;

	return locale ? locale : a->locale;
}

static void add_address(const struct addresses *a, struct node *link, const char *address)
{
	const struct locale *locale = locale_of(a, link);
	/* Brackets as wide as the script's letters; brackets that follow without space. */
	bool wide = strstr("Hans Hant Jpan", locale->script) != NULL;
	bool close = wide || strcmp("Kore", locale->script) == 0;
	struct node *span = doc_node(a->arena, NODE_SPAN, link->pos);
	struct node *text = doc_text(a->arena, link->pos, address), *isolate = text;

	if (locale->rtl) {
		isolate = doc_node(a->arena, NODE_ISOLATE, link->pos);
		doc_append(isolate, text);
	}
	span->u.span.printed = true;
	doc_append(span, doc_text(a->arena, link->pos, wide ? "（" : close ? "(" : " ("));
	doc_append(span, isolate);
	doc_append(span, doc_text(a->arena, link->pos, wide ? "）" : ")"));
	doc_append(link, span);
}

static void visit_link(const struct addresses *a, struct node *link)
{
	const char *url = link->u.link.url, *address;

	if (link->u.link.use != LINK_PLAIN || g_hash_table_contains(a->shown, url))
		return;
	address = address_of(a, url);
	if (!address)
		return;
	g_hash_table_add(a->shown, (gpointer)url);
	if (!is_shown(doc_plain(a->arena, link), url, address))
		add_address(a, link, address);
}

static void visit(const struct addresses *a, struct node *parent)
{
	for (struct node *child = parent->child; child; child = child->next) {
		if (child->kind == NODE_PART)
			g_hash_table_remove_all(a->shown);
		if (child->kind == NODE_LINK)
			visit_link(a, child);
		else if (child->kind != NODE_HEADING)
			visit(a, child);
	}
}

void link_addresses_add(struct arena *arena, struct node *document, const struct clinic *clinic,
						const struct locale *locale)
{
	const struct addresses a = {arena, clinic, locale, g_hash_table_new(g_str_hash, g_str_equal)};

	visit(&a, document);
	g_hash_table_destroy(a.shown);
}
