import { useSignal } from "@preact/signals";
import { reasonsInWords } from "../../js/text/set-aside";
import type { Report, SetAside } from "../../js/types";
import { report, shareOf, writing } from "../state/page";
import {
	canPickFolder,
	download,
	FILES,
	inTheWay,
	type Output,
	replaceExisting,
	saved,
	saveToFolder,
	saving,
	savingProblem,
	stopSaving,
	wanted,
} from "../state/saving";
import { bytes, count, counted, percent } from "../text/format";
import { Button } from "../ui/Button";
import { CommandLine } from "../ui/CommandLine";
import { Icon } from "../ui/Icon";
import { Panel } from "../ui/Panel";

/** The files that are ready to upload, and the report that vouches for them. */
export function Export() {
	const known = report.value;
	if (!known?.split || !known.complete) return null;
	const offered = outputs(known);
	const some = offered.some(([output]) => wanted.value.has(output));
	const busy = writing.value;
	return (
		<Panel name="Export" note="Your own files stay as they are">
			{known.split.train.records === 0 && (
				<p class="lead">
					No record is left to train on: there is only the report.
				</p>
			)}
			<ul class="outputs">
				{offered.map(([output, note]) => (
					<OutputRow key={output} output={output} note={note} />
				))}
			</ul>
			<div class="export-actions">
				{canPickFolder() && (
					<Button class="primary" off={!some || busy} onClick={saveToFolder}>
						Save to a folder…
					</Button>
				)}
				<Button
					class={canPickFolder() ? undefined : "primary"}
					off={!some || busy}
					onClick={() => download([...wanted.value])}
				>
					Download
				</Button>
				{busy && (
					<>
						<progress
							aria-label="Written"
							max={1}
							value={shareOf(saving.value)}
						/>
						<span class="numeral">{percent(shareOf(saving.value))}</span>
						<button type="button" class="link" onClick={stopSaving}>
							Stop
						</button>
					</>
				)}
			</div>
			{inTheWay.value.length > 0 && (
				<div class="notice" role="alert">
					<p>
						The folder has {inTheWay.value.join(" and ")} already. Nothing has
						been written yet.
					</p>
					<button type="button" onClick={() => replaceExisting(true)}>
						Replace {inTheWay.value.length === 1 ? "it" : "them"}
					</button>{" "}
					<button type="button" onClick={() => replaceExisting(false)}>
						Keep {inTheWay.value.length === 1 ? "it" : "them"}
					</button>
				</div>
			)}
			{savingProblem.value && (
				<p class="notice" role="alert">
					{savingProblem.value}
				</p>
			)}
			{saved.value && (
				<p class="all-clear" role="status">
					<Icon name="ready" /> {saved.value}
				</p>
			)}
			<CommandLine />
		</Panel>
	);
}

function outputs({ split }: Report): [Output, string][] {
	if (!split) return [];
	const whole: [Output, string] = [
		"report",
		"every finding, every count, the digests",
	];
	if (split.train.records === 0) return [whole];
	return [
		["train", counted(split.train.records, "record")],
		...(split.validation
			? [
					["validation", counted(split.validation.records, "record")] as [
						Output,
						string,
					],
				]
			: []),
		["setAside", reasons(split.setAside)],
		whole,
	];
}

const reasons = (setAside: SetAside) =>
	reasonsInWords(setAside)
		.sort(([, a], [, b]) => b - a)
		.map(([reason, rows]) => `${count(rows)} ${reason}`)
		.join(", ") || "nothing";

function OutputRow({ output, note }: { output: Output; note: string }) {
	const copied = useSignal(false);
	const split = report.value?.split;
	const written = output === "report" || !split ? undefined : split[output];
	return (
		<li class="output">
			<label>
				<input
					type="checkbox"
					checked={wanted.value.has(output)}
					onChange={(event) => {
						const next = new Set(wanted.value);
						if (event.currentTarget.checked) next.add(output);
						else next.delete(output);
						wanted.value = next;
					}}
				/>
				<span class="output-name">{FILES[output]}</span>
			</label>
			<span class="output-note">{note}</span>
			<Button
				class="link output-save"
				aria-label={`Download ${FILES[output]}`}
				off={writing.value}
				onClick={() => download([output])}
			>
				Download
			</Button>
			{written?.sha256 && (
				<p class="digest">
					<span>{bytes(written.bytes ?? 0)}</span> SHA-256{" "}
					<code class="break">{written.sha256}</code>
					{navigator.clipboard && (
						<button
							type="button"
							class="link"
							aria-label={`Copy the SHA-256 of ${FILES[output]}`}
							onClick={async () => {
								await navigator.clipboard.writeText(written.sha256 ?? "");
								copied.value = true;
							}}
						>
							{copied.value ? "Copied" : "Copy"}
						</button>
					)}
				</p>
			)}
		</li>
	);
}
