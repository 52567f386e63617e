// Judges YAML files by the schemas: schemas.mjs FOLDER-OF-NODE-MODULES FOLDER-OF-SCHEMAS
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [modules, folder] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "x.js"));
const Ajv = require("ajv").default;
const yaml = require("js-yaml");

// As YAML 1.2 reads them, with dates as texts.
const read = (text) => yaml.load(text, { schema: yaml.CORE_SCHEMA }) ?? {};
const schemas = Object.fromEntries(
	fs.readdirSync(folder).map((name) => [path.parse(name).name, JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"))]),
);
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const validators = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]));
const faults = (validate, data) => (validate(data) ? [] : validate.errors.map((e) => `${e.dataPath} ${e.message}`));

function verdict(name, lines) {
	console.log(lines.length ? `not ok ${name}\n${lines.map((line) => `  ${line}`).join("\n")}` : `ok ${name}`);
}

// The schema for a file's name; a clinic beside the first has a name of its own.
function schemaOf(file) {
	const name = path.parse(file).name;
	return path.basename(path.dirname(file)) === "clinics" ? "clinic" : name;
}

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.yaml"], { encoding: "utf8" }).split("\n");
const fine = files.filter((file) => file && fs.existsSync(file) && !/^tests\/(golden\/bad-|fuzz)/.test(file) && validators[schemaOf(file)]);
const seen = new Set(fine.map(schemaOf));
verdict("kinds", Object.keys(schemas).filter((name) => !["report", "messages"].includes(name) && !seen.has(name)).map((name) => `no ${name}.yaml was tried`));
verdict("files", fine.flatMap((file) => {
	const text = fs.readFileSync(file, "utf8").replaceAll(/@(TITLE|CODE)@/g, '"$1"').replaceAll("@ISSUED@", "2026-11-22");
	return faults(validators[schemaOf(file)], read(text)).map((fault) => `${file}: ${fault}`);
}));

// The keys of the tables of the readers: "name" in {"name", YAML_..., true}.
function fields(source, table) {
	const text = fs.readFileSync(`src/${source}.c`, "utf8");
	const body = text.match(new RegExp(`struct yaml_field ${table}\\[\\] = \\{([\\s\\S]*?)\\n?\\s*\\};`))?.[1] ?? "";
	return Object.fromEntries([...body.matchAll(/\{"([^"]+)", YAML_\w+, (true|false)\}/g)].map((m) => [m[1], m[2] === "true"]));
}
const handout = schemas.handout.properties;
const note = schemas.notes.properties.notes.items;
const theme = schemas.theme.definitions;
const pairs = [
	["document/handout", "handout_fields", schemas.handout, ["issued"]],
	["document/handout", "part_fields", handout.parts.items],
	["document/handout", "sign_off_fields", handout["sign-off"]],
	["document/handout", "certifier_fields", handout.certifier],
	["document/handout", "notes_fields", schemas.notes],
	["document/handout", "note_fields", note],
	["document/handout", "passage_fields", note.properties.passages.items],
	["document/clinic", "clinic_fields", schemas.clinic],
	["document/clinic", "logo_fields", schemas.clinic.properties.logo],
	["document/emergency", "number_fields", schemas.emergency.definitions.number.oneOf[1]],
	["document/theme", "theme_fields", schemas.theme],
	["document/theme", "edition_fields", theme.edition],
	["document/theme", "color_fields", schemas.theme.properties.colors, ["accent", "rule", "tint", "bar"]],
	["document/theme", "edition_color_fields", theme.edition.properties.colors],
	["document/theme", "style_fields", theme.style],
	["document/theme", "style_fields", theme["changed-style"], null],
	["document/theme", "script_fields", theme.script],
	["translate/signoff", "fields", schemas.signoff.properties.signoffs.items],
	["read/faces", "face_fields", schemas.faces.properties.faces.items],
];
for (const [source, table, schema, also] of pairs) {
	const known = fields(source, table);
	const needed = also === null ? [] : [...Object.keys(known).filter((key) => known[key]), ...(also ?? [])];
	const page = fs.readFileSync(`src/share/man/${{ clinic: "clinic.yaml.5", emergency: "clinic.yaml.5", theme: "theme.yaml.5" }[path.basename(source)] ?? "handout.yaml.5"}`, "utf8");
	const own = Object.keys(schema.properties);
	const lines = [
		...(Object.keys(known).length ? [] : ["the table was not found"]),
		...Object.keys(known).filter((key) => !own.includes(key)).map((key) => `the schema lacks ${key}`),
		...own.filter((key) => !(key in known)).map((key) => `the program has no ${key}`),
		...needed.filter((key) => !(schema.required ?? []).includes(key)).map((key) => `${key} is needed`),
		...(schema.required ?? []).filter((key) => !needed.includes(key)).map((key) => `${key} is not needed`),
	];
	if (!["translate/signoff", "read/faces"].includes(source))
		for (const key of Object.keys(known))
			if (!new RegExp(`^\\.(It )?Ic (.* )?${key}( |$)`, "m").test(page)) lines.push(`the manual lacks ${key}`);
	verdict(`${table}-${also === null ? "changed" : path.basename(source)}`, lines);
}

// Files that the program refuses, and lines that break one that is fine.
const first = read(fs.readFileSync("content/ketamine-for-depression/handout.yaml", "utf8"));
const clinic = read(fs.readFileSync("content/clinic.yaml", "utf8"));
const broken = {
	"an unknown key": ["handout", { ...first, titel: "x" }],
	"a wrong edition": ["handout", { ...first, editions: ["huge"] }],
	"a wrong date": ["handout", { ...first, issued: "22 November" }],
	"no parts": ["handout", { ...first, parts: [] }],
	"a language twice": ["handout", { ...first, languages: ["en", "en"] }],
	"no country": ["clinic", { ...clinic, country: undefined }],
	"a country in small letters": ["clinic", { ...clinic, country: "gb" }],
	"a colour without its mark": ["clinic", { ...clinic, accent: "1b4d6b" }],
};
verdict("broken", Object.entries(broken).flatMap(([name, [schema, data]]) =>
	validators[schema](JSON.parse(JSON.stringify(data))) ? [`${name} is not found out`] : []));
