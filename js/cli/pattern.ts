/** Patterns such as data/*.jsonl: for shells that do not expand them, and for quoted ones. */

import { existsSync } from "node:fs";
import { sep } from "node:path";
import { globSync } from "tinyglobby";
import { PATTERN } from "./arguments.ts";
import { UsageError } from "./usage.ts";

/** Expands patterns to the matching files; the files of each pattern in the order of their names. */
export function matching(names: string[]): string[] {
	return names.flatMap((name) => {
		// A file whose name looks like a pattern takes precedence.
		if (!PATTERN.test(name) || existsSync(name)) return [name];
		// An address is rejected when it is opened.
		if (/^\w+:\/\//.test(name)) return [name];
		const found = globSync([sep === "/" ? name : name.replaceAll(sep, "/")], {
			expandDirectories: false,
			followSymbolicLinks: false,
			ignore: ["**/node_modules/**"],
		});
		if (found.length === 0) throw new UsageError(`no file matches ${name}.`);
		return found.sort();
	});
}
