/* What becomes of emphasis is told, for its author asked for something else. */
#include "document/emphasis.h"

#include "document/locale.h"

void emphasis_tell(struct diag *diag, const struct node *document, const struct theme *theme)
{
	const struct node *first = NULL;
	const struct locale *language = NULL;
	int count = 0;
	for (const struct node *n = theme->italic ? document : NULL; n; n = doc_next(n, document)) {
		const struct locale *locale = n->kind == NODE_EMPHASIS ? locale_find(doc_lang(n)) : NULL;
		const struct script *script = locale ? theme_script(theme, locale) : NULL;
		if (!script || script->italic)
			continue;
		first = first ? first : n;
		language = language ? language : locale;
		count++;
	}
	if (first)
		diag_note(diag, POS_FILE(first->pos.file),
				  "%d %s of emphasis %s set bold, for the faces of %s have no italic: nothing has "
				  "to be done",
				  count, count == 1 ? "passage" : "passages", count == 1 ? "is" : "are",
				  language->english);
}
