/** Findings that a list leaves out, by their own severity. */

import type { Diagnostic, RuleReport } from "../types/index.ts";
import { counted } from "./numbers.ts";
import { type State, stateOf, WEIGHT } from "./severity.ts";

export interface Unshown {
	severity: State;
	count: number;
}

const NAMES: Record<State, [one: string, many: string]> = {
	error: ["more error", "more errors"],
	warning: ["more warning", "more warnings"],
	info: ["more note", "more notes"],
	fixed: ["more repaired", "more repaired"],
};

/** Counts a rule's findings that are not among `shown`, errors first; one about many records shows all of them. */
export function unshown(
	rule: RuleReport,
	shown: readonly Diagnostic[],
): Unshown[] {
	const left: Record<State, number> = { ...rule.open, fixed: rule.fixed };
	for (const one of shown) left[stateOf(one)] -= one.records ?? 1;
	return (["error", "warning", "info", "fixed"] as const)
		.map((severity) => ({ severity, count: left[severity] }))
		.filter(({ count }) => count > 0);
}

/** The findings of one rule that have one severity, or are repaired. */
export interface RuleRow extends Unshown {
	name: string;
	/** The first that the report kept. */
	first: Diagnostic | undefined;
}

/** Rules in the given order as rows of a table, one for each severity that their findings have: errors first, repaired ones last. */
export function rowsOf(
	rules: readonly (readonly [name: string, rule: RuleReport])[],
): RuleRow[] {
	return rules
		.flatMap(([name, rule]) =>
			unshown(rule, []).map((some) => ({
				...some,
				name,
				first: rule.examples.find((one) => stateOf(one) === some.severity),
			})),
		)
		.sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
}

/** "12 more warnings" */
export const moreOf = ({ severity, count }: Unshown): string =>
	counted(count, ...NAMES[severity]);

/** "2 more errors and 12 more warnings not shown"; nothing where all are. */
export const notShown = (left: readonly Unshown[]): string =>
	left.length > 0 ? `${left.map(moreOf).join(" and ")} not shown` : "";
