/** Inputs that a caller gives, each with a name. */

import type { NamedSource } from "../io/source.ts";
import { shown } from "../text/shown.ts";
import { TunesetError } from "../types/error.ts";
import type { Input, Source } from "../types/index.ts";

const UNNAMED: Partial<Record<string, string>> = {
	input: "data",
	validationFile: "validation",
};

/** True for data that can be read once only. */
export function isReadOnce({ data }: NamedSource): boolean {
	return isFlowing(data) && !("path" in data);
}

/** @param argument its name; inputs without a name are called after it */
export function namedSources(
	input: Input | Input[],
	argument = "input",
): NamedSource[] {
	const inputs: unknown[] = Array.isArray(input) ? input : [input];
	if (inputs.length === 0)
		throw new TunesetError(
			"BAD_OPTION",
			argument === "input"
				? "There is no input: the list is empty."
				: `There is no ${argument === "against" ? "file to compare with" : "validation file"}: the list of ${argument} is empty.`,
		);
	const unnamed = UNNAMED[argument] ?? argument;
	return inputs.map((item, index) => {
		const given: Partial<NamedSource> = isObject(item) ? item : {};
		const { name, data } = given;
		if (isSource(item)) {
			const number = index === 0 ? "" : `-${index + 1}`;
			const usual = `${unnamed}${number}.jsonl`;
			return { name: name ? String(name) : usual, data: item };
		}
		if (isSource(data) && typeof name === "string") return { name, data };
		throw new TunesetError(
			"BAD_OPTION",
			`${argument} must be a string, a Uint8Array, a Blob, a ReadableStream or an async iterable of Uint8Array, {name, data} with one of these, or a list of them, not ${shown(item)}.`,
		);
	});
}

/** Replacement of `file` on platforms without paths. */
export function noFile(): never {
	throw new TunesetError(
		"BAD_OPTION",
		"A path can be read in Node, Deno and Bun only; in a browser give the File itself.",
	);
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null;
}

function isSource(data: unknown): data is Source {
	return (
		typeof data === "string" ||
		data instanceof Uint8Array ||
		data instanceof Blob ||
		isFlowing(data)
	);
}

function isFlowing(
	data: unknown,
): data is ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> {
	return (
		isObject(data) && (Symbol.asyncIterator in data || "getReader" in data)
	);
}
