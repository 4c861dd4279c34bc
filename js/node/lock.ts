/** A lock on a folder of results: a file with the owner's identity, which another run removes once its owner has ended. */

import {
	closeSync,
	linkSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { systemReason, TunesetError } from "../types/error.ts";
import { type Identity, isAlive, ownIdentity } from "./process.ts";
import { atEnd, discard, temporary } from "./temporary.ts";

export const LOCK = ".tuneset.lock";

/** An owner on another machine is taken for ended after this long without a sign of life. */
const SILENCE_MS = 10 * 60_000;
const SIGN_OF_LIFE_MS = 30_000;
/** A lock without an owner in it is being written, unless it is older than this. */
const WRITING_MS = 10_000;

export class FolderLock {
	readonly #folder: string;
	readonly #path: string;
	readonly #text: string;
	readonly #signs: NodeJS.Timeout;
	readonly #forget: () => void;

	private constructor(folder: string, text: string) {
		this.#folder = folder;
		this.#path = join(folder, LOCK);
		this.#text = text;
		this.#signs = setInterval(() => this.#signOfLife(), SIGN_OF_LIFE_MS);
		this.#signs.unref();
		this.#forget = atEnd(() => this.release());
	}

	/** Throws IO while another run writes to the folder. */
	static take(folder: string): FolderLock {
		const token = Math.random().toString(36).slice(2);
		const text = `${JSON.stringify({ ...ownIdentity(), token })}\n`;
		const own = temporary(folder, LOCK);
		try {
			writeFileSync(own, text, { flag: "wx" });
			// Another run may take over the same lock, and be the first.
			for (let attempts = 0; !place(own, join(folder, LOCK), text); ) {
				attempts += 1;
				const { abandoned } = refuseIfLocked(folder);
				if (attempts > 10) throw locked(folder, undefined);
				if (abandoned !== undefined) remove(folder, abandoned);
			}
		} catch (cause) {
			if (cause instanceof TunesetError) throw cause;
			const reason = systemReason(cause as NodeJS.ErrnoException);
			throw new TunesetError(
				"IO",
				`The folder ${folder} cannot be written to: ${reason}.`,
				{ cause },
			);
		} finally {
			discard(own);
		}
		return new FolderLock(folder, text);
	}

	/** Throws if the lock was taken away, as by a user who removed the file. */
	check(): void {
		if (read(this.#path) === this.#text) return;
		throw new TunesetError(
			"IO",
			`${this.#path} was removed while this run wrote to ${this.#folder}; another run may write there.`,
		);
	}

	release(): void {
		clearInterval(this.#signs);
		try {
			if (read(this.#path) === this.#text) rmSync(this.#path, { force: true });
			this.#forget();
		} catch {
			// Tried again at the end of the process; then the next run sees that it has ended.
		}
	}

	#signOfLife(): void {
		const now = new Date();
		try {
			if (read(this.#path) === this.#text) utimesSync(this.#path, now, now);
		} catch {
			// Found out when it is checked.
		}
	}
}

/** Throws IO while another run writes to the folder; gives the text of a lock whose owner has ended. */
export function refuseIfLocked(folder: string): { abandoned?: string } {
	const path = join(folder, LOCK);
	const text = read(path);
	if (text === undefined) return {};
	const owner = identityIn(text);
	const silent = Date.now() - (statOf(path)?.mtimeMs ?? 0);
	const ended =
		owner === undefined
			? silent > WRITING_MS
			: owner.where === ownIdentity().where
				? !isAlive(owner.pid, owner.born)
				: silent > SILENCE_MS;
	if (!ended) throw locked(folder, owner);
	return { abandoned: text };
}

/** Puts the lock in place, whole from the first moment; false if there is one. */
function place(own: string, path: string, text: string): boolean {
	try {
		linkSync(own, path);
		return true;
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "EEXIST") return false;
	}
	// Some file systems (exFAT, network shares) have no links.
	try {
		const descriptor = openSync(path, "wx");
		writeFileSync(descriptor, text);
		closeSync(descriptor);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
		throw error;
	}
}

/** Removes a lock whose owner has ended, but not the one that another run may have put there since. */
function remove(folder: string, abandoned: string): void {
	const path = join(folder, LOCK);
	const aside = temporary(folder, LOCK);
	try {
		renameSync(path, aside);
		if (read(aside) !== abandoned) linkSync(aside, path);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code !== "ENOENT" && code !== "EEXIST") throw error;
	} finally {
		discard(aside);
	}
}

function read(path: string): string | undefined {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "ENOENT" || code === "ENOTDIR") return undefined;
		if (code !== "EISDIR") throw error;
		throw new TunesetError(
			"IO",
			`${path} is a folder, and the lock of a run needs that name; move it away, or give another folder.`,
			{ cause: error },
		);
	}
}

const statOf = (path: string) => statSync(path, { throwIfNoEntry: false });

function identityIn(text: string): Identity | undefined {
	try {
		const { pid, born, where } = JSON.parse(text);
		const known =
			Number.isInteger(pid) &&
			typeof born === "string" &&
			typeof where === "string";
		return known ? { pid, born, where } : undefined;
	} catch {
		return undefined;
	}
}

function locked(folder: string, owner: Identity | undefined): TunesetError {
	const elsewhere = owner && owner.where !== ownIdentity().where;
	const who = owner
		? ` (process ${owner.pid}${elsewhere ? ` on ${owner.where.split(" ")[0]}` : ""})`
		: "";
	return new TunesetError(
		"IO",
		`Another run${who} is writing to ${folder}. Wait until it has finished, or give another folder; if there is none, remove ${join(folder, LOCK)}.`,
	);
}
