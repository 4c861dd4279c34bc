/** The next steps, and the command that `check` proposes to go on with. */

import { dirname } from "node:path";
import { isReadOnce } from "../node/path.ts";
import {
	type CommandOptions,
	checkCommand,
	prepareCommand,
} from "../text/command.ts";
import { isHeldOutName } from "../text/held-out.ts";
import type { NextStep, Report } from "../types/index.ts";
import { models } from "../types/registry.ts";
import type { DataSettings } from "./arguments.ts";
import { printable } from "./escape.ts";

/** Of files that no job takes, as their model is closed: how to prepare the same data for the open one. */
export function nextAfterPrepare(
	report: Report,
	settings: DataSettings,
): string[] {
	const open = report.model && proposedModel(report);
	const out = `${settings.values.out ?? "prepared"}-${open}`;
	return open ? command(report, settings, out) : [];
}

/** The steps as a numbered list, then the command for those that need no person. */
export function nextAfterCheck(
	report: Report,
	settings: DataSettings,
): string[] {
	return [...stepLines(report), ...command(report, settings, "prepared")];
}

function stepLines({ nextSteps }: Report): string[] {
	if (nextSteps.length === 0) return [];
	const lines = nextSteps.map(
		({ text, option }, at) =>
			`  ${at + 1}. ${printable(text)}${option ? ` (${printable(option.join(" "))})` : ""}`,
	);
	return ["", "Next steps:", ...lines];
}

function stepOf(
	{ nextSteps }: Report,
	action: NextStep["action"],
): NextStep | undefined {
	return nextSteps.find((step) => step.action === action);
}

/** The model to choose, where there is no other way to a job. */
function proposedModel(report: Report): string | undefined {
	return stepOf(report, "choose-model")?.model;
}

/** Rules whose suggested fix is about the file: without it no record of the file is kept. */
const WHOLE = ["invalid-utf8", "wrapped-records"];

/** The files by what they are for: those called like a validation or test file are held out, unless all are. */
function apart(
	{ files }: Report,
	named: DataSettings["files"],
): { training: DataSettings["files"]; held: string[] } {
	const names = files.map(({ name }) => name);
	const held = names.filter(isHeldOutName);
	const isSplit = held.length > 0 && held.length < names.length;
	// A name that is no text cannot be told apart by it.
	return isSplit && named.every((path) => typeof path === "string")
		? { training: names.filter((name) => !held.includes(name)), held }
		: { training: named, held: [] };
}

function command(
	report: Report,
	{ files, values }: DataSettings,
	out: string,
): string[] {
	const { rules } = report;
	const windows = process.platform === "win32";
	const { training, held } = apart(report, files);
	// A pipe cannot be read again.
	if (files.some(isReadOnce)) return [];
	const guess = WHOLE.some((name) => (rules[name]?.fixable.unsafe ?? 0) > 0);
	if (!stepOf(report, "export") && !report.split) {
		const look = (what: string, options: CommandOptions) => [
			"",
			`Next, to see what ${what} makes of it:`,
			`  ${checkCommand({ files, options: { model: values.model, ...options }, windows })}`,
		];
		const keys = values.map ? undefined : report.mappable;
		if (keys) {
			const { prompt, completion } = keys;
			return look("this mapping", { map: { prompt, completion } });
		}
		return guess && !values.unsafeFixes
			? look("the suggested fix", { unsafeFixes: true })
			: [];
	}
	const isFixed = Object.values(rules).some(({ fixed }) => fixed > 0);
	const fixes = values.fixes ?? {};
	const byRule = Object.keys(fixes).length > 0;
	const unsafeFixes = guess || (isFixed && values.unsafeFixes === true);
	const isToFix = stepOf(report, "fix") !== undefined && !byRule;
	const fix = !unsafeFixes && ((isFixed && values.fix === true) || isToFix);
	const model = proposedModel(report);
	const convert = stepOf(report, "convert");
	const prepare = prepareCommand({
		files: training,
		against: held,
		options: {
			model: model ?? values.model,
			unsafeFixes,
			fix,
			fixes,
			convert: values.convert || convert !== undefined,
			map: values.map,
			...(held.length > 0 && { validation: "off" }),
		},
		// A result in the folder of an input could take its place.
		out: report.files.some(({ name }) => dirname(name) === out)
			? `${out}-2`
			: out,
		windows,
	});
	const does = [
		...(unsafeFixes
			? ["apply fixes, suggested ones included"]
			: byRule
				? ["apply the chosen fixes"]
				: fix
					? ["apply safe fixes"]
					: []),
		...(model ? [`choose ${models.find(({ id }) => id === model)?.name}`] : []),
		...(convert ? [convert.text.replace(/^C/, "c")] : []),
		...(stepOf(report, "review") ? ["exclude invalid records"] : []),
		...(held.length > 0
			? [`keep ${held.map(printable).join(", ")} out of training`]
			: []),
		held.length > 0 ? "drop duplicates" : "drop duplicates and split",
	].join(", ");
	return ["", `Next, to ${does}:`, `  ${prepare}`];
}
