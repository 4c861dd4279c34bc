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
	#opened: BigIntStats;

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

	async unchanged(isSame: () => Promise<boolean>): Promise<void> {
		const look = () => fstatSync(this.#descriptor, { bigint: true });
		this.#opened = await settled(this.name, this.#opened, look, isSame);
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

/**
 * Compares two states of a file. It is *touched* if only its change time differs: its permissions or names are others, or it
 * was rewritten and its size and time were restored.
 */
export function compared(
	before: BigIntStats,
	now: BigIntStats,
): "same" | "touched" | "changed" {
	const same =
		before.dev === now.dev &&
		before.ino === now.ino &&
		before.size === now.size &&
		before.mtimeNs === now.mtimeNs;
	if (!same) return "changed";
	return before.ctimeNs === now.ctimeNs ? "same" : "touched";
}

/** A file that is touched again each time its content has been compared. */
const MOST_LOOKS = 5;

/**
 * Compares a file with its earlier state, and returns its current state if it is the same; throws otherwise.
 *
 * @param isSame compares its content
 */
export async function settled(
	name: string,
	before: BigIntStats,
	look: () => BigIntStats | undefined,
	isSame: () => Promise<boolean>,
): Promise<BigIntStats> {
	let known = before;
	for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
		const now = look();
		const is = now ? compared(known, now) : "changed";
		if (is === "same") return known;
		if (!now || is === "changed" || !(await isSame())) break;
		known = now;
	}
	throw changed(name);
}

/** A pipe that no program writes to yet must not keep this one from hearing signals. Windows has no such pipes. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens a path for reading; the caller must stream anything but files and folders (a pipe, a terminal). */
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

/** Reads for a checker, straight into memory that the engine reserved. */
export function readFile(
	descriptor: number,
	into: Uint8Array,
	position: number,
): number {
	return readSync(descriptor, into, 0, into.length, position);
}
