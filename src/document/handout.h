/* The manifest of a handout (handout.yaml), its clinic (clinic.yaml) and its open notes
 * (notes.yaml). */
#ifndef HANDOUT_DOCUMENT_HANDOUT_H
#define HANDOUT_DOCUMENT_HANDOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "document/doc.h"
#include "document/locale.h"

enum edition_kind {
	EDITION_STANDARD,
	EDITION_CLEAR,
	EDITION_LARGE,
	EDITION_BILINGUAL,
	EDITION_BOOKLET
};
#define EDITION_KINDS (EDITION_BOOKLET + 1)
enum format { FORMAT_PDF, FORMAT_EPUB, FORMAT_TXT, FORMAT_HTML };
enum paper { PAPER_A4, PAPER_LETTER };

/* What an edition does with text whose translation is missing or stale. */
enum untranslated {
	UNTRANSLATED_SHOW_SOURCE, /* the source's words, marked, with a notice */
	UNTRANSLATED_OMIT,        /* a notice in its place */
	UNTRANSLATED_REFUSE       /* the edition is not written */
};

/* Names as written in YAML and on the command line, NULL-terminated, in the order of the enums. */
extern const char *const edition_names[];
extern const char *const format_names[];
extern const char *const paper_names[];

/* A list of names with the places where they stand. */
struct name {
	const char *text;
	struct pos pos;
};

struct names {
	const struct name *items;
	size_t count;
};

/* One entry of `parts`. */
struct part {
	enum part_kind kind;   /* article, faq or references */
	const char *file;      /* as written */
	const char *path;      /* the file itself */
	struct names headings; /* string keys ("conclusion") for sections without a heading, in order */
	struct pos pos;
};

/* Words that are divided at their hyphens ("ke-ta-mine") and nowhere else. */
struct exceptions {
	const char *lang;
	struct names words;
};

/* Who vouches for the source text. name NULL: nobody yet. */
struct signature {
	const char *name, *role;
	struct date date;
};

/* Who has checked the e-books against EPUB Accessibility 1.1 at WCAG 2.2 Level AA, and says that
 * they conform. name NULL: nobody, and nothing is claimed. */
struct certifier {
	const char *name, *credential; /* credential: NULL where not given */
	const char *report;            /* its web address; NULL where not given */
};

/* A passage of a part, quoted word for word in an open note. */
struct passage {
	const char *part; /* "article" */
	const char *text;
	struct pos pos;
};

/* An open clinical note: what the editors noticed, without a verdict. */
struct clinical_note {
	const char *id;
	const char *concern; /* one sentence */
	struct passage passages[2];
	size_t passage_count; /* 1 or 2 */
	const char *status;   /* "open", "accepted" or "changed" */
	const char *by;       /* who accepted or changed; NULL while open */
	struct date date;
	struct pos pos;
};

/* Who is called in an emergency. */
enum emergency {
	EMERGENCY_AMBULANCE,
	EMERGENCY_CRISIS,
	EMERGENCY_URGENT,
	EMERGENCY_LISTENING,
	EMERGENCY_POISON,
	EMERGENCY_TEXT_RELAY
};
#define EMERGENCY_KINDS (EMERGENCY_TEXT_RELAY + 1)

struct emergency_number {
	const char *number;   /* NULL: none */
	struct date verified; /* year 0: nobody has verified it */
	struct pos pos;       /* in clinic.yaml: where it stands or is to be written */
	bool stated;          /* clinic.yaml says it, or that there is none */
};

/* A text that may differ by language. */
struct worded {
	const char *own;    /* in the handout's language, else English or the first; NULL: none */
	struct names names; /* the languages that have one of their own */
	const char *const *texts;
};

struct clinic {
	const char *file;   /* clinic.yaml; NULL when there is none */
	const char *name;   /* as worded's own */
	struct names names; /* by language: text is the tag, see clinic_name */
	const char *const *name_texts;
	const char *country;                                  /* ISO 3166: "GB" */
	enum paper paper;                                     /* by country unless stated */
	const char *address, *phone, *web, *email;            /* NULL where not given */
	const char *appointments, *out_of_hours, *text_relay; /* phones; NULL where not given */
	struct worded hours;                                  /* may have several lines */
	const char *feedback; /* a web address, e-mail address or phone; NULL where not given */
	bool other_formats;   /* the imprint says that there are other forms and languages */
	const char *logo;     /* its file; NULL: none */
	const char *logo_alt; /* in the language of the clinic's own name */
	struct pos logo_pos;
	struct emergency_number emergency[EMERGENCY_KINDS]; /* its own; see handout */
	unsigned accent;                                    /* 0xRRGGBB */
	bool has_accent;
};

struct handout {
	const char *dir;  /* its folder */
	const char *name; /* the folder's own name, "ketamine-for-depression" */
	const char *root; /* the content root: nearest folder upward with a clinic.yaml, else dir */
	const char *file; /* dir/handout.yaml */
	const char *title, *code, *version, *language; /* language: the source's tag */
	const char *publisher;                         /* NULL: the clinic */
	const char *evidence;                          /* on what the text rests; NULL: not said */
	const char *online; /* where it is online, with {code}, {lang}, {version}; NULL: nowhere */
	struct pos online_pos;
	bool mental_health; /* its topic */
	bool emergency;     /* it has a block of numbers for an emergency */
	struct emergency_number numbers[EMERGENCY_KINDS]; /* of the clinic and its country, where the
														 block is; emergency_read */
	struct pos title_pos;
	struct date issued, review_by;
	const char *status;    /* "draft" or "final": what it is to be, see document/final.h */
	struct pos status_pos; /* handout.yaml as a whole where it does not say; so with the next */
	struct pos review_pos;
	enum state translated; /* REVIEWED or APPROVED: what a final one asks of each translation */
	struct signature sign_off;
	struct certifier certifier;
	const struct part *parts;
	size_t part_count;
	struct names languages, editions, formats, papers; /* as listed; papers may be empty */
	enum untranslated untranslated;
	struct names drug_names;             /* in the source's language, as listed */
	const struct exceptions *exceptions; /* by language */
	size_t exception_count;
	const struct clinical_note *notes;
	size_t note_count;
	struct clinic clinic;
};

/* Reads dir/handout.yaml, notes.yaml if there is one, and the root's clinic.yaml. dir is a path to
 * a folder. Reports every fault it finds; returns NULL if any was an error. */
struct handout *handout_read(struct arena *, struct diag *, const char *dir);

/* The same for another clinic: that of CLINICS_DIR/CLINIC.yaml in the content root. NULL: that of
 * clinic.yaml. */
struct handout *handout_read_for(struct arena *, struct diag *, const char *dir,
								 const char *clinic);

/* In the content root: clinics beside that of clinic.yaml, which shares the handouts with them. */
#define CLINICS_DIR "clinics"

/* The text in a language, else the clinic's own; the language of it, NULL where clinic.yaml does
 * not say. */
const char *worded_in(const struct worded *, const char *lang);
const char *worded_lang(const struct worded *, const char *lang);

/* The clinic's name in a language, else its own. */
const char *clinic_name(const struct clinic *, const char *lang);

/* The language of the name that clinic_name gives; NULL where clinic.yaml does not say. */
const char *clinic_name_lang(const struct clinic *, const char *lang);

/* The index of name in a NULL-terminated list, or -1. */
int name_index(const char *const *list, const char *name);

#endif
