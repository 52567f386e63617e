// A PDF as its objects, by qpdf, and what its pages paint. Objects are those of qpdf's JSON: names are
// "/Name", text strings "u:text", byte strings "b:hex", references "7 0 R".
import { execFileSync } from "node:child_process";
import fs from "node:fs";

const REFERENCE = /^\d+ \d+ R$/;

export class Pdf {
	constructor(file) {
		this.bytes = fs.readFileSync(file);
		const options = ["--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized"];
		this.json = JSON.parse(execFileSync("qpdf", [...options, file], { maxBuffer: 1 << 30 }));
		this.objects = this.json.qpdf[1];
		this.trailer = this.objects.trailer.value;
		this.catalog = this.get(this.trailer["/Root"]);
		this.fonts = new Map();
		this.pages = this.leaves(this.catalog["/Pages"], []);
	}

	// The object behind a reference: a value, or a stream as { dict, data } with data in base64.
	get(value) {
		for (let depth = 0; typeof value === "string" && REFERENCE.test(value) && depth < 9; depth++) {
			const object = this.objects[`obj:${value}`];
			value = object === undefined ? null : (object.stream ?? object.value);
		}
		return value;
	}

	// The same, with the dictionary in the place of a stream.
	dict(value) {
		const object = this.get(value);
		return object?.dict ?? object;
	}

	data(value) {
		return Buffer.from(this.get(value)?.data ?? "", "base64");
	}

	leaves(reference, found) {
		const node = this.get(reference);
		if (node["/Type"] === "/Pages") for (const kid of this.get(node["/Kids"])) this.leaves(kid, found);
		else found.push({ reference, dict: node, number: found.length + 1 });
		return found;
	}

	// All objects as [number, value or { dict, data }].
	*entries() {
		for (const [key, object] of Object.entries(this.objects))
			if (key.startsWith("obj:")) yield [key.slice(4), object.stream ?? object.value];
	}

	font(reference) {
		if (!this.fonts.has(reference)) this.fonts.set(reference, new Font(this, reference));
		return this.fonts.get(reference);
	}
}

// A text string as text.
export function text(value) {
	if (typeof value !== "string") return undefined;
	if (value.startsWith("u:")) return value.slice(2);
	return value.startsWith("b:") ? Buffer.from(value.slice(2), "hex").toString("latin1") : undefined;
}

// Tokens of a content stream or a CMap: { kind, value }; strings are buffers.
export function* tokens(bytes) {
	const space = /[\0\t\n\f\r ]/, delimiter = /[()<>[\]{}/%]/;
	const source = bytes.toString("latin1");
	let at = 0;
	const regular = () => {
		const start = at;
		while (at < source.length && !space.test(source[at]) && !delimiter.test(source[at])) at++;
		return source.slice(start, at);
	};
	const literal = () => {
		const out = [];
		const escapes = { n: 10, r: 13, t: 9, b: 8, f: 12 };
		for (let depth = 1; at < source.length; at++) {
			let c = source[at];
			if (c === "\\") {
				c = source[++at];
				const octal = /^[0-7]{1,3}/.exec(source.slice(at, at + 3));
				if (octal) {
					out.push(parseInt(octal[0], 8) & 255);
					at += octal[0].length - 1;
				} else if (c === "\r" && source[at + 1] === "\n") at++;
				else if (c !== "\n" && c !== "\r") out.push(escapes[c] ?? c.charCodeAt(0));
				continue;
			}
			if (c === "(") depth++;
			if (c === ")" && --depth === 0) break;
			out.push(c.charCodeAt(0));
		}
		at++;
		return Buffer.from(out);
	};
	while (at < source.length) {
		const c = source[at];
		if (space.test(c)) at++;
		else if (c === "%") while (at < source.length && !/[\r\n]/.test(source[at])) at++;
		else if (c === "(") (at++, yield { kind: "string", value: literal() });
		else if (source.startsWith("<<", at) || source.startsWith(">>", at)) {
			yield { kind: "mark", value: source.slice(at, at + 2) };
			at += 2;
		} else if (c === "<") {
			const end = source.indexOf(">", at);
			const digits = source.slice(at + 1, end).replace(/\s/g, "");
			yield { kind: "string", value: Buffer.from(digits + (digits.length % 2 ? "0" : ""), "hex") };
			at = end + 1;
		} else if (c === "/") (at++, yield { kind: "name", value: `/${regular()}` });
		else if (delimiter.test(c)) (at++, yield { kind: "mark", value: c });
		else {
			const word = regular();
			if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) yield { kind: "number", value: Number(word) };
			else yield { kind: "word", value: word };
			if (word === "ID") {
				const end = source.slice(at).search(/[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)/);
				at = end < 0 ? source.length : at + end + 1;
			}
		}
	}
}

