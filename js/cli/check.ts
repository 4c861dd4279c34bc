import type { NamedSource } from "../io/source.ts";
import { type Path, PathSource } from "../node/path.ts";
import { NodeRun, wasmModule } from "../node/run.ts";
import type { SessionOptions } from "../run/host.ts";
import type { Report } from "../types/index.ts";
import type { DataSettings } from "./arguments.ts";
import { exitCode, runOptions } from "./data.ts";
import { comparedWith, inputFiles, inputs } from "./data-files.ts";
import { jsonText } from "./escape.ts";
import { output } from "./output.ts";
import { paint } from "./terminal.ts";

export async function check(
	settings: DataSettings,
	signal: AbortSignal,
): Promise<number> {
	const { files, validationFiles } = inputFiles(settings);
	const others = comparedWith(settings);
	const { color = "never", outputFile } = settings.values;
	if (outputFile === undefined)
		return checkFiles(settings, files, validationFiles, others, signal);
	// No terminal reads it.
	const plain = {
		...settings.values,
		color: color === "auto" ? "never" : color,
	};
	const { intoFile } = await import("./output-file.ts");
	return intoFile(outputFile, [...files, ...others], () =>
		checkFiles(
			{ ...settings, values: plain },
			files,
			validationFiles,
			others,
			signal,
		),
	);
}

async function checkFiles(
	settings: DataSettings,
	files: Path[],
	validationFiles: number,
	others: Path[],
	signal: AbortSignal,
): Promise<number> {
	const sources = inputs(files);
	const against = inputs(others);
	const { options, progress } = await runOptions(settings, signal);
	const run = new NodeRun(wasmModule(), {
		...options,
		...(settings.values.diff && (await diffOptions(options))),
		unsplit: true,
		validationFiles,
	});
	let report: Report;
	try {
		report = await run.check(sources);
		if (against.length > 0) report = await run.compare(against);
		progress?.clear();
		if (settings.values.diff) await showDiff(report, sources, run, settings);
		else await show(report, run, settings);
	} finally {
		progress?.clear();
		run.close();
	}
	return exitCode(report, settings.values);
}

/** The bytes of a stream are kept, as it can't be read a second time. */
async function diffOptions({
	fix,
	unsafeFixes,
	fixes,
}: SessionOptions): Promise<SessionOptions> {
	const { MOST } = await import("./diff.ts");
	// With single rules alone, only theirs.
	const safe = !unsafeFixes && (fix || !fixes);
	return { fix: safe, maxExamplesPerRule: MOST, spool: true };
}

async function showDiff(
	report: Report,
	sources: NamedSource[],
	run: NodeRun,
	{ values }: DataSettings,
): Promise<void> {
	const colors = paint(process.stdout, values);
	const paths = sources.map(({ data }) =>
		data instanceof PathSource ? data.path : undefined,
	);
	await (await import("./diff.ts")).showDiff(report, paths, run, colors);
}

async function show(
	report: Report,
	run: NodeRun,
	settings: DataSettings,
): Promise<void> {
	switch (settings.values.format ?? "text") {
		case "json":
			return write([jsonText(report, 2)]);
		case "jsonl": {
			const { findings } = await import("./findings.ts");
			return write(findings(report).map((one) => jsonText(one)));
		}
		case "github":
			return write((await import("./github.ts")).githubLines(report));
		case "sarif": {
			const { sarifLog } = await import("./sarif.ts");
			const log = await sarifLog(report, (...place) => run.read(...place));
			return write([jsonText(log, 2)]);
		}
		case "markdown":
			return write((await import("./markdown.ts")).markdown(report));
		case "html": {
			const { reportPage } = await import("../text/report-page.ts");
			const { rules } = await import("../types/registry.ts");
			return output.write(reportPage(report, rules));
		}
		case "text":
			return (await import("./text.ts")).showCheck(report, settings);
	}
}

function write(lines: string[]): void {
	output.lines(lines);
}
