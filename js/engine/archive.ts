/** Compressed files: streams of decompressed text, each from the start. */

import {
	bytesOf,
	changed,
	type Flow,
	isReader,
	type Origin,
} from "../io/source.ts";
import { type Bench, type Engine, guarded } from "./wasm.ts";

/** Bytes of text that are taken from the engine at once. */
const PIECE = 256 << 10;
/** Bytes of text that are unpacked before messages and signals are let in. */
const BREATH = 8 << 20;
const MAGIC_BYTES = 4;

/** An origin and its compression, detected from its first bytes. */
interface Sniffed {
	kind: string | undefined;
	/** Replaces the origin that was examined. */
	origin: Origin;
}

export async function sniff(bench: Bench, origin: Origin): Promise<Sniffed> {
	const kind = (head: Uint8Array) => {
		const { engine } = bench;
		return guarded(engine, () => engine.compression(head));
	};
	if (isReader(origin)) {
		const head = await origin.read(0, Math.min(MAGIC_BYTES, origin.size));
		return { kind: kind(head), origin };
	}
	const pieces = bytesOf(origin);
	const seen: Uint8Array[] = [];
	const head = new Uint8Array(MAGIC_BYTES);
	let length = 0;
	while (length < MAGIC_BYTES) {
		const { done, value } = await pieces.next();
		if (done) break;
		seen.push(value);
		head.set(value.subarray(0, MAGIC_BYTES - length), length);
		length = Math.min(length + value.length, MAGIC_BYTES);
	}
	const next = async (): Promise<IteratorResult<Uint8Array>> => {
		const value = seen.shift();
		return value ? { done: false, value } : pieces.next();
	};
	return {
		kind: kind(head.subarray(0, length)),
		origin: { name: origin.name, pieces: { next } },
	};
}

/** Text that flows out of a file. */
export interface Unpacked extends Flow {
	/** As the engine names it. */
	readonly kind: string;
	readonly pieces: AsyncGenerator<Uint8Array>;
	/** Bytes of the file that were used up. */
	readonly taken: number;
	/** Fault of the file, opaque; known when there is no more text. */
	readonly fault: string | undefined;
	close(): void;
}

/** Text that is decoded from what an archive holds. */
export class Nested implements Unpacked {
	readonly name: string;
	readonly kind: string;
	readonly pieces: AsyncGenerator<Uint8Array>;
	readonly #outer: Unpacked;
	readonly #inner: Unpacked;

	constructor(outer: Unpacked, inner: Unpacked) {
		this.#outer = outer;
		this.#inner = inner;
		this.name = outer.name;
		this.kind = outer.kind;
		this.pieces = inner.pieces;
	}

	get taken(): number {
		return this.#outer.taken;
	}

	get fault(): string | undefined {
		return this.#outer.fault ?? this.#inner.fault;
	}

	close(): void {
		this.#inner.close();
		this.#outer.close();
	}
}

/** The text of a compressed file, once from front to back. It ends where the archive cannot be read any further. */
export class Unpacking implements Unpacked {
	readonly name: string;
	readonly kind: string;
	readonly pieces: AsyncGenerator<Uint8Array>;
	/** Bytes of the archive that were used up. */
	taken = 0;
	/** Fault of the archive, opaque; known when there is no more text. */
	fault: string | undefined;

	/** @param engine holds the unpacker from the first piece to the last */
	constructor(
		engine: Engine,
		packed: Origin,
		kind: string,
		yieldToEventLoop: () => Promise<void>,
	) {
		this.name = packed.name;
		this.kind = kind;
		this.pieces = this.#unpack(engine, bytesOf(packed), yieldToEventLoop);
	}

	async *#unpack(
		engine: Engine,
		packed: AsyncIterator<Uint8Array>,
		yieldToEventLoop: () => Promise<void>,
	): AsyncGenerator<Uint8Array> {
		const unpacker = new engine.Unpacker(this.kind, PIECE);
		let unbroken = 0;
		try {
			for (;;) {
				const { done, value } = await packed.next();
				guarded(engine, () => (done ? unpacker.end() : unpacker.push(value)));
				for (let length = PIECE; length === PIECE; ) {
					const text = guarded(engine, () => unpacker.pull());
					({ length } = text);
					this.taken = unpacker.taken();
					unbroken += length;
					if (length > 0) yield text;
					if (unbroken < BREATH) continue;
					unbroken = 0;
					await yieldToEventLoop();
				}
				this.fault = unpacker.fault();
				if (done || this.fault !== undefined) return;
			}
		} finally {
			if (!engine.halted) unpacker.free();
		}
	}

	close(): void {
		void this.pieces.return(undefined).catch(() => {});
	}
}

const PAGE = 1 << 20;
const PAGES_KEPT = 16;

/**
 * The text of a compressed file, for lookups. Reading on from the last place is cheap, and recent pages are kept; for earlier
 * places, the file is unpacked from its start again.
 */
export class ArchiveText {
	readonly #open: () => Unpacked;
	readonly #pages = new Map<number, Uint8Array>();
	#unpacking: Unpacked | undefined;
	/** The page that is unpacked next, and its text so far. */
	#number = 0;
	#rest: Uint8Array = new Uint8Array();
	/** One reading after the other: they share the place in the file. */
	#turn: Promise<unknown> = Promise.resolve();

	/** @param open unpacks the file from its start */
	constructor(open: () => Unpacked) {
		this.#open = open;
	}

	/** Exactly `end - start` bytes of the text. */
	read(start: number, end: number): Promise<Uint8Array> {
		const mine = this.#turn.then(() => this.#read(start, end));
		this.#turn = mine.catch(() => {});
		return mine;
	}

	async #read(start: number, end: number): Promise<Uint8Array> {
		const bytes = new Uint8Array(end - start);
		for (let at = start; at < end; ) {
			const number = Math.floor(at / PAGE);
			const page = await this.#page(number);
			const part = page.subarray(at - number * PAGE).subarray(0, end - at);
			if (part.length === 0) throw changed(this.#unpacking?.name ?? "The file");
			bytes.set(part, at - start);
			at += part.length;
		}
		return bytes;
	}

	async #page(number: number): Promise<Uint8Array> {
		let page = this.#pages.get(number);
		if (!page) {
			if (!this.#unpacking || this.#number > number) this.#rewind();
			while (this.#number < number) await this.#next();
			page = await this.#next();
		}
		// Moves the page to the end: the first one is the least recently used.
		this.#pages.delete(number);
		this.#pages.set(number, page);
		const [oldest] = this.#pages.keys();
		if (this.#pages.size > PAGES_KEPT) this.#pages.delete(oldest);
		return page;
	}

	/** The next page; the last one is shorter, and there are only empty ones behind it. */
	async #next(): Promise<Uint8Array> {
		const page = new Uint8Array(PAGE);
		let length = 0;
		while (length < PAGE) {
			if (this.#rest.length === 0) {
				const next = await this.#unpacking?.pieces.next();
				if (!next || next.done) break;
				this.#rest = next.value;
			}
			const part = this.#rest.subarray(0, PAGE - length);
			page.set(part, length);
			length += part.length;
			this.#rest = this.#rest.subarray(part.length);
		}
		this.#number += 1;
		return page.subarray(0, length);
	}

	#rewind(): void {
		this.#unpacking?.close();
		this.#unpacking = this.#open();
		this.#number = 0;
		this.#rest = new Uint8Array();
	}

	close(): void {
		this.#pages.clear();
		this.#unpacking?.close();
	}
}
