/** The coordinator's work on one data set: checked once, split any number of times, written on request. */

import type { CheckedFile } from "../engine/checked.ts";
import { SIZES } from "../engine/chunks.ts";
import type { Bench } from "../engine/wasm.ts";
import type { Sinks } from "../io/sink.ts";
import { isReader, type Origin } from "../io/source.ts";
import { aborted, TunesetError } from "../types/error.ts";
import type { PrepareOptions, Report } from "../types/index.ts";
import { RunContext } from "./context.ts";
import { Care, Halt } from "./halt.ts";
import type { Host, SessionOptions } from "./host.ts";
import { engineOptions, type OutputOptions, outputOptions } from "./options.ts";
import { Meter } from "./progress.ts";
import { type Group, Reading } from "./reading.ts";
import { ProgressReporter } from "./reporter.ts";
import type {
	GroupPage,
	GroupQuery,
	JudgedText,
	LengthPage,
	LengthQuery,
	SourceRecord,
} from "./run.ts";
import { Sources } from "./sources.ts";
import { Writing, type Written } from "./writing.ts";

export class Session {
	readonly #context: RunContext;
	readonly #reporter: ProgressReporter;
	readonly #care = new Care();
	readonly #isSpooled: boolean;
	readonly #given: PrepareOptions;
	readonly #inputs: Group;
	/** Files that these are compared with. */
	#against: Group | undefined;
	/** Contents of the data set so far. */
	#read: Group[] = [];
	/** As JSON: the split that was chosen last. */
	#choice: string | undefined;
	/** Settles when the current work has ended, successfully or not. */
	#working: Promise<unknown> = Promise.resolve();

