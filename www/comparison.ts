/** Files that the data set is compared with: a validation file that was made before, say. They outlast a new check of the same data. */

import { effect, signal } from "@preact/signals";
import type { Overlap } from "../js/types";
import { count, counted } from "./format";
import type { NamedFile } from "./input";
import { announce } from "./live";
import { adopt, against, currentRun, distinct, files, phase } from "./state";

/** Whether they are being read. */
export const comparing = signal(false);
/** Why they could not be compared, as a sentence. */
export const comparisonProblem = signal("");

/** Compares anew after every check, and forgets the files with the data set that they were for. */
export function keepComparing(): void {
	let last = files.peek();
	effect(() => {
		if (files.value === last) return;
		last = files.value;
		forget();
	});
	effect(() => {
		if (phase.value === "done" && against.peek().length > 0) compare();
	});
}

/** Compares the data set with these files instead of any before. */
export function compareWith(chosen: NamedFile[]): void {
	if (chosen.length === 0) return;
	against.value = distinct(chosen, files.peek());
	compare();
}

export function stopComparing(): void {
	forget();
	compare();
}

function forget(): void {
	against.value = [];
	comparing.value = false;
	comparisonProblem.value = "";
}

async function compare(): Promise<void> {
	const run = currentRun();
	if (!run || phase.peek() !== "done") return;
	const mine = against.peek();
	const isCurrent = () => run === currentRun() && mine === against.peek();
	comparing.value = mine.length > 0;
	comparisonProblem.value = "";
	if (mine.length > 0)
		announce(`Comparing with ${counted(mine.length, "file")}.`);
	try {
		const report = await run.compare(mine);
		if (!isCurrent()) return;
		adopt(run, report);
		announce(report.overlap ? spoken(report.overlap) : "Closed.");
	} catch (error) {
		if (isCurrent()) comparisonProblem.value = (error as Error).message;
	}
	if (isCurrent()) comparing.value = false;
}

/** What was found, in a sentence. */
export function spoken({ files, overlapping, records }: Overlap): string {
	const [first] = files;
	const name =
		files.length === 1 && first ? first.name : counted(files.length, "file");
	if (records === 0) return `No record of ${name} can be read.`;
	if (overlapping === 0) return `No record of ${name} stands in this data.`;
	const stand = overlapping === 1 ? "stands" : "stand";
	return `${count(overlapping)} of ${counted(records, "record")} of ${name} also ${stand} in this data.`;
}
