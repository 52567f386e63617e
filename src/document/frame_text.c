/* What patterns find in the text: phone numbers, which become links, and what must not be reordered
 * in right-to-left text. */
#include <string.h>

#include <glib.h>

#include "base/str.h"
#include "document/frame.h"

#define DIGIT "[0-9۰-۹]"
#define SPACE "[\\x20\\x{a0}\\x{202f}]"
#define DASH "[-\\x{2010}-\\x{2013}]"

/* The visible ASCII of an address, without the marks that end a sentence after it. */
#define INNER "(?:\\([!-'*-~]*\\)|[!-'*-~])*"
#define ADDRESS INNER "(?:\\([!-'*-~]*\\)|[A-Za-z0-9/=&#_~$%+-])"

/* A digit of a phone number after the first, with what may stand before it. */
#define GAP "(?:" SPACE "|[./\\x{2010}\\x{2011}-])?"
#define NEXT "(?:" GAP "(?:\\(" DIGIT "{1,5}\\)" GAP ")?" DIGIT ")"

/* Not before these is a number complete, or more than a number. */
#define COMPLETE "(?!" DIGIT "|[.,]" DIGIT "|" DASH DIGIT "|" SPACE "?[%٪])"

#define NO_DAY_FIRST "(?!" DIGIT "{1,2}([-./])" DIGIT "{1,2}\\g{-1}" DIGIT "{4}(?!" DIGIT "))"
#define NO_YEAR_FIRST "(?!" DIGIT "{4}([-./])" DIGIT "{1,2}\\g{-1}" DIGIT "{1,2}(?!" DIGIT "))"
#define NO_DATE NO_DAY_FIRST NO_YEAR_FIRST

#define THOUSANDS DIGIT "{1,3}(?:[,\\x20\\x{a0}\\x{202f}]" DIGIT "{3})+(?!" DIGIT ")"
#define NUMBER "(?:" THOUSANDS "(?:[.,]" DIGIT "+)?|" DIGIT "+(?:[.,٫]" DIGIT "+)?)"

#define PREFIXED "[kmcdnpµμ]?(?:g|l|L|m|mol|osmol|s|Hz|Pa|J|V|W|Gy|Sv|cal|Eq|U|IU)"
#define UNIT "(?:(?:mcg|mmHg|" PREFIXED "|min|h|hrs?|bpm|ppm|°[CF])[²³]?)"

/* Neither inside a word or number nor the second part of a range. */
#define BEGINNING "(?<![\\p{Latin}0-9۰-۹])(?<!" DIGIT "[.,/:])(?<!" DIGIT DASH ")"

/* Latin words that stand beside it, and the next of its kind, are part of what is read from left to
 * right: "sertraline 50 mg", "KET-001 v1.0". */
#define WORD "(?>\\p{Latin}(?:[\\p{Latin}'\\x{2019}-]{0,40}))"
#define WORDS_BEFORE "(?:" WORD SPACE "){0,4}"
#define MORE "(?:" SPACE "(?:(?&one)|" WORD "(?![0-9]))){0,4}"

/* What is isolated. Repetitions are bounded, so that time is linear. A bare number, a percentage, a
 * range of numbers and a date stay as they are. */
