// What MuPDF copies from PDFs is what their structure tells, block by block: mutool.mjs FILE...
// MuPDF knows the meaning of a glyph's CID, not that of the code which is shown.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { Pdf, elements, page_text, structure } from "./pdf.mjs";

const invisible = /[\u00ad\u061c\u200b-\u200f\u2028\u2060\u2066-\u2069]/g;
const letters = (words) => words.replace(invisible, "").replace(/\s/g, "").normalize("NFKC");

const copied = (file) => execFileSync("mutool", ["draw", "-q", "-F", "txt", file], { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 }).toString().split("\f");

// The letters of each block, as [page, letters].
function* blocks(pdf) {
	const words = new Map(pdf.pages.map((page) => [page.reference, page_text(pdf, page)]));
	const order = pdf.pages.map((page) => page.reference);
	for (const node of elements(structure(pdf))) {
		if (!/^\/(P|H\d|TH|TD|Caption)$/.test(node.type)) continue;
		const parts = new Map();
		const gather = (n) => n.kids.forEach((kid) => kid.type ? gather(kid) : kid.mcid !== undefined && parts.set(kid.page, (parts.get(kid.page) ?? "") + (words.get(kid.page).get(kid.mcid) ?? "")));
		gather(node);
		for (const [page, part] of parts) if (letters(part)) yield [order.indexOf(page), letters(part)];
	}
}

for (const file of process.argv.slice(2)) {
	const pages = copied(file).map(letters);
	let count = 0; const faults = [];
	for (const [page, wanted] of blocks(new Pdf(file))) { count++; if (!pages[page]?.includes(wanted)) faults.push(`page ${page + 1}: ${wanted}`); }
	console.log(`${faults.length ? "not ok" : "ok"} ${path.basename(file)} ${faults.length}/${count}`);
	for (const f of faults.slice(0, 2)) console.log("  ", f);
}
