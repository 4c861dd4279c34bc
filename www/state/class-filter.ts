/** The class whose records alone are listed among the findings. */

import { signal } from "@preact/signals";
import type { Diagnostic } from "../../js/types";

interface ClassFilter {
	field: string;
	label: string;
}

export const classFilter = signal<ClassFilter | null>(null);

/** Chooses a class; choosing it again lists all. */
export function toggleClass(field: string, label: string): void {
	const { value } = classFilter;
	const again = value?.field === field && value.label === label;
	classFilter.value = again ? null : { field, label };
}

/** True if a finding is about a record of that class. */
export const isOf = ({ field, label }: ClassFilter, { classes }: Diagnostic) =>
	classes?.[field] === label;
