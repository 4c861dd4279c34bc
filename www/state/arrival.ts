/** Files that arrive: checked at once, or kept waiting until the user has decided. */

import type { NamedFile } from "../engine/input";
import { distinct } from "../engine/input";
import { counted } from "../text/format";
import { announce } from "./announce";
import { against, busy, files, waiting, writing } from "./page";
import { check } from "./run";
import { isUnsaved } from "./saving";

/** Names of held-out files: validation.jsonl, val-2.jsonl, faq-dev.jsonl. */
const HELD_OUT = /(^|[-_. /])(val(id(ation)?)?|dev|held-?out)(?=[-_. \d]|$)/i;

export const isHeldOut = ({ name }: NamedFile): boolean => HELD_OUT.test(name);

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
		return check(dataset);
	waiting.value = dataset;
	announce(
		`${counted(dataset.length, "file")} waiting. What should become of ${dataset.length === 1 ? "it" : "them"}?`,
	);
}

/** Carries out the decision about files that wait. */
export function decide(on: "check" | "compare" | "stay"): void {
	const dataset = waiting.peek();
	waiting.value = null;
	if (on === "check" && dataset) check(dataset);
	if (on === "compare" && dataset)
		against.value = distinct(dataset, files.peek());
}
