import { useSignal } from "@preact/signals";
import { columnOf, isWide, range } from "../../js/text/histogram";
import { roundTicks } from "../../js/text/ticks";
import type { HistogramBar } from "../../js/types";
import { about, aboutShort, count, counted, share } from "../text/format";
import { useWidth } from "../ui/width";

const HEIGHT = 220;
/** Room for the labels of the axes, and a line of text for each mark. */
const MARGIN = { left: 48, right: 14, bottom: 34 };
const LINE = 14;
/** A bar alone must not fill the whole width. */
const FEWEST_COLUMNS = 10;
/** Pixels from which on there is room for both the unit and the key. */
const NARROW = 400;
/** Pixels between labels of the x-axis. */
const LABEL = 52;

/** A value on the x-axis, such as the median. */
export interface Mark {
	name: "median" | "p95" | "limit";
	value: number;
}

interface Props {
	title: string;
	unit: string;
	bars: HistogramBar[];
	marks?: Mark[];
	/** The bar whose records are listed. */
	chosen?: HistogramBar | null;
	/** Lists the records of a bar; in the table by keys, too. */
	choose?(bar: HistogramBar): void;
}

/** Bars with marks for median, 95th percentile and limit, and the same numbers as a table. */
export function Histogram(props: Props) {
	const asTable = useSignal(false);
	if (props.bars.length === 0) return null;
	return (
		<figure class="histogram">
			<figcaption>
				<h3>{props.title}</h3>
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
			{asTable.value ? <Table {...props} /> : <Chart {...props} />}
		</figure>
	);
}

const isSplit = (bars: HistogramBar[]): boolean =>
	bars.some(({ validation }) => validation !== undefined);

function Chart({ title, unit, bars, marks = [], chosen, choose }: Props) {
	const [box, width] = useWidth();
	const highest = Math.max(...bars.map((bar) => bar.count), 1);
	const ticks = roundTicks(0, highest).filter(Number.isInteger);
	const top = ticks.at(-1) || 1;
	const above = marks.length * LINE + 6;
	const bottom = HEIGHT - MARGIN.bottom;
	const right = width - MARGIN.right;
	const column = (right - MARGIN.left) / Math.max(bars.length, FEWEST_COLUMNS);
	const xOf = (place: number | undefined) =>
		place === undefined ? undefined : MARGIN.left + place * column;
	const y = (records: number) => bottom - (records / top) * (bottom - above);
	const limit = marks.find(({ name }) => name === "limit")?.value ?? Infinity;
	const every = Math.ceil(LABEL / column);
	const tallest = bars.find((bar) => bar.count === highest);
	const said = marks
		.map(({ name, value }) => `${name} ${about(value)}`)
		.join(", ");
	return (
		<div ref={box}>
			<svg
				class="chart"
				width={width}
				height={HEIGHT}
				role="img"
				aria-label={`${title}. Most records have ${tallest ? range(tallest) : "no"} ${unit}.${said && ` ${said}.`} The same numbers are in the table.`}
			>
				{ticks.map((tick) => (
					<g key={tick} class="grid">
						<line x1={MARGIN.left} x2={right} y1={y(tick)} y2={y(tick)} />
						<text x={MARGIN.left - 6} y={y(tick) + 4} text-anchor="end">
							{aboutShort(tick)}
						</text>
					</g>
				))}
				{bars.map((bar, index) => (
					// biome-ignore lint/a11y/noStaticElementInteractions: keys choose a bar in the table
					<rect
						key={bar.from}
						class={`${bar.from >= limit ? "over" : ""} ${chosen?.from === bar.from ? "chosen" : ""}`}
						data-choose={choose && bar.count > 0}
						onClick={() => bar.count > 0 && choose?.(bar)}
						x={MARGIN.left + (index + 0.06) * column}
						width={column * 0.88}
						y={Math.min(y(bar.count), bar.count > 0 ? bottom - 2 : bottom)}
						height={bar.count > 0 ? Math.max(2, bottom - y(bar.count)) : 0}
					>
						<title>{`${range(bar)} ${unit}: ${counted(bar.count, "record")}${bar.validation === undefined ? "" : `, ${count(bar.validation)} of them for validation`}`}</title>
					</rect>
				))}
				{bars.map(
					({ from, validation }, index) =>
						validation !== undefined &&
						validation > 0 && (
							<rect
								key={from}
								class="validation"
								x={MARGIN.left + (index + 0.06) * column}
								width={column * 0.88}
								y={Math.min(y(validation), bottom - 2)}
								height={Math.max(2, bottom - y(validation))}
							/>
						),
				)}
				{bars.map(
					(bar, index) =>
						index % every === 0 && (
							<text
								key={bar.from}
								x={MARGIN.left + (index + (isWide(bar) ? 0 : 0.5)) * column}
								y={bottom + 14}
								text-anchor="middle"
							>
								{aboutShort(bar.from)}
							</text>
						),
				)}
				{width > NARROW && (
					<text x={right} y={HEIGHT - 3} text-anchor="end">
						{unit} per record
					</text>
				)}
				<text x={0} y={HEIGHT - 3}>
					↑ records
				</text>
				{isSplit(bars) && (
					<g>
						<rect
							class="validation"
							x={MARGIN.left + 40}
							y={HEIGHT - 12}
							width={10}
							height={10}
						/>
						<text x={MARGIN.left + 55} y={HEIGHT - 3}>
							for validation
						</text>
					</g>
				)}
				{marks.map((mark, row) => (
					<MarkLine
						key={mark.name}
						{...mark}
						x={xOf(columnOf(mark.value, bars))}
						right={right}
						y={(row + 1) * LINE - 3}
						bottom={bottom}
					/>
				))}
			</svg>
		</div>
	);
}

