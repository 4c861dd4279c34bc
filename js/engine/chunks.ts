/** Cuts a file into chunks of whole records. */

import { bytesOf, type Origin, type Reader } from "../io/source.ts";
import { type Bench, guarded, type Probe } from "./wasm.ts";

/** A part of a file, `end` exclusive; an oversize one holds a single record that is too long to be read whole. */
export interface Cut {
	start: number;
	end: number;
	oversize: boolean;
	/** Of an oversize cut: true if its last byte is a line feed. */
	endsInLineFeed?: boolean;
	/** Present if the bytes had to be read to find the cut; valid until the next cut is requested. */
	bytes?: Uint8Array;
}

export interface Sizes {
	/** Size at which a chunk is cut, at the next end of a record. */
	chunk: number;
	/** The longest record to read; a longer one is counted, not parsed. */
	record: number;
}

export const SIZES: Sizes = { chunk: 8 << 20, record: 256 << 20 };

/** JSON Lines, as the engine calls it. */
export const LINES = "lines";
const LINE_FEED = 10;
/** A line that begins so begins a record. */
const NEW_RECORD = [0x7b, 0x22];
/** Chunks start small and double: first findings show early, and every checker has work soon. */
const FIRST_CHUNK = 1 << 20;
/** First look for a line's end: most lines are shorter. */
const NEAR = 64 << 10;
const FAR = 4 << 20;

/**
 * Cuts of a line file, found by small reads around each boundary, so that checkers can start at once. A line that begins with `{"`
 * begins a record; if there is none nearby, the engine decides whether a record continues on the next line.
 *
 * @param bench none where lines hold no records
 */
export async function* cutLines(
	reader: Reader,
	start: number,
	sizes: Sizes,
	bench: Bench | undefined,
): AsyncGenerator<Cut> {
	let position = start;
	let chunk = Math.min(sizes.chunk, FIRST_CHUNK);
	while (position < reader.size) {
		const boundary = Math.min(position + chunk, reader.size);
		chunk = Math.min(chunk * 2, sizes.chunk);
		const whole = bench
			? await recordEnd(reader, position, boundary, sizes, bench)
			: undefined;
		if (whole !== undefined && whole - position <= sizes.record) {
			yield { start: position, end: whole, oversize: false };
			position = whole;
			continue;
		}
		const end = await lineEnd(reader, boundary - 1);
		if (end - position <= sizes.record) {
			yield { start: position, end, oversize: false };
		} else {
			const line = await lineStart(reader, position, boundary - 1);
			if (line > position)
				yield { start: position, end: line, oversize: false };
			const oversize = end - line > sizes.record;
			yield {
				start: line,
				end,
				oversize,
				...(oversize && (await lastByte(reader, end))),
			};
		}
		position = end;
	}
}

/** The end of a record behind `boundary`, or before it if records cannot be separated by their beginning. */
async function recordEnd(
	reader: Reader,
	position: number,
	boundary: number,
	sizes: Sizes,
	{ engine }: Bench,
): Promise<number | undefined> {
	const line = await lineEnd(reader, boundary - 1);
	if (line === reader.size) return line;
	const behind = Math.min(line + NEAR, reader.size);
	const found = newRecord(await reader.read(line - 1, behind));
	if (found >= 0) return line + found;
	const limit = position + sizes.record;
	const end = Math.min(behind, limit);
	if (end <= line) return;
	const bytes = await reader.read(position, end);
	const last = end === reader.size;
	const length = guarded(engine, () => engine.boundary(bytes, LINES, last));
	return length > 0 ? position + length : undefined;
}

/** Place of the first line feed, or the last one, before a line that begins with `{"`; -1 if there is none. */
function newRecord(bytes: Uint8Array, isLast = false): number {
	const is = (at: number) =>
		NEW_RECORD.every((byte, index) => bytes[at + 1 + index] === byte);
	const step = (at: number) =>
		isLast
			? at > 0
				? bytes.lastIndexOf(LINE_FEED, at - 1)
				: -1
			: bytes.indexOf(LINE_FEED, at + 1);
	let at = isLast ? bytes.lastIndexOf(LINE_FEED) : bytes.indexOf(LINE_FEED);
	while (at >= 0 && !is(at)) at = step(at);
	return at;
}

async function lastByte(reader: Reader, end: number) {
	const [last] = await reader.read(end - 1, end);
	return { endsInLineFeed: last === LINE_FEED };
}

/** One past the first line feed at or after `from`, or the file's end. */
async function lineEnd(reader: Reader, from: number): Promise<number> {
	let step = NEAR;
	for (let at = from; at < reader.size; step = FAR) {
		const bytes = await reader.read(at, Math.min(at + step, reader.size));
		const found = bytes.indexOf(LINE_FEED);
		if (found >= 0) return at + found + 1;
		at += bytes.length;
	}
	return reader.size;
}

/** One past the last line feed before `before`, or `from`. */
async function lineStart(
	reader: Reader,
	from: number,
	before: number,
): Promise<number> {
	for (let end = before; end > from; ) {
		const start = Math.max(from, end - FAR);
		const bytes = await reader.read(start, end);
		const found = bytes.lastIndexOf(LINE_FEED);
		if (found >= 0) return start + found + 1;
		end = start;
	}
	return from;
}

