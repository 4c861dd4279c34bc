/** Numbers and sizes as people read them. */

/** 12480 → "12,480" */
export const count = (number: number): string =>
	String(number).replace(/\B(?=(\d{3})+$)/g, ",");

/** 228252 → "230,000": two significant digits, as an estimate has no more. */
export const about = (number: number): string =>
	count(Number(number.toPrecision(2)));

/** (1, "record") → "1 record", (2, "record") → "2 records" */
export const counted = (
	number: number,
	one: string,
	many = `${one}s`,
): string => `${count(number)} ${number === 1 ? one : many}`;

/** 0.4213 → "42%": progress or similarity, never rounded up. */
export const percent = (share: number): string =>
	// 0.57 times 100 is a little below 57.
	`${Math.floor(share * 100 + 1e-9)}%`;

/** 0.9533 → "95.3%" */
export const tenths = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** (1, 5) → "20.0%": a part of a whole; of nothing, "–". */
export const share = (part: number, whole: number): string =>
	whole === 0 ? "–" : tenths(part / whole);

/** 48_200_000 → "48.2 MB": decimal units, as file managers and S3 show them. */
export function bytes(number: number): string {
	const units = ["B", "kB", "MB", "GB", "TB"];
	let unit = 0;
	let value = number;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit += 1;
	}
	const digits = unit === 0 || value >= 99.5 ? 0 : value >= 9.95 ? 1 : 2;
	return `${value.toFixed(digits)} ${units[unit]}`;
}
