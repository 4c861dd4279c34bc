/** The report as a SARIF 2.1.0 log, which code scanning services and editors read. */

import { inRecord } from "../text/place.ts";
import { moreOf, unshown } from "../text/unshown.ts";
import type { Diagnostic, Report, Severity } from "../types/index.ts";
import { rules, version } from "../types/registry.ts";
import { unfixed } from "./findings.ts";
import { fixes, type Read } from "./sarif-fix.ts";

const LEVELS: Record<Severity, "error" | "warning" | "note"> = {
	error: "error",
	warning: "warning",
	info: "note",
};

/** @param read the files, a second time: fixes are given in their lines and columns */
export async function sarifLog(report: Report, read: Read): Promise<object> {
	const indexes = new Map(rules.map(({ name }, index) => [name, index]));
	const results: object[] = [];
	for (const finding of unfixed(report)) {
		const { rule, severity, message, help } = finding;
		const uri = reference(finding.file);
		results.push({
			ruleId: rule,
			ruleIndex: indexes.get(rule),
			level: LEVELS[severity],
			message: { text: [message, help].join("\n").trim() },
			locations: [location(finding, uri)],
			fixes: await fixes(finding, report, uri, read),
		});
	}
	return {
		version: "2.1.0",
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		runs: [
			{
				tool: {
					driver: {
						name: "Tuneset",
						semanticVersion: version,
						rules: rules.map(({ name, summary, docs, severity }) => ({
							id: name,
							shortDescription: { text: summary },
							help: { text: docs, markdown: docs },
							defaultConfiguration: { level: LEVELS[severity] },
						})),
					},
				},
				columnKind: "utf16CodeUnits",
				invocations: [
					{
						executionSuccessful: report.complete,
						toolExecutionNotifications: notListed(report),
					},
				],
				results,
				properties: {
					verdict: report.readiness.verdict,
					reasons: report.readiness.reasons,
					counts: report.counts,
				},
			},
		],
	};
}

function location(finding: Diagnostic, uri: string): object {
	const { line, column, byteOffset, byteLength, excerpt, pointer } = finding;
	const within = inRecord(finding);
	return {
		...(within && { message: { text: within } }),
		physicalLocation: {
			artifactLocation: { uri },
			region: {
				startLine: line,
				startColumn: column,
				byteOffset,
				byteLength,
				...(excerpt && { snippet: { text: excerpt } }),
			},
		},
		...(pointer && {
			logicalLocations: [{ fullyQualifiedName: pointer, kind: "value" }],
		}),
	};
}

/** A path as a URI reference: services resolve it against the root of the repository. */
function reference(file: string): string {
	return file
		.replaceAll("\\", "/")
		.split("/")
		.map(encodeURIComponent)
		.join("/");
}

/** Notes the rules that have more findings than the log lists. */
function notListed(report: Report): object[] {
	return Object.entries(report.rules).flatMap(([name, rule]) =>
		unshown(rule, rule.examples)
			.filter(({ severity }) => severity !== "fixed")
			.map((left) => ({
				level: "note",
				associatedRule: { id: name },
				message: {
					text: `${moreOf(left)} of ${name} ${left.count === 1 ? "is" : "are"} not listed; --max-examples all lists them.`,
				},
			})),
	);
}
