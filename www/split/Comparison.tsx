import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Overlap, OverlapPair } from "../../js/types";
import { chosenFiles } from "../engine/input";
import {
	compareWith,
	comparing,
	comparisonProblem,
	said,
	stopComparing,
} from "../state/comparison";
import { cleaned, cleaning, dropFromData, dropFromFile } from "../state/leaks";
import { against, hasValidationFile, phase, report } from "../state/page";
import { saving } from "../state/saving";
import { validationFile } from "../state/validation-file";
import { count, counted, percent, sentence, share } from "../text/format";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Paged } from "../ui/Pager";
import { Alike, KINDS, likeness, SideBySide } from "../ui/SideBySide";
import { Text } from "../ui/Text";

/** Records that another file shares with this data: the cause of a validation loss that is too good. */
export function Comparison() {
	if (phase.value !== "done") return null;
	const overlap = report.value?.overlap;
	const isOwn = hasValidationFile.value;
	return (
		<section class="comparison" aria-labelledby="comparison-name">
			<h3 id="comparison-name">
				{isOwn ? "Validation file" : "Check for leakage"}
			</h3>
			{against.value.length === 0 ? (
				<Chooser />
			) : (
				<>
					<p class="comparison-files">
						<Icon name="file" />
						<strong class="break">
							{against.value.map(({ name }) => name).join(", ")}
						</strong>
						<button type="button" class="link" onClick={stopComparing}>
							Remove
						</button>
					</p>
					{isOwn && <OwnRules />}
					{comparing.value !== null && (
						<p class="quiet-text">Comparing, {percent(comparing.value)}</p>
					)}
					<Cleaned />
					{comparing.value === null && overlap && <Found overlap={overlap} />}
				</>
			)}
			{comparisonProblem.value && (
				<p class="notice" role="alert">
					{comparisonProblem.value}
				</p>
			)}
		</section>
	);
}

/** The file by the rules that the data are checked by. */
function OwnRules() {
	const checked = validationFile.value;
	if (!checked) return null;
	const { records, invalid, first } = checked;
	if (invalid === 0)
		return <p>{counted(records, "record")}: no record would be rejected.</p>;
	return (
		<p class="field-error">
			{count(invalid)} of {counted(records, "record")} would be rejected.
			{first && (
				<>
					{" "}
					Line {count(first.line)}: <Text text={sentence(first.message)} />
				</>
			)}
		</p>
	);
}

function Chooser() {
	const file = useRef<HTMLInputElement>(null);
	return (
		<>
			<button
				type="button"
				class="drop-zone compare-zone"
				onClick={() => file.current?.click()}
			>
				<span>
					Drop your {hasValidationFile.value ? "" : "test or "}validation file,
					or press to choose
				</span>
				<span class="drop-hint">
					Finds records that also occur in this data. The file itself is not
					exported.
				</span>
			</button>
			<input
				ref={file}
				type="file"
				multiple
				hidden
				data-testid="against"
				onChange={() => {
					if (!file.current?.files?.length) return;
					compareWith(chosenFiles(file.current));
					file.current.value = ""; // the same file may be chosen again
				}}
			/>
		</>
	);
}

function Found({ overlap }: { overlap: Overlap }) {
	const { records, pairs, unread } = overlap;
	return (
		<>
			{said(report.value).map((message) => (
				<p key={message} class="lead">
					{sentence(message)}
				</p>
			))}
			{unread.records > 0 && (
				<ul class="unread">
					{unread.examples.slice(0, 5).map(({ file, line, message }) => (
						<li key={`${file}:${line}`} class="break">
							{file} line {count(line)}: <Text text={sentence(message)} />
						</li>
					))}
				</ul>
			)}
			<Leaks overlap={overlap} />
			{records > 0 && <Levels overlap={overlap} />}
			{pairs.length > 0 && <Pairs pairs={pairs} />}
		</>
	);
}

