/** Parts that `check` and `prepare` share: options of the run, exit code. */

import type { SessionOptions } from "../run/host.ts";
import type { Report, RuleSetting } from "../types/index.ts";
import type { DataSettings } from "./arguments.ts";
import { optionsOf, type Values } from "./flag-values.ts";
import { ProgressLine } from "./terminal.ts";

export async function runOptions(
	{ command, values }: DataSettings,
	signal: AbortSignal,
): Promise<{ options: SessionOptions; progress: ProgressLine | undefined }> {
	const watched = process.stderr.isTTY && !values.quiet;
	const progress = watched ? new ProgressLine(process.stderr) : undefined;
	const rules = await ruleOptions(values);
	const options: SessionOptions = {
		signal,
		...optionsOf(command, values),
		...(rules && { rules }),
		...(progress && { onProgress: progress.update }),
		...testSizes(),
	};
	return { options, progress };
}

/** For tests of the command itself: where chunks are cut must not matter, and big files are slow to make. */
function testSizes(): Pick<SessionOptions, "sizes"> {
	const chunk = Number(process.env.TUNESET_TEST_CHUNK_BYTES);
	return chunk > 0 ? { sizes: { chunk } } : {};
}

async function ruleOptions({
	select,
	ignore,
	rules,
}: Values): Promise<Record<string, RuleSetting> | undefined> {
	if (!select && !ignore) return rules;
	const { checkRuleNames } = await import("./rule-names.ts");
	checkRuleNames("--select", select ?? []);
	checkRuleNames("--ignore", ignore ?? []);
	const names = (await import("../types/registry.ts")).rules.map(
		({ name }) => name,
	);
	const off = names.filter(
		(name) => ignore?.includes(name) || (select && !select.includes(name)),
	);
	// A rule that is off by default is switched on by its name.
	const on = select?.filter((name) => !rules?.[name]) ?? [];
	return {
		...Object.fromEntries(on.map((name) => [name, "on" as const])),
		...rules,
		...Object.fromEntries(off.map((name) => [name, "off" as const])),
	};
}

export function exitCode({ counts }: Report, { failOn }: Values): number {
	const failing = {
		error: counts.errors,
		warning: counts.errors + counts.warnings,
		never: 0,
	}[failOn ?? "error"];
	return failing > 0 ? 1 : 0;
}
