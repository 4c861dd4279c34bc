/** A file of decisions: which records stay, and which are left out. The engine says what is wrong with what it holds. */

import { readFileSync } from "node:fs";
import type { Decisions } from "../types.ts";
import { UsageError } from "./usage.ts";

export function readDecisions(path: string): Decisions {
	let text: string;
	try {
		text = readFileSync(path, "utf8");
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		throw new UsageError(
			code === "ENOENT"
				? `there is no file of decisions ${path}.`
				: `the file of decisions ${path} cannot be read: ${message}.`,
		);
	}
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new UsageError(`${path} is not JSON: ${(error as Error).message}.`);
	}
}
