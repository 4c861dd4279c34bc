import { type Level, levelOf, withChange, without } from "./changes";
import { count, counted } from "./format";
import { change, phase, report } from "./state";

/** The two switches: what is beyond doubt, and what is a guess. Neither touches the user's file. */
export function Fixes() {
	const known = report.value;
	if (!known) return null;
	const rules = Object.entries(known.rules);
	const counts = (of: (rule: (typeof rules)[number][1]) => number) =>
		rules
			.map(([name, rule]): [string, number] => [name, of(rule)])
			.filter(([, number]) => number > 0)
			.sort(([, a], [, b]) => b - a);
	const safe = counts(({ fixable }) => fixable.safe);
	const guesses = counts(({ fixable }) => fixable.unsafe);
	const fixed = counts((rule) => rule.fixed);
	const level = levelOf();
	const on = level !== "off";
	const guessed = level === "unsafe";
	const set = (to: Level) => {
		const all = { does: "fix", level: to } as const;
		change(to === "off" ? without(all) : withChange(all));
	};
	if (safe.length + guesses.length === 0 && !on) return null;
	return (
		<fieldset class="fixes" disabled={phase.value !== "done"}>
			<legend>Repairs, in what you export; your files stay as they are</legend>
			<Switch
				name="Apply safe fixes"
				says="where what is meant is beyond doubt"
				on={on}
				counts={guessed ? [] : on ? fixed : safe}
				does={on ? "repaired" : "would be repaired"}
				set={(wanted) => set(wanted ? "safe" : "off")}
			/>
			{(guesses.length > 0 || guessed) && (
				<Switch
					name="Apply unsafe fixes"
					says="each is a guess: look at it before you export"
					on={guessed}
					counts={guessed ? fixed : guesses}
					does={guessed ? "repaired in all" : "would be repaired as well"}
					set={(wanted) => set(wanted ? "unsafe" : "safe")}
				/>
			)}
		</fieldset>
	);
}

function Switch({
	name,
	says,
	on,
	counts,
	does,
	set,
}: {
	name: string;
	says: string;
	on: boolean;
	counts: [rule: string, number: number][];
	does: string;
	set: (wanted: boolean) => void;
}) {
	const total = counts.reduce((sum, [, number]) => sum + number, 0);
	return (
		<div class="switch">
			<label>
				<input
					type="checkbox"
					role="switch"
					aria-checked={on}
					checked={on}
					onChange={(event) => set(event.currentTarget.checked)}
				/>{" "}
				<strong>{name}</strong>
			</label>{" "}
			<span class="switch-says">{says}</span>
			{total > 0 && (
				<p class="switch-counts">
					{counted(total, "finding")} {does}:{" "}
					{counts.map(([rule, number], index) => (
						<span key={rule}>
							{index > 0 && ", "}
							<span class="mono">{rule}</span> {count(number)}
						</span>
					))}
				</p>
			)}
		</div>
	);
}
