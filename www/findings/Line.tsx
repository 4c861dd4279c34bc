import { useSignal } from "@preact/signals";
import { files, report } from "../state/page";
import { currentRun } from "../state/run";
import { Scroller } from "../ui/Scroller";
import { Bytes } from "../ui/Text";

/** Bytes shown of one line: enough to recognise it by. */
const SHOWN = 64 * 1024;

/** Any line of any file, found or not. */
export function Line() {
	const file = useSignal(0);
	const wanted = useSignal("");
	const found = useSignal<Uint8Array | string | null>(null);
	const known = report.value?.files[file.value];
	if (!known || !report.value?.complete) return null;
	const line = Number(wanted.value);
	return (
		<details class="line">
			<summary>Look at a line</summary>
			<form
				class="line-form"
				onSubmit={async (event) => {
					event.preventDefault();
					try {
						const bytes = await currentRun()?.record(known.name, line);
						found.value = bytes ?? null;
					} catch (error) {
						found.value = (error as Error).message;
					}
				}}
			>
				{files.value.length > 1 && (
					<select
						aria-label="File"
						value={String(file.value)}
						onChange={(event) => {
							file.value = Number(event.currentTarget.value);
							found.value = null;
						}}
					>
						{files.value.map(({ name }, index) => (
							<option key={name} value={String(index)}>
								{name}
							</option>
						))}
					</select>
				)}
				<input
					type="number"
					aria-label={`Line, from 1 to ${known.lines}`}
					min={1}
					max={known.lines}
					required
					value={wanted.value}
					onInput={(event) => {
						wanted.value = event.currentTarget.value;
					}}
				/>
				<button type="submit">Show</button>
			</form>
			{typeof found.value === "string" && <p class="notice">{found.value}</p>}
			{found.value instanceof Uint8Array && (
				<Scroller label="The line">
					{found.value.length === 0 ? (
						<span class="cut">The line is empty.</span>
					) : (
						<Bytes bytes={found.value.subarray(0, SHOWN)} />
					)}
					{found.value.length > SHOWN && <span class="cut"> …</span>}
				</Scroller>
			)}
		</details>
	);
}
