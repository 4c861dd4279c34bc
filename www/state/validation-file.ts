/** The user's validation file, checked by the rules that the training data are checked by. */

import { effect, signal } from "@preact/signals";
import type { Diagnostic, Report } from "../../js/types";
import { start } from "../engine/engine";
import { against, hasValidationFile, phase } from "./page";
import { runOptions } from "./run";

export interface Checked {
	records: number;
	invalid: number;
	/** The first error. */
	first?: Diagnostic;
}

/** Null while there is none, or while it is being checked. */
export const validationFile = signal<Checked | null>(null);

/** Checks the file whenever it, or what the data are checked by, is another. */
export function keepValidationFile(): void {
	effect(() => {
		const files = hasValidationFile.value ? against.value : [];
		validationFile.value = null;
		if (phase.value !== "done" || files.length === 0) return;
		const options = runOptions();
		const split = {
			...options.split,
			validation: "0",
			decisions: undefined,
			dropOverlap: false,
		};
		const run = start(
			files,
			{ ...options, groupBy: "", examples: 1, split },
			{ onProgress() {}, onPartialReport() {} },
		);
		let isCurrent = true;
		run.report.then(
			(report) => {
				if (isCurrent) validationFile.value = checked(report);
				run.close();
			},
			() => {}, // what cannot be read is said by the comparison
		);
		return () => {
			isCurrent = false;
			run.close();
		};
	});
}

function checked({ counts, rules }: Report): Checked {
	const errors = Object.values(rules).flatMap(({ examples }) =>
		examples.filter((one) => one.severity === "error" && !one.fixed),
	);
	return { records: counts.records, invalid: counts.invalid, first: errors[0] };
}
