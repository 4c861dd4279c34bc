import type { RuleReport } from "../types/index.ts";

/** How many of a rule's findings its examples speak for: one that is told for many records speaks for all of them. */
export function affectedRecords({ examples }: RuleReport): number {
	return examples.reduce((sum, { records = 1 }) => sum + records, 0);
}
