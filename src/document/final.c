/* What a handout needs to be final, and what it lacks of that. */
#include "document/final.h"

#include <string.h>

#include "base/str.h"
#include "document/emergency.h"

static size_t open_notes(const struct handout *handout)
{
	size_t count = 0;
	for (size_t i = 0; i < handout->note_count; i++)
		count += str_same(handout->notes[i].status, "open");
	return count;
}

unsigned final_lacks(const struct handout *handout)
{
	bool asked = str_same(handout->status, "final");
	bool numbers = handout->emergency && emergency_count(handout) > 0;
	return (asked ? 0U : FINAL_STATUS) | (open_notes(handout) > 0 ? FINAL_NOTES : 0U) |
		   (handout->sign_off.name ? 0U : FINAL_SIGN_OFF) |
		   (handout->review_by.year ? 0U : FINAL_REVIEW_DATE) |
		   (handout->mental_health && !numbers ? FINAL_EMERGENCY : 0U);
}

const char *final_words(struct arena *arena, const struct handout *handout, unsigned lacks)
{
	struct buf out = {.arena = arena};
	const struct {
		unsigned lack;
		const char *words;
	} all[] = {
		{FINAL_NOTES, "an answer to each open note of notes.yaml"},
		{FINAL_SIGN_OFF, "a sign-off"},
		{FINAL_REVIEW_DATE, "a review date"},
		{FINAL_EMERGENCY, "numbers for an emergency"},
		{FINAL_TRANSLATIONS,
		 str_fmt(arena, "translations that are %s", state_name(handout->translated))},
	};
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		if (lacks & all[i].lack)
			buf_fmt(&out, "%s%s", out.len ? ", " : "", all[i].words);
	return buf_chars(&out);
}
