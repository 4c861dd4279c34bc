import { useSignal } from "@preact/signals";
import { shellPath, shellWord } from "../../js/text/shell";
import { decisions, FILE, fixOptions } from "../state/changes";
import { against, convert, files, quotas } from "../state/page";
import {
	groupBy,
	model,
	seed,
	stratifyBy,
	validation,
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

/** Names the split even at the command line's defaults: a script should say what it does. */
const commandLine = () =>
	[
		"npx tuneset prepare",
		...files.value.map((file) => shellPath(file.name)),
		...(model.value ? ["--model", shellWord(model.value)] : []),
		...Object.entries(quotas.value).flatMap(([name, number]) => [
			"--limit",
			shellWord(`${name}=${number}`),
		]),
		...against.value.flatMap(({ name }) => ["--against", shellPath(name)]),
		"--validation",
		shellWord(validation.value),
		"--seed",
		shellWord(seed.value),
		...(groupBy.value ? ["--group-by", shellWord(groupBy.value)] : []),
		...(stratifyBy.value === "auto"
			? []
			: ["--stratify-by", shellWord(stratifyBy.value)]),
		...(decisions.value ? ["--decisions", FILE] : []),
		...(fixOptions.value.unsafeFixes ? ["--unsafe-fixes"] : []),
		...(fixOptions.value.fix ? ["--fix"] : []),
		...Object.entries(fixOptions.value.fixes).map(
			(pair) => `--fix-rule ${pair.join("=")}`,
		),
		...(convert.value ? ["--convert"] : []),
		"--out prepared",
	].join(" ");