// Operators with their operands; dictionaries become objects, arrays arrays, names "/Name".
export function* operators(bytes) {
	const stack = [[]];
	for (const { kind, value } of tokens(bytes)) {
		const top = stack.at(-1);
		if (kind === "mark" && (value === "[" || value === "<<")) stack.push([]);
		else if (kind === "mark" && value === "]") (stack.pop(), stack.at(-1).push(top));
		else if (kind === "mark" && value === ">>") {
			const dict = {};
			for (let i = 0; i + 1 < top.length; i += 2) dict[top[i]] = top[i + 1];
			stack.pop();
			stack.at(-1).push(dict);
		} else if (kind === "word" && !["true", "false", "null"].includes(value)) {
			yield { name: value, operands: stack[0].splice(0) };
			stack.length = 1;
		} else top.push(kind === "word" ? JSON.parse(value) : value);
	}
}

const utf16 = (bytes) => Buffer.from(bytes).swap16().toString("utf16le");

export class Font {
	constructor(pdf, reference) {
		this.dict = pdf.get(reference);
		this.reference = reference;
		this.composite = this.dict["/Subtype"] === "/Type0";
		this.descendant = this.composite ? pdf.get(pdf.get(this.dict["/DescendantFonts"])[0]) : this.dict;
		this.descriptor = pdf.get(this.descendant["/FontDescriptor"]);
		this.unicode = this.dict["/ToUnicode"] ? map(pdf.data(this.dict["/ToUnicode"])) : null;
		this.cids = this.composite && pdf.get(this.dict["/Encoding"])?.dict ? cids(pdf.data(this.dict["/Encoding"])) : new Map();
		const glyphs = this.composite ? pdf.get(this.descendant["/CIDToGIDMap"]) : null;
		this.glyphs = glyphs?.dict ? Buffer.from(glyphs.data, "base64") : null;
		this.names = differences(pdf.get(this.dict["/Encoding"])?.["/Differences"] ?? []);
		this.used = new Set();
	}

	// The CID of a composite font's code; a code that its CMap does not know is its own.
	cid(code) {
		return this.cids.get(code) ?? code;
	}

	// The glyph of a composite font's code, in a TrueType font and in a CFF font of cairo's, whose CIDs
	// are the numbers of its glyphs.
	glyph(code) {
		const cid = this.cid(code);
		if (!this.glyphs) return cid;
		return cid * 2 + 1 < this.glyphs.length ? this.glyphs.readUInt16BE(cid * 2) : 0;
	}

	codes(bytes) {
		if (!this.composite) return [...bytes];
		return Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readUInt16BE(i * 2));
	}
}

// The names of codes where a simple font's encoding differs from its base.
function differences(list) {
	const found = new Map();
	let code = 0;
	for (const item of list) {
		if (typeof item === "number") code = item;
		else found.set(code++, item.slice(1));
	}
	return found;
}

// A CMap to CIDs: code -> CID.
function cids(bytes) {
	const found = new Map();
	for (const { name, operands } of operators(bytes)) {
		if (name === "endcidchar") for (let i = 0; i + 1 < operands.length; i += 2) found.set(operands[i].readUInt16BE(), operands[i + 1]);
		if (name !== "endcidrange") continue;
		for (let i = 0; i + 2 < operands.length; i += 3)
			for (let code = operands[i].readUInt16BE(), cid = operands[i + 2]; code <= operands[i + 1].readUInt16BE(); code++) found.set(code, cid++);
	}
	return found;
}

// A ToUnicode CMap: code -> text.
function map(bytes) {
	const found = new Map();
	const number = (string) => string.readUIntBE(0, string.length);
	for (const { name, operands } of operators(bytes)) {
		const [...list] = operands;
		if (name === "endbfchar") for (let i = 0; i + 1 < list.length; i += 2) found.set(number(list[i]), utf16(list[i + 1]));
		if (name !== "endbfrange") continue;
		for (let i = 0; i + 2 < list.length; i += 3) {
			const [first, last] = [number(list[i]), number(list[i + 1])];
			for (let code = first; code <= last; code++) {
				if (Array.isArray(list[i + 2])) found.set(code, utf16(list[i + 2][code - first]));
				else {
					const to = Buffer.from(list[i + 2]);
					to.writeUInt16BE(to.readUInt16BE(to.length - 2) + code - first, to.length - 2);
					found.set(code, utf16(to));
				}
			}
		}
	}
	return found;
}