	constructor(bench: Bench, host: Host, given: SessionOptions) {
		const { spool, sizes: asked, unsplit, validationFiles, ...callers } = given;
		const reading = { unsplit, validationFiles };
		const all = engineOptions(callers, reading);
		const sizes = { ...SIZES, ...asked };
		// Decisions are the data set's, and may be long: no checker is made of them.
		const { decisions, ...others } = callers;
		const options = engineOptions(others, reading);
		this.#given = callers;
		const always = given.workers !== undefined;
		this.#context = new RunContext(bench, host, all, always);
		this.#reporter = new ProgressReporter(this.#context, given);
		this.#isSpooled = spool ?? false;
		this.#inputs = {
			phase: "checking",
			options,
			// A chunk longer than a record may be could hide a record that is too long.
			sizes: { ...sizes, chunk: Math.min(sizes.chunk, sizes.record) },
			sources: new Sources([], false),
			edited: decisions?.replace !== undefined,
			files: [],
			begin: (dataset, ...file) => dataset.beginFile(...file),
		};
	}

	/** Reads every byte once. */
	check(origins: Origin[]): Promise<Report> {
		return this.#work(async () => {
			this.#inputs.sources = new Sources(origins, this.#isSpooled);
			const report = await this.#surviving(async () =>
				this.#reporter.report(true),
			);
			this.#reporter.isChecked = true;
			return report;
		}, origins);
	}

	/**
	 * Compares the checked data with these files, instead of any earlier ones; with none, ends the comparison. The input is not
	 * read again.
	 */
	compare(origins: Origin[]): Promise<Report> {
		return this.#work(async () => {
			this.#context.call((dataset) => dataset.forgetAgainst());
			this.#read = this.#read.filter((group) => group !== this.#against);
			this.#against = {
				...this.#inputs,
				phase: "comparing",
				sources: new Sources(origins, false),
				edited: false,
				files: [],
				begin: (dataset, ...file) => dataset.beginAgainst(...file),
			};
			return this.#surviving(async () => this.#reporter.report(true));
		}, origins);
	}

	/** Reads what the data set does not hold yet, and finds how the records are related. */
	async #ready(): Promise<void> {
		const groups = [this.#inputs, ...(this.#against ? [this.#against] : [])];
		for (const group of groups) {
			if (this.#read.includes(group)) continue;
			const names = group.sources.origins.map(({ name }) => name);
			this.#context.call((dataset) => {
				if (group === this.#inputs) dataset.expectFiles(names);
				else group.options = dataset.againstOptions();
			});
			group.files.splice(0);
			await Reading.all(this.#context, this.#reporter, group, this.#care);
			this.#read.push(group);
		}
		await this.#relate();
		// It counts for a data set that was read anew, too.
		const choice = this.#choice;
		if (choice !== undefined && !this.#reporter.latest)
			this.#context.choose((dataset) => dataset.split(choice));
	}

	/** Repeats the work after a crash of the engine, as long as another way is left. */
	async #surviving<T>(work: (before?: Halt) => Promise<T>): Promise<T> {
		for (let before: Halt | undefined; ; ) {
			try {
				await this.#ready();
				return await work(before);
			} catch (error) {
				if (!(error instanceof Halt)) throw error;
				before = error;
				this.#care.learn(before);
				await this.#beginAnew(before);
			}
		}
	}

	async #beginAnew(halt: Halt): Promise<void> {
		for (const group of [this.#inputs, this.#against])
			if (group && !(await group.sources.rewind())) throw halt;
		this.#context.goOn();
		this.#context.renew();
		this.#read = [];
		this.#reporter.latest = undefined;
		if (this.#care.isNearForgone)
			this.#context.call((dataset) => dataset.forgoNear());
	}

	/** Relates the records, with breaks for progress messages and cancellation. */
	async #relate(): Promise<void> {
		const given = this.#inputs.files.reduce((sum, file) => sum + file.given, 0);
		const meter = new Meter("relating", given);
		let done = 0;
		for (;;) {
			const share = this.#context.call((dataset) => dataset.relate());
			if (share === undefined) return;
			this.#reporter.progress(meter, share * given - done);
			done = share * given;
			await this.#context.host.yieldToEventLoop();
			this.#context.goOn();
		}
	}

	/** Recomputes who goes where without reading anything again. */
	split(options: OutputOptions): Report {
		const json = outputOptions(this.#given, options);
		this.#context.choose((dataset) => dataset.split(json));
		this.#choice = json;
		return this.#reporter.report(true);
	}

	/**
	 * Reads the same ranges again and gives each record to its output.
	 *
	 * @param again the inputs once more, where streams were not kept
	 */
	write(sinks: Sinks, again?: Origin[]): Promise<Written> {
		const writing = new Writing(this.#context, this.#reporter, this.#inputs);
		return this.#work(() =>
			writing.into(sinks, again, (work) => this.#surviving(work)),
		);
	}

	/** A page of the clusters of duplicates. */
	duplicateGroups(query: GroupQuery): GroupPage {
		const json = JSON.stringify(query);
		return JSON.parse(
			this.#context.call((dataset) => dataset.duplicateGroups(json)),
		);
	}

	/** A page of the records of a bar of the histogram of tokens. */
	recordsOfLength(query: LengthQuery): LengthPage {
		const json = JSON.stringify(query);
		return JSON.parse(
			this.#context.call((dataset) => dataset.recordsOfLength(json)),
		);
	}

	/** The chunk that holds a line, and the byte at `at` where the line goes over several; and the line within it. */
	async #chunkOf(file: number, line: number, at?: number) {
		const found = this.#context.call((dataset) =>
			dataset.locate(file, line, at),
		);
		const place: { start: number; end: number; line: number } | null =
			JSON.parse(found);
		if (!place)
			throw new TunesetError("BAD_OPTION", `There is no line ${line}.`);
		const { start, end, line: within } = place;
		return { start, within, bytes: await this.read(file, start, end) };
	}

	/** The record that begins on a line, the one that holds the byte at `at` where several do: text, and digest for edits. */
	async recordAt(
		file: number,
		line: number,
		at: number,
	): Promise<SourceRecord | null> {
		const { start, within, bytes } = await this.#chunkOf(file, line, at);
		const { probe } = this.#file(file).setup;
		const offset = Math.max(at - start, 0);
		return JSON.parse(
			this.#context.ask((engine) =>
				engine.recordAt(bytes, probe, within, offset),
			),
		);
	}

	/** Findings in a text, were it to replace a record of that file. */
	judge(file: number, text: string): JudgedText {
		const { options, probe } = this.#file(file).setup;
		return JSON.parse(
			this.#context.ask((engine) => engine.judge(text, options, probe)),
		);
	}

	/** The bytes of one line, without its end. Lines count from 1; files to compare with are numbered behind the inputs. */
	async line(file: number, line: number): Promise<Uint8Array> {
		const { within, bytes } = await this.#chunkOf(file, line);
		const { probe } = this.#file(file).setup;
		const [start, end] = JSON.parse(
			this.#context.ask((engine) => engine.lineOf(bytes, probe, within)),
		);
		// A copy: a view would send the whole chunk to another thread.
		return bytes.slice(start, end);
	}

	/** A range of a file's text. */
	async read(file: number, start: number, end: number): Promise<Uint8Array> {
		return this.#file(file).text().read(start, end);
	}

	#file(index: number): CheckedFile {
		const { files } = this.#inputs;
		return files[index] ?? this.#against?.files[index - files.length];
	}

	/** Converts the record there; nothing if it stays the same or cannot be converted. */
	async converted(
		file: number,
		start: number,
		end: number,
	): Promise<string | undefined> {
		const bytes = await this.read(file, start, end);
		const { options, probe } = this.#file(file).setup;
		return this.#context.ask((engine) =>
			engine.converted(bytes, options, probe),
		);
	}

	/** Ends the work at hand: it rejects with the error, soon and after tidying up. */
	stop(error: TunesetError): void {
		this.#context.stop(error);
	}

	/** Stops, and frees everything as soon as nothing uses it any more. */
	close(): void {
		this.stop(aborted());
		this.#working = this.#working.then(() => this.#context.free());
	}

	/** @param origins ours to close from now on, even if nothing is read of them */
	async #work<T>(work: () => Promise<T>, origins: Origin[] = []): Promise<T> {
		for (const origin of origins)
			if (isReader(origin)) this.#context.opened(origin);
		this.#context.goOn();
		const working = work();
		this.#working = working.catch(() => {});
		return working;
	}
}
