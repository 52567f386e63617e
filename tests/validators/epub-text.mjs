// Compares EPUBs with the tree of their source and with the PDF of the same language:
// epub-text.mjs FOLDER-OF-OUTPUTS HANDOUT...
// The book's text, as its files have it and as MuPDF reads it, is that of the source in its order, with
// nothing in between but numbers, bullets and the labels of callouts. The page list names every page of
// the PDF, and what follows a page's mark is what the page begins with. MuPDF shows no box in a letter's
// place. The HTML page has the same text in the same order, the plain text all of it.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Pdf, page_text, structure } from "./pdf.mjs";
import { PSEUDO, english } from "./pseudo.mjs";

const [outputs, ...handouts] = process.argv.slice(2);
const program = path.resolve(process.env.OUT ?? "out", "bin/handout");
const run = (command, ...rest) => execFileSync(command, rest, { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] }).toString();

// Without spaces and codes that have no glyph, in one form of each letter.
const letters = (words) => words.normalize("NFKC").replace(/[\s\p{Cf}\p{Z}]/gu, "");
const plain = (xhtml) => xhtml.replace(/<head>.*?<\/head>/gs, "").replace(/<[^>]*>/g, "")
	.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");

// The texts that --dump=tree prints, in order, and what only paper has.
function source(handout, lang) {
	const texts = (dump) => [...dump.matchAll(/^ *(?:text|code|code block) "((?:.|\n)*?)"(?: \(\d+:\d+\))?$/gm)].map(([, words]) => letters(words)).filter((words) => words);
	const dump = run(program, "build", "--dump=tree", "-l", lang, handout), spans = /^( *)span printed.*\n(?:\1  .*\n)*/gm;
	return { words: texts(dump.replace(spans, "")), printed: (dump.match(spans) ?? []).map((span) => texts(span).join("")) };
}

// The labels of callouts in a language; in a pseudo-language, the English ones.
function labels(lang) {
	const file = `content/strings/${PSEUDO.includes(lang) ? "en" : lang}.po`;
	const po = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
	return [...po.matchAll(/^msgctxt "(?:callout\/.*|block\/.*|emergency\/title)"\nmsgid "(.*)"\nmsgstr "(.*)"$/gm)].flatMap(([, id, str]) => [id, str]).map(letters).filter((word) => word).sort((a, b) => b.length - a.length);
}

// What is wrong with the order of words in a text.
function order(words, text, lang) {
	const added = labels(lang), faults = [];
	let at = 0;
	const strange = (between) => {
		if (PSEUDO.includes(lang)) between = english(between);
		for (const label of added) between = between.split(label).join("");
		return between.replace(/[\p{Nd}.•◦○▪■()[\]-]/gu, "");
	};
	for (const piece of words) {
		const found = text.indexOf(piece, at);
		if (found < 0) {
			faults.push(`"${piece.slice(0, 40)}" is not after "${text.slice(Math.max(0, at - 20), at)}", but "${text.slice(at, at + 30)}"`);
			continue;
		}
		const between = strange(text.slice(at, found));
		if (between) faults.push(`"${between}" stands before "${piece.slice(0, 40)}"`);
		at = found + piece.length;
	}
	if (strange(text.slice(at))) faults.push(`"${text.slice(at)}" stands at the end`);
	if (words.length < 10) faults.push(`only ${words.length} texts`);
	return faults;
}

const entry = (epub, name) => run("unzip", "-p", epub, name);

// The content files in the order of the spine.
function spine(epub) {
	const opf = entry(epub, "EPUB/package.opf");
	return [...opf.matchAll(/<itemref idref="file-([^"]*)-xhtml"/g)].map(([, name]) => entry(epub, `EPUB/${name}.xhtml`));
}

// What each page of the PDF begins with, in the order of its structure and without footnotes.
function beginnings(pdf) {
	const top = structure(pdf);
	return pdf.pages.map((page) => {
		const words = page_text(pdf, page);
		const said = (node) => node.kids.map((kid) => {
			if (kid.type) return ["/Note", "/Lbl", "/Figure"].includes(kid.type) ? "" : said(kid);
			return kid.page === page.reference ? words.get(kid.mcid) ?? "" : "";
		}).join("");
		return letters(said(top));
	});
}

// Digits are all the same: the number before a question that is not translated has the PDF's in the
// question's language, the EPUB's in the edition's.
const bare = (words) => words.replace(/^[\p{Nd}.•()[\]-]+/u, "").replace(/\p{Nd}/gu, "0");
const COMPARED = 24;

// Whether the text after a mark begins as the page does. A mark stands before a word that two pages
// share.
function begins(after, page) {
	const shared = Math.max(1, /^\s*(\S*)/.exec(after)[1].length);
	const wanted = bare(page).slice(0, COMPARED);
	const at = bare(letters(after)).indexOf(wanted);
	return wanted !== "" && at >= 0 && at < shared;
}

