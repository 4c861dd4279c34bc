/** `tuneset models`: the list of models, and the page of one. */

import {
	type Line,
	pageOf,
	type Row,
	type Setting,
} from "../text/model-page.ts";
import type { ModelInfo } from "../types/index.ts";
import { type Paint, wrap } from "./terminal.ts";

const JOBS: Record<ModelInfo["customization"][number]["type"], string> = {
	FINE_TUNING: "Fine-tuning",
	REINFORCEMENT_FINE_TUNING: "Reinforcement fine-tuning",
	DISTILLATION: "Distillation",
	CONTINUED_PRE_TRAINING: "Continued pre-training",
};

/** Every model by availability, and by its job. */
export function modelList(
	models: readonly ModelInfo[],
	colors: Paint,
): string[] {
	const ids = Math.max(...models.map(({ id }) => id.length));
	const names = Math.max(...models.map((model) => shortName(model).length));
	const row = (model: ModelInfo) => {
		const { legacy, endOfLife } = model.lifecycle ?? {};
		const date = { current: undefined, legacy, deprecated: endOfLife };
		const since = date[model.status];
		const name = since ? shortName(model).padEnd(names) : shortName(model);
		return `  ${model.id.padEnd(ids)}  ${name}${since ? `  ${colors.dim(since)}` : ""}`;
	};
	const group = (title: string, members: ModelInfo[]) =>
		members.length > 0 ? ["", colors.bold(title), ...members.map(row)] : [];
	const of = (state: ModelInfo["newJobs"]) =>
		models.filter((model) => model.newJobs === state);
	const read = models.map(({ asOf }) => asOf).sort()[0];
	return [
		`What Amazon Bedrock customizes, as AWS's pages said on ${read}.`,
		"A model's limits, each with its source: tuneset models ID",
		...Object.entries(JOBS).flatMap(([type, title]) =>
			group(
				title,
				of("open").filter(({ customization: [way] }) => way?.type === type),
			),
		),
		...group(
			"Disputed: legacy by their model cards alone, at the latest since",
			of("disputed"),
		),
		...group(
			"Closed: legacy, no new jobs since",
			of("closed").filter(({ status }) => status === "legacy"),
		),
		...group(
			"Closed: at their end of life since",
			of("closed").filter(({ status }) => status === "deprecated"),
		),
		"",
		"AWS's own word on today: aws bedrock get-foundation-model --model-identifier ID",
	];
}

/** Shortens the name: the heading already names reinforcement fine-tuning. */
const shortName = ({ name }: ModelInfo): string => name.replace(/, .*/, "");

/** Every number of a model's entry, with its sources and the sources that disagree. */
export function modelPage(
	model: ModelInfo,
	colors: Paint,
	columns: number,
): string[] {
	const page = pageOf(model);
	const sources = page.sources.map(({ tag, title, asOf }) => ({
		name: tag,
		lines: [{ value: `${title}, ${asOf}` }],
	}));
	return [
		`${colors.bold(model.name)} (${model.id})`,
		"",
		...wrap(MEANING, columns),
		...page.sections.flatMap(({ title, rows }) => [
			"",
			colors.bold(title),
			...table(rows, colors, columns),
		]),
		"",
		colors.bold("Sources, and the day each was read"),
		...table(sources, colors, columns),
	];
}

const MEANING =
	"This is what the sources below said when they were read, not today's truth. Going past a limit is an error; where sources disagree, the loosest number decides that and a stricter one warns.";

const SETTINGS: Record<Setting, string> = {
	quota: "a quota that AWS raises",
	outvoted: "to go by another source",
};

/** Aligns names to the left and numbers in a column, and wraps words to the remaining width. */
function table(rows: Row[], colors: Paint, columns: number): string[] {
	const names = Math.max(...rows.map(({ name }) => name.length));
	const lines = rows.flatMap((row) => row.lines);
	const areNumbers = lines.every(({ value }) => /^[\d,]+$/.test(value));
	const numbers = areNumbers
		? Math.max(...lines.map(({ value }) => value.length)) + 2
		: 0;
	const margin = names + 4;
	return rows.flatMap(({ name, lines, setting }) =>
		lines.flatMap((one, index) => {
			const paint = one.disputed ? colors.dim : (text: string) => text;
			const more =
				setting && index === 0
					? `${SETTINGS[setting]}: --limit ${name}=N`
					: undefined;
			const text = areNumbers ? remarks(one, more) : words(one);
			return wrap(text, columns - margin - numbers).map((part, at) => {
				const label = index === 0 && at === 0 ? name : "";
				const number = areNumbers && at === 0 ? one.value : "";
				const gap = areNumbers ? "  " : "";
				return `  ${label.padEnd(names)}  ${paint(number.padStart(numbers - gap.length) + gap + part)}`;
			});
		}),
	);
}

/** "takes no validation file: the page says … [UG-n2sft]" */
function words(one: Line): string {
	const note = one.note ? `: ${one.note}` : "";
	const [but, warns] = [
		one.disputed === "differs" ? "but " : "",
		one.disputed === "warns" ? "; warns" : "",
	];
	return `${but}${one.value}${note}${warns}${tag(one)}`;
}

/** The same beside a number. */
function remarks(one: Line, more: string | undefined): string {
	const weight = {
		warns: "warns",
		differs: "no other source says so",
	};
	const word = one.disputed && weight[one.disputed];
	return `${[one.note, more, word].filter(Boolean).join("; ")}${tag(one)}`.trim();
}

const tag = (one: Line): string => (one.tag ? ` [${one.tag}]` : "");
