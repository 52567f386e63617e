// What the rules ask of an embedded TrueType font: how many glyphs, how wide, which one a code shows.
// Codes 128 to 159 of WinAnsiEncoding.
const WINANSI = "\u20ac\u2022\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u2022\u017d\u2022" +
	"\u2022\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u2022\u017e\u0178";

export class TrueType {
	constructor(bytes) {
		this.bytes = bytes;
		this.tables = new Map();
		for (let i = 0; i < bytes.readUInt16BE(4); i++) {
			const at = 12 + i * 16;
			this.tables.set(bytes.toString("latin1", at, at + 4), bytes.readUInt32BE(at + 8));
		}
		this.count = bytes.readUInt16BE(this.tables.get("maxp") + 4);
		this.units = bytes.readUInt16BE(this.tables.get("head") + 18);
		this.metrics = bytes.readUInt16BE(this.tables.get("hhea") + 34);
		this.map = this.tables.has("cmap") ? this.read_map(this.tables.get("cmap")) : new Map();
	}

	// In thousandths of the size.
	width(glyph) {
		const index = Math.min(glyph, this.metrics - 1);
		return (this.bytes.readUInt16BE(this.tables.get("hmtx") + index * 4) * 1000) / this.units;
	}

	// A code of WinAnsiEncoding: by the Microsoft Unicode map, else as it is.
	glyph_of_winansi(code) {
		const unicode = code >= 128 && code < 160 ? WINANSI.charCodeAt(code - 128) : code;
		return this.map.get(unicode) ?? this.map.get(code) ?? 0;
	}

	read_map(at) {
		const found = new Map();
		for (let i = 0; i < this.bytes.readUInt16BE(at + 2); i++) {
			const table = at + this.bytes.readUInt32BE(at + 4 + i * 8 + 4);
			if (this.bytes.readUInt16BE(table) === 4) this.read_segments(table, found);
		}
		return found;
	}

	read_segments(at, found) {
		const word = (offset) => this.bytes.readUInt16BE(offset);
		const size = word(at + 6);
		for (let i = 0; i < size; i += 2) {
			const [end, start, delta, range] = [at + 14 + i, at + 16 + size + i, at + 16 + 2 * size + i, at + 16 + 3 * size + i];
			for (let code = word(start); code <= word(end) && code < 0xffff; code++) {
				const glyph = word(range) === 0 ? code : word(range + word(range) + 2 * (code - word(start)));
				if (glyph !== 0) found.set(code, (glyph + word(delta)) & 0xffff);
			}
		}
	}
}
