import { useSignal } from "@preact/signals";
import type { Strata as StrataOfSplit } from "../js/types";
import { count } from "./format";

/** Classes that show before the rest is asked for. */
const FIRST = 12;

const percent = (share: number) => `${(share * 100).toFixed(1)}\u202f%`;

/** The classes on both sides: numbers, and bars to compare them by. */
export function Strata({ by, stratified, strata, distinct }: StrataOfSplit) {
	const all = useSignal(false);
	const shown = all.value ? strata : strata.slice(0, FIRST);
	const largest = Math.max(
		...strata.flatMap(({ trainShare, validationShare }) => [
			trainShare,
			validationShare,
		]),
	);
	const bar = (side: string, share: number) => (
		<span
			class={`share-bar ${side}`}
			aria-hidden="true"
			style={{ width: `${(share / (largest || 1)) * 100}%` }}
		/>
	);
	return (
		<div class="strata">
			<table data-testid="strata">
				<caption>
					Classes on both sides
					<span class="quiet-text">
						{" "}
						by {by === "completion" ? "the whole answer" : by}
						{!stratified && ", as chance has it"}
					</span>
				</caption>
				<thead>
					<tr>
						<th scope="col">Class</th>
						<th scope="col">Train</th>
						<th scope="col">Validation</th>
					</tr>
				</thead>
				<tbody>
					{shown.map((one) => (
						<tr key={one.label ?? ""}>
							<th scope="row" class="break">
								{one.label ?? <i>no class</i>}
								{bar("train", one.trainShare)}
								{bar("validation", one.validationShare)}
							</th>
							<td>
								{count(one.train)} <small>{percent(one.trainShare)}</small>
							</td>
							<td>
								{count(one.validation)}{" "}
								<small>{percent(one.validationShare)}</small>
							</td>
						</tr>
					))}
				</tbody>
			</table>
			{strata.length > FIRST && (
				<button
					type="button"
					class="link"
					aria-expanded={all.value}
					onClick={() => {
						all.value = !all.value;
					}}
				>
					{all.value ? "Fewer" : `All ${count(strata.length)}`}
				</button>
			)}
			{all.value && distinct > strata.length && (
				<p class="quiet-text">
					The {count(strata.length)} largest of {count(distinct)} classes.
				</p>
			)}
		</div>
	);
}
