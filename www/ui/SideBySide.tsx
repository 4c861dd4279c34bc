import { useSignal } from "@preact/signals";
import { type ComponentChildren, Fragment } from "preact";
import { useEffect } from "preact/hooks";
import { KINDS as DUPLICATES } from "../../js/text/duplicate-kinds";
import type { OverlapPair } from "../../js/types";
import { allFiles } from "../state/page";
import { currentRun } from "../state/run";
import { differences, type Stretch } from "../text/differences";
import { count, percent } from "../text/format";
import { Icon } from "./Icon";
import { Scroller } from "./Scroller";
import { Bytes } from "./Text";

export type Place = { file: string; line: number; dropped?: true };

export const placeText = ({ file, line }: Place) =>
	`${allFiles.value.length > 1 ? `${file} ` : ""}line ${count(line)}`;

/** In what two records are the same. */
export const KINDS: Record<OverlapPair["kind"], string> = {
	...DUPLICATES,
	"same-prompt": "same prompt, different answer",
};

/** The same, with the figure where it says more. */
export const likeness = ({
	kind,
	similarity,
}: Pick<OverlapPair, "kind" | "similarity">): string =>
	kind === "near" && similarity !== undefined
		? `${percent(similarity)} similar`
		: KINDS[kind];

/** One line of a list of duplicates, which opens to their common text. */
export function Alike({
	id,
	line,
	children,
}: {
	id: string;
	line: ComponentChildren;
	children: () => ComponentChildren;
}) {
	const open = useSignal(false);
	return (
		<li class="cluster">
			<button
				type="button"
				class="cluster-toggle"
				aria-expanded={open.value}
				aria-controls={id}
				onClick={() => {
					open.value = !open.value;
				}}
			>
				<Icon name="chevron" />
				{line}
			</button>
			{open.value && (
				<div id={id} class="cluster-body">
					{children()}
				</div>
			)}
		</li>
	);
}

/** Bytes of a record that are shown and compared. */
const MOST_SHOWN = 16 * 1024;

/** Two records and where they differ, each under the word for what becomes of it. */
export function SideBySide({
	left,
	right,
	names: [leftName, rightName],
}: {
	left: Place;
	right: Place;
	names: [string, string];
}) {
	const one = useRecord(left);
	const other = useRecord(right);
	if (!one || !other) return <div class="sides is-waiting" />;
	const failed = [one, other].find((side) => typeof side === "string");
	if (typeof one === "string" || typeof other === "string")
		return <p class="notice">{String(failed)}</p>;
	const [onlyOne, onlyOther] = differences(one, other);
	return (
		<div class="sides">
			<Side name={leftName} place={left} text={one} only={onlyOne} />
			<Side name={rightName} place={right} text={other} only={onlyOther} />
		</div>
	);
}

const Side = ({
	name,
	place,
	text,
	only,
}: {
	name: string;
	place: Place;
	text: Uint8Array;
	only: Stretch[];
}) => (
	<div class={`side side-${name.toLowerCase()}`}>
		<p class="break">
			<b>{name}</b> {placeText(place)}
		</p>
		<Scroller label={`${name} ${placeText(place)}`}>
			{only.map(([start, end], index) => (
				<Fragment key={start}>
					<Bytes bytes={text.subarray(only[index - 1]?.[1] ?? 0, start)} />
					<mark>
						<Bytes bytes={text.subarray(start, end)} />
					</mark>
				</Fragment>
			))}
			<Bytes bytes={text.subarray(only.at(-1)?.[1] ?? 0)} />
		</Scroller>
	</div>
);

/** The bytes of a record: nothing yet, a sentence when it cannot be read, or the record. */
function useRecord(place: Place): Uint8Array | string | null {
	const bytes = useSignal<Uint8Array | string | null>(null);
	useEffect(() => {
		let gone = false;
		bytes.value = null;
		currentRun()
			?.record(place.file, place.line)
			.then(
				(found) => {
					if (!gone) bytes.value = found.subarray(0, MOST_SHOWN);
				},
				(error: Error) => {
					if (!gone) bytes.value = error.message;
				},
			);
		return () => {
			gone = true;
		};
	}, [place.file, place.line]);
	return bytes.value;
}
