import type { RuleReport } from "../types/index.ts";

/** Number of a rule's findings that its examples represent: an example about many records represents all of them. */
export function affectedRecords({ examples }: RuleReport): number {
	return examples.reduce((sum, { records = 1 }) => sum + records, 0);
}