/** Leaves the leaking records out of training, or keeps them again; or leaves them out of the file. */
function Leaks({
	overlap: { inInput, dropped, overlapping },
}: {
	overlap: Overlap;
}) {
	if (inInput === 0 || !report.value?.split) return null;
	const [file, another] = against.value;
	const isDropped = dropped !== undefined;
	const off = saving.value !== null || cleaning.value !== null;
	return (
		<p class="leaks">
			{isDropped && (
				<span>{counted(dropped, "leaking record")} dropped from training.</span>
			)}
			<Button
				class={isDropped ? undefined : "primary"}
				off={off}
				onClick={() => dropFromData(!isDropped)}
			>
				{isDropped
					? "Keep them"
					: `Drop ${counted(inInput, "leaking record")} from training`}
			</Button>
			{!isDropped && file && !another && (
				<Button off={off} onClick={dropFromFile}>
					Drop {count(overlapping)} from {file.name}
				</Button>
			)}
			{cleaning.value !== null && <span>{percent(cleaning.value)}</span>}
		</p>
	);
}

/** What became of the file. */
const Cleaned = () =>
	cleaned.value && (
		<p class={cleaned.value.failed ? "notice" : "all-clear"} role="status">
			{!cleaned.value.failed && <Icon name="ready" />} {cleaned.value.words}
		</p>
	);

/** Each record of the other file once, by the strictest way in which it also occurs in the data. */
function Levels({ overlap }: { overlap: Overlap }) {
	const { records, exact, canonical, normalized, near, overlapping } = overlap;
	const alike = near ?? normalized;
	const levels: [string, number][] = [
		["Identical", exact],
		["Same JSON", canonical - exact],
		["Same text", normalized - canonical],
		["Similar", alike - normalized],
		["Same prompt, different answer", overlapping - alike],
		["Total", overlapping],
	];
	return (
		<table class="split-table overlap-table">
			<caption class="sr">
				Records of the other file that also occur in this data
			</caption>
			<thead>
				<tr>
					<th scope="col">Also in this data</th>
					<th scope="col">Records</th>
					<th scope="col">Share</th>
				</tr>
			</thead>
			<tbody>
				{levels.map(([level, number]) => (
					<tr key={level}>
						<th scope="row">{level}</th>
						<td>{count(number)}</td>
						<td>{share(number, records)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Pairs({ pairs }: { pairs: OverlapPair[] }) {
	const kind = useSignal<OverlapPair["kind"] | "">("");
	const kinds = [...new Set(pairs.map((pair) => pair.kind))];
	const wanted = kinds.some((one) => one === kind.value) ? kind.value : "";
	return (
		<>
			{kinds.length > 1 && (
				<span class="field">
					<label for="overlap-kind">Show</label>
					<select
						id="overlap-kind"
						value={wanted}
						onChange={(event) => {
							kind.value = event.currentTarget.value as typeof kind.value;
						}}
					>
						<option value="">all pairs</option>
						{kinds.map((one) => (
							<option key={one} value={one}>
								{KINDS[one]}
							</option>
						))}
					</select>
				</span>
			)}
			<ul class="clusters">
				<Paged
					items={pairs.filter((pair) => !wanted || pair.kind === wanted)}
					name="pairs"
					size={10}
				>
					{(pair: OverlapPair) => (
						<Pair key={`${pair.file}:${pair.line}`} pair={pair} />
					)}
				</Paged>
			</ul>
		</>
	);
}

function Pair({ pair }: { pair: OverlapPair }) {
	const { file, line, other } = pair;
	return (
		<Alike
			id={`pair-${file}-${line}`.replace(/\W/g, "-")}
			line={
				<>
					<span class="break">
						{file} line {count(line)}
					</span>
					<span class="drop-copies break">
						<b>In</b> {other.file} line {count(other.line)}
					</span>
					<span class="cluster-kind">{likeness(pair)}</span>
				</>
			}
		>
			{() => (
				<SideBySide left={pair} right={other} names={["Theirs", "Here"]} />
			)}
		</Alike>
	);
}
