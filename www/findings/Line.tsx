import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { issues, lineShown, look, lookAtLine, opened } from "../state/issues";
import { files, report } from "../state/page";
import { currentRun } from "../state/run";
import { count } from "../text/format";
import { Scroller } from "../ui/Scroller";
import { Bytes } from "../ui/Text";
import { Back } from "./Detail";
import { open } from "./open";
import { Record } from "./Record";
import { LARGEST_SHOWN } from "./source";

/** Bytes shown of one line: enough to recognise it by. */
const SHOWN = 64 * 1024;

/** Any line of any file, found or not. */
export function GoToLine() {
	const file = useSignal(0);
	const wanted = useSignal("");
	const known = report.value?.files[file.value];
	if (!known || !report.value?.complete) return null;
	return (
		<form
			class="line-form"
			onSubmit={(event) => {
				event.preventDefault();
				lookAtLine(known.name, Number(wanted.value));
				open();
			}}
		>
			{files.value.length > 1 && (
				<select
					aria-label="File"
					value={String(file.value)}
					onChange={(event) => {
						file.value = Number(event.currentTarget.value);
					}}
				>
					{files.value.map(({ name }, index) => (
						<option key={name} value={String(index)}>
							{name}
						</option>
					))}
				</select>
			)}
			<label>
				Go to line{" "}
				<input
					type="number"
					aria-label={`Go to line, from 1 to ${known.lines}`}
					min={1}
					max={known.lines}
					required
					value={wanted.value}
					onInput={(event) => {
						wanted.value = event.currentTarget.value;
					}}
				/>
			</label>
			<button type="submit">Go</button>
		</form>
	);
}

/** A line, and the issues on it. */
export function LineView({ file, line }: { file: string; line: number }) {
	const found = useSignal<Uint8Array | string | null>(null);
	useEffect(() => {
		let gone = false;
		const set = (now: Uint8Array | string | null) => {
			if (!gone) found.value = now;
		};
		currentRun()
			?.record(file, line)
			.then(set, (error: Error) => set(error.message));
		return () => {
			gone = true;
		};
	}, [file, line]);
	const bytes = found.value;
	const isText = bytes instanceof Uint8Array && bytes.length <= LARGEST_SHOWN;
	return (
		<article class="line finding" aria-labelledby="issue">
			<header class="finding-head">
				<Back />
				<h3 class="finding-where break" id="issue" tabIndex={-1}>
					Line {count(line)}
					{files.value.length > 1 && ` of ${file}`}
				</h3>
				<button
					type="button"
					class="link"
					onClick={() => {
						lineShown.value = null;
						opened.value = false;
					}}
				>
					Close
				</button>
			</header>
			<ul class="line-issues">
				{issues.value.map(({ name, title, places }) => {
					const place = places.findIndex(
						(one) => one.line === line && one.file === file,
					);
					return (
						place >= 0 && (
							<li key={name}>
								<button
									type="button"
									class="link"
									onClick={() => look(name, place)}
								>
									{title}
								</button>
							</li>
						)
					);
				})}
			</ul>
			{typeof bytes === "string" && <p class="notice">{bytes}</p>}
			{bytes instanceof Uint8Array && (
				<Record
					text={isText ? new TextDecoder().decode(bytes) : undefined}
					line={line}
				>
					<Scroller label={`Line ${count(line)}`}>
						{bytes.length === 0 ? (
							<span class="cut">The line is empty.</span>
						) : (
							<Bytes bytes={bytes.subarray(0, SHOWN)} />
						)}
						{bytes.length > SHOWN && <span class="cut"> …</span>}
					</Scroller>
				</Record>
			)}
		</article>
	);
}
