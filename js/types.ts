/**
 * Every type that a caller of Tuneset meets, declared once.
 * Lines and columns are 1-based, columns count UTF-16 units, byte offsets are 0-based.
 */

export type * from "./catalogue.ts";

/** An error would be refused by AWS or lost in the job; a warning deserves a look; an info is good to know. */
export type Severity = "error" | "warning" | "info";

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

/** Which copies are left out: of the kinds of `Sameness`, that one and the stricter ones. */
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
	/** Which copies are left out, each for one that stays: of the kinds of `Sameness`, that one and the stricter ones. Default 'canonical'. */
	dedupe?: Dedupe;
	/** Which of the copies stays. Default 'first'. */
	keep?: Keep;
}

/** Which records stay and which go, decided one by one. */
export interface Decisions {
	schemaVersion: 1;
	/** They stay, whatever repeats them; and of copies in the place of the others. */
	keep?: Decided[];
	/** They are left out, and count as if they were not there. */
	drop?: Decided[];
	/**
	 * They are read, judged and written as another text than stands in the file, before anything else is done with them; the
	 * set-aside file has both texts.
	 */
	replace?: Replaced[];
}

/** A record that was written anew. Where other bytes stand there by now, the edit is told and not carried out. */
export interface Replaced {
	/** As in `Decided`. */
	file: string;
	line: number;
	/** XXH3-64 of the bytes of the line, its line feed left out, in hexadecimal. */
	digest: string;
	/** The text to be read instead, on one line. */
	record: string;
}

/** A record that was decided on. Where another record stands there by now, the decision is told and not carried out. */
export interface Decided {
	/** As in the report; the last part of a path is enough. */
	file: string;
	/** From 1. */
	line: number;
	/** `ClusterRecord.digest`. */
	digest: string;
}

/** A repair of one finding. */
export interface Fix {
	/** Safe: what is meant is beyond doubt. Otherwise it is a guess, for a person to look at. */
	safe: boolean;
	/** What it does, as a phrase: `remove the comma`. */
	title: string;
	/** How many places it changes; absent where it writes the whole file anew. */
	places?: number;
	/** What it changes, in file order; absent where that is too much to list. */
	edits?: Edit[];
}

/** `text` takes the place of `byteLength` bytes of the file. */
export interface Edit {
	byteOffset: number;
	byteLength: number;
	text: string;
}

/** A finding: what is wrong, where, and what to do. */
export interface Diagnostic {
	/** Its name among `rules`. */
	rule: string;
	/** Milder than the rule's own where sources disagree. */
	severity: Severity;
	/** What was found, in one sentence without its end. */
	message: string;
	/** The input's name. */
	file: string;
	/** From 1. */
	line: number;
	/** From 1, in UTF-16 units. */
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
	/** What to do about it. */
	help: string;
	/** Absent where only a person can mend it. */
	fix?: Fix;
	/** It has been repaired, so that it no longer counts as an error. */
	fixed?: true;
	/**
	 * The record was edited: what is said is said of the new text, as if it began where the old one stands. `record` is the
	 * place of the old one.
	 */
	edited?: true;
	/** Of a finding that is told once for many records of a file: how many. */
	records?: number;
	/** The other records that it speaks of, and how similar they are where that was counted. */
	related?: { file: string; line: number; similarity?: number }[];
	/** Where the answers look like classes: those of its record, by field. */
	classes?: Record<string, string>;
}

/** All findings of one rule. */
export interface RuleReport {
	/** The highest among them. */
	severity: Severity;
	/** Every finding, kept as an example or not. */
	count: number;
	/** How many of `count` have been repaired (with `fix` or `unsafeFixes`), which no longer count as errors. */
	fixed: number;
	/** How many of the others the safe fixes would repair, and how many those that need a guess. */
	fixable: { safe: number; unsafe: number };
	/** The first ones in file order, as many as `maxExamplesPerRule`. */
	examples: Diagnostic[];
}

/** One bar: how many records have from `from` up to, not including, `to`. */
export interface HistogramBar {
	from: number;
	to: number;
	count: number;
}

/** In what records are the same, from the strictest way on: bytes, JSON value, words, most of their words in a row. */
export type Sameness = "exact" | "canonical" | "normalized" | "near";

/** A record that has others like it. */
export interface ClusterRecord {
	file: string;
	line: number;
	/** Half of a digest of its JSON value, as it is checked: what `Decided` names it by. */
	digest: string;
	/** Left out of the outputs; never in a report of `check`. */
	dropped?: true;
}

/** One that is not the representative of its cluster. */
export interface ClusterMember extends ClusterRecord {
	/** In what it is the same as the representative. */
	kind: Sameness;
	/** To the representative, from 0 to 1, rounded down; see `Report.duplicates.near`. */
	similarity: number;
	/** `direct`: similar enough to the representative. `linked`: only to another record of the cluster, and never left out for the representative. */
	link: "direct" | "linked";
}

/** Records that say the same, directly or through each other. */
export interface Cluster {
	/** The loosest kind in it. */
	kind: Sameness;
	/** The first in file order. */
	representative: ClusterRecord;
	/** The others; the first 20 of them, `size` counts them all and the representative. */
	members: ClusterMember[];
	size: number;
}

