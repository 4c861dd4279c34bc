/** Files that arrive: checked at once, or kept waiting until the user has decided. */

import { isHeldOutName, isValidationName } from "../../js/text/held-out";
import type { NamedFile } from "../engine/input";
import { counted } from "../text/format";
import { announce } from "./announce";
import { compareWith } from "./comparison";
import { busy, files, validationCount, waiting, writing } from "./page";
import { check } from "./run";
import { isUnsaved } from "./saving";
import { chooseValidation } from "./validation-file";

export const isValidation = ({ name }: NamedFile): boolean =>
	isValidationName(name);

const isHeldOut = ({ name }: NamedFile): boolean => isHeldOutName(name);

/** True if the names are those of held-out files, unless all of the data set's are. */
export const mayCompare = (dataset: NamedFile[]): boolean =>
	files.value.length > 0 &&
	dataset.every(isHeldOut) &&
	!files.value.every(isHeldOut);

/**
 * Checks the user's files; asks first if that would interrupt long work or lose changes, or if they may be
 * comparison files.
 */
export async function arrive(dataset: NamedFile[]): Promise<void> {
	const isFree = !(busy.peek() || writing.peek() || isUnsaved());
	if (dataset.length === 0 || (isFree && !mayCompare(dataset)))
		return begin(dataset);
	ask(dataset);
}

/** Checks a data set. Held-out files among others are never merged into it unasked. */
function begin(dataset: NamedFile[]): Promise<void> {
	const held = dataset.filter(isHeldOut);
	if (held.length === 0 || held.length === dataset.length)
		return check(dataset);
	const checking = check(dataset.filter((file) => !held.includes(file)));
	ask(held);
	return checking;
}

function ask(dataset: NamedFile[]): void {
	waiting.value = dataset;
	announce(
		`${counted(dataset.length, "file")} waiting. What should become of ${dataset.length === 1 ? "it" : "them"}?`,
	);
}

/** Carries out the decision about files that wait. */
export function decide(on: "check" | "compare" | "merge" | "stay"): void {
	const dataset = waiting.peek();
	waiting.value = null;
	if (!dataset) return;
	if (on === "check") begin(dataset);
	if (on === "merge") {
		const used = validationCount.peek();
		const inputs = files.peek();
		const training = inputs.slice(0, inputs.length - used);
		check([...training, ...dataset], "", inputs.slice(training.length));
	}
	if (on === "compare") {
		if (dataset.some(isValidation)) chooseValidation(dataset);
		else compareWith(dataset);
	}
}