static const char *const isolated[] = {
	/* web addresses, with a scheme or with a path; e-mail; DOIs */
	"(?:https?://|mailto:|tel:|www\\.)" ADDRESS,
	"(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,63}/" ADDRESS,
	"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})+",
	"(?:doi:" SPACE "?)?10\\.[0-9]{4,9}/" ADDRESS,
	/* doses: 0.5 mg/kg, 5-10 ml */
	NUMBER "(?:" DASH NUMBER ")?" SPACE "?" UNIT "(?:/[0-9]*" SPACE "?" UNIT
		   ")*(?![\\p{Latin}0-9])",
	/* phones: +44 (0)20 7946 0958, 020 7946 0958, (555) 123-4567 */
	"\\+" DIGIT NEXT "{6,14}" COMPLETE,
	NO_DATE "0" DIGIT NEXT "{5,13}" COMPLETE,
	"\\(" DIGIT "{2,5}\\)" GAP DIGIT NEXT "{4,12}" COMPLETE,
	/* 13 11 14, 1-800-273-8255, 116 123 */
	"(?=(?:" SPACE "?" DIGIT "){6})" DIGIT "{1,4}(?:" SPACE DIGIT "{2,8}){2,}" COMPLETE,
	NO_DATE "(?=(?:-?" DIGIT "){7})" DIGIT "{1,4}(?:-" DIGIT "{2,8}){2,}" COMPLETE,
	DIGIT "{2,3}" SPACE DIGIT "{3,8}" COMPLETE,
	/* versions: 1.0, 2.10.3 */
	NO_DATE "(?>" DIGIT "+(?:\\." DIGIT "+)+)" COMPLETE,
	/* codes: KET-001, v1.0 */
	"(?=[0-9./_-]{0,63}[A-Za-z])(?=[A-Za-z./_-]{0,63}[0-9])[A-Za-z0-9]+(?:[-./_][A-Za-z0-9]+)+",
	NULL,
};

/* What has digits and is no phone: addresses and numbers of books and studies. */
#define NO_PHONE                                                    \
	"(?:(?:https?://|mailto:|tel:|www\\.)" ADDRESS "|(?:doi:" SPACE \
	"?)?10\\.[0-9]{4,9}/"                                           \
	"[!-~]*|(?:[A-Za-z0-9-]{1,63}\\.){1,8}[A-Za-z]{2,63}/" ADDRESS  \
	"|\\b(?i:ISBN|ISSN|EAN|PMID|NCT|DOI)[: #]{0,2}[0-9][0-9Xx -]*)(*SKIP)(*FAIL)|"

/* Opening hours and short dates: 09.00-17.00, 01.02.26. */
#define NO_TIME "(?!" DIGIT "{1,2}\\." DIGIT "{2}(?!\\.|" DIGIT "))"
#define NO_SHORT_DATE \
	"(?!" DIGIT "{2}([-./])" DIGIT "{2}\\g{-1}" DIGIT "{2}(?!" DIGIT "|\\g{-1}" DIGIT "))"

/* As few digits in one piece are a code. */
#define NO_CODE "(?!" DIGIT "{1,8}(?!" DIGIT "|[-.(/\\x{2010}\\x{2011}]|" SPACE DIGIT "))"

/* Before a digit of a phone number. A short group after a space ends a number that has had a group
 * of four: "020 7946 0958 24 hours". */
#define SHORT_GROUP "(?<=" SPACE DIGIT DIGIT DIGIT DIGIT ")" SPACE DIGIT "{1,2}(?!" DIGIT ")"
#define CALL_GAP "(?:(?!" SHORT_GROUP ")" SPACE "|[.\\x{2010}\\x{2011}-])?"
#define CALL_NEXT "(?:" CALL_GAP "(?:\\(" DIGIT "{1,5}\\)" CALL_GAP ")?" DIGIT ")"
#define CALL_BEGINNING "(?<![\\p{Latin}0-9۰-۹_#/=.,-])(?<!" DIGIT "[:\\x{2010}-\\x{2013}])"
#define CALL_START CALL_BEGINNING NO_DATE NO_TIME NO_SHORT_DATE NO_CODE
#define CALL_SLASH "(?:" SPACE "?/" SPACE "?" DIGIT ")?"

/* The numbers that may be called: international ones, and those that begin with the 0 of a
 * country's own, of seven digits and more. */
static const char *const phones[] = {
	CALL_BEGINNING "\\+" DIGIT CALL_NEXT "{6,14}" COMPLETE,
	CALL_START "0" DIGIT "{1,4}" CALL_SLASH CALL_NEXT "{5,12}" COMPLETE,
	CALL_BEGINNING "\\(0" DIGIT "{1,4}\\)" CALL_GAP DIGIT CALL_NEXT "{4,11}" COMPLETE,
	NULL,
};

/* Digits of the clinic's own number, which is a link however it is written, and of what is called.
 */
