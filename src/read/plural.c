/* Plural-Forms: an expression of C over n, evaluated as it is read. */
#include "read/plural.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

enum { NESTING_MAX = 32, NUMBERS = 200 /* beyond, forms repeat by hundreds */ };

struct reader {
	const char *p;
	unsigned long n;
	int nesting;
	bool bad;
};

static unsigned long conditional(struct reader *r);

static bool take(struct reader *r, const char *sign)
{
	r->p += strspn(r->p, " \t");
	size_t len = strlen(sign);
	if (strncmp(r->p, sign, len) != 0)
		return false;
	/* "<" is not the beginning of "<=", nor "!" of "!=" */
	if (len == 1 && strchr("<>!", *sign) && r->p[1] == '=')
		return false;
	r->p += len;
	return true;
}

static unsigned long primary(struct reader *r)
{
	unsigned long value = 0;
	if (++r->nesting > NESTING_MAX) {
		r->bad = true;
	} else if (take(r, "(")) {
		value = conditional(r);
		r->bad = r->bad || !take(r, ")");
	} else if (take(r, "!")) {
		value = !primary(r);
	} else if (take(r, "n")) {
		value = r->n;
	} else if (g_ascii_isdigit(*r->p)) {
		while (g_ascii_isdigit(*r->p) && value < 1000000000)
			value = value * 10 + (unsigned long)(*r->p++ - '0');
	} else {
		r->bad = true;
	}
	r->nesting--;
	return value;
}

/* What / or % gives; nothing is divided by zero. */
static unsigned long divide(struct reader *r, unsigned long value, unsigned long by, bool rest)
{
	r->bad = r->bad || by == 0;
	if (by == 0)
		return 0;
	return rest ? value % by : value / by;
}

static unsigned long product(struct reader *r)
{
	unsigned long value = primary(r);
	while (!r->bad) {
		if (take(r, "*"))
			value *= primary(r);
		else if (take(r, "/"))
			value = divide(r, value, primary(r), false);
		else if (take(r, "%"))
			value = divide(r, value, primary(r), true);
		else
			break;
	}
	return value;
}

static unsigned long sum(struct reader *r)
{
	unsigned long value = product(r);
	while (!r->bad) {
		if (take(r, "+"))
			value += product(r);
		else if (take(r, "-"))
			value -= product(r);
		else
			break;
	}
	return value;
}

static unsigned long comparison(struct reader *r)
{
	unsigned long value = sum(r);
	while (!r->bad) {
		if (take(r, "<="))
			value = value <= sum(r);
		else if (take(r, ">="))
			value = value >= sum(r);
		else if (take(r, "<"))
			value = value < sum(r);
		else if (take(r, ">"))
			value = value > sum(r);
		else
			break;
	}
	return value;
}

static unsigned long equality(struct reader *r)
{
	unsigned long value = comparison(r);
	while (!r->bad) {
		if (take(r, "=="))
			value = value == comparison(r);
		else if (take(r, "!="))
			value = value != comparison(r);
		else
			break;
	}
	return value;
}

static unsigned long conjunction(struct reader *r)
{
	unsigned long value = equality(r);
	while (!r->bad && take(r, "&&")) {
		unsigned long right = equality(r);
		value = value && right;
	}
	return value;
}

static unsigned long disjunction(struct reader *r)
{
	unsigned long value = conjunction(r);
	while (!r->bad && take(r, "||")) {
		unsigned long right = conjunction(r);
		value = value || right;
	}
	return value;
}

static unsigned long conditional(struct reader *r)
{
	unsigned long value = 0;
	if (++r->nesting > NESTING_MAX) {
		r->bad = true;
	} else {
		value = disjunction(r);
		if (!r->bad && take(r, "?")) {
			unsigned long yes = conditional(r);
			r->bad = r->bad || !take(r, ":");
			unsigned long no = r->bad ? 0 : conditional(r);
			value = value ? yes : no;
		}
	}
	r->nesting--;
	return value;
}

int plural_form(const char *value, unsigned long number)
{
	struct reader r = {.p = value};
	if (!take(&r, "nplurals") || !take(&r, "="))
		return -1;
	unsigned long count = primary(&r);
	if (r.bad || !take(&r, ";") || !take(&r, "plural") || !take(&r, "="))
		return -1;
	r.n = number;
	unsigned long form = conditional(&r);
	take(&r, ";");
	r.p += strspn(r.p, " \t");
	return r.bad || *r.p || form >= count ? -1 : (int)form;
}

void plural_check(struct arena *arena, struct diag *diag, const struct po *po, const char *right)
{
	const char *said = po_header(arena, po, "Plural-Forms");
	if (!said || !*right)
		return;
	for (unsigned long n = 0; n < NUMBERS; n++)
		if (plural_form(said, n) != plural_form(right, n)) {
			diag_warning(diag, POS_FILE(po->file),
						 "its header counts otherwise than the language does (the number %lu, for "
						 "one): write \"Plural-Forms: %s\\n\" there",
						 n, right);
			return;
		}
}
