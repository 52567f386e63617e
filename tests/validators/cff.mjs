// The widths of glyphs in an embedded CFF font, as far as they can be told without its subroutines.
const STEMS = new Set([1, 3, 18, 19, 20, 23]); // hstem, vstem, hstemhm, hintmask, cntrmask, vstemhm

export class Cff {
	constructor(bytes) {
		this.bytes = bytes;
		const tops = this.index(this.index(bytes[2]).end); // after the names
		const top = this.dict(tops.items[0]);
		this.glyphs = this.index(top.get(17)[0]).items;
		this.count = this.glyphs.length;
		const fonts = top.has(0x0c24) ? this.index(top.get(0x0c24)[0]).items.map((item) => this.dict(item)) : [top];
		this.privates = fonts.map((font) => {
			const [size, start] = font.get(18) ?? [0, 0];
			const dict = this.dict([start, start + size]);
			return { usual: dict.get(20)?.[0] ?? 0, nominal: dict.get(21)?.[0] ?? 0 };
		});
		this.select = top.has(0x0c25) ? this.selection(top.get(0x0c25)[0]) : () => 0;
	}

	index(at) {
		const count = this.bytes.readUInt16BE(at), size = this.bytes[at + 2];
		if (count === 0) return { items: [], end: at + 2 };
		const base = at + 2 + (count + 1) * size;
		const offset = (i) => base + this.bytes.readUIntBE(at + 3 + i * size, size);
		return { items: Array.from({ length: count }, (_, i) => [offset(i), offset(i + 1)]), end: offset(count) };
	}

	// A DICT's operators with their operands; real numbers are NaN.
	dict([start, end]) {
		const found = new Map();
		let operands = [];
		for (let at = start; at < end;) {
			const byte = this.bytes[at];
			if (byte <= 21) {
				found.set(byte === 12 ? 0x0c00 | this.bytes[at + 1] : byte, operands);
				operands = [];
				at += byte === 12 ? 2 : 1;
			} else if (byte === 30) {
				for (at++; (this.bytes[at] & 15) !== 15 && this.bytes[at] >> 4 !== 15; at++);
				at++;
				operands.push(NaN);
			} else if (byte === 29) (operands.push(this.bytes.readInt32BE(at + 1)), (at += 5));
			else {
				const [value, next] = this.number(at);
				operands.push(value);
				at = next;
			}
		}
		return found;
	}

	number(at) {
		const byte = this.bytes[at];
		if (byte === 28) return [this.bytes.readInt16BE(at + 1), at + 3];
		if (byte === 255) return [this.bytes.readInt32BE(at + 1) / 65536, at + 5];
		if (byte <= 246) return [byte - 139, at + 1];
		return byte <= 250 ? [(byte - 247) * 256 + this.bytes[at + 1] + 108, at + 2] : [-(byte - 251) * 256 - this.bytes[at + 1] - 108, at + 2];
	}

	// Which of the fonts in the font a glyph is of.
	selection(at) {
		if (this.bytes[at] === 0) return (glyph) => this.bytes[at + 1 + glyph];
		const ranges = this.bytes.readUInt16BE(at + 1);
		return (glyph) => {
			let i = 0;
			while (i + 1 < ranges && this.bytes.readUInt16BE(at + 3 + (i + 1) * 3) <= glyph) i++;
			return this.bytes[at + 5 + i * 3];
		};
	}

	// NaN: a subroutine tells it.
	width(glyph) {
		const { usual, nominal } = this.privates[this.select(glyph)] ?? { usual: 0, nominal: 0 };
		const [start, end] = this.glyphs[glyph], operands = [];
		for (let at = start; at < end;) {
			const byte = this.bytes[at];
			if (byte >= 32 || byte === 28) {
				const [value, next] = this.number(at);
				operands.push(value);
				at = next;
				continue;
			}
			const needed = STEMS.has(byte) ? operands.length & ~1 : { 4: 1, 22: 1, 21: 2, 14: operands.length >= 4 ? 4 : 0 }[byte];
			if (needed === undefined) return NaN;
			return operands.length > needed ? nominal + operands[0] : usual;
		}
		return NaN;
	}
}
