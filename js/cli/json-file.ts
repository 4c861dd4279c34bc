/** A JSON file named by an option: read like data, so that a pipe is waited for until the user interrupts. */

import { closeSync, readFileSync } from "node:fs";
import { addAbortSignal } from "node:stream";
import { openForReading } from "../node/file.ts";
import { isStream, streamOf } from "../node/stream.ts";
import { asTunesetError, systemReason } from "../types/error.ts";
import { UsageError } from "./usage.ts";

/**
 * @param what the file is, as a sentence calls it
 * @param plain makes JSON of its text
 */
export async function readJson(
	path: string,
	what: string,
	signal: AbortSignal,
	plain: (text: string) => string = (text) => text,
): Promise<unknown> {
	let text: string;
	try {
		text = await textOf(path, signal);
	} catch (error) {
		if (asTunesetError(error).code === "ABORTED") throw error;
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

async function textOf(path: string, signal: AbortSignal): Promise<string> {
	const descriptor = openForReading(path);
	if (!isStream(descriptor)) {
		try {
			return readFileSync(descriptor, "utf8");
		} finally {
			closeSync(descriptor);
		}
	}
	const pieces: Buffer[] = [];
	for await (const piece of addAbortSignal(signal, streamOf(descriptor)))
		pieces.push(piece);
	return Buffer.concat(pieces).toString();
}
