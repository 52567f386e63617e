/* A handout of the plan: first only what its manifest lists, then the whole of it. */
#ifndef HANDOUT_BATCH_SOURCE_H
#define HANDOUT_BATCH_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "batch/share.h"
#include "document/handout.h"
#include "document/strings.h"
#include "document/theme.h"
#include "translate/messages.h"
#include "translate/signoff.h"

/* An open clinical note, for the report. */
struct open_note {
	const char *id, *concern;
	int line; /* in notes.yaml */
};

/* What a plan keeps of a manifest, so that a thousand handouts need little memory. */
struct listing {
	const char *name;                              /* of the handout's folder */
	const char *root;                              /* see struct handout */
	const char *clinic;                            /* clinic.yaml, NULL: none */
	const char *logo;                              /* the clinic's, a path; NULL: none */
	const char *title, *code, *version, *language; /* as in the manifest */
	const char *const *languages;                  /* as listed, else its own; NULL at the end */
	const char *const *parts;                      /* paths, NULL at the end */
	bool editions[EDITION_KINDS];                  /* what is listed, or made if nothing is */
	bool formats[FORMAT_HTML + 1];                 /* the same */
	bool papers[PAPER_LETTER + 1];                 /* the same */
	enum paper paper;                              /* the clinic's */
	bool final;  /* its status asks for that: then each translation matters to all outputs */
	size_t size; /* of the parts, in bytes */
	const struct open_note *notes;
	size_t note_count;
};

/* A handout for one clinic, shared by all of its jobs. */
struct source {
	const char *dir;    /* its folder, as resolved */
	const char *clinic; /* its clinic is ROOT/clinics/CLINIC.yaml; NULL: ROOT/clinic.yaml */
	const struct listing *listing; /* NULL: handout.yaml could not be read */

	/* What source_open reads; all NULL until then. */
	struct handout *handout; /* NULL after it: handout.yaml could not be read */
	struct node *document;
	struct messages messages;
	struct signoff *signoff;
	const struct theme *theme;
	struct strings_dirs strings_dirs;
	const char *hyphenation_dir;
	struct strings_known *strings; /* what was read of strings_dirs; may be NULL */
	unsigned lacks;                /* of what a final handout has, see document/final.h */
	const struct diag *said;       /* what reading it reported; NULL: nothing */
	bool failed;                   /* an error was reported: no job of it runs */
};

/* Reads the manifest only: sets the listing. What is wrong is reported when it cannot be read, and
 * failed is set; else source_open reports. */
void source_list(struct arena *, struct diag *, const char *dir, const char *clinic,
				 struct source *);

/* The themes, and the page's own words, that sources have in common. */
struct themes;

/* None yet. Grows with the theme files, the clinics' colours and the languages, not with the
 * sources. */
struct themes *themes_new(struct arena *);

/* Reads the whole handout whose dir and clinic are set: manifest, document, messages, sign-off,
 * theme. Sets failed after an error. The theme lives as long as themes, and is not read again as
 * long as its file is the same; with themes NULL it is read into the arena. */
void source_open(struct arena *, struct diag *, const struct share *, struct themes *,
				 struct source *);

/* Warns why a handout that has been opened is made as a draft though its status asks for a final
 * one.
 */
void source_tell_draft(struct diag *, const struct source *);

/* source_open of the folder's handout for the clinic of clinic.yaml, without a listing. */
void source_read(struct arena *, struct diag *, const char *dir, const struct share *,
				 struct source *);

/* The content root of a source with a listing or a handout, as near as can be to how its folder was
 * written. */
const char *source_root(struct arena *, const struct source *);

/* The theme and the numbers for an emergency for a content root: its own, else the program's. */
const char *source_theme(struct arena *, const struct share *, const char *root);
const char *source_emergency(struct arena *, const struct share *, const char *root);

/* The folders of the page's own words for a content root. That of its own need not be there; it is
 * NULL where it is the program's. */
struct strings_dirs source_strings(struct arena *, const struct share *, const char *root);

#endif
