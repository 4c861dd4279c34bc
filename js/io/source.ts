/** Sources of bytes: something with ranges (`Reader`) or something that only flows (`Flow`). */

import { shown } from "../text/shown.ts";
import { asTunesetError, TunesetError } from "../types/error.ts";
import type { Source } from "../types/index.ts";

/** Reference to a file for a checker; descriptors are good in every thread of the process. */
export type Range =
	| {
			from: "file";
			name: string;
			descriptor: number;
			start: number;
			end: number;
	  }
	| { from: "blob"; name: string; blob: Blob; start: number; end: number }
	| { from: "bytes"; name: string; bytes: Uint8Array };

/** A part of a range, counted from its beginning. */
export function subrange(range: Range, from: number, to: number): Range {
	if (range.from === "bytes")
		return { ...range, bytes: range.bytes.subarray(from, to) };
	return { ...range, start: range.start + from, end: range.start + to };
}

/** A file of known size that can be read anywhere, twice. Offsets are bytes, `end` exclusive. */
export interface Reader {
	readonly name: string;
	readonly size: number;
	/** Exactly `end - start` bytes. */
	read(start: number, end: number): Uint8Array | Promise<Uint8Array>;
	range(start: number, end: number): Range | Promise<Range>;
	/**
	 * Rejects if the file has changed since it was opened.
	 *
	 * @param isSame compares by reading again; called only if metadata cannot decide
	 */
	unchanged(isSame: () => Promise<boolean>): void | Promise<void>;
	close(): void;
}

/** Bytes in order, once. */
export interface Flow {
	readonly name: string;
	readonly pieces: AsyncIterator<Uint8Array>;
}

export type Origin = Reader | Flow;

export function isReader(origin: Origin): origin is Reader {
	return "read" in origin;
}

/** Of all origins together; undefined while there is a stream among them. */
export function totalBytes(origins: Origin[]): number | undefined {
	let total = 0;
	for (const origin of origins) {
		if (!isReader(origin)) return undefined;
		total += origin.size;
	}
	return total;
}

/** An input with the name that findings show. */
export interface NamedSource {
	name: string;
	data: Source;
}

/** Any source as an origin, by the means that browsers and Node share. */
export function open({ name, data }: NamedSource): Origin {
	if (typeof data === "string")
		return new BytesReader(name, new TextEncoder().encode(data));
	if (data instanceof Uint8Array) return new BytesReader(name, data);
	if (data instanceof Blob) return new BlobReader(name, data);
	return { name, pieces: pieces(name, data) };
}

/** Pieces of a caller's stream; its failure is reported as its own, and a piece of another type as the caller's. */
export function pieces(
	name: string,
	data: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncIterator<Uint8Array> {
	let given: AsyncIterator<unknown> | undefined;
	const start = (): AsyncIterator<unknown> =>
		// Some engines (Safari's) have no iteration of streams.
		Symbol.asyncIterator in data ? data[Symbol.asyncIterator]() : read(data);
	return {
		async next() {
			let step: IteratorResult<unknown>;
			try {
				given ??= start();
				step = await given.next();
				if (typeof step !== "object" || step === null)
					throw new Error(`its iterator gave ${shown(step)}`);
			} catch (cause) {
				throw failed(name, cause);
			}
			return step.done
				? { done: true, value: undefined }
				: { done: false, value: asBytes(step.value) };
		},
		async return() {
			// A stream that is no longer read may end in any way.
			try {
				await given?.return?.();
			} catch {}
			return { done: true, value: undefined };
		},
	};
}

function failed(name: string, cause: unknown): TunesetError {
	const error = cause instanceof Error ? cause : new Error(String(cause));
	if (error instanceof TunesetError || error.name === "AbortError")
		return asTunesetError(error);
	const reason = error.message.replace(/[.\s]+$/, "");
	return new TunesetError(
		"IO",
		`${name} cannot be read: its stream failed${reason && ` (${reason})`}.`,
		{ cause },
	);
}

async function* read(
	stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	const reader = stream.getReader();
	let whole = false;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			whole = done;
			if (done) return;
			yield value;
		}
	} finally {
		if (!whole) await reader.cancel().catch(() => {});
	}
}

/** Large enough to be worth a call, small enough to be let go soon. */
const STEP = 1 << 20;

/** The bytes of an origin from front to back, in pieces that are neither empty nor large. */
export function bytesOf(origin: Origin): AsyncIterator<Uint8Array> {
	return isReader(origin) ? steps(origin) : bounded(origin.pieces);
}

async function* steps(reader: Reader): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < reader.size; at += STEP)
		yield await reader.read(at, Math.min(at + STEP, reader.size));
}

async function* bounded(
	pieces: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	for (;;) {
		const { done, value } = await pieces.next();
		if (done) return;
		for (let at = 0; at < value.length; at += STEP)
			yield value.subarray(at, at + STEP);
	}
}

/** Streams of text are common in Node (`setEncoding`); their pieces are as good as bytes. */
function asBytes(piece: unknown): Uint8Array {
	if (piece instanceof Uint8Array) return piece;
	if (typeof piece === "string") return new TextEncoder().encode(piece);
	throw new TunesetError(
		"BAD_OPTION",
		`A stream of input must give pieces that are Uint8Array or strings, not ${shown(piece)}.`,
	);
}

