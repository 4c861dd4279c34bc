/** Exports of the package besides the types of types.ts. Functions are declared here once; each entry brings its own. */

import type {
	CheckOptions,
	EvaluateOptions,
	EvaluationReport,
	Input,
	MetricsReport,
	PlanOptions,
	PlanReport,
	PrepareOptions,
	Report,
} from "./index.ts";

export type * from "./index.ts";

/**
 * Reads every byte once and reports problems. Nothing is changed and nothing is written; problems in the data
 * are findings of the report, never exceptions.
 *
 * @param input one input or several, which are judged together, as one data set
 * @throws {@link TunesetError} `ABORTED` by `options.signal`; `IO` where a file cannot be read or changed meanwhile;
 *   `BAD_OPTION`; `WASM_LOAD`; `MEMORY`; `CRASH`
 * @example
 * ```ts
 * import { check, file } from "tuneset";
 *
 * const report = await check(file("train.jsonl"), { model: "nova-lite" });
 * console.log(report.readiness.verdict); // 'ready', 'ready-with-warnings' or 'not-ready'
 * for (const { examples } of Object.values(report.rules))
 * 	for (const { line, column, message } of examples) console.log(`${line}:${column} ${message}`);
 * ```
 */
export declare function check(
	input: Input | Input[],
	options?: CheckOptions,
): Promise<Report>;

/**
 * Checks, leaves out records with errors and copies, splits, and gives the outputs, ready to upload. Lines in = train +
 * validation + set aside; without `fix` and `convert` each exported line is, byte for byte, a line of the input.
 *
 * The outputs are kept in memory: for data of any size there is {@link prepareTo}.
 *
 * @param input one input or several, which become one data set
 * @throws {@link TunesetError} as of {@link check}
 * @example
 * ```ts
 * import { prepare } from "tuneset";
 *
 * const data = '{"prompt": "Capital of Peru?", "completion": "Lima."}\n'.repeat(2);
 * const { report, train, validation } = await prepare(data, { validation: "20%", seed: 42, fix: true });
 * console.log(report.split?.train.records, await train.text(), validation?.size);
 * ```
 */
export declare function prepare(
	input: Input | Input[],
	options?: PrepareOptions,
): Promise<Prepared>;

/**
 * Like {@link prepare}, for data of any size: outputs are written as they come, and nothing is kept in memory but what
 * finds copies.
 *
 * Outputs at paths appear together: each is written beside its name and is on disk before any is shown. The training file
 * comes last, and with `overwrite` the old one goes first: whatever ends the program, there are the old files, the new ones, or no
 * training file. Two programs that write to the same paths at once are for the caller to keep apart; the command line locks its folder.
 *
 * @param input is called twice, because the data is read twice
 * @throws {@link TunesetError} as of {@link check}; and `IO` where an output cannot be written, or exists and may not be
 *   replaced. No output is left behind in parts.
 * @example
 * ```ts
 * import { file, prepareTo } from "tuneset";
 *
 * const report = await prepareTo(
 * 	() => file("big.jsonl.gz"),
 * 	{ train: "train.jsonl", validation: "validation.jsonl", setAside: "set-aside.jsonl" },
 * 	{ model: "nova-micro", validation: 1000 },
 * );
 * console.log(report.split?.train.sha256);
 * ```
 */
export declare function prepareTo(
	input: () => Input | Input[],
	outputs: Outputs,
	options?: PrepareOptions,
): Promise<Report>;

/**
 * Advises whether to fine-tune with this data: models that take it, hyperparameters to start with, the cost and the request of
 * the job. Pure and quick: call it again after every answer.
 *
 * @param report of {@link check} or {@link prepare}
 * @throws {@link TunesetError} `BAD_OPTION`; `WASM_LOAD`; `CRASH`
 * @example
 * ```ts
 * import { check, file, plan } from "tuneset";
 *
 * const report = await check(file("train.jsonl"), { model: "nova-micro" });
 * const { advice, cost } = await plan(report, { requestsPerDay: 5000 });
 * console.log(advice.verdict, advice.summary);
 * for (const { title, low, high } of cost.items) console.log(`${title}: ${low} to ${high} USD`);
 * ```
 */
export declare function plan(
	report: Report,
	options?: PlanOptions,
): Promise<PlanReport>;

/**
 * Reads the metrics files of one finished job and judges its curves: the model was still learning, made no progress, overfitted
 * or diverged; and advises on changes.
 *
 * @param input `step_wise_training_metrics.csv` and `validation_metrics.csv`, in any order; one of them will do
 * @throws {@link TunesetError} as of {@link check}
 * @example
 * ```ts
 * import { file, metrics } from "tuneset";
 *
 * const { verdict, best } = await metrics([file("step_wise_training_metrics.csv"), file("validation_metrics.csv")]);
 * console.log(verdict.kind, verdict.advice[0], best?.epochCount);
 * ```
 */
export declare function metrics(
	input: Input | Input[],
	options?: MeasureOptions,
): Promise<MetricsReport>;

