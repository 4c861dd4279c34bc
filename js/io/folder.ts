/** Files of a folder that are data. A file that is named by itself is taken whatever its name. */

const LINES = /\.(jsonl|ndjson)(\.gz|\.zst)?$|\.json(\.gz|\.zst)$/i;
/** Read where a folder has no JSON Lines: beside them, such files rather describe the data. */
const OTHER = /\.(json|csv|tsv)$/i;
/** A file that Tuneset writes: records that were left out, each within another. */
const SET_ASIDE = /(^|\/)set-aside\.jsonl$/;
/** Names of data files, in words. */
export const WANTED =
	"a .jsonl, .jsonl.gz or .jsonl.zst file, nor a .json, .csv or .tsv file";

export interface Sorting<T> {
	data: T[];
	/** The names of the others. */
	passedOver: string[];
}

/**
 * @param name may hold folders, with / between them
 * @param also further files to take
 */
export function sortOut<T>(
	files: T[],
	name: (file: T) => string,
	also?: RegExp,
): Sorting<T> {
	const visible = files.filter((file) => !isHidden(name(file)));
	const matching = (pattern: RegExp) =>
		visible.filter(
			(file) => pattern.test(name(file)) && !SET_ASIDE.test(name(file)),
		);
	const lines = matching(LINES);
	const records = lines.length > 0 ? lines : matching(OTHER);
	const taken = new Set([...records, ...(also ? matching(also) : [])]);
	const data = [...taken];
	return {
		data: data.sort((a, b) => inOrder(name(a), name(b))),
		passedOver: files.filter((file) => !taken.has(file)).map(name),
	};
}

/** Of folders, too: what a program keeps for itself. */
const isHidden = (path: string): boolean =>
	path.split("/").some((part) => part.startsWith("."));

function inOrder(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** "3 .txt files, 1 hidden file"; kinds by how many there are. */
export function inWords(names: string[]): string {
	const counts = new Map<string, number>();
	for (const name of names) {
		const kind = isHidden(name)
			? "hidden"
			: SET_ASIDE.test(name)
				? "set-aside.jsonl"
				: (name.match(/[^/](\.\w{1,8}){1,2}$/)?.[0].slice(1) ?? "other");
		counts.set(kind, (counts.get(kind) ?? 0) + 1);
	}
	const kinds = [...counts].sort(
		([a, many], [b, few]) => few - many || inOrder(a, b),
	);
	const shown = kinds.slice(0, 4);
	const rest = kinds.slice(4).reduce((sum, [, count]) => sum + count, 0);
	if (rest > 0) shown.push(["other", rest]);
	return shown
		.map(
			([kind, count]) => `${count} ${kind} ${count === 1 ? "file" : "files"}`,
		)
		.join(", ");
}
