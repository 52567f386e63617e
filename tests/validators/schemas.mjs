// Judges YAML files by the schemas: schemas.mjs FOLDER-OF-NODE-MODULES FOLDER-OF-SCHEMAS PROGRAM
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

const [modules, folder, program] = process.argv.slice(2);
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
	const text = fs.readFileSync(file, "utf8").replaceAll(/@(TITLE|CODE)@/g, '"$1"').replaceAll("@ISSUED@", "2026-11-22").replaceAll("@LANGUAGE@", "en");
	return faults(validators[schemaOf(file)], read(text)).map((fault) => `${file}: ${fault}`);
}));

// Each key says what it is, so that an editor can show it.
function undescribed(schema, root, where) {
	const target = schema.$ref ? root.definitions[schema.$ref.split("/").pop()] : schema;
	return Object.entries(target.properties ?? {}).flatMap(([key, own]) => {
		const named = own.$ref ? root.definitions[own.$ref.split("/").pop()] : own;
		const below = own.$ref ? [] : [own, own.items, ...(own.oneOf ?? []), ...(own.items?.oneOf ?? [])].filter(Boolean);
		return [
			...(own.description ?? named.description ? [] : [`${where} ${key}`]),
			...below.flatMap((part) => undescribed(part, root, `${where} ${key}`)),
		];
	});
}
verdict("described", Object.entries(schemas).flatMap(([name, schema]) => [
	...undescribed(schema, schema, name),
	...Object.entries(schema.definitions ?? {}).flatMap(([part, own]) => undescribed(own, schema, `${name} ${part}`)),
]));
verdict("described-control", undescribed({ properties: { a: { type: "string" } } }, {}, "x").length === 1 ? [] : ["a key without words is not seen"]);

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
	["document/theme", "label_fields", schemas.theme.properties.label],
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

// The words of the readers' lists, and those that the schemas allow.
function words(source, list) {
	const text = fs.readFileSync(`src/${source}.c`, "utf8");
	const body = text.match(new RegExp(`char \\*(?:const )?${list}\\[\\] = \\{([^}]*)\\}`))?.[1] ?? "";
	return [...body.matchAll(/"([^"]+)"/g)].map((m) => m[1]);
}
const entry = schemas.signoff.properties.signoffs.items.properties;
const headings = words("document/strings", "const strings_keys").filter((key) => key.startsWith("heading/"));
const keys = (schema) => Object.keys(schema.properties);
const output = schemas.report.definitions.output.properties;
const lists = [
	[words("document/handout", "const edition_names"), handout.editions.items.enum],
	[words("document/handout", "const edition_names").slice(1), keys(schemas.theme.properties.editions)],
	[[...words("document/handout", "const edition_names"), "pack"], output.edition.enum],
	[words("document/handout", "const format_names"), handout.formats.items.enum],
	[words("document/handout", "const format_names"), output.format.enum],
	[words("document/handout", "const paper_names"), handout.papers.items.enum],
	[words("document/handout", "const paper_names"), schemas.clinic.properties.paper.enum],
	[words("document/handout", "part_kinds"), handout.parts.items.properties.kind.enum],
	[words("document/handout", "part_kinds"), note.properties.passages.items.properties.part.enum],
	[words("document/handout", "untranslated_names"), handout.untranslated.enum],
	[words("document/handout", "statuses"), handout.status.enum],
	[words("document/handout", "translated_names"), handout.translations.enum],
	[words("document/handout", "topics"), handout.topic.enum],
	[words("document/handout", "note_statuses"), note.properties.status.enum],
	[headings.map((key) => key.slice("heading/".length)), handout.parts.items.properties.headings.items.enum],
	[words("document/emergency", "const emergency_names"), keys(schemas.clinic.definitions.numbers)],
	[words("document/theme", "const role_names"), keys(schemas.theme.properties.styles)],
	[words("document/theme", "family_names"), theme.style.properties.family.enum],
	[words("document/theme", "note_marks"), schemas.theme.properties["note-marks"].enum],
	[words("translate/signoff", "const signoff_roles"), entry.role.enum],
	[words("translate/signoff", "const signoff_processes"), entry.process.enum],
];
verdict("words", lists.flatMap(([known, allowed]) =>
	known.length && known.join() === allowed.join() ? [] : [`the program has ${known}, the schema ${allowed}`]));

