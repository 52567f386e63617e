/* Names of units, by unit: signs first, then words. A full stop at the end of a name may be there
 * or not. */
#include "document/unit_names.h"

#include <glib.h>
#include <string.h>

const struct unit units[] = {
	{"mg",
	 "mg|mgs|milligram|milligrams|milligramme|milligrammes|milligramm|miligramo|miligramos|"
	 "miligrama|miligramas|milligrammo|milligrammi|miligram|miligramy|miligramów|miligrame|"
	 "мг|миллиграмм|миллиграмма|миллиграммов|міліграм|міліграма|міліграмів|"
	 "ملغ|مغ|ملغم|ملجم|مجم|ملغرام|ملليغرام|ملليجرام|مليغرام|مليجرام|"
	 "میلی‌گرم|"
	 "میلی "
	 "گرم|میلیگرم|"
	 "ملی گرام|ملی‌گرام|مگ|מ\"ג|מ״ג|מג|מיליגרם|"
	 "मि.ग्रा.|मि॰ग्रा॰|मिग्रा|मि.ग्रा|मिलीग्राम|मिलिग्राम|एमजी|"
	 "মি.গ্রা.|মিগ্রা|মি.গ্রা|মিলিগ্রাম|এমজি|ਮਿ.ਗ੍ਰਾ.|ਮਿਗ੍ਰਾ|ਮਿਲੀਗ੍ਰਾਮ|ਐਮਜੀ|"
	 "毫克|ミリグラム|밀리그램|มก.|มก|มิลลิกรัม|มิลลิกรัม|miligam|មីលីក្រាម|ម.ក្រ|មក្រ|မီလီဂရမ်|"
	 "மி.கி.|மில்லிகிராம்|મિ.ગ્રા.|મિગ્રા|મિલિગ્રામ|ሚ.ግ.|ሚግ|ሚሊግራም|ມກ|ມິນລີກຣາມ",
	 true},
	{"ug",
	 "µg|μg|mcg|ug|microgram|micrograms|microgramo|microgramos|micrograma|microgramas|"
	 "microgrammo|microgrammi|Mikrogramm|mikrogram|mikrogramy|мкг|микрограмм|микрограмма|"
	 "микрограммов|мікрограм|ميكروغرام|ميكروجرام|میکروگرم|مائیکروگرام|מק\"ג|מיקרוגרם|"
	 "माइक्रोग्राम|মাইক্রোগ্রাম|ਮਾਈਕ੍ਰੋਗ੍ਰਾਮ|微克|マイクログラム|마이크로그램|มคก.|ไมโครกรัม",
	 true},
	{"ng", "ng|nanogram|nanograms|нг|نانوغرام|نانوگرم|纳克|奈克|ナノグラム|나노그램|นาโนกรัม", true},
	{"kg",
	 "kg|kgs|kilo|kilos|kilogram|kilograms|kilogramo|kilogramos|kilogramme|kilogrammes|"
	 "Kilogramm|chilogrammo|chilogrammi|quilo|quilos|quilograma|quilogramas|kilograme|"
	 "kilograma|kilogramów|кг|килограмм|килограмма|килограммов|кілограм|кілограма|кілограмів|"
	 "كغ|كغم|كجم|كلغ|كيلوغرام|كيلوجرام|كيلو|کیلوگرم|کیلو|کلوگرام|کلو|ק\"ג|ק״ג|קילוגרם|קילו|"
	 "किग्रा|कि.ग्रा.|कि.ग्रा|किलोग्राम|किलो|কেজি|কি.গ্রা.|কিলোগ্রাম|ਕਿਗ੍ਰਾ|ਕਿ.ਗ੍ਰਾ.|"
	 "ਕਿਲੋਗ੍ਰਾਮ|ਕਿਲੋ|គីឡូក្រាម|គ.ក្រ|ကီလိုဂရမ်|கிலோ|કિગ્રા|ኪ.ግ.|ኪሎግራም|公斤|千克|キログラム|キロ|킬로그램|กก.|"
	 "กก|กิโลกรัม",
	 true},
	{"g",
	 "g|gr|gram|grams|gramo|gramos|gramme|grammes|Gramm|grammo|grammi|grama|gramas|grame|gramy|"
	 "gramów|г|грамм|грамма|граммов|грам|грама|грамів|غ|غم|جم|غرام|جرام|گرم|گرام|גרם|ג'|"
	 "ग्राम|গ্রাম|ਗ੍ਰਾਮ|ក្រាម|ဂရမ်|கிராம்|ગ્રામ|ግራም|克|グラム|그램|กรัม|gam",
	 true},
	{"ml",
	 "ml|mL|milliliter|milliliters|millilitre|millilitres|mililitro|mililitros|millilitro|"
	 "millilitri|mililitr|mililitrów|мл|миллилитр|миллилитра|миллилитров|мілілітр|мілілітра|"
	 "мілілітрів|مل|مليلتر|ملليلتر|ميليلتر|میلی‌لیتر|"
	 "میلی "
	 "لیتر|میلیلیتر|ملی "
	 "لیٹر|מ\"ל|מ״ל|"
	 "מיליליטר|मि.ली.|मि.ली|मिली|मिलीलीटर|মিলি|মি.লি.|মিলিলিটার|ਮਿਲੀ|ਮਿ.ਲੀ.|ਮਿਲੀਲੀਟਰ|មីលីលីត្រ|မီလီလီတာ|"
	 "மி.லி.|મિ.લી.|ሚሊ|毫升|"
	 "ミリリットル|밀리리터|มล.|มล|มิลลิลิตร|mililit",
	 true},
	{"l",
	 "l|L|liter|liters|litre|litres|litro|litros|litri|Liter|litr|litra|litry|litrów|litri|л|"
	 "литр|литра|литров|літр|літра|літрів|لتر|لترات|لیتر|لیٹر|ליטר|लीटर|লিটার|ਲੀਟਰ|升|公升|"
	 "リットル|리터|ลิตร|lít",
	 true},
	{"IU",
	 "IU|UI|IE|I.E.|U.I.|j.m.|МЕ|МО|وحدة دولية|واحد "
	 "بین‌المللی|国际单位|國際單位|国際単位|"
	 "국제단위|หน่วยสากล|आई.यू.|আই.ইউ.",
	 true},
	{"mmol",
	 "mmol|millimole|millimoles|ммоль|ميلي "
	 "مول|میلی‌مول|मिलीमोल|毫摩尔|毫莫耳|밀리몰",
	 true},
	{"cm", "cm|centimetre|centimetres|centimeter|centimeters|см|سم|सेमी|সেমি|厘米|公分|センチ|ซม.",
	 false},
	{"mm", "mm|millimetre|millimetres|millimeter|мм|ملم|मिमी|মিমি|毫米|公釐|ミリ|มม.", false},
	{0},
};

