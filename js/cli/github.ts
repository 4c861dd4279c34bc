/** Findings as workflow commands of GitHub Actions, which shows each at its line of the file. */

import { affectedRecords } from "../text/affected.ts";
import { count } from "../text/numbers.ts";
import type { Report, Severity } from "../types/index.ts";
import { githubData, githubProperty } from "./escape.ts";
import { leading } from "./findings.ts";

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
			return command(
				COMMANDS[severity],
				{ file, line, col: column, title: `tuneset ${rule}` },
				message,
				help,
			);
		});
	for (const [rule, found] of Object.entries(report.rules)) {
		const { severity, fixed, examples } = found;
		const repaired = examples.filter((example) => example.fixed).length;
		const rest = found.count - fixed - (affectedRecords(found) - repaired);
		if (rest > 0)
			lines.push(
				command(
					COMMANDS[severity],
					{ title: `tuneset ${rule}` },
					`${count(rest)} more; --max-examples all lists them`,
				),
			);
	}
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
