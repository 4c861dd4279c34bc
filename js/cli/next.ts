/** The command that `check` proposes to go on with. */

import { isReadOnce } from "../node/path.ts";
import { prepareCommand } from "../text/command.ts";
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
	if (!next) return [];
	const found = Object.values(rules);
	const safe = found.some(
		({ severity, fixable }) => severity !== "info" && fixable.safe > 0,
	);
	const repaired = found.some(({ fixed }) => fixed > 0);
	const rulesToFix = values.fixes ?? {};
	const byRule = Object.keys(rulesToFix).length > 0;
	const unsafe = repaired && values.unsafeFixes === true;
	const fix =
		!unsafe && ((repaired && values.fix === true) || (safe && !byRule));
	const other = models.find(({ id }) => id === next.model);
	const fixable = unsafe || fix || byRule;
	const command = prepareCommand({
		files,
		options: {
			model: next.model ?? values.model,
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
		...(next.convert ? [`convert to ${next.convert}`] : []),
		...(counts.invalid > toConvert
			? [`leave out ${fixable ? "other " : ""}records with errors`]
			: []),
		"drop copies and split",
	].join(", ");
	return ["", `Next, to ${does}:`, `  ${command}`];
}
