/* Marks that were not understood: looked for in the text that is left, and found again where they
 * were typed, for there a backslash before one says that it is meant. */
#include "read/leftover.h"

#include <string.h>

#include <glib.h>

/* Signs that people type for the bullet of a list. */
static const char bullets[] = "•‣▪●○◦∙";

/* The most characters of a text that a message shows; those behind a mark by which it is found. */
enum { SHOWN_MOST = 24, NEEDLE_REST = 3 };

/* What was typed, and what should have been. */
enum fault {
	FAULT_EMPHASIS,
	FAULT_HEADING,
	FAULT_TABLE,
	FAULT_LIST,
	FAULT_NUMBER,
	FAULT_BOX,
	FAULT_CALLOUT,
	FAULT_LINK,
	FAULT_PICTURE,
	FAULT_CAPTION,
	FAULT_ADDRESS
};

static bool is_word(const char *s)
{
	gunichar c = g_utf8_get_char(s);
	return g_unichar_isalnum(c) || c == 0xBF || c == 0xA1;
}

static gunichar char_before(const char *text, const char *s)
{
	return s > text ? g_utf8_get_char(g_utf8_prev_char(s)) : ' ';
}

static bool has_word(const char *text)
{
	while (*text && !is_word(text))
		text = g_utf8_next_char(text);
	return *text != '\0';
}

/* "**" beside words, or one star or low line before a word that it would begin to mark. */
static const char *find_emphasis(const char *text)
{
	if (!has_word(text))
		return NULL;
	for (const char *s = text; (s = strpbrk(s, "*_")); s++) {
		gunichar before = char_before(text, s);
		bool opens = g_unichar_isspace(before) || before == '(' || before == '"';
		if (s[0] == '*' && s[1] == '*')
			return s;
		if (opens && s[1] && is_word(s + 1))
			return s;
		s += strspn(s, "_*") - 1;
	}
	return NULL;
}

static bool is_bullet(const char *text, const char *s)
{
	return g_unichar_isspace(char_before(text, s)) && *g_utf8_next_char(s) == ' ' &&
		   g_utf8_strchr(bullets, -1, g_utf8_get_char(s));
}

/* A bullet at the beginning, or the first of several. */
static const char *find_bullet(const char *text)
{
	const char *first = NULL;
	int count = 0;
	for (const char *s = text; *s; s = g_utf8_next_char(s)) {
		if ((unsigned char)*s < 0x80 || !is_bullet(text, s))
			continue;
		first = first ? first : s;
		count++;
	}
	return first == text || count > 1 ? first : NULL;
}

static const char *find_link(const char *text)
{
	static const char *const addresses[] = {"http", "www.", "images/", "mailto:", "tel:"};
	for (const char *s = text; (s = strstr(s, "] (")); s++)
		for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++)
			if (g_str_has_prefix(s + 3, addresses[i]))
				return s;
	return NULL;
}

/* Whether a text of len bytes ends as the name of a picture does. */
static bool ends_picture(const char *text, size_t len)
{
	static const char *const endings[] = {".png", ".jpg", ".jpeg", ".svg"};
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		size_t of_ending = strlen(endings[i]);
		if (len > of_ending &&
			g_ascii_strncasecmp(text + len - of_ending, endings[i], of_ending) == 0)
			return true;
	}
	return false;
}

/* How many bytes of a text are an address with spaces: to a picture's ending, or to the end. */
static size_t address_length(const char *text)
{
	size_t end = strcspn(text, ")");
	for (size_t len = 0; len <= end; len++)
		if ((len == end || text[len] == ' ') && ends_picture(text, len))
			return len;
	return end;
}

/* An address that ends none: a space is in it, or words behind it that are in no quotation marks
 * of the keyboard. */
static const char *find_address(const char *text, enum fault *fault)
{
	for (const char *s = text; (s = strstr(s, "](")); s++) {
		const char *address = s + strlen("](");
		size_t end = strcspn(address, ")"), len = address_length(address);
		bool picture = ends_picture(address, len);
		if (!address[end] || !memchr(address, ' ', end) || address[0] == '<')
			continue;
		if (picture)
			*fault = memchr(address, ' ', len) ? FAULT_PICTURE : FAULT_CAPTION;
		else if (g_str_has_prefix(address, "http") || g_str_has_prefix(address, "www."))
			*fault = FAULT_ADDRESS;
		else
			continue;
		return s;
	}
	return NULL;
}

