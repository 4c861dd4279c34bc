/** Files by the thousand, few of them open at once: systems allow some 1,000 descriptors. */

import { type BigIntStats, closeSync, fstatSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { changed, type Range, type Reader } from "../io/source.ts";
import { compared, openFile, readRange, settled } from "./file.ts";
import type { Path } from "./path.ts";

/** Files that are held open where there are no more of them. */
export const MOST_HELD = 100;
const MOST_OPEN = 32;

/** The open files of a set, the one that was used last behind the others. */
export class OpenFiles {
	readonly #open = new Map<object, number>();

	/** The descriptor of a file, which `open` opens if it is closed. */
	use(file: object, open: () => number): number {
		const descriptor = this.#open.get(file) ?? this.#room(open);
		this.#open.delete(file);
		this.#open.set(file, descriptor);
		return descriptor;
	}

	close(file: object): void {
		const descriptor = this.#open.get(file);
		this.#open.delete(file);
		if (descriptor !== undefined) closeSync(descriptor);
	}

	#room(open: () => number): number {
		if (this.#open.size >= MOST_OPEN)
			for (const [oldest] of this.#open) {
				this.close(oldest);
				break;
			}
		return open();
	}
}

/** A file that is opened when it is read, and again when it has been closed since; another one in its place is noticed. */
export class ReopenedReader implements Reader {
	readonly name: string;
	readonly size: number;
	readonly #path: Path;
	readonly #files: OpenFiles;
	#opened: BigIntStats;

	constructor(name: string, path: Path, files: OpenFiles) {
		this.name = name;
		this.#path = typeof path === "string" ? resolve(path) : path;
		this.#files = files;
		const descriptor = files.use(this, () => openFile(path));
		this.#opened = fstatSync(descriptor, { bigint: true });
		this.size = Number(this.#opened.size);
	}

	read(start: number, end: number): Uint8Array {
		const descriptor = this.#files.use(this, () => this.#again());
		return readRange(this.name, descriptor, start, end);
	}

	/** Bytes: a descriptor that another thread reads from could be closed meanwhile. */
	range(start: number, end: number): Range {
		const bytes = this.read(start, end);
		return { from: "bytes", name: this.name, bytes };
	}

	async unchanged(isSame: () => Promise<boolean>): Promise<void> {
		const look = () =>
			statSync(this.#path, { bigint: true, throwIfNoEntry: false });
		this.#opened = await settled(this.name, this.#opened, look, isSame);
	}

	close(): void {
		this.#files.close(this);
	}

	#again(): number {
		const descriptor = openFile(this.#path);
		const now = fstatSync(descriptor, { bigint: true });
		// Contents of a touched file are compared when all has been read.
		if (compared(this.#opened, now) !== "changed") return descriptor;
		closeSync(descriptor);
		throw changed(this.name);
	}
}
