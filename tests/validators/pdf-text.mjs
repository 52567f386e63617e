// Compares PDFs with the tree of their source: pdf-text.mjs FOLDER-OF-OUTPUTS HANDOUT...
// Each block in the order of reading: its kind, its words with their languages, where its links lead,
// what its label says. A word that a line divides is whole, words have spaces between them, text from
// right to left is in the order of reading. The same by pdf.js, which takes no ActualText: only what the
// codes mean counts. Poppler gets the same letters of the scripts from left to right.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { Pdf, elements, page_text, structure, text } from "./pdf.mjs";
import { PSEUDO, english } from "./pseudo.mjs";

const [outputs, ...handouts] = process.argv.slice(2);
const program = path.resolve(process.env.OUT ?? "out", "bin/handout");
const modules = path.resolve(process.env.OUT ?? "out", "judges/node_modules");

// Scripts that have no spaces between words.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\u3000-\u30ff]$/u;

// Codes that have no glyph, and spaces of all widths.
const plain = (words) => words.replace(/[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]/g, "").replace(/[ \n\u00a0\u202f\u2028]/g, " ");
// A face may have one glyph for U+00B7 and U+2022.
const letters = (words) => plain(words).replace(/\s/g, "").replace(/\u2022/g, "\u00b7").normalize("NFKC");

// The key of the words for what a callout is.
function callout_key(kind) {
	return { summary: "block/summary", questions: "block/questions", emergency: "emergency/title" }[kind] ?? `callout/${kind}`;
}

// The number that digits of any script say.
function number(words) {
	const digits = [...words].filter((c) => /\p{Nd}/u.test(c)).map((c) => {
		let zero = c.codePointAt(0);
		while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && c.codePointAt(0) - zero < 9) zero--;
		return c.codePointAt(0) - zero;
	});
	return digits.length ? Number(digits.join("")) : NaN;
}

// The strings of a language by their keys.
function strings(folder, lang) {
	const file = path.join(folder, `${PSEUDO.includes(lang) ? "en" : lang}.po`);
	const found = {};
	for (const entry of fs.existsSync(file) ? fs.readFileSync(file, "utf8").split(/\n\n/) : []) {
		const key = /^msgctxt "(.*)"$/m.exec(entry)?.[1];
		const [id, str] = ["msgid", "msgstr"].map((k) => new RegExp(`^${k} "(.*)"$`, "m").exec(entry)?.[1]);
		if (key) found[key] = str || id;
	}
	return found;
}

// The tree that --dump=tree prints, as nodes { kind, fields, text, kids }.
const kinds = "document|part|section|pair|side|heading|paragraph|list item|list|quotation|callout|code block|rule|table row|table cell|table|figure|caption|footnote mark|footnote|text|emphasis|strong|strikethrough|code|link|line break|isolate|span";
function tree(dump) {
	const root = { kind: "root", depth: -1, kids: [] };
	const stack = [root];
	let open = null;
	for (const line of dump.split("\n")) {
		if (open) {
			const end = /^(.*)" \(\d+:\d+\)$/.exec(line);
			open.text += `\n${end ? end[1] : line}`;
			if (end) open = null;
			continue;
		}
		const match = new RegExp(`^( *)(${kinds})(?= |$) ?(.*)$`).exec(line);
		if (!match) continue;
		const node = { kind: match[2], depth: match[1].length / 2, fields: match[3], kids: [] };
		while (stack.at(-1).depth >= node.depth) stack.pop();
		node.parent = stack.at(-1);
		node.parent.kids.push(node);
		stack.push(node);
		const quoted = /^"(.*)"/.exec(match[3]);
		if (quoted) node.text = quoted[1];
		else if (match[3].startsWith('"')) (node.text = match[3].slice(1), (open = node));
	}
	return root.kids[0];
}

