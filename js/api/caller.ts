/** Checks the caller's arguments and callbacks: errors name the argument, and errors thrown by callbacks are passed on. */

import type { SessionOptions } from "../run/host.ts";
import { shown } from "../text/shown.ts";
import { TunesetError } from "../types/error.ts";
import type { Outputs, OutputTarget } from "../types/public.ts";

/** Throws BAD_OPTION unless it is an object. */
export function mustBeObject(argument: string, value: unknown): void {
	if (typeof value !== "object" || value === null || Array.isArray(value))
		throw wrong(argument, "an object", value);
}

/** Options that are functions or objects of the host, which the engine never receives. */
export function checkMeans(options: {
	signal?: unknown;
	onProgress?: unknown;
	onPartialReport?: unknown;
}): void {
	mustBeObject("options", options);
	const { signal } = options;
	if (signal !== undefined && !isSignal(signal))
		throw wrong("signal", "an AbortSignal", signal);
	for (const name of ["onProgress", "onPartialReport"] as const) {
		const callback = options[name];
		if (callback !== undefined && typeof callback !== "function")
			throw wrong(name, "a function", callback);
	}
}

function isSignal(value: unknown): value is AbortSignal {
	return (
		typeof value === "object" &&
		value !== null &&
		"aborted" in value &&
		"addEventListener" in value
	);
}

const OUTPUTS: (keyof Outputs)[] = [
	"train",
	"validation",
	"setAside",
	"overwrite",
];

/** @param identity the same for two targets that are one */
export function checkOutputs(
	outputs: Outputs,
	identity: (target: OutputTarget) => unknown,
): void {
	mustBeObject("outputs", outputs);
	for (const key of Object.keys(outputs))
		if (!OUTPUTS.includes(key as keyof Outputs))
			throw new TunesetError(
				"BAD_OPTION",
				`There is no output "${key}"; there are ${OUTPUTS.join(", ")}.`,
			);
	const { train, validation, setAside, overwrite } = outputs;
	for (const [name, target] of Object.entries({
		train,
		validation,
		setAside,
	})) {
		if (target === undefined && name !== "train") continue;
		if (!isTarget(target))
			throw wrong(
				`outputs.${name}`,
				"a path, a WritableStream or a file that the user picked",
				target,
			);
	}
	const given = [train, validation, setAside]
		.filter((target) => target !== undefined)
		.map(identity);
	if (new Set(given).size < given.length)
		throw new TunesetError(
			"BAD_OPTION",
			"Two outputs are the same: train, validation and setAside need one each.",
		);
	if (overwrite !== undefined && typeof overwrite !== "boolean")
		throw wrong("outputs.overwrite", "true or false", overwrite);
}

function isTarget(target: unknown): target is OutputTarget {
	return (
		(typeof target === "string" && target !== "") ||
		target instanceof WritableStream ||
		(typeof target === "object" &&
			target !== null &&
			"createWritable" in target)
	);
}

/** Callbacks that stop the run when they throw. */
export class Callbacks {
	/** The caller's options, with guarded callbacks. */
	readonly options: SessionOptions;
	#thrown: { error: unknown } | undefined;

	/** @param stop ends the run */
	constructor(given: SessionOptions, stop: () => void) {
		const { onProgress, onPartialReport } = given;
		this.options = {
			...given,
			...(onProgress && { onProgress: this.#guarded(onProgress, stop) }),
			...(onPartialReport && {
				onPartialReport: this.#guarded(onPartialReport, stop),
			}),
		};
	}

	/** Throws what a callback threw, if one did. */
	rethrow(): void {
		if (this.#thrown) throw this.#thrown.error;
	}

	#guarded<T>(call: (said: T) => void, stop: () => void): (said: T) => void {
		return (said) => {
			// One that has thrown is not called again.
			if (this.#thrown) return;
			const fail = (error: unknown) => {
				this.#thrown ??= { error };
				stop();
			};
			try {
				// One that is asynchronous fails later.
				Promise.resolve(call(said)).catch(fail);
			} catch (error) {
				fail(error);
			}
		};
	}

	/** Calls a function of the caller's; `rethrow` rethrows its errors. */
	own<T>(call: () => T): T {
		try {
			return call();
		} catch (error) {
			this.#thrown ??= { error };
			throw error;
		}
	}
}

export function wrong(
	argument: string,
	takes: string,
	value: unknown,
): TunesetError {
	return new TunesetError(
		"BAD_OPTION",
		`${argument} must be ${takes}, not ${shown(value)}.`,
	);
}