/** A vertical line with its name; an arrow for a value beyond the axis. */
function MarkLine({
	name,
	value,
	x,
	y,
	right,
	bottom,
}: Mark & { x?: number; y: number; right: number; bottom: number }) {
	const label = `${name} ${about(value)}`;
	if (x === undefined)
		return (
			<text class={`mark ${name}`} x={right} y={y} text-anchor="end">
				{label} →
			</text>
		);
	const isRight = x > (MARGIN.left + right) / 2;
	return (
		<g class={`mark ${name}`}>
			<line x1={x} x2={x} y1={y - 9} y2={bottom} />
			<text
				x={x + (isRight ? -5 : 5)}
				y={y}
				text-anchor={isRight ? "end" : "start"}
			>
				{label}
			</text>
		</g>
	);
}

function Table({ title, unit, bars, marks = [], chosen, choose }: Props) {
	const total = bars.reduce((sum, bar) => sum + bar.count, 0);
	const limit = marks.find(({ name }) => name === "limit")?.value ?? Infinity;
	return (
		<table>
			<caption class="sr">{title}</caption>
			<thead>
				<tr>
					<th scope="col">{unit}</th>
					<th scope="col">records</th>
					<th scope="col">share</th>
					{isSplit(bars) && <th scope="col">for validation</th>}
				</tr>
			</thead>
			<tbody>
				{bars
					.filter((bar) => bar.count > 0)
					.map((bar) => (
						<tr key={bar.from}>
							<th scope="row">
								{choose ? (
									<button
										type="button"
										class="link"
										aria-pressed={chosen?.from === bar.from}
										onClick={() => choose(bar)}
									>
										{range(bar)}
									</button>
								) : (
									range(bar)
								)}
								{bar.from >= limit && " (over the limit)"}
							</th>
							<td>{count(bar.count)}</td>
							<td>{share(bar.count, total)}</td>
							{bar.validation !== undefined && <td>{count(bar.validation)}</td>}
						</tr>
					))}
			</tbody>
		</table>
	);
}
