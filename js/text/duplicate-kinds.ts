/** Duplicates by what is the same in them. */

import type { Report } from "../types/index.ts";
import { count } from "./numbers.ts";

/** Names of the kinds, the strictest first. */
export const KINDS = {
	exact: "identical",
	canonical: "same JSON",
	normalized: "same text",
	near: "similar",
} as const;

/** "2 identical, 1 same JSON, 38 similar": each record once, by the strictest kind. */
export function duplicateKinds({
	exact,
	canonical,
	normalized,
	near = normalized,
}: Report["duplicates"]): string {
	const kinds = {
		exact,
		canonical: canonical - exact,
		normalized: normalized - canonical,
		near: near - normalized,
	};
	return Object.entries(kinds)
		.flatMap(([kind, records]) =>
			records > 0
				? `${count(records)} ${KINDS[kind as keyof typeof KINDS]}`
				: [],
		)
		.join(", ");
}
