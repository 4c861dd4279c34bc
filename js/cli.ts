#!/usr/bin/env node

/** `tuneset` in a terminal. What a command needs is loaded when it runs: a small file is checked in less time than that takes. */

import { PATTERN, parse } from "./cli/arguments.ts";
import { UsageError } from "./cli/usage.ts";
import { asTunesetError } from "./error.ts";
import { removeUnfinished } from "./node/file.ts";

const INTERRUPTED = 130;
const controller = new AbortController();

function interrupt(): void {
	// A second Ctrl-C does not wait for anything.
	if (controller.signal.aborted) process.exit(INTERRUPTED);
	controller.abort();
}

async function run(): Promise<number> {
	const settings = parse(process.argv.slice(2));
	if ("files" in settings) {
		const { values } = settings;
		const named = [...settings.files, ...(values.against ?? [])];
		if (named.some((name) => PATTERN.test(name))) {
			const { matching } = await import("./cli/pattern.ts");
			settings.files = matching(settings.files);
			if (values.against) values.against = matching(values.against);
		}
	}
	switch (settings.command) {
		case "nothing":
			return (await import("./cli/help.ts")).nothingAsked();
		case "help":
			return (await import("./cli/help.ts")).help(settings.about);
		case "version":
			return (await import("./cli/catalogue.ts")).showVersion();
		case "completions":
			return (await import("./cli/completions.ts")).completions(settings.shell);
		case "man":
			return (await import("./cli/man.ts")).man();
		case "rules":
			return (await import("./cli/catalogue.ts")).showRules(settings);
		case "models":
			return (await import("./cli/catalogue.ts")).showModels(settings);
		case "check":
			return (await import("./cli/check.ts")).check(
				settings,
				controller.signal,
			);
		case "evaluate":
			return (await import("./cli/evaluate.ts")).evaluate(settings);
		case "metrics":
			return (await import("./cli/metrics.ts")).metrics(settings);
		case "plan":
			return (await import("./cli/plan.ts")).plan(settings, controller.signal);
		case "prepare":
			return (await import("./cli/prepare.ts")).prepare(
				settings,
				controller.signal,
			);
	}
}

function failed(thrown: unknown): number {
	if (thrown instanceof UsageError) {
		process.stderr.write(`tuneset: ${thrown.message}\n`);
		return 2;
	}
	const error = asTunesetError(thrown);
	if (error.code === "ABORTED") {
		process.stderr.write("tuneset: interrupted; nothing was written.\n");
		return INTERRUPTED;
	}
	process.stderr.write(`tuneset: ${error.message}\n`);
	// Only then do its whereabouts help anybody.
	if (error.code === "CRASH" && thrown instanceof Error)
		process.stderr.write(`${thrown.stack}\n`);
	return 2;
}

process.on("SIGINT", interrupt);
process.on("SIGTERM", interrupt);
process.on("exit", removeUnfinished);
for (const stream of [process.stdout, process.stderr]) {
	stream.on("error", (error: NodeJS.ErrnoException) => {
		// `tuneset check … | head` has read enough.
		process.exit(error.code === "EPIPE" ? (process.exitCode ?? 0) : 2);
	});
}
process.exitCode = await run().catch(failed);
// Ending here spares the wait for worker threads to wind up; what was printed goes out first.
process.stdout.write("", () => process.exit());
