// PDF/UA-1 and PDF/A-2a over the objects of PDFs: conformance.mjs [--controls] FILE...
// Each rule has the number of the failure condition in the Matterhorn Protocol 1.02 that it decides, or
// of the clause of ISO 19005-2 (A) or ISO 32000-1 (P), and a way to break a good file. Conditions that
// machines can decide and that have no rule are of encryption (26-001, 26-002: A 6.1.3 has none of it),
// of form fields (11-005, 28-005), of layers (20-002, 20-003: 20-001 has none of them), of the letters in
// formulas (17-003) and of printers' marks (28-018), which none of our files can have. With --controls the
// first file is broken in each of these ways; the rule must find it in the file that qpdf then writes.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Cff } from "./cff.mjs";
import { Pdf, elements, shown, structure, text, walk } from "./pdf.mjs";
import { TrueType } from "./truetype.mjs";

const TYPES = new Set(`Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5
	H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Figure
	Formula Form Ruby RB RT RP Warichu WT WP`.split(/\s+/));
// The kinds of annotations of ISO 32000-1, table 169.
const KINDS = new Set("/Text /Link /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly /StrikeOut /Stamp /Caret /Ink /Popup /FileAttachment /Sound /Movie /Widget /Screen /PrinterMark /TrapNet /Watermark /3D /Redact".split(" "));
const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
const type = (node) => node?.type?.slice(1);
const place = (node) => `${type(node)} ${node.reference}`;
const kids = (node) => node.kids.filter((kid) => kid.type);

// What the rules look at, gathered once.
function survey(pdf) {
	const facts = { paint: [], nested: [], contents: new Map(), images: new Map(), fonts: new Map(), spaces: new Set(), balance: [], states: new Map(), forms: new Map() };
	const tagged = (mark) => mark.props["/MCID"] !== undefined;
	for (const page of pdf.pages) {
		const found = new Map();
		facts.contents.set(page.reference, found);
		const open = walk(pdf, page, (op) => {
			const where = `page ${page.number}, ${op.name}`;
			const artifact = op.marks.findIndex((mark) => mark.tag === "/Artifact"), real = op.marks.findIndex(tagged);
			if (op.painting && artifact < 0 && real < 0) facts.paint.push(where);
			if ((op.name === "BDC" || op.name === "BMC") && artifact >= 0 && real >= 0) facts.nested.push({ where, inside: artifact < real ? "artifact" : "content" });
			if ((op.name === "BDC" || op.name === "BMC") && tagged(op.marks.at(-1))) {
				const id = op.marks.at(-1).props["/MCID"];
				found.set(id, (found.get(id) ?? 0) + 1);
			}
			if (op.name === "EMC" && op.marks.length === 0) facts.balance.push(where);
			if (/^(rg|RG|g|G|k|K)$/.test(op.name)) facts.spaces.add({ rg: "/DeviceRGB", RG: "/DeviceRGB", g: "/DeviceGray", G: "/DeviceGray" }[op.name] ?? "/DeviceCMYK");
			if (/^cs$/i.test(op.name)) facts.spaces.add(op.operands[0]);
			const object = op.name === "Do" ? (pdf.get(op.resources["/XObject"]) ?? {})[op.operands[0]] : null;
			if (object && pdf.dict(object)["/Subtype"] === "/Image") facts.images.set(object, pdf.dict(object));
			if (object && pdf.dict(object)["/Subtype"] === "/Form") facts.forms.set(object, (facts.forms.get(object) ?? 0) + 1);
			if (op.name === "gs") facts.states.set(op.operands[0], pdf.get((pdf.get(op.resources["/ExtGState"]) ?? {})[op.operands[0]]));
			for (const string of shown(op)) {
				const font = pdf.font(op.font);
				facts.fonts.set(op.font, font);
				for (const code of font.codes(string)) font.used.add(code);
			}
		});
		if (open) facts.balance.push(`page ${page.number}, its end`);
	}
	facts.tree = structure(pdf);
	facts.elements = facts.tree ? [...elements(facts.tree)] : [];
	facts.xmp = pdf.data(pdf.catalog["/Metadata"]).toString("utf8");
	facts.annots = pdf.pages.flatMap((page) => (pdf.get(page.dict["/Annots"]) ?? []).map((reference) => ({ reference, dict: pdf.get(reference), page })));
	return facts;
}

const property = (facts, name) => new RegExp(`<${name}>(?:<rdf:(?:Alt|Seq|Bag)><rdf:li[^>]*>)?([^<]*)<`).exec(facts.xmp)?.[1] ?? new RegExp(`\\b${name}="([^"]*)"`).exec(facts.xmp)?.[1];
const unescape_xml = (words) => words?.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, "&");
const first = (facts, name) => facts.elements.find((node) => type(node) === name);
const only = (condition, fault) => (condition ? [] : [fault]);

// The entries of a number tree.
function numbers(pdf, reference, found = new Map()) {
	const node = pdf.get(reference) ?? {};
	const list = pdf.get(node["/Nums"]) ?? [];
	for (let i = 0; i + 1 < list.length; i += 2) found.set(list[i], list[i + 1]);
	for (const kid of pdf.get(node["/Kids"]) ?? []) numbers(pdf, kid, found);
	return found;
}

// Kinds that may stand in another, where the standard says so.
function nesting(facts, parents, allowed) {
	return facts.elements.filter((node) => parents.has(type(node))).flatMap((node) => kids(node).filter((kid) => !allowed(type(node), type(kid), node)).map((kid) => `${place(kid)} in ${place(node)}`));
}

function orphans(facts, child, parents) {
	return facts.elements.filter((node) => child.has(type(node)) && !parents.has(type(node.parent))).map((node) => `${place(node)} in ${type(node.parent) ?? "the root"}`);
}

const headings = (facts) => facts.elements.filter((node) => /^\/H\d$/.test(node.type)).map((node) => ({ level: Number(node.type[2]), node }));

function widths(font) {
	const list = font.descendant["/W"] ?? [], found = new Map();
	for (let i = 0; i < list.length;) {
		if (Array.isArray(list[i + 1])) (list[i + 1].forEach((width, k) => found.set(list[i] + k, width)), (i += 2));
		else {
			for (let code = list[i]; code <= list[i + 1]; code++) found.set(code, list[i + 2]);
			i += 3;
		}
	}
	return found;
}

