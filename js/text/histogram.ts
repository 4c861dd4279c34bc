/** Bars of a histogram, in words and as places on an axis. */

import type { HistogramBar } from "../types/index.ts";
import { count } from "./numbers.ts";

type Bounds = Pick<HistogramBar, "from" | "to">;

/** True for a bar of more than one value. */
export const isWide = ({ from, to }: Bounds): boolean => to - from > 1;

/** "200–299", "7" */
export const range = (bar: Bounds): string =>
	isWide(bar) ? `${count(bar.from)}–${count(bar.to - 1)}` : count(bar.from);

/** Place of a value in columns: 2.5 is the middle of the third bar. Undefined beyond the last one. */
export function columnOf(
	value: number,
	bars: readonly Bounds[],
): number | undefined {
	const index = bars.findIndex((bar) => value < bar.to);
	const bar = bars[index];
	if (!bar) return undefined;
	const inside = isWide(bar)
		? Math.max(0, (value - bar.from) / (bar.to - bar.from))
		: 0.5;
	return index + inside;
}
