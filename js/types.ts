/**
 * Every type that a caller of Tuneset meets, declared once.
 * Lines and columns are 1-based, columns count UTF-16 units, byte offsets are 0-based.
 */

export type Severity = "error" | "warning" | "info";

/** Anything that yields bytes. A string is the data itself, never a path. */
export type Source =
	| string
	| Uint8Array
	| Blob
	| ReadableStream<Uint8Array>
	| AsyncIterable<Uint8Array>;
export type Input = Source | { name: string; data: Source };

export interface Progress {
	phase: "checking" | "writing";
	/** Bytes done and in all, over every input; `totalBytes` is absent while a stream's length is unknown. */
	bytes: number;
	totalBytes?: number;
	bytesPerSecond: number;
	secondsLeft?: number;
	records: number;
	errors: number;
	warnings: number;
}

export interface CheckOptions {
	/** A model id of `models`; without it the format is recognised and its common rules apply. */
	model?: string;
	/** Severity by rule name; `off` silences the rule. */
	rules?: Record<string, Severity | "off">;
	/** Findings kept as examples for each rule, first ones in file order; all are counted. Default 20. */
	maxExamplesPerRule?: number;
	/** Workers that check in parallel. Default: as many as the machine has cores, up to 8. */
	workers?: number;
	signal?: AbortSignal;
	onProgress?(progress: Progress): void;
	/** The report so far, a few times a second, so that first findings show early. */
	onPartialReport?(report: Report): void;
}

export type Dedupe = "exact" | "canonical" | "off";
export type Keep = "first" | "last" | "longest";

export interface PrepareOptions extends CheckOptions {
	/** Share ('20%' or 0.2) or count (500) of the records that go to validation; 0 or 'off' for no split. Default '20%'. */
	validation?: string | number;
	/** Any whole number from 0 to 2^53 - 1. Default 42. */
	seed?: number;
	/** Which copies are left out. Default 'canonical'. */
	dedupe?: Dedupe;
	/** Which of the copies stays. Default 'first'. */
	keep?: Keep;
	/** Apply the safe fixes (see `Diagnostic.fix`). Default false. */
	fix?: boolean;
}

export interface Fix {
	/** Safe: what the record means stays as it was. */
	safe: boolean;
	title: string;
}

export interface Diagnostic {
	rule: string;
	severity: Severity;
	message: string;
	file: string;
	line: number;
	column: number;
	/** Where the marked place starts in the file, and how many bytes it spans. */
	byteOffset: number;
	byteLength: number;
	/** RFC 6901 pointer to the value within its record; '' is the whole record. */
	pointer: string;
	/** At most about 120 characters of the record around the place. */
	excerpt: string;
	/** The marked place within `excerpt`, in UTF-16 units: [start, end). */
	mark: [number, number];
	/** The record's own bytes in the file; absent for findings about a whole file or data set. */
	record?: { byteOffset: number; byteLength: number };
	help: string;
	fix?: Fix;
	/** The safe fixes repaired it, so that it no longer counts as an error. */
	fixed?: true;
	related?: { file: string; line: number; similarity: number }[];
}

export interface RuleReport {
	severity: Severity;
	/** Every finding, kept as an example or not. */
	count: number;
	/** How many of `count` the safe fixes repaired (with `fix`), which no longer count as errors. */
	fixed: number;
	examples: Diagnostic[];
}

/** One bar: how many records have from `from` up to, not including, `to`. */
export interface HistogramBar {
	from: number;
	to: number;
	count: number;
}

export interface Cluster {
	kind: "exact" | "canonical";
	kept: { file: string; line: number };
	/** The copies; the first 20 of them, `size` counts them all and the kept one. */
	copies: { file: string; line: number; kind: "exact" | "canonical" }[];
	size: number;
}

export interface Report {
	schemaVersion: 1;
	tool: { name: "tuneset"; version: string };
	/** Absent without a model. `asOf` is the day the rules were read. */
	model?: { id: string; name: string; asOf: string };
	/**
	 * The record format, such as `prompt-completion`, `bedrock-conversation-2024`, `claude-messages`, `image-caption`,
	 * `openai-rft`, `distillation` or `pretraining`; absent when none was recognised.
	 */
	format?: string;
	ok: boolean;
	/** False for the report of a run that was cancelled or is still going. */
	complete: boolean;
	files: { name: string; bytes: number; lines: number }[];
	counts: {
		/** Physical lines, a last one without a final newline included. */
		lines: number;
		records: number;
		valid: number;
		invalid: number;
		blank: number;
		errors: number;
		warnings: number;
		infos: number;
	};
	rules: Record<string, RuleReport>;
	duplicates: {
		/** Records that repeat an earlier one to the byte. */
		exact: number;
		/** Records that repeat an earlier one as a JSON value; the exact ones are among them. */
		canonical: number;
		/** The first 50 clusters in file order. */
		clusters: Cluster[];
	};
	stats: {
		/** Estimates over all valid records. */
		tokens: {
			low: number;
			likely: number;
			high: number;
			/** Likely tokens of the longest record and where it stands. */
			longest?: { file: string; line: number; tokens: number };
			/** Likely tokens a record. */
			histogram: HistogramBar[];
			/** The model's limit on tokens a record, where it has one. */
			limit?: number;
		};
		/** Messages a record. */
		turns: { histogram: HistogramBar[] };
		systemPrompt?: { records: number; distinct: number; longestTokens: number };
	};
	/** What `prepare` would write, or wrote; absent from `check`. */
	split?: Split;
	readiness: {
		verdict: "ready" | "ready-with-warnings" | "not-ready";
		reasons: ReadinessReason[];
	};
}

export interface Split {
	train: Output;
	validation?: Output;
	setAside: {
		records: number;
		byReason: Record<string, number>;
		bytes?: number;
		sha256?: string;
	};
	seed: number;
	/** Records whose copy stands on the other side. */
	leakage: number;
	/** What was asked for and why it could not be had, where that is so. */
	note?: string;
}

export interface Output {
	records: number;
	/** Set once the file has been written. */
	bytes?: number;
	sha256?: string;
}

export interface ReadinessReason {
	severity: Severity;
	/** A stable kebab-case name: `errors-found`, `too-few-records`, `few-examples`, `recommended-size`, … */
	code: string;
	message: string;
}

export interface RuleInfo {
	name: string;
	severity: Severity;
	summary: string;
	/** Markdown under fixed headings: What it does, Why it matters, What Bedrock does, Example, Instead, Source. */
	docs: string;
	/** What Bedrock does about it: rejects the job, drops the record, ignores it, or unknown. */
	bedrock: "rejects" | "drops" | "ignores" | "unknown";
	/** How that is known, or why it is not. */
	evidence: string;
	/** Whether a safe fix exists. */
	fixable: boolean;
	source: string;
}

/** A number taken from AWS, with where it stands and the day it was read. */
export interface Limit {
	value: number;
	source: string;
	asOf: string;
	note?: string;
}

export interface ModelInfo {
	id: string;
	name: string;
	family: string;
	/** The id that a job's request names. */
	baseModelId?: string;
	status: "current" | "legacy" | "deprecated";
	statusNote?: string;
	regions: string[];
	format: string;
	asOf: string;
	/** By name: `minTrainRecords`, `maxRecords`, `maxTokens`, … */
	limits: Record<string, Limit>;
	validationFile: boolean;
}

export type TunesetErrorCode =
	| "ABORTED"
	| "IO"
	| "BAD_OPTION"
	| "WASM_LOAD"
	| "MEMORY"
	| "CRASH";
