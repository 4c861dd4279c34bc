/** What the package exports besides the types of types.ts. */

import type { EvaluateOptions, EvaluationReport } from "./evaluation.ts";
import type { MetricsReport } from "./metrics.ts";
import type { PlanOptions, PlanReport } from "./plan-report.ts";
import type { CheckOptions, Input, PrepareOptions, Report } from "./types.ts";

export type * from "./evaluation.ts";
export type * from "./job.ts";
export type * from "./metrics.ts";
export type * from "./plan-report.ts";
export type * from "./types.ts";

/**
 * Where one output goes: a stream, a file that the user picked (browsers), or a path (Node, Deno, Bun).
 * Nothing appears under a path or in a picked file before it is whole; a stream is closed when whole and aborted on failure.
 */
export type OutputTarget = WritableStream<Uint8Array> | PickedFile | string;

/** The part of a `FileSystemFileHandle` that is needed; its name would ask every caller for the types of the DOM. */
export interface PickedFile {
	readonly name: string;
	createWritable(): Promise<{
		write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
		close(): Promise<void>;
		abort(): Promise<void>;
	}>;
}

export interface Outputs {
	train: OutputTarget;
	/** Needed unless `validation` is 'off' or the model takes no validation file. */
	validation?: OutputTarget;
	/** Gets every record that was left out, as `{"line":…,"reason":…,"record":"original text"}`. */
	setAside?: OutputTarget;
	/** Let paths replace files that exist. Default false. */
	overwrite?: boolean;
}

export interface Prepared {
	report: Report;
	train: Blob;
	/** Absent without a split. */
	validation?: Blob;
	/** The records left out, as `{"line":…,"reason":…,"record":"original text"}`. */
	setAside?: Blob;
}

export interface InitOptions {
	/**
	 * Where the WebAssembly is: an address, a response, its bytes, or a compiled `WebAssembly.Module`
	 * (an `object` here: the types of Node know no WebAssembly).
	 */
	wasm?: URL | string | Response | ArrayBuffer | ArrayBufferView | object;
}

/**
 * Problems in the data are findings, never exceptions. Every function rejects with a `TunesetError`:
 * ABORTED, IO (a file that changed or cannot be read or written), BAD_OPTION, WASM_LOAD, MEMORY or CRASH.
 */
export interface Api {
	/** Reads every byte once and says what is wrong with it. */
	check(input: Input | Input[], options?: CheckOptions): Promise<Report>;
	/** Checks, leaves out copies and records with errors, splits; the outputs are ready to upload. */
	prepare(input: Input | Input[], options?: PrepareOptions): Promise<Prepared>;
	/**
	 * Like `prepare`, for data of any size: nothing is kept in memory but what finds copies.
	 *
	 * @param input is called twice, because the data is read twice
	 */
	prepareTo(
		input: () => Input | Input[],
		outputs: Outputs,
		options?: PrepareOptions,
	): Promise<Report>;
}

export interface MeasureOptions {
	signal?: AbortSignal;
}

/** What comes after training. Like every other function these reject with a `TunesetError` and nothing else. */
export interface Measures {
	/**
	 * Reads the metrics files of one finished job and says what its curves mean: whether the model was still learning, stood
	 * still, learned its training data by heart or broke, and what to change.
	 *
	 * @param input step_wise_training_metrics.csv and validation_metrics.csv, in any order; one of them will do
	 */
	metrics(
		input: Input | Input[],
		options?: MeasureOptions,
	): Promise<MetricsReport>;
	/**
	 * Compares a model's answers with what is right, and with another model's answers. No model is called.
	 *
	 * @param files `references`: the held-out file, in any training format, or any JSON Lines or CSV with an answer a record;
	 *   `tuned` and `base`: the answers, as output of a batch inference job, JSON Lines or CSV; `training`: what the model was
	 *   trained on, from which the form that answers should have is learnt too
	 */
	evaluate(
		files: {
			references: Input;
			tuned: Input;
			base?: Input;
			training?: Input;
		},
		options?: EvaluateOptions,
	): Promise<EvaluationReport>;
}

/** What to do with a checked data set. */
export interface Planning {
	/**
	 * Says whether to fine-tune with this data, which models take it, which hyperparameters to start with and what it costs.
	 * Pure and quick: call it again at every answer.
	 *
	 * @param report of `check` or `prepare`
	 */
	plan(report: Report, options?: PlanOptions): Promise<PlanReport>;
}
