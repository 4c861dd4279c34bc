/** The first look at each file of a data set. */

import {
	type Cut,
	cutLines,
	cutsAtLineFeeds,
	cutTape,
	type Sizes,
	type Tape,
} from "./plan.ts";
import { isReader, type Origin } from "./source.ts";
import { type Bench, optioned, type Probe } from "./wasm.ts";

const HEAD_BYTES = 256 << 10;

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

	async probe(origin: Origin, tape: Tape): Promise<Probed> {
		for (let wanted = HEAD_BYTES; ; wanted *= 2) {
			const limit = Math.min(wanted, this.#sizes.record);
			const { head, whole } = await headOf(origin, tape, limit);
			const { engine } = this.#bench;
			const json = optioned(engine, () =>
				engine.probe(head, whole, this.#options),
			);
			const probe: Probe = JSON.parse(json);
			const more = probe.needMore && !whole && limit < this.#sizes.record;
			if (!more) return this.#settled(probe, json);
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

	cuts(origin: Origin, tape: Tape, probe: Probe): AsyncGenerator<Cut> {
		return isReader(origin) && cutsAtLineFeeds(probe)
			? cutLines(origin, probe.start, this.#sizes)
			: cutTape(tape, probe, this.#bench, this.#sizes);
	}
}

async function headOf(
	origin: Origin,
	tape: Tape,
	limit: number,
): Promise<{ head: Uint8Array; whole: boolean }> {
	if (isReader(origin)) {
		const head = await origin.read(0, Math.min(limit, origin.size));
		return { head, whole: head.length === origin.size };
	}
	await tape.fill(limit);
	const head = tape.peek(limit);
	return { head, whole: tape.ended && head.length === tape.length };
}