const field = (node, name) => new RegExp(`(?:^| )${name}=(\\S+)`).exec(node.fields)?.[1];
const side_language = (node) => (!node.parent || node.kind === "side" ? language(node) : side_language(node.parent));
const language = (node) => (node?.fields === undefined ? undefined : field(node, "lang") ?? language(node.parent));

// Puts words into pieces that differ in language or link.
function add(pieces, words, lang, link) {
	const last = pieces.at(-1);
	if (words === "") return;
	if (last && last.lang === lang && last.link === link) last.words += words;
	else pieces.push({ words, lang, link });
}

function inlines(node, pieces, link) {
	for (const kid of node.kids) {
		if (kid.kind === "text" || kid.kind === "code") add(pieces, kid.text, language(kid), link);
		else if (kid.kind === "line break") add(pieces, UNSPACED.test(pieces.at(-1)?.words ?? "") ? "" : " ", language(kid), link);
		else if (kid.kind === "footnote mark") add(pieces, `[${field(kid, "number")}]`, undefined, "note");
		else inlines(kid, pieces, kid.kind === "link" ? /<(.*)>/.exec(kid.fields)[1] : link);
	}
	return pieces;
}

// What a reader is to be told, in order: { type, pieces, label }.
function expected(top, words) {
	const out = [], notes = new Map(), seen = new Set();
	const find = (node) => {
		// A bilingual edition has each note on both sides.
		if (node.kind === "footnote") notes.set(field(node, "number") + language(node), node);
		node.kids.forEach(find);
	};
	const cited = (node) => {
		const marks = (n) => (n.kind === "footnote mark" ? [field(n, "number")] : n.kids.flatMap(marks));
		for (const mark of marks(node)) {
			const note = notes.get(mark + side_language(node)) ?? notes.get(mark + field(top, "lang"));
			if (seen.has(note) || !note) continue;
			seen.add(note);
			const first = out.length;
			note.kids.forEach((kid) => block(kid));
			if (out[first]) out[first].label = `note ${mark}`;
		}
	};
	const item = (node, index, list) => {
		const first = out.length;
		node.kids.forEach((kid) => block(kid));
		const task = field(node, "task"), start = field(list, "start");
		if (out[first]) out[first].label = task ? words[`task/${task}`] : start !== undefined ? `item ${Number(start) + index}` : "bullet";
	};
	const block = (node) => {
		if (node.kind === "heading") {
			const asked = field(node.parent.kind === "side" ? node.parent.parent.parent : node.parent, "number");
			out.push({ type: `H${field(node, "level")}`, pieces: inlines(node, []), label: asked && `question ${asked}` });
			cited(node);
		} else if (node.kind === "paragraph") {
			out.push({ type: "P", pieces: inlines(node, []) });
			cited(node);
		} else if (node.kind === "code block") out.push({ type: "P", pieces: [{ words: node.text, lang: language(node) }] });
		else if (node.kind === "callout") {
			// On the source's side of a bilingual edition it is in the source's words.
			const own = node.parent.kind === "side" && node.parent.parent.kids[0] === node.parent ? strings("content/strings", language(node)) : words;
			out.push({ type: "P", pieces: [{ words: own[callout_key(node.fields.split(" ")[0])] ?? "?", lang: language(node) }] });
		} else if (node.kind === "table cell") out.push({ type: / head/.test(node.fields) ? "TH" : "TD", pieces: inlines(node, []) });
		else if (node.kind === "figure") out.push({ type: "Figure", pieces: [{ words: node.text, lang: language(node) }] });
		else if (node.kind === "caption") out.push({ type: "Caption", pieces: inlines(node, []) });
		else if (node.kind === "list") return node.kids.forEach((kid, index) => item(kid, index, node));
		else if (node.kind === "footnote") return;
		if (!["heading", "paragraph", "code block", "table cell", "caption"].includes(node.kind)) node.kids.forEach((kid) => block(kid));
		if (node.kind === "table" || node.kind === "figure") cited(node);
	};
	find(top);
	block(top);
	return out;
}

