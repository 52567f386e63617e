/* The dates of numbers for an emergency, against the day of the check. */
#include "check/emergency.h"

#include "base/file.h"
#include "document/emergency.h"

/* A year, in seconds. */
#define LASTS (366LL * 24 * 60 * 60)

void emergency_check(struct findings *findings, const struct handout *handout, struct date today)
{
	const char *file = handout->clinic.file ? path_base(handout->clinic.file) : "clinic.yaml";
	for (int i = 0; handout->emergency && i < EMERGENCY_KINDS; i++) {
		const struct emergency_number *number = &handout->numbers[i];
		if (!number->number)
			continue;
		bool verified = number->verified.year > 0;
		long long age = verified ? date_epoch(today) - date_epoch(number->verified) : 0;
		if (!verified || age < 0)
			finding_add(findings, "emergency-unverified", LEVEL_WARNING, number->pos,
						"nobody has verified the number \"%s\" (%s): call it, then write in "
						"%s under \"emergency\": \"%s: {number: %s, verified: %s}\"",
						number->number, emergency_names[i], file, emergency_names[i],
						number->number, date_iso(findings->arena, today));
		else if (age > LASTS)
			finding_add(findings, "emergency-old", LEVEL_WARNING, number->pos,
						"the number \"%s\" (%s) was verified more than a year ago, on %s: call it "
						"again and change the date",
						number->number, emergency_names[i],
						date_iso(findings->arena, number->verified));
	}
}
