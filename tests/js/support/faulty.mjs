// The package with an engine that fails if a record requests it, and data with such records.

import { join } from "node:path";
import { buildFaulty, faulty } from "../../../scripts/build.mjs";

export { faulty };

/** Builds it, if it is not there yet. */
export async function needFaulty() {
	await buildFaulty();
	return join(faulty.pkg, "cli.js");
}

/** A sound record of some 500 bytes. @param {number} n @param {string} [asks] what the engine is to do on it */
export function record(n, asks = "") {
	const words = Array.from(
		{ length: 60 },
		(_, at) => `w${(n * 7919 + at * 31) % 99991}`,
	);
	return JSON.stringify({
		prompt: `Question ${n}: ${words.join(" ")}?`,
		completion: `Answer ${n}. ${asks}`,
	});
}

/**
 * So many records, those of `asking` (by line, from 1) with their requested fault.
 *
 * @param {number} count
 * @param {Record<number, string>} [asking]
 */
export function records(count, asking = {}) {
	return Array.from({ length: count }, (_, at) =>
		record(at + 1, asking[at + 1]),
	);
}

/** As a file. @param {string[]} lines */
export const file = (lines) => lines.map((line) => `${line}\n`).join("");

/** The same without the lines (from 1) that are named. @param {string[]} lines @param {number[]} numbers */
export const without = (lines, numbers) =>
	lines.filter((_, at) => !numbers.includes(at + 1));
