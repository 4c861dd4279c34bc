/** The first look at each file of a data set. */

import { isReader, type Origin } from "../io/source.ts";
import {
	type ByteBuffer,
	type Cut,
	cutBuffer,
	cutLines,
	LINES,
	type Sizes,
} from "./chunks.ts";
import { encodingOf, engineKind, readings } from "./encoding.ts";
import { type Bench, type Engine, optioned, type Probe } from "./wasm.ts";

const HEAD_BYTES = 256 << 10;
/** More lines of a head that the engine fails on are no matter of single records. */
const MOST_FAULTS = 16;
const LINE_FEED = 10;
const SPACE = 32;

export interface Probed {
	probe: Probe;
	json: string;
}

export class Prober {
	readonly #bench: Bench;
	readonly #options: string;
	readonly #sizes: Sizes;
	#format: string | undefined;

	/** @param options of the engine, as JSON */
	constructor(bench: Bench, options: string, sizes: Sizes) {
		this.#bench = bench;
		this.#options = options;
		this.#sizes = sizes;
	}

	/** @param kind what the text is unpacked from */
	async probe(
		origin: Origin,
		buffer: ByteBuffer,
		kind: string | undefined,
	): Promise<Probed> {
		for (let wanted = HEAD_BYTES; ; wanted *= 2) {
			const limit = Math.min(wanted, this.#sizes.record);
			const { head, whole } = await headOf(origin, buffer, limit);
			let json = this.#look(head, whole, kind);
			let probe: Probe = JSON.parse(json);
			if (probe.encodings.length > 0) {
				const read = readings(head, probe.shown, probe.encodings);
				json = this.#look(head, whole, kind, JSON.stringify(read));
				probe = JSON.parse(json);
			}
			const more = probe.needMore && !whole && limit < this.#sizes.record;
			if (!more) return this.#settled(probe, json);
		}
	}

	/** Lines that the engine fails on are left out of sight: the rest shows what the file is. */
	#look(
		head: Uint8Array,
		whole: boolean,
		kind: string | undefined,
		read?: string,
	): string {
		let seen = head;
		for (let faults = 0; ; faults += 1) {
			const { engine } = this.#bench;
			try {
				return this.#seen(engine, seen, whole, kind, read);
			} catch (error) {
				if (!engine.halted || faults === MOST_FAULTS) throw error;
				const [start, end] = this.#failing(seen);
				// Blanks keep all other offsets unchanged.
				if (seen === head) seen = head.slice();
				seen.fill(SPACE, start, end);
			}
		}
	}

	#seen(
		engine: Engine,
		head: Uint8Array,
		whole: boolean,
		kind?: string,
		read?: string,
	): string {
		const encoding = encodingOf(kind);
		const decoded = encoding && JSON.stringify([{ encoding, text: null }]);
		return optioned(engine, () =>
			engine.probe(
				head,
				whole,
				this.#options,
				engineKind(kind),
				read ?? decoded,
			),
		);
	}

	/** The line at the end of the shortest head that the engine fails on, found by halving. */
	#failing(head: Uint8Array): [start: number, end: number] {
		let [start, end] = [0, head.length];
		for (;;) {
			const middle = (start + end) >> 1;
			const behind = head.subarray(0, end - 1).indexOf(LINE_FEED, middle);
			const before = head.subarray(start, middle).lastIndexOf(LINE_FEED);
			if (behind < 0 && before < 0) return [start, end];
			const cut = (behind < 0 ? start + before : behind) + 1;
			const { engine } = this.#bench;
			try {
				this.#seen(engine, head.subarray(0, cut), false);
				start = cut;
			} catch (error) {
				if (!engine.halted) throw error;
				end = cut;
			}
		}
	}

	/** The first file that shows a format sets it for all: the others are held against it. */
	#settled(probe: Probe, json: string): Probed {
		this.#format ??= probe.format;
		if (this.#format === undefined || this.#format === probe.format)
			return { probe, json };
		const held = { ...probe, format: this.#format };
		return { probe: held, json: JSON.stringify(held) };
	}

	cuts(origin: Origin, buffer: ByteBuffer, probe: Probe): AsyncGenerator<Cut> {
		const bench = probe.framing === LINES ? this.#bench : undefined;
		return isReader(origin) && probe.cutsAtLineFeeds
			? cutLines(origin, probe.start, this.#sizes, bench)
			: cutBuffer(buffer, probe, this.#bench, this.#sizes);
	}
}

async function headOf(
	origin: Origin,
	buffer: ByteBuffer,
	limit: number,
): Promise<{ head: Uint8Array; whole: boolean }> {
	if (isReader(origin)) {
		const head = await origin.read(0, Math.min(limit, origin.size));
		return { head, whole: head.length === origin.size };
	}
	await buffer.fill(limit);
	const head = buffer.peek(limit);
	return { head, whole: buffer.ended && head.length === buffer.length };
}
