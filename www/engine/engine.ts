/**
 * The page's only interface to the engine in js/.
 *
 * A run lives in workers: a coordinator that holds the data set, and checkers that it spawns for large files. It stays alive
 * after checking, so that the split can be recomputed, records shown and files written without checking again; `close`
 * ends it at once, whatever it is doing. The main thread compiles the wasm (asynchronously) and asks it for the catalogue.
 *
 * For benchmarks: every finished check leaves a User Timing measure. Drive the real page with a real file and read it:
 *
 *     await page.setInputFiles('[data-testid=files]', 'big.jsonl');
 *     await page.waitForFunction(() => performance.getEntriesByName('tuneset:check').length > 0, null, { timeout: 0 });
 *     const { duration, detail } = await page.evaluate(() => performance.getEntriesByName('tuneset:check').at(-1).toJSON());
 *     // duration: milliseconds from the drop to the report; detail: { bytes, records, findings }
 *
 * `tuneset:write` is the same for the writing pass of an export.
 */

import { measures } from "../../js/api/file-tasks.ts";
import { planning } from "../../js/api/planning.ts";
import { inWorker } from "../../js/browser/task.ts";
import { WorkerRun } from "../../js/browser/worker-run.ts";
import { loader } from "../../js/engine/load.ts";
import { guarded, loadCatalogue } from "../../js/engine/wasm.ts";
import { sweepOpfs } from "../../js/io/sink.ts";
import { BlobReader, type NamedSource } from "../../js/io/source.ts";
import type {
	GroupPage,
	GroupQuery,
	JudgedText,
	LengthPage,
	LengthQuery,
	SourceRecord,
	Target,
	Targets,
} from "../../js/run/run.ts";
import type { ModelPage } from "../../js/text/model-page";
import { TunesetError } from "../../js/types/error.ts";
import type {
	Decisions,
	ModelInfo,
	PrepareOptions,
	Progress,
	Report,
	RuleInfo,
} from "../../js/types/index.ts";
import { unpacked } from "./embedded-data";
import type { NamedFile } from "./input";

export interface Catalogue {
	/** The catalogue's page of each model, by its id. */
	pages: Record<string, ModelPage>;
	models: ModelInfo[];
	rules: RuleInfo[];
	version: string;
}

export interface RunOptions {
	model?: string;
	/** By name. */
	limits: Record<string, string>;
	fix: boolean;
	unsafeFixes: boolean;
	fixes: Record<string, "safe" | "unsafe" | "off">;
	/** To what the model takes, or bedrock-conversation-2024 without one. */
	convert: boolean;
	/** Keys of question and answer in flat records; none for records of a known layout. */
	map: Record<string, string>;
	/** A JSON Pointer, or ''. */
	groupBy: string;
	mediaGroups: string;
	/** Findings kept of each rule; further ones are counted. */
	examples: number;
	/** So many of the last files are validation files. */
	validationFiles: number;
	split: SplitOptions;
}

/** Options that can change without reading anything again. */
export interface SplitOptions {
	validation: string;
	seed: string;
	/** 'auto' or 'off'; a JSON Pointer only if the records were read for it. */
	stratifyBy: string;
	decisions: Decisions | undefined;
	/** Kinds of copies that are left out: 'canonical', or 'near' for those in the same or nearly the same words, too. */
	dedupe: Dedupe;
	/** The similarity from which records are near-duplicates. */
	near: string;
	/** The side that gives up the records that are on both, or ''. */
	dropOverlap: "" | "training" | "validation";
}

export type Dedupe = NonNullable<PrepareOptions["dedupe"]>;

interface Events {
	onProgress(progress: Progress): void;
	onPartialReport(report: Report): void;
}

export type Output = "train" | "validation" | "setAside";

/** Destination of exported bytes: files that the user picked, the browser's own file system, or memory. */
export type Place =
	| { to: "handles"; handles: Partial<Record<Output, FileSystemFileHandle>> }
	| { to: "opfs" }
	| { to: "memory" };

export interface Saved {
	report: Report;
	/** For 'opfs' and 'memory'. */
	files: Partial<Record<Output, Blob>>;
}

