import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { allowed, type DEFAULTS } from "../state/settings";

/**
 * A field with the syntax of the command line, in effect once it is left or Enter is pressed: "150" is on the way to "150%". A
 * wrong value is said here, and the last good one stays in effect.
 */
export function SettingField({
	name,
	id = name,
	label,
	setting,
	size,
	hint,
	wrong,
}: {
	name: keyof typeof DEFAULTS;
	id?: string;
	label: string;
	setting: Signal<string>;
	size: number;
	hint: string;
	/** What to type instead of a wrong value. */
	wrong: string;
}) {
	/** What was typed, and the setting at that time: another way to set it replaces the text. */
	const typed = useSignal<[text: string, setting: string] | null>(null);
	const [text, of] = typed.value ?? [setting.value, setting.value];
	const shown = of === setting.value ? text : setting.value;
	const ok = allowed(name, shown);
	return (
		<div class={`split-field ${id}`}>
			<label for={id}>{label}</label>
			<input
				id={id}
				class="numeral"
				size={size}
				inputMode="decimal"
				autocomplete="off"
				spellcheck={false}
				value={shown}
				aria-invalid={!ok}
				aria-describedby={`${id}-hint`}
				onInput={(event) => {
					typed.value = [event.currentTarget.value.trim(), setting.value];
				}}
				onChange={(event) => {
					const text = event.currentTarget.value.trim();
					if (!allowed(name, text)) return;
					setting.value = text;
					typed.value = null;
				}}
			/>
			<p
				class={ok ? "hint" : "field-error"}
				id={`${id}-hint`}
				role={ok ? undefined : "alert"}
			>
				{ok ? hint : `"${shown}": ${wrong} ${setting.value} stays in effect.`}
			</p>
		</div>
	);
}

/** A choice among keys that exist, and words beside them. */
export const KeyField = ({
	id,
	label,
	setting,
	words,
	keys,
	hint,
}: {
	id: string;
	label: string;
	setting: Signal<string>;
	/** Values that are no keys, each with its label. */
	words: [value: string, label: string][];
	keys: string[];
	hint: ComponentChildren;
}) => {
	const others = words.map(([value]) => value);
	const now = setting.value;
	const known = keys.includes(now) || others.includes(now);
	return (
		<div class={`split-field ${id}`}>
			<label for={id}>{label}</label>
			<select
				id={id}
				value={now}
				aria-describedby={`${id}-hint`}
				onChange={(event) => {
					setting.value = event.currentTarget.value;
				}}
			>
				{words.map(([value, label]) => (
					<option key={value} value={value}>
						{label}
					</option>
				))}
				{[...keys, ...(known ? [] : [now])].map((key) => (
					<option key={key} value={key}>
						{key.slice(1).replaceAll("/", " › ")}
						{keys.includes(key) ? "" : " (not in this data)"}
					</option>
				))}
			</select>
			<p class="hint" id={`${id}-hint`}>
				{hint}
			</p>
		</div>
	);
};
