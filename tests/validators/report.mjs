// Judges reports by their schema: report.mjs FOLDER-OF-NODE-MODULES SCHEMA REPORT...
// Then breaks the first one in several ways, each of which the schema must refuse.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, schema, ...reports] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "x.js"));
const Ajv = require("ajv").default;
const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const validate = new Ajv({ allErrors: true }).compile(read(schema));

function verdict(name, faults) {
	console.log(faults.length ? `not ok ${name}\n${faults.map((fault) => `  ${fault}`).join("\n")}` : `ok ${name}`);
}

const all = reports.map(read);
reports.forEach((file, i) => {
	validate(all[i]);
	verdict(path.basename(file), (validate.errors ?? []).map((e) => `${e.dataPath} ${e.message}`));
});

// What the reports must show between them, or the schema was tried on too little.
const states = new Set(all.flatMap((report) => [...report.outputs, ...report.failed].map((entry) => entry.state)));
verdict("states", ["written", "up-to-date", "failed", "unread"].filter((state) => !states.has(state)));
const outputs = all.flatMap((report) => report.outputs);
verdict("final", outputs.length && outputs.every((output) => output.final === false) ? [] : ["a draft is not told as one"]);
verdict("headings", outputs.some((output) => output.headings.length > 0) ? [] : ["no added heading is named"]);

const breaks = {
	"a missing list": (report) => delete report.failed,
	"an unknown key": (report) => (report.outputs[0].colour = "red"),
	"a short checksum": (report) => (report.outputs[0].sha256 = "abc"),
	"no pages": (report) => (report.outputs[0].pages = 0),
	"an unknown state": (report) => (report.outputs[0].state = "lost"),
	"a time that is a text": (report) => (report.seconds = "1"),
	"a warning that is no text": (report) => report.outputs[0].warnings.push(1),
	"a shard without its number": (report) => (report.shard = { count: 2 }),
};
const first = all.find((report) => report.outputs.length > 0);
verdict("broken reports", Object.entries(breaks).flatMap(([name, change]) => {
	const copy = structuredClone(first);
	change(copy);
	return validate(copy) ? [`${name} is not found out`] : [];
}));
