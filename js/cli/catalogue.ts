/** `tuneset rules`, `tuneset models`, `tuneset --version`. */

import { models, rules, version } from "../registry.ts";
import type { Limit, ModelInfo, RuleInfo } from "../types.ts";
import type { CatalogueSettings } from "./arguments.ts";
import { count, type Paint, paint } from "./terminal.ts";
import { didYouMean, UsageError } from "./usage.ts";

export function showVersion(): number {
	process.stdout.write(`tuneset ${version}\n`);
	return 0;
}

export function showRules({ name, values }: CatalogueSettings): number {
	const colors = paint(process.stdout, values.noColor);
	const rule =
		name === undefined
			? undefined
			: find("rule", name, rules, (one) => one.name);
	if (values.format === "json") return json(rule ?? rules);
	return print(rule ? ruleText(rule, colors) : ruleTable(colors));
}

export function showModels({ name, values }: CatalogueSettings): number {
	const colors = paint(process.stdout, values.noColor);
	const model =
		name === undefined
			? undefined
			: find("model", name, models, (one) => one.id);
	if (values.format === "json") return json(model ?? models);
	return print(model ? modelText(model, colors) : modelTable(colors));
}

function find<T>(
	kind: string,
	given: string,
	all: readonly T[],
	nameOf: (one: T) => string,
): T {
	const found = all.find((one) => nameOf(one) === given);
	if (found) return found;
	const list = `; \`tuneset ${kind}s\` lists them all.`;
	throw new UsageError(
		`there is no ${kind} "${given}"${didYouMean(given, all.map(nameOf), list)}`,
	);
}

function json(value: unknown): number {
	process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
	return 0;
}

function print(lines: string[]): number {
	process.stdout.write(`${lines.join("\n")}\n`);
	return 0;
}

function ruleTable(colors: Paint): string[] {
	const width = Math.max(...rules.map(({ name }) => name.length));
	return rules.map(({ name, severity, summary, fixable }) => {
		const painted = colors.severity(severity, severity.padEnd(7));
		return `${name.padEnd(width)}  ${painted}  ${fixable ? colors.green("fix") : "   "}  ${summary}`;
	});
}

function ruleText(rule: RuleInfo, colors: Paint): string[] {
	return [
		`${colors.bold(rule.name)}  ${colors.severity(rule.severity)}${rule.fixable ? `  ${colors.green("has a safe fix")}` : ""}`,
		"",
		rule.docs.trim(),
	];
}

function modelTable(colors: Paint): string[] {
	const ids = Math.max(...models.map(({ id }) => id.length));
	const names = Math.max(...models.map(({ name }) => name.length));
	return models.map(({ id, name, format, status }) => {
		const note = status === "current" ? "" : `  ${colors.dim(status)}`;
		return `${id.padEnd(ids)}  ${name.padEnd(names)}  ${format}${note}`;
	});
}

function modelText(model: ModelInfo, colors: Paint): string[] {
	const facts: [string, string][] = [
		["family", model.family],
		["status", model.status],
		["base model", model.baseModelId ?? ""],
		["regions", model.regions.join(", ")],
		["format", model.format],
		[
			"validation",
			model.validationFile.value
				? "takes a validation file"
				: "takes no validation file",
		],
		["rules as of", model.asOf],
	];
	const limits = Object.entries(model.limits);
	const width = Math.max(
		...facts.map(([name]) => name.length),
		...limits.map(([name]) => name.length),
	);
	const line = (name: string, value: string) =>
		`  ${name.padEnd(width)}  ${value}`;
	return [
		`${colors.bold(model.name)} (${model.id})`,
		...facts
			.filter(([, value]) => value)
			.map(([name, value]) => line(name, value)),
		...(limits.length > 0
			? ["", "Limits, with their source and the day it was read:"]
			: []),
		...limits.flatMap(([name, limit]) => limitLines(line, name, limit, colors)),
	];
}

function limitLines(
	line: (name: string, value: string) => string,
	name: string,
	limit: Limit,
	colors: Paint,
): string[] {
	const value =
		typeof limit.value === "number" ? count(limit.value) : String(limit.value);
	const note = limit.note ? [line("", limit.note)] : [];
	return [
		line(name, `${value}  ${colors.dim(`${limit.source}, ${limit.asOf}`)}`),
		...note,
	];
}
