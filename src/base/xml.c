/* XML text: escaping, attributes. */
#include "base/xml.h"

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	}
	return NULL;
}

/* Whether XML 1.0 forbids the character at s: C0 controls but tab and line ends, U+FFFE, U+FFFF. */
static bool forbidden(const char *s, size_t *len)
{
	unsigned char c = (unsigned char)s[0];
	*len = 1;
	if (c < 0x20)
		return c != '\t' && c != '\n' && c != '\r';
	if (c == 0xef && (unsigned char)s[1] == 0xbf && (unsigned char)s[2] >= 0xbe) {
		*len = 3;
		return true;
	}
	return false;
}

void xml_text(struct buf *buf, const char *text)
{
	const char *start = text;
	for (const char *s = text; *s;) {
		size_t len;
		const char *replaced = entity(*s);
		if (!replaced && !forbidden(s, &len)) {
			s++;
			continue;
		}
		buf_add(buf, start, (size_t)(s - start));
		if (replaced) {
			buf_puts(buf, replaced);
			len = 1;
		}
		s += len;
		start = s;
	}
	buf_puts(buf, start);
}

void xml_attr(struct buf *buf, const char *name, const char *value)
{
	if (!value)
		return;
	buf_fmt(buf, " %s=\"", name);
	xml_text(buf, value);
	buf_putc(buf, '"');
}
