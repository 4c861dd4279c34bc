import type { ComponentChildren } from "preact";
import { report } from "../state/page";
import { plan } from "../state/plan";
import { show, type Tab } from "../state/view";
import { about, aboutShort, count, counted } from "../text/format";

/** The figures of the data set that people ask for first; each leads to the tab that has more. */
export function Glance() {
	const known = report.value;
	if (!known || known.counts.records === 0) return null;
	const { counts, stats, split, files } = known;
	const { tokens, labels } = stats;
	const longest = tokens.longest;
	const sizes = (labels?.classes ?? []).map(({ records }) => records);
	const cost = plan.value?.cost.items.find(({ applies }) => applies);
	return (
		<section class="glance" aria-labelledby="glance-name">
			<h2 id="glance-name">Data at a glance</h2>
			<dl>
				<Figure name="Records" to="data">
					{count(counts.records)}
					{files.length > 1 && ` in ${counted(files.length, "file")}`}
				</Figure>
				{counts.valid > 0 && (
					<Figure name="Tokens, estimated" to="data">
						about {about(tokens.likely)} ({aboutShort(tokens.low)} to{" "}
						{aboutShort(tokens.high)})
					</Figure>
				)}
				{longest && (
					<Figure name="Longest record" to="data">
						{counted(longest.tokens, "token")}
						{tokens.limit !== undefined && ` of ${count(tokens.limit)} at most`}
					</Figure>
				)}
				{sizes.length > 0 && (
					<Figure name="Classes" to="data">
						{count(labels?.distinct ?? sizes.length)}, largest{" "}
						{count(Math.max(...sizes))}
					</Figure>
				)}
				{split && split.train.records > 0 && (
					<Figure name="Split" to="split">
						{count(split.train.records)} train
						{split.validation &&
							`, ${count(split.validation.records)} validation`}
					</Figure>
				)}
				{plan.value?.model && cost && (
					<Figure name={cost.title} to="train">
						{cost.text}
					</Figure>
				)}
			</dl>
		</section>
	);
}

const Figure = ({
	name,
	to,
	children,
}: {
	name: string;
	to: Tab;
	children: ComponentChildren;
}) => (
	<div>
		<dt>
			<button type="button" class="link" onClick={() => show(to)}>
				{name}
			</button>
		</dt>
		<dd>{children}</dd>
	</div>
);
