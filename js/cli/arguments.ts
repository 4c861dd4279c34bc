/** From the command line, and a config file where one is named, to settings. */

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Dedupe, Keep, Severity } from "../types.ts";
import {
	COMMANDS,
	type CommandName,
	FLAGS,
	type Flag,
	flagsOf,
	keyOf,
	SHELLS,
	type Shell,
} from "./flags.ts";
import { didYouMean, UsageError } from "./usage.ts";

/** The values of the options, by the camelCase of their names; absent where not given. */
export interface Values {
	model?: string;
	/** By name; text from the command line, numbers from a config file. */
	limits?: Record<string, number | string>;
	format?: "text" | "json" | "jsonl" | "github" | "sarif" | "markdown";
	select?: string[];
	ignore?: string[];
	/** In a config file only. */
	rules?: Record<string, Severity | "off">;
	maxExamples?: number;
	failOn?: "error" | "warning" | "never";
	statistics?: boolean;
	workers?: number;
	config?: string;
	quiet?: boolean;
	noColor?: boolean;
	help?: boolean;
	version?: boolean;
	out?: string;
	validation?: string;
	seed?: number;
	near?: string;
	dedupe?: Dedupe;
	keep?: Keep;
	fix?: boolean;
	unsafeFixes?: boolean;
	convert?: boolean | string;
	dryRun?: boolean;
	force?: boolean;
	tuned?: string;
	base?: string;
	match?: "auto" | "id" | "prompt" | "order";
	referenceKey?: string;
	answerKey?: string;
	idKey?: string;
}

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
	/** The rule or model that is asked about. */
	name?: string;
	values: Values;
}

export interface DataSettings {
	command: "check" | "prepare";
	files: string[];
	values: Values;
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

export function parse(args: string[]): Settings {
	const [word, ...rest] = args;
	if (word === undefined) return { command: "nothing" };
	if (word === "--help" || word === "-h") return { command: "help" };
	if (word === "--version" || word === "-V") return { command: "version" };
	if (word === "help") {
		const [about] = rest;
		return about === undefined
			? { command: "help" }
			: { command: "help", about: commandOf(about) };
	}
	const command = commandOf(word);
	const { values, positionals } = readFlags(command, rest);
	if (values.help) return { command: "help", about: command };
	if (values.version) return { command: "version" };
	if (command === "man") return { command };
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
		? together(readConfig(values.config), values)
		: values;
	return {
		command,
		files: files(command, positionals),
		values: complete(command, all),
	};
}

/** The command line wins; of limits, each name by itself. */
function together(config: Values, given: Values): Values {
	const limits = { ...config.limits, ...given.limits };
	return {
		...config,
		...given,
		...(Object.keys(limits).length > 0 && { limits }),
	};
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
	throw new UsageError(
		`there is no command "${word}"${didYouMean(word, COMMANDS, `; the commands are ${COMMANDS.join(", ")}.`)}`,
	);
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
	if (positionals.filter((file) => file === "-").length > 1)
		throw new UsageError("standard input (-) can be read once only.");
	return positionals;
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
	if (
		[references, tuned, values.base].filter((file) => file === "-").length > 1
	)
		throw new UsageError("standard input (-) can be read once only.");
	return { references, values: { ...values, tuned } };
}

function complete(command: CommandName, values: Values): Values {
	if (command === "prepare" && values.out === undefined && !values.dryRun) {
		throw new UsageError(
			"say where the results go with --out DIR, as in `tuneset prepare train.jsonl --out prepared`.",
		);
	}
	return values;
}

function readFlags(
	command: CommandName,
	args: string[],
): { values: Values; positionals: string[] } {
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
		if (!flag) throw new UsageError(unknownFlag(command, token.rawName, flags));
		if (flag.kind === "switch" && token.value !== undefined)
			throw new UsageError(`--${flag.name} takes no value.`);
		const forgotten =
			token.value === undefined ||
			(!token.inlineValue && /^-./.test(token.value));
		const needsValue = !flag.kind.startsWith("switch");
		if (needsValue && forgotten && !flag.later) {
			throw new UsageError(
				`--${flag.name} needs a value, as in --${flag.name} ${flag.takes}.`,
			);
		}
		store(values, flag, token.value ?? true);
		if (flag.kind === "switch-or-choice" && token.value === undefined)
			before = flag;
	}
	return { values, positionals };
}

function unknownFlag(
	command: CommandName,
	given: string,
	flags: Flag[],
): string {
	const elsewhere = FLAGS.find(({ name }) => `--${name}` === given);
	if (elsewhere) {
		const commands = elsewhere.on.map((name) => `\`tuneset ${name}\``);
		return `${given} belongs to ${commands.join(" and ")}, not to \`tuneset ${command}\`.`;
	}
	const names = flags
		.filter(({ later }) => !later)
		.map(({ name }) => `--${name}`);
	const list = `; \`tuneset ${command} --help\` lists them all.`;
	return `there is no option ${given}${didYouMean(given, names, list)}`;
}

