/** The lead: cuts the files, hands out the chunks, folds what comes back in file order. */

import { sniff, Unpacking } from "./archive.ts";
import { CheckedFile } from "./checked.ts";
import { Crew, type Done, LocalChecker } from "./checker.ts";
import { aborted, TunesetError } from "./error.ts";
import type { Host, SessionOptions, Spool } from "./host.ts";
import { engineOptions, type SplitChoice, splitOptions } from "./options.ts";
import { Outputs, type WrittenFiles } from "./outputs.ts";
import { SIZES, type Sizes, Tape } from "./plan.ts";
import { Prober } from "./probe.ts";
import { Meter } from "./progress.ts";
import { OrderedQueue } from "./queue.ts";
import type { Sinks } from "./sink.ts";
import {
	bytesOf,
	type Flow,
	isReader,
	type Origin,
	type Range,
	type Reader,
	totalBytes,
} from "./source.ts";
import { Stopper } from "./stop.ts";
import type { Report } from "./types.ts";
import {
	type Dataset,
	type Engine,
	guarded,
	optioned,
	type Probe,
} from "./wasm.ts";

export interface Written {
	report: Report;
	/** Of the outputs whose sinks keep a Blob. */
	files: WrittenFiles;
}

/** The inputs, or the files that they are compared with: what is read in one go. */
interface Part {
	phase: "checking" | "comparing";
	/** Of the engine, as JSON. */
	options: string;
	prober: Prober;
	files: CheckedFile[];
	begin(name: string, bytes: number, probe: string): void;
}

/** Below this a second thread would cost more than it brings. */
const WORTH_RECRUITING = 16 << 20;
const NOTHING = new Uint8Array();

export class Session {
	readonly #engine: Engine;
	readonly #host: Host;
	readonly #options: SessionOptions;
	readonly #optionsJson: string;
	readonly #sizes: Sizes;
	readonly #dataset: Dataset;
	readonly #crew: Crew;
	readonly #files: CheckedFile[] = [];
	/** Files that these are compared with. */
	#against: CheckedFile[] = [];
	readonly #open: { close(): void }[] = [];
	readonly #inputs: Part;
	readonly #stopper = new Stopper();
	/** Settles when the work at hand has come to its end, good or bad. */
	#working: Promise<unknown> = Promise.resolve();
	#recruited = false;
	#reportCost = 0;
	/** Of all input, as last split. */
	#latest: Report | undefined;
	#partialReportDue = 0;

	constructor(engine: Engine, host: Host, options: SessionOptions) {
		this.#engine = engine;
		this.#host = host;
		this.#options = options;
		const sizes = { ...SIZES, ...options.sizes };
		// A chunk longer than a record may be could hide a record that is too long.
		this.#sizes = { ...sizes, chunk: Math.min(sizes.chunk, sizes.record) };
		const { spool: _spool, sizes: _sizes, unsplit, ...rest } = options;
		this.#optionsJson = engineOptions(rest, unsplit);
		this.#dataset = optioned(
			engine,
			() => new engine.Dataset(this.#optionsJson),
		);
		const local = new LocalChecker(engine, host.readFile);
		this.#crew = new Crew(local, () => host.breathe());
		this.#inputs = {
			phase: "checking",
			options: this.#optionsJson,
			prober: new Prober(engine, this.#optionsJson, this.#sizes),
			files: this.#files,
			begin: (...file) => this.#dataset.beginFile(...file),
		};
	}

	/** Reads every byte once. */
	check(origins: Origin[]): Promise<Report> {
		// Ours to close from now on, even if nothing is read of them.
		this.#open.push(...origins.filter(isReader));
		return this.#work(() => this.#check(origins));
	}

