/** `tuneset evaluate`: what a model's answers are worth. */

import { pathsOf } from "../node/path.ts";
import { count, counted, tenths } from "../text/numbers.ts";
import { EVALUATION } from "../text/verdicts.ts";
import type {
	Changes,
	ClassScores,
	EvaluatedModel,
	EvaluationReport,
	Interval,
} from "../types/index.ts";
import type { EvaluateSettings } from "./arguments.ts";
import { inputs } from "./data-files.ts";
import { printable } from "./escape.ts";
import { optionsOf } from "./flag-values.ts";
import { findingLines, measuring, tell, verdictLines } from "./measured.ts";
import { columns, type Paint } from "./terminal.ts";

export async function evaluate(
	{ references, values }: EvaluateSettings,
	signal: AbortSignal,
): Promise<number> {
	const file = (name: string) =>
		inputs(name === "-" ? [name] : pathsOf(name).slice(0, 1))[0];
	const { tuned, base, training } = values;
	const report = await measuring.evaluate(
		{
			references: file(references),
			tuned: file(tuned),
			...(base !== undefined && { base: file(base) }),
			...(training !== undefined && { training: file(training) }),
		},
		{
			signal,
			...optionsOf("evaluate", values),
		},
	);
	return tell(report, values, text);
}

function text(report: EvaluationReport, colors: Paint): string[] {
	const { references, tuned, base, verdict } = report;
	return [
		...findingLines(report.findings, colors),
		`${printable(references.name)}: ${counted(references.records, "reference")}${references.usable < references.records ? `, ${count(references.usable)} usable` : ""}${likeness(report)}`,
		...(report.training
			? [
					`${printable(report.training.name)}: ${counted(report.training.usable, "record")} to learn the form of answers from`,
				]
			: []),
		...(base ? [fileLine(base, "base")] : []),
		fileLine(tuned, "tuned"),
		"",
		...verdictLines(verdict, EVALUATION[verdict.kind], colors),
		...measureLines(report),
		...fieldLines(report),
		...classLines(report),
		...changeLines(report, colors),
	];
}

function likeness({
	references: { classes, format },
}: EvaluationReport): string {
	if (classes) return `; ${count(classes.length)} classes`;
	return format ? `; mostly ${printable(format.name)}` : "";
}

const fileLine = (model: EvaluatedModel, whose: string): string =>
	`${printable(model.name)}: ${counted(model.records, "answer")} of the ${whose} model, matched by ${model.matchedBy}`;

const MEASURES = {
	normalizedMatch: "normalized match",
	exactMatch: "exact match",
	tokenF1: "token F1",
	fieldAccuracy: "field accuracy",
	formatCompliance: "format compliance",
	macroF1: "macro F1",
	length: "length",
};

function measureLines({ tuned, difference }: EvaluationReport): string[] {
	const table = difference
		? [
				["", "base", "tuned", "difference", "95% interval"],
				...difference.measures.map((measured) => {
					const show = measured.name === "length" ? characters : tenths;
					return [
						MEASURES[measured.name],
						show(measured.base),
						show(measured.tuned),
						...interval(measured.difference, measured.name === "length"),
					];
				}),
			]
		: alone(tuned);
	return table.length > 0 ? ["", ...columns(table)] : [];
}

function alone({ scores }: EvaluatedModel): string[][] {
	if (!scores) return [];
	const { formatCompliance, classes } = scores;
	return [
		["", "tuned"],
		[MEASURES.normalizedMatch, tenths(scores.normalizedMatch)],
		[MEASURES.exactMatch, tenths(scores.exactMatch)],
		[MEASURES.tokenF1, tenths(scores.tokenF1)],
		...(formatCompliance
			? [[MEASURES.formatCompliance, tenths(formatCompliance.share)]]
			: []),
		...(classes ? [[MEASURES.macroF1, tenths(classes.macro.f1)]] : []),
		[MEASURES.length, characters(scores.length.mean)],
	];
}

function fieldLines({ tuned, base }: EvaluationReport): string[] {
	const fields = tuned.scores?.fields ?? [];
	if (fields.length === 0) return [];
	const of = new Map(
		base?.scores?.fields?.map(({ name, share }) => [name, share]),
	);
	return [
		"",
		...columns([
			["field", ...(base ? ["base"] : []), "tuned"],
			...fields.map(({ name, share }) => [
				printable(name),
				...(base ? [tenths(of.get(name) ?? 0)] : []),
				tenths(share),
			]),
		]),
	];
}

/** More rows than this are in the JSON. */
const MOST_CLASSES = 40;

function classLines({ references, tuned, base }: EvaluationReport): string[] {
	const classes = references.classes ?? [];
	const scores = tuned.scores?.classes;
	if (!scores) return [];
	const before = base?.scores?.classes;
	return [
		"",
		...columns([
			[
				"class",
				"references",
				...(before ? ["base F1"] : []),
				"F1",
				"precision",
				"recall",
			],
			...classes
				.slice(0, MOST_CLASSES)
				.map((one, index) => [
					printable(one.name),
					count(one.references),
					...(before ? [tenths(before.each[index]?.f1 ?? 0)] : []),
					tenths(scores.each[index]?.f1 ?? 0),
					tenths(scores.each[index]?.precision ?? 0),
					tenths(scores.each[index]?.recall ?? 0),
				]),
		]),
		...(classes.length > MOST_CLASSES
			? [`  and ${count(classes.length - MOST_CLASSES)} more`]
			: []),
		...confused(scores),
	];
}

function confused({ mostConfused }: ClassScores): string[] {
	const worst = mostConfused
		.slice(0, 5)
		.map(
			({ reference, answer, count: times }) =>
				`${printable(reference)} for ${answer === undefined ? "none of the classes" : printable(answer)} (${count(times)})`,
		);
	return worst.length > 0 ? [`  most often taken: ${worst.join(", ")}`] : [];
}

/** Examples shown of each side. */
const SHOWN = 3;

function changeLines(
	{ difference }: EvaluationReport,
	colors: Paint,
): string[] {
	if (!difference) return [];
	const side = (word: string, { count: all, examples }: Changes) =>
		examples.length === 0
			? []
			: [
					"",
					`${word}, ${count(Math.min(SHOWN, all))} of ${count(all)}:`,
					...examples
						.slice(0, SHOWN)
						.flatMap(({ line, reference, base, tuned }) => [
							`  ${colors.bold(`line ${line}`)}  ${short(reference)}`,
							`    ${colors.dim("base ")} ${short(base)}`,
							`    ${colors.dim("tuned")} ${short(tuned)}`,
						]),
				];
	return [
		...side("Better than before", difference.better),
		...side("Worse than before", difference.worse),
	];
}

const short = (text: string): string => {
	const shown = printable(text);
	return shown.length > 100 ? `${shown.slice(0, 99)}…` : shown;
};

const characters = (number: number): string => `${number.toFixed(1)} chars`;

function interval({ mean, low, high }: Interval, plain: boolean): string[] {
	const signed = (number: number) => {
		const text = (plain ? number : number * 100).toFixed(1);
		return text.startsWith("-") ? text : `+${text}`;
	};
	return [signed(mean), `${signed(low)} to ${signed(high)}`];
}
