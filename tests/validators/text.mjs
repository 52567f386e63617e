// Prints the text of PDFs by pdf.js, a line of JSON for each: for each page its marked contents by MCID
// and the blocks of its structure: text.mjs FOLDER-OF-NODE-MODULES FILE... The text is what the codes that are shown mean, in
// the order in which they are shown; what pdf.js guesses from places (where lines end, which way a
// line runs) is left aside, as is what is an artifact. A glyph without a meaning prints as U+FFFD.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const folder = path.resolve(modules, "pdfjs-dist");
console.log = () => {}; // pdf.js complains there that it cannot draw
const library = (await import(pathToFileURL(path.join(folder, "legacy/build/pdf.js")))).default;
const blocks = new Set(["P", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "TD", "TH", "Caption", "Note", "Code"]);
const { OPS } = library;

// The marked contents of a page by MCID: what is shown between a begin and its end.
async function contents(page) {
	const found = new Map();
	const open = [];
	const { fnArray, argsArray } = await page.getOperatorList();
	fnArray.forEach((op, i) => {
		if (op === OPS.beginMarkedContent) open.push(null);
		else if (op === OPS.beginMarkedContentProps) open.push(argsArray[i][1]);
		else if (op === OPS.endMarkedContent) open.pop();
		else if (op === OPS.showText) {
			const id = open.findLast((id) => id !== null && id !== undefined);
			const words = argsArray[i][0].filter((glyph) => typeof glyph === "object" && glyph).map((glyph) => glyph.unicode || "\ufffd").join("");
			if (id !== undefined) found.set(id, (found.get(id) ?? "") + words);
		}
	});
	return found;
}

function text(node, found) {
	if (node.type === "content") return found.get(Number(/_mc(\d+)$/.exec(node.id)?.[1])) ?? "";
	const inside = (node.children ?? []).map((child) => text(child, found)).join("");
	return blocks.has(node.role) ? `${inside}\n` : inside;
}

for (const file of files) {
	const data = new Uint8Array(fs.readFileSync(file)), pages = [];
	const task = library.getDocument({ data, verbosity: 0 }), pdf = await task.promise;
	for (let number = 1; number <= pdf.numPages; number++) {
		const page = await pdf.getPage(number), found = await contents(page);
		pages.push({ contents: Object.fromEntries(found), blocks: text(await page.getStructTree(), found) });
	}
	process.stdout.write(`${JSON.stringify(pages)}\n`);
	await task.destroy();
}