const BLOCKS = new Set(["P", "H1", "H2", "H3", "H4", "H5", "H6", "TH", "TD", "Figure", "Caption"]);

// What the structure of a PDF tells; words: the text of each page's marked contents.
function told(pdf, words) {
	const out = [];
	const said = (node) => node.dict["/ActualText"] !== undefined ? text(node.dict["/ActualText"])
		: node.kids.map((kid) => kid.type ? said(kid) : kid.mcid !== undefined ? words.get(kid.page)?.get(kid.mcid) ?? "" : "").join("");
	const lead = (node) => {
		const annot = node.kids.filter((kid) => kid.object).map((kid) => pdf.get(kid.object))[0];
		const uri = annot && pdf.get(annot["/A"])?.["/URI"];
		return uri ? decodeURI(text(uri)) : annot?.["/Dest"] ? "#" : "nowhere";
	};
	const gather = (node, lang, pieces, link) => {
		for (const kid of node.kids) {
			if (kid.mcid !== undefined) add(pieces, words.get(kid.page)?.get(kid.mcid) ?? "", lang, link);
			if (!kid.type || kid.type === "/Lbl" || kid === node.label) continue;
			if (kid.type === "/Reference") add(pieces, `[${number(said(kid))}]`, undefined, "note");
			else gather(kid, text(kid.dict["/Lang"]) ?? lang, pieces, kid.type === "/Link" ? lead(kid) : link);
		}
		return pieces;
	};
	// Items that letters count, no two with the same, are those of their places.
	const lettered = (item) => {
		const items = item.parent.kids.filter((kid) => kid.type === "/LI");
		const marks = items.map((kid) => plain(said(kid.kids[0])).trim());
		const numbering = [pdf.get(item.parent.dict["/A"])].flat()[0]?.["/ListNumbering"];
		if (!numbering || numbering === "/None" || numbering === "/Disc") return undefined;
		if (new Set(marks).size < marks.length || marks.some((mark) => !/^\P{L}*[\p{L}\p{M}\p{No}\u200c\u200d]{1,8}\P{L}*$/u.test(mark))) return undefined;
		return `item ${items.indexOf(item) + 1}`;
	};
	const visit = (node, lang, label) => {
		const type = node.type.slice(1);
		lang = text(node.dict["/Lang"]) ?? lang;
		if (type === "Lbl") return;
		if (type === "LI" || type === "Note") {
			const mark = node.kids.find((kid) => kid.type === "/Lbl");
			label = { type, words: mark ? plain(said(mark)) : "", first: true, index: lettered(node) };
		}
		if (BLOCKS.has(type)) {
			const numeral = /^H\d/.test(type) ? node.kids[0] : null;
			if (numeral?.type === "/Span" && !numeral.dict["/Lang"]) node.label = numeral;
			const pieces = type === "Figure" ? [{ words: text(node.dict["/Alt"]) ?? "", lang }] : gather(node, lang, [], undefined);
			const block = { type, pieces, label: node.label && `question ${number(said(node.label))}` };
			if (label?.first) {
				block.label = label.type === "Note" ? `note ${number(label.words)}` : label.index ?? (Number.isNaN(number(label.words)) ? label.words : `item ${number(label.words)}`);
				label.first = false;
			}
			out.push(block);
			return;
		}
		for (const kid of node.kids) if (kid.type) visit(kid, lang, label);
	};
	for (const kid of structure(pdf).kids) visit(kid, text(pdf.catalog["/Lang"]), null);
	return out;
}

// One line for a block, as both sides say it; a pseudo-language's in English.
const line = (lang) => (PSEUDO.includes(lang) ? (block) => english(one_line(block)).replace(/[[\]]/g, "").replace(/ +(?=[)|]|$)/g, "") : one_line);