const char units_percent[] =
	"%|٪|％|percent|per cent|por ciento|pour cent|Prozent|per cento|por cento|procent|procenta|"
	"процент|відсот|yüzde|phần trăm|بالمئة|بالمائة|في المئة|في المائة|درصد|فیصد|אחוז|प्रतिशत|"
	"फ़ीसदी|फीसदी|শতাংশ|ਪ੍ਰਤੀਸ਼ਤ|ਫ਼ੀਸਦੀ|百分之|パーセント|퍼센트|ร้อยละ|เปอร์เซ็นต์";

const char units_per[] =
	"/|／|per|por|pro|par|je|na|на|pe|başına|لكل|به ازای|فی|לכל|प्रति|প্রতি|ਪ੍ਰਤੀ|每|ต่อ|당";

const struct multiplier units_multipliers[] = {
	{"thousand", 3},  {"million*", 6},   {"billion*", 9},  {"millón", 6},  {"millones", 6},
	{"Millionen", 6}, {"Milliarde*", 9}, {"milliard*", 9}, {"milione", 6}, {"milioni", 6},
	{"miliard*", 9},  {"milhão", 6},     {"milhões", 6},   {"milion*", 6}, {"milioane", 6},
	{"тысяч*", 3},    {"миллион*", 6},   {"миллиард*", 9}, {"тисяч*", 3},  {"мільйон*", 6},
	{"мільярд*", 9},  {"bin", 3},        {"milyon*", 6},   {"milyar*", 9}, {"triệu", 6},
	{"nghìn", 3},     {"tỷ", 9},         {"ألف", 3},       {"آلاف", 3},    {"مليون*", 6},
	{"ملايين", 6},    {"مليار*", 9},     {"هزار", 3},      {"میلیون*", 6}, {"ہزار", 3},
	{"لاکھ", 5},      {"کروڑ", 7},       {"ملین", 6},      {"אלף", 3},     {"מיליון", 6},
	{"हज़ार", 3},      {"हजार", 3},       {"लाख", 5},       {"करोड़", 7},    {"মিলিয়ন", 6},
	{"হাজার", 3},     {"লাখ", 5},        {"লক্ষ", 5},       {"কোটি", 7},    {"ਹਜ਼ਾਰ", 3},
	{"ਲੱਖ", 5},        {"ਕਰੋੜ", 7},        {"万", 4},        {"萬", 4},      {"百万", 6},
	{"百萬", 6},      {"亿", 8},         {"億", 8},        {"千", 3},      {"만", 4},
	{"억", 8},        {"천", 3},         {"백만", 6},      {"พัน", 3},      {"หมื่น", 4},
	{"แสน", 5},       {"ล้าน", 6},        {"mil", 3},       {"mille", 3},   {"mila", 3},
	{"Tausend", 3},   {"tysięcy", 3},    {"tysiące", 3},   {"mii", 3},     {0},
};

