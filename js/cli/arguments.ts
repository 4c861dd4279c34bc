/** From the command line, and a config file where one is named, to settings. */

import { parseArgs } from "node:util";
import { readConfig } from "./config.ts";
import {
	COMMANDS,
	type CommandName,
	type Flag,
	SHELLS,
	type Shell,
} from "./flag.ts";
import type { Values } from "./flag-values.ts";
import { FLAGS, flagsOf } from "./flags.ts";
import { UsageError } from "./usage.ts";
import { store } from "./values.ts";

export type Settings =
	| { command: "help"; about?: CommandName }
	| { command: "nothing" | "version" | "man" }
	| { command: "completions"; shell: Shell }
	| CatalogueSettings
	| DataSettings
	| MetricsSettings
	| EvaluateSettings;

export interface CatalogueSettings {
	command: "rules" | "models";
	/** The rule or model to describe. */
	name?: string;
	values: Values;
}

export interface DataSettings {
	command: "check" | "prepare" | "plan";
	files: string[];
	values: Values;
	/** The options of the command line alone, as written: a config file may be for other commands, too. */
	given: string[];
}

export interface MetricsSettings {
	command: "metrics";
	/** Files, or folders that hold them. */
	files: string[];
	values: Values;
}

export interface EvaluateSettings {
	command: "evaluate";
	references: string;
	values: Values & { tuned: string };
}

