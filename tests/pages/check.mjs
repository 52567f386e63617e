// What no page may have: check.mjs BLOCKS, with what `handout build --dump=pages` prints on standard
// input. BLOCKS says each block's kind and text in the order of reading; the lines of the dump are
// followed through them. Prints the faults, then their sums; ends with status 1 if there are any.
import { readFileSync } from "node:fs";

const blocks = JSON.parse(readFileSync(process.argv[2], "utf8"));
const letters = (s) => s.normalize("NFC").replace(/[\s\u00ad|]/g, "");
const LINE = /^ {2}(\w+) (-?[\d.]+) (-?[\d.]+) (.+?) (-?[\d.]+) [+-][\d.]+ \[[^\]]*\] (.*)$/;
const IN_POINTS = 0.2; // what rounding in the dump may come to

const faults = { widows: 0, orphans: 0, "headings at a foot": 0, "divided headings": 0, "overfull lines": 0, "hyphens at a page's end": 0, "third hyphens in a row": 0 };
const fault = (kind, page, said) => {
	faults[kind]++;
	console.log(`page ${page}: ${kind}: ${said}`);
};

let page = 0, block = 0, at = 0, row = 0, lineCount = 0, hyphenCount = 0, right = null;
let inNotes = false, inEnd = false, hyphensInRow = 0;
let last = null; // the last line of the text: { page, block, row, hyphen, text }
const filled = [];

// The line on which a page ends, and the first one of the next.
function turn(before, now) {
	if (before.hyphen) fault("hyphens at a page's end", before.page, before.text);
	const kind = blocks[before.block].kind;
	if (kind === "heading" && before.block !== now.block) fault("headings at a foot", before.page, before.text);
	if (before.block !== now.block || kind === "cell") return;
	if (kind === "heading") fault("divided headings", before.page, before.text);
	if (before.row === 1) fault("orphans", before.page, before.text);
	if (now.ends) fault("widows", now.page, now.text);
}

for (const said of readFileSync(0, "utf8").split("\n")) {
	if (said.startsWith("page ")) {
		page++;
		inNotes = false;
		filled.push(0);
		continue;
	}
	const m = LINE.exec(said);
	if (!m) continue;
	const [, role, x, y, kind, width, text] = m;
	if (role === "label" && kind === "footnote") inNotes = true;
	if (role !== "content") continue;

	const set = letters(text);
	if (!inNotes) filled[page - 1] = Number(y);
	if (inNotes || inEnd) continue;
	if (block === blocks.length) {
		inEnd = true; // the imprint
		continue;
	}
	const whole = letters(blocks[block].text);
	if (!whole.startsWith(set, at)) {
		if (block <= 1 && at === 0) continue; // what stands above the title, the stamp below it
		console.log(`page ${page}: "${set}" is not how the text goes on: "${whole.slice(at, at + 60)}"`);
		process.exit(1);
	}
	row = at ? row + 1 : 1;
	at += set.length;
	const ends = at === whole.length;
	const hyphen = text.endsWith("\u00ad");
	hyphensInRow = hyphen ? (row > 1 ? hyphensInRow : 0) + 1 : 0;
	const now = { page, block, row, ends, hyphen, text };
	lineCount++;
	hyphenCount += hyphen;
	if (hyphensInRow === 3) fault("third hyphens in a row", page, text);
	if (blocks[block].kind === "paragraph" && row === 1 && !ends) right ??= Number(x) + Number(width);
	if (right && Number(x) + Number(width) > right + IN_POINTS && blocks[block].kind !== "heading") fault("overfull lines", page, text);
	if (last && last.page !== page) turn(last, now);
	last = now;
	if (ends) {
		block++;
		at = 0;
	}
}
if (block < blocks.length) {
	console.log(`the pages end before block ${block + 1} of ${blocks.length}: "${blocks[block].text.slice(0, 60)}"`);
	process.exit(1);
}
const foot = Math.max(...filled);
const short = filled.slice(0, -1).filter((y) => y < foot - 0.15 * (foot - 60)).length;
console.log(`${page} pages, ${lineCount} lines, ${hyphenCount} hyphens, ${short} pages short by more than 15 %: ` +
	Object.entries(faults).map(([kind, n]) => `${n} ${kind}`).join(", "));
process.exit(Object.values(faults).some((n) => n > 0) ? 1 : 0);
