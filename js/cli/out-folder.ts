/** The folder of `--out`: refuses existing files, and allows one run at a time. */

import { existsSync, mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { FolderLock, LOCK, refuseIfLocked } from "../node/lock.ts";
import { atEnd, sweep } from "../node/temporary.ts";
import { systemReason, TunesetError } from "../types/error.ts";
import { outcome } from "./outcome.ts";
import { UsageError } from "./usage.ts";

/** Reports existing files before hours of checking, not after. */
export function refuseTaken(
	out: string,
	names: readonly string[],
	force: boolean,
): void {
	if (!existsSync(out)) return;
	if (!statSync(out).isDirectory())
		throw new UsageError(`--out needs a folder, and ${out} is a file.`);
	for (const name of names) {
		const path = join(out, name);
		if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
			throw new UsageError(
				`${path} is a folder, and a result needs that name; give another folder with --out.`,
			);
		if (!force && existsSync(path)) {
			throw new UsageError(
				`${path} exists already; --force replaces it, or give another folder with --out.`,
			);
		}
	}
	refuseIfLocked(out);
}

/** Makes the folder, and keeps other runs out of it during the work; one that the work leaves empty goes again. */
export async function alone<T>(
	out: string,
	names: readonly string[],
	work: (lock: FolderLock) => Promise<T>,
): Promise<T> {
	const made: string[] = [];
	const removeEmpty = () => {
		for (let folder = made.at(-1); folder; folder = made.at(-1)) {
			try {
				rmdirSync(folder);
			} catch {
				return; // There is something in it.
			}
			made.pop();
		}
	};
	const forget = atEnd(removeEmpty);
	try {
		makeFolder(out, made);
		const lock = FolderLock.take(out);
		try {
			sweep(out, [...names, LOCK]);
			const result = await work(lock);
			outcome.written = out;
			forget();
			return result;
		} finally {
			lock.release();
		}
	} catch (error) {
		removeEmpty();
		throw error;
	}
}

/** @param made is given the folders that there were not, the outer ones first */
function makeFolder(out: string, made: string[]): void {
	try {
		make(out, made);
	} catch (cause) {
		const reason = systemReason(cause as NodeJS.ErrnoException);
		throw new TunesetError(
			"IO",
			`The folder ${out} cannot be made: ${reason}.`,
			{ cause },
		);
	}
}

/** Replaces `recursive` of Node, which reports a missing folder for a disk that cannot be written to. */
function make(folder: string, made: string[]): void {
	try {
		mkdirSync(folder);
		made.push(folder);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		const parent = dirname(folder);
		if (code === "ENOENT" && parent !== folder && !existsSync(parent)) {
			make(parent, made);
			make(folder, made);
		} else if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
			throw error;
		}
	}
}
