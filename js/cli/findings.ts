/** Findings that a report kept, in the orders in which they are printed. */

import { count } from "../text/numbers.ts";
import { byPlace, listOf, recordOf } from "../text/place.ts";
import { byRule, bySeverity, stateOf, WEIGHT } from "../text/severity.ts";
import { type Unshown, unshown } from "../text/unshown.ts";
import type { Diagnostic, Report, RuleReport } from "../types/index.ts";
import { rules as registry } from "../types/registry.ts";
import { printable } from "./escape.ts";

/** Findings of each rule that are printed in full, unless a number is asked for. */
const IN_FULL = 3;

/** Places that are listed of those that are not. */
const PLACES = 20;

/** Returns every finding that the report kept, in file order. */
export function findings(report: Report): Diagnostic[] {
	return Object.values(report.rules)
		.flatMap(({ examples }) => examples)
		.sort(byPlace(report));
}

/** The same without those that a fix has repaired: nothing is left to annotate. */
export function unfixed(report: Report): Diagnostic[] {
	return findings(report).filter(({ fixed }) => !fixed);
}

/** Returns the rules that found something: errors first, then the surest. */
export function inOrder({ rules }: Report): [string, RuleReport][] {
	return Object.entries(rules)
		.filter(([, rule]) => rule.count > 0)
		.sort(byRule(registry));
}

/**
 * Returns the findings to print: errors in file order, then warnings and notes rule by rule, the surest first. `most` of each
 * rule, or as many as make a first screen.
 */
export function leading(
	report: Report,
	most: number | undefined,
): Diagnostic[] {
	const order = new Map(inOrder(report).map(([name], index) => [name, index]));
	const ofRule = new Map<string, number>();
	const inFull = findings(report).filter(({ rule }) => {
		const number = (ofRule.get(rule) ?? 0) + 1;
		ofRule.set(rule, number);
		return number <= (most ?? IN_FULL);
	});
	const place = ({ rule, severity }: Diagnostic) =>
		severity === "error" ? 0 : (order.get(rule) ?? order.size);
	return bySeverity(inFull.sort((a, b) => place(a) - place(b)));
}

/** A rule's findings of one severity that are not printed. */
export interface LeftOut extends Unshown {
	name: string;
	/** Their number, and the first of their places. */
	text: string;
}

/** Returns what is not among `shown`, by severity and rule, errors first. */
export function leftOut(
	report: Report,
	shown: readonly Diagnostic[],
): LeftOut[] {
	const isShown = new Set(shown);
	const several = report.files.length > 1;
	const all = inOrder(report).flatMap(([name, rule]) => {
		const listed = rule.examples.filter((one) => isShown.has(one));
		return unshown(rule, listed).map((left) => {
			const others = rule.examples.filter(
				(one) => !isShown.has(one) && stateOf(one) === left.severity,
			);
			const places = others.slice(0, PLACES);
			const more = left.count > places.length ? ", …" : "";
			const named = several
				? [...new Set(places.map(of))].map(printable).join(", ") + more
				: listOf(places, more);
			const at = places.length > 0 ? `: ${named}` : "";
			return { ...left, name, text: `${count(left.count)} more${at}` };
		});
	});
	return all.sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
}

const of = ({ file, line, record }: Diagnostic) =>
	recordOf({ file, line, ...(record?.number && { number: record.number }) });
