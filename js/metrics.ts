/** What `metrics` gives: the curves of a finished job and what they say. Losses are those of the files, never perplexities. */

import type { Severity } from "./types.ts";

/** What a finished job's curves say. Its schema is `tuneset/schema/metrics.json`. */
export interface MetricsReport {
	schemaVersion: 1;
	tool: { name: "tuneset"; version: string };
	/** No error among the findings, and the run has not diverged. */
	ok: boolean;
	files: MetricsFile[];
	verdict: MetricsVerdict;
	/** Where validation loss was lowest; absent without validation losses. */
	best?: {
		step: number;
		/** As the file numbers epochs: Bedrock's files have been seen to start at 0. */
		epochNumber?: number;
		/** How many epochs a job has that ends there; absent where that is within an epoch. */
		epochCount?: number;
		validationLoss: number;
	};
	/** The point from which validation loss rises to the end; absent where it does not. */
	turn?: {
		step: number;
		/** How far validation loss has risen by the end: 0.31 for 31 %. */
		rise: number;
		/** How far training loss went in the same time; below 0 where it fell. Absent without training losses. */
		trainingChange?: number;
	};
	/** Empty where the files do not number epochs. */
	epochs: MetricsEpoch[];
	training?: MetricsCurve;
	validation?: MetricsCurve;
	/** What is wrong with the files, by kind. */
	findings: Record<string, FileFindings>;
}

/** A file that was read. */
export interface MetricsFile {
	name: string;
	bytes: number;
	/** Told by its columns. */
	holds: "training" | "validation" | "both" | "unknown";
	/** Below the header. */
	rows: number;
	/** How many losses were read of them, those that are no finite numbers included. */
	losses: number;
}

/** How the run went. */
export interface MetricsVerdict {
	kind:
		| "still-learning"
		| "plateau"
		| "overfitting"
		| "diverging"
		| "too-little-data";
	/** Diverging is an error, overfitting and too little data are warnings. */
	severity: Severity;
	/** One sentence, with the numbers that led to it. */
	summary: string;
	/** What else bears on it. */
	reasons: string[];
	/** What to change, the first thing first. */
	advice: string[];
}

/** One epoch. */
export interface MetricsEpoch {
	/** As the file numbers it. */
	epochNumber: number;
	/** How many epochs a job has that ends with it. */
	epochCount: number;
	/** Of training. */
	steps: number;
	/** The mean over its steps. */
	trainingLoss?: number;
	/** The last one measured in it. */
	validationLoss?: number;
}

/** The losses of one side, by step. */
export interface MetricsCurve {
	/** Finite ones, of different steps. */
	losses: number;
	/** NaN and infinite ones: they are in no point. */
	notFinite: number;
	/** How many steps the centred moving mean in `smoothed` is over; 1 for a short curve, which is not smoothed. */
	smoothedOver: number;
	/** How many neighbouring losses each point is the mean of; more than 1 where there are over 500. */
	lossesPerPoint: number;
	points: {
		step: number;
		epochNumber?: number;
		loss: number;
		smoothed: number;
	}[];
}

/** Findings of one kind about files that are no training data. */
export interface FileFindings {
	severity: Severity;
	/** Every one, kept as an example or not. */
	count: number;
	/** What to do about it. */
	help: string;
	/** The first 20. Lines and columns count from 1; those of a whole file are 1 and 1. */
	examples: { message: string; file: string; line: number; column: number }[];
}
