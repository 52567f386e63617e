/* Words that the glossary explains: the first use of each in the article and the questions becomes
 * a link to its entry, in bold, and the word of the entry a link back. */
#ifndef HANDOUT_DOCUMENT_TERMS_H
#define HANDOUT_DOCUMENT_TERMS_H

#include "base/arena.h"
#include "base/diag.h"
#include "document/doc.h"

/* Marks the first uses, each in the language of its entry: a translated entry's own word is looked
 * for in the translated text. Endings as languages decline them, and what Arabic and Hebrew write
 * before a word without a space, belong to the use. Not looked at are headings, links, footnotes,
 * labels to write after and words in another language. Notes the entries without a use, and those
 * that do not begin with their word in bold. Changes the caller's own tree. */
void terms_connect(struct arena *, struct diag *, struct node *document);

/* The word of an entry, its first words in bold; NULL: it has none. */
struct node *terms_word(const struct node *item);

#endif
