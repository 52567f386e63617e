// The texts that the typesetters are compared on, the same words for each of them:
//     texts.mjs article FOLDER             the seed's article alone
//     texts.mjs documents COUNT FOLDER     the article so often, each with a number in its title
//     texts.mjs distinct PAGES FOLDER      the seed's sentences in paragraphs of which no two are the same
//     texts.mjs rich PAGES FOLDER          made-up words, 28,000 of them, the rare ones rarely
// Writes NAME.txt (for the floor), .ms, .typ, .tex and .html for each document, and handouts/NAME: a
// handout with a theme of the same measure. The same arguments give the same bytes.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [kind, second, third] = process.argv.slice(2);
const count = third === undefined ? 1 : Number(second);
const folder = third ?? second;
const seed = "content/ketamine-for-depression";

/* Chance that is the same each time: a linear congruential generator (Numerical Recipes'). */
let state = 2026;
const below = (most) => {
	state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
	return Math.floor(state / 2 ** 32 * most);
};

/* A document is a list of {kind: "title" | "heading" | "paragraph" | "item", text}. */
function article() {
	return readFileSync(`${seed}/article.md`, "utf8").split(/\n\s*\n/).flatMap((block) => {
		const text = block.trim().replace(/\[\^[^\]]*\]|[*`\\]/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\{\{.*?\}\}/g, "");
		if (/^#+ /.test(text)) {
			return [{ kind: text.startsWith("# ") ? "title" : "heading", text: text.replace(/^#+ /, "") }];
		}
		if (/^- /.test(text)) {
			return text.split(/\n(?=- )/).map((item) => ({ kind: "item", text: item.slice(2).replace(/\s+/g, " ") }));
		}
		return /^(---|>|\||<)/.test(text) || text === "" ? [] : [{ kind: "paragraph", text: text.replace(/\s+/g, " ") }];
	});
}

/* Words that English could have, each once. */
function madeUp(most) {
	const onsets = ["b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "l", "m", "n", "p", "pl", "pr", "qu", "r", "s", "sh", "st", "str", "t", "th", "tr", "v", "w"];
	const nuclei = ["a", "e", "i", "o", "u", "ea", "ai", "ou", "ie", "oa"];
	const codas = ["", "", "", "n", "r", "l", "s", "t", "d", "m", "nt", "st", "ck", "ng"];
	const words = new Set();
	const syllable = () => onsets[below(onsets.length)] + nuclei[below(nuclei.length)] + codas[below(codas.length)];
	while (words.size < most) {
		words.add(Array.from({ length: 1 + below(4) }, syllable).join(""));
	}
	return [...words];
}

const CHARACTERS_ON_A_PAGE = 4000; // at 170 mm, 11 on 15 pt, with white between paragraphs
const RICH = 28000;

function long(pages, sentence) {
	const blocks = [{ kind: "title", text: "A long text" }];
	for (let characters = 0; characters < pages * CHARACTERS_ON_A_PAGE;) {
		if (blocks.length % 9 === 0) {
			blocks.push({ kind: "heading", text: `Part ${(blocks.length / 9 | 0) + 1}` });
		}
		const text = Array.from({ length: 3 + below(5) }, sentence).join(" ");
		blocks.push({ kind: "paragraph", text });
		characters += text.length;
	}
	return blocks;
}

function distinct(pages) {
	const sentences = ["article", "faq"].flatMap((part) => readFileSync(`${seed}/${part}.md`, "utf8").replace(/^[#>|-].*$/gm, "")
		.replace(/[*`\\]|\[\^[^\]]*\]|\{\{.*?\}\}/g, "").replace(/\s+/g, " ").match(/[A-Z](?:[^.!?]|[.!?](?! )){25,}[.!?](?= )/g));
	return long(pages, () => sentences[below(sentences.length)]);
}

function rich(pages) {
	const words = madeUp(RICH);
	/* Half of the words that are used come from a few hundred, the others from all. */
	const word = () => words[below(2) ? below(400) : below(RICH)];
	return long(pages, () => {
		const text = Array.from({ length: 8 + below(16) }, word).join(" ");
		return text[0].toUpperCase() + text.slice(1) + ".";
	});
}

