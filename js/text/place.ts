/** Places as people find them: by line and column, or by record and byte where one line holds several records. */

import type { Diagnostic, RelatedRecord, Report } from "../types/index.ts";
import { count } from "./numbers.ts";

type Found = Pick<
	Diagnostic,
	"file" | "line" | "column" | "byteOffset" | "record"
>;

/** "record 7, byte 1,234" of a record that shares its line with others; nothing where line and column say it. */
export const inRecord = ({
	record,
	byteOffset,
}: Pick<Found, "record" | "byteOffset">): string | undefined =>
	record?.number === undefined
		? undefined
		: `record ${count(record.number)}, byte ${count(byteOffset)}`;

/** "train.jsonl:12:4", "train.json: record 7, byte 1,234" */
export const placeOf = (found: Found): string => {
	const within = inRecord(found);
	return within
		? `${found.file}: ${within}`
		: `${found.file}:${found.line}:${found.column}`;
};

/** "train.jsonl:12", "train.json: record 7" */
export const recordOf = ({
	file,
	line,
	number,
}: Pick<RelatedRecord, "file" | "line" | "number">): string =>
	number === undefined ? `${file}:${line}` : `${file}: record ${count(number)}`;

/** Sorts findings by file, in the order of the report, then by line and column. */
export function byPlace(
	report: Report,
): (one: Diagnostic, other: Diagnostic) => number {
	const files = [...report.files, ...(report.overlap?.files ?? [])];
	// Of two files with one name the first counts.
	const order = new Map(
		files.map(({ name }, index): [string, number] => [name, index]).reverse(),
	);
	const place = (one: Diagnostic) => order.get(one.file) ?? -1;
	return (a, b) =>
		place(a) - place(b) ||
		a.line - b.line ||
		a.column - b.column ||
		a.byteOffset - b.byteOffset;
}

/** "lines 3, 4", "record 7": places within one file, each once; nothing for none. */
export function listOf(places: readonly Found[], more = ""): string {
	const named = (is: (one: Found) => boolean, of: (one: Found) => number) =>
		[...new Set(places.filter(is).map(of))].map(String);
	const lines = named(
		({ record }) => record?.number === undefined,
		({ line }) => line,
	);
	const records = named(
		({ record }) => record?.number !== undefined,
		({ record }) => record?.number ?? 0,
	);
	const list = (word: string, numbers: string[]) =>
		numbers.length > 0
			? [
					`${word}${numbers.length === 1 && !more ? "" : "s"} ${numbers.join(", ")}`,
				]
			: [];
	return [...list("line", lines), ...list("record", records)].join("; ") + more;
}
