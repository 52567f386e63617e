/* Headings that name a part of a handout, in the languages of the program. */
#include "new/import.h"

#include <string.h>

#include <glib.h>

static const char *const faq_words[] = {"faq",
										"faqs",
										"questions",
										"frequently asked questions",
										"questions and answers",
										"common questions",
										"häufige fragen",
										"fragen und antworten",
										"questions fréquentes",
										"foire aux questions",
										"questions et réponses",
										"preguntas frecuentes",
										"preguntas y respuestas",
										"perguntas frequentes",
										"domande frequenti",
										"najczęstsze pytania",
										"întrebări frecvente",
										"gyakori kérdések",
										"sıkça sorulan sorular",
										"câu hỏi thường gặp",
										"вопросы и ответы",
										"частые вопросы",
										"часті запитання",
										"الأسئلة الشائعة",
										"أسئلة شائعة",
										"שאלות נפוצות",
										"पूछे जाने वाले प्रश्न",
										"常见问题",
										"常見問題",
										"よくある質問",
										"자주 묻는 질문",
										NULL};
static const char *const reference_words[] = {
	"references",   "reference list", "sources",
	"bibliography", "literature",     "further reading",
	"quellen",      "literatur",      "literaturverzeichnis",
	"références",   "bibliographie",  "referencias",
	"bibliografía", "referências",    "bibliografia",
	"riferimenti",  "piśmiennictwo",  "bibliografie",
	"irodalom",     "kaynaklar",      "tài liệu tham khảo",
	"литература",   "источники",      "література",
	"джерела",      "المراجع",        "المصادر",
	"מקורות",       "संदर्भ",           "参考文献",
	"參考文獻",     "참고문헌",       NULL};

static bool is_one_of(const char *const *list, const char *text)
{
	for (; *list; list++)
		if (strcmp(*list, text) == 0)
			return true;
	return false;
}

enum import_part import_part_of(struct str heading)
{
	char *small = g_utf8_strdown(heading.s, (gssize)heading.len);
	char *words = g_strstrip(small);
	size_t len;

	while (g_ascii_isdigit(*words) || (words != small && strchr(". ", *words) && *words))
		words++;
	char *bracket = strchr(words, '(');
	if (bracket && bracket > words)
		*bracket = '\0';
	while ((len = strlen(words)) > 0 &&
		   (strchr(": *", words[len - 1]) || g_str_has_suffix(words, "：")))
		words[len - (strchr(": *", words[len - 1]) ? 1 : strlen("："))] = '\0';
	enum import_part part = is_one_of(faq_words, words)         ? IMPORT_FAQ
							: is_one_of(reference_words, words) ? IMPORT_REFERENCES
																: IMPORT_ARTICLE;
	g_free(small);
	return part;
}
