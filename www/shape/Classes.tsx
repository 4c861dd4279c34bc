import { useSignal } from "@preact/signals";
import type { Classes as ClassesOfField, Labels } from "../../js/types";
import { classFilter, toggleClass } from "../state/class-filter";
import { count, counted, share } from "../text/format";
import { More } from "../ui/More";

/** Classes shown before the user requests the rest. */
const FIRST = 12;

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
	const largest = classes[0]?.records ?? 1;
	const shown = all.value ? classes : classes.slice(0, FIRST);
	return (
		<div class="classes">
			<table>
				<caption>
					<h3>
						Classes{field === "completion" ? "" : ` of ${field}`}
						<span class="quiet-text">
							{" "}
							{counted(distinct, "class", "classes")}
						</span>
					</h3>
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
						<tr key={label}>
							<th scope="row" class="break">
								<button
									type="button"
									class="class-name"
									aria-pressed={
										classFilter.value?.field === field &&
										classFilter.value.label === label
									}
									title="Findings of this class alone"
									onClick={() => toggleClass(field, label)}
								>
									{label}
									<span
										class="class-bar"
										aria-hidden="true"
										style={{ width: `${(records / largest) * 100}%` }}
									/>
								</button>
							</th>
							<td>{count(records)}</td>
							<td>{share(records, total)}</td>
						</tr>
					))}
				</tbody>
			</table>
			<More all={all} total={classes.length} first={FIRST} />
			{distinct > classes.length && all.value && (
				<p class="quiet-text">
					{counted(
						distinct - classes.length,
						"smaller class",
						"smaller classes",
					)}{" "}
					not listed.
				</p>
			)}
		</div>
	);
}