/** One data set in the engine's hands. Everything rejects with an Error whose message is a sentence for the user. */
export interface Run {
	readonly report: Promise<Report>;
	/** Compares the data set with these files, instead of any before; with none, no more. Nothing else is read again. */
	compare(
		against: NamedFile[],
		onProgress: (now: Progress) => void,
	): Promise<Report>;
	/** Other sides for the same records; nothing is read again. */
	split(split: SplitOptions): Promise<Report>;
	/** A page of the groups of duplicates, as last split. */
	duplicateGroups(query: GroupQuery): Promise<GroupPage>;
	/** A page of the records of a bar of the histogram of tokens. */
	recordsOfLength(query: LengthQuery): Promise<LengthPage>;
	/** Returns the record that begins on a line and holds a byte, to be edited. */
	recordAt(
		file: string,
		line: number,
		at: number,
	): Promise<SourceRecord | null>;
	/** Returns the findings of a text as if it replaced a record of that file. */
	judge(file: string, text: string): Promise<JudgedText>;
	/** The bytes of a line, as in the file or as edited. */
	record(file: string, line: number): Promise<Uint8Array>;
	/** A range of a file's text, unpacked where it is compressed. */
	read(file: string, start: number, end: number): Promise<Uint8Array>;
	/** Converts the record in a range; undefined if it stays unchanged or cannot be converted. */
	converted(
		file: string,
		start: number,
		end: number,
	): Promise<string | undefined>;
	write(place: Place, onProgress: (now: Progress) => void): Promise<Saved>;
	close(): void;
}

/** Address of the worker's script, once it is decompressed. */
let address = "";

const { module } = loader(async () => {
	const script = await unpacked("worker").text();
	const type = "text/javascript";
	address ||= URL.createObjectURL(new Blob([script], { type }));
	spare ??= new Worker(address);
	return unpacked("wasm", "application/wasm");
});

let spare: Worker | undefined;

/** Starting a worker takes longer than checking a small file, so that one is always ready. */
function spawn(): Worker {
	const worker = spare ?? new Worker(address);
	spare = undefined;
	setTimeout(() => {
		spare ??= new Worker(address);
	}, 1000);
	return worker;
}

/** Copies of the example that are checked to warm up: some megabytes. */
const LESSON = 64;
let isWarm = false;

/**
 * A browser runs wasm slowly until its optimizing compiler has compiled the hot code. Dragging a file, or choosing one in a
 * dialog, leaves time for it. All workers share the compiled module, so that it stays compiled when this one ends.
 */
export async function warmUp(): Promise<void> {
	if (isWarm) return;
	isWarm = true;
	const spawn = () => new Worker(address);
	const run = new WorkerRun({ module, spawn }, { workers: 0 });
	try {
		const sample = await unpacked("example").blob();
		const data = new Blob(Array(LESSON).fill(sample));
		await run.check([{ name: "", data }]);
	} catch {
		// The file itself will cause the same error, and report it.
	} finally {
		run.close();
	}
}

export async function load(): Promise<Catalogue> {
	sweepOpfs(); // what downloads of earlier days left behind
	const engine = loadCatalogue(await module());
	return {
		pages: await unpacked("models").json(),
		models: JSON.parse(engine.models()),
		rules: JSON.parse(engine.rules()),
		version: engine.version(),
	};
}

/** Recognises files other than training data by their first bytes. */
export async function recognise(
	head: Uint8Array,
): Promise<"metrics" | "answers" | undefined> {
	const engine = loadCatalogue(await module());
	return guarded(engine, () =>
		engine.isMetrics(head)
			? "metrics"
			: engine.isBatchOutput(head)
				? "answers"
				: undefined,
	);
}

/** Made in the main thread: it takes no longer than a keystroke. */
export const { plan: planOf } = planning(module);

/** Metrics and answers, each in a separate worker. */
export const measure = measures({
	// Here every input is a file with a name.
	sources: (input) => [input].flat() as NamedSource[],
	open: ({ name, data }) => new BlobReader(name, data as Blob),
	perform: (task) => inWorker({ module, spawn }, task),
});

