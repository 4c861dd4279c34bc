#!/usr/bin/env node

/** `tuneset` in a terminal. What a command needs is loaded when it runs: a small file is checked in less time than that takes. */

import { PATTERN, parse } from "./cli/arguments.ts";
import { printable } from "./cli/escape.ts";
import { outcome } from "./cli/outcome.ts";
import { messages, openChannels, output } from "./cli/output.ts";
import { say } from "./cli/say.ts";
import { UsageError } from "./cli/usage.ts";
import { removeUnfinished } from "./node/temporary.ts";
import { aborted, asTunesetError } from "./types/error.ts";

/** As shells number the end by a signal. */
const ENDED = { SIGINT: 130, SIGTERM: 143 };
const controller = new AbortController();
let endedBy: keyof typeof ENDED = "SIGINT";

function interrupt(signal: keyof typeof ENDED): void {
	// A second Ctrl-C does not wait for anything.
	if (controller.signal.aborted) process.exit(ENDED[endedBy]);
	endedBy = signal;
	controller.abort();
	// Nor does one while a slow reader takes the results.
	output.stop(aborted());
}

async function run(): Promise<number> {
	const settings = await parse(process.argv.slice(2), controller.signal);
	if ("files" in settings) {
		const { values } = settings;
		const named = [...settings.files, ...(values.against ?? [])];
		if (named.some((name) => PATTERN.test(name))) {
			const { matching } = await import("./cli/pattern.ts");
			settings.files = matching(settings.files);
			if (values.against) values.against = matching(values.against);
		}
	}
	// AWS's ids have a dot or a colon, the catalogue's do not.
	if ("values" in settings && /[.:]/.test(settings.values.model ?? "")) {
		const { catalogueId } = await import("./cli/model-id.ts");
		settings.values.model = catalogueId(settings.values.model ?? "");
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
			return (await import("./cli/evaluate.ts")).evaluate(
				settings,
				controller.signal,
			);
		case "metrics":
			return (await import("./cli/metrics.ts")).metrics(
				settings,
				controller.signal,
			);
		case "plan":
			return (await import("./cli/plan.ts")).plan(settings, controller.signal);
		case "prepare":
			return (await import("./cli/prepare.ts")).prepare(
				settings,
				controller.signal,
			);
	}
}

/** The frames of a stack without the message, which has been printed before. */
function whereabouts({ stack = "", message }: Error): string {
	// A message may look like frames.
	const behind = stack.slice(stack.indexOf(message) + message.length);
	const frames = behind.split("\n").filter((line) => /^ +at /.test(line));
	return frames.map(printable).join("\n");
}

async function failed(thrown: unknown): Promise<number> {
	if (thrown instanceof UsageError) {
		const { message, unknown } = thrown;
		const end = unknown && (await import("./cli/suggest.ts")).suggest(unknown);
		say(message + (end ?? ""));
		return 2;
	}
	const error = asTunesetError(thrown);
	if (error.code === "ABORTED") return interrupted();
	say(error.message);
	// Only a crash needs the stack.
	if (error.code === "CRASH" && error.cause && thrown instanceof Error)
		messages.write(`${whereabouts(thrown)}\n`);
	return 2;
}

function interrupted(printing = false): number {
	const { written } = outcome;
	say(
		written !== undefined
			? `interrupted when ${written} had been written: it is whole.`
			: `interrupted; nothing was written${printing ? ", and not all was printed" : ""}.`,
	);
	return ENDED[endedBy];
}

/** Runs the command and flushes its output; returns the exit code. */
async function carriedOut(): Promise<number> {
	let code: number;
	try {
		code = await run();
	} catch (error) {
		// In their order, where both go to one place.
		await output.flush().catch(() => {});
		return failed(error);
	}
	try {
		await output.flush();
	} catch (error) {
		return controller.signal.aborted ? interrupted(true) : failed(error);
	}
	return code;
}

/** Resolves when the command is interrupted. */
function stopped(): Promise<void> {
	return new Promise((resolve) => {
		controller.signal.addEventListener("abort", () => resolve());
	});
}

process.on("SIGINT", interrupt);
process.on("SIGTERM", interrupt);
process.on("exit", removeUnfinished);
openChannels();
const code = await carriedOut();
// An interrupt does not wait for a reader of messages either.
const told =
	controller.signal.aborted ||
	(await Promise.race([messages.flush(), stopped()]).then(
		() => true,
		() => false,
	));
// Ending here spares the wait for worker threads to wind up.
process.exit(told ? code : 2);
