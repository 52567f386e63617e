/* Values of PDF objects as text. */
#include "pdf/value.h"

#include <glib.h>
#include <stdbool.h>

#include "base/units.h"

/* Characters of a string that would end it or be read as something else. */
static void add_byte(struct buf *out, unsigned char byte)
{
	if (byte == '(' || byte == ')' || byte == '\\')
		buf_putc(out, '\\');
	if (byte == '\r')
		buf_puts(out, "\\r");
	else
		buf_putc(out, (char)byte);
}

static void add_unit(struct buf *out, unsigned unit)
{
	add_byte(out, (unsigned char)(unit >> 8));
	add_byte(out, (unsigned char)(unit & 255));
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

void value_string(struct buf *out, const char *bytes)
{
	buf_putc(out, '(');
	for (; *bytes; bytes++)
		add_byte(out, (unsigned char)*bytes);
	buf_putc(out, ')');
}

/* PDFDocEncoding has ASCII's characters in ASCII's places; all else is UTF-16. */
void value_text(struct buf *out, const char *utf8)
{
	if (is_ascii(utf8)) {
		value_string(out, utf8);
		return;
	}
	buf_puts(out, "(\xfe\xff");
	for (; *utf8; utf8 = g_utf8_next_char(utf8)) {
		gunichar c = g_utf8_get_char(utf8);
		if (c > 0xffff) {
			add_unit(out, 0xd800 + ((c - 0x10000) >> 10));
			add_unit(out, 0xdc00 + ((c - 0x10000) & 0x3ff));
		} else {
			add_unit(out, c);
		}
	}
	buf_putc(out, ')');
}

/* An integer's characters with a sign and a NUL. */
enum { CHARACTERS = 24 };

/* Puts the digits at the end of the text; where they begin. */
static char *digits_of(char text[CHARACTERS], long long value)
{
	char *at = text + CHARACTERS - 1;
	unsigned long long rest = value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;
	*at = '\0';
	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (value < 0)
		*--at = '-';
	return at;
}

void value_integer(struct buf *out, long long value)
{
	char text[CHARACTERS];
	const char *digits = digits_of(text, value);
	buf_add(out, digits, (size_t)(text + CHARACTERS - 1 - digits));
}

void value_reference(struct buf *out, int number)
{
	value_integer(out, number);
	buf_puts(out, " 0 R");
}

/* Three digits after the point, without zeros at the end. */
void value_length(struct buf *out, int length)
{
	long long value =
		((long long)length * 1000 + (length < 0 ? -1 : 1) * UNITS_PER_PT / 2) / UNITS_PER_PT;
	if (value < 0)
		buf_putc(out, '-');
	value = value < 0 ? -value : value;
	value_integer(out, value / 1000);
	long long part = value % 1000;
	if (part == 0)
		return;
	char digits[] = {'.', (char)('0' + part / 100), (char)('0' + part / 10 % 10),
					 (char)('0' + part % 10)};
	buf_add(out, digits, part % 10 ? 4 : part % 100 ? 3 : 2);
}

void value_entry(struct buf *out, const char *key, const char *utf8)
{
	if (!utf8)
		return;
	buf_putc(out, '/');
	buf_puts(out, key);
	value_text(out, utf8);
}
