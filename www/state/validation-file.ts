/** The user's validation file: an input whose records stay on that side. */

import { batch } from "@preact/signals";
import { distinct, type NamedFile } from "../engine/input";
import { counted } from "../text/format";
import { dropOverlap, keepLeaks } from "./changes";
import { files, hasValidationFile, validationFiles } from "./page";
import { checkAgain } from "./run";

const isUsed = (file: NamedFile) => validationFiles.peek().includes(file);

/** The inputs to train on. */
const training = () => files.peek().filter((file) => !isUsed(file));

/** Takes these files for the validation files, and checks all again. */
export function chooseValidation(chosen: NamedFile[]): void {
	if (chosen.length === 0) return;
	const others = training();
	use(others, distinct(chosen, others), true);
}

/** Goes on without a validation file; the choice of one stays open. */
export function removeValidation(): void {
	use(training(), [], hasValidationFile.peek());
}

/** Takes the validation file, if one was chosen, or a share of the data. */
export function haveValidation(own: boolean): void {
	use(training(), validationFiles.peek(), own);
}

/** Goes on without these files. */
export function leaveOut(names: readonly string[]): void {
	const stays = ({ name }: NamedFile) => !names.includes(name);
	const validation = validationFiles.peek().filter(stays);
	use(training().filter(stays), validation, hasValidationFile.peek());
}

function use(
	others: NamedFile[],
	validation: NamedFile[],
	isOwn: boolean,
): void {
	const inputs = isOwn ? [...others, ...validation] : others;
	const isSame = inputs.length === files.peek().length;
	const before = files.peek();
	batch(() => {
		hasValidationFile.value = isOwn;
		validationFiles.value = validation;
		if (dropOverlap.peek() === "validation") keepLeaks();
		if (!isSame || inputs.some((file, at) => file !== before[at]))
			files.value = inputs;
	});
	if (files.peek() !== before)
		checkAgain(
			"",
			isOwn && validation.length > 0
				? `${counted(validation.length, "validation file")}. `
				: "",
		);
}