// What a page begins with, without what only paper has, whole or the rest of it.
function unprinted(page, printed) {
	for (const address of printed) {
		const at = [...address].findIndex((_, i) => address.length - i > 3 && page.startsWith(address.slice(i)));
		if (at >= 0) page = page.slice(address.length - at);
		page = page.replace(address, "");
	}
	return page;
}

// shift: for a control, so many pages further on.
function pages(epub, file, printed, shift = 0) {
	const pdf = new Pdf(file), firsts = beginnings(pdf).map((page) => unprinted(page, printed)), faults = [], seen = [];
	const identifier = /pageBreakSource">(urn:uuid:[0-9a-f-]{36})</.exec(entry(epub, "EPUB/package.opf"))?.[1];
	if (!identifier || !pdf.data(pdf.catalog["/Metadata"]).includes(identifier.slice("urn:uuid:".length)))
		faults.push(`the PDF is not ${identifier}`);
	const xhtml = spine(epub).join("").replace(/<aside epub:type="footnote".*?<\/aside>/gs, "");
	for (const match of xhtml.matchAll(/id="page_(\d+)"[^>]*><\/\w+>/g)) {
		const number = Number(match[1]), after = plain(xhtml.slice(match.index + match[0].length)).trimStart();
		const first = firsts[number - 1 + shift] ?? "";
		seen.push(number);
		if (!begins(after, first)) faults.push(`after the mark of page ${number} stands "${after.slice(0, 30)}", page ${number} begins with "${first.slice(0, 30)}"`);
	}
	const wanted = firsts.flatMap((first, i) => (first ? [i + 1] : []));
	if (`${seen}` !== `${wanted}`) faults.push(`marks of the pages ${seen}, not ${wanted}`);
	return faults;
}

// The letters in whose place MuPDF shows a box: those of a glyph without a number or a name.
function boxes(file) {
	return [...new Set(run("mutool", "trace", file).match(/unicode="[^"]*" glyph="(?:0|\.notdef)"/g) ?? [])].map((letter) => `a box for ${letter}`);
}

// The boxes of an article with letters that no font has: in the book's fonts and in MuPDF's.
function boxes_of_damage(epub) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "epub-text-")), file = path.join(folder, "EPUB/article.xhtml");
	execFileSync("unzip", ["-q", epub, "-d", folder]);
	fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("<p>", '<p>\ue123<span style="font-family: monospace">\ue124</span>'));
	const found = boxes(file);
	fs.rmSync(folder, { recursive: true });
	return found;
}

// The text as MuPDF copies it from pages that are high enough for a file, for it parts a row of a table
// between two pages and copies the halves of its cells side by side.
const copied = (epub) => run("mutool", "draw", "-q", "-W", "450", "-H", "1000000", "-F", "txt", epub);

// The texts of the source that are not in the plain text.
function missing(words, file) {
	const text = letters(fs.readFileSync(file, "utf8"));
	return words.filter((piece) => !text.includes(piece)).map((piece) => `"${piece.slice(0, 60)}" is not in it`);
}

function verdict(name, faults) {
	console.log(`${faults.length ? "not ok" : "ok"} ${name}`);
	for (const fault of faults.slice(0, 6)) console.log(`  ${fault}`);
}

let tried = false;
for (const handout of handouts) {
	const name = path.basename(handout), folder = path.join(outputs, name);
	for (const lang of fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []) {
		const stem = path.join(folder, lang, `${name}-${lang}`), epub = `${stem}.epub`;
		if (!fs.existsSync(epub)) continue;
		const { words, printed } = source(handout, lang), text = letters(spine(epub).map(plain).join(" "));
		verdict(`${name} ${lang} in its files`, order(words, text, lang));
		verdict(`${name} ${lang} in MuPDF`, order(words, letters(copied(epub)), lang));
		verdict(`${name} ${lang} has no boxes in MuPDF`, boxes(epub));
		const page = plain(fs.readFileSync(`${stem}.html`, "utf8").replace(/<nav .*?<\/nav>/s, ""));
		verdict(`${name} ${lang} in its HTML`, order(words, letters(page), lang));
		verdict(`${name} ${lang} in its plain text`, missing(words, `${stem}.txt`));
		if (fs.existsSync(`${stem}.pdf`)) verdict(`${name} ${lang} pages`, pages(epub, `${stem}.pdf`, printed));
		if (tried || !fs.existsSync(`${stem}.pdf`)) continue;
		tried = true;
		verdict("control: texts in each other's place", order([words[1], words[0], ...words.slice(2)], text, lang).length ? [] : ["the fault passes"]);
		verdict("control: a text is not in the plain text", missing(["nosuchword", ...words], `${stem}.txt`).length ? [] : ["the fault passes"]);
		verdict("control: a text is gone", order(words.toSpliced?.(5, 1) ?? words.filter((_, i) => i !== 5), text, lang).length ? [] : ["the fault passes"]);
		verdict("control: letters without glyphs", boxes_of_damage(epub).length === 2 ? [] : ["the fault passes"]);
		verdict("control: marks of other pages", pages(epub, `${stem}.pdf`, printed, 1).length ? [] : ["the fault passes"]);
	}
}
