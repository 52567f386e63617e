/* What is wrong in which language: letters that look like the right ones, marks of another script,
 * joiners left out. */
#include "check/orthography_rules.h"

#define ZWNJ "\u200C"

const struct orthography_rule orthography_rules[] = {
	/* letters */
	{"fa ur ckb ps", "letters", RULE_ANYWHERE, "ي ك", "ی ک", "an Arabic letter"},
	{"fa", "letters", RULE_ANYWHERE, "ى", "ی", "an Arabic letter"},
	{"ur", "letters", RULE_ANYWHERE, "ه ة ى", "ہ ۃ ی", "an Arabic letter"},
	{"ar", "letters", RULE_ANYWHERE, "ی ک ہ ے", "ي ك ه ي", "a Persian or Urdu letter"},
	{"ro", "letters", RULE_ANYWHERE, "ş ţ Ş Ţ", "ș ț Ș Ț",
	 "a cedilla, where Romanian has a comma below"},
	{"tr az", "letters", RULE_ANYWHERE, "i\u0307 I\u0307", "i İ", "a dot too many"},
	{"tr", "letters", RULE_ANYWHERE, "ș ț ă", "ş t a", "a Romanian letter"},
	{"vi hr", "letters", RULE_ANYWHERE, "ð Ð", "đ Đ", "an Icelandic letter"},
	{"uk", "letters", RULE_ANYWHERE, "ы э ъ ё Ы Э Ъ Ё", "и е ' йо И Е ' Йо", "a Russian letter"},
	{"ru", "letters", RULE_ANYWHERE, "і ї є ґ І Ї Є Ґ", "и и е г И И Е Г", "a Ukrainian letter"},
	{"de", "letters", RULE_ANYWHERE, "β", "ß", "a Greek letter"},
	{"th", "letters", RULE_ANYWHERE, "\u0E4D\u0E32 \u0E40\u0E40", "\u0E33 \u0E41",
	 "two characters for one"},
	{"zh zh-Hans zh-CN", "letters", RULE_ANYWHERE,
	 "們 這 個 國 時 說 對 會 學 經 發 點 種 應 過 還 進 藥 醫 療 續 變 讓 與 從 來 長 間 問 題 們 "
	 "為 嗎 麼 沒 後 個 劑 壓 憂 鬱 體 聯 繫",
	 "们 这 个 国 时 说 对 会 学 经 发 点 种 应 过 还 进 药 医 疗 续 变 让 与 从 来 长 间 问 题 们 "
	 "为 吗 么 没 后 个 剂 压 忧 郁 体 联 系",
	 "a traditional character"},
	{"zh-Hant zh-TW zh-HK", "letters", RULE_ANYWHERE,
	 "们 这 个 国 时 说 对 会 学 经 发 点 种 应 过 还 进 药 医 疗 续 变 让 从 来 长 间 问 题 为 吗 "
	 "没 "
	 "剂 压 忧 联",
	 "們 這 個 國 時 說 對 會 學 經 發 點 種 應 過 還 進 藥 醫 療 續 變 讓 從 來 長 間 問 題 為 嗎 "
	 "沒 "
	 "劑 壓 憂 聯",
	 "a simplified character"},
	/* joiners */
	{"fa", "joiner", RULE_PREFIX, "می نمی", "می" ZWNJ " نمی" ZWNJ,
	 "a space where a zero-width non-joiner belongs"},
	{"fa", "joiner", RULE_WORD, "ها های هایی هایش ترین",
	 ZWNJ "ها " ZWNJ "های " ZWNJ "هایی " ZWNJ "هایش " ZWNJ "ترین",
	 "a space where a zero-width non-joiner belongs"},
	{"fa", "joiner", RULE_WORD,
	 "میشود میکند میکنند میشوند میتواند میتوانند میتوانید میگیرد میدهد میدهند میباشد میگوید "
	 "نمیشود نمیکند نمیکنند نمیتواند نمیتوانند",
	 "می" ZWNJ "شود می" ZWNJ "کند می" ZWNJ "کنند می" ZWNJ "شوند می" ZWNJ "تواند می" ZWNJ
	 "توانند می" ZWNJ "توانید می" ZWNJ "گیرد می" ZWNJ "دهد می" ZWNJ "دهند می" ZWNJ "باشد می" ZWNJ
	 "گوید نمی" ZWNJ "شود نمی" ZWNJ "کند نمی" ZWNJ "کنند نمی" ZWNJ "تواند نمی" ZWNJ "توانند",
	 "a zero-width non-joiner is missing"},
	/* punctuation */
	{"ar fa ur ckb ps", "punctuation", RULE_AFTER, ", ; ?", "، ؛ ؟", "a Latin mark"},
	{"ur", "punctuation", RULE_AFTER, ".", "۔", "a Latin full stop"},
	{"hi bn pa ne as sa", "punctuation", RULE_AFTER, "| ||", "। ॥", "a vertical bar for a danda"},
	{"hi bn pa as", "punctuation", RULE_LAST, ".", "।", "a Latin full stop"},
	{"zh zh-Hans zh-Hant zh-TW zh-CN zh-HK", "punctuation", RULE_AFTER, ", ; : ? ! .",
	 "， ； ： ？ ！ 。", "a half-width mark"},
	{"ja", "punctuation", RULE_AFTER, ", . ? !", "、 。 ？ ！", "a half-width mark"},
	{"es", "punctuation", RULE_UNPAIRED, "¿ ¡", "? !", "a question or cry that does not open"},
	{"=fr =fr-FR =fr-BE =fr-CH", "punctuation", RULE_AFTER, "? ! ;", "\u202F? \u202F! \u202F;",
	 "no space before the mark"},
	{"hy", "punctuation", RULE_AFTER, ":", "։", "a colon for the Armenian full stop"},
	{"am ti", "punctuation", RULE_AFTER, ". ,", "። ፣", "a Latin mark"},
	/* encoding */
	{"*", "encoding", RULE_ANYWHERE, "\uFFFD", "",
	 "a character that was lost when a file was saved"},
	{"*", "encoding", RULE_ANYWHERE, "Ã© Ã¨ Ã¼ Ã¶ Ã¤ Ã± Ã³ Ã¡ â€™ â€œ", "é è ü ö ä ñ ó á ’ “",
	 "UTF-8 that was read as another encoding"},
	{0},
};

const struct orthography_quotes orthography_quotes[] = {
	{"ar ur ckb ps", "«»"},
	{"de", "»«›‹"},
	{"en-GB en-AU en-IE en-NZ en-ZA", "“”"},
	{"fr", "“”‹›"},
	{"it pt", "«»“”"},
	{"ja", "“”"},
	{"ko", "「」『』《》〈〉"},
	{"ru uk be bg", "“”"},
	{"zh", "「」『』《》〈〉"},
	{"zh-Hant zh-TW zh-HK", "“”《》〈〉"},
	{0},
};
