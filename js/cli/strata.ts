/** The classes on both sides of a split, as a table. */

import { count, tenths } from "../text/numbers.ts";
import type { Split } from "../types/index.ts";
import { printable } from "./escape.ts";

/** Classes that are shown. */
const SHOWN = 20;

export function shares({ strata, validation }: Split): string[] {
	if (!strata || !validation) return [];
	const rows = [
		[`Class (${printable(strata.by)})`, "train", "", "validation", ""],
		...strata.strata
			.slice(0, SHOWN)
			.map(({ label, train, trainShare, validation, validationShare }) => [
				label === undefined ? "(none)" : printable(label),
				count(train),
				tenths(trainShare),
				count(validation),
				tenths(validationShare),
			]),
	];
	const widths = [0, 1, 2, 3, 4].map((column) =>
		Math.max(...rows.map((row) => row[column].length)),
	);
	const line = ([name, ...numbers]: string[]) =>
		[
			name.padEnd(widths[0]),
			...numbers.map((cell, at) => cell.padStart(widths[at + 1])),
		].join("  ");
	const rest = strata.strata.length - SHOWN;
	return [
		"",
		...rows.map((row) => line(row).trimEnd()),
		...(rest > 0 ? [`and ${count(rest)} more`] : []),
		...(strata.stratified ? [] : ["Not stratified: the shares are by chance."]),
	];
}
