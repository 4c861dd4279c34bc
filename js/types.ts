/**
 * Input and options, and the types of what comes out, which `node scripts/schemas.mjs` generates from the structs in src/.
 * Lines and columns are 1-based, columns count UTF-16 units, byte offsets are 0-based.
 */

import type { Decisions, EvaluationOptions } from "./generated/options.ts";
import type { Report, Severity } from "./generated/report.ts";

export type * from "./catalogue.ts";
export type * from "./generated/evaluation.ts";
export type * from "./generated/metrics.ts";
export type * from "./generated/options.ts";
export type * from "./generated/plan.ts";
export type * from "./generated/report.ts";

/** Anything that yields bytes. A string is the data itself, never a path. */
export type Source =
	| string
	| Uint8Array
	| Blob
	| ReadableStream<Uint8Array>
	| AsyncIterable<Uint8Array>;
/** Data, with a name that findings call it by; without one a `File`'s own, or else `data.jsonl`, `data-2.jsonl` and so on. */
export type Input = Source | { name: string; data: Source };

/** How far a run is, told at most ten times a second. */
export interface Progress {
	/**
	 * `relating` looks for near-duplicates among what was read, `comparing` reads the files of `against`, `writing` reads the
	 * input for the second time.
	 */
	phase: "checking" | "relating" | "comparing" | "writing";
	/**
	 * Bytes done and in all, over every input as it is given: compressed ones count as they are. While relating, the share
	 * of them that what is done comes to. `totalBytes` is absent while a stream's length is unknown.
	 */
	bytes: number;
	totalBytes?: number;
	bytesPerSecond: number;
	/** In this phase; absent while it cannot be told. */
	secondsLeft?: number;
	/** Found so far, as are the two below. */
	records: number;
	errors: number;
	warnings: number;
}

/** What can be chosen for `check`. An option that does not exist, or a value it cannot have, is a `BAD_OPTION`. */
export interface CheckOptions {
	/** A model id of `models`; without it the format is recognised and its common rules apply. */
	model?: string;
	/**
	 * Your own numbers for quotas of the model that AWS raised for your account, by name: `{"max-records": 50000}`. Names
	 * are those of `ModelInfo.limits` in kebab-case; only the adjustable ones can be set.
	 */
	limits?: Record<string, number | string>;
	/** Severity by rule name; `off` silences the rule. */
	rules?: Record<string, Severity | "off">;
	/** Findings kept as examples for each rule, first ones in file order; all are counted. Default 20. */
	maxExamplesPerRule?: number;
	/** The similarity, from 0.5 to 1, from which records are near-duplicates; or 'off'. Default 0.8. */
	near?: number | string;
	/**
	 * Files to compare with, such as a validation file that was made before: which of their records stand in the input, too,
	 * is told in `Report.overlap`. They are read in whatever way inputs are; nothing of them is counted or written.
	 */
	against?: Input | Input[];
	/** Turn records into those of one format: true for that of the model (bedrock-conversation-2024 without one), or a format's name. */
	convert?: boolean | string;
	/** Workers that check in parallel. Default: as many as the machine has cores, up to 8. */
	workers?: number;
	/** Take the data as the safe fixes make it (see `Diagnostic.fix`). Default false. */
	fix?: boolean;
	/** The same with those fixes, too, that need a guess. Default false. */
	unsafeFixes?: boolean;
	/**
	 * Which fixes to apply to the findings of single rules, whatever `fix` and `unsafeFixes` say: `{"blank-line": "off"}`. Of a
	 * line that has a fault, all that it takes is repaired or nothing.
	 */
	fixes?: Record<string, "safe" | "unsafe" | "off">;
	/** Aborting rejects with `ABORTED` and stops every worker. */
	signal?: AbortSignal;
	/** Called on the caller's thread. */
	onProgress?(progress: Progress): void;
	/** The report so far, a few times a second, so that first findings show early. */
	onPartialReport?(report: Report): void;
}

/** Which copies are left out: of the kinds of `MatchKind`, that one and the stricter ones. */
export type Dedupe = "exact" | "canonical" | "normalized" | "near" | "off";
/** Which of several copies stays. */
export type Keep = "first" | "last" | "longest";

/** What can be chosen for `prepare` and `prepareTo`: the options of `check`, and how to deduplicate and split. */
export interface PrepareOptions extends CheckOptions {
	/** Share ('20%' or 0.2) or count (500) of the records that go to validation; 0 or 'off' for no split. Default '20%'. */
	validation?: string | number;
	/** Any whole number from 0 to 2^53 - 1. Default 42. */
	seed?: number;
	/** A JSON Pointer (RFC 6901) into the record as it came: records with the same value there stay on one side. */
	groupBy?: string;
	/**
	 * What both sides have the same shares of: 'auto' for the classes of the answers, where they look like classes, a JSON
	 * Pointer into the record as it came, or 'off'. Default 'auto'.
	 */
	stratifyBy?: string;
	/** What was decided of single records: it goes before what `dedupe` and `keep` would do with them. */
	decisions?: Decisions;
	/** Which copies are left out, each for one that stays: of the kinds of `MatchKind`, that one and the stricter ones. Default 'canonical'. */
	dedupe?: Dedupe;
	/** Which of the copies stays. Default 'first'. */
	keep?: Keep;
}

/** Options of `evaluate`. */
export interface EvaluateOptions extends EvaluationOptions {
	/** Aborting rejects with `ABORTED`. */
	signal?: AbortSignal;
}

/**
 * Why a run ended: `ABORTED` by its signal; `IO`: a file cannot be read or written, or changed meanwhile; `BAD_OPTION`: an option
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
