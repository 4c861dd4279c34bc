/** The class whose records alone are listed among the findings. */

import { signal } from "@preact/signals";
import type { Diagnostic } from "../../js/types";

export interface Chosen {
	field: string;
	label: string;
}

export const chosen = signal<Chosen | null>(null);

/** Chooses a class; the one that is chosen already is let go of. */
export function choose(field: string, label: string): void {
	const { value } = chosen;
	const again = value?.field === field && value.label === label;
	chosen.value = again ? null : { field, label };
}

/** Whether a finding is about a record of that class. */
export const isOf = ({ field, label }: Chosen, { classes }: Diagnostic) =>
	classes?.[field] === label;