/* What is wrong with the beginning of a paragraph; false: nothing. */
static bool begins_wrong(const char *text, enum fault *fault)
{
	size_t hashes = strspn(text, "#"), digits = strspn(text, "0123456789");
	const char *box = text + strspn(text, "-");
	if (hashes && hashes <= 6 && g_unichar_isalpha(g_utf8_get_char(text + hashes)))
		*fault = FAULT_HEADING;
	else if (text[0] == '|' && strchr(text + 1, '|'))
		*fault = FAULT_TABLE;
	else if (text[0] == '-' && g_unichar_isalpha(g_utf8_get_char(text + 1)))
		*fault = FAULT_LIST;
	else if (digits && digits < 3 && strchr(".)", text[digits]) && text[digits] &&
			 g_unichar_isupper(g_utf8_get_char(text + digits + 1)))
		*fault = FAULT_NUMBER;
	else if (g_str_has_prefix(box, "[]") || g_str_has_prefix(box, "[  ]"))
		*fault = FAULT_BOX;
	else if (text[0] == '[' && text[1] == '!' && g_ascii_isupper(text[2]))
		*fault = FAULT_CALLOUT;
	else
		return false;
	return true;
}

/* The first fault in a text and where it is; NULL: none. begins: a paragraph begins with it. */
static const char *find_fault(const char *text, bool begins, enum fault *fault)
{
	const char *found;
	if (begins && begins_wrong(text, fault))
		return text;
	if ((found = find_address(text, fault)))
		return found;
	if ((found = find_emphasis(text)))
		*fault = FAULT_EMPHASIS;
	else if (begins && (found = find_bullet(text)))
		*fault = FAULT_LIST;
	else if ((found = find_link(text)))
		*fault = FAULT_LINK;
	return found;
}

/* A mark and a few characters behind it: how many bytes. */
static size_t needle_length(const char *mark)
{
	const char *end = mark + strcspn(mark, "*_#|[]() -");
	end += strspn(end, "*_#|[]() -");
	for (int i = 0; i < NEEDLE_REST && *end && *end != ' '; i++)
		end = g_utf8_next_char(end);
	return (size_t)(end - mark);
}

/* Whether a text was typed so, with ends of lines for its spaces. */
static bool is_typed(const char *raw, const char *text, size_t len)
{
	size_t i = 0;
	while (i < len && (raw[i] == text[i] || (raw[i] == '\n' && text[i] == ' ')))
		i++;
	return i == len;
}

/* Where a mark was typed in a text, without a backslash; NULL: nowhere. */
static const char *find_typed(struct str raw, const char *mark)
{
	size_t len = needle_length(mark);
	for (size_t i = 0; i + len <= raw.len; i++)
		if (is_typed(raw.s + i, mark, len) && (i == 0 || raw.s[i - 1] != '\\'))
			return raw.s + i;
	return NULL;
}

/* The lines of a block as they were typed; a message is one block. */
static struct str typed(const struct reading *in, cmark_node *block)
{
	int first = cmark_node_get_start_line(block), last = cmark_node_get_end_line(block);
	if (!in->lines)
		return in->text;
	if (first < 1 || last < first || (size_t)first > in->line_count)
		return (struct str){NULL, 0};
	size_t from = in->lines[first - 1];
	size_t to = (size_t)last < in->line_count ? in->lines[last] : in->text.len;
	return (struct str){in->text.s + from, to - from};
}

static struct pos place_of(const struct reading *in, cmark_node *block, struct str raw,
						   const char *at)
{
	struct pos pos = in->pos;
	if (!in->lines)
		return pos;
	const char *line = raw.s;
	pos = (struct pos){in->file, cmark_node_get_start_line(block), 1};
	for (const char *s = raw.s; s < at; s++)
		if (*s == '\n') {
			pos.line++;
			line = s + 1;
		}
	pos.col = (int)g_utf8_strlen(line, at - line) + 1;
	return pos;
}