enum { OWN_DIGITS_LEAST = 5, CALL_DIGITS_LEAST = 7 };

/* More bytes than may stand between two digits of a number that is called: a space, a slash and a
 * space of three bytes each. */
enum { CALL_GAP_MOST = 8 };

/* What is looked for, and what becomes of it. */
struct search {
	struct arena *arena;
	const char *before, *const *kinds, *after; /* of the pattern */
	GRegex *regex;                             /* NULL: not compiled, for nothing may have it yet */
	bool (*may_have)(const char *text);        /* a quick look: false when nothing can be found */
	struct node *(*wrap)(struct arena *, struct node *found);
};

static struct node *piece(const struct search *search, const struct node *text, size_t from,
						  size_t to)
{
	struct node *node = doc_copy(search->arena, text);
	node->u.text.text = str_copy_n(search->arena, text->u.text.text + from, to - from);
	return node;
}

static GRegex *compile(const struct search *search)
{
	char *joined = g_strjoinv("|", (char **)search->kinds);
	char *pattern = g_strconcat(search->before, "(?<one>", joined, ")", search->after, NULL);
	GRegex *regex = g_regex_new(pattern, 0, 0, NULL);
	g_assert(regex);
	g_free(pattern);
	g_free(joined);
	return regex;
}

/* Appends to parent the text, or what it falls into. */
static void add_pieces(struct search *search, struct node *parent, struct node *text)
{
	const char *whole = text->u.text.text;
	size_t done = 0;
	GMatchInfo *match = NULL;
	if (!search->may_have(whole)) {
		doc_append(parent, text);
		return;
	}
	if (!search->regex)
		search->regex = compile(search);
	g_regex_match(search->regex, whole, 0, &match);
	while (g_match_info_matches(match)) {
		gint from = 0, to = 0;
		g_match_info_fetch_pos(match, 0, &from, &to);
		if ((size_t)from > done)
			doc_append(parent, piece(search, text, done, (size_t)from));
		doc_append(parent,
				   search->wrap(search->arena, piece(search, text, (size_t)from, (size_t)to)));
		done = (size_t)to;
		g_match_info_next(match, NULL);
	}
	g_match_info_free(match);
	if (!done)
		doc_append(parent, text);
	else if (whole[done])
		doc_append(parent, piece(search, text, done, strlen(whole)));
}

/* Takes the children away from parent, one after the other, to be appended again. */
static struct node *take_children(struct node *parent)
{
	struct node *child = parent->child;
	parent->child = parent->last = NULL;
	return child;
}

static struct node *take_next(struct node *child)
{
	struct node *next = child->next;
	child->parent = child->next = NULL;
	return next;
}

/* The bytes of the digit at s, as DIGIT has it; 0: none. */
static size_t digit_at(const char *s)
{
	if (g_ascii_isdigit(*s))
		return 1;
	return (unsigned char)s[0] == 0xdb && (unsigned char)s[1] >= 0xb0 && (unsigned char)s[1] <= 0xb9
			   ? 2
			   : 0;
}

/* What may be isolated has a digit, or is an address. */
static bool may_have_isolate(const char *text)
{
	for (const char *s = text; *s; s++)
		if (*s == '@' || *s == '/' || *s == ':' || digit_at(s))
			return true;
	return strstr(text, "www.") != NULL;
}

/* What may be called has digits enough near each other. */
static bool may_have_call(const char *text)
{
	int digits = 0;
	const char *last = text;
	for (const char *s = text; *s; s++) {
		size_t length = digit_at(s);
		if (!length)
			continue;
		digits = s - last <= CALL_GAP_MOST ? digits + 1 : 1;
		if (digits >= OWN_DIGITS_LEAST)
			return true;
		last = s + length;
		s += length - 1;
	}
	return false;
}

static struct node *isolate(struct arena *arena, struct node *found)
{
	struct node *node = doc_node(arena, NODE_ISOLATE, found->pos);
	doc_append(node, found);
	return node;
}

