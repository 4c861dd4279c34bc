import { duplicateKinds } from "../../js/text/duplicate-kinds";
import type { Cluster, Duplicates as Known, Report } from "../../js/types";
import {
	chooseKind,
	chooseOrder,
	dropOthers,
	from,
	groups,
	groupsStale,
	type Kind,
	kind,
	type Order,
	order,
	SIZE,
} from "../state/duplicates";
import { report, splitStale } from "../state/page";
import { setDedupe } from "../state/run";
import { saving } from "../state/saving";
import { dedupe, near } from "../state/settings";
import { count, counted, percent } from "../text/format";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Pages } from "../ui/Pager";
import { Panel } from "../ui/Panel";
import { Group } from "./Group";

/** Duplicate records: how many, one choice for all, and every group of them. */
export function Duplicates() {
	const known = report.value;
	if (!known || known.counts.valid === 0) return null;
	const { normalized, clusterCount, nearPrompts } = known.duplicates;
	const all = known.duplicates.near ?? normalized;
	return (
		<Panel
			name="Duplicates"
			note={all > 0 ? counted(all, "duplicate") : undefined}
			waiting={groupsStale.value || splitStale.value}
		>
			{known.duplicates.threshold !== undefined && known.split && <Threshold />}
			{all === 0 ? (
				<p class="all-clear">
					<Icon name="ready" /> No duplicates found
					{known.complete ? "." : " so far."}
				</p>
			) : (
				<>
					<p class="lead" data-testid="duplicates-found">
						{found(known.duplicates, all)}
					</p>
					{known.split && <p data-testid="duplicates-fate">{fate(known)}</p>}
					{known.split && <Choice />}
					<Filter />
					<ul class="clusters">
						{(groups.value?.clusters ?? known.duplicates.clusters)
							.slice(0, SIZE)
							.map((cluster: Cluster) => (
								<Group
									key={`${cluster.representative.file}:${cluster.representative.line}`}
									cluster={cluster}
								/>
							))}
					</ul>
					<Pages
						name="groups of duplicates"
						from={from.value}
						size={SIZE}
						total={groups.value?.count ?? clusterCount}
						go={(to) => {
							from.value = to;
						}}
					/>
				</>
			)}
			{nearPrompts !== undefined && nearPrompts > 0 && (
				<p class="quiet-text">
					{counted(nearPrompts, "record is", "records are")} similar to another
					one but for the answer. They are not duplicates: all are kept, on one
					side of the split.
				</p>
			)}
		</Panel>
	);
}

/** "155 duplicates in 130 groups: 28 same text, 127 similar." */
const found = (known: Known, all: number): string =>
	`${counted(all, "duplicate")} in ${counted(known.clusterCount, "group")}: ${duplicateKinds(known)}.`;

/** What becomes of them, by rule and by decision. */
function fate({
	duplicates: { dropped = 0, kept = 0 },
	files,
}: Report): string {
	if (kept === 0)
		return `${count(dropped)} dropped; no duplicate is left in the export.`;
	// A file stays on its side, whatever its records repeat.
	if (files.some(({ validation }) => validation))
		return `${count(dropped)} dropped, ${count(kept)} kept; pairs on both sides are leaks, see Split.`;
	return `${count(dropped)} dropped, ${count(kept)} kept, on the same side of the split as the rest of the group.`;
}

/** The similarity from which records are near-duplicates: the groups follow, and nothing is read again. */
const Threshold = () => (
	<p class="threshold">
		<label for="near">Near-duplicate threshold</label>
		<input
			id="near"
			type="range"
			min={70}
			max={100}
			value={Math.round(Number(near.value) * 100)}
			disabled={saving.value !== null}
			aria-valuetext={percent(Number(near.value))}
			onInput={(event) => {
				near.value = String(Number(event.currentTarget.value) / 100);
			}}
		/>
		<output for="near">{percent(Number(near.value))}</output>
	</p>
);

/** One choice for all that are the same in words, or nearly. */
const Choice = () => (
	<fieldset class="bulk" disabled={saving.value !== null}>
		<legend>Near-duplicates (similar or same text)</legend>
		{(
			[
				["canonical", "Keep all, on the same side of the split"],
				["near", "Keep the first, drop the others"],
			] as const
		).map(([value, label]) => (
			<label key={value}>
				<input
					type="radio"
					name="dedupe"
					checked={(dedupe.value === "near") === (value === "near")}
					onChange={() => setDedupe(value)}
				/>{" "}
				{label}
			</label>
		))}
		<p class="fine">What you decide on single records, below, overrules it.</p>
	</fieldset>
);

const FILTERS: [Kind, string][] = [
	["all", "All"],
	["exact", "Exact"],
	["normalized", "Same text"],
	["near", "Similar"],
];

const ORDERS: [Order, string][] = [
	["file", "file order"],
	["size", "largest first"],
	["most", "most similar first"],
	["least", "least similar first"],
];

/** Which groups are listed, and in which order. */
function Filter() {
	const page = groups.value;
	if (!page) return null;
	return (
		<div class="groups-filter">
			<fieldset class="kinds">
				<legend class="sr">Groups with</legend>
				{FILTERS.map(([value, label]) => (
					<button
						key={value}
						type="button"
						aria-pressed={kind.value === value}
						onClick={() => chooseKind(value)}
					>
						{label} {count(page.kinds[value])}
					</button>
				))}
			</fieldset>
			<span class="field">
				<label for="groups-order">Sort by</label>
				<select
					id="groups-order"
					value={order.value}
					onChange={(event) => chooseOrder(event.currentTarget.value as Order)}
				>
					{ORDERS.map(([value, label]) => (
						<option key={value} value={value}>
							{label}
						</option>
					))}
				</select>
			</span>
			<DropOthers />
		</div>
	);
}

/** One decision for all groups on the page. */
function DropOthers() {
	const page = groups.value?.clusters ?? [];
	const isLeft = page.some(
		({ representative, members }) =>
			[representative, ...members].filter(({ dropped }) => !dropped).length > 1,
	);
	if (!report.value?.split || !isLeft) return null;
	return (
		<Button off={saving.value !== null} onClick={dropOthers}>
			{page.length === 1
				? "Keep the first of this group"
				: `Keep the first of these ${page.length} groups`}
		</Button>
	);
}
