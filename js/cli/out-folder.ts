/** The folder that `--out` names: what is in the way there, and one run at a time. */

import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { systemReason, TunesetError } from "../error.ts";
import { FolderLock, LOCK, refuseIfLocked } from "../node/lock.ts";
import { sweep } from "../node/temporary.ts";
import { UsageError } from "./usage.ts";

/** Complains about what is in the way before hours of checking, not after. */
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

/** Makes the folder, and keeps other runs out of it during the work. */
export async function alone<T>(
	out: string,
	names: readonly string[],
	work: (lock: FolderLock) => Promise<T>,
): Promise<T> {
	makeFolder(out);
	const lock = FolderLock.take(out);
	try {
		sweep(out, [...names, LOCK]);
		return await work(lock);
	} finally {
		lock.release();
	}
}

function makeFolder(out: string): void {
	try {
		mkdirSync(out, { recursive: true });
	} catch (cause) {
		const reason = systemReason(cause as NodeJS.ErrnoException);
		throw new TunesetError(
			"IO",
			`The folder ${out} cannot be made: ${reason}.`,
			{ cause },
		);
	}
}
