/** A file of JSON that an option names. */

import { readFileSync } from "node:fs";
import { systemReason } from "../error.ts";
import { UsageError } from "./usage.ts";

/**
 * @param what the file is, as a sentence calls it
 * @param plain makes JSON of its text
 */
export function readJson(
	path: string,
	what: string,
	plain: (text: string) => string = (text) => text,
): unknown {
	let text: string;
	try {
		text = readFileSync(path, "utf8");
	} catch (error) {
		const cause = error as NodeJS.ErrnoException;
		throw new UsageError(
			cause.code === "ENOENT"
				? `there is no ${what} ${path}.`
				: `the ${what} ${path} cannot be read: ${systemReason(cause)}.`,
		);
	}
	try {
		return JSON.parse(plain(text));
	} catch (error) {
		throw new UsageError(`${path} is not JSON: ${(error as Error).message}.`);
	}
}
