/** Streams in Node, kept in a temporary file for a second pass. */

import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import type { Reader } from "../io/source.ts";
import type { Spool } from "../run/host.ts";
import { systemReason, TunesetError } from "../types/error.ts";
import { FileReader } from "./file.ts";
import { finished, temporary } from "./temporary.ts";

/** A stream's bytes in a temporary file, for the second pass. */
export class FileSpool implements Spool {
	readonly #name: string;
	readonly #path: string;
	readonly #descriptor: number;

	constructor(name: string) {
		this.#name = name;
		this.#path = temporary(tmpdir(), "tuneset");
		try {
			this.#descriptor = openSync(this.#path, "wx+", 0o600);
		} catch (cause) {
			finished(this.#path);
			throw unkept(name, cause);
		}
		// Without a name it cannot be left behind, however the process ends. Windows keeps the name until the end.
		this.#unlink();
	}

	append(bytes: Uint8Array): void {
		try {
			for (let done = 0; done < bytes.length; )
				done += writeSync(this.#descriptor, bytes, done);
		} catch (cause) {
			throw unkept(this.#name, cause);
		}
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
			finished(this.#path);
		} catch {
			// Tried again when it is closed.
		}
	}
}

/** The spool closes the file; no other process can change it. */
class SpoolReader extends FileReader {
	override async unchanged(): Promise<void> {}

	override close(): void {}
}

function unkept(name: string, cause: unknown): TunesetError {
	const error = cause as NodeJS.ErrnoException;
	const isFull = error.code === "ENOSPC" || error.code === "EDQUOT";
	const variable = process.platform === "win32" ? "TEMP" : "TMPDIR";
	return new TunesetError(
		"IO",
		`${name} is kept in ${tmpdir()} for a second reading, and that folder cannot be written to: ${systemReason(error)}. Set ${variable} to ${isFull ? "one with more room" : "another one"}.`,
		{ cause },
	);
}
