/* Links one by one: the address, its words, and both beside each other. */
#include "check/links.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "check/confusable.h"

/* Digits at the end of phone numbers by which two are the same, and the fewest of one. */
enum { PHONE_SAME = 7, PHONE_MIN = 6 };

/* Whether the character turns the direction of what follows. */
static bool turns(gunichar c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Whether nobody sees the character, and no language needs it to join letters or to order them. */
static bool is_hidden(gunichar c)
{
	return turns(c) || c == 0x200b || c == 0x2060 || c == 0xfeff || c == 0x115f || c == 0x1160 ||
		   c == 0x3164 || c == 0xffa0 || c == 0x180e || (c >= 0x2061 && c <= 0x2064) ||
		   (c >= 0xe0000 && c <= 0xe007f);
}

/* The same in an address, where none is needed. */
static bool is_hidden_in_address(gunichar c)
{
	return is_hidden(c) || g_unichar_iszerowidth(c) || c == 0xad || c == 0x61c || c == 0x200e ||
		   c == 0x200f || (c >= 0xfe00 && c <= 0xfe0f);
}

/* The first character of that kind, or 0. */
static gunichar first_of(const char *text, bool (*is)(gunichar))
{
	for (const char *c = text; *c; c = g_utf8_next_char(c))
		if (is(g_utf8_get_char(c)))
			return g_utf8_get_char(c);
	return 0;
}

static bool has_scheme(const char *text, const char *scheme)
{
	return g_ascii_strncasecmp(text, scheme, strlen(scheme)) == 0;
}

/* What follows the scheme of a web address; NULL: it has none. */
static const char *after_scheme(const char *text)
{
	return has_scheme(text, "https://")  ? text + strlen("https://")
		   : has_scheme(text, "http://") ? text + strlen("http://")
										 : NULL;
}

/* The host of "host:80/path" or "a@host", in small letters, Unicode and without "www."; free it. */
static char *host_of(const char *address)
{
	char *all = g_strndup(address, strcspn(address, "/?#"));
	char *at = strrchr(all, '@');
	char *name = at ? at + 1 : all;
	name[strcspn(name, ":")] = '\0';
	char *unicode = g_hostname_to_unicode(name);
	char *small = g_utf8_strdown(unicode ? unicode : name, -1);
	char *bare = g_strdup(has_scheme(small, "www.") ? small + strlen("www.") : small);
	g_free(small);
	g_free(unicode);
	g_free(all);
	return bare;
}

/* The host of a link's address, or NULL; free it. */
static char *target_host(const char *url)
{
	const char *web = after_scheme(url);
	const char *at = has_scheme(url, "mailto:") ? strchr(url, '@') : NULL;

	return web ? host_of(web) : at ? host_of(at + 1) : NULL;
}

/* Whether a word is an address as readers know them: "https://a.org", "www.a.org", "a.org/b". */
static bool is_web(const char *word)
{
	if (after_scheme(word) || has_scheme(word, "www."))
		return true;
	size_t len = strcspn(word, "/?#:");
	const char *dot = g_strrstr_len(word, (gssize)len, ".");
	if (!dot || dot == word || word + len < dot + 3)
		return false;
	for (const char *c = dot + 1; c < word + len; c = g_utf8_next_char(c))
		if (!g_unichar_isalpha(g_utf8_get_char(c)))
			return false;
	return true;
}

/* The digits of a phone number; free it. NULL: the text is none. */
static char *digits_of(const char *text)
{
	GString *digits = g_string_new(NULL);
	bool phone = true;

	for (const char *c = text; *c; c = g_utf8_next_char(c)) {
		int digit = g_unichar_digit_value(g_utf8_get_char(c));
		if (digit >= 0)
			g_string_append_c(digits, (char)('0' + digit));
		else if (!g_unichar_isspace(g_utf8_get_char(c)) && !strchr("+()-./", *c) &&
				 !is_hidden_in_address(g_utf8_get_char(c)))
			phone = false;
	}
	return g_string_free(digits, !phone || digits->len < PHONE_MIN);
}

/* Whether the words are an address, and another one than the link's. */
static bool is_other(const char *words, const char *url)
{
	const char *mail = has_scheme(url, "mailto:") ? url + strlen("mailto:") : "";
	if (strchr(words, '@') && !strpbrk(words, " /"))
		return strcspn(mail, "?") != strlen(words) ||
			   g_ascii_strncasecmp(mail, words, strlen(words)) != 0;
	char *phone = digits_of(words), *called = has_scheme(url, "tel:") ? digits_of(url + 4) : NULL;
	size_t len = phone ? MIN(strlen(phone), PHONE_SAME) : 0;
	bool other = phone && called && !g_str_has_suffix(called, phone + strlen(phone) - len);
	g_free(phone);
	g_free(called);
	if (strpbrk(words, " \t") || !is_web(words))
		return other;
	const char *web = after_scheme(words);
	char *promised = host_of(web ? web : words), *target = target_host(url);
	/* A file's name looks like a host's. */
	bool file = !web && !has_scheme(words, "www.") && strstr(url, words);
	other = !file && (!target || strcmp(promised, target) != 0);
	g_free(promised);
	g_free(target);
	return other;
}

static void check_address(struct findings *findings, const struct node *link)
{
	const char *url = link->u.link.url;
	char *plain = g_uri_unescape_string(url, NULL), *host = target_host(url);
	const char *seen = plain && g_utf8_validate(plain, -1, NULL) ? plain : url;
	gunichar hidden = first_of(url, is_hidden_in_address);
	hidden = hidden ? hidden : first_of(seen, is_hidden);

	if (hidden)
		finding_add(findings, "link-invisible", LEVEL_WARNING, link->pos,
					"the address of the link \"%s\" has a character that nobody sees (U+%04X): "
					"type it again",
					doc_plain(findings->arena, link), hidden);
	else if (host && confusable_host(host))
		finding_add(findings, "link-confusable", LEVEL_WARNING, link->pos,
					"the address \"%s\" has letters that look like others: type it again with the "
					"keyboard of its language, and see where it leads",
					url);
	g_free(plain);
	g_free(host);
}

static void check_words(struct findings *findings, const struct node *link)
{
	struct str trimmed = str_trim(str_of(doc_plain(findings->arena, link)));
	const char *words = str_copy_n(findings->arena, trimmed.s, trimmed.len);
	gunichar hidden = first_of(words, is_hidden);

	if (hidden)
		finding_add(findings, "link-invisible", LEVEL_WARNING, link->pos,
					"the words of the link to \"%s\" have a character that nobody sees (U+%04X): "
					"type them again",
					link->u.link.url, hidden);
	else if (!strstr(words, "{{") && is_other(words, link->u.link.url))
		finding_add(findings, "link-other", LEVEL_WARNING, link->pos,
					"the words of this link are the address %s, and it leads to %s: write the same "
					"address, or other words",
					words, link->u.link.url);
}

void links_check(struct findings *findings, const struct node *document, bool translated)
{
	for (const struct node *node = document; node; node = doc_next(node, document)) {
		if (node->kind != NODE_LINK || node->u.link.use != LINK_PLAIN || node->u.link.url[0] == '#')
			continue;
		if (!translated)
			check_address(findings, node);
		check_words(findings, node);
	}
}