const escaped = (text, special, replacement) => text.replace(special, replacement);
const writers = {
	txt: (blocks) => blocks.map(({ kind, text }) => ({ title: "# ", heading: "## ", item: "- ", paragraph: "" })[kind] + text).join("\n") + "\n",
	ms: (blocks) => ".nr PS 11\n.nr VS 15\n.nr LL 170m\n.nr PO 20m\n".replaceAll("m\n", "m*1v/1v\n").replace(/(\d+)m\*1v\/1v/g, (_, mm) => `${(mm / 25.4).toFixed(3)}i`) +
		blocks.map(({ kind, text }) => ({ title: ".TL\n", heading: ".SH\n", item: ".IP \\(bu 2\n", paragraph: ".LP\n" })[kind] +
		escaped(text, /\\/g, "\\e").replace(/^[.']/, "\\&$&")).join("\n") + "\n",
	typ: (blocks) => "#set page(paper: \"a4\", margin: (left: 20mm, right: 20mm, top: 22mm, bottom: 24mm), numbering: \"1\")\n" +
		"#set text(font: \"Noto Serif\", size: 11pt, lang: \"en\")\n#set par(justify: true, leading: 15pt - 0.7em, spacing: 15pt)\n" +
		blocks.map(({ kind, text }) => ({ title: "= ", heading: "== ", item: "- ", paragraph: "" })[kind] + escaped(text, /[\\#$*_`<>@=~\[\]]/g, "\\$&")).join("\n\n") + "\n",
	tex: (blocks) => "\\documentclass[a4paper]{article}\n\\usepackage[left=20mm,textwidth=170mm,top=22mm,bottom=24mm]{geometry}\n" +
		"\\usepackage{fontspec}\n\\setmainfont{NotoSerif}[Extension=.ttf,UprightFont=*-Regular,BoldFont=*-Bold]\n" +
		"\\parindent0pt\\parskip7.5bp\n\\begin{document}\\fontsize{11bp}{15bp}\\selectfont\n" +
		blocks.map(({ kind, text }) => ({ title: ["\\section*{", "}"], heading: ["\\subsection*{", "}"], item: ["\\par\\textbullet\\ ", ""], paragraph: ["", ""] })[kind]
			.join(escaped(text, /[\\#$%&_{}~^]/g, (c) => (c === "\\" ? "\\textbackslash{}" : c === "~" || c === "^" ? `\\${c}{}` : `\\${c}`)))).join("\n\n") + "\n\\end{document}\n",
	html: (blocks) => "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Text</title><style>@page{size:A4;margin:22mm 20mm 24mm}" +
		"body{margin:0;font:11pt/15pt 'Noto Serif';text-align:justify}h1,h2{font-family:'Noto Sans'}p{margin:0 0 7.5pt}</style><body>\n" +
		blocks.map(({ kind, text }) => ({ title: ["<h1>", "</h1>"], heading: ["<h2>", "</h2>"], item: ["<p>&bull; ", "</p>"], paragraph: ["<p>", "</p>"] })[kind]
			.join(escaped(text, /[&<]/g, (c) => (c === "&" ? "&amp;" : "&lt;")))).join("\n") + "\n</body></html>\n",
	md: (blocks) => blocks.map(({ kind, text }) => ({ title: "# ", heading: "## ", item: "- ", paragraph: "" })[kind] + escaped(text, /[\\*_`<>\[\]#|~]/g, "\\$&")).join("\n\n") + "\n",
};

function write(name, blocks) {
	for (const ending of ["txt", "ms", "typ", "tex", "html"]) {
		writeFileSync(join(folder, `${name}.${ending}`), writers[ending](blocks));
	}
	const handout = join(folder, "handouts", name);
	mkdirSync(handout, { recursive: true });
	writeFileSync(join(handout, "article.md"), writers.md(blocks));
	writeFileSync(join(handout, "handout.yaml"), `title: ${JSON.stringify(blocks[0].text)}
code: B-1
version: "1.0"
language: en
issued: 2026-01-01
review-by: 2028-01-01
status: draft
parts:
  - kind: article
    file: article.md
languages: [en]
editions: [standard]
formats: [pdf]
`);
}

mkdirSync(join(folder, "handouts"), { recursive: true });
writeFileSync(join(folder, "handouts", "clinic.yaml"), "name: A clinic\ncountry: GB\n");
writeFileSync(join(folder, "handouts", "theme.yaml"), readFileSync("content/theme.yaml", "utf8")
	.replace(/start: 18 mm/, "start: 20 mm").replace(/column: 34 mm/, "column: 0 mm").replace(/gutter: 6 mm/, "gutter: 0 mm")
	.replace(/measure: 130 mm/, "measure: 170 mm").replace(/end: 22 mm/, "end: 20 mm"));
if (kind === "documents") {
	for (let i = 1; i <= count; i++) {
		const blocks = article();
		blocks[0].text += ` ${i}`;
		write(`document-${String(i).padStart(4, "0")}`, blocks);
	}
} else {
	write(kind, { article, distinct: () => distinct(count), rich: () => rich(count) }[kind]());
}
