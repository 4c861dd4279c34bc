/** The issues that are listed, and the one that is looked at. */

import { computed, effect, signal } from "@preact/signals";
import { affectedRecords } from "../../js/text/affected";
import { byRule, bySeverity } from "../../js/text/severity";
import type {
	Diagnostic,
	RuleInfo,
	RuleReport,
	Severity,
} from "../../js/types";
import { count, sentence } from "../text/format";
import { classFilter, isOf } from "./class-filter";
import { catalogue, files, report } from "./page";

export const severity = signal<Severity | "all">("all");
/** Lists all, those that a fix mends, or those whose fix is to be reviewed. */
export const fixes = signal<"all" | "fixable" | "suggested">("all");
export const search = signal("");
/** Names the rule, its row, and the place among those of the rule: what is gone is followed by what comes there. */
const selected = signal({ rule: "", row: 0, place: 0 });
/** A line to be looked at, found or not. */
export const lineShown = signal<{ file: string; line: number } | null>(null);
/** On a narrow screen, the issue is there in place of the list. */
export const opened = signal(false);

/** What one rule found. */
export interface Issue {
	name: string;
	title: string;
	rule: RuleReport;
	info: RuleInfo | undefined;
	severity: Severity;
	/** Those that are listed, by message, open ones first. */
	groups: Diagnostic[][];
	/** The same, one after the other. */
	places: Diagnostic[];
	/** Open findings. */
	open: number;
	/** Records that they are about; the last ones are not known if not all are listed. */
	records: number;
	isPartial: boolean;
}

/** Counts the findings that are not repaired: `count` includes the repaired ones. */
const openCount = (rule: RuleReport) => rule.count - rule.fixed;

/** Open findings of each severity, as the head counts them. */
export const counts = computed(() => {
	const { errors = 0, warnings = 0, infos = 0 } = report.value?.counts ?? {};
	const of = { error: errors, warning: warnings, info: infos };
	if (classFilter.value) {
		of.error = of.warning = of.info = 0;
		for (const { rule } of all.value)
			for (const one of rule.examples) if (!one.fixed) of[one.severity]++;
	}
	return { ...of, all: of.error + of.warning + of.info };
});

/** Of all rules, or of the records of one class: errors first, then the surest; repaired ones last. */
const all = computed(() => {
	const rules = catalogue.value?.rules ?? [];
	const ofClass = classFilter.value;
	const inOrder = byRule(rules);
	return Object.entries(report.value?.rules ?? {})
		.map(([name, rule]) => ({
			name,
			info: rules.find((one) => one.name === name),
			rule: ofClass
				? {
						...rule,
						examples: rule.examples.filter((one) => isOf(ofClass, one)),
					}
				: rule,
		}))
		.filter(({ rule }) => (ofClass ? rule.examples.length : rule.count) > 0)
		.sort(
			(a, b) =>
				Number(openCount(a.rule) === 0) - Number(openCount(b.rule) === 0) ||
				inOrder([a.name, a.rule], [b.name, b.rule]),
		);
});

/** True if the set has issues, whatever is listed. */
export const hasIssues = computed(() => all.value.length > 0);

/** The line that is searched for: "17", "line 17". */
export const wantedLine = computed(() => {
	const found = search.value
		.trim()
		.match(/^(?:(?:lines?|records?)\s+)?(\d[\d,]*)$/i);
	return found ? Number(found[1]?.replaceAll(",", "")) : undefined;
});

/** True if it is the record of that number: "record 17". */
const wantsRecord = computed(() => /^records?\s/i.test(search.value.trim()));

const isWanted = computed(() => {
	const [only, ofFixes, line] = [severity.value, fixes.value, wantedLine.value];
	const words = search.value.trim().toLowerCase();
	return (one: Diagnostic, heading: string): boolean => {
		if (only !== "all" && (one.severity !== only || one.fixed)) return false;
		if (ofFixes !== "all" && (!one.fix || one.fixed)) return false;
		if (ofFixes === "suggested" && one.fix?.safe) return false;
		if (line !== undefined)
			return (
				(wantsRecord.value ? one.record?.number : undefined) === line ||
				(!wantsRecord.value && one.line === line)
			);
		return (
			words === "" ||
			`${heading}\n${one.message}\n${one.pointer}\n${one.excerpt}\n${one.file}:${one.line}`
				.toLowerCase()
				.includes(words)
		);
	};
});

