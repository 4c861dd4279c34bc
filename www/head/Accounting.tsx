import { Fragment } from "preact";
import type { Report } from "../../js/types";
import { report, splitStale, stale } from "../state/page";
import { hasNoText } from "../state/summary";
import { converted } from "../text/converted";
import { count, counted } from "../text/format";

/** The sum of all records by destination; reports a difference if they do not add up. */
export function Accounting() {
	const known = report.value;
	if (!known?.split) return null;
	const parts = account(known);
	const sum = parts.reduce((total, part) => total + part.records, 0);
	const { records, blank, comments } = known.counts;
	const all = records + blank + comments;
	const isLines = all > records || hasNoText(known);
	const unit = counted(all, isLines ? "line" : "record");
	return (
		<div
			class="accounting"
			data-stale={stale.value || splitStale.value || undefined}
		>
			<p class="accounting-line">
				<strong class="part">{unit}</strong>
				{parts.map((part, index) => (
					<Fragment key={part.key}>
						{" "}
						<span class="part">
							<span class="sign">
								{index > 0 ? "+" : sum === all ? "=" : "≠"}
							</span>{" "}
							{count(part.records)} {part.name}
						</span>
					</Fragment>
				))}
				{!known.complete && <span class="so-far"> so far</span>}
			</p>
			{known.conversion && known.complete && (
				<p class="fine">{converted(known.conversion)}</p>
			)}
			<div class="accounting-bar" aria-hidden="true">
				{parts.map(
					(part) =>
						part.records > 0 && (
							<span
								key={part.key}
								class={`bar-${part.key}`}
								style={{ flexGrow: part.records / Math.max(1, sum) }}
							/>
						),
				)}
			</div>
		</div>
	);
}

export function account({ split }: Report) {
	if (!split) return [];
	return [
		{ key: "train", name: "train", records: split.train.records },
		...(split.validation
			? [
					{
						key: "validation",
						name: "validation",
						records: split.validation.records,
					},
				]
			: []),
		{ key: "aside", name: "excluded", records: split.setAside.records },
	];
}
