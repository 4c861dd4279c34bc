/** The next steps, and the command that `check` proposes to go on with. */

import { dirname } from "node:path";
import { isReadOnce } from "../node/path.ts";
import {
	type CommandOptions,
	checkCommand,
	prepareCommand,
} from "../text/command.ts";
import { isHeldOutName, isValidationName } from "../text/held-out.ts";
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

/** The files by what they are for. */
interface Roles {
	training: string[];
	validation: string[];
	/** Test files, and validation files of a model that takes none. */
	test: string[];
}

/** The files as they were given; or else those called like a validation or test file are held out, unless all are. */
function apart(
	{ files, model }: Report,
	{ files: named, values }: DataSettings,
	proposed: string | undefined,
): Roles {
	const { validationFile: validation = [] } = values;
	if (validation.length > 0) return { training: named, validation, test: [] };
	const names = files.map(({ name }) => name);
	const held = names.filter(isHeldOutName);
	if (held.length === 0 || held.length === names.length)
		return { training: named, validation: [], test: [] };
	const target = models.find(({ id }) => id === (proposed ?? model?.id));
	const isTaken = target?.validationFile.value ?? true;
	const isValidation = (name: string) => isTaken && isValidationName(name);
	return {
		training: names.filter((name) => !held.includes(name)),
		validation: held.filter(isValidation),
		test: held.filter((name) => !isValidation(name)),
	};
}

/** The keys that are proposed for records of no known layout. */
function mapping({
	mappable,
}: Report): { prompt: string; completion: string } | undefined {
	if (!mappable) return undefined;
	const { prompt, completion } = mappable;
	return { prompt, completion };
}

function command(
	report: Report,
	settings: DataSettings,
	out: string,
): string[] {
	const { files, values } = settings;
	const { rules } = report;
	const windows = process.platform === "win32";
	const model = proposedModel(report);
	const unread = stepOf(report, "replace-file")?.files ?? [];
	const isRead = (name: string) => !unread.includes(name);
	const { test, ...all } = apart(report, settings, model);
	const training = all.training.filter(isRead);
	const validation = all.validation.filter(isRead);
	// A pipe cannot be read again.
	if ([...files, ...validation].some(isReadOnce)) return [];
	const guess = WHOLE.some((name) => (rules[name]?.fixable.unsafe ?? 0) > 0);
	if (!stepOf(report, "export") && !report.split) {
		const look = (what: string, options: CommandOptions) => [
			"",
			`Next, to see what ${what} makes of it:`,
			`  ${checkCommand({ files, validationFiles: values.validationFile, options: { model: values.model, ...options }, windows })}`,
		];
		const map = values.map ? undefined : mapping(report);
		if (map) return look("this mapping", { map });
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
	const convert = stepOf(report, "convert");
	const prepare = prepareCommand({
		files: training,
		validationFiles: validation,
		against: [...test, ...(values.against ?? [])],
		options: {
			model: model ?? values.model,
			unsafeFixes,
			fix,
			fixes,
			convert: values.convert || convert !== undefined,
			map: values.map ?? mapping(report),
			// What was split before is not split again.
			...(test.length > 0 && validation.length === 0 && { validation: "off" }),
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
		...(stepOf(report, "map") ? ["map the fields of others"] : []),
		...(stepOf(report, "review") ? ["exclude invalid records"] : []),
		...(validation.length > 0
			? [`validate with ${validation.map(printable).join(", ")}`]
			: []),
		...(test.length > 0
			? [`keep ${test.map(printable).join(", ")} out of training`]
			: []),
		test.length + validation.length > 0
			? "drop duplicates"
			: "drop duplicates and split",
	].join(", ");
	return ["", `Next, to ${does}:`, `  ${prepare}`];
}
