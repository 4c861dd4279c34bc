/** The names that a diff calls files by, so that `git apply` and `patch -p1` find them. */

import { realpathSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import type { Path } from "../node/path.ts";
import { HIDDEN, shellPath } from "../text/shell.ts";

interface DiffNames {
	/** Path after `a/` and `b/`, by the file. */
	names: Map<number, Buffer>;
	/** Note about applying the diff, if that is not done from this folder. */
	note: string | undefined;
}

/**
 * Names files from this folder, or if one is outside of it from the nearest folder that holds them all: neither program takes
 * names outside the current folder. Paths are bytes, which Latin-1 keeps one by one.
 */
export function diffNames(files: Map<number, Path | undefined>): DiffNames {
	const here = latin1(process.cwd());
	const paths = new Map<number, string>();
	for (const [index, path] of files)
		if (path !== undefined) paths.set(index, real(path, here));
	const outside = [...paths.values()].some((path) => !isWithin(path, here));
	const from = outside ? commonFolder([...paths.values()]) : here;
	const names = new Map<number, Buffer>();
	for (const [index, path] of files) {
		const known = paths.get(index);
		const name = known === undefined ? undefined : relative(from, known);
		names.set(
			index,
			name === undefined || path === undefined
				? Buffer.from("stdin")
				: Buffer.from(name.replaceAll(sep, "/"), "latin1"),
		);
	}
	const folder = shellPath(
		Buffer.from(from, "latin1").toString(),
		process.platform === "win32",
	);
	return {
		names,
		note: outside
			? `Names are from ${folder}: apply it with git -C ${folder} apply, or patch -p1 -d ${folder}.`
			: undefined,
	};
}

/** The path without links, behind which git changes nothing. */
function real(path: Path, here: string): string {
	try {
		return realpathSync(path, { encoding: "buffer" }).toString("latin1");
	} catch {
		return resolve(here, latin1(path));
	}
}

const latin1 = (path: Path): string => Buffer.from(path).toString("latin1");

const isWithin = (path: string, folder: string): boolean =>
	path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

function commonFolder([first, ...others]: string[]): string {
	let folder = dirname(first);
	while (
		!others.every((path) => isWithin(path, folder)) &&
		folder !== dirname(folder)
	)
		folder = dirname(folder);
	return folder;
}

/** The name in a line that begins with `---` or `+++`, quoted as git and GNU diff do where it needs to be. */
export function headerName(side: "a" | "b", name: Buffer): string {
	const path = `${side}/${name}`;
	const isUtf8 = Buffer.from(name.toString()).equals(name);
	if (isUtf8 && path.search(HIDDEN) < 0 && !/["\\]/.test(path))
		// A tab ends names that have spaces.
		return path.includes(" ") ? `${path}\t` : path;
	const quoted = Array.from(name, (byte) => {
		if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
		// Not even the # of a log's command.
		return byte < 0x20 || byte > 0x7e || byte === 0x23
			? `\\${byte.toString(8).padStart(3, "0")}`
			: String.fromCharCode(byte);
	});
	return `"${side}/${quoted.join("")}"`;
}
