/** Results after training: metrics files and answers, beside the data set and independent of it. */

import { signal } from "@preact/signals";
import type { EvaluationReport, MetricsReport } from "../../js/types";
import { measure, recognise } from "../engine/engine";
import type { NamedFile } from "../engine/input";
import { counted } from "../text/format";
import { announce } from "./announce";
import { arrive } from "./arrival";
import { changesIn } from "./changes";
import { loadDecisions } from "./run";
import { mode } from "./view";

/** A report, or the reason why there is none, as a sentence; neither while it is being made. */
interface Outcome<Report> {
	report?: Report;
	failure?: string;
}

export interface Metrics extends Outcome<MetricsReport> {
	files: NamedFile[];
}

const SIDES = ["references", "tuned", "base", "training"] as const;
export type Side = (typeof SIDES)[number];

export interface Evaluation extends Outcome<EvaluationReport> {
	files: Partial<Record<Side, NamedFile>>;
	/** True while the answers are being compared. */
	working?: boolean;
}

export const metrics = signal<Metrics | null>(null);
export const evaluation = signal<Evaluation>({ files: {} });

/** Files given after training that are neither metrics nor answers: the user decides whether they are data. */
export const strays = signal<NamedFile[]>([]);

/** Page of the mode that is shown. */
export const afterPage = signal<"metrics" | "evaluate">("metrics");

/** Content of each panel when it last took the focus: panels move when a data set joins them, and the focus must not. */
export const seen: Record<string, unknown> = {};

/** Bytes that a file is recognised by: a line of batch output repeats the prompt before the answer. */
const HEAD = 64 << 10;

/**
 * Takes whatever was dropped, chosen or pasted: metrics and answers to their panels, decisions to the changes that were made, all
 * else as a data set.
 */
export async function take(given: NamedFile[]): Promise<void> {
	const { files, decided } = await parted(given);
	const kinds = await Promise.all(
		files.map(async ({ data }) =>
			recognise(new Uint8Array(await data.slice(0, HEAD).arrayBuffer())),
		),
	).catch(() => []); // an unreadable file is reported by the data set
	const of = (kind: string | undefined) =>
		files.filter((_, index) => kinds[index] === kind);
	const [curves, answers, others] = [
		of("metrics"),
		of("answers"),
		of(undefined),
	];
	const areStrays = mode.peek() === "after" && answers.length === 0;
	const rest = areStrays ? [] : others;
	strays.value = areStrays ? others : [];
	if (strays.value.length > 0) announce(strayWords(others));
	if (curves.length > 0 || answers.length > 0) mode.value = "after";
	else if (rest.length > 0) mode.value = "data";
	if (curves.length > 0) showMetrics(curves);
	if (answers.length > 0) {
		// One other file beside answers is their reference file.
		const [references, ...more] = rest;
		const together = references && more.length === 0 && curves.length === 0;
		addAnswers(answers, together ? references : undefined);
		if (together) return;
	}
	if (rest.length > 0 || given.length === 0) await arrive(rest);
	if (decided.length > 0) loadDecisions(decided);
}

/** Says that the files are no results. */
export const strayWords = (files: NamedFile[]): string =>
	`${files.map(({ name }) => name).join(", ")}: neither training metrics nor model answers.`;

/** Checks them as data. */
export function checkStrays(): void {
	const files = strays.peek();
	strays.value = [];
	mode.value = "data";
	arrive(files);
}

/** Decisions apart from all else. */
async function parted(given: NamedFile[]) {
	const found = await Promise.all(
		given.map(({ data }) => changesIn(data).catch(() => undefined)),
	);
	return {
		files: given.filter((_, index) => !found[index]),
		decided: found.flatMap((changes) => changes ?? []),
	};
}

async function outcome<Report extends { verdict: { summary: string } }>(
	name: string,
	work: Promise<Report>,
): Promise<Outcome<Report>> {
	try {
		const report = await work;
		announce(`${name}. ${report.verdict.summary}`);
		return { report };
	} catch (error) {
		const failure = (error as Error).message;
		announce(`${name}. ${failure}`);
		return { failure };
	}
}

/** Files of other names join those that are there: a job's two files may come one after the other. */
async function showMetrics(added: NamedFile[]): Promise<void> {
	afterPage.value = "metrics";
	const names = new Set(added.map(({ name }) => name));
	const before = metrics.peek()?.files ?? [];
	const files = before.some(({ name }) => names.has(name))
		? added
		: [...before, ...added];
	const mine = { ...metrics.peek(), files };
	metrics.value = mine;
	announce(`Reading ${counted(files.length, "metrics file")}.`);
	const found = await outcome("Training metrics", measure.metrics(files));
	if (metrics.peek() === mine) metrics.value = { files, ...found };
}

/** Assigns answers to the free sides; a name with "base" goes to the base model. */
function addAnswers(answers: NamedFile[], references?: NamedFile): void {
	const files = { ...evaluation.peek().files };
	if (references) files.references = references;
	for (const file of answers) {
		const base = /\bbase(line)?\b|base[_-]/i.test(file.name);
		if (base) files.base = file;
		else if (!files.tuned || answers.length === 1) files.tuned = file;
		else files.base = file;
	}
	compare(files);
}

export function choose(side: Side, file: NamedFile | undefined): void {
	const files = { ...evaluation.peek().files };
	if (file) files[side] = file;
	else delete files[side];
	compare(files);
}

async function compare(files: Evaluation["files"]): Promise<void> {
	afterPage.value = "evaluate";
	const { references, tuned, base, training } = files;
	if (!references || !tuned) {
		evaluation.value = { files };
		return;
	}
	const mine = { ...evaluation.peek(), files, working: true };
	evaluation.value = mine;
	announce("Comparing answers.");
	const found = await outcome(
		"Answers compared",
		measure.evaluate({
			references,
			tuned,
			...(base && { base }),
			...(training && { training }),
		}),
	);
	if (evaluation.peek() === mine) evaluation.value = { files, ...found };
}

export function close(panel: "metrics" | "evaluation"): void {
	delete seen[panel];
	if (panel === "metrics") metrics.value = null;
	else evaluation.value = { files: {} };
	announce("Closed.");
}