/**
 * Compares a model's answers with what is right, and with another model's answers. No model is called.
 *
 * @throws {@link TunesetError} as of {@link check}
 * @example
 * ```ts
 * import { evaluate, file } from "tuneset";
 *
 * const { verdict, tuned } = await evaluate({
 * 	references: file("held-out.jsonl"),
 * 	tuned: file("tuned.jsonl.out"),
 * 	base: file("base.jsonl.out"),
 * });
 * console.log(verdict.kind, tuned.scores?.measured);
 * ```
 */
export declare function evaluate(
	files: EvaluationFiles,
	options?: EvaluateOptions,
): Promise<EvaluationReport>;

/**
 * Loads the engine ahead of the first call; nothing is lost without it. Later calls return the first one's promise; after a
 * failure the next call tries again.
 *
 * @throws {@link TunesetError} `WASM_LOAD`
 * @example
 * ```ts
 * import { init } from "tuneset";
 *
 * await init(); // where a bundler has put them elsewhere: init({ wasm: "/assets/tuneset.wasm", worker: "/assets/worker.js" })
 * ```
 */
export declare function init(options?: InitOptions): Promise<void>;

/**
 * A file on disk as an input. It is read in ranges, never as a whole, and only once a function is given it: a file that
 * cannot be read rejects there, as `IO`. In Node, Deno and Bun only: in a browser it throws.
 *
 * @example
 * ```ts
 * import { check, file } from "tuneset";
 *
 * await check([file("data/a.jsonl"), file("data/b.jsonl.gz", "b")]);
 * ```
 * @param name what findings call it; the path unless given
 */
export declare function file(path: string, name?: string): FileInput;

/** A file on disk, as `file` gives it. */
export interface FileInput extends AsyncIterable<Uint8Array> {
	readonly name: string;
}

/** Files that `evaluate` compares. All of them may be compressed. */
export interface EvaluationFiles {
	/** The held-out file, in any training format, or any JSON Lines or CSV with an answer a record. */
	references: Input;
	/** The tuned model's answers: the output of a batch inference job, JSON Lines or CSV. */
	tuned: Input;
	/** The base model's answers, to compare with. */
	base?: Input;
	/** Training data of the model; its answers also show the expected form. */
	training?: Input;
}

/**
 * Target of one output: a stream, a file that the user picked (browsers), or a path (Node, Deno, Bun).
 * Nothing appears under a path or in a picked file before it is whole; a stream is closed when whole and aborted on failure.
 */
export type OutputTarget = WritableStream<Uint8Array> | PickedFile | string;

/** The part of a `FileSystemFileHandle` that is needed; its name would ask every caller for the types of the DOM. */
export interface PickedFile {
	/** Without its folder. */
	readonly name: string;
	/** As of `FileSystemFileHandle`. */
	createWritable(): Promise<{
		/** Appends. */
		write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
		/** Puts what was written in the file's place. */
		close(): Promise<void>;
		/** Leaves the file as it was. */
		abort(): Promise<void>;
	}>;
}

/** Targets of `prepareTo`. */
export interface Outputs {
	/** Gets the records to train with. */
	train: OutputTarget;
	/** Gets the others of the split. Needed unless `validation` is 'off' or the model takes no validation file. */
	validation?: OutputTarget;
	/** Gets every record that was left out, as `{"line":…,"reason":…,"record":"original text"}`. */
	setAside?: OutputTarget;
	/** Let paths replace files that exist; a validation file of an earlier run goes where this one has none. Default false. */
	overwrite?: boolean;
}

/** Result of `prepare`. */
export interface Prepared {
	/** With the size and SHA-256 of each output in `split`. */
	report: Report;
	/** The records to train with, as JSON Lines in UTF-8. */
	train: Blob;
	/** The others of the split; absent without one. */
	validation?: Blob;
	/** The records left out, as `{"line":…,"reason":…,"record":"original text"}`. */
	setAside?: Blob;
}

/** Options of `init`. */
export interface InitOptions {
	/**
	 * Source of the WebAssembly: an address, a response, its bytes, or a compiled `WebAssembly.Module`
	 * (an `object` here: the types of Node know no WebAssembly).
	 */
	wasm?: URL | string | Response | ArrayBuffer | ArrayBufferView | object;
	/**
	 * Address of the worker's script, which is `tuneset/worker`, for a bundler that does not find it: on the page's own origin. Node
	 * and `tuneset/inline` have their own and do without this.
	 */
	worker?: URL | string;
}

/** @internal Functions that open files and read data sets. */
export interface Api {
	check: typeof check;
	prepare: typeof prepare;
	prepareTo: typeof prepareTo;
}

/** Options of `metrics`. */
export interface MeasureOptions {
	/** Aborting rejects with `ABORTED`. */
	signal?: AbortSignal;
}

/** @internal What comes after training. */
export interface Measures {
	metrics: typeof metrics;
	evaluate: typeof evaluate;
}

/** @internal What to do with a checked data set. */
export interface Planning {
	plan: typeof plan;
}
