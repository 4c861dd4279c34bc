import { useSignal } from "@preact/signals";
import { reasonsInWords } from "../../js/text/set-aside";
import type { Report, SetAside } from "../../js/types";
import { convert } from "../state/changes";
import { report, shareOf, writing } from "../state/page";
import { showJob } from "../state/plan";
import {
	asked,
	canPickFolder,
	download,
	downloadZip,
	FILES,
	inTheWay,
	isReport,
	type Output,
	offered,
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
	const main = offered(known).filter((output) => output !== "setAside");
	const busy = writing.value;
	const chosen = asked();
	const pickable = canPickFolder();
	return (
		<Panel name="Export" note="Your own files are not changed">
			{known.split.train.records === 0 && (
				<p class="lead">
					Nothing to export yet: no record is valid. There is only the report.
				</p>
			)}
			<ul class="outputs">
				{main.map((output) => (
					<OutputRow key={output} output={output} known={known} />
				))}
			</ul>
			<div class="export-actions">
				<Button
					class="primary"
					off={busy}
					onClick={() => (pickable ? saveToFolder() : download(chosen))}
				>
					{pickable
						? "Save to a folder…"
						: `Download ${counted(chosen.length, "file")}`}
				</Button>
				<Button off={busy} onClick={downloadZip}>
					Download as .zip
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
			<Conflict />
			{savingProblem.value && (
				<p class="notice" role="alert">
					{savingProblem.value}
				</p>
			)}
			{saved.value && <Done />}
			<Advanced known={known} />
		</Panel>
	);
}

/** Files in the folder that would be replaced. */
const Conflict = () =>
	inTheWay.value.length === 0 ? null : (
		<div class="notice" role="alert">
			<p>
				The folder already has {inTheWay.value.join(" and ")}. Nothing has been
				written yet.
			</p>
			<button type="button" onClick={() => replaceExisting(true)}>
				Replace {inTheWay.value.length === 1 ? "it" : "them"}
			</button>{" "}
			<button type="button" onClick={() => replaceExisting(false)}>
				Keep {inTheWay.value.length === 1 ? "it" : "them"}
			</button>
		</div>
	);

const Done = () => (
	<div class="export-done">
		<p class="all-clear" role="status">
			<Icon name="ready" /> {saved.value}
		</p>
		<button type="button" class="accent-quiet" onClick={showJob}>
			Next: upload and start the job
		</button>
	</div>
);

/** For experts: excluded records, checksums, the same in a terminal. */
function Advanced({ known }: { known: Report }) {
	const excluded = offered(known).includes("setAside");
	const written = [known.split?.train, known.split?.validation].some(
		(output) => output?.sha256,
	);
	return (
		<details class="export-advanced">
			<summary>Advanced</summary>
			{excluded && (
				<ul class="outputs">
					<OutputRow output="setAside" known={known} />
				</ul>
			)}
			{excluded && (
				<label class="export-include">
					<input
						type="checkbox"
						checked={wanted.value.has("setAside")}
						onChange={({ currentTarget }) => {
							const next = new Set(wanted.value);
							if (currentTarget.checked) next.add("setAside");
							else next.delete("setAside");
							wanted.value = next;
						}}
					/>
					Include the excluded records
				</label>
			)}
			<h3>Checksums (SHA-256)</h3>
			{written ? (
				<ul>
					{offered(known).map((output) => (
						<Digest key={output} output={output} known={known} />
					))}
				</ul>
			) : (
				<p class="quiet-text">Shown once the files have been written.</p>
			)}
			<CommandLine />
		</details>
	);
}

const writtenOf = ({ split }: Report, output: Output) =>
	isReport(output) ? undefined : split?.[output];

function OutputRow({ output, known }: { output: Output; known: Report }) {
	return (
		<li class="output">
			<Button
				class="link output-name"
				aria-label={`Download ${FILES[output]}`}
				title={`Download ${FILES[output]} alone`}
				off={writing.value}
				onClick={() => download([output])}
			>
				{FILES[output]}
			</Button>
			<span class="output-note">{noteOf(output, known)}</span>
			<span class="output-size numeral">{sizeOf(output, known)}</span>
		</li>
	);
}

function noteOf(output: Output, { split }: Report): string {
	if (output === "page") return "for people: opens in a browser and prints";
	if (output === "report")
		return "for programs: all issues, counts and checksums";
	if (output === "setAside") return split ? reasons(split.setAside) : "";
	return counted(split?.[output]?.records ?? 0, "record");
}

const reasons = (setAside: SetAside) =>
	reasonsInWords(setAside)
		.sort(([, a], [, b]) => b - a)
		.map(([reason, rows]) => `${count(rows)} ${reason}`)
		.join(", ");

/** The size once written; before, its share of the input, where records stay as they are. */
function sizeOf(output: Output, known: Report): string {
	const written = writtenOf(known, output);
	if (written?.bytes !== undefined) return bytes(written.bytes);
	if (!written || output === "setAside" || convert.value) return "";
	const all = known.files.reduce((sum, file) => sum + file.bytes, 0);
	const share = written.records / Math.max(known.counts.records, 1);
	const about = bytes(Number((all * share).toPrecision(2)));
	return `about ${about.replace(/(\.\d*?)0+ /, "$1 ").replace(". ", " ")}`;
}

function Digest({ output, known }: { output: Output; known: Report }) {
	const copied = useSignal(false);
	const sha256 = writtenOf(known, output)?.sha256;
	if (!sha256) return null;
	return (
		<li class="digest">
			{FILES[output]} <code class="break">{sha256}</code>{" "}
			{navigator.clipboard && (
				<button
					type="button"
					class="link"
					aria-label={`Copy the SHA-256 of ${FILES[output]}`}
					onClick={async () => {
						await navigator.clipboard.writeText(sha256);
						copied.value = true;
					}}
				>
					{copied.value ? "Copied" : "Copy"}
				</button>
			)}
		</li>
	);
}
