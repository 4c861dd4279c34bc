/** A plan as a person reads it in a terminal. */

import { impossible } from "../text/job.ts";
import type { PlanReport } from "../types/index.ts";
import { printable } from "./escape.ts";
import type { Values } from "./flag-values.ts";
import { columns, columnsOf, type Paint, paint, wrap } from "./terminal.ts";

export function planText(plan: PlanReport, values: Values): string[] {
	const colors = paint(process.stdout, values);
	const width = columnsOf(process.stdout);
	/** A sentence over several lines, the later ones below the first word. */
	const item = (mark: string, text: string) =>
		wrap(printable(text), width - mark.length - 3).map(
			(line, index) =>
				`  ${index === 0 ? mark : " ".repeat(mark.length)} ${line}`,
		);
	const heading = (text: string) => ["", colors.bold(text)];
	return [
		...faultLines(plan, colors, item),
		...adviceLines(plan, colors, item),
		...heading("Other ways"),
		...plan.advice.alternatives.flatMap(({ title, setUp, cost, when }) =>
			item("-", `${title} (set-up: ${setUp}; cost: ${cost}): ${when}.`),
		),
		...heading("Models that take this data"),
		...modelLines(plan),
		...hyperparameterLines(plan, heading, item),
		...heading("Cost"),
		...costLines(plan, item),
		...(values.quiet ? [] : jobLines(plan, values, heading, item)),
	];
}

type Item = (mark: string, text: string) => string[];
type Heading = (text: string) => string[];

const MARKS = { "not-yet": "!", against: "-", for: "+", neither: "·" };

/** Problems come before all advice: those of model and data, then those of the request. */
function faultLines(
	{ findings, job }: PlanReport,
	colors: Paint,
	item: Item,
): string[] {
	const lines = [
		...findings.map(
			({ severity, code, message }) =>
				`${colors.severity(severity, `${severity}[${code}]`)} ${printable(message)}`,
		),
		...(job?.faults ?? [])
			.filter(
				({ field, missing }) =>
					!missing && !findings.some((finding) => finding.field === field),
			)
			.flatMap(({ message, help }) => item("!", `${message} ${help}`.trim())),
	];
	return lines.length > 0 ? [...lines, ""] : [];
}

function adviceLines(
	{ advice }: PlanReport,
	colors: Paint,
	item: Item,
): string[] {
	const open = advice.questions.filter(({ answer }) => answer === undefined);
	const yours = advice.sizes.find((size) => size.yours);
	return [
		...item("", advice.summary).map((line) => colors.bold(line.trimStart())),
		...advice.reasons
			// The summary contains the reason with the greatest weight.
			.filter(({ message }) => !advice.summary.endsWith(message))
			.flatMap(({ speaks, message }) => item(MARKS[speaks], message)),
		...(yours
			? item(
					"·",
					`${yours.title}: ${yours.min} to ${yours.max} examples per ${yours.each} are recommended; ${yours.yours}.`,
				)
			: []),
		...(open.length > 0 ? ["", "Questions that only you can answer:"] : []),
		...open.flatMap(({ name, text, choices, looks }) =>
			item(
				"-",
				`${text} --${name} ${choices.map(({ value }) => value).join("|")}${looks ? ` (detected: ${looks})` : ""}`,
			),
		),
	];
}

const FITS = { fits: "fits", unsure: "perhaps", no: "no" };

function modelLines({ models, notForThisData }: PlanReport): string[] {
	const rows = models.map((model) => [
		model.id,
		model.newJobs,
		model.asItIs ? "as it is" : "converted",
		FITS[model.fit],
		model.records.text,
		model.training ?? "-",
		model.monthly ?? "-",
		model.validationFile ? "yes" : "no",
		model.inference.join(", "),
		model.regions.join(", "),
	]);
	const names = [
		"",
		"new jobs",
		"data",
		"fits",
		"records",
		"training",
		"per month",
		"validation",
		"served",
	];
	return [
		...(rows.length > 0
			? columns([[...names, "regions"], ...rows])
			: ["  none as it is, and none after a conversion"]),
		...(notForThisData.length > 0 && rows.length > 0
			? [`  Not for this data: ${notForThisData.length} other models.`]
			: []),
	];
}

function hyperparameterLines(
	{ model, hyperparameters }: PlanReport,
	heading: Heading,
	item: Item,
): string[] {
	if (!model) return [];
	return [
		...heading(`Hyperparameters for ${model.name}`),
		...hyperparameters.flatMap((row) =>
			item(
				"-",
				`${row.name} = ${row.value ?? "(not set)"}${row.given !== undefined && row.recommended !== undefined && row.given !== row.recommended ? `, where ${row.recommended} is recommended` : ""}: ${row.reason} (${row.range}${row.default === undefined ? "" : `; default ${row.default}`})`,
			),
		),
	];
}

function costLines({ cost }: PlanReport, item: Item): string[] {
	return [
		...cost.items
			.filter(({ applies }) => applies)
			.flatMap(({ title, text, how }) =>
				item("-", `${title}: ${text}: ${how}`),
			),
		...item("·", cost.decides),
		...cost.notes.flatMap((note) => item("·", note)),
		"",
		"  Numbers of the estimate (--price NAME=VALUE):",
		...cost.prices.flatMap(({ name, value, unit, source, asOf, note }) =>
			item(
				"-",
				`${name} = ${value} ${unit}: ${source}${asOf && `, read ${asOf}`}${note ? `; ${note}` : ""}`,
			),
		),
	];
}

function jobLines(
	{ job }: PlanReport,
	{ out }: Values,
	heading: Heading,
	item: Item,
): string[] {
	if (!job) return [];
	return [
		...heading("Job request"),
		...job.faults
			// The others come first of all.
			.filter(
				({ field, missing }) =>
					missing && !field.startsWith("hyperparameters."),
			)
			.flatMap(({ message, help }) => item("·", `${message} ${help}`)),
		...(impossible(job).length > 0
			? item("!", "The request is written once these are fixed.")
			: out === undefined
				? item(
						"·",
						"--out DIR writes the request, the policies and the commands.",
					)
				: [...job.documents.map(({ name }) => name), "commands.sh"].map(
						(name) => `  ${printable(out)}/${name}`,
					)),
	];
}
