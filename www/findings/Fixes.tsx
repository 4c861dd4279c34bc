import type { FixSetting } from "../../js/types";
import { levelOf, withChange, without } from "../state/changes";
import { phase, report } from "../state/page";
import { change } from "../state/run";
import { counted } from "../text/format";

/** Fixes of all rules at once: the safe ones, and those that guess. Neither changes the user's file. */
export function Fixes() {
	const level = levelOf();
	const sum = (of: "safe" | "unsafe") =>
		Object.values(report.value?.rules ?? {}).reduce(
			(all, { fixable }) => all + fixable[of],
			0,
		);
	const [safe, guesses] = [sum("safe"), sum("unsafe")];
	const set = (to: FixSetting) => {
		const all = { does: "fix", level: to } as const;
		change(to === "off" ? without(all) : withChange(all));
	};
	const row = (
		name: string,
		says: string,
		on: boolean,
		left: number,
		to: FixSetting,
		back: FixSetting,
	) =>
		(on || left > 0) && (
			<div class="switch">
				<label>
					<input
						type="checkbox"
						role="switch"
						aria-checked={on}
						checked={on}
						onChange={() => set(on ? back : to)}
					/>{" "}
					<strong>{name}</strong>
				</label>{" "}
				<span class="switch-says">
					{says}
					{left > 0 && `; ${counted(left, "finding")} to repair`}
				</span>
			</div>
		);
	const rows = [
		row(
			"Apply safe fixes",
			"where what is meant is beyond doubt",
			level !== "off",
			safe,
			"safe",
			"off",
		),
		row(
			"Apply unsafe fixes",
			"each is a guess: look at it before you export",
			level === "unsafe",
			guesses,
			"unsafe",
			"safe",
		),
	];
	return rows.some(Boolean) ? (
		<fieldset class="fixes" disabled={phase.value !== "done"}>
			<legend>Repairs, in what you export; your files stay as they are</legend>
			{rows}
		</fieldset>
	) : null;
}
