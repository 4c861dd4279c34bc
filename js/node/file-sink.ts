/** Outputs as files in Node: written under a temporary name, on disk before they get their own. */

import {
	closeSync,
	existsSync,
	fstatSync,
	fsyncSync,
	linkSync,
	lstatSync,
	openSync,
	renameSync,
	rmSync,
	statSync,
	writeSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import type { Sink } from "../io/sink.ts";
import { systemReason, TunesetError } from "../types/error.ts";
import { discard, finished, sweepOwn, temporary } from "./temporary.ts";

/** Said where what there was before is there as it was. */
const NOTHING = true;

/** Written beside its final name, so that the last step is a rename within one file system. */
export class FileSink implements Sink {
	readonly name: string;
	readonly #path: string;
	readonly #overwrite: boolean;
	/** Something of that name was there before. */
	readonly #replaces: boolean;
	readonly #lock: { check(): void } | undefined;
	readonly #temporary: string;
	#descriptor: number | undefined;
	/** Given to it so far. */
	#bytes = 0;
	#shown = false;

	/** @param lock of its folder, checked before anything is shown */
	constructor(path: string, overwrite: boolean, lock?: { check(): void }) {
		const replaces = existsSync(path);
		if (!overwrite && replaces) throw exists(path);
		this.name = basename(path);
		this.#path = path;
		this.#overwrite = overwrite;
		this.#replaces = replaces;
		this.#lock = lock;
		// A folder that is locked has been swept.
		if (!lock) sweepOwn(dirname(path), this.name);
		this.#temporary = temporary(dirname(path), this.name);
		try {
			// A file that only its owner may read stays so.
			const { mode } =
				(overwrite && statSync(path, { throwIfNoEntry: false })) || {};
			this.#descriptor = openSync(this.#temporary, "wx", mode && mode & 0o666);
		} catch (error) {
			finished(this.#temporary);
			throw this.#failed(error, NOTHING);
		}
	}

	write(bytes: Uint8Array): void {
		const descriptor = this.#descriptor;
		if (descriptor === undefined) return;
		this.#bytes += bytes.length;
		this.#attempt(() => {
			for (let done = 0; done < bytes.length; )
				done += writeSync(descriptor, bytes, done);
		}, NOTHING);
	}

	/** The bytes are on disk, and nothing is in the way of the name. */
	finish(): void {
		const existing = this.#attempt(() => {
			if (this.#descriptor !== undefined) {
				synced(this.#descriptor);
				const { size } = fstatSync(this.#descriptor);
				if (size !== this.#bytes)
					throw new Error(
						`it was given ${this.#bytes} bytes, and ${size} are in it`,
					);
			}
			this.#close();
			return lstatSync(this.#path, { throwIfNoEntry: false });
		}, NOTHING);
		if (existing?.isDirectory())
			throw this.#failed({ code: "EISDIR" }, NOTHING);
		if (existing && !this.#overwrite) throw exists(this.#path);
		this.#lock?.check();
	}

	withdraw(): boolean {
		if (!this.#overwrite || !existsSync(this.#path)) return false;
		this.#attempt(() => rmSync(this.#path, { force: true }));
		return true;
	}

	async commit(): Promise<undefined> {
		this.#attempt(() => {
			this.#close();
			if (this.#overwrite) renameSync(this.#temporary, this.#path);
			else this.#show();
		});
		this.#shown = true;
		finished(this.#temporary);
	}

	retract(): boolean {
		if (this.#overwrite || !this.#shown) return false;
		rmSync(this.#path, { force: true });
		return true;
	}

	settle(): void {
		let descriptor: number;
		try {
			descriptor = openSync(dirname(this.#path), "r");
		} catch {
			return; // Windows cannot open folders, and keeps names without it.
		}
		this.#attempt(() => {
			try {
				synced(descriptor);
			} finally {
				closeSync(descriptor);
			}
		});
	}

	rewind(): boolean {
		this.#attempt(() => {
			this.#close();
			this.#descriptor = openSync(this.#temporary, "w");
			this.#bytes = 0;
		}, NOTHING);
		return true;
	}

	abort(): void {
		try {
			this.#close();
		} catch {
			// The reason for aborting matters more.
		}
		discard(this.#temporary);
	}

	/** A rename would replace a file that appeared in the meantime; a link does not. */
	#show(): void {
		try {
			linkSync(this.#temporary, this.#path);
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			if (code === "EEXIST" || existsSync(this.#path)) throw exists(this.#path);
			// Some file systems (exFAT, network shares) have no links.
			renameSync(this.#temporary, this.#path);
			return;
		}
		this.#shown = true;
		rmSync(this.#temporary, { force: true });
	}

	#attempt<T>(work: () => T, isAsBefore = false): T {
		try {
			return work();
		} catch (error) {
			throw error instanceof TunesetError
				? error
				: this.#failed(error, isAsBefore);
		}
	}

	#failed(error: unknown, isAsBefore: boolean): TunesetError {
		const reason = systemReason(error as NodeJS.ErrnoException);
		const message = `${this.#path} cannot be written: ${reason}.`;
		return new TunesetError(
			"IO",
			isAsBefore
				? `${message} Nothing was ${this.#replaces ? "replaced" : "written"}.`
				: message,
			{ cause: error },
		);
	}

	#close(): void {
		const descriptor = this.#descriptor;
		this.#descriptor = undefined;
		if (descriptor !== undefined) closeSync(descriptor);
	}
}

/** Not every file system can; where it can, a failure counts. */
const CANNOT = ["EINVAL", "ENOTSUP", "ENOSYS", "EPERM", "EACCES", "EISDIR"];

function synced(descriptor: number): void {
	try {
		fsyncSync(descriptor);
	} catch (error) {
		if (!CANNOT.includes((error as NodeJS.ErrnoException).code ?? ""))
			throw error;
	}
}

function exists(path: string): TunesetError {
	return new TunesetError("IO", `${path} exists already.`);
}
