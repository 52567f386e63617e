/* Encodings that word processors and old editors leave behind, and signs that are no text. */
#include "new/decode.h"

#include <string.h>

#include <glib.h>

#include "base/file.h"

/* Windows-1252 from 0x80 to 0x9f; 0: no character. */
static const gunichar windows[32] = {
	0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

/* Signs that faces for text seldom have, and those to be written for them. */
static const struct {
	gunichar sign;
	const char *by;
} others[] = {{0x2610, "□"}, {0x25fb, "□"}, {0x274f, "□"}, {0x2751, "□"}, {0x2611, "✓"},
			  {0x2714, "✓"}, {0x2612, "×"}, {0x2717, "×"}, {0x2718, "×"}, {0x27a2, "→"},
			  {0x27a4, "→"}, {0x25ba, "→"}, {0x2726, "•"}, {0xf0b7, "•"}, {0xf0a7, "•"},
			  {0xf0d8, "•"}, {0xf076, "•"}, {0xf0fc, "✓"}, {0xf0a8, "□"}, {0xf06f, "□"}};

static bool is_utf16(struct str bytes)
{
	return bytes.len >= 2 && bytes.len % 2 == 0 &&
		   (memcmp(bytes.s, "\xff\xfe", 2) == 0 || memcmp(bytes.s, "\xfe\xff", 2) == 0);
}

static void add_char(struct buf *out, gunichar c)
{
	char bytes[6];

	buf_add(out, bytes, (size_t)g_unichar_to_utf8(c, bytes));
}

/* False: half of a pair, or a NUL. */
static bool from_utf16(struct buf *out, struct str bytes)
{
	const unsigned char *s = (const void *)bytes.s;
	size_t high = s[0] == 0xff;
	gunichar lead = 0;

	for (size_t i = 2; i < bytes.len; i += 2) {
		gunichar unit = (gunichar)(s[i + high] << 8 | s[i + 1 - high]);
		bool trail = unit >= 0xdc00 && unit < 0xe000;
		if (unit == 0 || trail != (lead != 0))
			return false;
		if (unit >= 0xd800 && unit < 0xdc00) {
			lead = unit;
			continue;
		}
		add_char(out, trail ? 0x10000 + ((lead - 0xd800) << 10) + (unit - 0xdc00) : unit);
		lead = 0;
	}
	return lead == 0;
}

/* False: this is more likely another encoding, or no text. */
static bool from_windows(struct buf *out, struct str bytes)
{
	size_t high = 0;

	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.s[i];
		gunichar sign = c >= 0x80 && c < 0xa0 ? windows[c - 0x80] : c;
		high += c >= 0x80;
		if (sign == 0)
			return false;
		add_char(out, sign);
	}
	return high * 4 < bytes.len;
}

/* CRLF and CR as LF. */
static struct str with_lines(struct arena *arena, struct str text)
{
	struct buf out = {.arena = arena};

	for (size_t i = 0; i < text.len; i++)
		if (text.s[i] != '\r')
			buf_putc(&out, text.s[i]);
		else if (i + 1 == text.len || text.s[i + 1] != '\n')
			buf_putc(&out, '\n');
	return buf_str(&out);
}

bool decode_file(struct arena *arena, struct diag *diag, const char *path, struct str *out)
{
	struct buf text = {.arena = arena};
	struct str bytes;

	if (!file_read(arena, diag, path, &bytes))
		return false;
	if (is_utf16(bytes) && from_utf16(&text, bytes)) {
		*out = with_lines(arena, buf_str(&text));
		return true;
	}
	text.len = 0;
	if (g_utf8_validate(bytes.s, (gssize)bytes.len, NULL) || !from_windows(&text, bytes))
		return file_read_text(arena, diag, path, out);
	diag_warning(
		diag, POS_FILE(path),
		"read as Windows-1252, for it is not UTF-8: look whether its accents and quotation "
		"marks are right; if not, save it in the encoding UTF-8 and bring that in");
	*out = with_lines(arena, buf_str(&text));
	return true;
}

/* Pictures of feelings and things, and what joins and colours them. */
static bool is_emoji(gunichar c)
{
	return (c >= 0x1f000 && c <= 0x1faff) || c == 0xfe0f || (c >= 0x263a && c <= 0x263b) ||
		   c == 0x2709;
}

static bool is_private(gunichar c)
{
	return (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000;
}

static const char *replacement(gunichar c)
{
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (others[i].sign == c)
			return others[i].by;
	return NULL;
}

struct str decode_clean(struct arena *arena, struct diag *diag, const char *path, struct str text,
						bool pages)
{
	struct buf out = {.arena = arena};
	struct pos pos = {path, 1, 1};

	for (const char *s = text.s, *end = text.s + text.len, *next; s < end; s = next) {
		gunichar c = g_utf8_get_char(s);
		next = g_utf8_next_char(s);
		const char *by = replacement(c);
		bool control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
		pos.line += c == '\n';
		if (by) {
			diag_note(diag, pos, "\"%.*s\" became \"%s\", which more typefaces have",
					  (int)(next - s), s, by);
			buf_puts(&out, by);
		} else if (c == '\f' || c == '\v') {
			buf_puts(&out, c == '\v' ? " " : pages ? "\f" : "");
		} else if (is_emoji(c) || is_private(c)) {
			diag_note(diag, pos, "taken out: \"%.*s\" (U+%04X), which no typeface for text has",
					  (int)(next - s), s, (unsigned)c);
		} else if (control || c == 0xfeff) {
			diag_note(diag, pos, "taken out: a sign that cannot be seen (U+%04X)", (unsigned)c);
		} else if (c == 0xad) {
			diag_note(diag, pos, "taken out: a place for a hyphen: the words are hyphenated anew");
		} else {
			buf_add(&out, s, (size_t)(next - s));
		}
	}
	return buf_str(&out);
}
