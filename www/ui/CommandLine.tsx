import { useSignal } from "@preact/signals";
import { prepareCommand } from "../../js/text/command";
import {
	convert,
	decisions,
	FILE,
	fixOptions,
	mapping,
} from "../state/changes";
import {
	against,
	files,
	quotas,
	splitOptions,
	validationCount,
	validationFiles,
} from "../state/page";
import {
	dedupe,
	groupBy,
	mediaGroups,
	model,
	near,
	seed,
	stratifyBy,
} from "../state/settings";

/** The same run in a terminal. */
export const CommandLine = () => (
	<div class="command">
		<p>The same run in a terminal</p>
		<CopyBox text={commandLine()} />
	</div>
);

/** A command, and a button that copies it. */
export function CopyBox({ text }: { text: string }) {
	const state = useSignal<"idle" | "copied" | "failed">("idle");
	return (
		<div class="command-box">
			<code>{text}</code>
			<button
				type="button"
				onClick={async () => {
					try {
						await navigator.clipboard.writeText(text);
						state.value = "copied";
					} catch {
						state.value = "failed";
					}
					setTimeout(() => {
						state.value = "idle";
					}, 2000);
				}}
			>
				<span role="status">
					{
						{ idle: "Copy", copied: "Copied", failed: "Not allowed" }[
							state.value
						]
					}
				</span>
			</button>
		</div>
	);
}

const namesOf = (of: readonly { name: string }[]): string[] =>
	of.map(({ name }) => name);

/** Names the split even at the command line's defaults, so that a script is explicit. */
const commandLine = () =>
	`npx ${prepareCommand({
		files: namesOf(
			files.value.slice(0, files.value.length - validationCount.value),
		),
		validationFiles:
			validationCount.value > 0 ? namesOf(validationFiles.value) : [],
		against: namesOf(against.value),
		options: {
			model: model.value,
			limits: quotas.value,
			validation:
				validationCount.value > 0 ? undefined : splitOptions.value.validation,
			seed: validationCount.value > 0 ? undefined : seed.value,
			groupBy: groupBy.value,
			mediaGroups: mediaGroups.value === "on" ? undefined : mediaGroups.value,
			stratifyBy: stratifyBy.value === "auto" ? undefined : stratifyBy.value,
			near: near.value === "0.8" ? undefined : near.value,
			dedupe: dedupe.value === "canonical" ? undefined : dedupe.value,
			dropOverlap:
				splitOptions.value.dropOverlap === "training"
					? true
					: splitOptions.value.dropOverlap,
			decisions: decisions.value && FILE,
			...fixOptions.value,
			convert: convert.value && Object.keys(mapping.value).length === 0,
			map: mapping.value,
		},
		out: "prepared",
	})}`;