/** Characters that make a name a pattern, unless a file has that name. */
export const PATTERN = /[*?[{]/;

/** Other programs use one or the other. */
const VERSION = ["version", "--version", "-V", "-v"];

/** @param signal ends the reading of a config file */
export async function parse(
	args: string[],
	signal: AbortSignal,
): Promise<Settings> {
	const [word, ...rest] = args;
	if (word === undefined) return { command: "nothing" };
	if (word === "--help" || word === "-h") return { command: "help" };
	if (VERSION.includes(word)) return { command: "version" };
	if (word === "help") {
		const [about, ...more] = rest;
		if (more.length > 0)
			throw new UsageError(
				`\`tuneset help\` takes one command, not ${rest.length}.`,
			);
		return about === undefined
			? { command: "help" }
			: { command: "help", about: commandOf(about) };
	}
	const command = commandOf(word);
	const { values, positionals, given } = readFlags(command, rest);
	if (values.help) return { command: "help", about: command };
	if (values.version) return { command: "version" };
	if (command === "man") {
		if (positionals.length > 0)
			throw new UsageError(
				`\`tuneset man\` takes nothing, not ${positionals[0]}.`,
			);
		return { command };
	}
	if (command === "completions") return { command, shell: shell(positionals) };
	if (command === "rules" || command === "models") {
		const [name, ...more] = positionals;
		if (more.length > 0)
			throw new UsageError(
				`\`tuneset ${command}\` takes one name, not ${positionals.length}.`,
			);
		return { command, values, ...(name !== undefined && { name }) };
	}
	if (command === "evaluate")
		return { command, ...evaluation(positionals, values) };
	if (command === "metrics")
		return { command, files: files(command, positionals), values };
	const all = values.config
		? together(await readConfig(values.config, signal), values)
		: values;
	return {
		command,
		files: files(command, positionals),
		values: complete(command, all, positionals, given),
		given,
	};
}

/** The command line wins; of limits, fixes and mapped keys, each name by itself. */
function together(config: Values, given: Values): Values {
	const all = { ...config, ...given };
	for (const key of ["limits", "fixes", "map"] as const) {
		if (config[key] && given[key])
			Object.assign(all, { [key]: { ...config[key], ...given[key] } });
	}
	return all;
}

function commandOf(word: string): CommandName {
	const command = COMMANDS.find((known) => known === word);
	if (command) return command;
	if (word.startsWith("-")) {
		throw new UsageError(
			`the command comes first: ${COMMANDS.join(", ")}, as in \`tuneset check train.jsonl\`.`,
		);
	}
	if (/\.\w+$|[/\\]/.test(word))
		throw new UsageError(
			`say what to do with the file, as in \`tuneset check ${word}\`.`,
		);
	throw new UsageError(`there is no command "${word}"`, {
		given: word,
		known: COMMANDS,
		otherwise: `; the commands are ${COMMANDS.join(", ")}.`,
	});
}

function shell([given, ...more]: string[]): Shell {
	const shell = SHELLS.find((known) => known === given);
	if (shell && more.length === 0) return shell;
	throw new UsageError(
		`name one shell of ${SHELLS.join(", ")}, as in \`tuneset completions bash\`.`,
	);
}

function files(command: CommandName, positionals: string[]): string[] {
	if (positionals.length === 0) {
		throw new UsageError(
			`name a file, as in \`tuneset ${command} ${command === "metrics" ? "step_wise_training_metrics.csv" : "train.jsonl"}\`, or - for standard input.`,
		);
	}
	return readOnce(positionals);
}

function readOnce(files: string[]): string[] {
	if (files.filter((file) => file === "-").length > 1)
		throw new UsageError("standard input (-) can be read once only.");
	return files;
}

function evaluation(
	[references, ...more]: string[],
	{ tuned, ...values }: Values,
): Omit<EvaluateSettings, "command"> {
	const usual = "`tuneset evaluate held-out.jsonl --tuned answers.jsonl`";
	if (references === undefined)
		throw new UsageError(
			`name the file with the right answers, as in ${usual}.`,
		);
	if (more.length > 0)
		throw new UsageError(
			`there is one file with the right answers; answers go with --tuned and --base, as in ${usual}.`,
		);
	if (tuned === undefined)
		throw new UsageError(
			`say where the tuned model's answers are with --tuned FILE, as in ${usual}.`,
		);
	const others = [values.base, values.training];
	readOnce([references, tuned, ...others.filter((file) => file !== undefined)]);
	return { references, values: { ...values, tuned } };
}

function complete(
	command: CommandName,
	values: Values,
	files: string[],
	given: string[],
): Values {
	const { validationFile = [], against = [] } = values;
	readOnce([...files, ...validationFile, ...against]);
	if (command === "prepare" && values.out === undefined && !values.dryRun) {
		throw new UsageError(
			"say where the results go with --out DIR, as in `tuneset prepare train.jsonl --out prepared`.",
		);
	}
	const { validation } = values;
	if (
		validationFile.length > 0 &&
		!["off", "0", "0%", undefined].includes(validation)
	)
		throw new UsageError(
			`--validation-file takes the place of a share of the data; leave --validation ${validation} out.`,
		);
	if (values.dropOverlap === "validation" && validationFile.length === 0)
		throw new UsageError(
			"--drop-overlap validation leaves records out of the validation file; name it with --validation-file FILE.",
		);
	if (values.dropOverlap && validationFile.length + against.length === 0)
		throw new UsageError(
			"--drop-overlap leaves out records that another file has, too; name it with --validation-file FILE or --against FILE.",
		);
	if (values.diff) {
		for (const other of ["convert", "statistics"] as const) {
			if (values[other])
				throw new UsageError(`--diff shows fixes only; leave --${other} out.`);
		}
		if (values.format !== undefined && values.format !== "text")
			throw new UsageError(
				`--diff is a format of its own; leave --format ${values.format} out.`,
			);
		if (given.includes("--max-examples"))
			throw new UsageError(
				"--diff shows every place; leave --max-examples out.",
			);
	}
	if (command === "plan" && values.out === undefined && values.force)
		throw new UsageError(
			"--force replaces what is in the folder of --out DIR; name it, or leave --force out.",
		);
	return values;
}

function readFlags(
	command: CommandName,
	args: string[],
): { values: Values; positionals: string[]; given: string[] } {
	const flags = flagsOf(command);
	const { tokens } = parseArgs({
		args,
		options: Object.fromEntries(
			flags.map(({ name, short, kind }) => [
				name,
				{
					type: kind.startsWith("switch")
						? ("boolean" as const)
						: ("string" as const),
					multiple: true,
					...(short && { short }),
				},
			]),
		),
		allowPositionals: true,
		// Its own complaints are longer than a sentence.
		strict: false,
		tokens: true,
	});
	const values: Record<string, unknown> = {};
	const positionals: string[] = [];
	const given: string[] = [];
	let before: Flag | undefined;
	for (const token of tokens) {
		if (token.kind === "positional") {
			// `--convert FORMAT`: no file is called like a format.
			if (before?.choices?.includes(token.value))
				store(values, before, token.value);
			else positionals.push(token.value);
		}
		before = undefined;
		if (token.kind !== "option") continue;
		const flag = flags.find(({ name }) => name === token.name);
		if (!flag) throw unknownFlag(command, token.rawName, flags);
		if (flag.kind === "switch" && token.value !== undefined)
			throw new UsageError(`--${flag.name} takes no value.`);
		const forgotten =
			token.value === undefined ||
			(!token.inlineValue && /^-[^\d]/.test(token.value));
		const needsValue = !flag.kind.startsWith("switch");
		if (needsValue && forgotten) {
			throw new UsageError(
				`--${flag.name} needs a value, as in --${flag.name} ${flag.takes}.`,
			);
		}
		store(values, flag, token.value ?? true);
		given.push(`--${flag.name}`);
		if (flag.kind === "switch-or-choice" && token.value === undefined)
			before = flag;
	}
	return { values, positionals, given };
}

function unknownFlag(
	command: CommandName,
	given: string,
	flags: readonly Flag[],
): UsageError {
	const elsewhere = FLAGS.find(({ name }) => `--${name}` === given);
	if (elsewhere) {
		const commands = elsewhere.on.map((name) => `\`tuneset ${name}\``);
		return new UsageError(
			`${given} belongs to ${commands.join(" and ")}, not to \`tuneset ${command}\`.`,
		);
	}
	return new UsageError(`there is no option ${given}`, {
		given,
		known: flags.map(({ name }) => `--${name}`),
		otherwise: `; \`tuneset ${command} --help\` lists them all.`,
	});
}