/**
 * What is known of a data set, the same for any number of workers; as JSON it is `report.json`, whose schema is
 * `tuneset/schema/report.json`.
 */
export interface Report {
	/** Rises when a reader of the report has to change. */
	schemaVersion: 1;
	/** What made it. */
	tool: { name: "tuneset"; version: string };
	/** Absent without a model. `asOf` is the day the rules were read. */
	model?: {
		id: string;
		name: string;
		asOf: string;
		/** Quotas that the caller set, with the catalogue's numbers; absent where none is. */
		limits?: { name: string; value: number; default: number }[];
	};
	/**
	 * The record format, such as `prompt-completion`, `bedrock-conversation-2024`, `claude-messages`, `image-caption`,
	 * `openai-rft`, `distillation` or `pretraining`; absent when none was recognised.
	 */
	format?: string;
	/** Whether there is no error, apart from what has been repaired. */
	ok: boolean;
	/** False for the report of a run that was cancelled or is still going. */
	complete: boolean;
	/** The inputs, in their order. */
	files: {
		name: string;
		/** Of the text, once it is unpacked; every line, column and offset of the report is one of the text. */
		bytes: number;
		lines: number;
		/** How the file itself is compressed, and its own size. */
		compressed?: { kind: "gzip" | "zstd"; bytes: number };
	}[];
	/** Over all inputs. */
	counts: {
		/** Physical lines, a last one without a final newline included. */
		lines: number;
		records: number;
		valid: number;
		invalid: number;
		/** Lines of white space, and lines that hold a comment only: they are no records. */
		blank: number;
		comments: number;
		errors: number;
		warnings: number;
		infos: number;
	};
	/** The findings, by name of their rule; rules without any are absent. */
	rules: Record<string, RuleReport>;
	/** What was converted from what; absent where no conversion was asked for. */
	conversion?: Conversion;
	/** What a conversion would turn into the format that is wanted; absent where there is nothing, or it was done. */
	convertible?: Convertible;
	/** Records that repeat others; each number counts those of the ones above it too. */
	duplicates: {
		/** Records that repeat an earlier one to the byte. */
		exact: number;
		/** Records that repeat an earlier one as a JSON value; the exact ones are among them. */
		canonical: number;
		/** Records that repeat an earlier one in words, whatever case, white space and punctuation; the canonical ones are among them. */
		normalized: number;
		/**
		 * Records in a cluster beside its representative: those that are similar to another by `threshold` or more, and the
		 * normalized ones. The similarity is the share of runs of three words that two records have in common, of all that
		 * either has, in what user and assistant say; runs that a large share of the records have are left out.
		 * Absent where near-duplicates were not looked for.
		 */
		near?: number;
		/** Records that answer a question in other words than the first record with it; no duplicates, and counted apart. */
		conflicting: number;
		/** The similarity from which records are near-duplicates; absent where they were not looked for. */
		threshold?: number;
		/** All clusters, listed or not. */
		clusterCount: number;
		/** The first 50 clusters in file order. */
		clusters: Cluster[];
	};
	/** What files to compare with have in common with the input; absent without any. */
	overlap?: Overlap;
	/** What the data is like. */
	stats: {
		/** Estimates over all valid records. */
		tokens: {
			low: number;
			likely: number;
			high: number;
			/** Of `likely`, those of the answers. */
			answers: number;
			/** Likely tokens of the longest record and where it stands. */
			longest?: { file: string; line: number; tokens: number };
			/** Likely tokens a record. */
			histogram: HistogramBar[];
			/** The model's limit on tokens a record, where it has one. */
			limit?: number;
		};
		/** Messages a record. */
		turns: { histogram: HistogramBar[] };
		/** Absent where no record has one. */
		systemPrompt?: { records: number; distinct: number; longestTokens: number };
		/** What the answers are classes of, if they are; absent where no record has an answer. */
		labels?: Labels;
		/** JSON Pointers to values that repeat in the first 100 records of a file: what a split may be grouped or stratified by. */
		places?: string[];
		/** The structure that most answers have: a JSON object with certain keys, say. Absent where they have none in common. */
		answerFormat?: { name: string; records: number; total: number };
		/** The kinds of media in it: `image`, `video`, `document`; absent where there is text only. */
		media?: string[];
	};
	/** What `prepare` would write, or wrote; absent from `check`. */
	split?: Split;
	/** Records that were read as another text than stands in their files: see `Decisions.replace`. */
	edits?: {
		records: number;
		/** The originals stand in the input files; their digests are those of the decisions. */
		list: { file: string; line: number; digest: string }[];
	};
	/** Whether a job with it would be accepted, and what speaks against that. */
	readiness: {
		verdict: "ready" | "ready-with-warnings" | "not-ready";
		reasons: ReadinessReason[];
	};
}

/**
 * How many records of the files to compare with (`against`) stand in the input. From `exact` to `near` each number counts those of
 * the ones before it, too; the kinds are those of `duplicates`.
 */
