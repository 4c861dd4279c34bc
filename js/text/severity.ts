/** The order in which people read findings. */

import type {
	Diagnostic,
	RuleInfo,
	RuleReport,
	Severity,
} from "../types/index.ts";

/** The severity of a finding, or that a fix has repaired it. */
export type State = Severity | "fixed";

export const stateOf = ({
	fixed,
	severity,
}: Pick<Diagnostic, "fixed" | "severity">): State =>
	fixed ? "fixed" : severity;

/** Sorts errors first, then warnings, then notes, then what is repaired. */
export const WEIGHT: Record<State, number> = {
	error: 0,
	warning: 1,
	info: 2,
	fixed: 3,
};

/** The same of a finding; repaired ones are in the order of their severity. */
export const weightOf = ({
	fixed,
	severity,
}: Pick<Diagnostic, "fixed" | "severity">): number =>
	WEIGHT[severity] + (fixed ? WEIGHT.fixed : 0);

/** Returns errors first, each severity in the given order; repaired findings come last. */
export function bySeverity(findings: readonly Diagnostic[]): Diagnostic[] {
	return [...findings].sort((a, b) => weightOf(a) - weightOf(b));
}

/** Order of rules: errors first, then that of the registry, which begins with the surest. */
export function byRule(
	registry: readonly Pick<RuleInfo, "name">[],
): (
	a: readonly [name: string, rule: RuleReport],
	b: readonly [name: string, rule: RuleReport],
) => number {
	const order = new Map(registry.map(({ name }, index) => [name, index]));
	const place = (name: string) => order.get(name) ?? order.size;
	return ([a, one], [b, other]) =>
		WEIGHT[one.severity] - WEIGHT[other.severity] || place(a) - place(b);
}
