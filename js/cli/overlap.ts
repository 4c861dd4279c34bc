/** Overlap of files with the data set, as a small table. */

import { count, counted, share } from "../text/numbers.ts";
import type { Overlap, Report } from "../types/index.ts";
import { printable } from "./escape.ts";
import { columns, type Paint } from "./terminal.ts";

/** The levels from the strictest on, each with its number of records that also occur in the data set. */
export function levels(overlap: Overlap): [string, number][] {
	const { exact, canonical, normalized, near, threshold, samePrompt } = overlap;
	return [
		["identical", exact],
		["same JSON", canonical],
		["same text, ignoring case", normalized],
		...(near === undefined
			? []
			: [[`near-duplicate, ${threshold} or more`, near] as [string, number]]),
		["same prompt only", samePrompt],
	];
}

/** "validation.jsonl", or how many there are. */
export function comparedWith({ files }: Overlap): string {
	const [first] = files;
	return files.length === 1 && first
		? printable(first.name)
		: counted(files.length, "file");
}

export function overlapLines(
	{ files, overlap }: Report,
	colors: Paint,
): string[] {
	if (!overlap) return [];
	// Before a conversion there may be nothing to compare with: the verdict says so.
	const training = files.filter(({ validation }) => !validation);
	if (training.every(({ valid }) => valid === 0)) return [];
	const { leaking, overlapping, records, unread } = overlap;
	// What is broken in a validation file is among the findings.
	if (records + unread.examples.length === 0) return [];
	const of = `of ${counted(records, "record")} of ${comparedWith(overlap)}`;
	const isClean = leaking === 0 && overlapping > 0;
	return [
		isClean
			? `No leakage is left: ${of}, also in this data before they were left out of one side (cumulative):`
			: `Leakage: ${of}, also in this data (cumulative):`,
		...columns(
			levels(overlap).map(([level, number]) => [
				level,
				count(number),
				share(number, records),
			]),
		),
		...unread.examples.map(({ file, line, column, rule, message }) =>
			[
				colors.bold(`${printable(file)}:${line}:${column}:`),
				`${colors.severity("warning", "not compared")}[${rule}] ${printable(message)}`,
			].join(" "),
		),
	];
}
