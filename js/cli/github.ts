/** Findings as workflow commands of GitHub Actions, which shows each at its line of the file. */

import { inRecord } from "../text/place.ts";
import { moreOf, unshown } from "../text/unshown.ts";
import type { Report, Severity } from "../types/index.ts";
import { githubData, githubProperty } from "./escape.ts";
import { inOrder, leading } from "./findings.ts";

const COMMANDS: Record<Severity, string> = {
	error: "error",
	warning: "warning",
	info: "notice",
};

export function githubLines(report: Report): string[] {
	const lines = leading(report, Number.POSITIVE_INFINITY)
		.filter(({ fixed }) => !fixed)
		.map((finding) => {
			const { severity, file, line, column, rule, message, help } = finding;
			const within = inRecord(finding);
			return command(
				COMMANDS[severity],
				{ file, line, col: column, title: `tuneset ${rule}` },
				within ? `${within}: ${message}` : message,
				help,
			);
		});
	for (const [rule, found] of inOrder(report))
		for (const left of unshown(found, found.examples))
			if (left.severity !== "fixed")
				lines.push(
					command(
						COMMANDS[left.severity],
						{ title: `tuneset ${rule}` },
						`${moreOf(left)} not shown; --max-examples all lists them`,
					),
				);
	for (const { severity, message } of report.readiness.reasons)
		lines.push(
			command(COMMANDS[severity], { title: "tuneset readiness" }, message),
		);
	return lines;
}

function command(
	name: string,
	properties: Record<string, string | number>,
	...paragraphs: string[]
): string {
	const listed = Object.entries(properties).map(
		([key, value]) => `${key}=${githubProperty(String(value))}`,
	);
	return `::${name} ${listed.join(",")}::${githubData(...paragraphs.filter(Boolean))}`;
}
