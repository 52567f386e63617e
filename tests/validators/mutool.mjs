// What MuPDF copies from PDFs is what their structure tells, block by block: mutool.mjs [--controls]
// FILE... MuPDF takes no ActualText and no order from the structure, and knows the meaning of a glyph's
// CID, not that of the code which is shown. All letters are compared in all languages; the spaces
// between words only in Latin and Cyrillic: beside marks and in text from right to left MuPDF puts
// spaces of its own, from how wide glyphs are. On a side of a booklet a footer stands between two
// pages, so there a block may be in two parts. With --controls each file that has a font with codes of
// its own is broken: its codes get back the CIDs of their glyphs.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Pdf, elements, page_text, structure } from "./pdf.mjs";

const seen = (words) => words.replace(/[\u061c\u200b-\u200f\u2028\u202a-\u202e\u2060\u2066-\u2069]/g, "").normalize("NFKC");
const letters = (words) => seen(words).replace(/[\u00ad\s]/g, "");
const is_spaced = (said) => /\p{L}/u.test(said) && !/[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Common}]/u.test(said);

// Longer blocks are compared by their letters only, for a pattern of all their words is too large.
const LONG = 1500;

// What words are copied as: a line may end wherever it does, a label is beside its text with a space or
// none. A pattern that takes an end of a line in two ways would take for ever.
function words(said) {
	const plain = seen(said).replace(/\u00ad/g, "").replace(/\s+/g, " ").trim();
	const signs = [...plain].map((sign) => (sign === " " ? "\\s+" : sign.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")));
	return new RegExp(signs.join("\u00ad?\\n*").replaceAll("\\n*\\s+\u00ad?\\n*", "\\s+(?:\u00ad\\n*)?").replace(/^((?:\d|\u00ad\?|\\n\*)+\\\.)/, "$1 ?"), "u");
}

const copied = (file) => execFileSync("mutool", ["draw", "-q", "-F", "txt", file], { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 }).toString().split("\f");

// The parts of blocks by pages, as { page, said, whole }.
function* blocks(pdf) {
	const known = new Map(pdf.pages.map((page) => [page.reference, page_text(pdf, page)]));
	const order = pdf.pages.map((page) => page.reference);
	for (const node of elements(structure(pdf))) {
		if (!/^\/(P|H\d|TH|TD|Caption)$/.test(node.type)) continue;
		const parts = new Map();
		const gather = (n) => n.kids.forEach((kid) => kid.type ? gather(kid) : kid.mcid !== undefined && parts.set(kid.page, (parts.get(kid.page) ?? "") + (known.get(kid.page).get(kid.mcid) ?? "")));
		gather(node);
		for (const [page, said] of parts) if (letters(said)) yield { page: order.indexOf(page), said };
	}
}

// In two parts, of which each is there.
const is_divided = (all, wanted) => [...wanted].some((_, at) => all.includes(wanted.slice(0, at)) && all.includes(wanted.slice(at)));

function judge(pdf, file) {
	const pages = copied(file), faults = [], booklet = file.endsWith("-booklet.pdf");
	let count = 0;
	for (const { page, said } of blocks(pdf)) {
		const text = pages[page] ?? "";
		const there = is_spaced(said) && !booklet && said.length < LONG ? words(said).test(seen(text)) : letters(text).includes(letters(said));
		count++;
		if (!there && !(booklet && is_divided(letters(text), letters(said)))) faults.push(`page ${page + 1}: ${said}`);
	}
	return { count, faults };
}

function verdict(name, { count, faults }) {
	console.log(`${faults.length || !count ? "not ok" : "ok"} ${name}, ${count} blocks are copied`);
	for (const fault of faults.slice(0, 3)) console.log(`  not there: ${fault}`);
}

// The composite fonts with codes of their own, of which some share a glyph.
const coded = (pdf) => [...pdf.entries()].map(([reference, dict]) => dict?.["/Subtype"] === "/Type0" && pdf.font(reference)).filter((font) => font && [...font.unicode.keys()].some((code) => code >= 0x4000));

// The file as it would be if codes were mapped to the CIDs of the glyphs.
function broken(file, folder) {
	const pdf = new Pdf(file), target = path.join(folder, "broken.pdf");
	coded(pdf).forEach((font, i) => {
		const codes = [...font.unicode.keys()].filter((code) => code >= 0x4000);
		// Cairo's CID of the glyph, which in a program that it shares has another number.
		const cid = (code) => Array.from({ length: 0x4000 }, (_, i) => i).find((i) => font.glyph(i) === font.glyph(code)) ?? 0;
		const hex = (code) => code.toString(16).padStart(4, "0");
		const lists = codes.map((code) => `1 begincidchar\n<${hex(code)}> ${cid(code)}\nendcidchar\n`).join("");
		const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /WMode 0 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n1 begincidrange\n<0000> <3fff> 0\nendcidrange\n${lists}endcmap end end`;
		pdf.objects[`obj:${9100 + i} 0 R`] = { stream: { dict: { "/Type": "/CMap", "/CMapName": "/M", "/CIDSystemInfo": { "/Registry": "u:Adobe", "/Ordering": "u:Identity", "/Supplement": 0 } }, data: Buffer.from(map).toString("base64") } };
		font.dict["/Encoding"] = `${9100 + i} 0 R`;
	});
	fs.writeFileSync(path.join(folder, "broken.json"), JSON.stringify(pdf.json));
	execFileSync("qpdf", ["--json-input", "--deterministic-id", path.join(folder, "broken.json"), target], { stdio: "ignore" });
	return target;
}

const files = process.argv.slice(2).filter((argument) => argument !== "--controls");
for (const file of files) {
	const pdf = new Pdf(file), name = path.basename(file);
	if (!process.argv.includes("--controls")) verdict(name, judge(pdf, file));
	else if (coded(pdf).length) {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mutool-"));
		const { faults } = judge(pdf, broken(file, folder));
		console.log(`${faults.length ? "ok" : "not ok"} control ${name}: codes without CIDs of their own`);
		fs.rmSync(folder, { recursive: true });
	}
}
