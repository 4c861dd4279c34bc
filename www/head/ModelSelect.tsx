import type { ModelInfo } from "../../js/types";
import { catalogue } from "../state/page";
import { chooseModel, model } from "../state/settings";

type Way = ModelInfo["customization"][number]["type"];

const JOBS: Record<Way, string> = {
	FINE_TUNING: "Fine-tuning",
	REINFORCEMENT_FINE_TUNING: "Reinforcement fine-tuning",
	DISTILLATION: "Distillation",
	CONTINUED_PRE_TRAINING: "Continued pre-training",
};

/** The model that the data is for. */
export function ModelSelect({ id }: { id: string }) {
	const known = catalogue.value?.models ?? [];
	return (
		<span class="field">
			<label for={id}>Target model</label>
			<select
				id={id}
				value={model.value}
				onChange={(event) => chooseModel(event.currentTarget.value)}
			>
				<option value="">Not chosen yet: detect the format</option>
				{known.length === 0 && model.value && (
					<option value={model.value}>{model.value}</option>
				)}
				{groups(known).map(([title, members]) => (
					<optgroup key={title} label={title}>
						{members.map((one) => (
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

/** Groups of models: open ones by their job, then disputed ones, then those that take no new job. */
function groups(models: ModelInfo[]): [string, ModelInfo[]][] {
	const of = (state: ModelInfo["newJobs"]) =>
		models.filter((one) => one.newJobs === state);
	const all: [string, ModelInfo[]][] = [
		...Object.entries(JOBS).map(([type, title]): [string, ModelInfo[]] => [
			title,
			of("open").filter(({ customization: [way] }) => way?.type === type),
		]),
		["Disputed: legacy by their model cards alone", of("disputed")],
		["Closed: no new jobs", of("closed")],
	];
	return all.filter(([, members]) => members.length > 0);
}

const label = (one: ModelInfo) =>
	one.status === "current" ? one.name : `${one.name} (${one.status})`;
