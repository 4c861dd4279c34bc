import { NodeRun, wasmModule } from "../node/run.ts";
import type { Report } from "../types.ts";
import type { DataSettings } from "./arguments.ts";
import {
	comparedWith,
	exitCode,
	expanded,
	inputs,
	runOptions,
} from "./data.ts";

export async function check(
	settings: DataSettings,
	signal: AbortSignal,
): Promise<number> {
	const sources = inputs(expanded(settings));
	const against = comparedWith(settings);
	const { options, progress } = await runOptions(settings, signal);
	const run = new NodeRun(wasmModule(), { ...options, unsplit: true });
	let report: Report;
	try {
		report = await run.check(sources);
		if (against.length > 0) report = await run.compare(against);
	} finally {
		progress?.clear();
		run.close();
	}
	await show(report, settings);
	return exitCode(report, settings.values);
}

async function show(report: Report, settings: DataSettings): Promise<void> {
	switch (settings.values.format ?? "text") {
		case "json":
			return write([JSON.stringify(report, null, 2)]);
		case "jsonl": {
			const { findings } = await import("./findings.ts");
			return write(findings(report).map((one) => JSON.stringify(one)));
		}
		case "github":
			return write((await import("./github.ts")).githubLines(report));
		case "sarif": {
			const { sarifLog } = await import("./sarif.ts");
			return write([JSON.stringify(sarifLog(report), null, 2)]);
		}
		case "markdown":
			return write((await import("./markdown.ts")).markdown(report));
		case "text":
			return (await import("./text.ts")).showCheck(report, settings);
	}
}

function write(lines: string[]): void {
	process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
