/** Words for the reasons of setting records and lines aside. */

import type { SetAside, SetAsideReason } from "../generated/report.ts";

const WORDS: Record<SetAsideReason, string> = {
	invalid: "with errors",
	"duplicate-record": "copies",
	"near-duplicate-record": "near-copies",
	"dropped-by-decision": "by decision",
	"overlapping-record": "in the other file, too",
	"blank-line": "blank",
	"comment-line": "comment-only",
};

/** Returns the reasons with their numbers, in words. A report of another version may have reasons that are unknown here. */
export function reasonsInWords({ byReason }: SetAside): [string, number][] {
	const words: Partial<Record<string, string>> = WORDS;
	return Object.entries(byReason).map(([reason, rows]) => [
		words[reason] ?? reason,
		rows,
	]);
}
