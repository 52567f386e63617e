// Prints the text of a PDF as its structure tells it, by pdf.js: text.mjs FOLDER-OF-NODE-MODULES FILE.
// One line a block; U+2028 where a line ends within it, before which pdf.js drops the space. What is an
// artifact is not in the structure and is left out.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, file] = process.argv.slice(2);
const folder = path.resolve(modules, "pdfjs-dist");
console.log = () => {}; // pdf.js complains there that it cannot draw
const library = (await import(pathToFileURL(path.join(folder, "legacy/build/pdf.js")))).default;
const blocks = new Set(["P", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "TD", "TH", "Caption", "Note", "Code"]);

// The marked contents of a page by id: what stands between a begin and its end.
async function contents(page) {
	const found = new Map();
	const open = [];
	for (const item of (await page.getTextContent({ includeMarkedContent: true })).items) {
		if (item.type?.startsWith("beginMarkedContent")) open.push(item.id);
		else if (item.type === "endMarkedContent") open.pop();
		else {
			const id = open.findLast((id) => id);
			if (id) found.set(id, (found.get(id) ?? "") + item.str + (item.hasEOL ? "\u2028" : ""));
		}
	}
	return found;
}

function text(node, found) {
	if (node.type === "content") return found.get(node.id) ?? "";
	const inside = (node.children ?? []).map((child) => text(child, found)).join("");
	return blocks.has(node.role) ? `${inside}\n` : inside;
}

const data = new Uint8Array(fs.readFileSync(file));
const pdf = await library.getDocument({ data, verbosity: 0 }).promise;
for (let number = 1; number <= pdf.numPages; number++) {
	const page = await pdf.getPage(number);
	process.stdout.write(text(await page.getStructTree(), await contents(page)));
}
