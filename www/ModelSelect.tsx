import type { ModelInfo } from "../js/types";
import { model } from "./settings";
import { catalogue } from "./state";

/** The model that the data is for. */
export function ModelSelect({ id }: { id: string }) {
	const known = catalogue.value?.models ?? [];
	const families = [...new Set(known.map((one) => one.family))];
	return (
		<span class="field">
			<label for={id}>Model</label>
			<select
				id={id}
				value={model.value}
				onChange={(event) => {
					model.value = event.currentTarget.value;
				}}
			>
				<option value="">Any: recognise the format</option>
				{known.length === 0 && model.value && (
					<option value={model.value}>{model.value}</option>
				)}
				{families.map((family) => (
					<optgroup key={family} label={family}>
						{known
							.filter((one) => one.family === family)
							.map((one) => (
								<option key={one.id} value={one.id}>
									{label(one)}
								</option>
							))}
					</optgroup>
				))}
			</select>
		</span>
	);
}

const label = (one: ModelInfo) =>
	one.status === "current" ? one.name : `${one.name} (${one.status})`;
