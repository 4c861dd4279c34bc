import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Overlap, OverlapPair } from "../../js/types";
import { chosenFiles, type NamedFile } from "../engine/input";
import { dropOverlap } from "../state/changes";
import {
	compareWith,
	comparing,
	comparisonProblem,
	dropLeaks,
	said,
	stopComparing,
} from "../state/comparison";
import {
	against,
	hasValidationFile,
	phase,
	report,
	validationCount,
	validationFiles,
} from "../state/page";
import { saving } from "../state/saving";
import { chooseValidation, removeValidation } from "../state/validation-file";
import { show } from "../state/view";
import { count, counted, percent, sentence, share } from "../text/format";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Paged } from "../ui/Pager";
import { Alike, KINDS, likeness, SideBySide } from "../ui/SideBySide";
import { Text } from "../ui/Text";

/** The user's validation file, or another one, and the records that it shares with the training data: the cause of a loss that is too good. */
export function Comparison() {
	if (phase.value !== "done") return null;
	const overlap = report.value?.overlap;
	const isOwn = hasValidationFile.value;
	const compared = against.value;
	const isChosen = isOwn ? validationCount.value > 0 : compared.length > 0;
	return (
		<section class="comparison" aria-labelledby="comparison-name">
			<h3 id="comparison-name">
				{isOwn ? "Validation file" : "Check for leakage"}
			</h3>
			{!isChosen && <Chooser />}
			{isOwn && isChosen && (
				<>
					<Chosen files={validationFiles.value} onRemove={removeValidation} />
					<OwnRecords />
				</>
			)}
			{compared.length > 0 && (
				<Chosen files={compared} onRemove={stopComparing} />
			)}
			{comparing.value !== null && (
				<p class="quiet-text">Comparing, {percent(comparing.value)}</p>
			)}
			{comparing.value === null && overlap && <Found overlap={overlap} />}
			{comparisonProblem.value && (
				<p class="notice" role="alert">
					{comparisonProblem.value}
				</p>
			)}
		</section>
	);
}

const Chosen = ({
	files,
	onRemove,
}: {
	files: NamedFile[];
	onRemove: () => void;
}) => (
	<p class="comparison-files">
		<Icon name="file" />
		<strong class="break">{files.map(({ name }) => name).join(", ")}</strong>
		<button type="button" class="link" onClick={onRemove}>
			Remove
		</button>
	</p>
);

/** How many records of the validation file would be rejected. */
function OwnRecords() {
	const own = (report.value?.files ?? []).filter((one) => one.validation);
	const sum = (of: "valid" | "invalid") =>
		own.reduce((all, file) => all + file[of], 0);
	const invalid = sum("invalid");
	const records = counted(sum("valid") + invalid, "record");
	if (invalid === 0) return <p>{records}: no record would be rejected.</p>;
	return (
		<p class="field-error">
			{count(invalid)} of {records} would be rejected.{" "}
			<button type="button" class="link" onClick={() => show("issues")}>
				Show the issues
			</button>
		</p>
	);
}

function Chooser() {
	const file = useRef<HTMLInputElement>(null);
	const isOwn = hasValidationFile.value;
	return (
		<>
			<button
				type="button"
				class={`drop-zone compare-zone ${isOwn ? "validation-zone" : ""}`}
				onClick={() => file.current?.click()}
			>
				<span>
					Drop your {isOwn ? "validation" : "test"} file, or press to choose
				</span>
				<span class="drop-hint">
					{isOwn
						? "It is checked, fixed, converted and exported with the training data."
						: "Finds records that also occur in this data. The file itself is not exported."}
				</span>
			</button>
			<input
				ref={file}
				type="file"
				multiple
				hidden
				data-testid={isOwn ? "validation-file" : "against"}
				onChange={() => {
					if (!file.current?.files?.length) return;
					const chosen = chosenFiles(file.current);
					file.current.value = ""; // the same file may be chosen again
					if (isOwn) chooseValidation(chosen);
					else compareWith(chosen);
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
			{unread.examples.length > 0 && (
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

/** Leaves the leaking records out of training or of the validation file, or keeps them again. */
function Leaks({
	overlap: { inInput, dropped, leaking, overlapping },
}: {
	overlap: Overlap;
}) {
	const side = dropOverlap.value;
	if (!report.value?.split || (leaking === 0 && !dropped)) return null;
	const off = saving.value !== null;
	const own = validationFiles.value.map(({ name }) => name);
	const name = own.length === 1 ? own[0] : "the validation files";
	if (side && dropped !== undefined)
		return (
			<p class="leaks">
				<span>
					{counted(dropped, "leaking record")} dropped from{" "}
					{side === "training" ? "training" : name}.
				</span>
				<Button off={off} onClick={() => dropLeaks("")}>
					Keep them
				</Button>
			</p>
		);
	return (
		<p class="leaks">
			<Button class="primary" off={off} onClick={() => dropLeaks("training")}>
				Drop {counted(inInput, "leaking record")} from training
			</Button>
			{validationCount.value > 0 && against.value.length === 0 && (
				<Button off={off} onClick={() => dropLeaks("validation")}>
					Drop {count(overlapping)} from {name}
				</Button>
			)}
		</p>
	);
}

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
				Records of the file that also occur in the training data
			</caption>
			<thead>
				<tr>
					<th scope="col">Also in training</th>
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
