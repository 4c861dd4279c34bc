/** What the caller wants, as the engine reads it. */

import { TunesetError } from "./error.ts";
import { shown } from "./shown.ts";
import type { PrepareOptions } from "./types.ts";

const KNOWN: Record<keyof PrepareOptions, true> = {
	model: true,
	limits: true,
	rules: true,
	maxExamplesPerRule: true,
	workers: true,
	signal: true,
	onProgress: true,
	onPartialReport: true,
	validation: true,
	seed: true,
	groupBy: true,
	stratifyBy: true,
	decisions: true,
	near: true,
	against: true,
	dedupe: true,
	keep: true,
	fix: true,
	unsafeFixes: true,
	fixes: true,
	convert: true,
};

/** `Options` of the engine as JSON; it says itself what is wrong with a value. */
export function engineOptions(
	options: PrepareOptions,
	unsplit = false,
): string {
	for (const key of Object.keys(options)) {
		if (!Object.hasOwn(KNOWN, key)) {
			throw new TunesetError(
				"BAD_OPTION",
				`There is no option "${key}"; there are ${Object.keys(KNOWN).join(", ")}.`,
			);
		}
	}
	const {
		model,
		limits,
		rules,
		maxExamplesPerRule,
		fix,
		unsafeFixes,
		fixes,
		near,
		convert,
		dedupe,
		keep,
	} = options;
	return asJson({
		model,
		limits,
		rules,
		maxExamplesPerRule,
		fix,
		unsafeFixes,
		fixes,
		near,
		convert,
		dedupe,
		keep,
		split: unsplit ? null : split(options),
	});
}

/** `SplitOptions` of the engine as JSON. */
export function splitOptions(options: SplitChoice): string {
	return asJson(split(options));
}

/** What JSON has no way to write is left for the engine to refuse, in its place. */
export function asJson(options: object): string {
	return JSON.stringify(options, (_, value) =>
		typeof value === "bigint" ||
		typeof value === "function" ||
		(typeof value === "number" && !Number.isFinite(value))
			? shown(value)
			: value,
	);
}

export type SplitChoice = Pick<
	PrepareOptions,
	"validation" | "seed" | "groupBy" | "stratifyBy" | "decisions"
>;

function split({ validation, ...rest }: SplitChoice): object {
	const { seed, groupBy, stratifyBy, decisions } = rest;
	const share = validation === "off" ? 0 : validation;
	return { validation: share, seed, groupBy, stratifyBy, decisions };
}

/** How many threads check besides the lead. */
export function workerCount(
	workers: number | undefined,
	cores: number,
): number {
	if (workers === undefined) return Math.min(Math.max(cores, 1), 8) - 1;
	if (!Number.isInteger(workers) || workers < 0 || workers > 64) {
		throw new TunesetError(
			"BAD_OPTION",
			`workers must be a whole number from 0 to 64, not ${shown(workers)}.`,
		);
	}
	return workers;
}
