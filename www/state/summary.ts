/** The verdict in words. */

import { READINESS } from "../../js/text/verdicts";
import type { ReadinessReason, Report } from "../../js/types";
import { count, counted, sentence } from "../text/format";

/** The verdict for the target model. Without one nothing is ready: limits and model-specific rules were not checked. */
export function title(known: Report): string {
	const { readiness, model, format } = known;
	const { verdict } = readiness;
	if (hasNoText(known)) return "No data";
	if (model) return READINESS[verdict].replace(/,|$/, ` for ${model.name}$&`);
	return `${verdict === "not-ready" ? "Not valid" : "Valid"} ${format ?? "records"}`;
}

/** True if no record was read of any file. */
export const hasNoText = ({
	files,
	nextSteps,
}: Pick<Report, "files" | "nextSteps">): boolean =>
	nextSteps.some(
		({ action, count }) => action === "replace-file" && count === files.length,
	);

/** Explains the verdict in one sentence. */
export function summary({
	counts,
	files,
	model,
	nextSteps,
	readiness,
	split,
}: Report): string {
	const records = counted(counts.records, "record");
	if (counts.records === 0) return "There are no records in this file.";
	const isError = ({ code }: ReadinessReason) => code === "errors-found";
	const errors = readiness.reasons.filter(isError);
	// Of each side by itself, where a validation file was given.
	const rejected = errors.map(({ message }) => sentence(message)).join(". ");
	if (hasNoText({ nextSteps, files })) return rejected;
	const isOwn = files.some(({ validation }) => validation);
	if (counts.invalid > 0)
		return split?.train.sha256
			? `The exported files are valid: ${count(counts.invalid)} of ${records} were excluded.`
			: isOwn
				? `${rejected}.`
				: `${count(counts.invalid)} of ${records} would be rejected.`;
	const all =
		counts.records === 1 ? "The one record passes" : `All ${records} pass`;
	return readiness.verdict === "not-ready"
		? `${all}, and the data set as a whole does not.`
		: model
			? `${all}.`
			: `${all}. Choose a target model to check its limits.`;
}
