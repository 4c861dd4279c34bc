/** The first pass: files are cut, their chunks handed out, and what comes back is folded in file order. */

import { Nested, sniff, type Unpacked } from "../engine/archive.ts";
import { CheckedFile, type KeptCut } from "../engine/checked.ts";
import type { Done, Fault, Job, Part } from "../engine/checker.ts";
import { ByteBuffer, type Sizes } from "../engine/chunks.ts";
import { kindWithin } from "../engine/encoding.ts";
import { type Probed, Prober } from "../engine/probe.ts";
import type { Dataset, Probe } from "../engine/wasm.ts";
import {
	isReader,
	type Origin,
	type Range,
	subrange,
	totalBytes,
} from "../io/source.ts";
import { TunesetError } from "../types/error.ts";
import type { RunContext } from "./context.ts";
import type { Care, Chunk } from "./halt.ts";
import { Meter } from "./progress.ts";
import { OrderedQueue } from "./queue.ts";
import type { ProgressReporter } from "./reporter.ts";
import type { Sources } from "./sources.ts";

/** The inputs, or the comparison files: files that are read together. */
export interface Group {
	phase: "checking" | "comparing";
	/** Of the engine, as JSON. */
	options: string;
	sizes: Sizes;
	sources: Sources;
	/** Records of it were edited. */
	edited: boolean;
	/** List that files are added to in order of their appearance. */
	files: CheckedFile[];
	begin(dataset: Dataset, name: string, bytes: number, probe: string): void;
}

/** A chunk that was handed out. */
interface Handed {
	file: CheckedFile;
	cut: KeptCut;
	job: Job;
	place: Chunk;
}

/** A file that was looked at. */
interface Looked extends Probed {
	/** Kinds of compression and encoding, from the outermost in. */
	kind: string | undefined;
	unpacking: Unpacked | undefined;
	/** Its text. */
	origin: Origin;
	buffer: ByteBuffer;
}

const NOTHING = new Uint8Array();
/** Faults of a whole run: more of them are no matter of single records. */
const MOST_FAULTS = 10_000;

export class Reading {
	readonly #context: RunContext;
	readonly #reporter: ProgressReporter;
	readonly #group: Group;
	readonly #care: Care;
	readonly #sizes: Sizes;
	readonly #prober: Prober;
	readonly #queue: OrderedQueue<Done | undefined>;
	readonly #meter: Meter;
	#faults = 0;

	private constructor(
		context: RunContext,
		reporter: ProgressReporter,
		group: Group,
		care: Care,
	) {
		this.#context = context;
		this.#reporter = reporter;
		this.#group = group;
		this.#care = care;
		const { sizes } = group;
		this.#sizes = { ...sizes, chunk: care.chunk(sizes.chunk) };
		this.#prober = new Prober(context.bench, group.options, this.#sizes);
		this.#queue = new OrderedQueue(() => context.pool.size * 4);
		this.#meter = new Meter(group.phase, totalBytes(group.sources.origins));
	}

	static async all(
		context: RunContext,
		reporter: ProgressReporter,
		group: Group,
		care: Care,
	): Promise<void> {
		const reading = new Reading(context, reporter, group, care);
		const { origins } = group.sources;
		await context.spawnWorkersFor(totalBytes(origins) ?? 0);
		for (const index of origins.keys()) await reading.#file(index);
		await reading.#queue.drain();
		await reading.#unchanged();
	}

	/** Rejects a file that changed while it was read: its parts would be of different versions. */
	async #unchanged(): Promise<void> {
		let first = 0;
		for (const file of this.#group.files) {
			const from = first;
			await file.reader?.unchanged(() => this.#isSame(file, from));
			first += file.cuts.length;
		}
	}

