/** The report as text: findings, errors first, then a summary and the next step. */

import { bytes, count, counted } from "../text/numbers.ts";
import { OUTPUT_FILES } from "../text/output-files.ts";
import { placeOf, recordOf } from "../text/place.ts";
import { preview, side } from "../text/preview.ts";
import { reasonsInWords } from "../text/set-aside.ts";
import { readinessTitle } from "../text/verdicts.ts";
import type { Diagnostic, Report, Split } from "../types/index.ts";
import type { DataSettings } from "./arguments.ts";
import { logLine, printable } from "./escape.ts";
import { draw } from "./excerpt.ts";
import { findings, inOrder, leading, leftOut } from "./findings.ts";
import { nextAfterCheck, nextAfterPrepare } from "./next.ts";
import { output } from "./output.ts";
import { overlapLines } from "./overlap.ts";
import { repeatingKeys } from "./repeating-keys.ts";
import { shares } from "./strata.ts";
import { type Paint, paint } from "./terminal.ts";

export function showCheck(report: Report, settings: DataSettings): void {
	const { values } = settings;
	const colors = paint(process.stdout, values);
	const shown = leading(report, values.maxExamples);
	const lines = values.statistics
		? statistics(report, colors)
		: [
				...shown.flatMap((finding) => [...findingLines(finding, colors), ""]),
				...more(report, shown, colors),
			];
	if (!values.quiet)
		lines.push(
			...summary(report, colors),
			...fixable(report),
			...repeatingKeys(report),
			...nextAfterCheck(report, settings),
		);
	print(lines);
}

export function showPrepared(
	report: Report,
	settings: DataSettings,
	wrote: boolean,
): void {
	const { values } = settings;
	const colors = paint(process.stdout, values);
	const lines = [...guesses(report, colors), ...statistics(report, colors)];
	if (!values.quiet) {
		lines.push(
			...summary(report, colors, wrote),
			...fixable(report),
			"",
			...outcome(report, settings, wrote, colors),
			...nextAfterPrepare(report, settings),
		);
	}
	print(lines);
}

function print(lines: string[]): void {
	output.lines(lines.map(logLine));
}

/** Wider excerpts are hard to take in, whatever the terminal could show. */
const WIDEST = 120;

function findingLines(finding: Diagnostic, colors: Paint): string[] {
	const { severity, rule, message, help } = finding;
	const { excerpt, highlight, fix, fixed, related } = finding;
	const place = colors.bold(`${printable(placeOf(finding))}:`);
	const what = fixed
		? colors.green(`fixed[${rule}]`)
		: colors.severity(severity, `${severity}[${rule}]`);
	const star = fix?.safe && !fixed ? ` ${colors.green("[*]")}` : "";
	const lines = [`${place} ${what} ${printable(message)}${star}`];
	const bar = (text: string) => `  ${colors.dim("|")} ${text}`;
	const note = (text: string) => `  ${colors.dim("=")} ${text}`;
	if (fixed && fix?.edits && excerpt) {
		lines.push(...changes(finding, columns() - 2, colors).map(bar));
	} else if (excerpt) {
		const drawn = draw(excerpt, highlight, columns());
		lines.push(bar(drawn.line), bar(colors.severity(severity, drawn.carets)));
	}
	for (const other of related ?? [])
		lines.push(note(`see: ${printable(recordOf(other))}`));
	if (help && !fixed) lines.push(note(`help: ${printable(help)}`));
	if (fix) {
		const title = `${colors.green(fix.safe ? "fix" : "guess")}: ${printable(fix.title)}`;
		const how = fix.safe ? "--fix" : "--unsafe-fixes";
		lines.push(note(fixed ? title : `${title} (tuneset prepare ${how})`));
	}
	return lines;
}

function columns(): number {
	return Math.min(process.stdout.columns || 100, WIDEST) - 5;
}

