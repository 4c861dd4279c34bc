import { useSignal } from "@preact/signals";
import type { HistogramBar } from "../../js/types";
import { count, share, short } from "../text/format";

const HEIGHT = 132;
/** A bar alone must not fill the whole width. */
const FEWEST_COLUMNS = 10;

/** Bars with a line where the model's limit is, and the same numbers as a table. */
export function Histogram({
	title,
	unit,
	bars,
	limit,
}: {
	title: string;
	unit: string;
	bars: HistogramBar[];
	limit?: number;
}) {
	const asTable = useSignal(false);
	if (bars.length === 0) return null;
	const total = bars.reduce((sum, bar) => sum + bar.count, 0);
	return (
		<figure class="histogram">
			<figcaption>
				<h3>{title}</h3>
				<button
					type="button"
					class="link"
					aria-pressed={asTable.value}
					onClick={() => {
						asTable.value = !asTable.value;
					}}
				>
					Table
				</button>
			</figcaption>
			{asTable.value ? (
				<Table
					title={title}
					unit={unit}
					bars={bars}
					total={total}
					limit={limit}
				/>
			) : (
				<Chart title={title} unit={unit} bars={bars} limit={limit} />
			)}
		</figure>
	);
}

function Chart({
	title,
	unit,
	bars,
	limit,
}: {
	title: string;
	unit: string;
	bars: HistogramBar[];
	limit?: number;
}) {
	const highest = Math.max(...bars.map((bar) => bar.count), 1);
	const columns = Math.max(bars.length, FEWEST_COLUMNS);
	const width = 100 / columns;
	const tallest = bars.find((bar) => bar.count === highest);
	const place = limit === undefined ? undefined : placeOf(limit, bars);
	const at = place === undefined ? undefined : place * width;
	const [first, last] = [bars[0]?.from ?? 0, (bars.at(-1)?.to ?? 1) - 1];
	const over = limit === undefined ? 0 : countOver(limit, bars);
	return (
		<>
			<svg
				class="chart"
				height={HEIGHT}
				role="img"
				aria-label={`${title}. Most records have ${tallest ? range(tallest) : "no"} ${unit}.${limit === undefined ? "" : ` The limit is ${count(limit)}.`} The same numbers are in the table.`}
			>
				{bars.map((bar, index) => {
					const height =
						bar.count === 0
							? 0
							: Math.max(2, (bar.count / highest) * (HEIGHT - 14));
					return (
						<rect
							key={bar.from}
							class={
								limit !== undefined && bar.from >= limit ? "over" : undefined
							}
							x={`${index * width + width * 0.06}%`}
							width={`${width * 0.88}%`}
							y={HEIGHT - height}
							height={height}
						>
							<title>{`${range(bar)} ${unit}: ${count(bar.count)}`}</title>
						</rect>
					);
				})}
				{at !== undefined && (
					<line class="limit" x1={`${at}%`} x2={`${at}%`} y1="0" y2={HEIGHT} />
				)}
			</svg>
			<div
				class="axis"
				aria-hidden="true"
				style={{ width: `${bars.length * width}%` }}
			>
				<span>{short(first)}</span>
				{last !== first && <span>{short(last)}</span>}
			</div>
			{limit !== undefined && (
				<p class="limit-note">
					<span class="limit-key" aria-hidden="true" />
					Limit {count(limit)}
					{at === undefined
						? "; every record is below it"
						: over > 0
							? `; ${count(over)} above it`
							: ""}
				</p>
			)}
		</>
	);
}

const Table = ({
	title,
	unit,
	bars,
	total,
	limit,
}: {
	title: string;
	unit: string;
	bars: HistogramBar[];
	total: number;
	limit?: number;
}) => (
	<table>
		<caption class="sr">{title}</caption>
		<thead>
			<tr>
				<th scope="col">{unit}</th>
				<th scope="col">records</th>
				<th scope="col">share</th>
			</tr>
		</thead>
		<tbody>
			{bars
				.filter((bar) => bar.count > 0)
				.map((bar) => (
					<tr key={bar.from}>
						<th scope="row">
							{range(bar)}
							{limit !== undefined && bar.from >= limit && " (over the limit)"}
						</th>
						<td>{count(bar.count)}</td>
						<td>{share(bar.count, total)}</td>
					</tr>
				))}
		</tbody>
	</table>
);

const range = ({ from, to }: HistogramBar) =>
	to - from <= 1 ? count(from) : `${count(from)}–${count(to - 1)}`;

/** Place of a value on the axis, in bars from its start; undefined beyond its end. */
function placeOf(value: number, bars: HistogramBar[]): number | undefined {
	const index = bars.findIndex((bar) => value < bar.to);
	const bar = bars[index];
	if (!bar) return undefined;
	const inside = Math.max(0, (value - bar.from) / (bar.to - bar.from));
	return index + inside;
}

const countOver = (limit: number, bars: HistogramBar[]) =>
	bars.reduce((sum, bar) => sum + (bar.from >= limit ? bar.count : 0), 0);
