// Makes a long handout of real sentences and made-up words: generate.mjs LANG PAGES FOLDER.
// Writes article.md, handout.yaml and blocks.json, which says what check.mjs will find on the pages:
// each block's kind and text, in the order of reading. The same arguments give the same bytes.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [lang, pages, folder] = process.argv.slice(2);
const WORDS_ON_A_PAGE = 420;
const here = dirname(fileURLToPath(import.meta.url));
const sentences = readFileSync(join(here, "../bench/evenness", `${lang}.txt`), "utf8")
	.replace(/\s+/g, " ").match(/[^.!?]+[.!?]+[”’»]*/g).map((s) => s.trim())
	.filter((s) => s.length > 25 && /^\p{L}/u.test(s));

let state = 12345; // of a linear congruential generator
function below(n) {
	state = (Math.imul(state, 1103515245) + 12345) >>> 0;
	return Math.floor(state / 2 ** 32 * n);
}
const chance = (part) => below(1000) < part * 1000;
const some = (list) => list[below(list.length)];

const syllables = ["ke", "ta", "mine", "pro", "phyl", "ax", "is", "neu", "ro", "trans", "mit", "ter", "al", "lo", "ster", "ic"];
const madeUp = () => Array.from({ length: 1 + below(6) }, () => some(syllables)).join("");
const invented = () => {
	const words = Array.from({ length: 4 + below(25) }, madeUp).join(" ");
	return words[0].toUpperCase() + words.slice(1) + ".";
};
const text = (count) => Array.from({ length: count }, () => (chance(0.15) ? invented() : some(sentences))).join(" ");

const blocks = [], out = [], notes = [];
let words = 0;
function add(kind, said) {
	blocks.push({ kind, text: said });
	words += said.split(" ").length;
	return said;
}

// Bold words and a footnote's mark in a paragraph.
function decorated(count) {
	const said = text(count).split(" ");
	const marked = [...said], shown = [...said];
	const bold = below(said.length);
	if (chance(0.2) && /^\p{L}+$/u.test(said[bold])) marked[bold] = `**${said[bold]}**`;
	if (chance(0.06)) {
		const n = notes.length + 1;
		notes.push(`[^n${n}]: ${text(1 + below(2))}`);
		marked[marked.length - 1] += `[^n${n}]`;
		shown[shown.length - 1] += String(n);
	}
	add("paragraph", shown.join(" "));
	return marked.join(" ");
}

const heading = (level, said) => out.push(`${"#".repeat(level)} ${add("heading", said)}`, "");
const title = (n) => `${n} ${text(1).split(" ").slice(0, 2 + below(9)).join(" ").replace(/[.,;:!?]+$/, "")}`;

function table() {
	const columns = 2 + below(3), rows = 2 + below(12);
	const row = () => `| ${Array.from({ length: columns }, () => add("cell", Array.from({ length: 1 + below(4) }, () => some(syllables)).join(" "))).join(" | ")} |`;
	out.push(row(), `|${" --- |".repeat(columns)}`);
	for (let i = 1; i < rows; i++) out.push(row());
	out.push("");
}

function list(ordered) {
	const items = 2 + below(6);
	for (let i = 1; i <= items; i++) out.push(`${ordered ? `${i}.` : "-"} ${add("paragraph", text(1 + below(3)))}`);
	out.push("");
}

function callout() {
	out.push(`> [!${some(["NOTE", "TIP", "IMPORTANT", "WARNING"])}]`, `> ${add("paragraph", text(1 + below(3)))}`, "");
}

add("heading", "Pages");
out.push("# Pages", "");
for (let section = 1; words < pages * WORDS_ON_A_PAGE; section++) {
	heading(2, title(section));
	for (let i = 2 + below(6); i > 0; i--) {
		if (chance(0.25)) heading(3, title(`${section}.${i}`));
		out.push(decorated(1 + below(chance(0.2) ? 14 : 6)), "");
		const next = below(12);
		if (next === 0) table();
		else if (next === 1) list(false);
		else if (next === 2) list(true);
		else if (next === 3) callout();
		else if (next === 4) out.push(`> ${add("paragraph", text(1 + below(3)))}`, "");
	}
}
out.push(notes.join("\n\n"), "");

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "article.md"), out.join("\n"));
writeFileSync(join(folder, "blocks.json"), JSON.stringify(blocks));
writeFileSync(join(folder, "handout.yaml"), `title: Pages
code: P
version: "1"
language: ${lang}
issued: 2026-01-01
review-by: 2028-01-01
status: draft
parts:
  - kind: article
    file: article.md
languages: [${lang}]
editions: [standard]
formats: [pdf]
`);
