/** The next steps of a report. */

import type { Report } from "../../js/types";
import { count, counted } from "../text/format";

export interface NextAction {
	action:
		| "choose-model"
		| "convert"
		| "map"
		| "fix"
		| "fix-suggested"
		| "review"
		| "duplicates"
		| "conflicts"
		| "leakage"
		| "export";
	count: number;
	text: string;
	effect: string;
	model?: string;
}

/** Steps in the order to take them. */
export function stepsOf(report: Report): NextAction[] {
	const { convertible, mappable, rules, split, counts } = report;
	const steps: NextAction[] = [];
	if (convertible) {
		const records = convertible.from.reduce((sum, one) => sum + one.records, 0);
		steps.push({
			action: "convert",
			count: records,
			text: `Convert ${counted(records, "record")} to ${convertible.to}`,
			effect: `${convertible.from.map(({ title }) => title).join(", ")}: what cannot be carried over is named. Your file stays as it is.`,
		});
	}
	if (mappable)
		steps.push({
			action: "map",
			count: counts.records,
			text: "Choose the keys of question and answer",
			effect: "The records are in no known layout.",
		});
	const safe = Object.values(rules).reduce(
		(sum, { fixable, severity }) =>
			sum + (severity === "info" ? 0 : fixable.safe),
		0,
	);
	if (safe > 0)
		steps.push({
			action: "fix",
			count: safe,
			text: `Fix ${counted(safe, "problem")} safely`,
			effect: "What is meant is beyond doubt. Each fix can be undone.",
		});
	if (counts.invalid > 0)
		steps.push({
			action: "review",
			count: counts.invalid,
			text: `Review ${counted(counts.invalid, "record")} with errors`,
			effect: "They would be rejected, and are set aside.",
		});
	const train = split?.train.records ?? 0;
	if (train > 0)
		steps.push({
			action: "export",
			count: split?.validation ? 2 : 1,
			text: `Export ${count(train + (split?.validation?.records ?? 0))} records`,
			effect: "Training and validation, ready to upload.",
		});
	return steps;
}
