/** The report as text: findings in file order, then what it comes to and what to do next. */

import { told } from "../told.ts";
import type { Diagnostic, Report, Severity } from "../types.ts";
import type { DataSettings } from "./arguments.ts";
import { draw, printable } from "./excerpt.ts";
import { findings } from "./findings.ts";
import { bytes, count, counted, type Paint, paint } from "./terminal.ts";

export function showCheck(report: Report, settings: DataSettings): void {
	const { values } = settings;
	const colors = paint(process.stdout, values.noColor);
	const lines = values.statistics
		? statistics(report, colors)
		: [
				...findings(report).flatMap((finding) => [
					...findingLines(finding, colors),
					"",
				]),
				...more(report, colors),
			];
	if (!values.quiet)
		lines.push(...summary(report, colors), ...nextAfterCheck(report, settings));
	print(lines);
}

export function showPrepared(
	report: Report,
	settings: DataSettings,
	wrote: boolean,
): void {
	const { values } = settings;
	const colors = paint(process.stdout, values.noColor);
	const lines = statistics(report, colors);
	if (!values.quiet) {
		lines.push(
			...summary(report, colors),
			"",
			...outcome(report, settings, wrote, colors),
		);
	}
	print(lines);
}

function print(lines: string[]): void {
	if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
}

/** Wider excerpts are hard to take in, whatever the terminal could show. */
const WIDEST = 120;

function findingLines(finding: Diagnostic, colors: Paint): string[] {
	const {
		file,
		line,
		column,
		severity,
		rule,
		message,
		excerpt,
		mark,
		help,
		fix,
		related,
	} = finding;
	const place = colors.bold(`${printable(file)}:${line}:${column}:`);
	const lines = [
		`${place} ${colors.severity(severity, `${severity}[${rule}]`)} ${printable(message)}`,
	];
	if (excerpt) {
		const columns = Math.min(process.stdout.columns || 100, WIDEST) - 5;
		const drawn = draw(excerpt, mark, columns);
		lines.push(`  ${colors.dim("|")} ${drawn.line}`);
		lines.push(
			`  ${colors.dim("|")} ${colors.severity(severity, drawn.carets)}`,
		);
	}
	for (const other of related ?? [])
		lines.push(
			`  ${colors.dim("=")} see: ${printable(other.file)}:${other.line}`,
		);
	if (help) lines.push(`  ${colors.dim("=")} help: ${printable(help)}`);
	if (fix?.safe) {
		const title = printable(fix.title);
		lines.push(
			`  ${colors.dim("=")} ${colors.green("fix")}: ${title} (tuneset prepare --fix)`,
		);
	}
	return lines;
}

function more(report: Report, colors: Paint): string[] {
	const lines = byWeight(report).flatMap(([name, rule]) => {
		const shown = told(rule);
		if (rule.count <= shown) return [];
		const rest = count(rule.count - shown);
		return [`  ${colors.severity(rule.severity)}[${name}] ${rest} more`];
	});
	if (lines.length === 0) return [];
	return ["Not shown (--max-examples all shows every finding):", ...lines, ""];
}

function statistics(report: Report, colors: Paint): string[] {
	const rows = byWeight(report);
	if (rows.length === 0) return [];
	const width = Math.max(...rows.map(([, rule]) => count(rule.count).length));
	const lines = rows.map(([name, rule]) => {
		const severity = colors.severity(rule.severity, rule.severity.padEnd(7));
		const fixed = rule.fixed > 0 ? `  ${count(rule.fixed)} fixed` : "";
		return `${count(rule.count).padStart(width)}  ${severity}  ${name}${colors.dim(fixed)}`;
	});
	return [...lines, ""];
}

const WEIGHT: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

function byWeight(report: Report) {
	return Object.entries(report.rules)
		.filter(([, rule]) => rule.count > 0)
		.sort(
			([, a], [, b]) =>
				WEIGHT[a.severity] - WEIGHT[b.severity] || b.count - a.count,
		);
}

const VERDICTS = {
	ready: { severity: undefined, text: "Ready" },
	"ready-with-warnings": { severity: "warning", text: "Ready, with warnings" },
	"not-ready": { severity: "error", text: "Not ready" },
} as const;

function summary(report: Report, colors: Paint): string[] {
	const { counts, files, readiness, model } = report;
	const size = files.reduce((sum, file) => sum + file.bytes, 0);
	const [first] = files;
	const name =
		files.length === 1 && first
			? printable(first.name)
			: counted(files.length, "file");
	const verdict = VERDICTS[readiness.verdict];
	const word = verdict.severity
		? colors.severity(verdict.severity, verdict.text)
		: colors.green(verdict.text);
	const against = model
		? ` for ${model.name} (rules of ${model.asOf})`
		: report.format
			? ` by the rules of the ${report.format} format (name a model with --model for its limits)`
			: "";
	const found = [
		counted(counts.errors, "error"),
		counted(counts.warnings, "warning"),
		...(counts.infos > 0 ? [counted(counts.infos, "note")] : []),
	];
	return [
		...converted(report),
		`${name}: ${counted(counts.lines, "line")}, ${counted(counts.records, "record")}, ${bytes(size)}; ${found.join(", ")}`,
		`${word}${against}${readiness.reasons.length > 0 ? ":" : "."}`,
		...readiness.reasons.map(
			({ severity, message }) =>
				`  ${colors.severity(severity, severity.padEnd(7))}  ${printable(message)}`,
		),
	];
}

