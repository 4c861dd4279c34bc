/** What the user decides of single records: it changes the split at once, and goes to a file that the command line reads. */

import { signal } from "@preact/signals";
import type { ClusterRecord, Decisions } from "../js/types";

export const ACTIONS = ["keep", "drop"] as const;
type Action = (typeof ACTIONS)[number];

export const FILE = "decisions.json";

/** As the engine and the file have them; absent where there are none. */
export const decisions = signal<Decisions | undefined>(undefined);

const find = (record: ClusterRecord, action: Action) =>
	decisions.value?.[action]?.find(
		({ file, line }) => file === record.file && line === record.line,
	);

export const isDecided = (record: ClusterRecord, action: Action): boolean =>
	find(record, action) !== undefined;

/** Decides on a record; the same decision again takes it back. */
export function decideOn(record: ClusterRecord, wanted: Action): void {
	const { file, line, digest } = record;
	const next: Decisions = { schemaVersion: 1 };
	for (const action of ACTIONS) {
		const made = find(record, action);
		const others = (decisions.value?.[action] ?? []).filter(
			(one) => one !== made,
		);
		if (action === wanted && !made) others.push({ file, line, digest });
		next[action] = others;
	}
	const some = ACTIONS.some((action) => next[action]?.length);
	decisions.value = some ? next : undefined;
}