const PAINTING = new Set(["f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "EI", "Do", "Tj", "TJ", "'", '"']);

// Walks what a page paints, forms included: calls visit({ name, operands, marks, font, resources }) for
// each operator; marks are the marked contents that it stands in, the outermost first: { tag, props }.
export function walk(pdf, page, visit) {
	const contents = pdf.get(page.dict["/Contents"]);
	const streams = Array.isArray(contents) ? contents : [page.dict["/Contents"]];
	const bytes = Buffer.concat(streams.flatMap((s) => [pdf.data(s), Buffer.from("\n")]));
	return stream(pdf, bytes, pdf.get(page.dict["/Resources"]) ?? {}, [], visit, 0);
}

function stream(pdf, bytes, resources, outer, visit, depth) {
	const resource = (kind, name) => (pdf.get(resources[kind]) ?? {})[name];
	const marks = [...outer];
	let font = null;
	const fonts = [];
	for (const { name, operands } of operators(bytes)) {
		if (name === "q") fonts.push(font);
		if (name === "Q") font = fonts.pop() ?? null;
		if (name === "Tf") font = resource("/Font", operands[0]);
		if (name === "BMC") marks.push({ tag: operands[0], props: {} });
		if (name === "BDC") {
			const props = typeof operands[1] === "string" ? pdf.get(resource("/Properties", operands[1])) : operands[1];
			marks.push({ tag: operands[0], props: props ?? {} });
		}
		visit({ name, operands, marks, font, resources, painting: PAINTING.has(name) });
		if (name === "EMC" && marks.length > outer.length) marks.pop();
		if (name !== "Do" || depth > 20) continue;
		const form = pdf.get(resource("/XObject", operands[0]));
		if (form?.dict?.["/Subtype"] === "/Form")
			stream(pdf, Buffer.from(form.data ?? "", "base64"), pdf.get(form.dict["/Resources"]) ?? resources, marks, visit, depth + 1);
	}
	return marks.length - outer.length;
}

// The strings that an operator shows.
export function shown({ name, operands }) {
	if (name === "Tj" || name === "'") return [operands[0]];
	if (name === '"') return [operands[2]];
	return name === "TJ" ? operands[0].filter((item) => Buffer.isBuffer(item)) : [];
}

// A text string of a content stream: PDFDocEncoding or, with a byte order mark, UTF-16.
function content_text(bytes) {
	if (bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes.subarray(2));
	return bytes.toString("latin1");
}

// The text of each marked content of a page: mcid -> text. ActualText takes the place of what it spans.
export function page_text(pdf, page) {
	const found = new Map();
	let replaced = null;
	walk(pdf, page, (op) => {
		const at = op.marks.findLastIndex((mark) => mark.props["/MCID"] !== undefined);
		if (op.name === "EMC" && replaced === op.marks.at(-1)) replaced = null;
		if (at < 0) return;
		const mcid = op.marks[at].props["/MCID"];
		const add = (words) => found.set(mcid, (found.get(mcid) ?? "") + words);
		if (!found.has(mcid)) found.set(mcid, "");
		const actual = op.marks.at(-1).props["/ActualText"];
		if ((op.name === "BDC" || op.name === "BMC") && actual !== undefined && !replaced) {
			replaced = op.marks.at(-1);
			add(content_text(actual));
		}
		if (replaced) return;
		for (const string of shown(op)) {
			const font = pdf.font(op.font);
			add(font.codes(string).map((code) => font.unicode?.get(code) ?? "\ufffd").join(""));
		}
	});
	return found;
}

// The structure tree: { type, dict, reference, page, kids }; content is { mcid, page }, a link's annotation
// { object, page }. Pages are references.
export function structure(pdf) {
	const element = (reference, parent, depth) => {
		const dict = pdf.get(reference);
		const node = { type: dict["/S"], dict, reference, parent, page: dict["/Pg"], kids: [] };
		const list = pdf.get(dict["/K"]);
		for (const kid of list === undefined || list === null ? [] : Array.isArray(list) ? list : [dict["/K"]]) {
			const value = pdf.get(kid);
			if (typeof value === "number") node.kids.push({ mcid: value, page: node.page });
			else if (value?.["/Type"] === "/MCR") node.kids.push({ mcid: value["/MCID"], page: value["/Pg"] ?? node.page, stream: value["/Stm"] });
			else if (value?.["/Type"] === "/OBJR") node.kids.push({ object: value["/Obj"], page: value["/Pg"] ?? node.page });
			else if (value && depth < 200) node.kids.push(element(kid, node, depth + 1));
		}
		return node;
	};
	const root = pdf.get(pdf.catalog["/StructTreeRoot"]);
	if (!root) return null;
	const top = pdf.get(root["/K"]);
	const kids = (Array.isArray(top) ? top : [root["/K"]]).map((kid) => element(kid, null, 0));
	return { dict: root, kids };
}

// All elements below a node, in the order of the tree.
export function* elements(node) {
	for (const kid of node?.kids ?? [])
		if (kid.type) {
			yield kid;
			yield* elements(kid);
		}
}
