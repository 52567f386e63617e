// A library of handouts made of the seed's messages and their translations, each of another text, in
// three lengths, with lists and tables, in all languages that the seed is translated into:
//     library.mjs FOLDER COUNT PROGRAM [LANGUAGES]     LANGUAGES: so many of them
// Needs nothing at hand but this repository's content/; the same arguments give the same files.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const [folder, countText, program, limit] = process.argv.slice(2);
const count = Number(countText);
const seed = "content/ketamine-for-depression";

/* The messages of a PO file: context, msgid, msgstr. */
function messages(file) {
	return fs.readFileSync(file, "utf8").split(/\n\n+/).flatMap((entry) => {
		const field = (name) => {
			const lines = new RegExp(`^${name} ((?:".*"\\n?)+)`, "m").exec(entry);
			return lines ? lines[1].trim().split("\n").map((line) => JSON.parse(line)).join("") : null;
		};
		const context = field("msgctxt");
		return context === null ? [] : [{ context, id: field("msgid"), str: field("msgstr") }];
	});
}

const languages = fs.readdirSync(`${seed}/po`).filter((name) => name.endsWith(".po")).map((name) => name.slice(0, -3))
	.sort().slice(0, limit ? Number(limit) - 1 : undefined);
const translations = new Map(languages.map((lang) =>
	[lang, new Map(messages(`${seed}/po/${lang}.po`).map(({ id, str }) => [id, str]))]));
const plain = messages(`${seed}/po/messages.pot`).filter(({ id }) => !/[[\]*`_<>|]/.test(id));
const headings = plain.filter(({ context }) => context.endsWith("/heading")).map(({ id }) => id);
const paragraphs = plain.filter(({ context }) => /\/p\d+$/.test(context)).map(({ id }) => id);

/* Numbers from 0 to most - 1, always the same ones (a linear congruential generator, Knuth's). */
function chance(start) {
	let state = BigInt(start) * 7046029254386353131n + 1n;
	return (most) => {
		state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
		return Number((state >> 33n) % BigInt(most));
	};
}

/* A handout: its Markdown, and of which pieces each of its messages is made. */
function compose(number) {
	const pick = chance(number + 1);
	const pieces = new Map();
	const message = (...parts) => {
		const text = parts.join(" ");
		pieces.set(text, parts);
		return text;
	};
	const any = (list) => list[pick(list.length)];
	const label = String(number + 1);
	const lines = [`# ${message("Ketamines For Depression", label)}`, ""];
	const sections = [2, 6, 16][number % 3];
	for (let i = 1; i <= sections; i++) {
		lines.push(`## ${message(any(headings), `${label}.${i}`)}`, "");
		for (let j = 0; j <= pick(3); j++) lines.push(message(any(paragraphs), any(paragraphs)), "");
		if (i % 3 === 1)
			lines.push(...[1, 2, 3, 4].map((item) => `- ${message(any(headings), `${label}.${i}.${item}`)}`), "");
		if (i % 3 === 2) {
			const cell = (row, column) => message(any(headings), `${label}.${i}.${row}${"ab"[column]}`);
			const row = (at) => `| ${cell(at, 0)} | ${cell(at, 1)} |`;
			lines.push(row(0), "|---|---|", row(1), row(2), row(3), "");
		}
	}
	return { text: lines.join("\n"), pieces };
}

function manifest(number, tags) {
	return `title: Ketamines For Depression ${number + 1}\ncode: L-${number + 1}\nversion: "1.0"\nlanguage: en\n`
		+ `issued: 2026-11-22\nparts:\n  - kind: article\n    file: article.md\nlanguages: [${tags.join(", ")}]\n`;
}

function po(lang, entries, pieces) {
	const translated = ([id, parts]) =>
		parts.map((part) => translations.get(lang).get(part) ?? part).join(" ") || id;
	const head = `msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: ${lang}\\n"\n`;
	return head + entries.map(({ context, id }) => `\nmsgctxt ${JSON.stringify(context)}\nmsgid ${JSON.stringify(id)}\n`
		+ `msgstr ${JSON.stringify(translated([id, pieces.get(id) ?? [id]]))}\n`).join("");
}

const root = path.join(folder, "content");
fs.mkdirSync(root, { recursive: true });
for (const name of fs.readdirSync("content"))
	if (!fs.existsSync(`content/${name}/handout.yaml`))
		fs.cpSync(`content/${name}`, path.join(root, name), { recursive: true });
const handouts = Array.from({ length: count }, (_, number) => {
	const dir = path.join(root, `sheet-${String(number + 1).padStart(4, "0")}`);
	const { text, pieces } = compose(number);
	fs.mkdirSync(path.join(dir, "po"), { recursive: true });
	fs.writeFileSync(path.join(dir, "article.md"), text);
	fs.writeFileSync(path.join(dir, "handout.yaml"), manifest(number, ["en"]));
	return { number, dir, pieces };
});
execFileSync(path.resolve(program), ["messages", "--quiet"], { cwd: folder });
for (const { number, dir, pieces } of handouts) {
	const entries = messages(path.join(dir, "po/messages.pot"));
	fs.writeFileSync(path.join(dir, "handout.yaml"), manifest(number, ["en", ...languages]));
	for (const lang of languages) fs.writeFileSync(path.join(dir, `po/${lang}.po`), po(lang, entries, pieces));
}
