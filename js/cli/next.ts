/** The command that `check` proposes to go on with. */

import { isReadOnce } from "../node/path.ts";
import { checkCommand, prepareCommand } from "../text/command.ts";
import type { Report } from "../types/index.ts";
import { models } from "../types/registry.ts";
import type { DataSettings } from "./arguments.ts";

/** Of files that no job takes, as their model is closed: how to prepare the same data for the open one. */
export function nextAfterPrepare(
	report: Report,
	settings: DataSettings,
): string[] {
	const open = report.model && report.next?.model;
	const out = `${settings.values.out ?? "prepared"}-${open}`;
	return open ? nextAfterCheck(report, settings, out) : [];
}

/** Rules whose guess is about the file: without it no record of the file is kept. */
const WHOLE = ["invalid-utf8", "wrapped-records"];

/** Returns true if an error is of the records together, which leaving some out does not mend. */
function isRefusedAsAWhole({ counts, rules }: Report): boolean {
	const errors = (name: string) => {
		const rule = rules[name];
		return rule?.severity === "error" ? rule.count : 0;
	};
	return errors("mixed-buckets") > 0 || errors("mixed-media") > counts.invalid;
}

export function nextAfterCheck(
	report: Report,
	settings: DataSettings,
	out = "prepared",
): string[] {
	const { counts, rules, convertible, next } = report;
	const toConvert = (convertible?.from ?? []).reduce(
		(sum, { records }) => sum + records,
		0,
	);
	const { files, values } = settings;
	// A pipe cannot be read again.
	if (files.some(isReadOnce)) return [];
	const guess = WHOLE.some((name) => (rules[name]?.fixable.unsafe ?? 0) > 0);
	if (!next) {
		if (!guess || values.unsafeFixes) return [];
		const check = checkCommand({
			files,
			options: { model: values.model, unsafeFixes: true },
			windows: process.platform === "win32",
		});
		return [
			"",
			"Next, to see what the suggested fix makes of it:",
			`  ${check}`,
		];
	}
	if (isRefusedAsAWhole(report)) return [];
	const found = Object.values(rules);
	const safe = found.some(
		({ severity, fixable }) => severity !== "info" && fixable.safe > 0,
	);
	const repaired = found.some(({ fixed }) => fixed > 0);
	const rulesToFix = values.fixes ?? {};
	const byRule = Object.keys(rulesToFix).length > 0;
	const unsafe = guess || (repaired && values.unsafeFixes === true);
	const fix =
		!unsafe && ((repaired && values.fix === true) || (safe && !byRule));
	const other = models.find(({ id }) => id === next.model);
	const own =
		values.model ??
		(report.format === "distillation" ? report.format : undefined);
	const isNamed = !other && own !== values.model;
	const fixable = unsafe || fix || byRule;
	const command = prepareCommand({
		files,
		options: {
			model: next.model ?? own,
			unsafeFixes: unsafe,
			fix,
			fixes: rulesToFix,
			convert: values.convert || next.convert !== undefined,
			map: values.map,
		},
		out,
		windows: process.platform === "win32",
	});
	const does = [
		...(fixable
			? [
					unsafe
						? "repair it, guesses included"
						: byRule
							? "repair what was asked for"
							: "repair what can be repaired safely",
				]
			: []),
		...(other ? [`take ${other.name}, which is open to new jobs`] : []),
		...(isNamed ? ["keep to what a distillation job takes"] : []),
		...(next.convert ? [`convert to ${next.convert}`] : []),
		...(counts.invalid > toConvert
			? [`leave out ${fixable ? "other " : ""}records with errors`]
			: []),
		"drop copies and split",
	].join(", ");
	return ["", `Next, to ${does}:`, `  ${command}`];
}