function one_line(block) {
	const label = block.label === undefined || block.label === null ? "" : `(${/^(item|note|question) \d+$/.test(block.label) || /\p{L}/u.test(block.label) ? block.label : "bullet"}) `;
	const pieces = [];
	for (const { words, lang, link } of block.pieces) add(pieces, plain(words), lang, link?.startsWith("#") ? "#" : link);
	if (pieces.length) pieces.at(-1).words = pieces.at(-1).words.replace(/ +$/, "");
	return `${block.type} ${label}${pieces.map((p) => `${p.lang ?? ""}${p.link ? `<${decode(p.link)}>` : ""}:${p.words.replace(/ +/g, " ")}`).join("|")}`;
}

function decode(url) {
	try {
		return decodeURI(url);
	} catch {
		return url;
	}
}

// Spaces at the seams of languages and links may belong to either side. A dot between two of them is left
// out where the line ends.
const seams = (said) => said.replace(/([\w-]+)(:[^|:]*?) *\|[\w-]*: [\u00b7\u2022] *\|\1:/g, "$1$2 ").replace(/ [\u00b7\u2022] *(?=\|)/g, "").replace(/ *\|([^:|]*):/g, "|$1:").replace(/:( +)/g, ":");

function compare(wanted, got) {
	const faults = [];
	for (let i = 0; i < Math.max(wanted.length, got.length) && faults.length < 6; i++)
		if (seams(wanted[i] ?? "nothing") !== seams(got[i] ?? "nothing")) faults.push(`block ${i + 1} is "${got[i] ?? "nothing"}", not "${wanted[i] ?? "nothing"}"`);
	return faults;
}

// The words of a PDF by page and MCID.
const own_words = (pdf) => new Map(pdf.pages.map((page) => [page.reference, page_text(pdf, page)]));

// The letters of each page in the order of the structure.
function by_page(pdf, words) {
	const top = structure(pdf);
	return pdf.pages.map((page) => {
		const said = (node) => node.kids.map((kid) => (kid.type ? said(kid) : kid.page === page.reference ? words.get(page.reference).get(kid.mcid) ?? "" : "")).join("");
		return said(top);
	}).join("");
}

function verdict(name, faults) {
	console.log(`${faults.length ? "not ok" : "ok"} ${name}`);
	for (const fault of faults) console.log(`  ${fault}`);
}

// Whether a hyphen changes or repeats what stands beside it, which ActualText alone tells.
const changes_letters = (lang, pdf) => /^(hu|ca)/.test(lang) && pdf.pages.some((page) => pdf.data(page.dict["/Contents"]).includes("/ActualText"));

// The same blocks with the words that pdf.js reads.
function by_pdfjs(pages, name, lang, pdf, wanted) {
	if (changes_letters(lang, pdf)) return console.log(`ok ${name} pdf.js is not asked, for hyphens change letters`);
	if (!pages) return console.log(`skip ${name} pdf.js: pdf.js is not installed`);
	const words = new Map(pages.map(({ contents }, i) => [pdf.pages[i].reference, new Map(Object.entries(contents).map(([id, said]) => [Number(id), said]))]));
	verdict(`${name} pdf.js, ${wanted.length} blocks`, compare(wanted, told(pdf, words).map(line(lang))));
	const [blocks, structured] = [pages.map((page) => page.blocks).join(""), by_page(pdf, words)].map(letters);
	verdict(`${name} pdf.js, its own tree`, blocks === structured ? [] : ["it has another order"]);
}

function by_poppler(file, name, lang, pdf) {
	// Text from right to left it turns by rules of its own; on a side of a booklet a footer stands between
	// two pages.
	if (/^(ar|fa|he|ur)/.test(lang) || name.includes("-booklet")) return;
	if (!program_is_there("pdftotext")) console.log(`skip ${name} poppler: poppler-utils is not installed`);
	else verdict(`${name} poppler`, painted(file, pdf));
}