	/**
	 * Reads a file again, and compares it with the digests in the data set.
	 *
	 * @param first number of its first chunk
	 */
	async #isSame(file: CheckedFile, first: number): Promise<boolean> {
		const context = this.#context;
		const { reader, kind, cuts } = file;
		if (!reader) return false;
		// Bytes before the first chunk.
		const head = kind === undefined ? reader : context.unpack(reader, kind);
		const prober = new Prober(context.bench, this.#group.options, this.#sizes);
		const { probe } = await prober.probe(head, new ByteBuffer(head), kind);
		if (shape(probe) !== shape(JSON.parse(file.setup.probe))) return false;
		const text = file.pass(undefined);
		for (const [index, { start, end, oversize }] of cuts.entries()) {
			await context.host.yieldToEventLoop();
			context.goOn();
			// The content of an oversize line is unknown.
			if (oversize) return false;
			const bytes = await text.read(start, end);
			const number = first + index;
			if (!context.call((dataset) => dataset.holds(number, bytes)))
				return false;
		}
		return true;
	}

	async #file(index: number): Promise<void> {
		const context = this.#context;
		const { options, files, begin, sources, edited } = this.#group;
		const given = sources.origins[index];
		const { source, spool } = sources.open(index, context);
		const looked = await this.#look(source);
		const { kind, unpacking, origin, buffer, json, probe } = looked;
		const { name } = given;
		const edits = edited
			? context.call((dataset) => dataset.fileEdits(index))
			: undefined;
		const setup = { options, probe: json, edits };
		const file = new CheckedFile(name, setup, kind, context.unpack);
		if (isReader(given)) file.reader = given;
		file.given = isReader(given) ? given.size : 0;
		files.push(context.opened(file));
		await this.#fold((dataset) => {
			begin(dataset, name, unpacking ? 0 : file.given, json);
			if (unpacking) dataset.setArchive(unpacking.kind, file.given);
		});
		const cuts = this.#prober.cuts(origin, buffer, probe);
		await this.#handOut(file, cuts, origin, unpacking);
		if (isReader(origin)) file.bytes = origin.size;
		else file.bytes = buffer.position;
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

	/** The text of a file, unpacked and decoded as far as that is needed, and the first look at it. */
	async #look(source: Origin): Promise<Looked> {
		const { unpack, bench } = this.#context;
		const { kind, origin: sniffed } = await sniff(bench, source);
		const unpacking = kind === undefined ? undefined : unpack(sniffed, kind);
		const origin = unpacking ?? sniffed;
		const buffer = new ByteBuffer(origin);
		const probed = await this.#prober.probe(origin, buffer, kind);
		const looked = { kind, unpacking, origin, buffer, ...probed };
		const within = kindWithin(probed.probe, kind);
		if (within === undefined) return looked;
		const { name } = source;
		const text = isReader(origin) ? origin : { name, pieces: buffer.rest() };
		const inner = unpack(text, within);
		const decoding = unpacking ? new Nested(unpacking, inner) : inner;
		const again = new ByteBuffer(decoding);
		return {
			kind: kind === undefined ? within : `${kind}+${within}`,
			unpacking: decoding,
			origin: decoding,
			buffer: again,
			...(await this.#prober.probe(decoding, again, within)),
		};
	}

	async #handOut(
		file: CheckedFile,
		cuts: ReturnType<Prober["cuts"]>,
		origin: Origin,
		unpacking: Unpacked | undefined,
	): Promise<void> {
		const { pool } = this.#context;
		const { setup, name } = file;
		const { phase, files, edited } = this.#group;
		const index = files.length - 1;
		for await (const { bytes, ...found } of cuts) {
			this.#context.goOn();
			const { start, end } = found;
			const cost = unpacking ? unpacking.taken - file.cost : end - start;
			const cut = { ...found, cost };
			file.cuts.push(cut);
			file.cost += cost;
			file.bytes = end;
			if (cut.oversize) {
				await this.#fold((dataset) =>
					dataset.addOversize(end - start, cut.endsInLineFeed ?? false),
				);
				this.#meter.add(cost);
				continue;
			}
			if (!isReader(origin)) await this.#context.spawnWorkersFor(end);
			const range: Range =
				bytes || !isReader(origin)
					? { from: "bytes", name, bytes: bytes ?? NOTHING }
					: await origin.range(start, end);
			const place = { phase, file: index, name, start, end };
			const job: Job = { setup, range, ...this.#care.of(place) };
			// Bytes that came by are kept until the chunk's turn, where it may be checked once more.
			const kept: Range =
				range.from === "bytes" && edited
					? { ...range, bytes: range.bytes.slice() }
					: range;
			const handed = { file, cut, place, job: { ...job, range: kept } };
			const { done } = await pool.run(job);
			await this.#queue.push(done, (result) => this.#add(result, handed));
		}
	}

	/** In its turn among the chunks. */
	#fold(call: (dataset: Dataset) => void): Promise<void> {
		return this.#queue.push(Promise.resolve(undefined), () =>
			this.#context.call(call),
		);
	}

	async #add(result: Done | undefined, handed: Handed): Promise<void> {
		this.#context.goOn();
		const { file, cut } = handed;
		const made = await this.#parts(result, handed, 0);
		// The second pass uses the chunks that the data set knows.
		if (made.length > 1 || made[0].fault)
			file.cuts.splice(file.cuts.lastIndexOf(cut), 1, ...made);
		this.#reporter.progress(this.#meter, cut.cost);
		if (this.#group.phase === "checking") this.#reporter.partial();
	}

	/** Folds the parts of a chunk, which begin at its byte `from`; returns them as separate chunks. */
	async #parts(
		result: Done | undefined,
		handed: Handed,
		from: number,
	): Promise<KeptCut[]> {
		const made: KeptCut[] = [];
		if (!result || !("parts" in result)) return made;
		let at = from;
		for (const part of result.parts) {
			made.push(...(await this.#part(part, handed, at)));
			at += part.bytes;
		}
		return made;
	}

	async #part(part: Part, handed: Handed, from: number): Promise<KeptCut[]> {
		const to = from + part.bytes;
		if ("fault" in part) return [this.#fault(part, handed, from)];
		const { report } = part;
		const edits = this.#context.call((set) => set.add(report), handed.place);
		if (!edits) return [piece(handed, from, to)];
		// Only the data set knows, in the chunk's turn, its line numbers: copies of an edited record are on other lines.
		const again = await this.#checkedAgain(handed, from, to, edits);
		const [whole] = again && "parts" in again ? again.parts : [];
		if (!("fault" in whole)) return this.#part(whole, handed, from);
		if (whole.middle === 0) return [this.#fault(whole, handed, from)];
		const middle = from + whole.middle;
		const first = await this.#checkedAgain(handed, from, middle);
		const made = await this.#parts(first, handed, from);
		const second = await this.#checkedAgain(handed, middle, to);
		return [...made, ...(await this.#parts(second, handed, middle))];
	}

	async #checkedAgain(
		{ job }: Handed,
		from: number,
		to: number,
		edits?: Uint8Array,
	): Promise<Done> {
		const range = subrange(job.range, from, to);
		const { done } = await this.#context.pool.run({ ...job, range, edits });
		return done;
	}

	#fault(fault: Fault, handed: Handed, from: number): KeptCut {
		const { record, fault: reason, glimpse } = fault;
		this.#faults += 1;
		if (this.#faults > MOST_FAULTS)
			throw new TunesetError(
				"CRASH",
				`Tuneset fails on more than ${MOST_FAULTS} records, which is a bug of its own and not of your data (${reason}). Please report it.`,
			);
		this.#context.call(
			(dataset) => dataset.addFault(record, reason, glimpse),
			handed.place,
		);
		return { ...piece(handed, from, from + fault.bytes), fault: true };
	}
}

/** A probe but for the format, which may be that of another file. */
function shape({ format: _, ...rest }: Probe): string {
	return JSON.stringify(rest);
}

/** A part of a chunk as a separate chunk; the last one bears the cost of all. */
function piece({ cut }: Handed, from: number, to: number): KeptCut {
	const start = cut.start + from;
	const end = cut.start + to;
	const cost = end === cut.end ? cut.cost : 0;
	return { ...cut, start, end, cost, whole: cut.start };
}
