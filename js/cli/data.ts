/** What `check` and `prepare` share: inputs, options of the run, exit code. */

import { statSync } from "node:fs";
import { resolve } from "node:path";
import { inWords, WANTED } from "../folder.ts";
import type { SessionOptions } from "../host.ts";
import { openPath } from "../node/file.ts";
import { dataFiles } from "../node/folder.ts";
import { PathSource } from "../node/path.ts";
import type { NamedSource } from "../source.ts";
import type { Report, Severity } from "../types.ts";
import type { DataSettings, Values } from "./arguments.ts";
import { say } from "./say.ts";
import { ProgressLine } from "./terminal.ts";
import { didYouMean, UsageError } from "./usage.ts";

/** The files that are meant: a folder stands for the data files in it. What these are compared with is no part of them. */
export function expanded({ files, values }: DataSettings): string[] {
	const all = meant(files, values);
	const against = (values.against ?? []).map((file) => resolve(file));
	const isCompared = (file: string) => against.includes(resolve(file));
	const compared = all.filter(isCompared);
	// A file may be compared with itself.
	if (compared.length === 0 || compared.length === all.length) return all;
	if (!values.quiet)
		say(`${compared.join(", ")}: compared with, and so no part of the data.`);
	return all.filter((file) => !isCompared(file));
}

/** The files to compare with. */
export function comparedWith({ values }: DataSettings): NamedSource[] {
	return inputs(meant(values.against ?? [], values));
}

function meant(files: string[], values: Values): string[] {
	const named = new Set<string>();
	for (const file of files) {
		if (file === "-" || !isFolder(file)) {
			named.add(file);
			continue;
		}
		const { data, passedOver } = dataFiles(file, values.out);
		const others = passedOver.length > 0 ? inWords(passedOver) : "";
		if (data.length === 0) {
			const holds = others === "" ? "" : `, only ${others}`;
			throw new UsageError(
				`there is not ${WANTED} in the folder ${file}${holds}.`,
			);
		}
		for (const path of data) named.add(path);
		if (others !== "" && !values.quiet)
			say(`passed over in ${file}: ${others}.`);
	}
	return [...named];
}

export function isFolder(path: string): boolean {
	return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

export function inputs(files: string[]): NamedSource[] {
	return files.map((file) => {
		if (file === "-") return { name: "stdin", data: process.stdin };
		// Complains about a missing file before anything is read.
		const opened = openPath(file);
		if ("close" in opened) opened.close();
		return { name: file, data: new PathSource(file) };
	});
}

export async function runOptions(
	{ values }: DataSettings,
	signal: AbortSignal,
): Promise<{ options: SessionOptions; progress: ProgressLine | undefined }> {
	const watched = process.stderr.isTTY && !values.quiet;
	const progress = watched ? new ProgressLine(process.stderr) : undefined;
	const rules = await ruleOptions(values);
	const options: SessionOptions = {
		signal,
		...(values.model !== undefined && { model: values.model }),
		...(values.limits !== undefined && { limits: values.limits }),
		...(values.near !== undefined && { near: values.near }),
		...(values.maxExamples !== undefined && {
			maxExamplesPerRule: values.maxExamples,
		}),
		...(values.workers !== undefined && { workers: values.workers }),
		...(rules && { rules }),
		...(values.fix && { fix: true }),
		...(values.unsafeFixes && { unsafeFixes: true }),
		...(values.fixes && { fixes: values.fixes }),
		...(values.convert && { convert: values.convert }),
		...(progress && { onProgress: progress.update }),
		...testSizes(),
	};
	return { options, progress };
}

/** For tests of the command itself: where chunks are cut must not matter, and big files are slow to make. */
function testSizes(): Pick<SessionOptions, "sizes"> {
	const chunk = Number(process.env.TUNESET_TEST_CHUNK_BYTES);
	return chunk > 0 ? { sizes: { chunk } } : {};
}

async function ruleOptions({
	select,
	ignore,
	rules,
}: Values): Promise<Record<string, Severity | "off"> | undefined> {
	if (!select && !ignore) return rules;
	const names = (await import("../registry.ts")).rules.map(({ name }) => name);
	for (const [flag, given] of [
		["--select", select],
		["--ignore", ignore],
	] as const) {
		for (const name of given ?? []) {
			if (names.includes(name)) continue;
			const list = "; `tuneset rules` lists them all.";
			throw new UsageError(
				`${flag}: there is no rule "${name}"${didYouMean(name, names, list)}`,
			);
		}
	}
	const off = names.filter(
		(name) => ignore?.includes(name) || (select && !select.includes(name)),
	);
	return {
		...rules,
		...Object.fromEntries(off.map((name) => [name, "off" as const])),
	};
}

export function exitCode({ counts }: Report, { failOn }: Values): number {
	const failing = {
		error: counts.errors,
		warning: counts.errors + counts.warnings,
		never: 0,
	}[failOn ?? "error"];
	return failing > 0 ? 1 : 0;
}