/* rtl: the text around runs from right to left. */
static void isolate_children(struct search *search, struct node *parent, bool rtl)
{
	struct node *next;
	for (struct node *child = take_children(parent); child; child = next) {
		const struct locale *locale = child->lang ? locale_find(child->lang) : NULL;
		bool inside = locale ? locale->rtl : rtl;
		next = take_next(child);
		if (child->kind == NODE_TEXT && inside) {
			add_pieces(search, parent, child);
			continue;
		}
		doc_append(parent, child);
		if (child->kind != NODE_ISOLATE)
			isolate_children(search, child, inside);
	}
}

void frame_isolate(struct arena *arena, struct node *document, const struct locale *locale)
{
	if (!locale->rtl)
		return;
	struct search search = {
		.arena = arena,
		.before = BEGINNING WORDS_BEFORE,
		.kinds = isolated,
		.after = MORE,
		.may_have = may_have_isolate,
		.wrap = isolate,
	};
	isolate_children(&search, document, true);
	g_clear_pointer(&search.regex, g_regex_unref);
}

/* The digits of a phone number in ASCII, up to a second number after a slash. "(0)" in a number
 * with a country's code is not dialled. */
static const char *dialled(struct arena *arena, const char *number)
{
	struct buf buf = {.arena = arena};
	bool international = number[strspn(number, "( ")] == '+';
	if (international)
		buf_putc(&buf, '+');
	for (const char *p = number; *p; p = g_utf8_next_char(p)) {
		int digit = g_unichar_digit_value(g_utf8_get_char(p));
		if (*p == '/' && buf.len >= CALL_DIGITS_LEAST)
			break;
		if (international && g_str_has_prefix(p, "(0)"))
			p += strlen("(0");
		else if (digit >= 0)
			buf_putc(&buf, (char)('0' + digit));
	}
	return buf_chars(&buf);
}

const char *frame_phone_url(struct arena *arena, const char *number)
{
	return str_fmt(arena, "tel:%s", dialled(arena, number));
}

static struct node *call(struct arena *arena, struct node *found)
{
	struct node *link = doc_node(arena, NODE_LINK, found->pos);
	link->u.link.url = frame_phone_url(arena, found->u.text.text);
	doc_append(link, found);
	return link;
}

static bool may_hold_calls(const struct node *node)
{
	bool references = node->kind == NODE_PART && node->u.part.kind == PART_REFERENCES;
	return !references && node->kind != NODE_LINK && node->kind != NODE_HEADING;
}

static void call_children(struct search *search, struct node *parent)
{
	struct node *next;
	for (struct node *child = take_children(parent); child; child = next) {
		next = take_next(child);
		if (child->kind == NODE_TEXT) {
			add_pieces(search, parent, child);
			continue;
		}
		doc_append(parent, child);
		if (may_hold_calls(child))
			call_children(search, child);
	}
}

/* A pattern of the clinic's own number, with any spaces in it; "(?!)", which is nowhere, when it
 * has none or too few digits. */
static const char *own_number(struct arena *arena, const char *phone)
{
	struct buf buf = {.arena = arena};
	const char *digits = phone ? dialled(arena, phone) : "";
	if (strlen(digits) < OWN_DIGITS_LEAST)
		return "(?!)";
	buf_puts(&buf, CALL_BEGINNING);
	for (const char *p = digits; *p; p++)
		buf_fmt(&buf, "%s%s%c", p > digits ? GAP : "", *p == '+' ? "\\" : "", *p);
	buf_puts(&buf, COMPLETE);
	return buf_chars(&buf);
}

void frame_call(struct arena *arena, struct node *document, const struct clinic *clinic)
{
	char *numbers = g_strjoinv("|", (char **)phones);
	const char *const kinds[] = {own_number(arena, clinic->phone), numbers, NULL};
	struct search search = {
		.arena = arena,
		.before = NO_PHONE,
		.kinds = kinds,
		.after = "",
		.may_have = may_have_call,
		.wrap = call,
	};
	call_children(&search, document);
	g_clear_pointer(&search.regex, g_regex_unref);
	g_free(numbers);
}
