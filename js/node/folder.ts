/** A folder's data files, wherever in it they are. */

import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { TunesetError } from "../error.ts";
import { type Sorting, sortOut } from "../folder.ts";

/**
 * Paths of the data files under a folder, in the order of their names, and the names of the others. Links to folders are
 * not followed: they may lead back.
 *
 * @param except a folder that is left out: results of an earlier run are no input
 */
export function dataFiles(folder: string, except?: string): Sorting<string> {
	const names: string[] = [];
	const left = except === undefined ? undefined : resolve(except);
	const walk = (path: string) => {
		for (const entry of entries(path)) {
			const inside = join(path, entry.name);
			if (entry.isDirectory()) {
				if (entry.name !== "node_modules" && resolve(inside) !== left)
					walk(inside);
			} else if (entry.isFile() || (entry.isSymbolicLink() && isFile(inside))) {
				names.push(relative(folder, inside).replaceAll(sep, "/"));
			}
		}
	};
	walk(folder);
	const { data, passedOver } = sortOut(names, (name) => name);
	return { data: data.map((name) => join(folder, name)), passedOver };
}

function entries(path: string) {
	try {
		return readdirSync(path, { withFileTypes: true });
	} catch (cause) {
		const { code, message } = cause as NodeJS.ErrnoException;
		const reason = code === "EACCES" ? "permission denied" : message;
		throw new TunesetError(
			"IO",
			`The folder ${path} cannot be read: ${reason}.`,
			{ cause },
		);
	}
}

function isFile(link: string): boolean {
	return statSync(link, { throwIfNoEntry: false })?.isFile() ?? false;
}
