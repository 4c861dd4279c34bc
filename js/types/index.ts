/**
 * Input and options of the package, and the types that `node scripts/schemas.mjs` generates from the structs in src/.
 * Lines and columns are 1-based, columns count UTF-16 units, byte offsets are 0-based.
 */

import type {
	DataOptions,
	EvaluationOptions,
	SplitOptions,
} from "../generated/options.ts";
import type { Report } from "../generated/report.ts";

export type * from "../generated/evaluation.ts";
export type * from "../generated/metrics.ts";
export type * from "../generated/options.ts";
export type * from "../generated/plan.ts";
export type * from "../generated/report.ts";
export type * from "./catalogue.ts";

/** Anything that yields bytes. A string is the data itself, never a path. */
export type Source =
	| string
	| Uint8Array
	| Blob
	| ReadableStream<Uint8Array>
	| AsyncIterable<Uint8Array>;
/** Data, with a name that findings call it by; without one a `File`'s own, or else `data.jsonl`, `data-2.jsonl` and so on. */
export type Input = Source | { name: string; data: Source };

/** Progress of a run, reported at most ten times a second. */
export interface Progress {
	/**
	 * `relating` looks for near-duplicates among what was read, `comparing` reads the files of `against`, `writing` reads the
	 * input for the second time.
	 */
	phase: "checking" | "relating" | "comparing" | "writing";
	/**
	 * Bytes done and in all, of all input files before decompression. While relating, the bytes that correspond to the share that
	 * is done. `totalBytes` is absent while a stream's length is unknown.
	 */
	bytes: number;
	totalBytes?: number;
	bytesPerSecond: number;
	/** In this phase; absent while unknown. */
	secondsLeft?: number;
	/** Found so far, as are the two below. */
	records: number;
	errors: number;
	warnings: number;
}

/** Options of `check`. An option that does not exist, or a value it cannot have, is a `BAD_OPTION`. */
export interface CheckOptions extends Omit<DataOptions, "dedupe" | "keep"> {
	/**
	 * Your own validation file, or several: checked, repaired, converted and written like the input, but every record of it goes to
	 * the validation output, and no share of the input is drawn. Of copies on both sides the one in the validation file stays.
	 * `Report.overlap` has its records that the input has, too. For `prepareTo`, which reads twice, a stream is given as a function
	 * that returns it.
	 */
	validationFile?: Input | Input[] | (() => Input | Input[]);
	/**
	 * Files to compare with, such as a test file: `Report.overlap` has the records that the training data has, too. They are read
	 * in whatever way inputs are; nothing of them is counted or written.
	 */
	against?: Input | Input[];
	/** Workers that check in parallel (default: as many as the machine has cores, up to 8). */
	workers?: number;
	/** Aborting rejects with `ABORTED` and stops every worker. */
	signal?: AbortSignal;
	/** Called on the caller's thread. */
	onProgress?(progress: Progress): void;
	/** The report so far, a few times a second, so that first findings show early. */
	onPartialReport?(report: Report): void;
}

/** Options of `prepare` and `prepareTo`: those of `check`, and how to deduplicate and split. */
export interface PrepareOptions
	extends CheckOptions,
		DataOptions,
		SplitOptions {}

/** Options of `evaluate`. */
export interface EvaluateOptions extends EvaluationOptions {
	/** Aborting rejects with `ABORTED`. */
	signal?: AbortSignal;
}

/**
 * Reason for which a run ended: `ABORTED` by its signal; `IO`: a file cannot be read or written, or changed meanwhile; `BAD_OPTION`: an option
 * that does not exist, or cannot have that value; `WASM_LOAD`: the engine is not where it should be; `MEMORY`: there is not enough;
 * `CRASH`: a bug of Tuneset's.
 */
export type TunesetErrorCode =
	| "ABORTED"
	| "IO"
	| "BAD_OPTION"
	| "WASM_LOAD"
	| "MEMORY"
	| "CRASH";
