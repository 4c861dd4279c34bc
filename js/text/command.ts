/** The command line of a run, to be pasted: flags are spelled from the options of the core. */

import type { OPTIONS } from "../generated/option-table.ts";
import { kebabCase } from "./model-page.ts";
import { shellPath, shellWord } from "./shell.ts";

type Options = typeof OPTIONS;
export type CommandOption = keyof Options["data"] | keyof Options["split"];

/** Flags whose name is not that of their option. */
const NAMES = {
	limits: "limit",
	fixes: "fix-rule",
	maxExamplesPerRule: "max-examples",
} as const satisfies { [Name in CommandOption]?: string };
export type FlagNames = typeof NAMES;

/** A value of an option: a switch that is on, one word, or words by name. */
type Value =
	| string
	| number
	| boolean
	| undefined
	| Record<string, string | number | undefined>;

/** Returns the flags of an option; none if it is off or not given. */
function flagsOf(
	option: CommandOption,
	value: Value,
	windows: boolean,
): string[] {
	const flag = `--${(NAMES as { [Name in CommandOption]?: string })[option] ?? kebabCase(option)}`;
	if (value === undefined || value === false || value === "") return [];
	if (value === true) return [flag];
	if (typeof value === "object")
		return Object.entries(value).flatMap((pair) => [
			flag,
			shellWord(pair.join("="), windows),
		]);
	return [flag, shellWord(String(value), windows)];
}

export type CommandOptions = { [Name in CommandOption]?: Value };

/** A run: paths of files, and options in the order in which they are shown. */
interface Command {
	files: readonly string[];
	validationFiles?: readonly string[];
	options: CommandOptions;
	/** Quotes for shells of Windows. */
	windows?: boolean;
}

function pathsOf(files: readonly string[], windows: boolean): string[] {
	return files.map((file) => shellPath(file, windows));
}

function allFlagsOf(options: Command["options"], windows: boolean): string[] {
	return Object.entries(options).flatMap(([option, value]) =>
		flagsOf(option as CommandOption, value, windows),
	);
}

/** Returns the command that checks these files. */
export function checkCommand({
	files,
	validationFiles = [],
	options,
	windows = false,
}: Command): string {
	return [
		"tuneset check",
		...pathsOf(files, windows),
		...named("--validation-file", validationFiles, windows),
		...allFlagsOf(options, windows),
	].join(" ");
}

/** Each path behind the flag. */
function named(
	flag: string,
	files: readonly string[],
	windows: boolean,
): string[] {
	return files.flatMap((file) => [flag, shellPath(file, windows)]);
}

/** A run of `prepare`. */
interface PrepareCommand extends Command {
	against?: readonly string[];
	out: string;
}

/** Returns the command that prepares these files. */
export function prepareCommand({
	files,
	validationFiles = [],
	against = [],
	options,
	out,
	windows = false,
}: PrepareCommand): string {
	return [
		"tuneset prepare",
		...pathsOf(files, windows),
		...named("--validation-file", validationFiles, windows),
		...named("--against", against, windows),
		...allFlagsOf(options, windows),
		"--out",
		shellPath(out, windows),
	].join(" ");
}
