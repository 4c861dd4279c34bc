/** Files in Node: read in ranges, written under a temporary name. */

import {
	closeSync,
	existsSync,
	fstatSync,
	linkSync,
	openSync,
	readSync,
	renameSync,
	rmSync,
	type Stats,
	writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { TunesetError } from "../error.ts";
import type { Spool } from "../host.ts";
import type { Sink } from "../sink.ts";
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

/** Temporary files that exist right now, for whoever must leave at once. */
const unfinished = new Set<string>();

export function removeUnfinished(): void {
	for (const path of unfinished) rmSync(path, { force: true });
	unfinished.clear();
}

function temporary(folder: string, name: string): string {
	const unique = `${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
	const path = join(folder, `.${name}.${unique}.tmp`);
	unfinished.add(path);
	return path;
}

/** Written beside its final name, so that the last step is a rename within one file system. */
export class FileSink implements Sink {
	readonly #path: string;
	readonly #overwrite: boolean;
	readonly #temporary: string;
	#descriptor: number | undefined;

	constructor(path: string, overwrite: boolean) {
		if (!overwrite && existsSync(path)) throw exists(path);
		this.#path = path;
		this.#overwrite = overwrite;
		this.#temporary = temporary(dirname(path), basename(path));
		try {
			this.#descriptor = openSync(this.#temporary, "wx");
		} catch (cause) {
			unfinished.delete(this.#temporary);
			const reason = (cause as Error).message;
			throw new TunesetError("IO", `${path} cannot be written: ${reason}.`, {
				cause,
			});
		}
	}

	write(bytes: Uint8Array): void {
		if (this.#descriptor === undefined) return;
		for (let done = 0; done < bytes.length; )
			done += writeSync(this.#descriptor, bytes, done);
	}

	async commit(): Promise<undefined> {
		this.#close();
		if (this.#overwrite) renameSync(this.#temporary, this.#path);
		else this.#show();
		unfinished.delete(this.#temporary);
	}

	abort(): void {
		this.#close();
		rmSync(this.#temporary, { force: true });
		unfinished.delete(this.#temporary);
	}

	/** A rename would replace a file that appeared in the meantime; a link does not. */
	#show(): void {
		try {
			linkSync(this.#temporary, this.#path);
			rmSync(this.#temporary, { force: true });
		} catch (error) {
			if (
				(error as NodeJS.ErrnoException).code === "EEXIST" ||
				existsSync(this.#path)
			)
				throw exists(this.#path);
			// Some file systems (exFAT, network shares) have no links.
			renameSync(this.#temporary, this.#path);
		}
	}

	#close(): void {
		if (this.#descriptor !== undefined) closeSync(this.#descriptor);
		this.#descriptor = undefined;
	}
}

function exists(path: string): TunesetError {
	return new TunesetError("IO", `${path} exists already.`);
}

/** A stream's bytes in a temporary file, for the second pass. */
export class FileSpool implements Spool {
	readonly #name: string;
	readonly #path: string;
	readonly #descriptor: number;

	constructor(name: string) {
		this.#name = name;
		this.#path = temporary(tmpdir(), "tuneset");
		this.#descriptor = openSync(this.#path, "wx+", 0o600);
		// Without a name it cannot be left behind, however the process ends. Windows keeps the name until the end.
		this.#unlink();
	}

	append(bytes: Uint8Array): void {
		for (let done = 0; done < bytes.length; )
			done += writeSync(this.#descriptor, bytes, done);
	}

	reader(): Reader {
		return new SpoolReader(this.#name, this.#descriptor);
	}

	close(): void {
		closeSync(this.#descriptor);
		this.#unlink();
	}

	#unlink(): void {
		try {
			rmSync(this.#path, { force: true });
			unfinished.delete(this.#path);
		} catch {
			// Tried again when it is closed.
		}
	}
}

/** The spool closes the file; nobody else can change it. */
class SpoolReader extends FileReader {
	override unchanged(): void {}

	override close(): void {}
}
