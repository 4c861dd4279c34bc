/** The report for people: one page of HTML that needs nothing else and prints on two sheets. */

import type { Diagnostic, Report, RuleInfo } from "../types/index.ts";
import { duplicateKinds } from "./duplicate-kinds.ts";
import { type Html, html } from "./html.ts";
import { about, bytes, count, counted } from "./numbers.ts";
import { OUTPUT_FILES } from "./output-files.ts";
import { byPlace } from "./place.ts";
import { classesChart, splitBar, tokensChart } from "./report-charts.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { reasonsInWords } from "./set-aside.ts";
import { byRule, stateOf } from "./severity.ts";
import { type RuleRow, rowsOf } from "./unshown.ts";
import { readinessTitle } from "./verdicts.ts";

type Rules = readonly Pick<RuleInfo, "name" | "summary">[];

/** Makes the whole page. It has no date, so that the same data and settings give the same bytes. */
export function reportPage(report: Report, rules: Rules): string {
	const title = `Tuneset report: ${names(report)}`;
	return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
${html`<title>${title}</title>`.text}
<style>${REPORT_STYLE}</style>
<body>
${reportBody(report, rules).text}
</body>
</html>
`;
}

/** What the page shows. */
export function reportBody(report: Report, rules: Rules): Html {
	const { model, readiness, tool } = report;
	const target = model ? ` for ${model.name}` : "";
	const isPart = report.complete
		? undefined
		: html`<p><b>Partial:</b> the check was stopped before the end of the data.</p>`;
	return html`<main>
<p class="quiet">Tuneset report · ${names(report)}</p>
<h1 class="${readiness.verdict}">${readinessTitle(report)}${target}</h1>
${isPart}${splitBar(report)}
<ul class="reasons">${readiness.reasons.map(
		({ severity, message }) =>
			html`<li class="${severity}"><b>${severity}</b> ${message}</li>`,
	)}</ul>
${section("What was done", list(done(report)))}
<h2>Figures</h2>
<dl>${figures(report).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${tokensChart(report)}
${classesChart(report)}
${issues(report, rules)}
${section("Next steps", steps(report))}
${files(report)}
<p class="quiet">Made by Tuneset ${tool.version} on the user's own machine; nothing was uploaded.${model ? ` Rules of ${model.name} as of ${model.asOf}.` : ""} Token counts are estimates.</p>
</main>`;
}

const names = ({ files }: Pick<Report, "files">): string =>
	files.length > 3
		? counted(files.length, "file")
		: files.map(({ name }) => name).join(", ");

const section = (title: string, content: Html | undefined) =>
	content && html`<h2>${title}</h2>${content}`;

const list = (lines: string[]): Html | undefined =>
	lines.length === 0
		? undefined
		: html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;

/** What became of the data on the way to the outputs. */
function done({
	conversion,
	rules,
	edits,
	files,
	split,
	overlap,
}: Report): string[] {
	const lines: string[] = [];
	if (conversion) {
		for (const [layout, records] of Object.entries(conversion.from))
			lines.push(
				`Converted ${counted(records, `${layout} record`)} to ${conversion.to}.`,
			);
		for (const [part, times] of Object.entries(conversion.lost))
			lines.push(`Lost in conversion: ${part} (${count(times)}).`);
		if (conversion.notConverted > 0)
			lines.push(
				`Not converted: ${counted(conversion.notConverted, "record")}.`,
			);
	}
	for (const [name, { fixed }] of Object.entries(rules))
		if (fixed > 0) lines.push(`Fixed ${counted(fixed, "issue")} of ${name}.`);
	if (edits) lines.push(`Edited ${counted(edits.records, "record")} by hand.`);
	if (overlap?.dropped)
		lines.push(
			`Dropped ${counted(overlap.dropped, "record")} on both sides of the leakage check.`,
		);
	if (!split) return lines;
	for (const [reason, rows] of reasonsInWords(split.setAside))
		lines.push(`Excluded ${counted(rows, "line")}: ${reason}.`);
	if (split.validation) {
		const sides = `${count(split.train.records)} train, ${count(split.validation.records)} validation`;
		lines.push(
			files.some(({ validation }) => validation)
				? `Validation file of your own: ${sides}.`
				: `Split with seed ${split.seed}: ${sides}; ${leakage(split.leakage)}.`,
		);
	}
	return lines;
}

const leakage = (records: number): string =>
	records === 0
		? "no duplicates across the two"
		: `${counted(records, "record")} with a duplicate on the other side`;

function figures({ counts, stats, duplicates, overlap }: Report) {
	const { tokens, labels, systemPrompt } = stats;
	const figures: [string, string][] = [
		["Records", count(counts.records)],
		["Valid", count(counts.valid)],
		["Errors", count(counts.errors)],
		["Warnings", count(counts.warnings)],
	];
	if (counts.valid > 0) {
		figures.push(
			[
				"Tokens, estimated",
				`${about(tokens.likely)} (${about(tokens.low)}–${about(tokens.high)})`,
			],
			[
				"Tokens per record",
				`median ${count(tokens.median)}, p95 ${count(tokens.p95)}`,
			],
		);
		if (tokens.longest)
			figures.push([
				"Longest record",
				`${counted(tokens.longest.tokens, "token")}${tokens.limit === undefined ? "" : ` of ${count(tokens.limit)} at most`}`,
			]);
	}
	figures.push(["Duplicates", duplicateKinds(duplicates) || "none"]);
	if (overlap)
		figures.push([
			"Leakage",
			`${count(overlap.leaking)} of ${counted(overlap.records, "record")} of ${names(overlap)}`,
		]);
	if (labels?.lookLikeClasses && labels.distinct)
		figures.push(["Classes", count(labels.distinct)]);
	if (systemPrompt)
		figures.push([
			"System prompts",
			`${count(systemPrompt.distinct)} in ${counted(systemPrompt.records, "record")}`,
		]);
	return figures;
}

function issues(report: Report, rules: Rules): Html {
	const rows = rowsOf(Object.entries(report.rules).sort(byRule(rules))).filter(
		({ severity }) => severity !== "fixed",
	);
	if (rows.length === 0) return html`<h2>Issues</h2><p>No issues found.</p>`;
	const summaries = new Map(rules.map(({ name, summary }) => [name, summary]));
	return html`<h2>Issues</h2><table>
<thead><tr><th scope="col">Severity</th><th scope="col">Issue, and the first examples</th><th scope="col">Count</th></tr></thead>
${rows.map((one) => issueRow(one, summaries.get(one.name), report))}</table>`;
}

/** Examples of a rule that the page shows. */
const EXAMPLES = 3;

function issueRow(
	{ name, severity, count: some }: RuleRow,
	summary: string | undefined,
	report: Report,
): Html {
	const title = summary?.replace(/\.$/, "");
	const found = report.rules[name]?.examples ?? [];
	const shown = found
		.filter((one) => stateOf(one) === severity)
		.sort(byPlace(report))
		.slice(0, EXAMPLES);
	const isOfSeveral = report.files.length > 1;
	return html`<tr><td class="short ${severity}">${severity}</td><td>${title} <code>${name}</code>${shown.map((one) => example(one, isOfSeveral))}</td><td>${count(some)}</td></tr>`;
}

function example(one: Diagnostic, isOfSeveral: boolean): Html {
	const file = isOfSeveral ? `${one.file}, ` : "";
	const place = one.record?.number
		? `record ${count(one.record.number)}`
		: `line ${count(one.line)}`;
	return html`<p class="quiet">${file + place}: ${one.message}</p>`;
}

function steps({ nextSteps }: Report): Html | undefined {
	if (nextSteps.length === 0) return undefined;
	return html`<ol>${nextSteps.map(
		({ text, effect }) => html`<li><b>${text}</b>: ${effect}</li>`,
	)}</ol>`;
}

function files({ files, split }: Report): Html {
	const inputs = files.map(
		({ name, lines, bytes: size }) =>
			html`<tr><td>${name}</td><td>${counted(lines, "line")}</td><td>${bytes(size)}</td></tr>`,
	);
	const written = (["train", "validation", "setAside"] as const).flatMap(
		(kind) => {
			const output = split?.[kind];
			return output?.sha256
				? [
						html`<tr><td>${OUTPUT_FILES[kind]}</td><td>${counted(output.records, "record")}</td><td>${bytes(output.bytes ?? 0)}</td></tr><tr><td colspan="3" class="quiet">SHA-256 <code>${output.sha256}</code></td></tr>`,
					]
				: [];
		},
	);
	const outputs =
		written.length > 0
			? html`<h2>Files written</h2><table>${written}</table>`
			: undefined;
	return html`<h2>Files checked</h2><table>${inputs}</table>${outputs}`;
}
