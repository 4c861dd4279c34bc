import { useSignal } from "@preact/signals";
import type { Classes as ClassesOfField, Labels } from "../../js/types";
import { classFilter, toggleClass } from "../state/class-filter";
import { show } from "../state/view";
import { count, counted, share } from "../text/format";
import { More } from "../ui/More";

/** Classes shown before the user requests the rest. */
const FIRST = 12;
/** Fewer examples of a class than this are few: see the rule rare-class. */
const FEW = 50;

/** Classes of the answers: a table whose rows are bars, so that its numbers can be read. */
export function Classes({ labels }: { labels: Labels }) {
	const { field, total, distinct, classes, moreFields = [] } = labels;
	if (!labels.lookLikeClasses || !classes || field === undefined) return null;
	const main = { field, total: total ?? 0, distinct: distinct ?? 0, classes };
	return (
		<div class="charts">
			{[main, ...moreFields].map((one) => (
				<Bars key={one.field} {...one} />
			))}
		</div>
	);
}

function Bars({ field, total, distinct, classes }: ClassesOfField) {
	const all = useSignal(false);
	const smallest = useSignal(false);
	const largest = classes[0]?.records ?? 1;
	const few = classes.filter(({ records }) => records < FEW).length;
	const sorted = smallest.value ? [...classes].reverse() : classes;
	const shown = all.value ? sorted : sorted.slice(0, FIRST);
	const line = FEW <= largest ? `${(FEW / largest) * 100}%` : undefined;
	return (
		<div class="classes">
			<div class="classes-head">
				<h3>
					Classes{field === "completion" ? "" : ` of ${field}`}{" "}
					<span class="quiet-text">
						{counted(distinct, "class", "classes")}
					</span>
				</h3>
				{classes.length > 1 && (
					<button
						type="button"
						class="link"
						aria-pressed={smallest.value}
						onClick={() => {
							smallest.value = !smallest.value;
						}}
					>
						Smallest first
					</button>
				)}
			</div>
			<table>
				<caption class="sr">
					Classes{field === "completion" ? "" : ` of ${field}`}
				</caption>
				<thead class="sr">
					<tr>
						<th scope="col">class</th>
						<th scope="col">records</th>
						<th scope="col">share</th>
					</tr>
				</thead>
				<tbody>
					{shown.map(({ label, records }) => (
						<tr key={label} class={records < FEW ? "few" : undefined}>
							<th scope="row">
								<button
									type="button"
									class="class-name"
									aria-pressed={
										classFilter.value?.field === field &&
										classFilter.value.label === label
									}
									title="Show only the issues of this class"
									onClick={() => {
										toggleClass(field, label);
										if (classFilter.value) show("issues");
									}}
								>
									<span class="class-label">{label}</span>
									<span class="class-track" aria-hidden="true">
										<span
											class="class-bar"
											style={{ width: `${(records / largest) * 100}%` }}
										/>
										{line && <span class="class-few" style={{ left: line }} />}
									</span>
								</button>
							</th>
							<td>{count(records)}</td>
							<td>{share(records, total)}</td>
						</tr>
					))}
				</tbody>
			</table>
			<More all={all} total={classes.length} first={FIRST} />
			<p class="quiet-text">
				{few > 0
					? `${counted(few, "class has", "classes have")} fewer than ${FEW} examples${line ? " (dashed line)" : ""}.`
					: `Every class has at least ${FEW} examples${line ? " (dashed line)" : ""}.`}
				{distinct > classes.length &&
					` ${counted(distinct - classes.length, "smaller class", "smaller classes")} not listed.`}
			</p>
		</div>
	);
}
