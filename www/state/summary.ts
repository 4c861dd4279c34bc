/** The verdict in words. */

import { READINESS } from "../../js/text/verdicts";
import type { Report } from "../../js/types";
import { count, counted } from "../text/format";

/** The verdict for the target model. Without one nothing is ready: limits and model-specific rules were not checked. */
export function title({ readiness, model, format }: Report): string {
	const { verdict } = readiness;
	if (model) return READINESS[verdict].replace(/,|$/, ` for ${model.name}$&`);
	return `${verdict === "not-ready" ? "Not valid" : "Valid"} ${format ?? "records"}`;
}

/** Explains the verdict in one sentence. */
export function summary({ counts, readiness, split, model }: Report): string {
	const records = counted(counts.records, "record");
	if (counts.records === 0) return "There are no records in this file.";
	if (counts.invalid > 0)
		return split?.train.sha256
			? `The exported files are valid: ${count(counts.invalid)} of ${records} were excluded.`
			: `${count(counts.invalid)} of ${records} would be rejected.`;
	const all =
		counts.records === 1 ? "The one record passes" : `All ${records} pass`;
	return readiness.verdict === "not-ready"
		? `${all}, and the data set as a whole does not.`
		: model
			? `${all}.`
			: `${all}. Choose a target model to check its limits.`;
}
