/* glossary.yaml: how terms and drugs are called in each language. In the handout's folder, in the
 * content root, or both; then the handout's own says what counts. */
#ifndef HANDOUT_CHECK_GLOSSARY_H
#define HANDOUT_CHECK_GLOSSARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/handout.h"

/* The forms of a term in one language, any of which will do. */
struct term_forms {
	const char *lang;
	const char *const *forms; /* NULL-terminated */
};

struct term {
	const char *term; /* in the source's language */
	const struct term_forms *langs;
	size_t lang_count;
	struct pos pos;
};

struct glossary {
	const struct term *terms; /* one a term */
	size_t count;
};

/* Reads a file such as
 *
 *     terms:
 *       - term: ketamine
 *         es: ketamina
 *         ar: [كيتامين, الكيتامين]
 *
 * of the handout and of its content root, whose path is root in messages. A file that is not there
 * is an empty one. Reports faults; never NULL. */
struct glossary *glossary_read(struct arena *, struct diag *, const struct handout *,
							   const char *root);

/* The forms of a term in a language ("es" has those of "es-MX" when it has none), NULL-terminated;
 * NULL: the glossary does not say. */
const char *const *glossary_forms(const struct glossary *, const char *term, const char *lang);

/* Whether the text has the word or words; capitals do not matter, in spaced scripts it begins where
 * a word begins, and words may have other endings by a few letters. whole: the last ends where a
 * word ends, or before the "s" of a plural. */
bool glossary_has(const char *plain, const char *words, bool whole);

#endif
