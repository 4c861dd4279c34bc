import { type Signal, useSignal } from "@preact/signals";
import { allowed } from "./settings";

/** A place in the records: which values they have there is read with them, so that a new one has the files read again. */
export function PlaceField({
	name,
	label,
	setting,
	words,
	places,
	hint,
	wrong,
}: {
	name: "groupBy" | "stratifyBy";
	label: string;
	setting: Signal<string>;
	/** What may stand there beside places. */
	words: string[];
	places: string[];
	hint: string;
	/** Said of what may not stand there. */
	wrong: string;
}) {
	const typed = useSignal<string | null>(null);
	const text = typed.value ?? setting.value;
	const isWrong = !allowed(name, text.trim());
	return (
		<div class="split-field">
			<label for={name}>{label}</label>
			<div class="split-inputs">
				<input
					id={name}
					size={14}
					list={`${name}-places`}
					placeholder="nothing"
					autocapitalize="off"
					autocomplete="off"
					spellcheck={false}
					value={text}
					aria-invalid={isWrong}
					aria-describedby={`${name}-hint`}
					onInput={(event) => {
						typed.value = event.currentTarget.value;
					}}
					onChange={(event) => {
						const value = event.currentTarget.value.trim();
						if (!allowed(name, value)) return;
						typed.value = null;
						setting.value = value;
					}}
				/>
				<datalist id={`${name}-places`}>
					{[...words, ...places].map((place) => (
						<option key={place} value={place} />
					))}
				</datalist>
			</div>
			<p class="hint" id={`${name}-hint`}>
				{isWrong ? wrong : hint}
			</p>
		</div>
	);
}
