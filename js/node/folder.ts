/** A folder's data files, wherever in it they are. */

import { readdirSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { type Sorting, sortOut } from "../io/folder.ts";
import { systemReason, TunesetError } from "../types/error.ts";
import { below, nameOf, type Path } from "./path.ts";

/**
 * Paths of the data files under a folder, in the order of their names, and the names of the others. Links to folders are
 * not followed: they may form a loop.
 *
 * @param except a folder that is left out: results of an earlier run are no input
 */
export function dataFiles(folder: string, except?: string): Sorting<Path> {
	const paths: Path[] = [];
	const left = except === undefined ? undefined : resolve(except);
	const walk = (path: Path) => {
		for (const entry of entries(path)) {
			const inside = below(path, entry.name);
			if (entry.isDirectory()) {
				const isOurs = entry.name.toString() !== "node_modules";
				if (isOurs && resolve(nameOf(inside)) !== left) walk(inside);
			} else if (entry.isFile() || (entry.isSymbolicLink() && isFile(inside))) {
				paths.push(inside);
			}
		}
	};
	walk(folder);
	return sortOut(paths, (path) =>
		relative(folder, nameOf(path)).replaceAll(sep, "/"),
	);
}

function entries(path: Path) {
	try {
		return readdirSync(path, { withFileTypes: true, encoding: "buffer" });
	} catch (cause) {
		const reason = systemReason(cause as NodeJS.ErrnoException);
		throw new TunesetError(
			"IO",
			`The folder ${nameOf(path)} cannot be read: ${reason}.`,
			{ cause },
		);
	}
}

function isFile(link: Path): boolean {
	return statSync(link, { throwIfNoEntry: false })?.isFile() ?? false;
}
