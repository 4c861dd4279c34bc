/**
 * A model's entry in the catalogue as rows for the terminal and the page: every number, with its sources and those that
 * disagree.
 */

import type {
	Cited,
	Disputed,
	Hyperparameter,
	HyperparameterRange,
	Limit,
	MediaFormats,
	ModelInfo,
} from "../types/index.ts";
import { count } from "./numbers.ts";

interface Section {
	title: string;
	rows: Row[];
}

export interface Row {
	/** A limit's name is the one that `--limit` takes. */
	name: string;
	/** Value that is enforced, then those of other sources. */
	lines: Line[];
	/** A limit that the user can set, and why; its number in the catalogue. */
	quota?: number;
	setting?: Setting;
}

export interface Line {
	value: string;
	/** Explanation of the bare value. */
	note?: string;
	/** The source's tag, as in `sourcesOf`. */
	tag?: string;
	/** Another source's word: Tuneset warns by it, or only passes it on. */
	disputed?: "warns" | "differs";
}

/** Reason why a limit can be set: AWS raises it, or one source gives another number. */
export type Setting = "quota" | "outvoted";

interface SourceOfModel {
	tag: string;
	title: string;
	/** The day it was read. */
	asOf: string;
}

/** All of it. */
export interface ModelPage {
	sections: Section[];
	sources: SourceOfModel[];
}

export const pageOf = (model: ModelInfo): ModelPage => ({
	sections: sectionsOf(model),
	sources: sourcesOf(model),
});

function sectionsOf(model: ModelInfo): Section[] {
	const sections = [
		{ title: "Job", rows: jobRows(model) },
		{ title: "Limits", rows: limitRows(model.limits) },
		{ title: "Records", rows: recordRows(model) },
		{ title: "Media", rows: mediaRows(model) },
		{ title: "Limits on media", rows: limitRows(model.media?.limits ?? {}) },
		{
			title: "Hyperparameters",
			rows: Object.entries(model.hyperparameters).map(hyperparameterRow),
		},
		{ title: "Advice", rows: adviceRows(model) },
	];
	return sections.filter(({ rows }) => rows.length > 0);
}

/** The sources of the entry, in the order of its rows. */
function sourcesOf(model: ModelInfo): SourceOfModel[] {
	const found = new Map<string, SourceOfModel>();
	const visit = (value: unknown): void => {
		if (typeof value !== "object" || value === null) return;
		if ("source" in value && "asOf" in value) {
			const { source, asOf } = value as Cited;
			const tag = tagOf(source);
			if (!found.has(tag))
				found.set(tag, { tag, title: titleOf(source), asOf });
		}
		Object.values(value).forEach(visit);
	};
	visit(model);
	return [...found.values()];
}

/** `Title (TAG)` → `TAG` */
const tagOf = (source: string): string =>
	/\(([^()]+)\)$/.exec(source)?.[1] ?? source;
const titleOf = (source: string): string => source.replace(/ \([^()]+\)$/, "");

function line(value: string, { source, note }: Cited): Line {
	return { value, tag: tagOf(source), ...(note !== undefined && { note }) };
}

function jobRows(model: ModelInfo): Row[] {
	const { lifecycle, validationFile } = model;
	const itself = { source: model.source, asOf: model.asOf };
	const words = (takes: boolean) =>
		takes ? "takes a validation file" : "takes no validation file";
	return [
		{
			name: "status",
			lines: [
				line(statusOf(model), lifecycle ?? itself),
				...differing(lifecycle?.disputed, (status) => status),
				{ value: authority(model) },
			],
		},
		...(model.baseModelId
			? [{ name: "base model", lines: [line(model.baseModelId, itself)] }]
			: []),
		...(model.regions.length > 0
			? [
					{
						name: "Regions",
						lines: [line(model.regions.join(", "), itself)],
					},
				]
			: []),
		{
			name: "customization",
			lines: model.customization.map((way) => {
				const api =
					way.api === "openai" ? ", over the OpenAI-compatible API only" : "";
				const see = way.see ? `, under ${way.see}` : "";
				return line(`${way.type}${api}${see}`, way);
			}),
		},
		...teacherRows(model),
		{
			name: "inference",
			lines: model.inference.map((way) => line(INFERENCE[way.way], way)),
		},
		{
			name: "validation",
			lines: [
				line(words(validationFile.value), validationFile),
				...differing(validationFile.disputed, words),
			],
		},
	];
}

/** Returns the command that shows AWS's own status. */
function authority({ baseModelId, regions }: ModelInfo): string {
	const id = baseModelId?.replace(/:\d+k$/, "") ?? "ID";
	const region = regions[0] ? ` --region ${regions[0]}` : "";
	return `AWS's own word on today, in its modelLifecycle: aws bedrock get-foundation-model${region} --model-identifier ${id}`;
}

/** Pairs of a distillation: "Amazon Nova Pro, open to new jobs, teaches nova-lite, nova-micro in us-east-1" */
function teacherRows({ teachers = [] }: ModelInfo): Row[] {
	if (teachers.length === 0) return [];
	const words = (one: (typeof teachers)[number]) =>
		`${one.name}, ${statusOf(one)}, teaches ${one.students.join(", ")} in ${one.regions.join(", ")}`;
	return [
		{ name: "teachers", lines: teachers.map((one) => line(words(one), one)) },
	];
}

const INFERENCE = {
	"on-demand": "on demand",
	"provisioned-throughput": "Provisioned Throughput",
	"openai-api": "over the OpenAI-compatible API",
	"as-student": "as its student",
};

