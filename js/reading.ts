/** The first pass: files are cut, their chunks handed out, and what comes back is folded in file order. */

import { sniff, type Unpacking } from "./archive.ts";
import { CheckedFile } from "./checked.ts";
import type { Done, Job } from "./checker.ts";
import { type Sizes, Tape } from "./plan.ts";
import { Prober } from "./probe.ts";
import { Meter } from "./progress.ts";
import { OrderedQueue } from "./queue.ts";
import { isReader, type Origin, type Range, totalBytes } from "./source.ts";
import type { Telling } from "./telling.ts";
import type { Dataset } from "./wasm.ts";
import type { Workplace } from "./workplace.ts";

/** The inputs, or the files that they are compared with: what is read in one go. */
export interface Part {
	phase: "checking" | "comparing";
	/** Of the engine, as JSON. */
	options: string;
	sizes: Sizes;
	/** Streams are kept for a second pass. */
	spooled: boolean;
	/** Records of it were edited. */
	edited: boolean;
	/** Where files go as they are met. */
	files: CheckedFile[];
	begin(name: string, bytes: number, probe: string): void;
}

const NOTHING = new Uint8Array();

export class Reading {
	readonly #place: Workplace;
	readonly #telling: Telling;
	readonly #part: Part;
	readonly #prober: Prober;
	readonly #queue: OrderedQueue<Done | undefined>;
	readonly #meter: Meter;

	private constructor(
		place: Workplace,
		telling: Telling,
		part: Part,
		origins: Origin[],
	) {
		this.#place = place;
		this.#telling = telling;
		this.#part = part;
		this.#prober = new Prober(place.engine, part.options, part.sizes);
		this.#queue = new OrderedQueue(() => place.crew.size * 4);
		this.#meter = new Meter(part.phase, totalBytes(origins));
	}

	static async all(
		place: Workplace,
		telling: Telling,
		part: Part,
		origins: Origin[],
	): Promise<void> {
		const reading = new Reading(place, telling, part, origins);
		await place.recruitFor(totalBytes(origins) ?? 0);
		for (const origin of origins) await reading.#file(origin);
		await reading.#queue.drain();
		await unchanged(part.files);
	}

	async #file(given: Origin): Promise<void> {
		const place = this.#place;
		const { options, files, begin } = this.#part;
		const spool =
			this.#part.spooled && !isReader(given)
				? place.opened(place.host.spool(given.name))
				: undefined;
		const source = isReader(given) ? given : place.flow(given, spool);
		const { kind, origin: sniffed } = await sniff(place.engine, source);
		const unpacking =
			kind === undefined ? undefined : place.unpack(sniffed, kind);
		const origin = unpacking ?? sniffed;
		const tape = new Tape(origin);
		const { json, probe } = await this.#prober.probe(origin, tape);
		const { name } = given;
		const file = new CheckedFile(name, options, json, kind, place.unpack);
		if (isReader(given)) file.reader = given;
		file.given = isReader(given) ? given.size : 0;
		files.push(place.opened(file));
		await this.#fold((dataset) => {
			begin(name, unpacking ? 0 : file.given, json);
			if (unpacking) dataset.setArchive(unpacking.kind, file.given);
		});
		const cuts = this.#prober.cuts(origin, tape, probe);
		await this.#handOut(file, cuts, origin, unpacking);
		if (isReader(origin)) file.bytes = origin.size;
		else file.bytes = tape.position;
		if (!isReader(given)) {
			file.given = unpacking?.taken ?? file.bytes;
			file.reader = spool?.reader();
		}
		this.#meter.add(unpacking ? file.given - file.cost : 0);
		await this.#fold((dataset) => {
			if (unpacking)
				dataset.setArchive(unpacking.kind, file.given, unpacking.fault);
			dataset.endFile();
		});
	}

	async #handOut(
		file: CheckedFile,
		cuts: ReturnType<Prober["cuts"]>,
		origin: Origin,
		unpacking: Unpacking | undefined,
	): Promise<void> {
		const { crew } = this.#place;
		const { options, probe } = file;
		for await (const { bytes, ...cut } of cuts) {
			this.#place.goOn();
			const { start, end } = cut;
			const cost = unpacking ? unpacking.taken - file.cost : end - start;
			file.cuts.push({ ...cut, cost });
			file.cost += cost;
			file.bytes = end;
			if (cut.oversize) {
				await this.#fold((dataset) =>
					dataset.addOversize(end - start, cut.endsInLineFeed ?? false),
				);
				this.#meter.add(cost);
				continue;
			}
			if (!isReader(origin)) await this.#place.recruitFor(end);
			const range: Range =
				bytes || !isReader(origin)
					? { from: "bytes", name: file.name, bytes: bytes ?? NOTHING }
					: await origin.range(start, end);
			const job: Job = { options, probe, range };
			const again = this.#withEdits(job);
			const { done } = await crew.run(job);
			await this.#queue.push(done, (result) => this.#add(result, cost, again));
		}
	}

	/** In its turn among the chunks. */
	#fold(call: (dataset: Dataset) => void): Promise<void> {
		return this.#queue.push(Promise.resolve(undefined), () =>
			this.#place.call(call),
		);
	}

	/** Checks a chunk once more, with its edits: only the data set knows, in its turn, which lines it holds. */
	#withEdits(job: Job): (edits: Uint8Array) => Promise<Done> {
		const { range } = job;
		// Bytes that came by are kept until then, where they may be needed.
		const kept: Range =
			range.from === "bytes" && this.#part.edited
				? { ...range, bytes: range.bytes.slice() }
				: range;
		return async (edits) =>
			(await this.#place.crew.run({ ...job, range: kept, edits })).done;
	}

	async #add(
		result: Done | undefined,
		bytes: number,
		again: (edits: Uint8Array) => Promise<Done>,
	): Promise<void> {
		this.#place.goOn();
		if (result && "report" in result) {
			const { report } = result;
			const edits = this.#place.call((dataset) => dataset.add(report));
			if (edits) return this.#add(await again(edits), bytes, again);
		}
		this.#telling.progress(this.#meter, bytes);
		if (this.#part.phase === "checking") this.#telling.partial();
	}
}

/** A file that somebody wrote to while it was read has no report: parts of it would be of different days. */
export async function unchanged(files: CheckedFile[]): Promise<void> {
	for (const { reader } of files) await reader?.unchanged();
}
