/** What the user decides of single records: it changes the split at once, and goes to a file that the command line reads. */

import { computed, signal } from "@preact/signals";
import type { ClusterRecord, Decided, Decisions } from "../js/types";

type Action = "keep" | "drop";

/** By place, in the order they were made. */
const made = signal<ReadonlyMap<string, Decided & { action: Action }>>(
	new Map(),
);

export const FILE = "decisions.json";

const key = ({ file, line }: ClusterRecord) => `${line} ${file}`;

export const decisionOn = (record: ClusterRecord): Action | undefined =>
	made.value.get(key(record))?.action;

/** Decides on a record; the same decision again takes it back. */
export function decideOn(record: ClusterRecord, action: Action): void {
	const { file, line, digest } = record;
	const next = new Map(made.value);
	next.delete(key(record));
	if (decisionOn(record) !== action)
		next.set(key(record), { file, line, digest, action });
	made.value = next;
}

export function forgetDecisions(): void {
	if (made.peek().size > 0) made.value = new Map();
}

/** As the engine and the file have them; absent where there are none. */
export const decisions = computed<Decisions | undefined>(() => {
	const of = (wanted: Action): Decided[] =>
		[...made.value.values()]
			.filter(({ action }) => action === wanted)
			.map(({ file, line, digest }) => ({ file, line, digest }));
	if (made.value.size === 0) return undefined;
	return { schemaVersion: 1, keep: of("keep"), drop: of("drop") };
});
