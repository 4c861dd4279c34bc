/** Files in Node, read in ranges. */

import { closeSync, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { join } from "node:path";
import { TunesetError } from "../error.ts";
import { changed, type Range, type Reader } from "../source.ts";

export class FileReader implements Reader {
	readonly name: string;
	readonly size: number;
	readonly #descriptor: number;
	readonly #opened: Stats;

	constructor(name: string, descriptor: number) {
		this.name = name;
		this.#descriptor = descriptor;
		this.#opened = fstatSync(descriptor);
		this.size = this.#opened.size;
	}

	read(start: number, end: number): Uint8Array {
		const bytes = new Uint8Array(end - start);
		for (let done = 0; done < bytes.length; ) {
			const length = bytes.length - done;
			const read = readSync(
				this.#descriptor,
				bytes,
				done,
				length,
				start + done,
			);
			if (read === 0) throw changed(this.name);
			done += read;
		}
		return bytes;
	}

	range(start: number, end: number): Range {
		const descriptor = this.#descriptor;
		return { from: "file", name: this.name, descriptor, start, end };
	}

	unchanged(): void {
		const { size, mtimeMs } = fstatSync(this.#descriptor);
		if (size !== this.size || mtimeMs !== this.#opened.mtimeMs)
			throw changed(this.name);
	}

	close(): void {
		closeSync(this.#descriptor);
	}
}

/** Opens a path for reading; what is neither a file nor a folder (a pipe, a terminal) is for the caller to stream. */
export function openPath(
	path: string,
	name = path,
): FileReader | { stream: number } {
	let descriptor: number;
	try {
		descriptor = openSync(path, "r");
	} catch (cause) {
		throw new TunesetError("IO", unreadable(path, cause), { cause });
	}
	const stat = fstatSync(descriptor);
	if (stat.isFile()) return new FileReader(name, descriptor);
	if (!stat.isDirectory()) return { stream: descriptor };
	closeSync(descriptor);
	throw new TunesetError(
		"IO",
		`${path} is a folder; name the files in it, such as ${join(path, "train.jsonl")}.`,
	);
}

function unreadable(path: string, cause: unknown): string {
	const code = (cause as NodeJS.ErrnoException).code;
	if (code === "ENOENT") return `There is no file ${path}.`;
	if (code === "EACCES" || code === "EPERM")
		return `${path} may not be read: permission denied.`;
	return `${path} cannot be read: ${(cause as Error).message}.`;
}

/** How a checker reads, straight into memory that the engine reserved. */
export function readFile(
	descriptor: number,
	into: Uint8Array,
	position: number,
): number {
	return readSync(descriptor, into, 0, into.length, position);
}