const NEW_JOBS = {
	open: "open to new jobs",
	disputed: "it is disputed whether it takes new jobs",
	closed: "closed to new jobs",
};

/** "deprecated, closed to new jobs: legacy from 2026-03-10, end of life on 2026-09-10" */
function statusOf({
	status,
	newJobs,
	lifecycle,
}: Pick<ModelInfo, "status" | "newJobs" | "lifecycle">): string {
	const state = `${status}, ${NEW_JOBS[newJobs]}`;
	const dates = [
		lifecycle?.legacy && `legacy from ${lifecycle.legacy}`,
		lifecycle?.endOfLife && `end of life on ${lifecycle.endOfLife}`,
	].filter(Boolean);
	return dates.length > 0 ? `${state}: ${dates.join(", ")}` : state;
}

function differing<T>(
	disputed: Disputed<T>[] | undefined,
	words: (value: T) => string,
): Line[] {
	return (disputed ?? []).map((other) => ({
		...line(words(other.value), other),
		disputed: "differs",
	}));
}

function limitRows(limits: Record<string, Limit>): Row[] {
	return Object.entries(limits).map(([name, limit]) => ({
		name: kebabCase(name),
		lines: [
			line(count(limit.value), {
				...limit,
				note: [limit.advisory && "never more than a warning", limit.note]
					.filter(Boolean)
					.join("; "),
			}),
			...(limit.disputed ?? []).map(
				(other): Line => ({
					...line(count(other.value), other),
					disputed: "warns",
				}),
			),
			...(limit.outvoted ?? []).map(
				(other): Line => ({
					...line(count(other.value), other),
					disputed: "differs",
				}),
			),
		],
		...settingOf(limit),
	}));
}

function settingOf({
	adjustable,
	outvoted,
	value,
}: Limit): Pick<Row, "quota" | "setting"> {
	if (adjustable) return { quota: value, setting: "quota" };
	return outvoted?.length ? { quota: value, setting: "outvoted" } : {};
}

function recordRows({
	format,
	source,
	asOf,
	schemaVersion,
	systemBlocks,
	reasoning,
}: ModelInfo): Row[] {
	const rows: Row[] = [
		{ name: "format", lines: [line(format, { source, asOf })] },
	];
	if (schemaVersion) {
		const words = {
			any: "any string, or none",
			constant: "the format's own, or none",
			required: "the format's own",
		};
		rows.push({
			name: "schemaVersion",
			lines: [line(words[schemaVersion.value], schemaVersion)],
		});
	}
	if (systemBlocks) {
		rows.push({
			name: "system blocks",
			lines: [line(`exactly ${systemBlocks.value}`, systemBlocks)],
		});
	}
	if (reasoning) {
		rows.push({
			name: "reasoning",
			lines: [line("learns from reasoningContent", { source, asOf })],
		});
	}
	return rows;
}

function mediaRows({ media }: ModelInfo): Row[] {
	if (!media) return [];
	const formats: [string, MediaFormats | undefined][] = [
		["image formats", media.imageFormats],
		["video formats", media.videoFormats],
		["document formats", media.documentFormats],
	];
	return formats.flatMap(([name, found]) =>
		found ? [{ name, lines: formatLines(found) }] : [],
	);
}

function formatLines(formats: MediaFormats): Line[] {
	return [
		line(formats.values.join(", "), formats),
		...(formats.disputed ?? []).map(
			(other): Line => ({
				...line(`not ${other.value}`, other),
				disputed: "warns",
			}),
		),
	];
}

function hyperparameterRow([name, it]: [string, Hyperparameter]): Row {
	const remarks = [
		it.required && "must be set",
		it.adjustable && "AWS raises the maximum on request",
		it.note,
	].filter(Boolean);
	return {
		name,
		lines: [
			line(rangeOf(it), { ...it, note: remarks.join("; ") }),
			...(it.disputed ?? []).map(
				(other): Line => ({
					...line(rangeOf({ ...it, ...other }), other),
					disputed: "differs",
				}),
			),
		],
	};
}

/** "1 to 5, default 2", "low, medium or high, default medium", "10 to 40,000 or auto" */
function rangeOf({ min, max, words = [], ...rest }: HyperparameterRange) {
	const range =
		min === undefined || max === undefined
			? []
			: [min === max ? figure(min) : `${figure(min)} to ${figure(max)}`];
	const allowed = either([...range, ...words]);
	const standard =
		rest.default === undefined ? [] : [`default ${figure(rest.default)}`];
	return [...(allowed ? [allowed] : []), ...standard].join(", ") || "any";
}

function either(choices: string[]): string {
	const last = choices.at(-1) ?? "";
	return choices.length < 2
		? last
		: `${choices.slice(0, -1).join(", ")} or ${last}`;
}

function adviceRows({ recommended = [], notes = [] }: ModelInfo): Row[] {
	return [
		...(recommended.length > 0
			? [
					{
						name: "records",
						lines: recommended.map((it) =>
							line(
								it.max === undefined
									? `${count(it.min)} or more`
									: `${count(it.min)} to ${count(it.max)}`,
								it,
							),
						),
					},
				]
			: []),
		...(notes.length > 0
			? [{ name: "remarks", lines: notes.map((it) => line(it.text, it)) }]
			: []),
	];
}

/** Learning rates as people write them: 1e-6. */
function figure(value: number | string): string {
	if (typeof value === "string") return value;
	if (Number.isInteger(value)) return count(value);
	return Math.abs(value) < 1e-3 ? value.toExponential() : String(value);
}

/** `maxRecords` → `max-records` */
export const kebabCase = (name: string): string =>
	name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
