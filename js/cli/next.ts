/** The command that `check` proposes to go on with. */

import { isReadOnce } from "../node/path.ts";
import { prepareCommand } from "../text/command.ts";
import type { ModelInfo, Report } from "../types/index.ts";
import { models } from "../types/registry.ts";
import type { DataSettings } from "./arguments.ts";

/** Of files that no job takes, as their model is closed: how to prepare the same data for the open one. */
export function nextAfterPrepare(
	report: Report,
	settings: DataSettings,
): string[] {
	const open = openInstead(report);
	const out = `${settings.values.out ?? "prepared"}-${open?.id}`;
	return open ? nextAfterCheck(report, settings, out) : [];
}

/** A closed model takes no job: what comes next is for the open one that is nearest. */
function openInstead({ model, rules }: Report): ModelInfo | undefined {
	const closed =
		model?.newJobs === "closed" && rules["model-closed"] !== undefined;
	return closed ? models.find(({ id }) => id === model.nearestOpen) : undefined;
}

export function nextAfterCheck(
	report: Report,
	settings: DataSettings,
	out = "prepared",
): string[] {
	const { counts, rules, convertible, recoverable } = report;
	const toConvert = (convertible?.from ?? []).reduce(
		(sum, { records }) => sum + records,
		0,
	);
	const { files, values } = settings;
	// A pipe cannot be read again.
	if (files.some(isReadOnce)) return [];
	if (!recoverable) return [];
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
	const open = openInstead(report);
	const isOther =
		open !== undefined && open.format !== (convertible?.to ?? report.format);
	const fixable = unsafe || fix || byRule;
	const command = prepareCommand({
		files,
		options: {
			model: open?.id ?? values.model,
			unsafeFixes: unsafe,
			fix,
			fixes: rulesToFix,
			convert:
				values.convert ||
				isOther ||
				(convertible !== undefined && !values.map) ||
				// A string may hold a record of another layout, which is only known once it is decoded.
				(rules["encoded-record"] !== undefined && counts.valid === 0),
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
		...(open ? [`take ${open.name}, which is open to new jobs`] : []),
		...(convertible || (open && isOther)
			? [`convert to ${open?.format ?? convertible?.to}`]
			: []),
		...(counts.invalid > toConvert
			? [`leave out ${fixable ? "other " : ""}records with errors`]
			: []),
		"drop copies and split",
	].join(", ");
	return ["", `Next, to ${does}:`, `  ${command}`];
}
