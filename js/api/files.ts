/** The files of a call: inputs, validation files behind them, and files to compare with. */

import type { NamedSource } from "../io/source.ts";
import type { SessionOptions } from "../run/host.ts";
import { TunesetError } from "../types/error.ts";
import type { Input, PrepareOptions } from "../types/index.ts";
import type { Callbacks } from "./caller.ts";
import { isReadOnce, namedSources } from "./inputs.ts";

export interface Files {
	/** Validation files come last. */
	inputs: NamedSource[];
	validation: NamedSource[];
	against: NamedSource[];
}

/**
 * Returns the options of a run, and how to list its files: faults of any are reported before anything is read. `again` calls a
 * function of the caller's once more.
 */
export function parted({
	against,
	validationFile,
	...options
}: PrepareOptions): {
	options: SessionOptions;
	files: (input: Input | Input[], again?: Callbacks) => Files;
} {
	refuseContradictions({ against, validationFile, ...options });
	const isFunction = typeof validationFile === "function";
	const list = (given: Input | Input[]) =>
		namedSources(given, "validationFile");
	const given = isFunction ? validationFile() : validationFile;
	const first = given === undefined ? [] : list(given);
	return {
		options: { ...options, validationFiles: first.length },
		files: (input, again) => {
			const inputs = namedSources(input);
			const validation =
				again && isFunction ? list(again.own(validationFile)) : first;
			return {
				inputs: [...inputs, ...validation],
				validation,
				against: against === undefined ? [] : namedSources(against, "against"),
			};
		},
	};
}

function refuseContradictions({
	against,
	validationFile,
	validation,
	dropOverlap,
}: PrepareOptions): void {
	const isDrawn = ![undefined, "off", 0, "0", "0%"].includes(validation);
	if (validationFile !== undefined && isDrawn)
		throw new TunesetError(
			"BAD_OPTION",
			"validationFile takes the place of a share of the input: leave validation out.",
		);
	if (!dropOverlap) return;
	if (dropOverlap === "validation" && validationFile === undefined)
		throw new TunesetError(
			"BAD_OPTION",
			"dropOverlap 'validation' leaves records out of a validation file: give it as validationFile.",
		);
	if (against === undefined && validationFile === undefined)
		throw new TunesetError(
			"BAD_OPTION",
			"dropOverlap leaves out records that another file has, too: give it as validationFile or against.",
		);
}

/** Throws for a stream that would have to be read twice. */
export function refuseStreams(
	given: PrepareOptions["validationFile"],
	{ validation }: Files,
): void {
	if (typeof given !== "function" && validation.some(isReadOnce))
		throw new TunesetError(
			"BAD_OPTION",
			"prepareTo reads everything twice: give it a function that returns the validation file, such as () => stream.",
		);
}
