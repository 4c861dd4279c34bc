import { useSignal } from "@preact/signals";
import { roundTicks } from "../../js/text/ticks";
import type { MetricsCurve, MetricsReport } from "../../js/types";
import { count, loss } from "../text/format";
import { Wide } from "../ui/Wide";
import { useWidth } from "../ui/width";

const HEIGHT = 260;
/** Room for the labels of the axes. */
const MARGIN = { left: 44, right: 12, top: 24, bottom: 36 };

/** The curves of training and validation over the steps of a run, and the same numbers as a table. */
export function LossChart({ report }: { report: MetricsReport }) {
	const asTable = useSignal(false);
	const { training, validation } = report;
	if (!training?.points.length && !validation?.points.length) return null;
	return (
		<figure class="losses">
			<figcaption>
				<h3>Loss by step</h3>
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
			{asTable.value ? <Table report={report} /> : <Chart report={report} />}
		</figure>
	);
}

/** The last step of each epoch, by the number of epochs until then. */
function epochEnds({ training, validation }: MetricsReport) {
	const { points } = training?.points.length
		? training
		: (validation ?? { points: [] });
	const first = points[0]?.epochNumber;
	const ends = new Map<number, number>();
	for (const { epochNumber, step } of points)
		if (epochNumber !== undefined && first !== undefined)
			ends.set(epochNumber - first + 1, step);
	return ends.size > MOST_EPOCHS ? [] : [...ends];
}

/** More lines would be a grey area. */
const MOST_EPOCHS = 30;

/** Losses at a step, as a line of text. */
function readout(report: MetricsReport, at: number): string {
	const point = (curve: MetricsCurve | undefined) =>
		curve?.points.find(({ step }) => step === at);
	const training = point(report.training);
	const validation = point(report.validation);
	const epoch = epochEnds(report).find(([, end]) => at <= end);
	return [
		`step ${count(at)}`,
		epoch && `epoch ${epoch[0]}`,
		training &&
			`training loss ${loss(training.loss)} (average ${loss(training.smoothed)})`,
		validation && `validation loss ${loss(validation.loss)}`,
	]
		.filter(Boolean)
		.join(" · ");
}

type Scale = (value: number) => number;

function Chart({ report }: { report: MetricsReport }) {
	const { training, validation, best, overfitOnset } = report;
	const [box, width] = useWidth();
	const read = useSignal<number | null>(null);
	const points = [...(training?.points ?? []), ...(validation?.points ?? [])];
	const steps = points.map(({ step }) => step);
	const [first, last] = [Math.min(...steps), Math.max(...steps)];
	const ticks = roundTicks(
		0,
		Math.max(...points.map((point) => Math.max(point.loss, point.smoothed))),
	);
	const top = ticks.at(-1) || 1;
	const right = width - MARGIN.right;
	const bottom = HEIGHT - MARGIN.bottom;
	const x: Scale = (step) =>
		last === first
			? (MARGIN.left + right) / 2
			: MARGIN.left + ((step - first) / (last - first)) * (right - MARGIN.left);
	const y: Scale = (value) => bottom - (value / top) * (bottom - MARGIN.top);
	const ends = epochEnds(report);
	const nearest = (place: number) =>
		steps.reduce((one, other) =>
			Math.abs(x(other) - place) < Math.abs(x(one) - place) ? other : one,
		);
	return (
		<div ref={box}>
			<p class="loss-readout fine">
				{read.value === null
					? "Point at the chart to read its values."
					: readout(report, read.value)}
			</p>
			<svg
				class="loss-chart"
				onPointerMove={({ currentTarget, clientX }) => {
					read.value = nearest(
						clientX - currentTarget.getBoundingClientRect().left,
					);
				}}
				onPointerLeave={() => {
					read.value = null;
				}}
				width={width}
				height={HEIGHT}
				role="img"
				aria-label={`Loss by step. ${report.verdict.summary} The same numbers are in the table.`}
			>
				{ticks.map((tick) => (
					<g key={tick} class="grid">
						<line x1={MARGIN.left} x2={right} y1={y(tick)} y2={y(tick)} />
						<text x={MARGIN.left - 6} y={y(tick) + 4} text-anchor="end">
							{tick}
						</text>
					</g>
				))}
				{roundTicks(first, last)
					.filter((tick) => tick >= first && tick <= last)
					.map((tick) => (
						<text
							key={tick}
							x={x(tick)}
							y={bottom + 16}
							text-anchor={tick === last ? "end" : "middle"}
						>
							{count(tick)}
						</text>
					))}
				<text x={right} y={HEIGHT - 4} text-anchor="end">
					step
				</text>
				<text x={MARGIN.left - 6} y={10} text-anchor="end">
					loss
				</text>
				{ends.map(([epoch, step]) => (
					<g key={epoch} class="epoch">
						<line x1={x(step)} x2={x(step)} y1={MARGIN.top} y2={bottom} />
						<text x={x(step) - 3} y={MARGIN.top - 4} text-anchor="end">
							{ends.length > 8 ? epoch : `epoch ${epoch}`}
						</text>
					</g>
				))}
				{read.value !== null && (
					<line
						class="reading"
						x1={x(read.value)}
						x2={x(read.value)}
						y1={MARGIN.top}
						y2={bottom}
					/>
				)}
				{best && overfitOnset && (
					<line
						class="best"
						x1={x(best.step)}
						x2={x(best.step)}
						y1={MARGIN.top}
						y2={bottom}
					/>
				)}
				{training && (
					<>
						{training.smoothedOver > 1 && (
							<path class="training raw" d={path(training, "loss", x, y)} />
						)}
						<path class="training" d={path(training, "smoothed", x, y)} />
					</>
				)}
				{validation && <Validation curve={validation} x={x} y={y} />}
			</svg>
			<Legend report={report} />
		</div>
	);
}

