import { computed } from "@preact/signals";
import { weightOf } from "../../js/text/severity";
import type { Severity } from "../../js/types";
import { current, issues, look, step } from "../state/issues";
import { report } from "../state/page";
import { open } from "./open";

/** Columns of the map. */
const COLUMNS = 120;

interface Mark {
	name: string;
	place: number;
	/** Share of all lines before it. */
	at: number;
	severity: Severity;
	fixed?: true;
}

/** Where the listed issues are. */
const marks = computed<Mark[]>(() => {
	const starts = new Map<string, number>();
	let lines = 0;
	for (const file of report.value?.files ?? []) {
		starts.set(file.name, lines);
		lines += file.lines;
	}
	if (lines < 2) return [];
	return issues.value.flatMap(({ name, places }) =>
		places.flatMap(({ file, line, severity, fixed }, place) => {
			const start = starts.get(file);
			return start === undefined || line === 0
				? []
				: [{ name, place, at: (start + line - 1) / lines, severity, fixed }];
		}),
	);
});

/** The worst of each column. */
const worst = computed(() => {
	const found = new Map<number, Mark>();
	for (const mark of marks.value) {
		const column = Math.floor(mark.at * COLUMNS);
		const known = found.get(column);
		if (!known || weightOf(mark) < weightOf(known)) found.set(column, mark);
	}
	return found;
});

/** Where in the files the listed issues are; a click goes to the nearest. */
export function MiniMap() {
	if (marks.value.length === 0) return null;
	const now = current.value;
	const shown = marks.value.find(
		({ name, place }) => name === now?.issue.name && place === now.index,
	);
	const goTo = (share: number) => {
		const nearest = marks.value.reduce((best, mark) =>
			Math.abs(mark.at - share) < Math.abs(best.at - share) ? mark : best,
		);
		look(nearest.name, nearest.place);
		open();
	};
	return (
		<button
			type="button"
			class="minimap"
			aria-label="Map of the issues, from the first line to the last"
			title="Where in the data the issues are: first line left, last line right"
			onClick={({ detail, offsetX, currentTarget }) =>
				// A key has no place.
				detail === 0 ? step(1) : goTo(offsetX / currentTarget.clientWidth)
			}
		>
			<svg
				viewBox={`0 0 ${COLUMNS} 10`}
				preserveAspectRatio="none"
				aria-hidden="true"
			>
				{[...worst.value].map(([column, { severity, fixed }]) => (
					<rect
						key={column}
						class={`is-${fixed ? "ready" : severity}`}
						x={column}
						y={0}
						width={1}
						height={10}
					/>
				))}
				{shown && (
					<rect
						class="here"
						x={Math.floor(shown.at * COLUMNS)}
						y={8}
						width={1}
						height={2}
					/>
				)}
			</svg>
		</button>
	);
}
