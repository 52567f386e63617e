/* Codes: ITU-T, List of Recommendation ITU-T E.164 assigned country codes. */
#include "check/calling.h"

#include <string.h>

#include <glib.h>

static const struct {
	const char *country, *code;
} codes[] = {
	{"AE", "971"}, {"AF", "93"},  {"AM", "374"}, {"AR", "54"},  {"AT", "43"},  {"AU", "61"},
	{"BD", "880"}, {"BE", "32"},  {"BG", "359"}, {"BR", "55"},  {"BY", "375"}, {"CA", "1"},
	{"CH", "41"},  {"CL", "56"},  {"CN", "86"},  {"CO", "57"},  {"CY", "357"}, {"CZ", "420"},
	{"DE", "49"},  {"DK", "45"},  {"DZ", "213"}, {"EE", "372"}, {"EG", "20"},  {"ES", "34"},
	{"ET", "251"}, {"FI", "358"}, {"FR", "33"},  {"GB", "44"},  {"GE", "995"}, {"GH", "233"},
	{"GR", "30"},  {"HK", "852"}, {"HR", "385"}, {"HU", "36"},  {"ID", "62"},  {"IE", "353"},
	{"IL", "972"}, {"IN", "91"},  {"IQ", "964"}, {"IR", "98"},  {"IS", "354"}, {"IT", "39"},
	{"JO", "962"}, {"JP", "81"},  {"KE", "254"}, {"KH", "855"}, {"KR", "82"},  {"LA", "856"},
	{"LB", "961"}, {"LK", "94"},  {"LT", "370"}, {"LU", "352"}, {"LV", "371"}, {"MA", "212"},
	{"MM", "95"},  {"MT", "356"}, {"MX", "52"},  {"MY", "60"},  {"NG", "234"}, {"NL", "31"},
	{"NO", "47"},  {"NP", "977"}, {"NZ", "64"},  {"PE", "51"},  {"PH", "63"},  {"PK", "92"},
	{"PL", "48"},  {"PS", "970"}, {"PT", "351"}, {"RO", "40"},  {"RS", "381"}, {"RU", "7"},
	{"SA", "966"}, {"SE", "46"},  {"SG", "65"},  {"SI", "386"}, {"SK", "421"}, {"SY", "963"},
	{"TH", "66"},  {"TR", "90"},  {"TW", "886"}, {"UA", "380"}, {"US", "1"},   {"VN", "84"},
	{"ZA", "27"},
};

const char *calling_code(const char *country)
{
	for (size_t i = 0; country && i < G_N_ELEMENTS(codes); i++)
		if (g_ascii_strcasecmp(codes[i].country, country) == 0)
			return codes[i].code;
	return NULL;
}

bool calling_is_help(const char *digits)
{
	static const char *const numbers[] = {"111", "112", "911", "988", "995", "997", "999", "3114"};
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (strcmp(numbers[i], digits) == 0)
			return true;
	return false;
}
