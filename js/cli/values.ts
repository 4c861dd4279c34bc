/** One value of an option, from text or from a config file. */

import { type Flag, keyOf } from "./flag.ts";
import { UsageError } from "./usage.ts";

/** Reads one value into its place. */
export function store(
	values: Record<string, unknown>,
	flag: Flag,
	value: unknown,
): void {
	const key = keyOf(flag);
	const given = `--${flag.name}`;
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
	if (flag.kind === "files") {
		const before = (values[key] as string[] | undefined) ?? [];
		const named = Array.isArray(value) ? value : [value];
		const path = (one: unknown) =>
			readText(flag, given, typeof one === "string" ? one : "");
		values[key] = [...before, ...named.map(path)];
		return;
	}
	if (flag.kind === "limits" || flag.kind === "pairs") {
		const before = values[key] as Record<string, unknown> | undefined;
		values[key] = { ...before, ...readPair(flag, given, value) };
		return;
	}
	if (flag.kind === "map") {
		const before = values[key] as Record<string, unknown> | undefined;
		values[key] = { ...before, ...readMap(flag, given, value) };
		return;
	}
	if (typeof text !== "string")
		throw new UsageError(
			`${given} needs a value, as in ${given} ${flag.takes}.`,
		);
	values[key] = readText(flag, given, text);
}

/** `max-records=50000`, or from a config file {"max-records": 50000}; the engine validates name and value. */
function readPair(flag: Flag, given: string, value: unknown): object {
	if (typeof value === "object" && value !== null && !Array.isArray(value))
		return value;
	const [name, text, ...rest] = String(value).split("=");
	if (!name || text === undefined || rest.length > 0) {
		throw new UsageError(
			flag.kind === "limits"
				? `${given} needs a name and a number, as in ${given} max-records=50000; in a config file, {"limits": {"max-records": 50000}}.`
				: `${given} needs a name and a value, as in ${given} ${flag.takes}.`,
		);
	}
	return { [name]: text };
}

/** `prompt=dialogue,completion=summary`: a key may hold any sign, a comma, too. */
function readMap(flag: Flag, given: string, value: unknown): object {
	if (typeof value === "object" && value !== null && !Array.isArray(value))
		return value;
	const pairs = String(value)
		.split(/,(?=\w+=)/)
		.map((pair) => /^\s*(\w+)=(.+)$/s.exec(pair));
	if (pairs.some((pair) => pair === null)) {
		throw new UsageError(
			`${given} needs the name of a key for each part, as in ${given} prompt=dialogue,completion=summary; in a config file, {"${flag.name}": {"prompt": "dialogue", "completion": "summary"}}.`,
		);
	}
	return Object.fromEntries(
		pairs.flatMap((pair) => (pair ? [[pair[1], pair[2]]] : [])),
	);
}

/** More than any report holds, and still a number that every engine reads. */
const ALL = 2 ** 32 - 1;

function readText(flag: Flag, given: string, text: string): string | number {
	if (flag.kind === "count" || flag.kind === "count-or-all") {
		if (flag.kind === "count-or-all" && text === "all") return ALL;
		if (/^-\d+$/.test(text))
			throw new UsageError(`${given} must be 0 or more, not ${text}.`);
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
