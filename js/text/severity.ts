/** The order in which people read findings. */

import type {
	Diagnostic,
	RuleInfo,
	RuleReport,
	Severity,
} from "../types/index.ts";

/** Sorts errors first, then warnings, then notes. */
export const WEIGHT: Record<Severity, number> = {
	error: 0,
	warning: 1,
	info: 2,
};

/** Returns errors first, each severity in the given order; repaired findings come last. */
export function bySeverity(findings: readonly Diagnostic[]): Diagnostic[] {
	const weight = ({ fixed, severity }: Diagnostic) =>
		WEIGHT[severity] + (fixed ? 3 : 0);
	return [...findings].sort((a, b) => weight(a) - weight(b));
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