/** Cuts inputs that can only be read from front to back: streams, and values that span lines. */
export async function* cutBuffer(
	buffer: ByteBuffer,
	probe: Probe,
	bench: Bench,
	sizes: Sizes,
): AsyncGenerator<Cut> {
	const atLineFeeds = probe.cutsAtLineFeeds;
	const atRecords = probe.framing === LINES;
	const whole = (bytes: Uint8Array, last: boolean) => {
		if (last) return bytes.length;
		if (!atRecords && atLineFeeds) return bytes.lastIndexOf(LINE_FEED) + 1;
		const from = Math.max(bytes.length - NEAR, 0);
		const found = atRecords ? newRecord(bytes.subarray(from), true) : -1;
		if (found >= 0) return from + found + 1;
		const { engine } = bench;
		return guarded(engine, () => engine.boundary(bytes, probe.framing, last));
	};

	await buffer.fill(probe.start);
	buffer.drop(probe.start);
	let chunk = Math.min(sizes.chunk, FIRST_CHUNK);
	let wanted = chunk;
	for (;;) {
		await buffer.fill(wanted);
		const bytes = buffer.peek(wanted);
		const start = buffer.position;
		if (bytes.length === 0) {
			// Comments before the first record need a chunk to be written with, even where no record follows.
			if (start > 0 && start === probe.start)
				yield { start, end: start, oversize: false, bytes };
			return;
		}
		let length = whole(bytes, buffer.ended && bytes.length === buffer.length);
		if (length > sizes.record) {
			length = whole(bytes.subarray(0, sizes.record), false);
		}
		// No line is too long that ends before the limit.
		if (length === 0 && atLineFeeds && bytes.length > sizes.record)
			length = bytes.subarray(0, sizes.record).lastIndexOf(LINE_FEED) + 1;
		if (length > 0) {
			const end = start + length;
			yield { start, end, oversize: false, bytes: bytes.subarray(0, length) };
			buffer.drop(length);
			chunk = Math.min(chunk * 2, sizes.chunk);
			wanted = chunk;
		} else if (bytes.length > sizes.record) {
			const endsInLineFeed = await (atLineFeeds
				? buffer.dropLine()
				: buffer.dropAll());
			yield { start, end: buffer.position, oversize: true, endsInLineFeed };
			wanted = chunk;
		} else {
			// Never beyond the limit by more than a byte, so that the chunk's size does not decide which records are oversize.
			wanted = Math.min(bytes.length * 2, sizes.record + 1);
		}
	}
}

/** The unread part of an origin's bytes. */
export class ByteBuffer {
	/** Start of the unread bytes in the file. */
	position = 0;
	ended = false;
	readonly #pieces: AsyncIterator<Uint8Array>;
	#buffer: Uint8Array = new Uint8Array(1 << 20);
	#start = 0;
	#end = 0;

	constructor(origin: Origin) {
		this.#pieces = bytesOf(origin);
	}

	/** Bytes read and not dropped yet. */
	get length(): number {
		return this.#end - this.#start;
	}

	/** A view of at most so many of them, good until the next call of `fill`. */
	peek(atMost = this.length): Uint8Array {
		const end = this.#start + Math.min(atMost, this.length);
		return this.#buffer.subarray(this.#start, end);
	}

	/** Reads on until there are so many bytes, or no more. */
	async fill(wanted: number): Promise<void> {
		while (!this.ended && this.length < wanted) {
			const { done, value } = await this.#pieces.next();
			if (done) this.ended = true;
			else this.#append(value);
		}
	}

	drop(length: number): void {
		this.#start += length;
		this.position += length;
	}

	/** What was read and all that follows, for another reader in the place of this one. */
	async *rest(): AsyncGenerator<Uint8Array> {
		const read = this.peek().slice();
		this.drop(this.length);
		if (read.length > 0) yield read;
		for (;;) {
			const { done, value } = await this.#pieces.next();
			if (done) return;
			yield value;
		}
	}

	/** To the end; returns whether the last byte is a line feed. */
	async dropAll(): Promise<boolean> {
		let last: number | undefined;
		do {
			last = this.peek().at(-1) ?? last;
			this.drop(this.length);
			await this.fill(1);
		} while (!this.ended || this.length > 0);
		return last === LINE_FEED;
	}

	/** To one past the next line feed, or to the end; returns whether there was one. */
	async dropLine(): Promise<boolean> {
		for (;;) {
			const found = this.peek().indexOf(LINE_FEED);
			if (found >= 0) {
				this.drop(found + 1);
				return true;
			}
			this.drop(this.length);
			if (this.ended) return false;
			await this.fill(1);
		}
	}

	#append(bytes: Uint8Array): void {
		const { length } = this;
		if (this.#end + bytes.length > this.#buffer.length) {
			const needed = length + bytes.length;
			const into =
				needed > this.#buffer.length
					? new Uint8Array(needed * 2)
					: this.#buffer;
			if (into === this.#buffer) into.copyWithin(0, this.#start, this.#end);
			else into.set(this.peek());
			this.#buffer = into;
			this.#start = 0;
			this.#end = length;
		}
		this.#buffer.set(bytes, this.#end);
		this.#end += bytes.length;
	}
}