const char units_duals[] =
	"ثانيتين|ثانيتان|دقيقتين|دقيقتان|ساعتين|ساعتان|يومين|يومان|ليلتين|ليلتان|أسبوعين|أسبوعان|"
	"اسبوعين|شهرين|شهران|سنتين|سنتان|عامين|عامان|مرتين|مرتان|مرّتين|مرّتان|قرصين|قرصان|حبتين|"
	"حبتان|حبّتين|حبّتان|كبسولتين|كبسولتان|جرعتين|جرعتان|ملعقتين|ملعقتان|كوبين|كوبان|كأسين|كأسان|"
	"قطرتين|قطرتان|نقطتين|نقطتان|بختين|بختان|بخّتين|بخّتان|حقنتين|حقنتان|جلستين|جلستان|زيارتين|"
	"زيارتان|وجبتين|وجبتان|خطوتين|خطوتان|ضعفين|ضعفي|יומיים|שבועיים|חודשיים|שנתיים|שעתיים|"
	"פעמיים|כפליים";

const struct fraction_words units_fractions[] = {
	{"0.5",
	 "half|mitad|medio|media|moitié|demi|Hälfte|halb|metà|mezzo|mezza|metade|meio|połow|pół|"
	 "jumătate|полови|пол-|yarı|một nửa|نصف|نیم|آدھ|מחצית|חצי|आध|অর্ধেক|ਅੱਧ|一半|二分之一|半分|"
	 "半数|절반|ครึ่ง"},
	{"1/3",
	 "one-third|one third|a third|un tercio|tercera parte|un tiers|Drittel|un terzo|um terço|"
	 "jedna trzecia|jednej trzeciej|jedną trzecią|o treime|треть|трети|третин|üçte bir|"
	 "một phần ba|ثلث|یک سوم|یک‌سوم|ایک تہائی|שליש|एक "
	 "तिहाई|এক "
	 "তৃতীয়াংশ|"
	 "এক-তৃতীয়াংশ|ਇੱਕ ਤਿਹਾਈ|三分之一|三分の一|삼분의 일|หนึ่งในสาม"},
	{"2/3",
	 "two-thirds|two thirds|dos tercios|deux tiers|zwei Drittel|due terzi|dois terços|"
	 "dwie trzecie|dwóch trzecich|două treimi|две трети|двух третей|дві третини|üçte iki|"
	 "hai phần ba|ثلثي|ثلثا|ثلثين|دو سوم|دو‌سوم|دو تہائی|שני "
	 "שליש|दो "
	 "तिहाई|দুই "
	 "তৃতীয়াংশ|"
	 "দুই-তৃতীয়াংশ|ਦੋ ਤਿਹਾਈ|三分之二|三分の二|삼분의 이|สองในสาม"},
	{"0.25",
	 "quarter|one-fourth|one fourth|un cuarto|cuarta parte|un quart|Viertel|un quarto|"
	 "um quarto|jedna czwarta|jednej czwartej|ćwier|un sfert|четверть|четверти|чверт|çeyrek|"
	 "dörtte bir|một phần tư|ربع|یک "
	 "چهارم|یک‌چهارم|چوتھائی|רבע|चौथाई|এক "
	 "চতুর্থাংশ|"
	 "এক-চতুর্থাংশ|ਚੌਥਾਈ|四分之一|四分の一|사분의 일|หนึ่งในสี่"},
	{"0.75",
	 "three quarters|three-quarters|three-fourths|tres cuartos|trois quarts|drei Viertel|"
	 "tre quarti|três quartos|trzy czwarte|trei sferturi|три четверти|три чверті|dörtte üç|"
	 "ba phần tư|ثلاثة أرباع|سه چهارم|سه‌چهارم|تین "
	 "چوتھائی|שלושה "
	 "רבע|तीन "
	 "चौथाई|"
	 "四分之三|四分の三|사분의 삼|สามในสี่"},
	{0},
};

const char units_parts_of[] = "分の|分之|분의";

/* The length of a space or a zero-width non-joiner at s; 0: there is none. */
static size_t gap_at(const char *s)
{
	static const char *const gaps[] = {" ", "\u00a0", "\u202f", "\u2009", "\u200c", NULL};
	if (*s != ' ' && *s != '\xc2' && *s != '\xe2') /* the first bytes of the gaps in UTF-8 */
		return 0;
	for (const char *const *gap = gaps; *gap; gap++)
		if (g_str_has_prefix(s, *gap))
			return strlen(*gap);
	return 0;
}

size_t units_name_at(const char *s, const char *name, size_t len, bool exact)
{
	const char *at = s, *end = name + len;
	while (name < end) {
		size_t gap = gap_at(name);
		if (gap) {
			name += gap;
			at += gap_at(at);
			continue;
		}
		bool same = exact ? *at == *name : g_ascii_tolower(*at) == g_ascii_tolower(*name);
		if (!same)
			return 0;
		at++;
		name++;
	}
	return (size_t)(at - s);
}
