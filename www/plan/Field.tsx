import { useSignal } from "@preact/signals";
import { type Group, type as set, typed } from "../state/plan";

/** A field that holds its default until something is typed; cleared, it takes the default again. */
export function Field({
	group,
	name,
	label,
	usual = "",
	from = "default",
	problem,
	note,
	numeric = false,
}: {
	group: Group;
	name: string;
	label: string;
	/** Its value until one is typed. */
	usual?: string;
	/** Word for that value. */
	from?: string;
	/** What is wrong with the typed value, as a sentence. */
	problem?: string;
	/** Hint below the field. */
	note?: string;
	numeric?: boolean;
}) {
	const draft = useSignal<string | null>(null);
	const given = typed.value[group][name];
	const id = `${group}-${name}`;
	const isUsual = given === undefined && !draft.value && usual !== "";
	return (
		<div class="plan-field">
			<label for={id}>
				{label}
				{isUsual && <span class="plan-default">{from}</span>}
			</label>
			<input
				id={id}
				class={numeric ? "numeral" : undefined}
				inputMode={numeric ? "decimal" : undefined}
				autocomplete="off"
				spellcheck={false}
				value={draft.value ?? given ?? usual}
				aria-invalid={problem !== undefined}
				aria-describedby={`${id}-hint`}
				onInput={({ currentTarget }) => {
					draft.value = currentTarget.value;
					set(group, name, currentTarget.value);
				}}
				onBlur={() => {
					draft.value = null;
				}}
			/>
			<p class={problem ? "plan-problem" : "hint"} id={`${id}-hint`}>
				{problem ?? note}
			</p>
		</div>
	);
}
