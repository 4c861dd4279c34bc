/** Ticks of an axis. */

/** About four round numbers from one value to the other, the last at or past it. */
export function roundTicks(from: number, to: number): number[] {
	const span = to - from;
	if (!(span > 0)) return [from, ...(from === 0 ? [1] : [])];
	const rough = span / 4;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step =
		power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
	const start = Math.floor(from / step);
	const end = Math.ceil(to / step);
	return Array.from({ length: end - start + 1 }, (_, index) =>
		Number(((start + index) * step).toPrecision(12)),
	);
}
