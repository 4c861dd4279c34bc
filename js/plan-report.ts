/** What `plan` gives: whether, with which model, how and at what cost to fine-tune. Amounts are USD. */

import type { JobFields, JobPlan } from "./job.ts";
import type { Severity, Status } from "./types.ts";

/** What can be chosen for `plan`. */
export interface PlanOptions {
	/** A model id of `models`; that of the report unless given. */
	model?: string;
	/** What the data cannot tell; names and values are those of `PlanReport.advice.questions`. */
	answers?: Record<string, string>;
	/** How often the model will be asked; 1,000 are assumed. */
	requestsPerDay?: number;
	/** Values for the job, by the names of the API. */
	hyperparameters?: Record<string, number | string>;
	/** Your own numbers in the place of the catalogue's, by the names of `PlanReport.cost.prices`. */
	prices?: Record<string, number | string>;
	/** What is filled in of the job's request; files and hyperparameters follow from report and plan. */
	job?: JobFields;
}

/** Whether, with which model, how and at what cost to fine-tune. Its schema is `tuneset/schema/plan.json`. */
export interface PlanReport {
	schemaVersion: 1;
	tool: { name: "tuneset"; version: string };
	/** Absent without a model: hyperparameters are then empty, and costs general. */
	model?: { id: string; name: string; asOf: string };
	/** No error among the findings. */
	ok: boolean;
	advice: PlanAdvice;
	/** Those that take the data or would after a conversion, the best first. */
	models: PlanModel[];
	/** The names of the others. */
	notForThisData: string[];
	hyperparameters: PlanHyperparameter[];
	/** What is wrong with given values, or with model and data together. */
	findings: {
		severity: Severity;
		code: string;
		message: string;
		/** Of one value: its path in `JobFields`, such as `hyperparameters.epochCount`. */
		field?: string;
	}[];
	cost: PlanCost;
	/** Absent without a model. */
	job?: JobPlan;
}

/** Whether to fine-tune at all. */
export interface PlanAdvice {
	verdict: "not-yet" | "maybe" | "yes";
	/** The verdict with the fact that weighs most. */
	summary: string;
	/** Facts of this data set and your answers, the heaviest first. */
	reasons: {
		/** `not-yet`: alone enough not to fine-tune yet. */
		speaks: "not-yet" | "against" | "for" | "neither";
		code: string;
		message: string;
	}[];
	/** What only you can know; answered in `PlanOptions.answers`. */
	questions: {
		name: string;
		text: string;
		choices: { value: string; text: string }[];
		answer?: string;
		/** What the data looks like, where it tells. */
		looks?: string;
	}[];
	/** Fine-tuning among the other ways. */
	alternatives: {
		name: string;
		title: string;
		setUp: string;
		cost: string;
		when: string;
	}[];
	/** How many examples are advised, by task. */
	sizes: {
		task: string;
		title: string;
		min: number;
		max: number;
		each: string;
		/** How this data set compares; set for its task only. */
		yours?: string;
		source: string;
		asOf: string;
	}[];
}

/** Whether data keeps within limits; `unsure` where it is estimated, or sources disagree. */
export type PlanFit = "fits" | "unsure" | "no";

/** How a model and the data go together. */
export interface PlanModel {
	id: string;
	name: string;
	status: Status;
	/** AWS's dates, where it has any. */
	lifecycle?: string;
	regions: string[];
	/** False: after a conversion. */
	asItIs: boolean;
	fit: PlanFit;
	records: { text: string; fit: PlanFit };
	/** Tokens of the longest record. */
	longest: { text: string; fit: PlanFit };
	/** Of the files. */
	size: { text: string; fit: PlanFit };
	/** What does not fit, and what is to be done first. */
	why: string[];
	validationFile: boolean;
	/** How the tuned model is used. */
	inference: string[];
	asOf: string;
}

/** One hyperparameter, and what to set it to. */
export interface PlanHyperparameter {
	/** As the API has it. */
	name: string;
	range: string;
	default?: number | string;
	recommended?: string;
	/** Why that. */
	reason: string;
	given?: string;
	/** What the job's request says: what is given, or else what is recommended. */
	value?: string;
	source: string;
	asOf: string;
}

/** What it would cost, as ranges, in USD. */
export interface PlanCost {
	/** Every number of the estimate, to be edited. */
	prices: PlanPrice[];
	items: {
		name: string;
		title: string;
		low: number;
		likely: number;
		high: number;
		/** The amount in words. */
		text: string;
		/** How it comes about. */
		how: string;
		/** Requests a day from which tuning pays for itself; absent where it never does, or that is no question. */
		breakEven?: number;
	}[];
	/** What changes the result most. */
	decides: string;
	requestsPerDay: number;
	/** `requestsPerDay` was not given. */
	isAssumed: boolean;
	notes: string[];
}

/** One number of the estimate. */
export interface PlanPrice {
	/** As in `PlanOptions.prices`. */
	name: string;
	label: string;
	unit: string;
	value: number;
	/** How far quotes lie apart; both are the value where there is one quote, or it is given. */
	low: number;
	high: number;
	/** It is the caller's own. */
	given: boolean;
	source: string;
	/** The day the source was read; empty for numbers that are yours or the data's. */
	asOf: string;
	note?: string;
}
