/** The way back to an empty page. */

import { reset } from "./run";
import { isUnsaved } from "./saving";

/** Forgets the files; asks first where changes would be lost. */
export function startOver(): void {
	const sure =
		!isUnsaved() ||
		confirm("Your changes are in no file yet. Start over without them?");
	if (!sure) return;
	reset();
	scrollTo(0, 0);
}