/** What was made of what, and what was lost on the way. */
function converted({ conversion }: Report): string[] {
	if (!conversion) return [];
	const { to, from, notConverted, lost } = conversion;
	const list = (counts: Record<string, number>) =>
		Object.entries(counts)
			.map(([name, number]) => `${count(number)} ${printable(name)}`)
			.join(", ");
	const number = Object.values(from).reduce((sum, some) => sum + some, 0);
	const line = [
		number > 0
			? `converted to ${to}: ${list(from)}`
			: `nothing to convert to ${to}`,
	];
	if (notConverted > 0)
		line.push(`${counted(notConverted, "record")} could not be`);
	if (Object.keys(lost).length > 0) line.push(`left behind: ${list(lost)}`);
	return [line.join("; ")];
}

function nextAfterCheck(report: Report, settings: DataSettings): string[] {
	const { counts, rules, convertible } = report;
	const toConvert = (convertible?.from ?? []).reduce(
		(sum, { records }) => sum + records,
		0,
	);
	const { files, values } = settings;
	const fixable = Object.values(rules).some(
		({ severity, examples }) =>
			severity === "error" && examples.some(({ fix }) => fix?.safe),
	);
	if (counts.valid === 0 && !fixable && !convertible) return [];
	const command = ["tuneset prepare", ...files.map(quoted)];
	if (values.model) command.push("--model", values.model);
	if (fixable) command.push("--fix");
	if (typeof values.convert === "string")
		command.push("--convert", values.convert);
	else if (values.convert || convertible) command.push("--convert");
	command.push("--out prepared");
	const does = [
		...(fixable ? ["repair what can be repaired safely"] : []),
		...(convertible ? [`convert to ${convertible.to}`] : []),
		...(counts.invalid > toConvert
			? [`leave out ${fixable ? "other " : ""}records with errors`]
			: []),
		"drop copies and split",
	].join(", ");
	return ["", `Next, to ${does}:`, `  ${command.join(" ")}`];
}

function quoted(file: string): string {
	return /^[\w@%+=:,./\\-]+$/.test(file)
		? file
		: `'${file.replaceAll("'", "'\\''")}'`;
}

const REASONS: Record<string, string> = {
	invalid: "with errors",
	duplicate: "copies",
	"blank-line": "blank",
};

function outcome(
	report: Report,
	{ values }: DataSettings,
	wrote: boolean,
	colors: Paint,
): string[] {
	const { split, counts } = report;
	if (!split || split.train.records === 0)
		return ["No record is left to train on, so nothing was written."];
	const { train, validation, setAside } = split;
	const parts = [`${count(train.records)} train`];
	if (validation) parts.push(`${count(validation.records)} validation`);
	const reasons = Object.entries(setAside.byReason)
		.filter(([, number]) => number > 0)
		.map(([reason, number]) => `${count(number)} ${REASONS[reason] ?? reason}`);
	parts.push(
		`${count(setAside.records)} set aside${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`,
	);
	const blank =
		counts.blank > 0 ? ` and ${counted(counts.blank, "blank line")}` : "";
	const lines = [
		`${counted(counts.records, "record")}${blank} = ${parts.join(" + ")}`,
	];
	if (split.note) lines.push(printable(split.note));
	lines.push(
		"",
		wrote
			? `Written to ${printable(values.out ?? "")}:`
			: "Nothing was written (--dry-run). It would be:",
	);
	const rows: [string, string, string, string][] = [
		row("train.jsonl", train),
		...(validation ? [row("validation.jsonl", validation)] : []),
		row("set-aside.jsonl", setAside),
	];
	const widths = [0, 1, 2].map((column) =>
		Math.max(...rows.map((cells) => cells[column].length)),
	);
	for (const [name, records, size, sha256] of rows) {
		const line = `  ${name.padEnd(widths[0])}  ${records.padStart(widths[1])}  ${size.padStart(widths[2])}  ${colors.dim(sha256)}`;
		lines.push(line.trimEnd());
	}
	lines.push(`  ${"report.json".padEnd(widths[0])}`.trimEnd());
	return lines;
}

function row(
	name: string,
	output: { records: number; bytes?: number; sha256?: string },
): [string, string, string, string] {
	return [
		name,
		counted(output.records, "record"),
		output.bytes === undefined ? "" : bytes(output.bytes),
		output.sha256 === undefined ? "" : `sha256 ${output.sha256}`,
	];
}
