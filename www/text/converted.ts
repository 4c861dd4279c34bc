/** A conversion in words. */

import type { Conversion } from "../../js/types";
import { count, counted } from "./format";

/** Describes the conversion in a sentence, for the accounting, too. */
export function converted({ to, from, notConverted }: Conversion): string {
	const done =
		Object.keys(from).length > 0
			? `Converted to ${to}: ${list(from)}`
			: `Nothing was converted to ${to}`;
	return notConverted > 0
		? `${done}; ${counted(notConverted, "record")} could not be.`
		: `${done}.`;
}

/** { alpaca: 3, csv: 2 } → "3 alpaca, 2 csv" */
export const list = (numbers: Record<string, number>) =>
	Object.entries(numbers)
		.map(([name, number]) => `${count(number)} ${name}`)
		.join(", ");