function program_is_there(name) {
	return (process.env.PATH ?? "").split(":").some((folder) => fs.existsSync(path.join(folder, name)));
}

// Poppler's text in the order of painting has the letters of each block that is on one page.
function painted(file, pdf) {
	const known = own_words(pdf);
	const all = letters(execFileSync("pdftotext", ["-raw", file, "-"]).toString());
	const faults = [];
	for (const node of elements(structure(pdf))) {
		if (!/^\/(P|H\d|TH|TD|Caption)$/.test(node.type)) continue;
		const pages = new Set(), words = [];
		const gather = (n) => n.kids.forEach((kid) => kid.type ? gather(kid) : kid.mcid !== undefined && (pages.add(kid.page), words.push(known.get(kid.page).get(kid.mcid) ?? "")));
		gather(node);
		const wanted = letters(words.join(""));
		if (pages.size === 1 && !all.includes(wanted) && faults.length < 5) faults.push(`not there: ${wanted}`);
	}
	return faults;
}

// Damage that must be found: the same comparison with one side changed.
function controls(name, wanted, got) {
	const long = got.findIndex((said) => said.length > 60);
	const damages = {
		"a block that is lost": (list) => list.splice(long, 1),
		"blocks in each other's place": (list) => ([list[long], list[long + 1]] = [list[long + 1], list[long]]),
		"a space that is lost": (list) => (list[long] = list[long].replace(/(\S) (\S+)$/, "$1$2")),
		"a hyphen that is lost": (list) => list.forEach((said, at) => (list[at] = said.replace(/(\p{L})-(\p{L})/u, "$1$2"))),
		"another language": (list) => (list[long] = list[long].replace(/ \w+:/, " xx:")),
	};
	for (const [what, damage] of Object.entries(damages)) {
		const list = [...got];
		damage(list);
		verdict(`control ${name}: ${what}`, compare(wanted, list).length ? [] : ["is not found"]);
	}
}

// What pdf.js reads in the files, in one process; nothing where it is not installed.
function read(files) {
	if (!files.length || !fs.existsSync(path.join(modules, "pdfjs-dist"))) return [];
	return execFileSync("node", ["tests/validators/text.mjs", modules, ...files], { maxBuffer: 1 << 30 }).toString().trim().split("\n").map((said) => JSON.parse(said));
}

function judge(name, lang, edition, handout, file, pages) {
	const dump = execFileSync(program, ["build", "--dump=tree", "-e", edition, "-l", lang, handout], { stdio: ["ignore", "pipe", "ignore"] }).toString();
	const pdf = new Pdf(file);
	const wanted = expected(tree(dump), strings("content/strings", lang)).filter((block) => block.pieces.length || /^T/.test(block.type)).map(line(lang));
	const got = told(pdf, own_words(pdf)).map(line(lang));
	const faults = compare(wanted, got);
	if (!wanted.length) faults.push("the source has no blocks");
	verdict(`${path.basename(file)}, ${wanted.length} blocks`, faults);
	by_pdfjs(pages, path.basename(file), lang, pdf, wanted);
	if (name !== "order") by_poppler(file, path.basename(file), lang, pdf);
	if (lang === "en" && edition === "standard" && !/^(everything|order|torture|scripts)$/.test(name)) controls(name, wanted, got);
}

for (const handout of handouts) {
	const name = path.basename(handout);
	const folder = path.join(outputs, name);
	for (const lang of fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []) {
		const made = ["standard", "clear", "large", "bilingual", "booklet"]
			.map((edition) => ({ edition, file: path.join(folder, lang, `${name}-${lang}${edition === "standard" ? "" : `-${edition}`}.pdf`) }))
			.filter(({ file }) => fs.existsSync(file));
		const pages = read(made.map(({ file }) => file));
		made.forEach(({ edition, file }, i) => judge(name, lang, edition, handout, file, pages[i]));
	}
}