class BytesReader implements Reader {
	readonly name: string;
	readonly size: number;
	readonly #bytes: Uint8Array;

	constructor(name: string, bytes: Uint8Array) {
		this.name = name;
		this.size = bytes.length;
		// A Buffer of Node is a Uint8Array whose slice() does not copy.
		this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
	}

	read(start: number, end: number): Uint8Array {
		return this.#bytes.subarray(start, end);
	}

	range(start: number, end: number): Range {
		return { from: "bytes", name: this.name, bytes: this.read(start, end) };
	}

	unchanged(): void {}

	close(): void {}
}

/** Number of places of a Blob that are compared, and bytes of each, to see whether it has changed. */
const SAMPLES = 16;
const SAMPLE = 1024;

export class BlobReader implements Reader {
	readonly name: string;
	readonly size: number;
	readonly #blob: Blob;
	readonly #before: Promise<Uint8Array>;

	constructor(name: string, blob: Blob) {
		this.name = name;
		this.size = blob.size;
		this.#blob = blob;
		this.#before = this.#sample();
		this.#before.catch(() => {}); // rethrown on use
	}

	async read(start: number, end: number): Promise<Uint8Array> {
		const part = this.#blob.slice(start, end).arrayBuffer();
		const bytes = await part.catch((cause: unknown) => {
			throw gone(this.name, cause);
		});
		if (bytes.byteLength !== end - start) throw changed(this.name);
		return new Uint8Array(bytes);
	}

	range(start: number, end: number): Range | Promise<Range> {
		// Only a browser's worker can read a Blob while the engine waits for it.
		if (typeof FileReaderSync === "function")
			return { from: "blob", name: this.name, blob: this.#blob, start, end };
		return this.#loaded(start, end);
	}

	async #loaded(start: number, end: number): Promise<Range> {
		const bytes = await this.read(start, end);
		return { from: "bytes", name: this.name, bytes };
	}

	/** Chromium refuses to read a File that changed; Firefox returns the new content. */
	async unchanged(): Promise<void> {
		const [before, now] = await Promise.all([this.#before, this.#sample()]);
		if (before.some((byte, at) => byte !== now[at])) throw changed(this.name);
	}

	/** The whole of a small Blob, places at equal distances of a large one. */
	async #sample(): Promise<Uint8Array> {
		const step = (this.size - SAMPLE) / (SAMPLES - 1);
		const place = (_: unknown, n: number) => {
			const at = Math.floor(n * step);
			return this.#blob.slice(at, at + SAMPLE);
		};
		const sample =
			this.size > SAMPLES * SAMPLE
				? new Blob(Array.from({ length: SAMPLES }, place))
				: this.#blob;
		const bytes = await sample.arrayBuffer().catch((cause: unknown) => {
			throw gone(this.name, cause);
		});
		return new Uint8Array(bytes);
	}

	close(): void {}
}

declare const FileReaderSync: unknown;

/** A second run of a stream, read forward only, in the ranges that the first run was cut into. */
export class FlowReader implements Reader {
	readonly name: string;
	readonly size: number;
	/** Offset at which the next byte would be read without passing over any. */
	position = 0;
	readonly #pieces: AsyncIterator<Uint8Array>;
	#rest: Uint8Array = new Uint8Array();

	/** @param size how many bytes the first run had */
	constructor(flow: Flow, size: number) {
		this.name = flow.name;
		this.size = size;
		this.#pieces = flow.pieces;
	}

	async read(start: number, end: number): Promise<Uint8Array> {
		await this.#forward(start - this.position);
		return this.#forward(end - start, new Uint8Array(end - start));
	}

	async range(start: number, end: number): Promise<Range> {
		return {
			from: "bytes",
			name: this.name,
			bytes: await this.read(start, end),
		};
	}

	async unchanged(): Promise<void> {
		await this.#forward(this.size - this.position);
		if (this.#rest.length > 0 || !(await this.#pieces.next()).done)
			throw changed(this.name);
	}

	close(): void {
		this.#pieces.return?.();
	}

	async #forward(
		length: number,
		into: Uint8Array = new Uint8Array(),
	): Promise<Uint8Array> {
		let done = 0;
		while (done < length) {
			if (this.#rest.length === 0) {
				const next = await this.#pieces.next();
				if (next.done) throw changed(this.name);
				this.#rest = next.value;
			}
			const part = this.#rest.subarray(0, length - done);
			if (into.length > 0) into.set(part, done);
			this.#rest = this.#rest.subarray(part.length);
			done += part.length;
		}
		this.position += length;
		return into;
	}
}

export function changed(name: string): TunesetError {
	return new TunesetError(
		"IO",
		`${name} changed while it was being read. Run again when nothing writes to it.`,
	);
}

export function gone(name: string, cause: unknown): TunesetError {
	return new TunesetError(
		"IO",
		`${name} cannot be read any more: it was changed, moved or removed since it was chosen.`,
		{ cause },
	);
}
