/** Titles of verdicts, for the command line and the page. */

import type {
	EvaluationVerdict,
	MetricsVerdict,
	Report,
} from "../types/index.ts";

export const READINESS: Record<Report["readiness"]["verdict"], string> = {
	ready: "Ready",
	"ready-with-warnings": "Ready, with warnings",
	"not-ready": "Not ready",
};

/** The verdict in words. Without a model nothing is ready: the limits of one are still to be checked. */
export function readinessTitle({ readiness, model, format }: Report): string {
	const { verdict } = readiness;
	if (model || verdict === "not-ready") return READINESS[verdict];
	const warnings = verdict === "ready" ? "" : ", with warnings";
	return `Valid ${format ?? "records"}${warnings}: choose a model to check its limits`;
}

export const METRICS: Record<MetricsVerdict["kind"], string> = {
	"still-learning": "Still learning",
	plateau: "Plateau",
	overfitting: "Overfitting",
	diverging: "Diverging",
	"too-little-data": "Too little to say",
};

export const EVALUATION: Record<EvaluationVerdict["kind"], string> = {
	better: "Better",
	worse: "Worse",
	"no-difference": "No difference",
	"not-compared": "Not compared",
	"nothing-to-compare": "Nothing to compare",
};
