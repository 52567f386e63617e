/* The table of spellings: what stands in texts for patients. */
#include "check/spellings.h"

#include <stddef.h>

const struct spelling spellings[] = {
	{"anaesth", "anesth", NULL},
	{"anaemi", "anemi", NULL},
	{"behaviour", "behavior", NULL},
	{"caesarean", "cesarean", NULL},
	{"centre", "center", NULL},
	{"coeliac", "celiac", NULL},
	{"colour", "color", "colorectal colorado"},
	{"counselling", "counseling", NULL},
	{"counsellor", "counselor", NULL},
	{"defence", "defense", NULL},
	{"diarrhoea", "diarrhea", NULL},
	{"faecal", "fecal", NULL},
	{"faeces", "feces", NULL},
	{"favour", "favor", NULL},
	{"fibre", "fiber", NULL},
	{"gynaecolog", "gynecolog", NULL},
	{"haemo", "hemo", NULL},
	{"haemat", "hemat", NULL},
	{"humour", "humor", "humoral"},
	{"hypoglycaemi", "hypoglycemi", NULL},
	{"hyperglycaemi", "hyperglycemi", NULL},
	{"ischaemi", "ischemi", NULL},
	{"jewellery", "jewelry", NULL},
	{"labour", "labor", "laborat"},
	{"leukaemi", "leukemi", NULL},
	{"litre", "liter", "litera"},
	{"millilitre", "milliliter", NULL},
	{"centimetre", "centimeter", NULL},
	{"kilometre", "kilometer", NULL},
	{"neighbour", "neighbor", NULL},
	{"oedema", "edema", NULL},
	{"oesophag", "esophag", NULL},
	{"oestrogen", "estrogen", NULL},
	{"orthopaedic", "orthopedic", NULL},
	{"paediatric", "pediatric", NULL},
	{"rumour", "rumor", NULL},
	{"sceptic", "skeptic", NULL},
	{"tumour", "tumor", NULL},
	{"vapour", "vapor", "vapori"},
	{NULL, NULL, NULL},
};

const char *const ise_stems[] = {
	"apolog", "categor", "emphas", "final",  "general",  "hospital", "immun",  "local",  "minim",
	"mobil",  "normal",  "optim",  "organ",  "personal", "prior",    "random", "recogn", "special",
	"stabil", "steril",  "summar", "symbol", "util",     "visual",   NULL,
};
