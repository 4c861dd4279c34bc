import { join } from "node:path";
import type { Path } from "../node/path.ts";
import { NodeRun, wasmModule } from "../node/run.ts";
import type { SessionOptions } from "../run/host.ts";
import { OUTPUT_FILES } from "../text/output-files.ts";
import type { Report } from "../types/index.ts";
import type { DataSettings } from "./arguments.ts";
import { exitCode, runOptions } from "./data.ts";
import { comparedWith, inputFiles, inputs, isSameFile } from "./data-files.ts";
import { readDecisions } from "./decisions.ts";
import { jsonText } from "./escape.ts";
import { alone, refuseTaken } from "./out-folder.ts";
import { output } from "./output.ts";
import { UsageError } from "./usage.ts";

export async function prepare(
	settings: DataSettings,
	signal: AbortSignal,
): Promise<number> {
	const { values } = settings;
	const { files, validationFiles } = inputFiles(settings);
	const sources = inputs(files);
	const others = comparedWith(settings);
	const against = inputs(others);
	const read = [...files, ...others];
	if (values.out !== undefined) {
		refuseInputs(values.out, read);
		const replaced = values.force || values.dryRun;
		refuseTaken(values.out, Object.values(OUTPUT_FILES), replaced ?? false);
	}
	const { options, progress } = await runOptions(settings, signal);
	const run = new NodeRun(wasmModule(), {
		...options,
		...(await ownOptions(settings, signal)),
		validationFiles,
	});
	let report: Report;
	let wrote = false;
	let isEmpty = false;
	try {
		report = await run.check(sources);
		if (against.length > 0) report = await run.compare(against);
		isEmpty = (report.split?.train.records ?? 0) === 0;
		if (values.out !== undefined && !values.dryRun && !isEmpty) {
			report = await write(run, values.out, values.force ?? false);
			wrote = true;
		}
	} finally {
		progress?.clear();
		run.close();
	}
	if (values.format === "json") {
		output.write(`${jsonText(report, 2)}\n`);
	} else {
		const { showPrepared } = await import("./text.ts");
		showPrepared(report, settings, wrote);
	}
	const fails = isEmpty && values.failOn !== "never";
	return fails ? 1 : exitCode(report, values);
}

async function ownOptions(
	{ values }: DataSettings,
	signal: AbortSignal,
): Promise<SessionOptions> {
	const { decisions, dryRun } = values;
	return {
		...(decisions !== undefined && {
			decisions: await readDecisions(decisions, signal),
		}),
		spool: !dryRun,
	};
}

/** A result in the place of an input would end in its loss. */
function refuseInputs(out: string, files: Path[]): void {
	for (const name of Object.values(OUTPUT_FILES)) {
		const path = join(out, name);
		const isInput = files.some((file) => isSameFile(file, path));
		if (isInput) {
			throw new UsageError(
				`${path} is an input and would be replaced by a result; give another folder with --out.`,
			);
		}
	}
}

async function write(
	run: NodeRun,
	out: string,
	overwrite: boolean,
): Promise<Report> {
	const { reportPage } = await import("../text/report-page.ts");
	const { rules } = await import("../types/registry.ts");
	const names = Object.values(OUTPUT_FILES);
	return alone(out, names, async (lock) => {
		const target = (name: string) => ({
			path: join(out, name),
			overwrite,
			lock,
		});
		const { report } = await run.write({
			train: target(OUTPUT_FILES.train),
			validation: target(OUTPUT_FILES.validation),
			setAside: target(OUTPUT_FILES.setAside),
			reports: [
				{
					target: target(OUTPUT_FILES.page),
					text: (report) => reportPage(report, rules),
				},
				{
					target: target(OUTPUT_FILES.report),
					text: (report) => `${jsonText(report, 2)}\n`,
				},
			],
		});
		return report;
	});
}