// Codes of WinAnsiEncoding by the names that our encodings give others.
const NAMES = { space: 32, parenleft: 40, parenright: 41, hyphen: 45, less: 60, greater: 62, bracketleft: 91, bracketright: 93,
	braceleft: 123, braceright: 125, guilsinglleft: 139, bullet: 149, guilsinglright: 155, guillemotleft: 171, mu: 181, periodcentered: 183, guillemotright: 187 };

// For each used code of an embedded TrueType or composite CFF font: { reference, code, program, width,
// glyph }.
function* glyphs(pdf, facts) {
	for (const [reference, font] of facts.fonts) {
		const [truetype, cff] = ["/FontFile2", "/FontFile3"].map((key) => font.descriptor?.[key]);
		if (!truetype && !(cff && font.composite)) continue;
		const program = truetype ? new TrueType(pdf.data(truetype)) : new Cff(pdf.data(cff));
		const listed = font.composite ? widths(font) : null;
		for (const code of font.used) {
			const width = font.composite ? (listed.get(font.cid(code)) ?? font.descendant["/DW"] ?? 1000) : (pdf.get(font.dict["/Widths"]) ?? [])[code - font.dict["/FirstChar"]];
			yield { reference, code, program, width, glyph: font.composite ? font.glyph(code) : program.glyph_of_winansi(NAMES[font.names.get(code)] ?? code) };
		}
	}
}

// The names of subsets that have more than one program.
function split_subsets(facts) {
	const programs = new Map(), split = new Set();
	for (const { dict, descriptor } of facts.fonts.values()) {
		const name = dict["/BaseFont"], program = descriptor?.["/FontFile2"] ?? descriptor?.["/FontFile3"];
		if ((programs.get(name) ?? program) !== program) split.add(name);
		programs.set(name, program);
	}
	return [...split];
}

// The CMaps by which composite fonts are coded.
const cmaps = (pdf, facts) => [...facts.fonts.values()].map((font) => ({ font, reference: font.dict["/Encoding"], stream: pdf.get(font.dict["/Encoding"]) })).filter(({ font, stream }) => font.composite && stream?.dict).map((map) => ({ ...map, dict: map.stream.dict, words: pdf.data(map.reference).toString("latin1") }));

// A CMap to be broken: one that is there, or one that says what Identity-H does.
function own_map(pdf, facts) {
	const [found] = cmaps(pdf, facts);
	if (found) return found.stream;
	const words = "/CMapName /Mine def /WMode 0 def 1 begincodespacerange <0000> <ffff> endcodespacerange 1 begincidrange <0000> <ffff> 0 endcidrange endcmap";
	const stream = { dict: { "/Type": "/CMap", "/CMapName": "/Mine", "/CIDSystemInfo": { "/Registry": "u:Adobe", "/Ordering": "u:Identity", "/Supplement": 0 } }, data: Buffer.from(words).toString("base64") };
	pdf.objects["obj:9002 0 R"] = { stream };
	composite(facts).dict["/Encoding"] = "9002 0 R";
	return stream;
}

const collections = (pdf, facts, key) => cmaps(pdf, facts).filter(({ dict, font }) => {
	const [map, own] = [dict, font.descendant].map((holder) => pdf.get(holder["/CIDSystemInfo"])?.[key]);
	return key === "/Supplement" ? own > map : map !== own;
}).map(({ reference }) => `CMap ${reference}`);

const simple = (facts) => [...facts.fonts.values()].filter((font) => !font.composite);

// The maps of characters in a TrueType font, as [platform, encoding].
function maps(pdf, font) {
	const bytes = pdf.data(font.descriptor["/FontFile2"]), at = new TrueType(bytes).tables.get("cmap");
	return at === undefined ? [] : Array.from({ length: bytes.readUInt16BE(at + 2) }, (_, i) => [bytes.readUInt16BE(at + 4 + i * 8), bytes.readUInt16BE(at + 6 + i * 8)]);
}

function damage_map(pdf, facts, damage) {
	const stream = pdf.get(simple(facts).find((font) => font.descriptor["/FontFile2"]).descriptor["/FontFile2"]);
	const bytes = Buffer.from(stream.data, "base64");
	damage(new TrueType(bytes).tables.get("cmap"), bytes);
	stream.data = bytes.toString("base64");
}

// Simple TrueType fonts of signs of their own, of which cairo writes none.
const symbolic = (facts) => simple(facts).filter((font) => font.descriptor["/FontFile2"] && font.descriptor["/Flags"] & 4);

// Makes a simple TrueType font symbolic, with so many maps of characters.
function as_symbolic(pdf, facts, count) {
	const font = simple(facts).find((simple_font) => simple_font.descriptor["/FontFile2"]);
	font.descriptor["/Flags"] = 4;
	delete font.dict["/Encoding"];
	damage_map(pdf, facts, (at, bytes) => bytes.writeUInt16BE(count, at + 2));
}

function loops(map, from) {
	const seen = new Set();
	for (let to = from; to in map && !seen.has(to); to = map[to]) {
		seen.add(to);
		if (map[to] === from) return true;
	}
	return false;
}

const fonts = (facts, wrong) => [...facts.fonts.values()].filter((font) => wrong(font)).map((font) => `font ${font.reference}`);
const find_key = (pdf, key, wrong) => [...pdf.entries()].filter(([, object]) => key in ((object?.dict ?? object) || {}) && wrong((object.dict ?? object)[key], object)).map(([number]) => `object ${number}`);
const dictionaries = (pdf, wrong) => [...pdf.entries()].filter(([, object]) => object && typeof object === "object" && wrong(object.dict ?? object, object)).map(([number]) => `object ${number}`);
const composite = (facts) => [...facts.fonts.values()].find((font) => font.composite && font.descriptor?.["/FontFile2"]) ?? [...facts.fonts.values()].find((font) => font.composite);
const replace = (pdf, reference, from, to) => {
	const stream = pdf.get(reference);
	const bytes = Buffer.from(stream.data, "base64").toString("latin1");
	const after = bytes.replace(from, to);
	if (after === bytes) throw new Error(`nothing like ${from}`);
	stream.data = Buffer.from(after, "latin1").toString("base64");
};
// Gives a used code of a composite font another meaning.
const remap = (pdf, facts, digits) => {
	const code = [...composite(facts).used][0].toString(16).padStart(4, "0");
	replace(pdf, composite(facts).dict["/ToUnicode"], "endcmap", `1 beginbfchar\n<${code}> <${digits}>\nendbfchar\nendcmap`);
};
const contents = (pdf) => pdf.pages[0].dict["/Contents"];
const raw = (change) => ({ raw: change });
const splice = (bytes, from, to) => Buffer.from(bytes.toString("latin1").replace(from, to), "latin1");

