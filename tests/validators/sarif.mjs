// Judges SARIF files by the schema: sarif.mjs FOLDER-OF-NODE-MODULES FOLDER
// FOLDER/found has pairs of NAME.sarif and NAME.json of the same check in FOLDER.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, folder] = process.argv.slice(2);
const home = path.resolve(modules, "@microsoft/jest-sarif");
const require = createRequire(path.join(home, "x.js"));
const Ajv = require("ajv"); // the package's own, which reads draft 4 of JSON Schema
const ajv = new Ajv({ allErrors: true, schemaId: "auto", format: "full", meta: false, logger: false });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(require("./lib/schemas/sarif-2.1.0-rtm.5.json"));
const faults = (data) => (validate(data) ? [] : validate.errors.map((e) => `${e.dataPath} ${e.message}`));

function verdict(name, lines) {
	console.log(lines.length ? `not ok ${name}\n${lines.slice(0, 12).map((line) => `  ${line}`).join("\n")}` : `ok ${name}`);
}

// The same findings in the same order, at files that are there, of rules that are told.
function compare(sarif, json) {
	const [run] = sarif.runs;
	const { rules } = run.tool.driver;
	const lines = [];
	if (run.results.length !== json.findings.length) lines.push(`${run.results.length} results, ${json.findings.length} findings`);
	run.results.forEach((result, i) => {
		const finding = json.findings[i] ?? {};
		const place = result.locations[0]?.physicalLocation;
		const file = place && decodeURIComponent(place.artifactLocation.uri.replace(/^file:\/\//, ""));
		if (rules[result.ruleIndex]?.id !== result.ruleId || result.ruleId !== finding.rule) lines.push(`result ${i}: ${result.ruleId}`);
		if (result.level !== finding.level || result.message.text !== finding.text) lines.push(`result ${i}: ${result.level} ${result.message.text}`);
		if ((place?.region?.startLine ?? 0) !== finding.line || file !== finding.file) lines.push(`result ${i}: ${file}:${place?.region?.startLine}`);
		if (!fs.existsSync(path.resolve(folder, file))) lines.push(`result ${i}: there is no ${file}`);
		if ((result.relatedLocations ?? []).length !== (finding.places ?? []).length) lines.push(`result ${i}: its places`);
	});
	return lines;
}

const found = path.join(folder, "found");
const read = (name) => JSON.parse(fs.readFileSync(path.join(found, name), "utf8"));
const names = fs.readdirSync(found).filter((name) => name.endsWith(".sarif")).map((name) => path.parse(name).name);
for (const name of names) verdict(`schema-${name.replace(/\W/g, "")}`, [...faults(read(`${name}.sarif`)), ...compare(read(`${name}.sarif`), read(`${name}.json`))]);

const seed = read("ketamine-for-depression.sarif");
const notes = seed.runs[0].results.filter((result) => result.ruleId === "clinical-note");
verdict("clinical-notes", notes.length >= 3 && notes.some((note) => note.relatedLocations.length === 2) ? [] : ["the seed's notes are not there"]);
const unread = read("unread.sarif").runs[0].invocations[0];
verdict("unread", !unread.executionSuccessful && unread.toolExecutionNotifications.some((n) => n.level === "error") ? [] : ["what could not be read is not told"]);
const strict = read("all.sarif").runs[0].results;
verdict("strict", strict.length && !strict.some((result) => result.level === "warning") ? [] : ["--strict leaves warnings"]);

const broken = {
	"a level that is none": (run) => (run.results[0].level = "fatal"),
	"no driver": (run) => delete run.tool.driver,
	"an unknown key": (run) => (run.results[0].place = 1),
	"a line 0": (run) => (run.results[0].locations[0].physicalLocation.region = { startLine: 0 }),
	"a space in a URI": (run) => (run.results[0].locations[0].physicalLocation.artifactLocation.uri = "a b"),
	"no message": (run) => delete run.results[0].message,
};
verdict("broken", Object.entries(broken).flatMap(([name, change]) => {
	const copy = structuredClone(seed);
	change(copy.runs[0]);
	return validate(copy) ? [`${name} is not found out`] : [];
}));
