/* Parity: the values of source and translation are paired, exact ones first; what is left over on
 * either side is told. */
#include "check/parity.h"

#include <string.h>

#include <glib.h>

#include "check/calling.h"
#include "check/values.h"
#include "document/locale.h"
#include "document/placeholder.h"

/* Digits of a phone number without its nought, and of a country's code. */
enum { LOCAL_MIN = 7, COUNTRY_MAX = 3 };
enum { STEM_MIN = 4, ENDING = 3 }; /* letters of a drug's name: at least so many, without so many */

/* One segment while it is compared. */
struct pair {
	struct arena *arena;
	struct findings *findings;
	struct pos pos;
	const char *lang;
	const char *calling; /* the code of the clinic's country; NULL: not known */
	const struct locale *source_locale, *locale;
	const char *source_plain, *plain;
	struct values source, target;
	bool *source_used, *target_used;
};

static bool is_shown(const struct segment *segment)
{
	return segment->state >= STATE_DRAFT && segment->message;
}

static bool same_text(const char *a, const char *b)
{
	return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

typedef bool match(const struct pair *, const struct value *source, const struct value *target);

static bool match_exactly(const struct pair *pair, const struct value *a, const struct value *b)
{
	(void)pair;
	return a->kind == b->kind && same_text(a->unit, b->unit) && same_text(a->per, b->per) &&
		   strcmp(a->key, b->key) == 0;
}

/* "0.5 mg a kilo", "per kg of weight 0.5 mg": the second unit stands elsewhere. */
static bool match_unit(const struct pair *pair, const struct value *a, const struct value *b)
{
	return a->kind == VALUE_QUANTITY && b->kind == VALUE_QUANTITY && strcmp(a->key, b->key) == 0 &&
		   same_text(a->unit, b->unit) && (!a->per || !b->per) &&
		   (!a->per || values_has_unit(pair->plain, a->per)) &&
		   (!b->per || values_has_unit(pair->source_plain, b->per));
}

/* The number alone, where the unit is not joined to it. */
static bool match_number(const struct pair *pair, const struct value *a, const struct value *b)
{
	bool both = a->kind == VALUE_QUANTITY && b->kind == VALUE_QUANTITY;
	bool unlike = both || (a->unit && b->unit && strcmp(a->unit, b->unit) != 0);
	bool phone = a->kind == VALUE_PHONE || b->kind == VALUE_PHONE;
	bool address = a->kind >= VALUE_URL || b->kind >= VALUE_URL;
	(void)pair;
	return strcmp(a->key, b->key) == 0 && !unlike && !phone && !address;
}

/* The same time of day, with am or pm in one of the two. */
static bool match_hour(const struct pair *pair, const struct value *a, const struct value *b)
{
	bool numbers = a->kind == VALUE_NUMBER && b->kind == VALUE_NUMBER;
	(void)pair;
	return numbers &&
		   ((a->hour && str_same(a->hour, b->key)) || (b->hour && str_same(b->hour, a->key)));
}

/* The code of a country by whose length one of two phone numbers is longer than the other: "44" of
 * "+44 20 7946 0958" and "020 7946 0958"; *len: its digits. NULL: they are two numbers. */
static const char *code_between(const struct value *a, const struct value *b, size_t *len)
{
	if (a->kind != VALUE_PHONE || b->kind != VALUE_PHONE)
		return NULL;
	const char *local = *a->key == '0' ? a->key : b->key;
	const char *other = local == a->key ? b->key : a->key;
	size_t digits = strlen(local) - 1, whole = strlen(other);
	*len = whole - digits;
	bool same = *local == '0' && *other != '0' && digits >= LOCAL_MIN && whole > digits &&
				*len <= COUNTRY_MAX && strcmp(other + *len, local + 1) == 0;
	return same ? other : NULL;
}

/* The same phone number, with the code of the clinic's country in one of the two, and perhaps the
 * nought after it: "+44 (0)20". */
static bool match_own_phone(const struct pair *pair, const struct value *a, const struct value *b)
{
	size_t len, own = pair->calling ? strlen(pair->calling) : 0;
	const char *code = code_between(a, b, &len);
	if (!code || !own || strncmp(code, pair->calling, own) != 0)
		return false;
	return len == own || (len == own + 1 && code[own] == '0');
}

/* The same with any country's. */
static bool match_phone(const struct pair *pair, const struct value *a, const struct value *b)
{
	size_t len;
	(void)pair;
	return code_between(a, b, &len) != NULL;
}

/* Joins the first values left on both sides for which the test holds; calls told for each pair. */
static void join_values(struct pair *pair, match *test,
						void (*told)(struct pair *, const struct value *, const struct value *))
{
	for (size_t s = 0; s < pair->source.count; s++)
		for (size_t t = 0; t < pair->target.count && !pair->source_used[s]; t++) {
			const struct value *a = &pair->source.items[s], *b = &pair->target.items[t];
			if (pair->target_used[t] || !test(pair, a, b))
				continue;
			pair->source_used[s] = pair->target_used[t] = true;
			if (told)
				told(pair, a, b);
		}
}

static void tell_unlike(struct pair *pair, const struct value *a, const struct value *b)
{
	if (a->kind == VALUE_QUANTITY && b->kind == VALUE_NUMBER &&
		!values_has_unit(pair->plain, a->unit))
		finding_add(pair->findings, "parity-unit", LEVEL_WARNING, pair->pos,
					"the source says \"%s\", the translation \"%s\" without a unit that is known "
					"here: check the unit",
					a->text, b->text);
	if (a->kind == VALUE_PHONE)
		finding_add(pair->findings, "parity-phone", LEVEL_WARNING, pair->pos,
					"the source says \"%s\", the translation \"%s\": see whether it is the same "
					"number",
					a->text, b->text);
	if (a->kind == VALUE_PERCENT && b->kind != VALUE_PERCENT && !values_has_percent(pair->plain))
		finding_add(pair->findings, "parity-percent", LEVEL_WARNING, pair->pos,
					"the source says \"%s\", the translation \"%s\": say that it is a percentage",
					a->text, b->text);
}

static void tell_missing(struct pair *pair, const struct value *value)
{
	struct findings *findings = pair->findings;
	switch (value->kind) {
	case VALUE_QUANTITY:
		finding_add(findings, "parity-dose", LEVEL_ERROR, pair->pos,
					"the dose \"%s\" of the source is not in the translation: correct it",
					value->text);
		break;
	case VALUE_PHONE:
		finding_add(findings, "parity-phone", LEVEL_ERROR, pair->pos,
					"the phone number \"%s\" of the source is not in the translation: correct it",
					value->text);
		break;
	case VALUE_NUMBER:
	case VALUE_PERCENT:
		if (values_is_spelled(pair->plain, value->key, pair->locale))
			break;
		if (value->kind == VALUE_NUMBER && !value->unit && calling_is_help(value->key))
			finding_add(
				findings, "parity-phone", LEVEL_ERROR, pair->pos,
				"the number \"%s\", which calls help, is not in the translation: correct it",
				value->text);
		else
			finding_add(findings, value->kind == VALUE_PERCENT ? "parity-percent" : "parity-number",
						LEVEL_WARNING, pair->pos,
						"\"%s\" of the source is not in the translation: check it", value->text);
		break;
	case VALUE_URL:
	case VALUE_MAIL:
		finding_add(findings, "parity-address", LEVEL_WARNING, pair->pos,
					"the address \"%s\" of the source is not in the translation: put it in",
					value->text);
		break;
	}
}

static void tell_extra(struct pair *pair, const struct value *value)
{
	struct findings *findings = pair->findings;
	switch (value->kind) {
	case VALUE_QUANTITY:
		finding_add(findings, "parity-dose", LEVEL_ERROR, pair->pos,
					"the dose \"%s\" of the translation is not in the source: correct it",
					value->text);
		break;
	case VALUE_PHONE:
		finding_add(findings, "parity-phone", LEVEL_ERROR, pair->pos,
					"the phone number \"%s\" of the translation is not in the source: correct it",
					value->text);
		break;
	case VALUE_NUMBER:
	case VALUE_PERCENT:
		/* "1" is added with the counting words of Chinese or Japanese, for "a" and "first" */
		if (strcmp(value->key, "1") != 0 &&
			!values_is_spelled(pair->source_plain, value->key, pair->source_locale))
			finding_add(findings, value->kind == VALUE_PERCENT ? "parity-percent" : "parity-number",
						LEVEL_WARNING, pair->pos,
						"\"%s\" of the translation is not in the source: check it", value->text);
		break;
	case VALUE_URL:
	case VALUE_MAIL:
		finding_add(findings, "parity-address", LEVEL_WARNING, pair->pos,
					"the address \"%s\" of the translation is not in the source: correct it",
					value->text);
		break;
	}
}

/* Whether a time says again what another of the text says: "2 pm (14:00)". */
static bool is_repeated(const struct values *values, const struct value *value)
{
	for (size_t i = 0; value->hour && i < values->count; i++)
		if (&values->items[i] != value && str_same(values->items[i].key, value->hour))
			return true;
	return false;
}

static void compare_values(struct pair *pair)
{
	pair->source_used = ARENA_ARRAY(pair->arena, bool, pair->source.count);
	pair->target_used = ARENA_ARRAY(pair->arena, bool, pair->target.count);
	join_values(pair, match_exactly, NULL);
	join_values(pair, match_unit, NULL);
	join_values(pair, match_number, tell_unlike);
	join_values(pair, match_hour, NULL);
	join_values(pair, match_own_phone, NULL);
	join_values(pair, match_phone, tell_unlike);
	for (size_t i = 0; i < pair->source.count; i++)
		if (!pair->source_used[i] && !is_repeated(&pair->source, &pair->source.items[i]))
			tell_missing(pair, &pair->source.items[i]);
	for (size_t i = 0; i < pair->target.count; i++)
		if (!pair->target_used[i] && !is_repeated(&pair->target, &pair->target.items[i]))
			tell_extra(pair, &pair->target.items[i]);
}

/* How often the text has the field, written as in code. */
static int count_field(const char *text, struct str field)
{
	int count = 0;
	const char *at;
	for (size_t len; placeholder_find(text, &at, &len); text = at + len)
		count += str_eq((struct str){at, len}, field);
	return count;
}

/* A field that one text has more often: the source, or the translation. */
static void tell_field(struct pair *pair, struct str field, bool extra, bool in_both)
{
	const char *fault = in_both ? "not as often in both texts: count them"
						: extra ? "not in the source: take it out"
								: "not in the translation: put it in";
	finding_add(pair->findings, "parity-field", LEVEL_ERROR, pair->pos,
				"the field \"%.*s\" of the %s is %s", (int)field.len, field.s,
				extra ? "translation" : "source", fault);
}

/* Fields are never translated: each as often in both texts. */
static void compare_fields(struct pair *pair, const char *source, const char *target)
{
	const char *const texts[] = {source, target};
	for (int i = 0; i < 2; i++) {
		const char *text = texts[i], *at;
		for (size_t len; placeholder_find(text, &at, &len); text = at + len) {
			struct str field = {at, len};
			if (count_field(texts[i], field) <= count_field(texts[1 - i], field) ||
				count_field(texts[i], field) != count_field(at, field))
				continue;
			tell_field(pair, field, i, count_field(texts[1 - i], field) > 0);
		}
	}
}

/* A pair of a segment; false where there is nothing to compare. */
static bool pair_of(struct pair *pair, struct arena *arena, struct findings *findings,
					const struct handout *handout, const struct translation *translation,
					const struct segment *segment)
{
	*pair = (struct pair){
		.arena = arena,
		.findings = findings,
		.lang = translation->lang,
		.calling = calling_code(handout->clinic.country),
		.source_locale = locale_find(handout->language),
		.locale = locale_find(translation->lang),
	};
	if (!is_shown(segment) || !pair->locale || !pair->source_locale)
		return false;
	pair->pos = segment->message->str_pos;
	pair->source_plain = values_plain(arena, segment->source->text);
	pair->plain = values_plain(arena, segment->message->str);
	pair->source = values_of(arena, segment->source->text, pair->source_locale);
	pair->target = values_of(arena, segment->message->str, pair->locale);
	return true;
}

static void compare_pair(struct pair *pair, const struct segment *segment)
{
	compare_values(pair);
	compare_fields(pair, segment->source->text, segment->message->str);
}

void parity_errors(struct findings *findings, const struct handout *handout,
				   const struct translation *translation)
{
	struct arena *scratch = arena_new();
	struct findings all = {.arena = scratch};
	struct pair pair;

	for (size_t i = 0; i < translation->count; i++)
		if (pair_of(&pair, scratch, &all, handout, translation, &translation->segments[i]))
			compare_pair(&pair, &translation->segments[i]);
	const struct finding *items = findings_all(&all);
	for (size_t i = 0; i < all.count; i++)
		if (items[i].level == LEVEL_ERROR)
			finding_add(findings, items[i].rule, LEVEL_ERROR, items[i].pos, "%s", items[i].text);
	arena_free(scratch);
}

/* Whether the text has the name with other accents or another ending: "kétamine", "ketaminy". */
static bool has_alike(const char *plain, const char *name)
{
	char *have = g_str_to_ascii(plain, "C"), *want = g_str_to_ascii(name, "C");
	size_t len = strlen(want), stem = len > STEM_MIN + ENDING ? len - ENDING : MIN(len, STEM_MIN);

	want[stem] = '\0';
	bool found = glossary_has(have, want, false);
	g_free(have);
	g_free(want);
	return found;
}

static bool has_form(const char *plain, const char *const *forms)
{
	for (; *forms; forms++)
		if (glossary_has(plain, *forms, false))
			return true;
	return false;
}

static const char *list_of(struct arena *arena, const char *const *forms)
{
	struct buf out = {.arena = arena};
	for (size_t i = 0; forms[i]; i++)
		buf_fmt(&out, "%s\"%s\"", i ? " or " : "", forms[i]);
	return buf_chars(&out);
}

/* Marks as unsought the drugs that cannot be compared: of other letters, without a form. */
static void check_drugs(const struct pair *pair, const struct handout *handout,
						const struct glossary *glossary, bool *unsought)
{
	for (size_t i = 0; i < handout->drug_names.count; i++) {
		const char *name = handout->drug_names.items[i].text;
		const char *const *forms = glossary_forms(glossary, name, pair->lang);
		bool latin = strcmp(pair->locale->script, "Latn") == 0;
		if (!glossary_has(pair->source_plain, name, true))
			continue;
		if (glossary_has(pair->plain, name, false))
			continue;
		if (!forms && !latin)
			unsought[i] = true;
		else if (forms ? !has_form(pair->plain, forms) : !has_alike(pair->plain, name))
			finding_add(pair->findings, "drug-name", LEVEL_WARNING, pair->pos,
						"the drug \"%s\" of the source is not in the translation%s%s: name it",
						name, forms ? " as " : "", forms ? list_of(pair->arena, forms) : "");
	}
}

static void report_unsought(struct findings *findings, const struct handout *handout,
							const char *lang, const bool *unsought)
{
	const struct name *drugs = handout->drug_names.items, *first = NULL;
	const struct locale *locale = locale_find(lang);
	struct buf list = {.arena = findings->arena};
	bool several = false;

	for (size_t i = 0; i < handout->drug_names.count; i++) {
		if (!unsought[i])
			continue;
		several = first != NULL;
		first = first ? first : &drugs[i];
		buf_fmt(&list, "%s\"%s\"", several ? ", " : "", drugs[i].text);
	}
	if (first)
		finding_add(findings, "drug-unsought", LEVEL_WARNING, first->pos,
					"the drug%s %s %s not looked for in %s: write into glossary.yaml what %s "
					"called there, after \"%s:\"",
					several ? "s" : "", buf_chars(&list), several ? "are" : "is",
					locale ? locale->english : lang, several ? "they are" : "it is", lang);
}

static bool is_drug(const struct handout *handout, const char *term)
{
	for (size_t i = 0; i < handout->drug_names.count; i++)
		if (g_ascii_strcasecmp(handout->drug_names.items[i].text, term) == 0)
			return true;
	return false;
}

static void check_terms(const struct pair *pair, const struct handout *handout,
						const struct glossary *glossary)
{
	for (size_t i = 0; i < glossary->count; i++) {
		const char *term = glossary->terms[i].term;
		const char *const *forms = glossary_forms(glossary, term, pair->lang);
		if (!forms || is_drug(handout, term) || !glossary_has(pair->source_plain, term, true) ||
			has_form(pair->plain, forms))
			continue;
		finding_add(pair->findings, "terminology", LEVEL_WARNING, pair->pos,
					"the source says \"%s\", for which the glossary has %s: use it here too", term,
					list_of(pair->arena, forms));
	}
}

void parity_check(struct findings *findings, const struct handout *handout,
				  const struct translation *translation, const struct glossary *glossary)
{
	bool *unsought = ARENA_ARRAY(findings->arena, bool, handout->drug_names.count);
	struct pair pair;

	for (size_t i = 0; i < translation->count; i++) {
		if (!pair_of(&pair, findings->arena, findings, handout, translation,
					 &translation->segments[i]))
			continue;
		compare_pair(&pair, &translation->segments[i]);
		check_drugs(&pair, handout, glossary, unsought);
		check_terms(&pair, handout, glossary);
	}
	report_unsought(findings, handout, translation->lang, unsought);
}
