/** Findings of one rule, as the list has them. */

import type { RuleReport } from "../../js/types";

/** Counts the findings that are not repaired: `count` includes the repaired ones. */
export const openCount = (rule: RuleReport): number => rule.count - rule.fixed;

export interface Found {
	name: string;
	rule: RuleReport;
}

/** True if a finding contains the words that are searched for. */
export const mentions = (
	example: RuleReport["examples"][number],
	wanted: string,
) =>
	`${example.message}\n${example.pointer}\n${example.excerpt}\n${example.file}:${example.line}`
		.toLowerCase()
		.includes(wanted);