export const issues = computed<Issue[]>(() =>
	all.value.flatMap(({ name, rule, info }) => {
		const summary = info?.summary ?? "";
		const heading = `${name} ${summary}`;
		const listed = rule.examples.filter((one) => isWanted.value(one, heading));
		if (listed.length === 0) return [];
		const groups = [...grouped(bySeverity(listed), problemOf).values()];
		const places = groups.flat();
		const first = places[0] as Diagnostic;
		const open = places.filter((one) => !one.fixed);
		const isWhole = listed.length === rule.examples.length;
		const isOne = places.at(-1)?.message === first.message;
		return {
			name,
			rule,
			info,
			groups,
			places,
			title:
				isOne || !summary
					? sentence(first.message)
					: summary.replace(/\.$/, ""),
			severity: first.severity,
			open: isWhole && !classFilter.value ? openCount(rule) : open.length,
			records: recordsOf(open),
			isPartial: affectedRecords(rule) < rule.count,
		};
	}),
);

/** In the order of the first of each group. */
function grouped<Item>(
	items: readonly Item[],
	by: (item: Item) => string,
): Map<string, Item[]> {
	const groups = new Map<string, Item[]>();
	for (const item of items) {
		const key = by(item);
		const group = groups.get(key);
		if (group) group.push(item);
		else groups.set(key, [item]);
	}
	return groups;
}

/** Findings with the same are the same problem. */
export const problemOf = (one: Diagnostic): string =>
	`${one.fixed ?? ""} ${one.severity} ${one.message}`;

const recordsOf = (places: Diagnostic[]) =>
	new Set(
		places.flatMap((one) =>
			one.record && !one.records
				? [`${one.record.byteOffset} ${one.file}`]
				: [],
		),
	).size + places.reduce((sum, { records = 0 }) => sum + records, 0);

/** The issue that is looked at, and which of its places. */
export const current = computed(() => {
	const { rule, row, place } = selected.value;
	const list = issues.value;
	const at = list.findIndex(({ name }) => name === rule);
	const issue = list[at] ?? list[Math.min(row, list.length - 1)];
	if (!issue) return undefined;
	const index = at < 0 ? 0 : Math.min(place, issue.places.length - 1);
	return { issue, index, finding: issue.places[index] as Diagnostic };
});

/** Looks at any line. */
export function lookAtLine(file: string, line: number): void {
	lineShown.value = { file, line };
	opened.value = true;
}

/** How a record is shown. */
export const view = signal<"chat" | "json" | "raw">("chat");

/** Looks at a rule's place. */
export function look(rule: string, place = 0): void {
	lineShown.value = null;
	const row = issues.peek().findIndex(({ name }) => name === rule);
	selected.value = { rule, row: Math.max(row, 0), place };
}

/** Looks at the next place, or the one before, of the same rule or of the next one; false at the end. */
export function step(by: 1 | -1): boolean {
	const now = current.peek();
	if (!now) return false;
	const list = issues.peek();
	const { issue, index } = now;
	const to = index + by;
	if (issue.places[to]) {
		look(issue.name, to);
		return true;
	}
	const next = list[list.indexOf(issue) + by];
	if (next) look(next.name, by > 0 ? 0 : next.places.length - 1);
	return next !== undefined;
}

/** "lines 2–12, 15 of a.jsonl": where they are, in few words. */
export function linesOf(places: readonly Diagnostic[]): string {
	const perFile = grouped(places, ({ file }) => file);
	return [...perFile]
		.map(([file, all]) => {
			const of = files.value.length > 1 ? ` of ${file}` : "";
			const isRecord = (one: Diagnostic) => one.record?.number !== undefined;
			const list = (word: string, numbers: number[]) => {
				const sorted = [...new Set(numbers)].sort((a, b) => a - b);
				return sorted.length === 0
					? []
					: [`${word}${sorted.length === 1 ? "" : "s"} ${ranges(sorted)}${of}`];
			};
			return [
				...list(
					"line",
					all.flatMap((one) => (isRecord(one) ? [] : one.line)),
				),
				...list(
					"record",
					all.flatMap(({ record }) => record?.number ?? []),
				),
			].join("; ");
		})
		.join("; ");
}

/** The most ranges that are named. */
const RANGES = 6;

function ranges(lines: number[]): string {
	const found: [number, number][] = [];
	for (const line of lines) {
		const last = found.at(-1);
		if (last?.[1] === line - 1) last[1] = line;
		else found.push([line, line]);
	}
	const named = found
		.slice(0, RANGES)
		.map(([from, to]) =>
			from === to ? count(from) : `${count(from)}–${count(to)}`,
		);
	return named.join(", ") + (found.length > RANGES ? ", …" : "");
}

// Another data set has other issues.
effect(() => {
	files.value;
	severity.value = fixes.value = "all";
	search.value = "";
	lineShown.value = null;
	opened.value = false;
	selected.value = { rule: "", row: 0, place: 0 };
});