	async #check(origins: Origin[]): Promise<Report> {
		await this.#readAll(origins, this.#inputs);
		return this.report(true);
	}

	/**
	 * Compares what was checked with these files, instead of any it was compared with before; with none, no more. Nothing of
	 * the input is read again.
	 */
	compare(origins: Origin[]): Promise<Report> {
		this.#open.push(...origins.filter(isReader));
		return this.#work(() => this.#compare(origins));
	}

	async #compare(origins: Origin[]): Promise<Report> {
		guarded(this.#engine, () => this.#dataset.forgetAgainst());
		this.#against = [];
		const options = guarded(this.#engine, () => this.#dataset.againstOptions());
		await this.#readAll(origins, {
			phase: "comparing",
			options,
			prober: new Prober(this.#engine, options, this.#sizes),
			files: this.#against,
			begin: (...file) => this.#dataset.beginAgainst(...file),
		});
		return this.report(true);
	}

	async #readAll(origins: Origin[], part: Part): Promise<void> {
		const total = totalBytes(origins);
		const meter = new Meter(part.phase, total);
		const queue = new OrderedQueue<Done | undefined>(() => this.#crew.size * 4);
		await this.#recruitFor(total ?? 0);
		for (const origin of origins)
			await this.#checkFile(origin, part, queue, meter);
		await queue.drain();
		await unchanged(part.files);
	}

	/** Recomputes who goes where without reading anything again. */
	split(options: SplitChoice): Report {
		const json = splitOptions(options);
		optioned(this.#engine, () => this.#dataset.split(json));
		return this.report(true);
	}

	report(complete: boolean): Report {
		const start = performance.now();
		const json = guarded(this.#engine, () => this.#dataset.report(complete));
		const report: Report = JSON.parse(json);
		this.#reportCost = performance.now() - start;
		if (complete) this.#latest = report;
		return report;
	}

	/**
	 * Reads the same ranges again and gives each record to its output. The sinks are committed when all of them are whole.
	 *
	 * @param again the inputs once more, where streams were not kept
	 */
	write(sinks: Sinks, again?: Origin[]): Promise<Written> {
		return this.#work(() => this.#write(sinks, again));
	}

	async #write(sinks: Sinks, again?: Origin[]): Promise<Written> {
		const { split } = this.#latest ?? this.report(true);
		const validation = split?.validation !== undefined;
		const outputs = await Outputs.open(sinks, validation, () =>
			this.#host.sha256(),
		);
		try {
			if (validation && !sinks.validation) {
				throw new TunesetError(
					"BAD_OPTION",
					"The split has a validation part and there is no output for it; give one, or set validation to 'off'.",
				);
			}
			await this.#writeChunks(this.#readers(again), outputs);
			const { written, files } = await outputs.commit();
			const json = JSON.stringify(written);
			guarded(this.#engine, () => this.#dataset.written(json));
			return { report: this.report(true), files };
		} catch (error) {
			await outputs.abort();
			throw error;
		}
	}

	async #writeChunks(readers: Reader[], outputs: Outputs): Promise<void> {
		const total = this.#files.reduce((sum, { given }) => sum + given, 0);
		const meter = new Meter("writing", total);
		const queue = new OrderedQueue<Done>(() => this.#crew.size * 2);
		let chunk = 0;
		for (const [index, { probe, cuts }] of this.#files.entries()) {
			const reader = readers[index];
			for (const { start, end, oversize, cost } of cuts) {
				const number = chunk++;
				const assignments = guarded(this.#engine, () =>
					this.#dataset.assignments(number),
				);
				// Of a line that is too long, only its place is set aside.
				const range: Range = oversize
					? { from: "bytes", name: reader.name, bytes: NOTHING }
					: await reader.range(start, end);
				const options = this.#optionsJson;
				const { done } = await this.#crew.run({
					options,
					probe,
					range,
					assignments,
				});
				await queue.push(done, async (result) => {
					this.#goOn();
					if ("outputs" in result)
						await this.#stopper.unlessStopped(outputs.write(result.outputs));
					this.#progress(meter, cost);
				});
			}
		}
		await queue.drain();
		for (const reader of readers) await reader.unchanged();
		await unchanged(this.#files);
		this.#goOn();
	}

	/** The bytes of one line, without its end. Lines count from 1; files to compare with are numbered behind the inputs. */
	async line(file: number, line: number): Promise<Uint8Array> {
		const found = guarded(this.#engine, () => this.#dataset.locate(file, line));
		const place: { start: number; end: number; line: number } | null =
			JSON.parse(found);
		if (!place)
			throw new TunesetError("BAD_OPTION", `There is no line ${line}.`);
		const { start, end, line: within } = place;
		const bytes = await this.read(file, start, end);
		const probe: Probe = JSON.parse(this.#file(file).probe);
		const lineEnd = probe.framing === "returns" ? 13 : 10;
		let from = 0;
		for (let skip = within; skip > 0; skip -= 1)
			from = bytes.indexOf(lineEnd, from) + 1;
		const to = bytes.indexOf(lineEnd, from);
		return bytes.subarray(from, to < 0 ? bytes.length : to);
	}

	/** A range of a file's text. */
	async read(file: number, start: number, end: number): Promise<Uint8Array> {
		return this.#file(file).text().read(start, end);
	}

	#file(index: number): CheckedFile {
		return this.#files[index] ?? this.#against[index - this.#files.length];
	}

	/** What a conversion makes of the record that stands there; nothing where it stays what it is or cannot be converted. */
	async converted(
		file: number,
		start: number,
		end: number,
	): Promise<string | undefined> {
		const bytes = await this.read(file, start, end);
		const { options, probe } = this.#file(file);
		return guarded(this.#engine, () =>
			this.#engine.converted(bytes, options, probe),
		);
	}

	/** Ends the work at hand: it rejects with the error, soon and after tidying up. */
	stop(error: TunesetError): void {
		this.#stopper.stop(error);
		this.#crew.stop(error);
	}

	/** Stops, and frees everything as soon as nothing uses it any more. */
	close(): void {
		this.stop(aborted());
		this.#working = this.#working.then(() => {
			for (const opened of this.#open.splice(0)) opened.close();
			this.#crew.free();
			try {
				this.#dataset.free();
			} catch {
				// Freed before, or the engine trapped and its memory goes with it.
			}
		});
	}

	async #work<T>(work: () => Promise<T>): Promise<T> {
		this.#goOn();
		const working = work();
		this.#working = working.catch(() => {});
		return working;
	}

	async #checkFile(
		given: Origin,
		part: Part,
		queue: OrderedQueue<Done | undefined>,
		meter: Meter,
	): Promise<void> {
		const { options, prober, phase } = part;
		const spool = phase === "checking" ? this.#spoolFor(given) : undefined;
		const source = isReader(given) ? given : this.#flow(given, spool);
		const { kind, origin: sniffed } = await sniff(this.#engine, source);
		const unpacking =
			kind === undefined ? undefined : this.#unpack(sniffed, kind);
		const origin = unpacking ?? sniffed;
		const tape = new Tape(origin);
		const { json, probe } = await prober.probe(origin, tape);
		const file = new CheckedFile(given.name, options, json, kind, this.#unpack);
		if (isReader(given)) file.reader = given;
		file.given = isReader(given) ? given.size : 0;
		this.#open.push(file);
		part.files.push(file);
		const fold = (call: (dataset: Dataset) => void) =>
			queue.push(Promise.resolve(undefined), () =>
				guarded(this.#engine, () => call(this.#dataset)),
			);
		await fold((dataset) => {
			part.begin(file.name, unpacking ? 0 : file.given, json);
			if (unpacking) dataset.setArchive(unpacking.kind, file.given);
		});
		let spent = 0;
		for await (const { bytes, ...cut } of prober.cuts(origin, tape, probe)) {
			this.#goOn();
			const { start, end } = cut;
			const cost = unpacking ? unpacking.taken - spent : end - start;
			spent += cost;
			file.cuts.push({ ...cut, cost });
			file.bytes = end;
			if (cut.oversize) {
				await fold((dataset) =>
					dataset.addOversize(end - start, cut.endsInLineFeed ?? false),
				);
				meter.add(cost);
				continue;
			}
			if (!isReader(origin)) await this.#recruitFor(end);
			const range: Range =
				bytes || !isReader(origin)
					? { from: "bytes", name: file.name, bytes: bytes ?? NOTHING }
					: await origin.range(start, end);
			const { done } = await this.#crew.run({ options, probe: json, range });
			await queue.push(done, (result) => this.#fold(result, meter, cost));
		}
		if (isReader(origin)) file.bytes = origin.size;
		else file.bytes = tape.position;
		if (!isReader(given)) {
			file.given = unpacking?.taken ?? file.bytes;
			file.reader = spool?.reader();
		}
		meter.add(unpacking ? file.given - spent : 0);
		await fold((dataset) => {
			if (unpacking)
				dataset.setArchive(unpacking.kind, file.given, unpacking.fault);
			dataset.endFile();
		});
	}

	readonly #unpack = (packed: Origin, kind: string): Unpacking => {
		const breathe = async () => {
			await this.#host.breathe();
			this.#goOn();
		};
		const unpacking = new Unpacking(this.#engine, packed, kind, breathe);
		this.#open.push(unpacking);
		return unpacking;
	};

	#spoolFor(origin: Origin): Spool | undefined {
		if (isReader(origin) || !this.#options.spool) return undefined;
		const spool = this.#host.spool(origin.name);
		this.#open.push(spool);
		return spool;
	}

	#fold(result: Done | undefined, meter: Meter, bytes: number): void {
		this.#goOn();
		if (result && "report" in result) {
			const { report } = result;
			guarded(this.#engine, () => this.#dataset.add(report));
		}
		this.#progress(meter, bytes);
		if (meter.phase === "checking") this.#partialReport();
	}

	#progress(meter: Meter, bytes: number): void {
		meter.add(bytes);
		const { onProgress } = this.#options;
		if (!onProgress || !meter.due()) return;
		const counts = guarded(this.#engine, () => this.#dataset.counts());
		onProgress(meter.reading(JSON.parse(counts)));
	}

	/** The report so far, so seldom that making it stays below a twentieth of the run. */
	#partialReport(): void {
		const { onPartialReport } = this.#options;
		if (!onPartialReport || performance.now() < this.#partialReportDue) return;
		onPartialReport(this.report(false));
		this.#partialReportDue =
			performance.now() + Math.max(100, this.#reportCost * 20);
	}

	#goOn(): void {
		this.#stopper.throwIfStopped();
	}

	async #recruitFor(bytes: number): Promise<void> {
		const asked = this.#options.workers !== undefined;
		if (this.#recruited || (!asked && bytes < WORTH_RECRUITING)) return;
		this.#recruited = true;
		this.#crew.join(await this.#host.recruit());
	}

	/** A caller's stream, which may keep us waiting; the spool is told every byte. */
	#flow(flow: Flow, spool?: Spool): Flow {
		this.#open.push({ close: () => void flow.pieces.return?.() });
		const stoppable = this.#stopper.stoppable(flow);
		if (!spool) return stoppable;
		const pieces = bytesOf(stoppable);
		const next = async () => {
			const step = await pieces.next();
			if (!step.done) spool.append(step.value);
			return step;
		};
		return { name: flow.name, pieces: { next } };
	}

	#readers(again: Origin[] = []): Reader[] {
		for (const origin of again) if (isReader(origin)) this.#open.push(origin);
		return this.#files.map((file, index) => {
			const origin = again[index];
			const flow =
				origin && !isReader(origin) && !file.reader
					? this.#flow(origin)
					: undefined;
			return file.pass(flow);
		});
	}
}

async function unchanged(files: CheckedFile[]): Promise<void> {
	for (const { reader } of files) await reader?.unchanged();
}
