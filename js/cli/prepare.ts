import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { systemReason, TunesetError } from "../error.ts";
import type { SessionOptions } from "../host.ts";
import { FileSink } from "../node/file.ts";
import { NodeRun, wasmModule } from "../node/run.ts";
import type { Targets } from "../run.ts";
import type { Report } from "../types.ts";
import type { DataSettings, Values } from "./arguments.ts";
import {
	comparedWith,
	exitCode,
	expanded,
	inputs,
	runOptions,
} from "./data.ts";
import { readDecisions } from "./decisions.ts";
import { jsonText } from "./escape.ts";
import { output } from "./output.ts";
import { UsageError } from "./usage.ts";

export const RESULTS = {
	train: "train.jsonl",
	validation: "validation.jsonl",
	setAside: "set-aside.jsonl",
	report: "report.json",
};

export async function prepare(
	settings: DataSettings,
	signal: AbortSignal,
): Promise<number> {
	const { values } = settings;
	const files = expanded(settings);
	const sources = inputs(files);
	const against = comparedWith(settings);
	const read = [...files, ...against.map(({ name }) => name)];
	if (values.out !== undefined) refuseBadFolder(values.out, read, values);
	const { options, progress } = await runOptions(settings, signal);
	const run = new NodeRun(wasmModule(), {
		...options,
		...splitOptions(settings),
	});
	let report: Report;
	let wrote = false;
	try {
		report = await run.check(sources);
		if (against.length > 0) report = await run.compare(against);
		const something = (report.split?.train.records ?? 0) > 0;
		if (values.out !== undefined && !values.dryRun && something) {
			report = await write(run, report, values.out, values.force ?? false);
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
	return exitCode(report, values);
}

function splitOptions({ values }: DataSettings): SessionOptions {
	const { validation, seed, groupBy, stratifyBy } = values;
	const { dedupe, keep, decisions, dryRun } = values;
	return {
		...(validation !== undefined && { validation }),
		...(seed !== undefined && { seed }),
		...(groupBy !== undefined && { groupBy }),
		...(stratifyBy !== undefined && { stratifyBy }),
		...(decisions !== undefined && { decisions: readDecisions(decisions) }),
		...(dedupe && { dedupe }),
		...(keep && { keep }),
		spool: !dryRun,
	};
}

/** Before hours of checking, not after. */
function refuseBadFolder(out: string, files: string[], values: Values): void {
	if (existsSync(out) && !statSync(out).isDirectory())
		throw new UsageError(`--out needs a folder, and ${out} is a file.`);
	for (const name of Object.values(RESULTS)) {
		const path = join(out, name);
		const isInput = files.some((file) => file !== "-" && sameFile(file, path));
		if (isInput) {
			throw new UsageError(
				`${path} is an input and would be replaced by a result; give another folder with --out.`,
			);
		}
		if (!values.force && !values.dryRun && existsSync(path)) {
			throw new UsageError(
				`${path} exists already; --force replaces it, or give another folder with --out.`,
			);
		}
	}
}

function sameFile(one: string, other: string): boolean {
	if (resolve(one) === resolve(other)) return true;
	// Under two names it is still one file.
	if (!existsSync(one) || !existsSync(other)) return false;
	const [a, b] = [one, other].map((path) => statSync(path, { bigint: true }));
	return a.ino === b.ino && a.dev === b.dev;
}

async function write(
	run: NodeRun,
	checked: Report,
	out: string,
	overwrite: boolean,
): Promise<Report> {
	makeFolder(out);
	const target = (name: string) => ({ path: join(out, name), overwrite });
	const targets: Targets = {
		train: target(RESULTS.train),
		...(checked.split?.validation && {
			validation: target(RESULTS.validation),
		}),
		setAside: target(RESULTS.setAside),
	};
	const { report } = await run.write(targets);
	const sink = new FileSink(join(out, RESULTS.report), overwrite);
	try {
		sink.write(new TextEncoder().encode(`${jsonText(report, 2)}\n`));
		await sink.commit();
	} catch (error) {
		sink.abort();
		throw error;
	}
	// One of an earlier run would be taken for this one's.
	if (overwrite && !targets.validation)
		rmSync(join(out, RESULTS.validation), { force: true });
	return report;
}

export function makeFolder(out: string): void {
	try {
		mkdirSync(out, { recursive: true });
	} catch (cause) {
		const reason = systemReason(cause as NodeJS.ErrnoException);
		throw new TunesetError(
			"IO",
			`The folder ${out} cannot be made: ${reason}.`,
			{ cause },
		);
	}
}
