// The word spaces of a text set as a PDF: gaps.mjs TEXT WORDS MEASURE, where WORDS is what
// `pdftotext -bbox` prints and MEASURE the width of the lines in mm. The words are followed through
// the text, so that the last line of each paragraph is known and left out.
import { readFileSync } from "node:fs";

const SIZE = 11, MM = 72 / 25.4, LEFT = 20 * MM;
const HEAD = 20 * MM, FOOT = (297 - 20) * MM; // beyond them: running head and foot
const HEAD_MOST = 30 * MM; // a head of several lines ends above that
const [text, words, measure] = process.argv.slice(2);
const right = LEFT + Number(measure) * MM;

const letters = (s) => s.normalize("NFKC").replace(/[\s\u00ad]/g, "");
const unescape = (s) => s.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, "&");

// The lines of all pages, from the top: words with the same baseline.
function readLines(html) {
	const lines = [];
	let line = null;
	for (const row of html.split("\n")) {
		if (row.includes("<page")) line = null;
		const m = /xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/.exec(row);
		if (!m || Number(m[4]) < HEAD || Number(m[2]) > FOOT) continue;
		const word = { left: Number(m[1]), right: Number(m[3]), text: unescape(m[5]) };
		if (!line || Math.abs(line.bottom - Number(m[4])) > 3 || word.left < line.words.at(-1).left) {
			line = { bottom: Number(m[4]), words: [] };
			lines.push(line);
		}
		line.words.push(word);
	}
	return lines;
}

const paragraphs = readFileSync(text, "utf8").split(/\n\s*\n/).map(letters).filter(Boolean);
const gaps = [];
let lines = 0, hyphens = 0, overfull = 0, paragraph = 0, at = 0;
for (const { words: row, bottom } of readLines(readFileSync(words, "utf8"))) {
	if (paragraph === paragraphs.length) break;
	const whole = paragraphs[paragraph];
	let set = letters(row.map((w) => w.text).join(""));
	let hyphen = row.at(-1).text.endsWith("\u00ad") && set.length > 0;
	if (!hyphen && !whole.startsWith(set, at) && /[-\u2010]$/.test(set)) {
		set = set.slice(0, -1);
		hyphen = true;
	}
	if (!set || !whole.startsWith(set, at)) {
		if ((paragraph || at) && bottom > HEAD_MOST) {
			console.error(`"${set}" is not how the text goes on: "${whole.slice(at, at + 80)}"`);
			process.exit(1);
		}
		continue; // the title, a head
	}
	at += set.length;
	lines++;
	hyphens += hyphen;
	// A hyphen or a full stop hangs into the margin by less than a fifth of an em.
	const hangs = /[^\p{L}\p{N}]$/u.test(row.at(-1).text);
	if (row.at(-1).right > right + (hangs ? 0.2 * SIZE : 0) + 0.5) overfull++;
	const last = at === whole.length;
	if (last) {
		paragraph++;
		at = 0;
		continue;
	}
	for (let i = 1; i < row.length; i++) gaps.push((row[i].left - row[i - 1].right) / SIZE);
}
if (paragraph < paragraphs.length) {
	console.error(`the text ends at paragraph ${paragraph + 1} of ${paragraphs.length}`);
	process.exit(1);
}
const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
const variance = gaps.reduce((a, b) => a + (b - mean) ** 2, 0) / gaps.length;
const cell = (s, width) => String(s).padStart(width);
console.log(cell(lines, 6), cell(hyphens, 8), cell(Math.sqrt(variance).toFixed(4), 10), cell(overfull, 9));
