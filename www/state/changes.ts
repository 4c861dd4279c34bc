/** Changes of the user to the export, in order: conversion, fixes, edits, decisions. None touches a file, each can be undone. */

import { computed, signal } from "@preact/signals";
import type { Decided, Decisions, FixSetting, Replaced } from "../../js/types";
import type { Dedupe } from "../engine/engine";
import { count } from "../text/format";

export type Change =
	/** To the model's format, by the keys that the user named if any: `{ prompt: "dialogue", completion: "summary" }`. */
	| { does: "convert"; map: Record<string, string> }
	/** What becomes of near-duplicates; a setting, which outlives the data. */
	| { does: "dedupe"; from: Dedupe; to: Dedupe }
	/** Leaves records that are on both sides out of one of them. */
	| { does: "drop-leaks"; side: "training" | "validation" }
	/** Of one rule's findings; without a name of all others'. */
	| { does: "fix"; rule?: string; level: FixSetting }
	| { does: "keep" | "drop"; of: Decided }
	| { does: "replace"; of: Replaced };

export const changes = signal<readonly Change[]>([]);

/** Key of a change: a later change with the same key replaces it. */
export const keyOf = (change: Change): string => {
	if (change.does === "fix") return `fix ${change.rule ?? ""}`;
	if (!isDecision(change)) return change.does;
	const { file, line, digest } = change.of;
	return `${change.does === "replace"} ${file}:${line}:${digest}`;
};

/** All changes with more, each of which replaces an earlier one about the same record. */
export function withChange(...more: Change[]): Change[] {
	const made = new Map(more.map((change) => [keyOf(change), change]));
	// All rules are all rules.
	const ofAll = more.some((change) => change.does === "fix" && !change.rule);
	return [
		...changes.value.filter(
			(one) => !made.has(keyOf(one)) && !(ofAll && one.does === "fix"),
		),
		...made.values(),
	];
}

export const without = (change: Change): Change[] =>
	changes.value.filter((one) => keyOf(one) !== keyOf(change));

const conversion = computed(() =>
	changes.value.find((one) => one.does === "convert"),
);
/** True if records of other layouts are converted to the model's. */
export const convert = computed(() => conversion.value !== undefined);
/** Keys that hold question and answer, where the user named them. */
export const mapping = computed(() => conversion.value?.map ?? {});

/** Side that records on both sides are left out of; '' for none. */
export const dropOverlap = computed(
	() => changes.value.find((one) => one.does === "drop-leaks")?.side ?? "",
);
/** Keeps records that are on both sides. */
export function keepLeaks(): void {
	changes.value = changes.peek().filter(({ does }) => does !== "drop-leaks");
}

const fixes = computed(
	() =>
		new Map(
			changes.value.flatMap((one) =>
				one.does === "fix" ? [[one.rule, one.level] as const] : [],
			),
		),
);

/** Level of fixes for a rule; without a name, for all rules that have no level themselves. */
export const levelOf = (rule?: string): FixSetting =>
	fixes.value.get(rule) ?? fixes.value.get(undefined) ?? "off";

/** As the engine has them. */
export const fixOptions = computed(() => ({
	fix: levelOf() === "safe",
	unsafeFixes: levelOf() === "unsafe",
	fixes: Object.fromEntries(
		[...fixes.value].filter(([rule]) => rule !== undefined),
	) as Record<string, FixSetting>,
}));

const ACTIONS = ["keep", "drop", "replace"] as const;
/** True for a change of a single record. */
export const isDecision = (
	change: Change,
): change is Extract<Change, { of: unknown }> => "of" in change;
export const FILE = "decisions.json";

/** As in the engine and the file; absent without decisions. */
export const decisions = computed<Decisions | undefined>(() => {
	const all = changes.value.filter(isDecision);
	if (all.length === 0) return undefined;
	const of = (action: string) =>
		all.flatMap((one) => (one.does === action ? [one.of] : []));
	return {
		schemaVersion: 1,
		...Object.fromEntries(ACTIONS.map((action) => [action, of(action)])),
	};
});

/** A file of decisions begins like this, in whatever order of its keys. */
const HEAD =
	/^\s*\{[^[]*"(schemaVersion"\s*:\s*1\b|(keep|drop|replace)"\s*:\s*\[)/;

/** The changes in a file of decisions; `undefined` for any other file. The engine checks them against the data. */
export async function changesIn(data: Blob): Promise<Change[] | undefined> {
	if (!HEAD.test(await data.slice(0, 1024).text())) return undefined;
	try {
		const found = JSON.parse(await data.text());
		if (found.schemaVersion !== 1) return undefined;
		return ACTIONS.flatMap((does) =>
			(found[does] ?? []).map((of: Replaced) => {
				if (!(of.file && of.line && of.digest)) throw of;
				return { does, of };
			}),
		);
	} catch {
		return undefined;
	}
}

/** Returns the edit of a record. */
export const editOf = (file: string, line: number): Replaced | undefined =>
	decisions.value?.replace?.find(
		(one) => one.file === file && one.line === line,
	);

const LEVELS = {
	safe: "Safe fixes",
	unsafe: "Safe and suggested fixes",
	off: "No fixes",
};

export function describe(change: Change): string {
	if (change.does === "convert") return "Conversion of the records";
	if (change.does === "drop-leaks")
		return `Drop leaking records from ${change.side}`;
	if (change.does === "dedupe")
		return `${change.to === "near" ? "Drop" : "Keep"} near-duplicates`;
	return change.does === "fix"
		? `${LEVELS[change.level]} for ${change.rule ?? "all findings"}`
		: `${{ keep: "Keep", drop: "Drop", replace: "Edit" }[change.does]} line ${count(change.of.line)} of ${change.of.file}`;
}