/** The excerpt before and after its fix. */
function changes(
	{ excerpt, highlight, byteOffset, fix }: Diagnostic,
	width: number,
	colors: Paint,
): string[] {
	const encoder = new TextEncoder();
	const start =
		byteOffset - encoder.encode(excerpt.slice(0, highlight[0])).length;
	const edits = fix?.edits ?? [];
	const { pieces, elsewhere } = preview(encoder.encode(excerpt), start, edits);
	const first = pieces.findIndex(({ kind }) => kind !== "same");
	const line = (of: "before" | "after") => {
		const decoder = new TextDecoder();
		const texts = side(pieces, of).map(({ bytes }) => decoder.decode(bytes));
		const at = texts.slice(0, first).join("").length;
		return draw(texts.join(""), [at, at], width).line;
	};
	const more =
		elsewhere > 0 ? [`  and ${counted(elsewhere, "place")} more`] : [];
	return [
		colors.severity("error", `- ${line("before")}`),
		colors.green(`+ ${line("after")}`),
		...more,
	];
}

/** Guesses: they are always shown, whatever is written. */
function guesses(report: Report, colors: Paint): string[] {
	const found = findings(report).filter(
		({ fix, fixed }) => fixed && fix && !fix.safe,
	);
	const shown = found.flatMap((finding) => [
		...findingLines(finding, colors),
		"",
	]);
	const all = Object.entries(report.rules)
		.filter(([, { examples }]) =>
			examples.some(({ fix, fixed }) => fixed && !fix?.safe),
		)
		.filter(([, { count, examples }]) => count > examples.length)
		.map(([name]) => name);
	if (all.length > 0)
		shown.push(
			`Not every guess at ${all.join(", ")} is shown; --max-examples all shows them.`,
			"",
		);
	return shown;
}

/** As linters close: what could be repaired, and how. */
function fixable({ rules }: Report): string[] {
	let [safe, guesses] = [0, 0];
	for (const { fixable } of Object.values(rules)) {
		safe += fixable.safe;
		guesses += fixable.unsafe;
	}
	if (safe + guesses === 0) return [];
	return safe === 0
		? [`${count(guesses)} fixable with --unsafe-fixes, each by a guess.`]
		: [
				`[*] ${count(safe)} fixable with --fix${guesses > 0 ? `, ${count(guesses)} more with --unsafe-fixes` : ""}.`,
			];
}

function more(
	report: Report,
	shown: readonly Diagnostic[],
	colors: Paint,
): string[] {
	const lines = leftOut(report, shown).map(
		({ name, severity, text }) =>
			`  ${severity === "fixed" ? colors.green(severity) : colors.severity(severity, severity)}[${name}] ${text}`,
	);
	if (lines.length === 0) return [];
	return ["Not shown (--max-examples all shows every finding):", ...lines, ""];
}

function statistics(report: Report, colors: Paint): string[] {
	const rows = inOrder(report);
	if (rows.length === 0) return [];
	const width = Math.max(...rows.map(([, rule]) => count(rule.count).length));
	const lines = rows.map(([name, rule]) => {
		const severity = colors.severity(rule.severity, rule.severity.padEnd(7));
		const fixed = rule.fixed > 0 ? `  ${count(rule.fixed)} fixed` : "";
		return `${count(rule.count).padStart(width)}  ${severity}  ${name}${colors.dim(fixed)}`;
	});
	return [...lines, ""];
}

const SEVERITIES = {
	ready: undefined,
	"ready-with-warnings": "warning",
	"not-ready": "error",
} as const;

/** Sums up; `judgesOutputs` is true if the verdict is on what was written, and not on the files as they are. */
function summary(
	report: Report,
	colors: Paint,
	judgesOutputs = true,
): string[] {
	const { counts, files, readiness, model } = report;
	const size = files.reduce((sum, file) => sum + file.bytes, 0);
	const [first] = files;
	const name =
		files.length === 1 && first
			? printable(first.name)
			: counted(files.length, "file");
	const title = readinessTitle(report);
	const severity = SEVERITIES[readiness.verdict];
	const word = severity
		? colors.severity(severity, title)
		: colors.green(title);
	const isFiles = !judgesOutputs && readiness.verdict === "not-ready";
	const asItIs = isFiles ? " as it is" : "";
	const against = model
		? ` for ${model.name} (rules of ${model.asOf})`
		: report.format && readiness.verdict === "not-ready"
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
		`${word}${asItIs}${against}${readiness.reasons.length > 0 ? ":" : "."}`,
		...readiness.reasons.map(
			({ severity, message }) =>
				`  ${colors.severity(severity, severity.padEnd(7))}  ${printable(message)}`,
		),
		...classes(report),
		...sharedMedia(report),
		...overlapLines(report, colors),
	];
}