/** Marked as well as dashed, so that it differs from training without colour and in print. */
const Validation = ({
	curve,
	x,
	y,
}: {
	curve: MetricsCurve;
	x: Scale;
	y: Scale;
}) => (
	<g class="validation">
		<path d={path(curve, "loss", x, y)} />
		{curve.points.length <= MOST_MARKS &&
			curve.points.map(({ step, loss: value }) => (
				<path key={step} class="mark" d={diamond(x(step), y(value))}>
					<title>{`step ${count(step)}: validation loss ${loss(value)}`}</title>
				</path>
			))}
	</g>
);

/** More would touch one another. */
const MOST_MARKS = 60;

const Legend = ({
	report: { training, validation, overfitOnset, best },
}: {
	report: MetricsReport;
}) => (
	<ul class="loss-legend">
		{training && (
			<li>
				<svg width="28" height="10" aria-hidden="true">
					<path class="training" d="M0 5H28" />
				</svg>
				training loss
				{training.smoothedOver > 1 &&
					` (${count(training.smoothedOver)}-step moving average; thin line: raw)`}
				{training.lossesPerPoint > 1 &&
					`; each point averages ${count(training.lossesPerPoint)} steps`}
			</li>
		)}
		{validation && (
			<li>
				<svg width="28" height="10" aria-hidden="true" class="validation">
					<path d="M0 5H28" />
					<path class="mark" d={diamond(14, 5)} />
				</svg>
				validation loss
			</li>
		)}
		{overfitOnset && best && (
			<li>
				<svg width="28" height="10" aria-hidden="true">
					<path class="best" d="M14 0V10" />
				</svg>
				lowest validation loss{best.epochCount && `, epoch ${best.epochCount}`}
			</li>
		)}
	</ul>
);

function Table({
	report: { training, validation },
}: {
	report: MetricsReport;
}) {
	const rows = new Map<number, { training?: number; validation?: number }>();
	for (const [key, curve] of [
		["training", training],
		["validation", validation],
	] as const)
		for (const { step, loss: value } of curve?.points ?? [])
			rows.set(step, { ...rows.get(step), [key]: value });
	return (
		<Wide label="Loss by step">
			<table>
				<caption class="sr">Loss by step</caption>
				<thead>
					<tr>
						<th scope="col">Step</th>
						<th scope="col">Training loss</th>
						<th scope="col">Validation loss</th>
					</tr>
				</thead>
				<tbody>
					{[...rows]
						.sort(([one], [other]) => one - other)
						.map(([step, row]) => (
							<tr key={step}>
								<th scope="row">{count(step)}</th>
								<td>{loss(row.training)}</td>
								<td>{loss(row.validation)}</td>
							</tr>
						))}
				</tbody>
			</table>
		</Wide>
	);
}

function path(
	{ points }: MetricsCurve,
	which: "loss" | "smoothed",
	x: Scale,
	y: Scale,
): string {
	return points
		.map((point, index) => {
			const place = `${x(point.step).toFixed(1)} ${y(point[which]).toFixed(1)}`;
			return `${index === 0 ? "M" : "L"}${place}`;
		})
		.join("");
}

const diamond = (x: number, y: number) =>
	`M${x} ${y - 4.5}l4.5 4.5-4.5 4.5-4.5-4.5z`;