// [number, what must be, faults(pdf, facts), breaks(pdf, facts)]
const rules = [
	["01-003", "no artifact stands in tagged content", (pdf, facts) => facts.nested.filter((n) => n.inside === "content").map((n) => n.where),
		(pdf) => replace(pdf, contents(pdf), /(\/P\s*<<\s*\/MCID \d+\s*>>\s*BDC)/, "$1 /Artifact BMC EMC")],
	["01-004", "no tagged content stands in an artifact", (pdf, facts) => facts.nested.filter((n) => n.inside === "artifact").map((n) => n.where),
		(pdf) => replace(pdf, contents(pdf), /(\/Artifact\s*<<[^>]*>>\s*BDC)/, "$1 /P<</MCID 0>>BDC EMC")],
	["01-005", "all that is painted is content or an artifact", (pdf, facts) => facts.paint, (pdf) => replace(pdf, contents(pdf), /$/, " 0 0 9 9 re f")],
	["01-007", "no content is suspect", (pdf) => only(!pdf.get(pdf.catalog["/MarkInfo"])?.["/Suspects"], "Suspects"), (pdf) => (pdf.catalog["/MarkInfo"] = { "/Marked": true, "/Suspects": true })],
	["02-001", "all types are standard", (pdf, facts) => facts.elements.filter((node) => !TYPES.has(type(node))).map(place), (pdf, facts) => (first(facts, "P").dict["/S"] = "/Paragraph")],
	["02-003", "no type is mapped to itself", (pdf, facts) => Object.entries(pdf.get(facts.tree?.dict["/RoleMap"]) ?? {}).filter(([from]) => loops(pdf.get(facts.tree.dict["/RoleMap"]), from)).map(([from]) => from), (pdf, facts) => (facts.tree.dict["/RoleMap"] = { "/One": "/Other", "/Other": "/One" })],
	["02-004", "no standard type is mapped to another", (pdf, facts) => only(!facts.tree?.dict["/RoleMap"], "there is a RoleMap"), (pdf, facts) => (facts.tree.dict["/RoleMap"] = { "/P": "/Span" })],
	["06-001", "there is XMP metadata", (pdf, facts) => only(facts.xmp.includes("rdf:RDF"), "no packet"), (pdf) => delete pdf.catalog["/Metadata"]],
	["06-002", "the metadata says PDF/UA-1", (pdf, facts) => only(property(facts, "pdfuaid:part") === "1", "no pdfuaid:part"), (pdf) => replace(pdf, pdf.catalog["/Metadata"], "<pdfuaid:part>1<", "<pdfuaid:part>2<")],
	["06-003", "the metadata has a title", (pdf, facts) => only(property(facts, "dc:title"), "no dc:title"), (pdf) => replace(pdf, pdf.catalog["/Metadata"], /<dc:title>[^]*<\/dc:title>/, "")],
	["07-001", "the title is to be shown", (pdf) => only("/DisplayDocTitle" in (pdf.get(pdf.catalog["/ViewerPreferences"]) ?? {}), "no DisplayDocTitle"), (pdf) => delete pdf.catalog["/ViewerPreferences"]],
	["07-002", "the title is shown", (pdf) => only(pdf.get(pdf.catalog["/ViewerPreferences"])?.["/DisplayDocTitle"] === true, "DisplayDocTitle is not true"), (pdf) => (pdf.get(pdf.catalog["/ViewerPreferences"])["/DisplayDocTitle"] = false)],
	["09-004", "tables are nested as tables are", (pdf, facts) => [
		...nesting(facts, new Set(["Table", "THead", "TBody", "TFoot", "TR"]), (parent, kid) => ({ Table: ["TR", "THead", "TBody", "TFoot", "Caption"], TR: ["TH", "TD"] }[parent] ?? ["TR"]).includes(kid)),
		...orphans(facts, new Set(["TH", "TD"]), new Set(["TR"])), ...orphans(facts, new Set(["TR"]), new Set(["Table", "THead", "TBody", "TFoot"])),
		...orphans(facts, new Set(["THead", "TBody", "TFoot"]), new Set(["Table"]))],
		(pdf, facts) => (first(facts, "TR").dict["/S"] = "/Div")],
	["09-005", "lists are nested as lists are", (pdf, facts) => [
		...nesting(facts, new Set(["L", "LI"]), (parent, kid, node) => parent === "LI" ? ["Lbl", "LBody"].includes(kid) : kid === "LI" || kid === "L" || (kid === "Caption" && type(kids(node)[0]) === "Caption")),
		...orphans(facts, new Set(["LI"]), new Set(["L"])), ...orphans(facts, new Set(["LBody"]), new Set(["LI"]))],
		(pdf, facts) => (first(facts, "LI").dict["/S"] = "/P")],
	["09-006", "tables of contents are nested as they are", (pdf, facts) => [...nesting(facts, new Set(["TOC"]), (parent, kid) => ["TOCI", "TOC", "Caption"].includes(kid)), ...orphans(facts, new Set(["TOCI"]), new Set(["TOC"]))],
		(pdf, facts) => (first(facts, "P").dict["/S"] = "/TOCI")],
	...[["09-007", "Ruby", ["RB", "RT", "RP"]], ["09-008", "Warichu", ["WT", "WP"]]].map(([number, name, parts]) => [number, `${name} is nested as it is`,
		(pdf, facts) => [...nesting(facts, new Set([name]), (parent, kid) => parts.includes(kid)), ...orphans(facts, new Set(parts), new Set([name]))], (pdf, facts) => (first(facts, "P").dict["/S"] = `/${parts[0]}`)]),
	["10-001", "each code that is shown has a meaning", (pdf, facts) => [...facts.fonts].flatMap(([reference, font]) => [...font.used].filter((code) => !font.unicode?.get(code)).map((code) => `font ${reference}, code ${code}`)),
		(pdf, facts) => remap(pdf, facts, "")],
	["11-001", "the document has a language", (pdf) => only(LANGUAGE.test(text(pdf.catalog["/Lang"]) ?? ""), "no Lang"), (pdf) => delete pdf.catalog["/Lang"]],
	...[["11-002", "descriptions"], ["11-003", "bookmarks"], ["11-004", "annotations"], ["11-006", "metadata"]].map(([number, what]) => [number, `the language of ${what} is known`, (pdf) => only(LANGUAGE.test(text(pdf.catalog["/Lang"]) ?? ""), "no Lang"), (pdf) => (pdf.catalog["/Lang"] = "u:")]),
	["P 14.9.2", "each language is a tag", (pdf, facts) => facts.elements.filter((node) => "/Lang" in node.dict && !LANGUAGE.test(text(node.dict["/Lang"]) ?? "")).map(place), (pdf, facts) => (first(facts, "P").dict["/Lang"] = "u:not a tag")],
	["13-004", "each figure has a description", (pdf, facts) => facts.elements.filter((node) => type(node) === "Figure" && !text(node.dict["/Alt"]) && !text(node.dict["/ActualText"])).map(place), (pdf, facts) => delete first(facts, "Figure").dict["/Alt"]],
	["14-002", "the first heading is H1", (pdf, facts) => only((headings(facts)[0]?.level ?? 1) === 1, "it is not"), (pdf, facts) => (first(facts, "H1").dict["/S"] = "/H2")],
	["14-003", "no level of headings is skipped", (pdf, facts) => headings(facts).filter(({ level }, i, all) => i > 0 && level > all[i - 1].level + 1).map(({ node }) => place(node)), (pdf, facts) => (first(facts, "H2").dict["/S"] = "/H4")],
	["14-006", "no element holds two H", (pdf, facts) => facts.elements.filter((node) => kids(node).filter((kid) => type(kid) === "H").length > 1).map(place), (pdf, facts) => facts.elements.filter((node) => type(node) === "P").forEach((node) => (node.dict["/S"] = "/H"))],
	["14-007", "there is no H beside H1 to H6", (pdf, facts) => facts.elements.filter((node) => type(node) === "H").map(place), (pdf, facts) => (first(facts, "P").dict["/S"] = "/H")],
	["15-003", "each TH has a scope", (pdf, facts) => facts.elements.filter((node) => type(node) === "TH" && !["/Column", "/Row", "/Both"].includes([pdf.get(node.dict["/A"])].flat().find((a) => a?.["/O"] === "/Table")?.["/Scope"])).map(place), (pdf, facts) => delete first(facts, "TH").dict["/A"]],
	["17-002", "there is no formula without a description", (pdf, facts) => facts.elements.filter((node) => type(node) === "Formula" && !text(node.dict["/Alt"]) && !text(node.dict["/ActualText"])).map(place), (pdf, facts) => (first(facts, "P").dict["/S"] = "/Formula")],
	["19-003", "each Note has an ID", (pdf, facts) => facts.elements.filter((node) => type(node) === "Note" && !text(node.dict["/ID"])).map(place), (pdf, facts) => delete first(facts, "Note").dict["/ID"]],
	["19-004", "no ID is there twice", (pdf, facts) => facts.elements.filter((node, i, all) => node.dict["/ID"] && all.findIndex((other) => other.dict["/ID"] === node.dict["/ID"]) < i).map(place),
		(pdf, facts) => facts.elements.filter((node) => type(node) === "Note").forEach((node) => (node.dict["/ID"] = "u:same"))],
	["20-001", "there is no optional content", (pdf) => only(!pdf.catalog["/OCProperties"], "OCProperties"), (pdf) => (pdf.catalog["/OCProperties"] = { "/OCGs": [], "/D": {} })],
	["21-001", "no file is embedded", (pdf) => [...find_key(pdf, "/EF", () => true), ...only(!pdf.get(pdf.catalog["/Names"])?.["/EmbeddedFiles"], "EmbeddedFiles")], (pdf) => (pdf.catalog["/AF"] = [{ "/Type": "/Filespec", "/F": "u:x", "/EF": {} }], pdf.get(pdf.catalog["/Names"])["/EmbeddedFiles"] = { "/Names": [] })],
	["25-001", "there is no form", (pdf) => only(!pdf.catalog["/AcroForm"], "AcroForm"), (pdf) => (pdf.catalog["/AcroForm"] = { "/Fields": [], "/XFA": "u:x" })],
	["28-002", "all annotations are links", (pdf, facts) => facts.annots.filter(({ dict }) => dict["/Subtype"] !== "/Link").map(({ reference }) => `annotation ${reference}`), (pdf, facts) => (facts.annots[0].dict["/Subtype"] = "/Text")],
	...[["28-004", "Text"], ["28-006", "Mine"], ["28-007", "TrapNet"], ["28-010", "Widget"], ["28-014", "Screen"], ["28-016", "FileAttachment"], ["28-017", "PrinterMark"]].map(([number, subtype]) =>
		[number, `no annotation is ${subtype === "Mine" ? "of an unknown kind" : subtype}`, (pdf, facts) => facts.annots.filter(({ dict }) => (subtype === "Mine" ? !KINDS.has(dict["/Subtype"]) : dict["/Subtype"] === `/${subtype}`)).map(({ reference }) => `annotation ${reference}`), (pdf, facts) => (facts.annots[0].dict["/Subtype"] = `/${subtype}`)]),
	["28-008", "pages with annotations have a tab order", (pdf, facts) => facts.annots.filter(({ page }) => !page.dict["/Tabs"]).map(({ page }) => `page ${page.number}`), (pdf, facts) => delete facts.annots[0].page.dict["/Tabs"]],
	["28-009", "the tab order is that of the structure", (pdf) => pdf.pages.filter((page) => page.dict["/Tabs"] !== "/S").map((page) => `page ${page.number}`), (pdf) => (pdf.pages[0].dict["/Tabs"] = "/R")],
	["28-011", "each link is in a Link", (pdf, facts) => {
		const held = new Set(facts.elements.filter((node) => type(node) === "Link").flatMap((node) => node.kids.filter((kid) => kid.object).map((kid) => kid.object)));
		return facts.annots.filter(({ reference }) => !held.has(reference)).map(({ reference }) => `annotation ${reference}`);
	}, (pdf, facts) => (first(facts, "Link").dict["/S"] = "/Span")],
	["28-012", "each link says what it is", (pdf, facts) => facts.annots.filter(({ dict }) => !text(dict["/Contents"])).map(({ reference }) => `annotation ${reference}`), (pdf, facts) => delete facts.annots[0].dict["/Contents"]],
	["30-001", "no form refers to another file", (pdf) => find_key(pdf, "/Ref", (value) => value?.["/F"]), (pdf) => (pdf.objects["obj:9001 0 R"] = { stream: { dict: { "/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 1, 1], "/Ref": { "/F": "u:x.pdf", "/Page": 0 } }, data: "" } }, pdf.catalog["/Extra"] = "9001 0 R")],
	["30-002", "a form with tagged content is used once", (pdf, facts) => [...facts.forms].filter(([reference, count]) => count > 1 && /\/MCID/.test(pdf.data(reference).toString("latin1"))).map(([reference]) => `form ${reference}`),
		(pdf) => {
			pdf.objects["obj:9001 0 R"] = { stream: { dict: { "/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 1, 1] }, data: Buffer.from("/P<</MCID 0>>BDC EMC").toString("base64") } };
			const resources = pdf.get(pdf.pages[0].dict["/Resources"]);
			resources["/XObject"] = { ...pdf.get(resources["/XObject"]), "/Twice": "9001 0 R" };
			replace(pdf, contents(pdf), /$/, " /Artifact BMC /Twice Do /Twice Do EMC");
		}],
	["31-001", "the registry of a CMap is that of its font", (pdf, facts) => collections(pdf, facts, "/Registry"), (pdf, facts) => (pdf.get(own_map(pdf, facts).dict["/CIDSystemInfo"])["/Registry"] = "u:Other")],
	["31-002", "the ordering of a CMap is that of its font", (pdf, facts) => collections(pdf, facts, "/Ordering"), (pdf, facts) => (pdf.get(own_map(pdf, facts).dict["/CIDSystemInfo"])["/Ordering"] = "u:Japan1")],
	["31-003", "the supplement of a CMap is that of its font", (pdf, facts) => collections(pdf, facts, "/Supplement"), (pdf, facts) => (pdf.get(own_map(pdf, facts).dict["/CIDSystemInfo"])["/Supplement"] = -1)],
	["31-004", "the map from CIDs to glyphs is one", (pdf, facts) => fonts(facts, (font) => font.descendant["/Subtype"] === "/CIDFontType2" && "/CIDToGIDMap" in font.descendant && font.descendant["/CIDToGIDMap"] !== "/Identity" && !pdf.get(font.descendant["/CIDToGIDMap"])?.dict), (pdf, facts) => (composite(facts).descendant["/CIDToGIDMap"] = "/Other")],
	["31-005", "there is a map from CIDs to glyphs", (pdf, facts) => fonts(facts, (font) => font.descendant["/Subtype"] === "/CIDFontType2" && !("/CIDToGIDMap" in font.descendant)), (pdf, facts) => delete composite(facts).descendant["/CIDToGIDMap"]],
	["31-006", "composite fonts are coded as Identity-H or by a CMap in the file", (pdf, facts) => fonts(facts, (font) => font.composite && font.dict["/Encoding"] !== "/Identity-H" && pdf.get(font.dict["/Encoding"])?.dict?.["/Type"] !== "/CMap"), (pdf, facts) => (composite(facts).dict["/Encoding"] = "/Mine-H")],
	["31-007", "a CMap's writing mode is that of its dictionary", (pdf, facts) => cmaps(pdf, facts).filter(({ dict, words }) => Number(/\/WMode (\d)/.exec(words)?.[1] ?? 0) !== (dict["/WMode"] ?? 0)).map(({ reference }) => `CMap ${reference}`), (pdf, facts) => (own_map(pdf, facts).dict["/WMode"] = 1)],
	["31-008", "a CMap refers to no other", (pdf, facts) => cmaps(pdf, facts).filter(({ dict, words }) => "/UseCMap" in dict || /\busecmap\b/.test(words)).map(({ reference }) => `CMap ${reference}`), (pdf, facts) => (own_map(pdf, facts).dict["/UseCMap"] = "/Mine-H")],
	["31-009", "each font is embedded", (pdf, facts) => fonts(facts, (font) => !["/FontFile", "/FontFile2", "/FontFile3"].some((key) => pdf.get(font.descriptor?.[key])?.dict)), (pdf, facts) => delete composite(facts).descriptor["/FontFile2"]],
	["31-011", "each glyph is in its font", (pdf, facts) => [...glyphs(pdf, facts)].filter(({ glyph, program }) => glyph >= program.count).map(({ reference, code }) => `font ${reference}, code ${code}`), (pdf, facts) => {
		const stream = { dict: {}, data: Buffer.alloc(0x20000, 0x7f).toString("base64") };
		pdf.objects["obj:9002 0 R"] = { stream };
		composite(facts).descendant["/CIDToGIDMap"] = "9002 0 R";
	}],
	...[["31-012", "/CharSet"], ["31-014", "/CIDSet"]].map(([number, key]) => [number, `no font lists its glyphs in ${key.slice(1)}`, (pdf, facts) => fonts(facts, (font) => key in (font.descriptor ?? {})), (pdf, facts) => (composite(facts).descriptor[key] = "b:00")]),
	["31-016", "widths are those of the font", (pdf, facts) => [...glyphs(pdf, facts)].filter(({ glyph, program, width }) => glyph < program.count && Math.abs(program.width(glyph) - width) > 1.5).map(({ reference, code }) => `font ${reference}, code ${code}`),
		(pdf, facts) => (composite(facts).descendant["/W"] = [0, 9999, 250])],
	["31-017", "fonts that are coded as WinAnsi have a map of characters", (pdf, facts) => simple(facts).filter((font) => font.descriptor["/FontFile2"] && maps(pdf, font).length === 0).map((font) => `font ${font.reference}`), (pdf, facts) => damage_map(pdf, facts, (at, bytes) => bytes.writeUInt16BE(0, at + 2))],
	["31-018", "it is one of Unicode", (pdf, facts) => simple(facts).filter((font) => font.descriptor["/FontFile2"] && !maps(pdf, font).some(([platform, encoding]) => platform === 3 && encoding === 1)).map((font) => `font ${font.reference}`), (pdf, facts) => damage_map(pdf, facts, (at, bytes) => {
		for (let i = 0; i < bytes.readUInt16BE(at + 2); i++) bytes.writeUInt32BE(0x00030000, at + 4 + i * 8);
	})],
	["31-019", "simple fonts have an encoding", (pdf, facts) => simple(facts).filter((font) => !("/Encoding" in font.dict)).map((font) => `font ${font.reference}`), (pdf, facts) => delete simple(facts)[0].dict["/Encoding"]],
	["31-020", "an encoding that differs from another says from which", (pdf, facts) => simple(facts).filter((font) => pdf.get(font.dict["/Encoding"])?.["/Type"] && !pdf.get(font.dict["/Encoding"])["/BaseEncoding"]).map((font) => `font ${font.reference}`), (pdf, facts) => (simple(facts)[0].dict["/Encoding"] = { "/Type": "/Encoding", "/Differences": [1, "/hyphen"] })],
	["31-021", "a simple font's encoding is that of WinAnsi", (pdf, facts) => simple(facts).filter((font) => (pdf.get(font.dict["/Encoding"])?.["/BaseEncoding"] ?? font.dict["/Encoding"]) !== "/WinAnsiEncoding").map((font) => `font ${font.reference}`), (pdf, facts) => (simple(facts)[0].dict["/Encoding"] = "/StandardEncoding")],
	["31-022", "the names in which an encoding differs are in the Adobe Glyph List", (pdf, facts) => simple(facts).filter((font) => [...font.names.values()].some((name) => !(name in NAMES))).map((font) => `font ${font.reference}`), (pdf, facts) => (simple(facts)[0].dict["/Encoding"] = { "/Type": "/Encoding", "/BaseEncoding": "/WinAnsiEncoding", "/Differences": [1, "/mine"] })],
	["31-023", "a font whose encoding differs has a map of Unicode", (pdf, facts) => simple(facts).filter((font) => font.names.size && font.descriptor["/FontFile2"] && !maps(pdf, font).some(([platform, encoding]) => platform === 3 && encoding === 1)).map((font) => `font ${font.reference}`), (pdf, facts) => {
		simple(facts).find((font) => font.descriptor["/FontFile2"]).dict["/Encoding"] = { "/Type": "/Encoding", "/BaseEncoding": "/WinAnsiEncoding", "/Differences": [1, "/hyphen"] };
		damage_map(pdf, facts, (at, bytes) => {
			for (let i = 0; i < bytes.readUInt16BE(at + 2); i++) bytes.writeUInt32BE(0x00030000, at + 4 + i * 8);
		});
	}],
	["31-024", "no symbolic TrueType font has an encoding", (pdf, facts) => fonts(facts, (font) => font.dict["/Subtype"] === "/TrueType" && font.descriptor["/Flags"] & 4 && "/Encoding" in font.dict), (pdf, facts) => (simple(facts)[0].descriptor["/Flags"] = 4)],
	["31-025", "a symbolic font has a map of characters", (pdf, facts) => symbolic(facts).filter((font) => maps(pdf, font).length === 0).map((font) => `font ${font.reference}`), (pdf, facts) => as_symbolic(pdf, facts, 0)],
	["31-026", "of several such maps one is symbolic", (pdf, facts) => symbolic(facts).filter((font) => maps(pdf, font).length > 1 && !maps(pdf, font).some(([platform, encoding]) => platform === 3 && encoding === 0)).map((font) => `font ${font.reference}`), (pdf, facts) => as_symbolic(pdf, facts, 2)],
	["31-027", "each font has a map to Unicode", (pdf, facts) => fonts(facts, (font) => !font.unicode), (pdf, facts) => delete composite(facts).dict["/ToUnicode"]],
	["31-028", "no code means U+0000", (pdf, facts) => fonts(facts, (font) => [...(font.unicode?.values() ?? [])].some((words) => words.includes("\0"))), (pdf, facts) => remap(pdf, facts, "0000")],
	["31-029", "no code means U+FEFF or U+FFFE", (pdf, facts) => fonts(facts, (font) => [...(font.unicode?.values() ?? [])].some((words) => /[\ufeff\ufffe]/.test(words))), (pdf, facts) => remap(pdf, facts, "feff")],
	["31-030", "no glyph is .notdef", (pdf, facts) => [...[...facts.fonts].flatMap(([reference, font]) => (font.composite && [...font.used].some((code) => font.glyph(code) === 0) ? [`font ${reference}`] : [])), ...[...glyphs(pdf, facts)].filter(({ glyph }) => glyph === 0).map(({ reference, code }) => `font ${reference}, code ${code}`)], (pdf) => replace(pdf, contents(pdf), /<[04]0[0-9a-f]{2}>/, "<0000>")],

	["P 14.7.2", "each element knows its parent", (pdf, facts) => facts.elements.filter((node) => node.dict["/P"] !== (node.parent?.reference ?? pdf.catalog["/StructTreeRoot"])).map(place), (pdf, facts) => (first(facts, "P").dict["/P"] = pdf.catalog["/StructTreeRoot"])],
	["P 14.7.4", "each tagged content is in the tree once, and the way back leads there", (pdf, facts) => {
		const faults = [], owners = new Map(), tree = numbers(pdf, facts.tree?.dict["/ParentTree"]);
		for (const node of facts.elements) for (const kid of node.kids) if (kid.mcid !== undefined) {
			const key = `${kid.page} ${kid.mcid}`;
			if (owners.has(key)) faults.push(`MCID ${kid.mcid} of page ${kid.page} is there twice`);
			owners.set(key, node);
		}
		for (const page of pdf.pages) {
			const back = pdf.get(tree.get(page.dict["/StructParents"])) ?? [];
			for (const [mcid, count] of facts.contents.get(page.reference)) {
				const owner = owners.get(`${page.reference} ${mcid}`);
				if (!owner || count !== 1) faults.push(`MCID ${mcid} of page ${page.number} is ${owner ? "painted" : "in the tree"} ${owner ? count : 0} times`);
				else if (back[mcid] !== owner.reference) faults.push(`MCID ${mcid} of page ${page.number} leads back to ${back[mcid]}`);
				owners.delete(`${page.reference} ${mcid}`);
			}
		}
		return [...faults, ...[...owners.keys()].map((key) => `${key} is painted nowhere`)];
	}, (pdf, facts) => {
		const back = pdf.get(numbers(pdf, facts.tree.dict["/ParentTree"]).get(pdf.pages[0].dict["/StructParents"]));
		[back[0], back[1]] = [back.at(-1), back[0]];
	}],
	["P 14.7.4.3", "each annotation leads back to its element", (pdf, facts) => {
		const tree = numbers(pdf, facts.tree?.dict["/ParentTree"]);
		const owner = new Map(facts.elements.flatMap((node) => node.kids.filter((kid) => kid.object).map((kid) => [kid.object, node.reference])));
		return facts.annots.filter(({ reference, dict }) => tree.get(dict["/StructParent"]) !== owner.get(reference)).map(({ reference }) => `annotation ${reference}`);
	}, (pdf, facts) => (facts.annots[0].dict["/StructParent"] += 1)],
	["P 14.6", "marked content is balanced", (pdf, facts) => facts.balance, (pdf) => replace(pdf, contents(pdf), /$/, " EMC")],
	["P 12.5.6.5", "links lead somewhere, in rectangles of their own", (pdf, facts) => facts.annots.filter(({ dict }) => {
		const quads = dict["/QuadPoints"] ?? [], rect = dict["/Rect"] ?? [], target = pdf.get(dict["/Dest"])?.[0];
		const inside = quads.length % 8 === 0 && quads.length > 0 && quads.every((v, i) => v >= rect[i % 2] - 0.01 && v <= rect[2 + (i % 2)] + 0.01);
		return !inside || !(dict["/A"] || pdf.pages.some((page) => page.reference === target));
	}).map(({ reference }) => `annotation ${reference}`), (pdf, facts) => (facts.annots[0].dict["/QuadPoints"] = [])],
	["P 14.7.2 IDs", "the tree of IDs has all IDs in order", (pdf, facts) => {
		const names = pdf.get(pdf.get(facts.tree?.dict["/IDTree"])?.["/Names"]) ?? [], listed = names.filter((_, i) => i % 2 === 0).map(text);
		return [...facts.elements.filter((node) => node.dict["/ID"] && names[names.indexOf(node.dict["/ID"]) + 1] !== node.reference).map(place), ...only(listed.every((id, i) => i === 0 || listed[i - 1] < id), "they are not in order")];
	}, (pdf, facts) => delete facts.tree.dict["/IDTree"]],
	["P 12.3.3", "there are bookmarks for all headings", (pdf, facts) => {
		const count = (item) => (item ? 1 + count(pdf.get(pdf.get(item)["/First"]) && pdf.get(item)["/First"]) + count(pdf.get(item)["/Next"]) : 0);
		const found = count(pdf.get(pdf.catalog["/Outlines"])?.["/First"]);
		// Of a heading in two languages, side by side in a Div, the second has the bookmark.
		const all = headings(facts).map(({ node }) => node);
		const is_doubled = (node) => type(node.parent) === "Div" && all.some((other) => other.parent === node.parent && all.indexOf(other) > all.indexOf(node));
		const wanted = all.filter((node) => !is_doubled(node)).length;
		return only(found === wanted, `${found} for ${wanted}`);
	}, (pdf) => delete pdf.catalog["/Outlines"]],
	["P 12.4.2", "pages have labels", (pdf) => only(numbers(pdf, pdf.catalog["/PageLabels"]).has(0), "no PageLabels"), (pdf) => delete pdf.catalog["/PageLabels"]],

	["A 6.1.2", "the header is PDF 1.7 and a comment of bytes", (pdf) => only(/^%PDF-1\.7[\r\n]+%[\x80-\xff]{4}/.test(pdf.bytes.subarray(0, 40).toString("latin1")), "it is not"), raw((bytes) => splice(bytes, "%PDF-1.7", "%PDF-2.0"))],
	["A 6.1.3", "the trailer has an ID and no Encrypt; nothing follows the end", (pdf) => [...only(Array.isArray(pdf.trailer["/ID"]) && pdf.trailer["/ID"].length === 2 && !pdf.trailer["/Encrypt"], "ID or Encrypt"), ...only(/%%EOF[\r\n]*$/.test(pdf.bytes.subarray(-10).toString("latin1")), "bytes after %%EOF")], raw((bytes) => Buffer.concat([bytes, Buffer.from("more of it")]))],
	["A 6.1.7.1", "each stream ends with a line end before endstream", (pdf) => [...pdf.bytes.toString("latin1").matchAll(/[^\r\n]endstream\b/g)].map((match) => `byte ${match.index}`), raw((bytes) => splice(bytes, /\nendstream/, " endstream"))],
	["A 6.1.7.2", "streams are compressed by no LZW and are in the file", (pdf) => dictionaries(pdf, (dict, object) => object.dict && ([dict["/Filter"]].flat().includes("/LZWDecode") || "/F" in dict)), (pdf) => (pdf.get(pdf.catalog["/Metadata"]).dict["/F"] = "u:elsewhere")],
	["A 6.2.3", "there is one output intent, sRGB", (pdf) => {
		const intents = pdf.get(pdf.catalog["/OutputIntents"]) ?? [], intent = pdf.get(intents[0]), icc = pdf.get(intent?.["/DestOutputProfile"]);
		return only(intents.length === 1 && intent["/S"] === "/GTS_PDFA1" && icc?.dict["/N"] === 3 && Buffer.from(icc.data, "base64").subarray(36, 40).toString() === "acsp" && Buffer.from(icc.data, "base64").subarray(16, 20).toString() === "RGB ", "it is not");
	}, (pdf) => delete pdf.catalog["/OutputIntents"]],
	["A 6.2.4.3", "no colour is CMYK", (pdf, facts) => [...[...facts.spaces, ...[...facts.images.values()].map((image) => pdf.get(image["/ColorSpace"]))].flat().filter((space) => space === "/DeviceCMYK").map(() => "DeviceCMYK"), ...find_key(pdf, "/ColorSpace", (value) => value === "/DeviceCMYK")], (pdf) => replace(pdf, contents(pdf), /^/, "0 0 0 1 k ")],
	["A 6.2.5", "graphics states have no transfer functions or halftones", (pdf) => dictionaries(pdf, (dict) => dict["/Type"] === "/ExtGState" && ["/TR", "/TR2", "/HTP", "/HTO", "/HT"].some((key) => key in dict)), (pdf) => (pdf.catalog["/Extra"] = "9001 0 R", pdf.objects["obj:9001 0 R"] = { value: { "/Type": "/ExtGState", "/TR": "/Identity" } })],
	["A 6.2.8", "images are not interpolated", (pdf) => dictionaries(pdf, (dict) => dict["/Subtype"] === "/Image" && (dict["/Interpolate"] === true || "/Alternates" in dict || "/OPI" in dict)), (pdf, facts) => ([...facts.images.values()][0]["/Interpolate"] = true)],
	["A 6.2.9", "no form is PostScript", (pdf) => dictionaries(pdf, (dict) => dict["/Subtype"] === "/PS" || dict["/Subtype2"] === "/PS" || "/PS" in dict), (pdf) => (pdf.catalog["/Extra"] = "9001 0 R", pdf.objects["obj:9001 0 R"] = { stream: { dict: { "/Type": "/XObject", "/Subtype": "/PS" }, data: "" } })],
	["A 6.2.10", "blend modes are standard", (pdf, facts) => [...facts.states.values()].filter((state) => state?.["/BM"] && ![state["/BM"]].flat().every((mode) => /^\/(Normal|Compatible|Multiply|Screen|Overlay|Darken|Lighten|ColorDodge|ColorBurn|HardLight|SoftLight|Difference|Exclusion|Hue|Saturation|Color|Luminosity)$/.test(mode))).map((state) => state["/BM"]),
		(pdf) => {
			const resources = pdf.get(pdf.pages[0].dict["/Resources"]);
			resources["/ExtGState"] = { ...pdf.get(resources["/ExtGState"]), "/Odd": { "/BM": "/Odd" } };
			replace(pdf, contents(pdf), /^/, "/Odd gs ");
		}],
	["A 6.2.11.4", "embedded fonts are subsets with a tag", (pdf, facts) => fonts(facts, (font) => !/^\/[A-Z]{6}\+/.test(font.dict["/BaseFont"])), (pdf, facts) => (composite(facts).dict["/BaseFont"] = "/Noto")],
	["P 9.6.4", "what is named as one subset of a face is one", (pdf, facts) => split_subsets(facts), (pdf, facts) => {
		const font = composite(facts);
		[...facts.fonts.values()].find((other) => other.descriptor !== font.descriptor).dict["/BaseFont"] = font.dict["/BaseFont"];
	}],
	["A 6.3.2", "annotations are printed and not hidden", (pdf, facts) => facts.annots.filter(({ dict }) => (dict["/F"] & 4) === 0 || (dict["/F"] & (1 | 2 | 32 | 256)) !== 0).map(({ reference }) => `annotation ${reference}`), (pdf, facts) => (facts.annots[0].dict["/F"] = 2)],
	["A 6.5.1", "all actions are URIs or places", (pdf) => dictionaries(pdf, (dict, object) => "/AA" in dict || (dict["/A"]?.["/S"] && !["/URI", "/GoTo"].includes(dict["/A"]["/S"]))), (pdf, facts) => (facts.annots[0].dict["/A"] = { "/S": "/JavaScript", "/JS": "u:1" })],
	["A 6.5.2", "the document does nothing when it is opened", (pdf) => only(!("/OpenAction" in pdf.catalog) && !("/AA" in pdf.catalog), "it does"), (pdf) => (pdf.catalog["/OpenAction"] = { "/S": "/Named", "/N": "/Print" })],
	["A 6.6.2", "Info and metadata say the same", (pdf, facts) => {
		const info = pdf.get(pdf.trailer["/Info"]) ?? {};
		const date = (value) => text(value)?.replace(/^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
		const pairs = [["/Title", "dc:title"], ["/Subject", "dc:description"], ["/Author", "dc:creator"], ["/Creator", "xmp:CreatorTool"], ["/Producer", "pdf:Producer"], ["/CreationDate", "xmp:CreateDate"], ["/ModDate", "xmp:ModifyDate"]];
		return pairs.filter(([key, name]) => info[key] !== undefined && date(info[key]) !== unescape_xml(property(facts, name))).map(([key, name]) => `${key} "${date(info[key])}", ${name} "${property(facts, name)}"`);
	}, (pdf) => (pdf.get(pdf.trailer["/Info"])["/Title"] = "u:Another title")],
	["A 6.6.4", "the metadata says PDF/A-2a", (pdf, facts) => only(property(facts, "pdfaid:part") === "2" && property(facts, "pdfaid:conformance") === "A", "it does not"), (pdf) => replace(pdf, pdf.catalog["/Metadata"], "<pdfaid:conformance>A<", "<pdfaid:conformance>B<")],
	["A 6.6.2.3.3", "what is in no schema of PDF/A is described", (pdf, facts) => only(/<pdfaSchema:prefix>pdfuaid</.test(facts.xmp), "pdfuaid is not"), (pdf) => replace(pdf, pdf.catalog["/Metadata"], /<pdfaSchema:prefix>pdfuaid</, "<pdfaSchema:prefix>other<")],
	["A 6.6.3", "there is an identifier", (pdf, facts) => only(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(property(facts, "dc:identifier") ?? ""), "none"), (pdf) => replace(pdf, pdf.catalog["/Metadata"], "urn:uuid:", "urn:")],
	["A 6.7.2", "the document is marked as tagged", (pdf) => only(pdf.get(pdf.catalog["/MarkInfo"])?.["/Marked"] === true && !pdf.get(pdf.catalog["/MarkInfo"])["/Suspects"], "it is not"), (pdf) => delete pdf.catalog["/MarkInfo"]],
	["A 6.7.3", "there is a structure tree", (pdf, facts) => only(facts.elements.length > 5, "there is none"), (pdf) => delete pdf.catalog["/StructTreeRoot"]],
	["A 6.11", "the document asks for nothing of its reader", (pdf) => only(!("/Requirements" in pdf.catalog) && !("/PieceInfo" in pdf.catalog), "it does"), (pdf) => (pdf.catalog["/Requirements"] = [])],
];

function judge(file) {
	const pdf = new Pdf(file), facts = survey(pdf);
	return rules.flatMap(([number, what, faults]) => faults(pdf, facts).slice(0, 5).map((fault) => ({ number, line: `${number} ${what}: ${fault}` })));
}

// The file with one fault, as qpdf writes it.
function broken(file, breaks, folder) {
	const target = path.join(folder, "broken.pdf");
	if (breaks.raw) {
		fs.writeFileSync(target, breaks.raw(fs.readFileSync(file)));
		return target;
	}
	const pdf = new Pdf(file);
	breaks(pdf, survey(pdf));
	fs.writeFileSync(path.join(folder, "broken.json"), JSON.stringify(pdf.json));
	execFileSync("qpdf", ["--json-input", "--deterministic-id", "--newline-before-endstream", path.join(folder, "broken.json"), target], { stdio: "ignore" });
	return target;
}

function controls(file) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "conformance-"));
	for (const [number, what, , breaks] of rules) {
		let found = "";
		try {
			found = judge(broken(file, breaks, folder)).map((fault) => fault.number);
		} catch (error) {
			console.log(`not ok control ${number}: ${error.message.split("\n")[0]}`);
			continue;
		}
		console.log(`${found.includes(number) ? "ok" : "not ok"} control ${number}: not that ${what}`);
	}
	fs.rmSync(folder, { recursive: true });
}

const files = process.argv.slice(2).filter((argument) => argument !== "--controls");
for (const file of files) {
	const faults = judge(file);
	console.log(`${faults.length ? "not ok" : "ok"} ${path.basename(file)}`);
	for (const { line } of faults.slice(0, 20)) console.log(`  ${line}`);
}
if (process.argv.includes("--controls")) controls(files[0]);