/** Reads one value, from the command line or a config file, into its place. */
function store(
	values: Record<string, unknown>,
	flag: Flag,
	value: unknown,
): void {
	const key = keyOf(flag);
	const given = `--${flag.name}`;
	if (flag.later) {
		throw new UsageError(
			`${given} belongs to a coming version; this one cannot do it yet.`,
		);
	}
	const text = typeof value === "number" ? String(value) : value;
	if (flag.kind === "switch") {
		if (typeof value !== "boolean")
			throw new UsageError(`${given} is either true or false.`);
		values[key] = value;
		return;
	}
	if (flag.kind === "switch-or-choice" && typeof value === "boolean") {
		values[key] = value;
		return;
	}
	if (flag.kind === "list") {
		const names = Array.isArray(value)
			? value.map(String)
			: String(value).split(",");
		const before = (values[key] as string[] | undefined) ?? [];
		values[key] = [
			...before,
			...names.map((name) => name.trim()).filter(Boolean),
		];
		return;
	}
	if (flag.kind === "limits") {
		const before = values[key] as Record<string, unknown> | undefined;
		values[key] = { ...before, ...readLimits(given, value) };
		return;
	}
	if (typeof text !== "string")
		throw new UsageError(
			`${given} needs a value, as in ${given} ${flag.takes}.`,
		);
	values[key] = readText(flag, given, text);
}

/** `max-records=50000`, or from a config file {"max-records": 50000}; the engine says what is wrong with a name or number. */
function readLimits(given: string, value: unknown): object {
	if (typeof value === "object" && value !== null && !Array.isArray(value))
		return value;
	const [name, number, ...rest] = String(value).split("=");
	if (!name || number === undefined || rest.length > 0) {
		throw new UsageError(
			`${given} needs a name and a number, as in ${given} max-records=50000; in a config file, {"limits": {"max-records": 50000}}.`,
		);
	}
	return { [name]: number };
}

/** More than any report holds, and still a number that every engine reads. */
const ALL = 2 ** 32 - 1;

function readText(flag: Flag, given: string, text: string): string | number {
	if (flag.kind === "count" || flag.kind === "count-or-all") {
		if (flag.kind === "count-or-all" && text === "all") return ALL;
		if (!/^\d+$/.test(text)) {
			const all = flag.kind === "count-or-all" ? " or all" : "";
			throw new UsageError(
				`${given} needs a whole number${all}, not "${text}".`,
			);
		}
		return Number(text);
	}
	const isChoice = flag.kind === "choice" || flag.kind === "switch-or-choice";
	if (isChoice && !flag.choices?.includes(text)) {
		if (flag.laterChoices?.includes(text)) {
			throw new UsageError(
				`${given} ${text} belongs to a coming version; this one knows ${flag.choices?.join(", ")}.`,
			);
		}
		throw new UsageError(
			`${given} is one of ${flag.choices?.join(", ")}, not "${text}".`,
		);
	}
	if (text === "")
		throw new UsageError(
			`${given} needs a value, as in ${given} ${flag.takes}.`,
		);
	return text;
}

/** Not options of a run. */
const NOT_IN_CONFIG = ["config", "help", "version"];

function readConfig(path: string): Values {
	const config = configObject(path);
	const values: Record<string, unknown> = {};
	const known = FLAGS.filter(
		({ name, later }) => !later && !NOT_IN_CONFIG.includes(name),
	);
	const keys = [...known.map(keyOf), "rules"];
	for (const [key, value] of Object.entries(config)) {
		if (!keys.includes(key)) {
			throw new UsageError(
				`${path}: there is no option "${key}"${didYouMean(key, keys)}`,
			);
		}
		const flag = known.find((flag) => keyOf(flag) === key);
		if (flag) store(values, flag, value);
		else values.rules = value;
	}
	return values;
}

function configObject(path: string): object {
	let text: string;
	try {
		text = readFileSync(path, "utf8");
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		throw new UsageError(
			code === "ENOENT"
				? `there is no config file ${path}.`
				: `the config file ${path} cannot be read: ${message}.`,
		);
	}
	try {
		const config: unknown = JSON.parse(text);
		if (typeof config === "object" && config !== null && !Array.isArray(config))
			return config;
	} catch (error) {
		throw new UsageError(`${path} is not JSON: ${(error as Error).message}.`);
	}
	throw new UsageError(
		`${path} must hold a JSON object, such as {"model": "nova-lite"}.`,
	);
}
