/* The rules: one table, which "handout check --rules" prints and SARIF carries; handout-check(7)
 * has the same. */
#include "check/rules.h"

#include <string.h>

const struct rule rules[] = {
	{"clinical-note", LEVEL_WARNING,
	 "A clinical note is open: passages that a clinician should look at, without a verdict.",
	 "A clinician decides; then notes.yaml says who accepted the text or changed it.",
	 "This program's own choice, in the spirit of PIF TICK criteria (June 2022), 4, evidence"},
	{"clinical-note-passage", LEVEL_WARNING,
	 "A clinical note quotes words that are not in the text any more.",
	 "Quote the text as it is now, or say in the note what was changed.",
	 "This program's own choice: notes.yaml in handout.yaml(5)"},
	{"final-notes", LEVEL_WARNING, "The handout is to be final, and a clinical note is open.",
	 "Settle the note in notes.yaml.", "This program's own choice: status in handout.yaml(5)"},
	{"final-sign-off", LEVEL_WARNING,
	 "The handout is to be final, and nobody vouches for its medical content.",
	 "Have it reviewed, and fill in sign-off in handout.yaml.",
	 "This program's own choice, in the spirit of PIF TICK criteria (June 2022), 4, evidence"},
	{"final-review-date", LEVEL_WARNING,
	 "The handout is to be final, and has no date for its review.",
	 "Add review-by to handout.yaml.",
	 "PIF TICK, How to find trusted health information (2021, reviewed 2023): a publication and a "
	 "review date"},
	{"final-emergency", LEVEL_WARNING,
	 "The handout is to be final, is about mental health, and has no numbers for an emergency.",
	 "Write them in clinic.yaml, and take \"emergency: no\" out of handout.yaml.",
	 "This program's own choice: topic in handout.yaml(5)"},
	{"final-translations", LEVEL_WARNING,
	 "The handout is to be final, and a translation is not in the state that it asks for.",
	 "Have it reviewed and sign it off, or take the language off the list.",
	 "This program's own choice; MedlinePlus asks of translations that their review is stated"},
	{"review-past", LEVEL_WARNING, "The day of the review is past.",
	 "Review the text, then change review-by and the version.",
	 "PIF TICK, How to find trusted health information (2021, reviewed 2023): a publication and a "
	 "review date"},
	{"review-date", LEVEL_WARNING, "The handout does not say when it will be reviewed.",
	 "Add review-by to handout.yaml.",
	 "PIF TICK, How to find trusted health information (2021, reviewed 2023): a publication and a "
	 "review date"},
	{"sign-off", LEVEL_NOTE, "Nobody vouches for the medical content: the sheet says so.",
	 "Have it reviewed, and fill in sign-off in handout.yaml.",
	 "This program's own choice, in the spirit of PIF TICK criteria (June 2022), 4, evidence"},
	{"imprint-publisher", LEVEL_WARNING, "The imprint does not say who publishes the sheet.",
	 "Write the name in clinic.yaml, or publisher in handout.yaml.",
	 "PIF TICK, How to find trusted health information (2021, reviewed 2023): who produced it"},
	{"imprint-contact", LEVEL_WARNING,
	 "The sheet has no phone number, e-mail or web address of the clinic.",
	 "Write one in clinic.yaml.",
	 "This program's own choice, in the spirit of PIF TICK criteria (June 2022), 8, feedback"},
	{"imprint-feedback", LEVEL_NOTE,
	 "Readers are not told where to say what they think of the sheet.",
	 "Write feedback in clinic.yaml.",
	 "PIF TICK criteria (June 2022), 8: a clear process for users to provide feedback"},
	{"imprint-evidence", LEVEL_WARNING,
	 "The sheet names no evidence: it has no references and no word on what it rests.",
	 "Add a part with references, or evidence to handout.yaml.",
	 "PIF TICK, How to find trusted health information (2021, reviewed 2023): sources or "
	 "references"},
	{"emergency-block", LEVEL_WARNING, "A sheet on mental health has no numbers for an emergency.",
	 "Take \"emergency: no\" out of handout.yaml, and write the numbers in clinic.yaml.",
	 "This program's own choice: topic in handout.yaml(5)"},
	{"emergency-unverified", LEVEL_WARNING, "Nobody has verified a number for an emergency.",
	 "Call it, then write the date in clinic.yaml.",
	 "This program's own choice: emergency in clinic.yaml(5)"},
	{"emergency-old", LEVEL_WARNING, "A number for an emergency was verified more than a year ago.",
	 "Call it again and change the date in clinic.yaml.",
	 "This program's own choice: emergency in clinic.yaml(5)"},
	{"section-unheaded", LEVEL_WARNING, "A section has no heading.",
	 "Add one, or name it under headings in handout.yaml.",
	 "AHRQ, PEMAT and user's guide (2013, updated 2014), item 9; WCAG 2.2, 2.4.10"},
	{"section-long", LEVEL_WARNING, "Text goes on for more than 250 words without a heading.",
	 "Add a heading where the matter changes.",
	 "AHRQ, PEMAT and user's guide (2013, updated 2014), item 8: short sections; the 250 words are "
	 "this program's own choice"},
	{"acronym-undefined", LEVEL_WARNING, "An acronym is not explained where it is first used.",
	 "Write the words first, then the acronym in brackets.",
	 "AHRQ, PEMAT and user's guide (2013, updated 2014), item 4; WCAG 2.2, 3.1.4"},
	{"spelling-mixed", LEVEL_WARNING, "British and American spellings are mixed, or -ise and -ize.",
	 "Use one of them throughout.", "This program's own choice"},
	{"unit-spacing", LEVEL_WARNING, "A number and its unit stand together without a space.",
	 "Put a space between: 10 mg.",
	 "BIPM, SI brochure, 8th edition (2006, updated 2014), 5.3.3; ISMP, list of error-prone "
	 "abbreviations: dose and unit run together"},
	{"capitals", LEVEL_WARNING, "Words are written in capitals.",
	 "Write them in small letters, and use **bold** for what matters.",
	 "UKAAF, G003, Creating clear print and large print documents (2019), minimum standards: no "
	 "large blocks of capital letters"},
	{"reference-uncited", LEVEL_WARNING, "A reference is not cited in the text.",
	 "Cite it where the text rests on it, or leave it out.",
	 "This program's own choice, in the spirit of PIF TICK criteria (June 2022), 4, evidence"},
	{"reference-address", LEVEL_NOTE, "A reference has no DOI and no web address.",
	 "Add one, so that readers find it.", "Crossref, display guidelines (March 2017)"},
	{"link-confusable", LEVEL_WARNING,
	 "The address of a link has letters of several scripts, or letters that look like Latin ones.",
	 "Type it again with the keyboard of its language, and see where it leads.",
	 "Unicode Technical Standard 39, Unicode Security Mechanisms: restriction levels, confusables"},
	{"link-invisible", LEVEL_WARNING,
	 "A link has characters that nobody sees or that turn the direction of what follows.",
	 "Type the address or the words again.",
	 "Unicode Technical Report 36, Unicode Security Considerations: bidirectional text spoofing"},
	{"link-other", LEVEL_WARNING,
	 "The words of a link are an address, and the link leads to another one.",
	 "Write the same address, or other words.",
	 "WCAG 2.2, 2.4.4: the words of a link tell its purpose"},
	{"readability", LEVEL_NOTE,
	 "How hard the text is to read: the score of a formula made for the language, or the length of "
	 "its sentences, and the five hardest sentences.",
	 "Split the sentences, and use words that patients use.",
	 "The formula that is named; handout-check(7) says which work it is from"},
	{"reading-grade", LEVEL_WARNING, "English text asks for more than eight years of school.",
	 "Split long sentences, and use short words; the hardest sentences are listed.",
	 "WCAG 2.2, 3.1.5; MedlinePlus, How to Write Easy-to-Read Health Materials (2012), asks for "
	 "the 6th to 7th grade; the limit is this program's own choice"},
	{"print-size", LEVEL_WARNING,
	 "Type is smaller than clear or large print allows: 12 and 16 points.",
	 "Make it larger in theme.yaml.",
	 "UKAAF, G003, Creating clear print and large print documents (2019), minimum standards"},
	{"print-x-height", LEVEL_WARNING,
	 "The letter x is lower than 1.4 mm, as it is in Times New Roman at 9 points.",
	 "Make the size larger in theme.yaml.",
	 "European Commission, guideline on the readability of the labelling and package leaflet, "
	 "revision 1 (12 January 2009), chapter 1, section A: 9 points as in Times New Roman; the "
	 "height in mm is this program's own measure of that"},
	{"print-pitch", LEVEL_WARNING, "Lines are nearer to each other than 3 mm.",
	 "Make the leading larger in theme.yaml.",
	 "European Commission, guideline on the readability of the labelling and package leaflet, "
	 "revision 1 (12 January 2009), chapter 1, section A"},
	{"print-measure", LEVEL_WARNING,
	 "Lines have more than 80 characters, 40 in Chinese, Japanese and Korean, or so few that the "
	 "eye jumps: less than half as many.",
	 "Change the measure or the size in theme.yaml.",
	 "WCAG 2.2, 1.4.8, for the most; RNIB asks for 60 to 70; the least is this program's own "
	 "choice"},
	{"print-italics", LEVEL_WARNING, "A clear or large print edition may set italics.",
	 "Write \"italic: false\" for the edition in theme.yaml.",
	 "UKAAF, G003, Creating clear print and large print documents (2019), minimum standards"},
	{"print-justified", LEVEL_WARNING,
	 "A clear or large print edition may set lines flush on both sides.",
	 "Write \"justify: false\" for the edition in theme.yaml.",
	 "UKAAF, G003, Creating clear print and large print documents (2019), minimum standards"},
	{"print-split-words", LEVEL_WARNING,
	 "A clear or large print edition may split words at the ends of lines.",
	 "Write \"hyphenate: false\" for the edition in theme.yaml.",
	 "UKAAF, G003, Creating clear print and large print documents (2019), minimum standards"},
	{"print-columns", LEVEL_WARNING, "A large print edition has something in two columns.",
	 "Write \"imprint-columns: 1\" for the edition in theme.yaml.",
	 "UKAAF, MS03, Minimum standards, clear and large print (June 2012): columns avoided or "
	 "reduced in number"},
	{"print-note-marks", LEVEL_WARNING,
	 "Marks of footnotes in a clear or large print edition are raised and small.",
	 "Write \"note-marks: brackets\" for the edition in theme.yaml.",
	 "UKAAF, G003, Creating clear print and large print documents (2019), minimum standards: "
	 "superscripts of the size of the body"},
	{"contrast", LEVEL_WARNING,
	 "Text has too little contrast with what is behind it: below 4.5 to 1, or below 3 to 1 where "
	 "it is large or a sign.",
	 "Choose a darker color, or a lighter ground.", "WCAG 2.2, 1.4.3 and 1.4.11"},
	{"contrast-accent", LEVEL_WARNING, "The accent color has less contrast with white than 7 to 1.",
	 "Choose a darker color in clinic.yaml or theme.yaml.", "WCAG 2.2, 1.4.6"},
	{"translation-file", LEVEL_WARNING,
	 "A PO file names another language, or an image has no version in the language.",
	 "Correct the header, or add the image.", "This program's own choice: messages in handout(1)"},
	{"translation-hours", LEVEL_WARNING,
	 "clinic.yaml does not have the opening hours in a language of the handout.",
	 "Write them in that language too.", "This program's own choice: hours in clinic.yaml(5)"},
	{"translation-missing", LEVEL_WARNING,
	 "A text is not translated; an error where the handout refuses that.",
	 "Translate it in the PO file.", "This program's own choice: untranslated in handout.yaml(5)"},
	{"translation-stale", LEVEL_WARNING,
	 "The source of a translation has changed, or a translator was not sure of it; an error where "
	 "the handout refuses that.",
	 "Check the translation and take away the mark fuzzy.",
	 "This program's own choice: untranslated in handout.yaml(5)"},
	{"translation-draft", LEVEL_NOTE, "Nobody has reviewed a translation.",
	 "Have it reviewed by a qualified person, then sign it off with \"handout signoff\".",
	 "MedlinePlus, criteria for translations; 45 CFR 92.201"},
	{"parity-dose", LEVEL_ERROR, "A dose differs between source and translation.", "Correct it.",
	 "This program's own choice: languages in handout.yaml(5)"},
	{"parity-phone", LEVEL_ERROR,
	 "A phone number differs between source and translation, or a short one that calls help, such "
	 "as 112, is not in the translation; a warning where only a country's code differs.",
	 "Correct it.", "This program's own choice: languages in handout.yaml(5)"},
	{"parity-field", LEVEL_ERROR,
	 "A field such as {{clinic.phone}} is not as often in the translation as in the source.",
	 "Write it as often in both.", "This program's own choice: languages in handout.yaml(5)"},
	{"parity-number", LEVEL_WARNING, "A number differs between source and translation.",
	 "See which is right.", "Translate Toolkit, descriptions of all pofilter tests: numbers"},
	{"parity-percent", LEVEL_WARNING, "A percentage differs between source and translation.",
	 "See which is right.", "This program's own choice: languages in handout.yaml(5)"},
	{"parity-unit", LEVEL_WARNING, "A unit of the source is not in the translation.",
	 "Check the unit.", "This program's own choice: languages in handout.yaml(5)"},
	{"parity-address", LEVEL_WARNING,
	 "A web or e-mail address differs between source and translation.", "See which is right.",
	 "Translate Toolkit, descriptions of all pofilter tests: urls, emails"},
	{"drug-name", LEVEL_WARNING,
	 "A drug of drug-names is not in the translation under a name of glossary.yaml.",
	 "Use the name there, or add it.", "This program's own choice: drug-names in handout.yaml(5)"},
	{"drug-unsought", LEVEL_WARNING,
	 "A drug of drug-names is not looked for in a language that is not of Latin letters: "
	 "glossary.yaml does not say what it is called there.",
	 "Add its name there.", "This program's own choice: drug-names in handout.yaml(5)"},
	{"terminology", LEVEL_WARNING, "A term is not translated as glossary.yaml has it.",
	 "Use its words, or add these there.",
	 "This program's own choice: glossary.yaml in handout.yaml(5)"},
	{"wording-unchanged", LEVEL_WARNING, "A translation has the words of the source.",
	 "Translate them.", "Translate Toolkit, descriptions of all pofilter tests: unchanged"},
	{"wording-length", LEVEL_WARNING,
	 "A translation is much longer or shorter than others of the language.",
	 "See whether something is missing or stands twice.",
	 "Translate Toolkit, descriptions of all pofilter tests: long, short; how much is this "
	 "program's own choice"},
	{"wording-doubled", LEVEL_WARNING, "A word stands twice.", "Take one away.",
	 "Translate Toolkit, descriptions of all pofilter tests: doublewords"},
	{"wording-brackets", LEVEL_WARNING, "Brackets or quotation marks do not close.",
	 "Close what is opened.",
	 "Translate Toolkit, descriptions of all pofilter tests: brackets, doublequoting"},
	{"letters", LEVEL_WARNING, "A letter is of another language or script than the text.",
	 "Type it again with the keyboard of the language.",
	 "This program's own choice, after the letters that Unicode CLDR lists for a language"},
	{"punctuation", LEVEL_WARNING, "A sign is that of another language.", "Use the language's own.",
	 "This program's own choice, after the signs that Unicode CLDR lists for a language"},
	{"joiner", LEVEL_WARNING, "A joiner or non-joiner is missing or too much.",
	 "Write it as the language does.",
	 "This program's own choice; RFC 5892, A.1, says what the non-joiner is for"},
	{"digits", LEVEL_WARNING, "Digits of two kinds stand in one translation.", "Use one kind.",
	 "This program's own choice"},
	{"encoding", LEVEL_WARNING, "Letters and their accents are separate characters.",
	 "Save the text in the normal form NFC.",
	 "This program's own choice; Unicode Standard annex 15 defines NFC"},
};

const size_t rule_count = sizeof rules / sizeof rules[0];

const struct rule *rule_find(const char *id)
{
	for (size_t i = 0; i < rule_count; i++)
		if (strcmp(rules[i].id, id) == 0)
			return &rules[i];
	return NULL;
}

const char *const *rule_ids(struct arena *arena)
{
	const char **ids = ARENA_ARRAY(arena, const char *, rule_count + 1);

	for (size_t i = 0; i < rule_count; i++)
		ids[i] = rules[i].id;
	return ids;
}

struct str rules_text(struct arena *arena)
{
	struct buf out = {.arena = arena};

	for (size_t i = 0; i < rule_count; i++)
		buf_fmt(&out, "%s (%s)\n  %s\n  %s\n  Source: %s.\n", rules[i].id,
				level_name(rules[i].level), rules[i].meaning, rules[i].remedy, rules[i].source);
	return buf_str(&out);
}
