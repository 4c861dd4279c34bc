import { useSignal } from "@preact/signals";
import { prepareCommand } from "../../js/text/command";
import {
	convert,
	decisions,
	FILE,
	fixOptions,
	mapping,
} from "../state/changes";
import { against, files, quotas, splitOptions } from "../state/page";
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

/** Names the split even at the command line's defaults, so that a script is explicit. */
const commandLine = () =>
	`npx ${prepareCommand({
		files: files.value.map(({ name }) => name),
		against: against.value.map(({ name }) => name),
		options: {
			model: model.value,
			limits: quotas.value,
			validation: splitOptions.value.validation,
			seed: seed.value,
			groupBy: groupBy.value,
			mediaGroups: mediaGroups.value === "on" ? undefined : mediaGroups.value,
			stratifyBy: stratifyBy.value === "auto" ? undefined : stratifyBy.value,
			near: near.value === "0.8" ? undefined : near.value,
			dedupe: dedupe.value === "canonical" ? undefined : dedupe.value,
			dropOverlap: splitOptions.value.dropOverlap,
			decisions: decisions.value && FILE,
			...fixOptions.value,
			convert: convert.value && Object.keys(mapping.value).length === 0,
			map: mapping.value,
		},
		out: "prepared",
	})}`;