export interface Overlap {
	files: Report["files"];
	/** Records that could be read and were compared. */
	records: number;
	exact: number;
	canonical: number;
	normalized: number;
	/** Absent where near-duplicates were not looked for. */
	near?: number;
	/** Records whose question stands in the input: all before the last answer, whatever case and white space. */
	samePrompt: number;
	/**
	 * Records that are told as `overlapping-record`: those of `near`, and those whose question stands in the input, unless that
	 * is one that a large share of the records answer, each in its own way.
	 */
	overlapping: number;
	/** The similarity from which records are near-duplicates; absent where they were not looked for. */
	threshold?: number;
	/** Of each kind the first, as many as there are examples of a rule, in the order of the files. */
	pairs: OverlapPair[];
	/** What could not be read and so was not compared, and what is wrong with it. */
	unread: { records: number; examples: Diagnostic[] };
}

/** A record of a file to compare with, and the first such record of the input; of near ones, the most similar. */
export interface OverlapPair {
	file: string;
	line: number;
	/** The strictest kind there is; `same-prompt` where only the question is the same. */
	kind: Sameness | "same-prompt";
	/** Of all kinds but `same-prompt`. */
	similarity?: number;
	other: { file: string; line: number };
}

/** Whether the answers look like classes: few different values, each short, that repeat. */
export interface Labels extends Partial<Classes> {
	lookLikeClasses: boolean;
	/** What speaks for it or against it, as a phrase. */
	why: string;
	/** Records with an answer. */
	answers: number;
	/** Further fields of the answers that look like classes. */
	moreFields?: Classes[];
}

/** The classes of the answers, or of one field of them. */
export interface Classes {
	/** `completion` for whole answers; otherwise the key within them. */
	field: string;
	/** Records that have a value. */
	total: number;
	/** Different values. */
	distinct: number;
	/** The most frequent first, at most 200. */
	classes: { label: string; records: number }[];
}

/** What a conversion did. */
export interface Conversion {
	/** The format that was asked for. */
	to: string;
	/** Records converted, by the name of their layout: `openai-chat`, `alpaca`, `csv`, `prompt-completion`, … */
	from: Record<string, number>;
	/** Records that could not be: the rule `not-converted` says why. */
	notConverted: number;
	/** How often something was left behind, by its key; the first 50 keys of the alphabet. */
	lost: Record<string, number>;
}

/** What a conversion could do. */
export interface Convertible {
	/** The format that is wanted. */
	to: string;
	from: {
		layout: string;
		/** What people call it, before "records". */
		title: string;
		records: number;
		/** Where the first of them stands. */
		first: {
			file: string;
			line: number;
			byteOffset: number;
			byteLength: number;
		};
	}[];
}

/** Who goes where. */
export interface Split {
	/** The records to train with. */
	train: Output;
	/** Absent without a split, and where the model takes no validation file. */
	validation?: Output;
	/** What is left out: records, and lines that hold none. */
	setAside: {
		records: number;
		/** By reason: `invalid`, `duplicate`, `near-duplicate`, `decision`, `blank-line`, `comment-line`. */
		byReason: Record<string, number>;
		bytes?: number;
		sha256?: string;
	};
	seed: number;
	/** Validation records that have a copy, a near-duplicate, their question or their group on the training side; counted from where the records went. */
	leakage: number;
	/** What was asked for and why it could not be had, where that is so. */
	note?: string;
	/** The groups that stay whole because of `groupBy`. */
	groupBy?: {
		pointer: string;
		/** Different values. */
		groups: number;
		/** Records of the largest group. */
		largest: number;
		/** Records without a value (none, null or an empty text), each of which stands for itself. */
		without: number;
	};
	/** What came of `decisions`. */
	decisions?: {
		kept: number;
		dropped: number;
		replaced: number;
		notApplied: {
			action: "keep" | "drop" | "replace";
			file: string;
			line: number;
			/** What stands in the way, as a phrase. */
			why: string;
		}[];
	};
	/** The classes on both sides, counted from where the records went; absent where there are no classes. */
	strata?: Strata;
}

/** The classes of both sides. */
export interface Strata {
	/** Where the class of a record stands: `completion`, a key in the answers, or a pointer. */
	by: string;
	/** Whether both sides were to have the same shares. */
	stratified: boolean;
	/** How many classes there are. */
	distinct: number;
	/** The largest first, at most 200. */
	strata: Stratum[];
}

/** One class. */
export interface Stratum {
	/** Absent for the records without a class. */
	label?: string;
	train: number;
	validation: number;
	/** Of all training records, and of all validation records, from 0 to 1. */
	trainShare: number;
	validationShare: number;
}

/** One output. */
export interface Output {
	records: number;
	/** Set once the file has been written. */
	bytes?: number;
	/** Of those bytes, in hexadecimal. */
	sha256?: string;
}

/** Something that speaks against the data set, or should be known of it. */
export interface ReadinessReason {
	/** An error makes it `not-ready`, a warning `ready-with-warnings`. */
	severity: Severity;
	/** A stable kebab-case name: `errors-found`, `too-few-records`, `few-examples`, `recommended-size`, … */
	code: string;
	message: string;
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
