import { useRef } from "preact/hooks";
import { classFilter } from "../state/class-filter";
import {
	counts,
	current,
	hasIssues,
	issues,
	lineShown,
	lookAtLine,
	opened,
	search,
	step,
	wantedLine,
} from "../state/issues";
import { files, report } from "../state/page";
import { count, counted } from "../text/format";
import { Icon } from "../ui/Icon";
import { Panel } from "../ui/Panel";
import { Detail } from "./Detail";
import { Fixes } from "./Fixes";
import { LineView } from "./Line";
import { MiniMap } from "./MiniMap";
import { open } from "./open";
import { Rule } from "./Rule";
import { Toolbar } from "./Toolbar";

/** Everything found: rules in a list, and beside it the place that is looked at. */
export function Findings() {
	const known = report.value;
	if (!known) return null;
	const { all } = counts.value;
	return (
		<Panel name="Issues" note={all > 0 ? counted(all, "issue") : undefined}>
			<OfClass />
			{hasIssues.value && <Fixes />}
			<Toolbar />
			{(hasIssues.value || lineShown.value) && <MasterDetail />}
			{!hasIssues.value && (
				<p class="all-clear" id="issue" tabIndex={-1}>
					<Icon name="ready" /> No issues found
					{classFilter.value ? " in this class" : ""}
					{known.complete ? "" : " so far"}.
				</p>
			)}
		</Panel>
	);
}

/** Keys that move through the places while the focus is here, and not in a field. */
const STEPS: Record<string, 1 | -1> = { j: 1, k: -1 };

function MasterDetail() {
	const now = current.value;
	const list = useRef<HTMLUListElement>(null);
	const onKeyDown = (event: KeyboardEvent) => {
		const target = event.target as HTMLElement;
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (target.closest("input, textarea, select")) return;
		const by = STEPS[event.key];
		if (by) step(by);
		const along = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (!along || !list.current?.contains(target)) return;
		event.preventDefault();
		const rows = [
			...list.current.querySelectorAll<HTMLElement>(".rule-toggle"),
		];
		const at = rows.findIndex((row) => row.parentElement?.contains(target));
		rows[at + along]?.focus();
		rows[at + along]?.click();
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: keys for what its buttons do
		<div
			class={`issues ${opened.value ? "is-open" : ""}`}
			onKeyDown={onKeyDown}
		>
			<div class="issues-list">
				<MiniMap />
				{/* biome-ignore lint/a11y/noRedundantRoles: without list style Safari drops it */}
				<ul class="rules" ref={list} role="list" aria-label="Issues by rule">
					{issues.value.map((issue) => (
						<Rule
							key={issue.name}
							issue={issue}
							isCurrent={!lineShown.value && issue === now?.issue}
						/>
					))}
				</ul>
				{issues.value.length === 0 && <NoMatches />}
			</div>
			<div class="issues-detail">
				{lineShown.value ? (
					<LineView {...lineShown.value} />
				) : (
					now && <Detail {...now} />
				)}
			</div>
		</div>
	);
}

function NoMatches() {
	const line = wantedLine.value;
	const [first] = files.value;
	if (!line || !first) return <p class="quiet-text">No matches.</p>;
	return (
		<p class="quiet-text">
			No issues on line {count(line)}.{" "}
			{files.value.length === 1 && (
				<button
					type="button"
					class="link"
					onClick={() => {
						lookAtLine(first.name, line);
						open();
					}}
				>
					Show line {count(line)}
				</button>
			)}
		</p>
	);
}

/** The class that was chosen among the figures. */
function OfClass() {
	const ofClass = classFilter.value;
	if (!ofClass) return null;
	return (
		<p class="class-filter" role="status">
			Only issues in records whose {ofClass.field} is “
			<strong class="break">{ofClass.label}</strong>”, of those that are listed.{" "}
			<button
				type="button"
				class="link"
				onClick={() => {
					classFilter.value = null;
					search.value = "";
				}}
			>
				All issues
			</button>
		</p>
	);
}
