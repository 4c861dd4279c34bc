/** The text of a file as lines, read forwards in blocks: requested places must ascend. */

const LF = 10;
const BLOCK = 1 << 20;
/** Starts of lines that are kept. */
const KEPT = 8;

export class LineText {
	readonly #size: number;
	readonly #read: (start: number, end: number) => Promise<Uint8Array>;
	#block: Uint8Array = new Uint8Array();
	#blockStart = 0;
	/** Start of the line with this number. */
	#line = 1;
	#lineStart = 0;
	/** Starts of the lines before it, the last ones only. */
	#before: number[] = [];

	constructor(
		size: number,
		read: (start: number, end: number) => Promise<Uint8Array>,
	) {
		this.#size = size;
		this.#read = read;
	}

	/** The number and start of the line that a place is in. */
	async lineAt(place: number): Promise<{ line: number; start: number }> {
		for (;;) {
			const end = await this.afterBreak(this.#lineStart);
			if (end > place || end === this.#lineStart)
				return { line: this.#line, start: this.#lineStart };
			const [last] = await this.slice(end - 1, end);
			// The end of a text that does not end its last line.
			if (last !== LF) return { line: this.#line, start: this.#lineStart };
			this.#before.push(this.#lineStart);
			if (this.#before.length > KEPT) this.#before.shift();
			this.#lineStart = end;
			this.#line += 1;
		}
	}

	/** Starts of the lines before the last requested one, at most so many and none before `from`; in order. */
	startsBefore(count: number, from: number): number[] {
		return this.#before.filter((start) => start >= from).slice(-count);
	}

	/** End of the line that a place is in, its line feed included. */
	async afterBreak(place: number): Promise<number> {
		for (let at = place; ; ) {
			const bytes = await this.#from(at);
			if (bytes.length === 0) return at;
			const found = bytes.indexOf(LF);
			if (found >= 0) return at + found + 1;
			at += bytes.length;
		}
	}

	/** True if a line ends right before a place. */
	async endsLine(place: number): Promise<boolean> {
		if (place === 0) return false;
		const [last] = await this.slice(place - 1, place);
		return last === LF;
	}

	async slice(start: number, end: number): Promise<Uint8Array> {
		const held = await this.#from(start);
		if (held.length >= end - start) return held.slice(0, end - start);
		return this.#read(start, end);
	}

	/** Bytes at hand from a place on; nothing at the end of the text. */
	async #from(place: number): Promise<Uint8Array> {
		const within = place - this.#blockStart;
		if (within < 0 || within >= this.#block.length) {
			const end = Math.min(place + BLOCK, this.#size);
			this.#block =
				place < end ? await this.#read(place, end) : new Uint8Array();
			this.#blockStart = place;
			return this.#block;
		}
		return this.#block.subarray(within);
	}
}
