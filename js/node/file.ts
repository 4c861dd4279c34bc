/** Files in Node, read in ranges. */

import {
	accessSync,
	type BigIntStats,
	closeSync,
	constants,
	fstatSync,
	openSync,
	readSync,
	statSync,
} from "node:fs";
import { join } from "node:path";
import { changed, type Range, type Reader } from "../io/source.ts";
import { systemReason, TunesetError } from "../types/error.ts";
import { nameOf, type Path } from "./path.ts";

export class FileReader implements Reader {
	readonly name: string;
	readonly size: number;
	readonly #descriptor: number;
	readonly #opened: BigIntStats;

	constructor(name: string, descriptor: number) {
		this.name = name;
		this.#descriptor = descriptor;
		this.#opened = fstatSync(descriptor, { bigint: true });
		this.size = Number(this.#opened.size);
	}

	read(start: number, end: number): Uint8Array {
		return readRange(this.name, this.#descriptor, start, end);
	}

	range(start: number, end: number): Range {
		const descriptor = this.#descriptor;
		return { from: "file", name: this.name, descriptor, start, end };
	}

	unchanged(): void {
		const now = fstatSync(this.#descriptor, { bigint: true });
		if (!isUnchanged(this.#opened, now)) throw changed(this.name);
	}

	close(): void {
		closeSync(this.#descriptor);
	}
}

export function readRange(
	name: string,
	descriptor: number,
	start: number,
	end: number,
): Uint8Array {
	const bytes = new Uint8Array(end - start);
	for (let done = 0; done < bytes.length; ) {
		const length = bytes.length - done;
		const read = readSync(descriptor, bytes, done, length, start + done);
		if (read === 0) throw changed(name);
		done += read;
	}
	return bytes;
}

/** Compares two looks at a file. The time of the last change of any kind shows a rewriting after which size and time were put back. */
export function isUnchanged(before: BigIntStats, now: BigIntStats): boolean {
	const same =
		before.dev === now.dev &&
		before.ino === now.ino &&
		before.size === now.size &&
		before.mtimeNs === now.mtimeNs;
	// A file that is removed or replaced under its name changes its number of names, and that moves the time; its bytes stay.
	return same && (before.ctimeNs === now.ctimeNs || before.nlink !== now.nlink);
}

/** A pipe that no program writes to yet must not keep this one from hearing signals. Windows has no such pipes. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens a path for reading; what is neither a file nor a folder (a pipe, a terminal) is for the caller to stream. */
export function openPath(
	path: Path,
	name = nameOf(path),
): FileReader | { stream: number } {
	const descriptor = openFile(path);
	const stat = fstatSync(descriptor);
	if (stat.isFile()) return new FileReader(name, descriptor);
	if (!stat.isDirectory()) return { stream: descriptor };
	closeSync(descriptor);
	throw folderError(path);
}

/** Opens whatever there is, without waiting for the other end of a pipe. */
export const openForReading = (path: Path): number => openSync(path, READ);

export function openFile(path: Path): number {
	try {
		return openForReading(path);
	} catch (cause) {
		throw unreadable(path, cause);
	}
}

/** Throws what `openPath` would throw, and opens nothing: a pipe can be opened once only. */
export function checkPath(path: Path): void {
	try {
		if (statSync(path).isDirectory()) throw folderError(path);
		accessSync(path, constants.R_OK);
	} catch (cause) {
		if (cause instanceof TunesetError) throw cause;
		throw unreadable(path, cause);
	}
}

function folderError(path: Path): TunesetError {
	const name = nameOf(path);
	return new TunesetError(
		"IO",
		`${name} is a folder; name the files in it, such as ${join(name, "train.jsonl")}.`,
	);
}

function unreadable(path: Path, cause: unknown): TunesetError {
	const error = cause as NodeJS.ErrnoException;
	const name = nameOf(path);
	const [scheme] = /^(s3|https?)(?=:\/\/)/i.exec(name) ?? [];
	const message =
		error.code !== "ENOENT"
			? `${name} cannot be read: ${systemReason(error)}.`
			: scheme === undefined
				? `There is no file ${name}.`
				: `${name} is not on this machine; nothing is fetched here. Let another program do so: ${/^s3/i.test(scheme) ? `aws s3 cp ${name} -` : `curl -L ${name}`} | tuneset check -`;
	return new TunesetError("IO", message, { cause });
}

/** How a checker reads, straight into memory that the engine reserved. */
export function readFile(
	descriptor: number,
	into: Uint8Array,
	position: number,
): number {
	return readSync(descriptor, into, 0, into.length, position);
}