// Files with one value changed: the schema and the program's reader must think the same of each.
const work = fs.mkdtempSync(path.join(os.tmpdir(), "schemas-"));
process.on("exit", () => fs.rmSync(work, { recursive: true, force: true }));
fs.cpSync("tests/golden/bad-base/content", path.join(work, "content"), { recursive: true });
fs.writeFileSync(path.join(work, "content/sheet/words.md"), "- **Tablet**: what you take\n");
const places = {
	handout: "content/sheet/handout.yaml",
	notes: "content/sheet/notes.yaml",
	signoff: "content/sheet/po/signoff.yaml",
	clinic: "content/clinic.yaml",
	theme: "content/theme.yaml",
	glossary: "content/glossary.yaml",
};
const settled = { id: "n-1", concern: "It is not clear.", passages: [{ part: "article", text: "Drink a lot." }], status: "changed", by: "A. Bell", date: "2026-11-22" };
const signed = { language: "es", name: "Ana", role: "reviewer", process: "human", date: "2026-11-22", segments: ["0123456789abcdef"] };
const sound = {
	handout: read(fs.readFileSync(path.join(work, places.handout), "utf8")),
	notes: { notes: [settled] },
	signoff: { signoffs: [signed] },
	clinic: read(fs.readFileSync(path.join(work, places.clinic), "utf8")),
	theme: read(fs.readFileSync("content/theme.yaml", "utf8")),
	glossary: { terms: [{ term: "tablet", es: "comprimido" }] },
};
const write = (name, data) => fs.writeFileSync(path.join(work, places[name]), JSON.stringify(data));
for (const name of Object.keys(sound)) write(name, sound[name]);
// Whether the reader has nothing to say against the file.
function accepted(name) {
	const { stderr } = spawnSync(path.resolve(program), ["check", "--messages=json"], { cwd: work, encoding: "utf8" });
	const messages = stderr.split("\n").filter(Boolean).map((line) => JSON.parse(line));
	return !messages.some((m) => m.level === "error" && m.file === places[name]);
}
function changed(data, where, value) {
	const copy = structuredClone(data), steps = where.split("/");
	const last = steps.pop(), at = steps.reduce((o, step) => o[step], copy);
	if (value === undefined) delete at[last];
	else at[last] = value;
	return copy;
}
const good = "ok";
const article = { kind: "article", file: "article.md" };
const cases = [
	...["title", "code", "version", "language", "issued", "parts", "languages"].map((key) => ["handout", key, undefined]),
	["handout", "title", ""], ["handout", "title", "  "], ["handout", "title", ["a"]], ["handout", "title", "a\tb"], ["handout", "title", "a\nb"],
	["handout", "titel", "x"], ["handout", "code", "a b"], ["handout", "code", 12, good], ["handout", "version", 1.5, good],
	["handout", "language", "english!"], ["handout", "language", "e"], ["handout", "languages", ["en", "es-abcdefghij"]],
	["handout", "languages", []], ["handout", "languages", ["en", "en"]], ["handout", "languages", "en"], ["handout", "languages", ["en", "pt-BR"], good],
	["handout", "issued", "22 November"], ["handout", "issued", "2026-13-01"], ["handout", "issued", "2026-11-32"], ["handout", "review-by", "2027"],
	["handout", "review-by", "2027-11-22", good], ["handout", "status", "done"], ["handout", "status", "Final"], ["handout", "translations", "read"],
	["handout", "translations", "approved", good], ["handout", "editions", ["huge"]], ["handout", "editions", []], ["handout", "editions", ["clear", "clear"]],
	["handout", "editions", ["clear", "booklet"], good], ["handout", "formats", ["docx"]], ["handout", "formats", ["txt", "html"], good],
	["handout", "papers", ["a5"]], ["handout", "papers", ["letter"], good], ["handout", "parts", []], ["handout", "parts", [{ kind: "article" }]],
	["handout", "parts", [{ ...article, kind: "leaflet" }]], ["handout", "parts", [{ ...article, title: "x" }]], ["handout", "parts", ["article.md"]],
	["handout", "parts/0/headings", ["ending"]], ["handout", "parts/0/headings", []], ["handout", "parts/0/headings", ["summary", "summary"]],
	["handout", "parts", [...sound.handout.parts, { kind: "glossary", file: "words.md" }], good],
	["handout", "sign-off", { name: "A" }], ["handout", "sign-off", { name: "A", role: "B", date: "C" }], ["handout", "sign-off", { name: "A", role: "B", date: "2026-11-22" }, good],
	["handout", "sign-off", "A. Bell"], ["handout", "certifier", {}], ["handout", "certifier", { name: "A", report: "www.example.org" }],
	["handout", "certifier", { name: "A", report: "https://a.example/b c" }], ["handout", "certifier", { name: "A", credential: "B", report: "https://a.example/b" }, good],
	["handout", "hyphenation", { en: "ke-ta-mine" }], ["handout", "hyphenation", { en: ["two words"] }], ["handout", "hyphenation", { en: ["-mine"] }],
	["handout", "hyphenation", { en: ["a-b", "a-b"] }], ["handout", "hyphenation", { "e": ["a-b"] }], ["handout", "hyphenation", { en: ["ke-ta-mine", "naloxone"] }, good],
	["handout", "untranslated", "hide"], ["handout", "untranslated", "omit", good], ["handout", "topic", "flu"], ["handout", "topic", "mental-health", good],
	["handout", "emergency", "maybe"], ["handout", "emergency", true, good], ["handout", "emergency", "no", good], ["handout", "online", "www.example.org"],
	["handout", "online", "https://a.example/{code} {lang}"], ["handout", "online", "ftp://a.example"], ["handout", "online", "https://a.example/{code}/{lang}", good],
	["handout", "evidence", ""], ["handout", "evidence", "Trials.", good], ["handout", "drug-names", "ketamine"], ["handout", "drug-names", [""]],
	["handout", "drug-names", [["a"]]], ["handout", "drug-names", ["ketamine"], good], ["handout", "publisher", "Line\nLine"],
	["clinic", "name", undefined], ["clinic", "name", {}], ["clinic", "name", { "?": "A" }], ["clinic", "name", { en: "" }], ["clinic", "name", { en: "A", es: "B" }, good],
	["clinic", "country", undefined], ["clinic", "country", "gb"], ["clinic", "country", "GBR"], ["clinic", "paper", "legal"], ["clinic", "paper", "letter", good],
	["clinic", "address", "A\nB", good], ["clinic", "address", ""], ["clinic", "phone", "call us"], ["clinic", "phone", "+ ()"], ["clinic", "phone", "+44 20 7946 0958", good],
	["clinic", "phone", 112, good], ["clinic", "web", "example org"], ["clinic", "web", "https://www.example.org", good], ["clinic", "email", "a.example.org"],
	["clinic", "email", "a@example.org", good], ["clinic", "accent", "1b4d6b"], ["clinic", "accent", "#12345"], ["clinic", "accent", "#1b4d6b", good],
	["clinic", "appointments", "x"], ["clinic", "out-of-hours", "x"], ["clinic", "text-relay", "x"], ["clinic", "hours", { en: "A\nB" }, good], ["clinic", "hours", {}],
	["clinic", "feedback", "A\nB"], ["clinic", "other-formats", "ja"], ["clinic", "other-formats", "yes", good], ["clinic", "logo", { file: "logo.svg" }],
	["clinic", "logo", "logo.svg"], ["clinic", "emergency", { police: { number: 1 } }], ["clinic", "emergency", { ambulance: 112 }], ["clinic", "emergency", { ambulance: { number: "call" } }],
	["clinic", "emergency", { ambulance: { number: "+" } }], ["clinic", "emergency", { ambulance: { verified: "2026-11-22" } }],
	["clinic", "emergency", { ambulance: { number: 112, verified: "yesterday" } }], ["clinic", "emergency", "none"],
	["clinic", "emergency", { ambulance: { number: 112, verified: "2026-11-22" }, crisis: "none", urgent: { number: "*31#".slice(0, 3), verified: null } }, good],
	["clinic", "fax", "1"],
	["notes", "notes", undefined, good], ["notes", "note", []], ["notes", "notes/0/id", "a b"], ["notes", "notes/0/id", undefined], ["notes", "notes/0/concern", "A\nB"],
	["notes", "notes/0/passages", []], ["notes", "notes/0/passages", Array(3).fill(settled.passages[0])], ["notes", "notes/0/passages/0/part", "leaflet"],
	["notes", "notes/0/passages/0/text", ""], ["notes", "notes/0/passages/0/line", 3], ["notes", "notes/0/status", "done"], ["notes", "notes/0/by", undefined],
	["notes", "notes/0/date", undefined], ["notes", "notes/0/date", "2026"], ["notes", "notes/0", { ...settled, status: "open", by: undefined, date: undefined }, good],
	["signoff", "signoffs/0/language", undefined], ["signoff", "signoffs/0/name", undefined], ["signoff", "signoffs/0/role", "author"], ["signoff", "signoffs/0/process", "ai"],
	["signoff", "signoffs/0/date", "2026-1-1"], ["signoff", "signoffs/0/segments", ["12"]], ["signoff", "signoffs/0/segments", "all"], ["signoff", "signoffs/0/note", "x"],
	["signoff", "signoffs", undefined, good], ["signoff", "signoffs/0/segments", [], good],
	["glossary", "terms", undefined], ["glossary", "terms/0/term", undefined], ["glossary", "terms/0/term", ""], ["glossary", "terms/0/spanish", "x"],
	["glossary", "terms/0/es", { a: "b" }], ["glossary", "terms/0/es", ["comprimido", "tableta"], good], ["glossary", "terms/0/pt-BR", "comprimido", good], ["glossary", "words", []],
	["theme", "pages", undefined], ["theme", "pages/a5", {}], ["theme", "pages/a4/top", "22"], ["theme", "pages/a4/top", "22 km"], ["theme", "pages/a4/top", "1.2.3 mm"],
	["theme", "pages/a4/top", undefined], ["theme", "colors/accent", "accent"], ["theme", "colors/rule", "accent", good], ["theme", "colors/rule", "grey"],
	["theme", "colors/accent", undefined], ["theme", "styles/body", undefined], ["theme", "styles/body/family", "mono"], ["theme", "styles/body/size", 10],
	["theme", "styles/body/bold", "very"], ["theme", "styles/body/weight", 700], ["theme", "styles/footer", {}], ["theme", "hyphenate", "no", good], ["theme", "hyphenate", "never"],
	["theme", "note-marks", "letters"], ["theme", "imprint-columns", 3], ["theme", "imprint-columns", 1, good], ["theme", "label", { width: "90 mm" }], ["theme", "label", { width: "90 mm", height: "38 mm" }, good],
	["theme", "writing", "9"], ["theme", "link-addresses", false, good], ["theme", "link-addresses", "some"], ["theme", "scripts", []], ["theme", "scripts/0/script", "Latin"], ["theme", "scripts/0/script", "LATN"],
	["theme", "scripts/0/serif", []], ["theme", "scripts/0/serif", ["A,B"]], ["theme", "scripts/0/sans", undefined], ["theme", "scripts/0/size", 5], ["theme", "scripts/0/size", "big"],
	["theme", "scripts/0/space", 1.5], ["theme", "scripts/0/justify-from", 200], ["theme", "scripts/0/smallest", 6], ["theme", "editions/huge", {}], ["theme", "editions/large/accent", "x"],
	["theme", "editions/large/colors", { accent: "#1b4d6b" }], ["theme", "editions/large/label", { width: "90 mm", height: "38 mm" }], ["theme", "editions/clear", {}, good],
];
verdict("sound", Object.keys(sound).filter((name) => !validators[name](read(JSON.stringify(sound[name]))) || !accepted(name)));
verdict("same", cases.flatMap(([name, where, value, fine]) => {
	const data = changed(sound[name], where, value);
	write(name, data);
	const schema = validators[name](read(JSON.stringify(data))), reader = accepted(name);
	write(name, sound[name]);
	const wanted = fine === good, said = (good) => (good ? "accepts" : "refuses");
	return schema === wanted && reader === wanted ? [] : [`${name} ${where} ${JSON.stringify(value)}: the schema ${said(schema)}, the program ${said(reader)} it`];
}));
