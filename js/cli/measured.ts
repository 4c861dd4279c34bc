/** Parts that `metrics` and `evaluate` share: how their reports are made, printed and judged. */

import { measures, perform } from "../api/file-tasks.ts";
import { namedSources } from "../api/inputs.ts";
import { Bench } from "../engine/wasm.ts";
import { openSource, wasmModule } from "../node/run.ts";
import { count } from "../text/numbers.ts";
import type { FileFindings, MetricsVerdict, Severity } from "../types/index.ts";
import { jsonText, logLine, printable } from "./escape.ts";
import { output } from "./output.ts";
import { type ColorChoice, type Paint, paint } from "./terminal.ts";

export const measuring = measures({
	sources: namedSources,
	open: openSource,
	perform: async (task) => perform(Bench.of(wasmModule()), task),
});

interface Measured {
	verdict: Pick<MetricsVerdict, "severity" | "summary" | "reasons" | "advice">;
	findings: Record<string, FileFindings>;
}

/** Writes a report in the requested format, and returns the exit code. */
export function tell<Report extends Measured>(
	report: Report,
	values: ColorChoice & { format?: string; failOn?: FailOn },
	text: (report: Report, colors: Paint) => string[],
): number {
	const lines =
		values.format === "json"
			? [jsonText(report, 2)]
			: text(report, paint(process.stdout, values));
	output.lines(lines.map(logLine));
	return exitCode(report, values.failOn);
}

type FailOn = "error" | "warning" | "never";

/** 1 for a verdict, or a finding, at or above the severity that fails. */
function exitCode(
	{ verdict, findings }: Measured,
	failOn: FailOn = "error",
): number {
	const severities = [verdict, ...Object.values(findings)].map(
		({ severity }) => severity,
	);
	return severities.some((severity) => FAILING[failOn].includes(severity))
		? 1
		: 0;
}

/** Severities that make the exit code 1, by `--fail-on`. */
export const FAILING: Record<FailOn, Severity[]> = {
	error: ["error"],
	warning: ["error", "warning"],
	never: [],
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
	verdict: Measured["verdict"],
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
