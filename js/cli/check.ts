import { NodeRun, wasmModule } from "../node/run.ts";
import type { Report } from "../types.ts";
import type { DataSettings } from "./arguments.ts";
import { exitCode, inputs, runOptions } from "./data.ts";

export async function check(
	settings: DataSettings,
	signal: AbortSignal,
): Promise<number> {
	const sources = inputs(settings.files);
	const { options, progress } = await runOptions(settings, signal);
	const run = new NodeRun(wasmModule(), { ...options, unsplit: true });
	let report: Report;
	try {
		report = await run.check(sources);
	} finally {
		progress?.clear();
		run.close();
	}
	await show(report, settings);
	return exitCode(report, settings.values);
}

async function show(report: Report, settings: DataSettings): Promise<void> {
	const { format } = settings.values;
	if (format === "json") {
		process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
		return;
	}
	const { findings, showCheck } = await import("./text.ts");
	if (format === "jsonl") {
		const lines = findings(report).map((finding) => JSON.stringify(finding));
		process.stdout.write(lines.map((line) => `${line}\n`).join(""));
		return;
	}
	showCheck(report, settings);
}
