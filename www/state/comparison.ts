/** Files to compare the data set with: an existing validation file, for example. They outlast a new check of the same data. */

import { batch, effect, signal } from "@preact/signals";
import type { Report } from "../../js/types";
import type { NamedFile } from "../engine/input";
import { distinct } from "../engine/input";
import { counted } from "../text/format";
import { announce } from "./announce";
import {
	against,
	dropOverlap,
	files,
	hasValidationFile,
	phase,
	shareOf,
} from "./page";
import { adopt, currentRun } from "./run";

/** Share of the files that has been read; null while none are being compared. */
export const comparing = signal<number | null>(null);
/** Error of the comparison, as a sentence. */
export const comparisonProblem = signal("");

/** Compares whenever these files or the data are others, and forgets the files with the data set that they were for. */
export function keepComparing(): void {
	let data = files.peek();
	let compared = against.peek();
	effect(() => {
		if (files.value === data) return;
		data = files.value;
		forget();
	});
	effect(() => {
		const isNew = against.value !== compared;
		compared = against.value;
		if (phase.value === "done" && (isNew || compared.length > 0)) compare();
	});
}

/** Compares the data set with these files instead of any before. */
export function compareWith(chosen: NamedFile[]): void {
	if (chosen.length > 0) against.value = distinct(chosen, files.peek());
}

export function stopComparing(): void {
	batch(() => {
		against.value = [];
		hasValidationFile.value = dropOverlap.value = false;
	});
}

function forget(): void {
	stopComparing();
	comparing.value = null;
	comparisonProblem.value = "";
}

async function compare(): Promise<void> {
	const run = currentRun();
	if (!run || phase.peek() !== "done") return;
	const mine = against.peek();
	const isCurrent = () => run === currentRun() && mine === against.peek();
	comparing.value = mine.length > 0 ? 0 : null;
	comparisonProblem.value = "";
	if (mine.length > 0)
		announce(`Comparing with ${counted(mine.length, "file")}.`);
	try {
		const report = await run.compare(mine, (now) => {
			if (isCurrent()) comparing.value = shareOf(now);
		});
		if (!isCurrent()) return;
		adopt(run, report);
		announce(said(report).join(". ") || "Closed.");
	} catch (error) {
		if (isCurrent()) comparisonProblem.value = (error as Error).message;
	}
	if (isCurrent()) comparing.value = null;
}

const OF_COMPARING = /overlap|compared/;

/** The verdict's sentences about the comparison. */
export const said = (known: Report | null): string[] =>
	(known?.readiness.reasons ?? [])
		.filter(({ code }) => OF_COMPARING.test(code))
		.map(({ message }) => message);
