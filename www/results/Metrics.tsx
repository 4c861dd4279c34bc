import { shellPath } from "../../js/text/shell";
import { METRICS } from "../../js/text/verdicts";
import type { MetricsReport, MetricsVerdict } from "../../js/types";
import { metrics, take } from "../state/measure";
import { count, loss } from "../text/format";
import type { IconName } from "../ui/Icon";
import { Judgement } from "../ui/Judgement";
import { LossChart } from "./LossChart";
import { FileRemarks, MeasuredPanel } from "./Measured";

const ICONS: Record<MetricsVerdict["kind"], IconName> = {
	"still-learning": "ready",
	plateau: "ready",
	overfitting: "warning",
	diverging: "error",
	"too-little-data": "warning",
};

/** A finished job's metrics files, or which ones to choose. */
export function Metrics() {
	const shown = metrics.value;
	if (!shown) return <Asked />;
	const { report, failure, files } = shown;
	return (
		<MeasuredPanel
			id="metrics"
			name="Training metrics"
			note={files.map(({ name }) => name).join(", ")}
			news={report}
		>
			{failure && <p class="notice">{failure}</p>}
			{report ? <Known report={report} /> : !failure && <p>Reading…</p>}
		</MeasuredPanel>
	);
}

/** What to give before there is anything. */
const Asked = () => (
	<div class="asked">
		<p class="lead">
			Drop the metrics files of a finished job here to read its loss curves.
		</p>
		<p>
			They are in the job's output folder in S3:{" "}
			<code>step_wise_training_metrics.csv</code> and{" "}
			<code>validation_metrics.csv</code>.
		</p>
		<label class="button">
			Choose metrics files
			<input
				class="sr"
				type="file"
				multiple
				onChange={({ currentTarget }) => {
					take(
						[...(currentTarget.files ?? [])].map((file) => ({
							name: file.name,
							data: file,
						})),
					);
					currentTarget.value = ""; // the same files may be chosen again
				}}
			/>
		</label>
	</div>
);

function Known({ report }: { report: MetricsReport }) {
	const { verdict } = report;
	const title = METRICS[verdict.kind];
	const icon = ICONS[verdict.kind];
	return (
		<>
			<Judgement title={title} icon={icon} verdict={verdict} />
			<LossChart report={report} />
			<Epochs report={report} />
			<FileRemarks findings={report.findings} />
			<details class="fine break">
				<summary>Command-line equivalent</summary>
				<code>
					npx tuneset metrics{" "}
					{report.files.map(({ name }) => shellPath(name)).join(" ")}
				</code>
			</details>
		</>
	);
}

function Epochs({ report: { epochs, best } }: { report: MetricsReport }) {
	if (epochs.length === 0) return null;
	return (
		<table class="figures-table">
			<caption class="sr">Losses by epoch</caption>
			<thead>
				<tr>
					<th scope="col">Epoch</th>
					<th scope="col">Steps</th>
					<th scope="col">Training loss</th>
					<th scope="col">Validation loss</th>
				</tr>
			</thead>
			<tbody>
				{epochs.map((epoch) => {
					const lowest =
						epoch.validationLoss !== undefined &&
						best?.epochCount === epoch.epochCount;
					return (
						<tr key={epoch.epochNumber} class={lowest ? "main" : undefined}>
							<th scope="row">{epoch.epochCount}</th>
							<td>{count(epoch.steps)}</td>
							<td>{loss(epoch.trainingLoss)}</td>
							<td>
								{lowest && <span class="lowest-word">lowest </span>}
								{loss(epoch.validationLoss)}
							</td>
						</tr>
					);
				})}
			</tbody>
		</table>
	);
}
