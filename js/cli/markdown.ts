/** The report as Markdown: for a pull request or the summary of a workflow. */

import { bytes, count, counted, share } from "../text/numbers.ts";
import { inRecord, placeOf } from "../text/place.ts";
import { moreOf, rowsOf } from "../text/unshown.ts";
import { readinessTitle } from "../text/verdicts.ts";
import type { Diagnostic, Report } from "../types/index.ts";
import {
	markdownCellCode as cellCode,
	markdownCode as code,
	markdownText as text,
} from "./escape.ts";
import { inOrder, leading, leftOut } from "./findings.ts";
import { comparedWith, levels } from "./overlap.ts";

export function markdown(report: Report): string[] {
	const { model, format, readiness } = report;
	const against = model
		? ` for ${model.name} (rules of ${model.asOf})`
		: format && readiness.verdict === "not-ready"
			? ` by the rules of the ${format} format`
			: "";
	return [
		`## Tuneset: ${readinessTitle(report)}${against}`,
		"",
		...readiness.reasons.map(
			({ severity, message }) => `- **${severity}** ${text(message)}`,
		),
		...(readiness.reasons.length > 0 ? [""] : []),
		...nextSteps(report),
		...filesTable(report),
		"",
		...overlapTable(report),
		...rulesTable(report),
		...details(report),
	];
}

function nextSteps({ nextSteps }: Report): string[] {
	if (nextSteps.length === 0) return [];
	const lines = nextSteps.map(
		({ text: step, effect, option }, at) =>
			`${at + 1}. **${text(step)}**${option ? ` (${code(option.join(" "))})` : ""}: ${text(effect)}`,
	);
	return ["### Next steps", "", ...lines, ""];
}

function filesTable({ files, counts }: Report): string[] {
	const rows = files.map(
		({ name, lines, bytes: size }) =>
			`| ${cellCode(name)} | ${count(lines)} | ${bytes(size)} |`,
	);
	return [
		"| file | lines | size |",
		"| --- | ---: | ---: |",
		...rows,
		"",
		`${counted(counts.records, "record")}: ${count(counts.valid)} valid, ${count(counts.invalid)} with errors.`,
	];
}

function overlapTable({ overlap }: Report): string[] {
	if (!overlap) return [];
	const rows = levels(overlap).map(
		([level, number]) =>
			`| ${level} | ${count(number)} | ${share(number, overlap.records)} |`,
	);
	const of = `${counted(overlap.records, "record")} of ${text(comparedWith(overlap))}`;
	return [
		`| Also in this data, of ${of} (cumulative) | count | share |`,
		"| --- | ---: | ---: |",
		...rows,
		"",
	];
}

function rulesTable(report: Report): string[] {
	const broken = inOrder(report);
	if (broken.length === 0) return ["No issues found."];
	return [
		"| severity | rule | count | first |",
		"| --- | --- | ---: | --- |",
		...rowsOf(broken).map(({ severity, name, count: some, first }) => {
			const place = first ? cellCode(placeInTable(first)) : "";
			return `| ${severity} | ${code(name)} | ${count(some)} | ${place} |`;
		}),
	];
}

function details(report: Report): string[] {
	const kept = leading(report, Number.POSITIVE_INFINITY);
	if (kept.length === 0) return [];
	const all = Object.values(report.rules).reduce(
		(sum, rule) => sum + rule.count,
		0,
	);
	const title =
		all > kept.length
			? `The first ${count(kept.length)} of ${count(all)} findings`
			: counted(all, "finding");
	return [
		"",
		`<details><summary>${title}</summary>`,
		"",
		...kept.map((finding) => {
			const { severity, rule, message, help, fixed } = finding;
			const place = code(placeOf(finding));
			return `- ${place} ${fixed ? "fixed" : severity} ${code(rule)}: ${text(message)}${help ? ` *${text(help)}*` : ""}`;
		}),
		"",
		...left(report, kept),
		"</details>",
	];
}

const placeInTable = (found: Diagnostic): string => {
	const within = inRecord(found);
	return within ? `${found.file}: ${within}` : `${found.file}:${found.line}`;
};

/** What the list leaves out, by severity and rule. */
function left(report: Report, kept: readonly Diagnostic[]): string[] {
	const lines = leftOut(report, kept).map(
		(one) => `- ${moreOf(one)} of ${code(one.name)} not shown`,
	);
	return lines.length > 0 ? [...lines, ""] : [];
}