/** Classes that are named in one line. */
const CLASSES_NAMED = 6;

/** Classes of the answers, if there are any, in one line. */
function classes({ stats: { labels } }: Report): string[] {
	if (!labels?.lookLikeClasses || !labels.classes || !labels.field) return [];
	const named = labels.classes
		.slice(0, CLASSES_NAMED)
		.map(({ label, records }) => `${printable(label)} ${count(records)}`);
	const rest = (labels.distinct ?? 0) - named.length;
	if (rest > 0) named.push(`${count(rest)} more`);
	return [`Classes (${printable(labels.field)}): ${named.join(", ")}`];
}

/** Media that several records name. */
function sharedMedia({ duplicates: { media } }: Report): string[] {
	if (!media) return [];
	const { files, records, keptTogether } = media;
	const shared = `${counted(files, "image, video or document is", "images, videos or documents are")} named by ${counted(records, "record")}`;
	return [
		keptTogether
			? `${shared}; the records of each stay on one side of a split (unless --media-groups off)`
			: `${shared}, which a split may part (--media-groups off)`,
	];
}

/** Layouts that were converted, and the parts that were lost. */
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

function outcome(
	report: Report,
	{ values }: DataSettings,
	wrote: boolean,
	colors: Paint,
): string[] {
	const { split, counts } = report;
	if (!split || split.train.records === 0) {
		const { convertible } = report;
		return [
			"No valid records left to train on, so nothing was written.",
			...(convertible
				? [`With --convert the records become ${convertible.to}.`]
				: []),
		];
	}
	const { train, validation, setAside } = split;
	const parts = [`${count(train.records)} train`];
	if (validation) parts.push(`${count(validation.records)} validation`);
	const reasons = reasonsInWords(setAside).map(
		([reason, rows]) => `${count(rows)} ${reason}`,
	);
	parts.push(
		`${count(setAside.records)} set aside${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`,
	);
	const rest = [
		...(counts.blank > 0 ? [counted(counts.blank, "blank line")] : []),
		...(counts.comments > 0 ? [counted(counts.comments, "comment")] : []),
	];
	const all = [counted(counts.records, "record"), ...rest].join(" and ");
	const lines = [`${all} = ${parts.join(" + ")}`];
	if (report.edits)
		lines.push(
			`${counted(report.edits.records, "record")} read as edited (--decisions)`,
		);
	if (split.note) lines.push(printable(split.note));
	lines.push(...groups(split), ...repeatingKeys(report), ...shares(split));
	lines.push(
		"",
		wrote
			? `Written to ${printable(values.out ?? "")}:`
			: "Nothing was written (--dry-run). It would be:",
	);
	const rows: [string, string, string, string][] = [
		row(OUTPUT_FILES.train, train),
		...(validation ? [row(OUTPUT_FILES.validation, validation)] : []),
		row(OUTPUT_FILES.setAside, setAside),
	];
	const widths = [0, 1, 2].map((column) =>
		Math.max(...rows.map((cells) => cells[column].length)),
	);
	for (const [name, records, size, sha256] of rows) {
		const line = `  ${name.padEnd(widths[0])}  ${records.padStart(widths[1])}  ${size.padStart(widths[2])}  ${colors.dim(sha256)}`;
		lines.push(line.trimEnd());
	}
	lines.push(`  ${OUTPUT_FILES.page}`, `  ${OUTPUT_FILES.report}`);
	return lines;
}

/** Groups of the user's pointer. */
function groups({ groupBy }: Split): string[] {
	if (!groupBy || groupBy.groups === 0) return [];
	const { pointer, groups, largest } = groupBy;
	return [
		`Grouped by ${printable(pointer)}: ${counted(groups, "group")}, the largest of ${counted(largest, "record")}`,
	];
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
