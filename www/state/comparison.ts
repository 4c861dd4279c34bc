/** Files to compare the training data with: a test file, for example. They outlast a new check of the same data. */

import { batch, effect, signal } from "@preact/signals";
import type { Report } from "../../js/types";
import type { NamedFile } from "../engine/input";
import { distinct } from "../engine/input";
import { counted } from "../text/format";
import { announce } from "./announce";
import { keepLeaks, withChange, without } from "./changes";
import { against, files, phase, shareOf } from "./page";
import { adopt, change, currentRun } from "./run";

/** Share of the files that has been read; null while none are being compared. */
export const comparing = signal<number | null>(null);
/** Error of the comparison, as a sentence. */
export const comparisonProblem = signal("");

/** Compares whenever these files or the data are others. */
export function keepComparing(): void {
	let compared = against.peek();
	effect(() => {
		const isNew = against.value !== compared;
		compared = against.value;
		if (against.value.length === 0) {
			comparing.value = null;
			comparisonProblem.value = "";
		}
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
		keepLeaks();
	});
}

/** Leaves the records that are on both sides out of one of them, or keeps them again. */
export function dropLeaks(from: "" | "training" | "validation"): void {
	const made = { does: "drop-leaks", side: from || "training" } as const;
	change(from ? withChange(made) : without(made));
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
