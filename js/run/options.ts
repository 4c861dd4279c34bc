/** The caller's options, as the engine reads them. */

import { OPTIONS } from "../generated/option-table.ts";
import type { DataOptions, SplitOptions } from "../generated/options.ts";
import { shown } from "../text/shown.ts";
import { TunesetError } from "../types/error.ts";
import type { PrepareOptions } from "../types/index.ts";

const { data, split } = OPTIONS;

/** Options that the engine never sees. */
const OUTSIDE: Record<
	Exclude<keyof PrepareOptions, keyof DataOptions | keyof SplitOptions>,
	true
> = {
	against: true,
	validationFile: true,
	workers: true,
	signal: true,
	onProgress: true,
	onPartialReport: true,
};

const KNOWN = Object.keys({ ...data, ...split, ...OUTSIDE });

/** What the inputs are. */
export interface Reading {
	/** Judge the data set as one file; nothing is going to be split. */
	unsplit?: boolean;
	/** So many of the last inputs are validation files. */
	validationFiles?: number;
}

/** Returns `Options` of the engine as JSON; the engine validates the values. */
export function engineOptions(
	options: PrepareOptions,
	{ unsplit = false, validationFiles = 0 }: Reading = {},
): string {
	for (const key of Object.keys(options)) {
		if (!KNOWN.includes(key)) {
			throw new TunesetError(
				"BAD_OPTION",
				`There is no option "${key}"; there are ${KNOWN.join(", ")}.`,
			);
		}
	}
	return asJson({
		...only(options, data),
		validationFiles,
		split: unsplit ? null : splitOf(options),
	});
}

/** Options that take effect without reading anything again. */
export type OutputOptions = SplitOptions &
	Pick<DataOptions, "dedupe" | "keep" | "near">;

/** Returns `Options` of the engine as JSON: those of the outputs as given, all others as they were. */
export function outputOptions(
	before: PrepareOptions,
	{ dedupe, keep, near, ...options }: OutputOptions,
): string {
	return asJson({
		...only(before, data),
		...(dedupe && { dedupe }),
		...(keep && { keep }),
		...(near && { near }),
		split: splitOf(options),
	});
}

/** Returns JSON in which a text takes the place of values that JSON cannot have, for the engine to refuse. */
export function asJson(options: object): string {
	return JSON.stringify(options, (_, value) =>
		typeof value === "bigint" ||
		typeof value === "function" ||
		(typeof value === "number" && !Number.isFinite(value))
			? shown(value)
			: value,
	);
}

function splitOf(options: SplitOptions): object {
	const { validation } = options;
	return {
		...only(options, split),
		...(validation === "off" && { validation: 0 }),
	};
}

/** Returns the options that a table has. */
function only(options: object, table: object): object {
	return Object.fromEntries(
		Object.entries(options).filter(([name]) => Object.hasOwn(table, name)),
	);
}

/** Returns the number of checking threads besides the coordinator. */
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
