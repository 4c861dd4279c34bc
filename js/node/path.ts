/** Paths of files: as text, or as bytes where the name is not UTF-8. */

import {
	createReadStream,
	existsSync,
	readdirSync,
	realpathSync,
	statSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** Text, or the bytes of a path that is not UTF-8. */
export type Path = string | Buffer;

/** A file that is named, not read yet. To every program but Tuneset it is its bytes, in order. */
export class PathSource implements AsyncIterable<Uint8Array> {
	readonly name: string;
	readonly path: Path;

	constructor(path: Path, name = nameOf(path)) {
		this.path = path;
		this.name = name;
	}

	[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
		return createReadStream(this.path)[Symbol.asyncIterator]();
	}
}

/** Place of a future file: equal for two paths to the same place, whatever links they contain. */
export function placeOf(path: string): string {
	const whole = resolve(path);
	try {
		return join(realpathSync(dirname(whole)), basename(whole));
	} catch {
		return whole; // There is no such folder, which is reported on writing.
	}
}

/** The path as text; bytes that are not UTF-8 as `\xff`. */
export function nameOf(path: Path): string {
	if (typeof path === "string") return path;
	const text = path.toString();
	if (Buffer.from(text).equals(path)) return text;
	// Piece by piece: UTF-8 stays legible.
	let name = "";
	for (let at = 0; at < path.length; ) {
		const length = [1, 2, 3, 4].find((length) => {
			const piece = path.subarray(at, at + length);
			return Buffer.from(piece.toString()).equals(piece);
		});
		name +=
			length === undefined
				? `\\x${path[at].toString(16).padStart(2, "0")}`
				: path.toString("utf8", at, at + length);
		at += length ?? 1;
	}
	return name;
}

/** A path below a folder, as text if it can be. */
export function below(folder: Path, name: Buffer): Path {
	const text = name.toString();
	const isText = Buffer.from(text).equals(name);
	if (typeof folder === "string" && isText) return join(folder, text);
	return Buffer.concat([Buffer.from(folder), Buffer.from("/"), name]);
}

/**
 * The files that an argument names. Node replaces bytes of arguments that are not UTF-8 by U+FFFD, so that they are looked for in
 * their folder: there may be several.
 */
export function pathsOf(argument: string): Path[] {
	if (!basename(argument).includes("\ufffd") || existsSync(argument))
		return [argument];
	const folder = dirname(argument);
	try {
		const found = readdirSync(folder, { encoding: "buffer" })
			.filter((name) => name.toString() === basename(argument))
			.map((name) => below(folder, name));
		return found.length > 0 ? found : [argument];
	} catch {
		return [argument];
	}
}

/** True for pipes and devices, whose bytes are gone once they are read. */
export function isReadOnce(path: string): boolean {
	try {
		const stat = statSync(path);
		return !stat.isFile() && !stat.isDirectory();
	} catch {
		return false;
	}
}
