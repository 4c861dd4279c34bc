/** What the package knows of rules and models: the types of `rules` and `models`. */

import type { Severity } from "./types.ts";

/** What Tuneset looks for, and why. */
export interface RuleInfo {
	/** Unique, in kebab-case. */
	name: string;
	severity: Severity;
	/** What it reports, as a phrase. */
	summary: string;
	/** Markdown under fixed headings: What it does, Why it matters, What Bedrock does, Example, Instead, Source. */
	docs: string;
	/** What Bedrock does about it: rejects the job, drops the record, ignores it, or unknown. */
	bedrock: "rejects" | "drops" | "ignores" | "unknown";
	/** How that is known, or why it is not. */
	evidence: string;
	/** Whether a safe fix exists. */
	fixable: boolean;
	/** Where AWS says so. */
	source: string;
}

/** Where a number or statement of the catalogue stands. */
export interface Cited {
	/** Title and tag of the page or script: `AWS General Reference, … (GR)`. */
	source: string;
	/** The day the source was read, as `2026-11-22`. */
	asOf: string;
	/** What the bare value does not say. */
	note?: string;
}

/** What another source says instead. */
export interface Disputed<T> extends Cited {
	value: T;
}

/** What a source says, and what others say. */
export interface Stated<T> extends Cited {
	value: T;
	disputed?: Disputed<T>[];
}

/** A number taken from AWS: the loosest that any source gives. Going past it is an error. */
export interface Limit extends Stated<number> {
	/** AWS raises it for an account on request: see `CheckOptions.limits`. */
	adjustable?: true;
	/** Sources disagree on whether the limit exists at all: going past it is only ever a warning. */
	advisory?: true;
	/** Stricter numbers of other sources, loosest first: going past one of them is a warning. */
	disputed?: Disputed<number>[];
	/** The number at each batch size, where it depends on that; without a value the sizes cannot be had. */
	byBatchSize?: { from: number; to: number; value?: number }[];
}

/** Formats of media, as written; the disputed ones are refused by another source. */
export interface MediaFormats extends Cited {
	values: string[];
	disputed?: Disputed<string>[];
}

/** What a model takes beside text. */
export interface Media {
	imageFormats?: MediaFormats;
	videoFormats?: MediaFormats;
	documentFormats?: MediaFormats;
	/** By name: `maxImageBytes`, `maxVideoSeconds`, … */
	limits: Record<string, Limit>;
	/** A data set holds one kind of media at most. */
	oneKindPerDataset: boolean;
	/** Media stand in the same S3 bucket as the data set. */
	sameBucket: boolean;
}

/** The widest range that any source gives. */
export interface Hyperparameter extends HyperparameterRange, Cited {
	type: "integer" | "float" | "choice";
	/** The request must set it. */
	required?: true;
	/** AWS raises its maximum for an account on request. */
	adjustable?: true;
	/** Narrower ranges or other defaults of other sources; only what differs. */
	disputed?: (HyperparameterRange & Cited)[];
}

/** What one source says of a hyperparameter. */
export interface HyperparameterRange {
	min?: number;
	max?: number;
	/** A number, or one of `words`. */
	default?: number | string;
	/** Words that are allowed beside numbers, such as `auto`; of a choice, all that is allowed. */
	words?: string[];
}

/** A way to customize a model. */
export interface Customization extends Cited {
	type:
		| "FINE_TUNING"
		| "CONTINUED_PRE_TRAINING"
		| "DISTILLATION"
		| "REINFORCEMENT_FINE_TUNING";
	/** CreateModelCustomizationJob, or Bedrock's OpenAI-compatible API and only that. */
	api: "bedrock" | "openai";
	/** The id of the entry that has the rules of this way, where it is another. */
	see?: string;
}

/** A way to use a customized model. */
export interface Inference extends Cited {
	way: "on-demand" | "provisioned-throughput" | "openai-api" | "as-student";
}

/** Of a model: `legacy` takes no new job from some day on, `deprecated` has come to the end of its life. */
export type Status = "current" | "legacy" | "deprecated";

/** When AWS stops offering a model. */
export interface Lifecycle extends Cited {
	/** From this day on there is no new customization job. */
	legacy?: string;
	/** From this day on requests fail. */
	endOfLife?: string;
	disputed?: Disputed<Status>[];
}

/** A model, and the data of one way to customize it. */
export interface ModelInfo {
	/** As `CheckOptions.model` names it: `nova-lite`. */
	id: string;
	/** As AWS names it. */
	name: string;
	family: string;
	/** The id that a job's request names, where a source gives one. */
	baseModelId?: string;
	/** Whether it could still be customized on the day the sources were read. */
	status: Status;
	lifecycle?: Lifecycle;
	/** Those in which it can be customized. */
	regions: string[];
	/** Where its base model id and Regions stand. */
	source: string;
	/** The oldest reading among its sources. */
	asOf: string;
	/** The ways to customize it; the first is the one that this entry is about. */
	customization: Customization[];
	/** How the customized model is used. */
	inference: Inference[];
	/** The record format that it takes. */
	format: string;
	/** By name: `minTrainRecords`, `maxRecords`, `maxTokens`, … */
	limits: Record<string, Limit>;
	/** How much data is advised, not required. */
	recommended?: (Cited & { min: number; max?: number })[];
	/** Where sources disagree the answer is no: a training file alone is taken by all of them. */
	validationFile: Stated<boolean>;
	/** Absent where it takes text only. */
	media?: Media;
	/** What a record's `schemaVersion` may be; absent for formats that have no such key. */
	schemaVersion?: Stated<"any" | "constant" | "required">;
	/** How many blocks `system` holds where it is present; absent where their number is free. */
	systemBlocks?: Stated<number>;
	/** Whether it learns from `reasoningContent`. */
	reasoning: boolean;
	/** By the names of the API. */
	hyperparameters: Record<string, Hyperparameter>;
	/** What else a person should know. */
	notes?: (Cited & { text: string })[];
}
