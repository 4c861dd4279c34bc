import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { allowed, type DEFAULTS } from "../state/settings";

/** A field with the syntax of the command line; invalid input does not change the setting. */
export function SettingField({
	name,
	id = name,
	label,
	setting,
	size,
	hint,
	wrong = hint,
	places,
	children,
}: {
	name: keyof typeof DEFAULTS;
	id?: string;
	label: string;
	setting: Signal<string>;
	size: number;
	hint: string;
	/** Message about invalid input, if a special one is needed. */
	wrong?: string;
	/** Values to choose from; applied once one is complete, since the files are read again for it. */
	places?: string[];
	/** Another way to set the same, beside the field. */
	children?: ComponentChildren;
}) {
	const typed = useSignal<string | null>(null);
	const text = typed.value ?? setting.value;
	const ok = allowed(name, text);
	const take = (value: string) => {
		if (allowed(name, value)) setting.value = value;
	};
	return (
		<div class={`split-field ${id}`}>
			<label for={id}>{label}</label>
			<div class="split-inputs">
				{children}
				<input
					id={id}
					class={places ? undefined : "numeral"}
					size={size}
					list={`${id}-places`}
					inputMode={places ? "text" : "decimal"}
					autocomplete="off"
					spellcheck={false}
					value={text}
					aria-invalid={!ok}
					aria-describedby={`${id}-hint`}
					onInput={(event) => {
						typed.value = event.currentTarget.value.trim();
						if (!places) take(typed.value);
					}}
					onChange={(event) => take(event.currentTarget.value.trim())}
					onBlur={() => {
						typed.value = null;
					}}
				/>
				{places && (
					<datalist id={`${id}-places`}>
						{places.map((place) => (
							<option key={place} value={place} />
						))}
					</datalist>
				)}
			</div>
			<p class="hint" id={`${id}-hint`}>
				{ok ? hint : wrong}
			</p>
		</div>
	);
}
