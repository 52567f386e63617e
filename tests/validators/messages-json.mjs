// Judges lines of messages by their schema: messages-json.mjs FOLDER-OF-NODE-MODULES SCHEMA FOLDER,
// which holds NAME.jsonl beside NAME.txt, the same as plain text.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, schema, folder] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "x.js"));
const Ajv = require("ajv").default;
const validate = new Ajv({ allErrors: true }).compile(JSON.parse(fs.readFileSync(schema, "utf8")));

function verdict(name, faults) {
	console.log(faults.length ? `not ok ${name}\n${faults.map((fault) => `  ${fault}`).join("\n")}` : `ok ${name}`);
}

// A message as it is printed to a file.
function plain(m) {
	const place = m.file === null ? "handout:" : [m.file, ...[m.line, m.col].filter((n) => n > 0)].join(":") + ":";
	return `${place} ${m.level}: ${m.text}${m.times > 1 ? ` (${m.times} times)` : ""}`;
}

const seen = [];
for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".jsonl"))) {
	const name = path.parse(file).name;
	const faults = [];
	const objects = fs.readFileSync(path.join(folder, file), "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
	for (const object of objects)
		if (!validate(object)) faults.push(...validate.errors.map((e) => `${JSON.stringify(object)}: ${e.dataPath} ${e.message}`));
	const text = fs.readFileSync(path.join(folder, `${name}.txt`), "utf8").split("\n").filter(Boolean);
	const messages = objects.filter((object) => "level" in object).map(plain);
	const wanted = text.filter((line) => /: (note|warning|error): /.test(line) && !line.startsWith("not written: "));
	if (messages.join("\n") !== wanted.join("\n")) faults.push("other messages than the plain ones:", ...messages);
	const sums = objects.filter((object) => "written" in object);
	if (sums.length !== (/^\d+ written/m.test(text.join("\n")) ? 1 : 0)) faults.push(`${sums.length} sums`);
	if (sums.length && objects.at(-1) !== sums[0]) faults.push("the sum does not come last");
	for (const sum of sums)
		if (sum.failed !== sum.not_written.length) faults.push(`${sum.failed} failed, ${sum.not_written.length} not written`);
	verdict(name, faults);
	seen.push(...objects);
}

// What the lines must show between them, or the schema was tried on too little.
const shown = {
	"a warning": (o) => o.level === "warning",
	"an error without a file": (o) => o.level === "error" && o.file === null,
	"an error with a place": (o) => o.level === "error" && o.line > 0 && o.col > 0,
	"a build that fails": (o) => o.failed > 0,
	"a build that writes": (o) => o.written > 0,
	"outputs that are up to date": (o) => o.up_to_date > 0,
};
verdict("shown", Object.keys(shown).filter((name) => !seen.some(shown[name])));

const breaks = {
	"an unknown level": { level: "fatal" },
	"a place that is a text": { line: "3" },
	"no text": { text: "" },
	"an unknown key": { colour: "red" },
};
const message = seen.find((object) => object.level);
verdict("broken lines", Object.keys(breaks).filter((name) => validate({ ...message, ...breaks[name] })));
