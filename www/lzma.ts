/**
 * Unpacks LZMA, as much of it as the page's build makes: one piece whose size stands in its head. 1 kB of script, where the decoder
 * of a package is 3; the build holds what comes out against what went in.
 *
 * By the specification that comes with the LZMA SDK (Igor Pavlov, public domain).
 */

/** Where each kind of probability stands among all of them. */
const MATCH = 0;
const REP = 192;
const REP_0 = 204;
const REP_1 = 216;
const REP_2 = 228;
const REP_0_LONG = 240;
const SLOT = 432;
const SPECIAL = 688;
const ALIGN = 816;
const LENGTH = 832;
const REP_LENGTH = 1346;
const LITERAL = 1860;

export function unpack(packed: Uint8Array): Uint8Array<ArrayBuffer> {
	const [properties = 0] = packed;
	const lc = properties % 9;
	const lp = Math.floor(properties / 9) % 5;
	const pb = Math.floor(properties / 45);
	const head = new DataView(packed.buffer, packed.byteOffset);
	const out = new Uint8Array(head.getUint32(5, true));
	const chances = new Uint16Array(LITERAL + (0x300 << (lc + lp))).fill(1024);
	// A byte of 0 comes first.
	let code = head.getUint32(14);
	let range = 0xffffffff;
	let at = 18;

	function narrowed(): void {
		if (range >= 0x1000000) return;
		range = (range << 8) >>> 0;
		code = ((code << 8) | packed[at++]) >>> 0;
	}
	function bit(place: number): number {
		const chance = chances[place];
		const bound = (range >>> 11) * chance;
		const one = code >= bound;
		if (one) {
			range -= bound;
			code -= bound;
			chances[place] -= chance >>> 5;
		} else {
			range = bound;
			chances[place] += (2048 - chance) >>> 5;
		}
		narrowed();
		return +one;
	}
	function tree(place: number, bits: number): number {
		let node = 1;
		for (let n = 0; n < bits; n++) node = (node << 1) | bit(place + node);
		return node - (1 << bits);
	}
	/** The lowest bit comes first. */
	function reverse(place: number, bits: number): number {
		let node = 1;
		let value = 0;
		for (let n = 0; n < bits; n++) {
			const next = bit(place + node);
			node = (node << 1) | next;
			value |= next << n;
		}
		return value;
	}
	function direct(bits: number): number {
		let value = 0;
		for (let n = 0; n < bits; n++) {
			range >>>= 1;
			const next = +(code >= range);
			code -= range * next;
			value = (value << 1) | next;
			narrowed();
		}
		return value;
	}
	function length(place: number, column: number): number {
		if (!bit(place)) return tree(place + 2 + column * 8, 3) + 2;
		if (!bit(place + 1)) return tree(place + 130 + column * 8, 3) + 10;
		return tree(place + 258, 8) + 18;
	}
	function distance(slot: number): number {
		if (slot < 4) return slot;
		const bits = (slot >> 1) - 1;
		const start = (2 | (slot & 1)) << bits;
		if (slot < 14) return start + reverse(SPECIAL + start - slot, bits);
		return start + direct(bits - 4) * 16 + reverse(ALIGN, 4);
	}

	let [state, end] = [0, 0];
	/** The last four distances, the latest first. */
	let back = [0, 0, 0, 0];
	while (end < out.length) {
		const column = end & ((1 << pb) - 1);
		if (!bit(MATCH + state * 16 + column)) {
			const before = end > 0 ? out[end - 1] : 0;
			const row = ((end & ((1 << lp) - 1)) << lc) + (before >> (8 - lc));
			const place = LITERAL + 0x300 * row;
			let symbol = 1;
			if (state > 6) {
				let like = out[end - back[0] - 1];
				for (let same = true; same && symbol < 256; like <<= 1) {
					const expected = (like >> 7) & 1;
					const next = bit(place + 256 + expected * 256 + symbol);
					symbol = (symbol << 1) | next;
					same = next === expected;
				}
			}
			while (symbol < 256) symbol = (symbol << 1) | bit(place + symbol);
			out[end++] = symbol;
			state = state < 4 ? 0 : state - (state < 10 ? 3 : 6);
			continue;
		}
		let much = 1;
		if (!bit(REP + state)) {
			much = length(LENGTH, column);
			const slot = tree(SLOT + Math.min(much - 2, 3) * 64, 6);
			back = [distance(slot), back[0], back[1], back[2]];
			state = state < 7 ? 7 : 10;
		} else {
			let which = 0;
			if (bit(REP_0 + state)) {
				which = bit(REP_1 + state) ? 2 + bit(REP_2 + state) : 1;
				back.unshift(...back.splice(which, 1));
			}
			if (which || bit(REP_0_LONG + state * 16 + column)) {
				much = length(REP_LENGTH, column);
				state = state < 7 ? 8 : 11;
			} else state = state < 7 ? 9 : 11;
		}
		for (; much > 0; much--, end++) out[end] = out[end - back[0] - 1];
	}
	return out;
}
