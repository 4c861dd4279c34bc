/** `tuneset plan`: from a report to whether, how and at what cost to fine-tune, and the job's request. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { planned } from "../api/planning.ts";
import { loadCatalogue } from "../engine/wasm.ts";
import { show } from "../io/sink.ts";
import { FileSink } from "../node/file-sink.ts";
import { NodeRun, wasmModule } from "../node/run.ts";
import { impossible } from "../text/job.ts";
import type { JobFault, PlanReport, Report, Severity } from "../types/index.ts";
import type { DataSettings } from "./arguments.ts";
import { runOptions } from "./data.ts";
import { inputFiles, inputs } from "./data-files.ts";
import { jsonText, logLine } from "./escape.ts";
import { keyOf } from "./flag.ts";
import { planOptions, type Values } from "./flag-values.ts";
import { flagsOf } from "./flags.ts";
import { FAILING } from "./measured.ts";
import { alone, refuseTaken } from "./out-folder.ts";
import { output } from "./output.ts";
import { PLAN_FLAGS } from "./plan-flags.ts";
import { say } from "./say.ts";
import { UsageError } from "./usage.ts";

export async function plan(
	settings: DataSettings,
	signal: AbortSignal,
): Promise<number> {
	const { values } = settings;
	const known = reportIn(settings.files);
	if (known) refuseIdle(settings);
	const report = known ?? (await check(settings, signal));
	const made = planned(
		loadCatalogue(wasmModule()),
		report,
		planOptions(values),
	);
	const refused = impossible(made.job);
	if (refused.length > 0) sayRefused(refused, values);
	else if (values.out !== undefined) await write(made, values.out, values);
	if (values.format === "json") {
		output.write(`${jsonText(made, 2)}\n`);
	} else {
		const { planText } = await import("./plan-text.ts");
		output.write(`${planText(made, values).map(logLine).join("\n")}\n`);
	}
	return exitCode(made, values);
}

/** Reports are JSON in one piece; data of this size is no report. */
const MOST_BYTES = 2 ** 26;

/** The report that a single file holds, if it does. */
function reportIn(files: string[]): Report | undefined {
	const [file, ...more] = files;
	if (file === undefined || more.length > 0 || !file.endsWith(".json")) return;
	const stat = statSync(file, { throwIfNoEntry: false });
	// A pipe could be read once only.
	if (!stat?.isFile() || stat.size > MOST_BYTES) return;
	try {
		const report = JSON.parse(readFileSync(file, "utf8"));
		return report?.tool?.name === "tuneset" ? report : undefined;
	} catch {
		return; // data, which the check judges
	}
}

/** Options that a report is read with; all others are about checking data. */
const OF_A_REPORT = [
	...["model", "out", "force", "format", "fail-on"],
	...["config", "quiet", "color", "no-color"],
	...PLAN_FLAGS.map(({ name }) => name),
].map((name) => `--${name}`);

function refuseIdle({ files, given }: DataSettings): void {
	const idle = given.find((name) => !OF_A_REPORT.includes(name));
	if (idle !== undefined)
		throw new UsageError(
			`${files[0]} is a report, and ${idle} is about checking data: name the data instead, or leave ${idle} out.`,
		);
}

/** With a split, so that the plan is about the files that `prepare` would write. */
async function check(
	settings: DataSettings,
	signal: AbortSignal,
): Promise<Report> {
	const { files, validationFiles } = inputFiles(settings);
	const sources = inputs(files);
	const { options, progress } = await runOptions(settings, signal);
	const run = new NodeRun(wasmModule(), {
		...options,
		validationFiles,
	});
	try {
		return await run.check(sources);
	} finally {
		progress?.clear();
		run.close();
	}
}

/** Reports options that no job can have on standard error. */
function sayRefused(refused: JobFault[], { out }: Values): void {
	for (const { field, message, help } of refused)
		say(`${optionOf(field)}: ${message} ${help}`.trim());
	if (out !== undefined) say(`nothing was written to ${out}.`);
}

/** The option that fills in a field of the request. */
function optionOf(field: string): string {
	const flag = flagsOf("plan").find((flag) => keyOf(flag) === field);
	if (flag && (flag.plan === "job" || field === "model"))
		return `--${flag.name}`;
	return field.replace(/^hyperparameters\./, "--hyperparameter ");
}

/** The request's documents, and its commands as one script. */
async function write(
	{ job }: PlanReport,
	out: string,
	{ force = false }: Values,
): Promise<void> {
	if (!job)
		throw new UsageError(
			"a job's request is for a model: name it with --model, as in --model nova-lite (`tuneset models` lists them).",
		);
	const files = [...job.documents, { name: "commands.sh", text: job.script }];
	const names = files.map(({ name }) => name);
	refuseTaken(out, names, force);
	await alone(out, names, async (lock) => {
		const sinks: FileSink[] = [];
		try {
			for (const { name, text } of files) {
				const sink = new FileSink(join(out, name), force, lock);
				sinks.push(sink);
				sink.write(new TextEncoder().encode(text));
				sink.finish();
			}
			await show(sinks);
		} catch (error) {
			for (const sink of sinks) sink.abort();
			throw error;
		}
	});
}

function exitCode(
	{ findings, job }: PlanReport,
	{ failOn = "error", out }: Values,
): number {
	const refused = impossible(job);
	// The requested files were not written.
	if (out !== undefined && refused.length > 0) return 1;
	const fails = ({ severity }: { severity: Severity }) =>
		FAILING[failOn].includes(severity);
	return findings.some(fails) || refused.some(fails) ? 1 : 0;
}
