/** Temporary files: named after the process that writes them, and removed at its end or by the next run. */

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isAlive, ownIdentity } from "./process.ts";

/** Those of this process, for an end at any moment. */
const unfinished = new Set<string>();
/** Further work of that moment. */
const endings = new Set<() => void>();

let identity: string | undefined;

/** The path of a temporary file beside its final name; no other process uses it. */
export function temporary(folder: string, name: string): string {
	if (identity === undefined) {
		const { pid, born } = ownIdentity();
		identity = `${pid}-${born || "0"}-${machine()}`;
	}
	const random = Math.random().toString(36).slice(2, 10);
	const path = join(folder, `.${name}.${identity}-${random}.tmp`);
	unfinished.add(path);
	return path;
}

/** The file has another name by now, or was removed. */
export function finished(path: string): void {
	unfinished.delete(path);
}

/** Removes one; what cannot be removed is tried again at the end of the process. */
export function discard(path: string): void {
	try {
		rmSync(path, { force: true });
		finished(path);
	} catch {}
}

/** Does this, too, if the process ends before it is called; gives what takes it back. */
export function atEnd(ending: () => void): () => void {
	endings.add(ending);
	return () => endings.delete(ending);
}

export function removeUnfinished(): void {
	for (const path of unfinished) discard(path);
	// In reverse: later files may block the removal of earlier ones.
	for (const ending of [...endings].reverse()) ending();
}

/** Removes what processes that were killed left in a folder. The folder must be locked. */
export function sweep(folder: string, names: readonly string[]): void {
	removeLeft(folder, names, () => true);
}

/** The same in a shared folder: files of other machines and containers stay, as their processes are unknown. */
export function sweepOwn(folder: string, name: string): void {
	try {
		removeLeft(folder, [name], (where) => where === machine());
	} catch {
		// A folder that cannot be listed is left alone.
	}
}

function removeLeft(
	folder: string,
	names: readonly string[],
	isOurs: (where: string) => boolean,
): void {
	for (const file of readdirSync(folder)) {
		const [, name, pid, born, where] =
			/^\.(.+)\.(\d+)-(\w+)-(\w+)-\w+\.tmp$/.exec(file) ?? [];
		if (!names.includes(name) || !isOurs(where)) continue;
		if (isAlive(Number(pid), born === "0" ? "" : born)) continue;
		// It is only in the way of tidiness.
		discard(join(folder, file));
	}
}

let hashed: string | undefined;

/** The machine, or container, in which this process runs, short enough for a file's name. */
function machine(): string {
	if (hashed === undefined) {
		let hash = 0x811c9dc5; // FNV-1a
		for (const byte of Buffer.from(ownIdentity().where))
			hash = Math.imul(hash ^ byte, 0x01000193);
		hashed = (hash >>> 0).toString(36);
	}
	return hashed;
}