static void tell(struct diag *diag, struct pos pos, enum fault fault, const char *shown)
{
	switch (fault) {
	case FAULT_EMPHASIS:
		diag_warning(
			diag, pos,
			"\"%s\" makes no word bold or italic: write **words** or *words*, closed and "
			"without a space inside, or put a backslash before a star that is to be printed",
			shown);
		break;
	case FAULT_HEADING:
		diag_warning(diag, pos, "\"%s\" is no heading: put a space behind the '#'", shown);
		break;
	case FAULT_TABLE:
		diag_warning(diag, pos,
					 "\"%s\" is no table: write |---|---| below its first line, one --- for each "
					 "column",
					 shown);
		break;
	case FAULT_LIST:
		diag_warning(diag, pos, "\"%s\" is no list: begin each of its lines with \"- \"", shown);
		break;
	case FAULT_NUMBER:
		diag_warning(diag, pos, "\"%s\" is no list: put a space behind each number", shown);
		break;
	case FAULT_BOX:
		diag_warning(
			diag, pos,
			"\"%s\" is no box to tick: write \"- [ ] \", with a space between the brackets", shown);
		break;
	case FAULT_CALLOUT:
		diag_warning(diag, pos, "\"%s\" is no box: begin each of its lines with \"> \"", shown);
		break;
	case FAULT_LINK:
		diag_warning(diag, pos, "\"%s\" is no link: leave no space between ']' and '('", shown);
		break;
	case FAULT_PICTURE:
		diag_warning(diag, pos,
					 "\"%s\" is no picture, for its name has a space: rename the file without it, "
					 "or write <%s>",
					 shown, shown);
		break;
	case FAULT_CAPTION:
		diag_warning(diag, pos,
					 "\"%s\" is no picture, for its caption is not in straight double quotes: "
					 "write (%s \"caption\")",
					 shown, shown);
		break;
	case FAULT_ADDRESS:
		diag_warning(diag, pos, "\"%s\" is no link: write %%20 for each space in the address",
					 shown);
		break;
	}
}

/* The beginning of a text, as messages show it. */
static const char *shorten(struct arena *arena, const char *text)
{
	bool whole = g_utf8_strlen(text, -1) <= SHOWN_MOST;
	const char *end = whole ? text + strlen(text) : g_utf8_offset_to_pointer(text, SHOWN_MOST);
	return str_fmt(arena, "%.*s%s", (int)(end - text), text, whole ? "" : "...");
}

/* What of a faulty text its message shows, from the mark on. */
static const char *shown_of(struct arena *arena, const char *mark, enum fault fault)
{
	const char *address = mark + strlen("](");
	if (fault == FAULT_PICTURE || fault == FAULT_CAPTION)
		return str_copy_n(arena, address, address_length(address));
	return shorten(arena, fault == FAULT_ADDRESS ? address : mark);
}

/* The marks of a node of marked words; NULL: it is another. */
static const char *marks_of(const struct node *n)
{
	if (n->kind == NODE_STRONG)
		return "**";
	return n->kind == NODE_EMPHASIS ? "*" : NULL;
}

/* A star too many before or behind marked words, as it may have been typed, "**words*": between a
 * node and the next one. NULL: none. */
static const char *find_beside(struct arena *arena, const struct node *n)
{
	const struct node *next = n->next;
	if (!next)
		return NULL;
	if (n->kind == NODE_TEXT && marks_of(next) && g_str_has_suffix(n->u.text.text, "*"))
		return str_fmt(arena, "*%s%s", marks_of(next), doc_plain(arena, next));
	if (next->kind == NODE_TEXT && marks_of(n) && next->u.text.text[0] == '*')
		return str_fmt(arena, "%s%s%s", doc_plain(arena, n), marks_of(n), next->u.text.text);
	return NULL;
}

void leftover_report(struct reading *in, cmark_node *block, const struct node *parent)
{
	struct str raw = typed(in, block);
	bool paragraph = parent->kind == NODE_PARAGRAPH;
	enum fault fault;
	for (const struct node *n = parent; raw.len && n; n = doc_next(n, parent)) {
		const char *text = n->kind == NODE_TEXT ? n->u.text.text : "";
		const char *mark = find_fault(text, paragraph && n == parent->child, &fault);
		if (!mark && (mark = find_beside(in->arena, n)))
			fault = FAULT_EMPHASIS;
		const char *at = mark ? find_typed(raw, mark) : NULL;
		if (!at)
			continue;
		tell(in->diag, place_of(in, block, raw, at), fault, shown_of(in->arena, mark, fault));
		return;
	}
}
