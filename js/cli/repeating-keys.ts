/** Keys by which records might belong together: a conversation, a customer, a document. */

import { shellWord } from "../text/shell.ts";
import type { Report } from "../types/index.ts";
import { printable } from "./escape.ts";

/** Names of keys that identify the owner of a record rather than its content: their values repeat for a reason. */
const BELONGS =
	/(^|[_\-. ]|[a-z](?=[A-Z]))(id|ids|uuid|guid|key|conversation|dialog|dialogue|thread|session|chat|chain|customer|client|user|author|speaker|patient|student|person|account|company|document|doc|article|page|book|file|url|source|group|case|ticket|order|family|cluster)$/i;

/** Names to list: more would hide the right one. */
const NAMED = 3;

/** Returns what records might be grouped by where they are not, in one line. */
export function repeatingKeys({ stats, split }: Report): string[] {
	if (split && (split.groupBy || !split.validation)) return [];
	const places = (stats.repeatingPointers ?? []).filter((place) =>
		BELONGS.test(place.slice(place.lastIndexOf("/") + 1)),
	);
	const [first] = places;
	if (first === undefined) return [];
	const named = places.slice(0, NAMED).map(printable).join(", ");
	const flag = `--group-by ${shellWord(first, process.platform === "win32")}`;
	return [
		`Values repeat at ${named}. If records with the same one belong together, ${printable(flag)} keeps them on one side of a split.`,
	];
}
