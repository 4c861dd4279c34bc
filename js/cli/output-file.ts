/** `--output-file`: the output goes to a file, which is replaced once it is complete. */

import { lstatSync, realpathSync, statSync } from "node:fs";
import { FileSink } from "../node/file-sink.ts";
import type { Path } from "../node/path.ts";
import { isSameFile } from "./data-files.ts";
import { outcome } from "./outcome.ts";
import { output } from "./output.ts";
import { UsageError } from "./usage.ts";

/** @param inputs files that must not be replaced */
export async function intoFile(
	path: string,
	inputs: Path[],
	work: () => Promise<number>,
): Promise<number> {
	const existing = statSync(path, { throwIfNoEntry: false });
	if (existing && !existing.isFile())
		throw new UsageError(
			`--output-file needs a file, and ${path} is none; without it everything goes to standard output.`,
		);
	if (inputs.some((input) => isSameFile(input, path)))
		throw new UsageError(
			`${path} is an input and would be replaced; give another name with --output-file.`,
		);
	// The target of a link is replaced, not the link.
	const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
	const sink = new FileSink(
		existing && isLink ? realpathSync(path) : path,
		true,
	);
	output.divert(sink);
	try {
		const code = await work();
		await output.flush();
		sink.finish();
		await sink.commit();
		sink.settle();
		outcome.written = path;
		return code;
	} catch (error) {
		sink.abort();
		throw error;
	} finally {
		output.divert(undefined);
	}
}