export function start(
	files: NamedFile[],
	options: RunOptions,
	events: Events,
): Run {
	let onProgress = events.onProgress;
	const begun = performance.now();
	const engine = new WorkerRun(
		{ module, spawn },
		{
			...prepareOptions(options),
			validationFiles: options.validationFiles,
			onProgress: (now) => onProgress(now),
			onPartialReport: events.onPartialReport,
		},
	);
	const checked = engine.check(files).then((report) => {
		performance.measure("tuneset:check", {
			start: begun,
			detail: {
				bytes: files.reduce((sum, file) => sum + file.data.size, 0),
				records: report.counts.records,
				findings: report.counts.errors + report.counts.warnings,
			},
		});
		return report;
	});
	// One after the other: a split that changed midway through writing would tear the files apart.
	let last: Promise<unknown> = checked;
	function inTurn<T>(work: () => Promise<T>): Promise<T> {
		const mine = last.then(work, work);
		last = mine;
		return mine;
	}
	let compared: NamedFile[] = [];
	const indexOf = (name: string) =>
		[...files, ...compared].findIndex((file) => file.name === name);
	const anew = (name: string, on: number) => {
		const edit = options.split.decisions?.replace?.find(
			({ file, line }) => file === name && line === on,
		);
		return edit && new TextEncoder().encode(edit.record);
	};
	return {
		report: checked,
		compare: (against, listen) =>
			inTurn(() => {
				compared = against;
				onProgress = listen;
				return engine.compare(against);
			}),
		split: (split) =>
			inTurn(() => engine.split(prepareOptions({ ...options, split }))),
		duplicateGroups: (query) => inTurn(() => engine.duplicateGroups(query)),
		recordsOfLength: (query) => inTurn(() => engine.recordsOfLength(query)),
		record: async (name, line) =>
			anew(name, line) ?? engine.line(indexOf(name), line),
		recordAt: (name, line, at) => engine.recordAt(indexOf(name), line, at),
		judge: (name, text) => engine.judge(indexOf(name), text),
		read: (name, start, end) => engine.read(indexOf(name), start, end),
		converted: (name, start, end) =>
			engine.converted(indexOf(name), start, end),
		write: (place, listen) =>
			inTurn(async () => {
				onProgress = listen;
				const writing = performance.now();
				const saved = await engine.write(targets(place));
				performance.measure("tuneset:write", { start: writing });
				return saved;
			}),
		close: () => engine.close(),
	};
}

const prepareOptions = ({
	model,
	limits,
	fix,
	unsafeFixes,
	fixes,
	convert,
	map,
	groupBy,
	mediaGroups,
	examples,
	split: { validation, seed, stratifyBy, decisions, dedupe, near, dropOverlap },
}: RunOptions): PrepareOptions => ({
	model,
	limits,
	fix,
	unsafeFixes,
	fixes,
	convert,
	map,
	// To the engine "0" means that nothing will be exported; here it means that all of it goes to training.
	validation: Number.parseFloat(validation) === 0 ? "0.0%" : validation,
	seed: Number(seed),
	...(groupBy && { groupBy }),
	mediaGroups: mediaGroups === "off" ? "off" : "on",
	stratifyBy,
	...(decisions && { decisions }),
	dedupe,
	near: Number(near),
	dropOverlap: dropOverlap || false,
	maxExamplesPerRule: examples,
});

function targets(place: Place): Targets {
	const target = (output: Output, name: string): Target => {
		if (place.to === "memory") return "blob";
		if (place.to === "opfs") return { opfs: name };
		return place.handles[output] ?? nowhere();
	};
	return {
		train: target("train", "train.jsonl"),
		validation: target("validation", "validation.jsonl"),
		setAside: target("setAside", "set-aside.jsonl"),
	};
}

/** For an output that is not requested: the report has its digest all the same. */
const nowhere = () => new WritableStream<Uint8Array>();

/** True if the user ended the work. */
export const wasCancelled = (error: unknown): boolean =>
	error instanceof TunesetError && error.code === "ABORTED";
