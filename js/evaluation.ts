/** What `evaluate` gives: how good answers are. Shares go from 0 to 1, lengths are in characters. */

import type { FileFindings } from "./metrics.ts";
import type { Severity } from "./types.ts";

/** What can be chosen for `evaluate`. */
export interface EvaluateOptions {
	/** Another seed, other draws of the intervals; the same seed, the same ones. Any whole number from 0 to 2^53 - 1. Default 42. */
	seed?: number;
	/** What answers are matched to references by. Default: ids, then prompts, where they find half of the answers, else their order. */
	matchBy?: "auto" | "id" | "prompt" | "order";
	/** The key, column or RFC 6901 pointer that holds the right answer; the usual names are known. */
	referenceKey?: string;
	/** The one that holds a model's answer. */
	answerKey?: string;
	/** The one that holds the id, in all files. */
	idKey?: string;
	/** Aborting rejects with `ABORTED`. */
	signal?: AbortSignal;
}

/** How good the answers are. Its schema is `tuneset/schema/evaluation.json`. */
export interface EvaluationReport {
	schemaVersion: 1;
	tool: { name: "tuneset"; version: string };
	/** No error among the findings, and the tuned model is not worse. */
	ok: boolean;
	verdict: EvaluationVerdict;
	/** What the verdict stands on; which one depends on what the references are like. */
	measure: "accuracy" | "field-accuracy" | "word-overlap";
	references: EvaluationReferences;
	/** Absent without training data. */
	training?: { name: string; bytes: number; records: number; usable: number };
	tuned: EvaluatedModel;
	/** Absent without answers of a base model. */
	base?: EvaluatedModel;
	/** Of the references that both models have answered; absent without one. */
	difference?: EvaluationDifference;
	/** What is wrong with the files, by kind. */
	findings: Record<string, FileFindings>;
}

/** Which model answers better, and how sure that is. */
export interface EvaluationVerdict {
	kind:
		| "better"
		| "worse"
		| "no-difference"
		| "not-compared"
		| "nothing-to-compare";
	/** Worse and nothing to compare are errors, no difference is a warning. */
	severity: Severity;
	/** One sentence, with the numbers that led to it. */
	summary: string;
	/** What else bears on it. */
	reasons: string[];
	/** What to do, the first thing first. */
	advice: string[];
}

/** The right answers. */
export interface EvaluationReferences {
	name: string;
	bytes: number;
	records: number;
	/** Those with an answer to compare with. */
	usable: number;
	/** In the order they are met, those of the training data first; absent where right answers do not look like classes. */
	classes?: { name: string; references: number }[];
	/** What answers are held to be made of: what most are in the training data, else of all right answers; and the share of them that are. */
	shape?: { name: string; share: number };
	length: Lengths;
}

/** Of answers, in characters. */
export interface Lengths {
	mean: number;
	median: number;
}

/** One model's answers. */
export interface EvaluatedModel {
	name: string;
	bytes: number;
	records: number;
	/** What its answers were matched to references by. */
	matchedBy: "id" | "prompt" | "order";
	/** Answers that belong to a reference: all figures are of these. */
	scored: number;
	/** Answers that belong to no reference, or to one that has an answer already. */
	unmatched: number;
	/** References without an answer. */
	unanswered: number;
	/** Records without an answer in them: the inference failed, or the line cannot be read. */
	failed: number;
	/** Answers that ended at the token limit. */
	cutOff: number;
	/** Absent where no answer belongs to a reference. */
	scores?: Scores;
}

/** A mean with the interval that 95 % of the draws lie in. */
export interface Interval {
	mean: number;
	low: number;
	high: number;
}

/** Means over the answers that belong to a reference. */
export interface Scores {
	/** By the report's `measure`. */
	measured: Interval;
	/** The same text, white space around it left out. */
	exactMatch: number;
	/** The same words, whatever case, white space and punctuation; the same number. */
	normalizedMatch: number;
	/** The F1 of shared words. */
	overlap: number;
	/** Answers of the references' shape, or one of their classes; absent where the references have nothing in common. */
	formatCompliance?: {
		share: number;
		breaking: number;
		/** The first 20 of them; `line` is the reference's. */
		examples: { line: number; is: string; answer: string }[];
	};
	/** By field, where references have fields: the share that is right. */
	fields?: { name: string; references: number; share: number }[];
	length: Lengths;
	/** Where the references are classes. */
	classes?: ClassScores;
}

/** Of one class, or a mean of several. */
export interface Hits {
	precision: number;
	recall: number;
	f1: number;
}

/** Answers as classes. */
export interface ClassScores {
	/** The mean over classes. */
	macro: Hits;
	/** Over all answers. */
	micro: Hits;
	/** In the order of `references.classes`. */
	each: Hits[];
	/** A row for each class of the references, a column for each class of the answers and one for all else; up to 30 classes. */
	confusion?: number[][];
	/** The 20 most frequent; without an answer: none of the classes. */
	mostConfused: { reference: string; answer?: string; count: number }[];
}

/** The two models, reference by reference. */
export interface EvaluationDifference {
	/** References that both have answered. */
	pairs: number;
	/** Draws of all pairs that the intervals are of. */
	resamples: number;
	/** Of the intervals: 0.95. */
	level: number;
	seed: number;
	measures: {
		name:
			| "normalizedMatch"
			| "exactMatch"
			| "overlap"
			| "fieldAccuracy"
			| "formatCompliance"
			| "length"
			| "macroF1";
		base: number;
		tuned: number;
		/** Tuned less base. */
		difference: Interval;
	}[];
	/** References that the tuned model answers better by the report's `measure`. */
	better: Changes;
	/** References that it answers worse. */
	worse: Changes;
	/** How likely so one-sided a result is by chance, where answers are right or wrong: McNemar's exact test. */
	signTest?: number;
}

/** References that one model answers better than the other. */
export interface Changes {
	count: number;
	/** The 10 clearest; `line` is the reference's. */
	examples: {
		line: number;
		difference: number;
		reference: string;
		base: string;
		tuned: string;
	}[];
}
