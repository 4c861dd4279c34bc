/** `tuneset metrics`: what the metrics files of a finished job say. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { measures, perform } from "../measure.ts";
import type {
	FileFindings,
	MetricsEpoch,
	MetricsFile,
	MetricsReport,
	MetricsVerdict,
} from "../metrics.ts";
import { openSource, wasmModule } from "../node/run.ts";
import type { Severity } from "../types.ts";
import { instantiate } from "../wasm.ts";
import type { MetricsSettings } from "./arguments.ts";
import { inputs, isFolder } from "./data.ts";
import { printable } from "./excerpt.ts";
import { count, type Paint, paint } from "./terminal.ts";
import { UsageError } from "./usage.ts";

export const measuring = measures({
	open: openSource,
	perform: async (task) => perform(instantiate(wasmModule()), task),
});

export async function metrics({
	files,
	values,
}: MetricsSettings): Promise<number> {
	const report = await measuring.metrics(inputs(files.flatMap(within)));
	if (values.format === "json") {
		process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
	} else {
		const colors = paint(process.stdout, values.noColor);
		process.stdout.write(`${text(report, colors).join("\n")}\n`);
	}
	return exitCode(report.verdict.severity, report.findings, values.failOn);
}

/** What a job writes into its output folder, whatever folders are in between. */
const FILES = /^(step_wise_training_metrics|validation_metrics)\.csv$/;

/** A folder stands for the metrics files in it. */
function within(path: string): string[] {
	if (path === "-" || !isFolder(path)) return [path];
	const entries = readdirSync(path, { recursive: true, withFileTypes: true });
	const found = entries
		.filter((entry) => entry.isFile() && FILES.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name));
	if (found.length > 0) return found.sort();
	throw new UsageError(
		`there is no step_wise_training_metrics.csv or validation_metrics.csv in ${path}.`,
	);
}

/** 1 for a verdict, or a finding, at or above the severity that fails. */
export function exitCode(
	verdict: Severity,
	findings: Record<string, FileFindings>,
	failOn: "error" | "warning" | "never" = "error",
): number {
	const failing = {
		error: ["error"],
		warning: ["error", "warning"],
		never: [] as string[],
	}[failOn];
	const severities = [
		verdict,
		...Object.values(findings).map(({ severity }) => severity),
	];
	return severities.some((severity) => failing.includes(severity)) ? 1 : 0;
}

function text(report: MetricsReport, colors: Paint): string[] {
	return [
		...findingLines(report.findings, colors),
		...report.files.map(
			({ name, holds, losses }) =>
				`${printable(name)}: ${lossesIn(holds, losses)}`,
		),
		"",
		...verdictLines(report.verdict, VERDICTS[report.verdict.kind], colors),
		...epochLines(report),
	];
}

function lossesIn(holds: MetricsFile["holds"], losses: number): string {
	if (holds === "unknown") return "no losses";
	const what = holds === "both" ? "training and validation" : holds;
	return `${count(losses)} ${what} ${losses === 1 ? "loss" : "losses"}`;
}

const VERDICTS = {
	"still-learning": "Still learning",
	plateau: "Plateau",
	overfitting: "Overfitting",
	diverging: "Diverging",
	"too-little-data": "Too little to say",
};

/** Findings of one kind that are shown: where a run broke, every row from there on is one. */
const SHOWN = 5;

/** Findings about files, in the form that editors jump to. */
export function findingLines(
	findings: Record<string, FileFindings>,
	colors: Paint,
): string[] {
	return Object.entries(findings).flatMap(
		([name, { severity, count: all, help, examples }]) => [
			...examples.slice(0, SHOWN).map(({ message, file, line, column }) => {
				const place = colors.bold(`${printable(file)}:${line}:${column}:`);
				return `${place} ${colors.severity(severity, `${severity}[${name}]`)} ${printable(message)}`;
			}),
			...(all > SHOWN
				? [`  ${colors.dim("=")} and ${count(all - SHOWN)} more`]
				: []),
			`  ${colors.dim("=")} help: ${help}`,
			"",
		],
	);
}

/** The verdict and its sentences, what led to it apart from what to do. */
export function verdictLines(
	verdict: Pick<MetricsVerdict, "severity" | "summary" | "reasons" | "advice">,
	word: string,
	colors: Paint,
): string[] {
	const { severity, summary, reasons, advice } = verdict;
	const painted =
		severity === "info" ? colors.green(word) : colors.severity(severity, word);
	return [
		`${painted}: ${printable(summary)}`,
		...reasons.map((reason) => `  ${printable(reason)}`),
		...(advice.length > 0 ? ["", "What to do:"] : []),
		...advice.map((sentence) => `  - ${printable(sentence)}`),
	];
}

function epochLines({ epochs, best }: MetricsReport): string[] {
	if (epochs.length === 0) return [];
	const row = (epoch: MetricsEpoch) => [
		String(epoch.epochCount),
		count(epoch.steps),
		loss(epoch.trainingLoss),
		loss(epoch.validationLoss),
	];
	const rows = [
		["epoch", "steps", "training loss", "validation loss"],
		...epochs.map(row),
	];
	const widths = [0, 1, 2, 3].map((column) =>
		Math.max(...rows.map((cells) => cells[column].length)),
	);
	return [
		"",
		...rows.map((cells, index) => {
			const line = cells
				.map((cell, column) => cell.padStart(widths[column]))
				.join("  ");
			const epoch = epochs[index - 1];
			const lowest =
				epoch &&
				best?.epochCount === epoch.epochCount &&
				epoch.validationLoss !== undefined;
			return `  ${line}${lowest ? "  lowest" : ""}`;
		}),
	];
}

/** Three digits that say something. */
export const loss = (number: number | undefined): string =>
	number === undefined ? "-" : String(Number(number.toPrecision(3)));
