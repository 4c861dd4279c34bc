/** `tuneset metrics`: judges the metrics files of a finished job. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { count } from "../text/numbers.ts";
import { METRICS } from "../text/verdicts.ts";
import type {
	MetricsEpoch,
	MetricsFile,
	MetricsReport,
} from "../types/index.ts";
import type { MetricsSettings } from "./arguments.ts";
import { inputs, isFolder } from "./data-files.ts";
import { printable } from "./escape.ts";
import { findingLines, measuring, tell, verdictLines } from "./measured.ts";
import type { Paint } from "./terminal.ts";
import { UsageError } from "./usage.ts";

export async function metrics(
	{ files, values }: MetricsSettings,
	signal: AbortSignal,
): Promise<number> {
	const named = inputs(files.flatMap(within));
	const report = await measuring.metrics(named, { signal });
	return tell(report, values, text);
}

/** Files that a job writes below its output folder. */
const FILES = /^(step_wise_training_metrics|validation_metrics)\.csv$/;

/** Expands a folder to the metrics files in it. */
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

function text(report: MetricsReport, colors: Paint): string[] {
	return [
		...findingLines(report.findings, colors),
		...report.files.map(
			({ name, holds, losses }) =>
				`${printable(name)}: ${lossesIn(holds, losses)}`,
		),
		"",
		...verdictLines(report.verdict, METRICS[report.verdict.kind], colors),
		...epochLines(report),
	];
}

function lossesIn(holds: MetricsFile["holds"], losses: number): string {
	if (holds === "unknown") return "no losses";
	const what = holds === "both" ? "training and validation" : holds;
	return `${count(losses)} ${what} ${losses === 1 ? "loss" : "losses"}`;
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

/** Formats three significant digits. */
const loss = (number: number | undefined): string =>
	number === undefined ? "-" : String(Number(number.toPrecision(3)));
