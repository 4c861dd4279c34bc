import { useEffect, useRef } from "preact/hooks";
import type {
	FileFindings,
	MetricsReport,
	MetricsVerdict,
} from "../js/metrics";
import { Inline } from "./Docs";
import { count, counted, loss, shellQuote } from "./format";
import { Icon, type IconName } from "./Icon";
import { LossChart } from "./LossChart";
import { closeMetrics, metrics } from "./measure";

const VERDICTS: Record<MetricsVerdict["kind"], [string, IconName]> = {
	"still-learning": ["Still learning", "ready"],
	plateau: ["Plateau", "ready"],
	overfitting: ["Overfitting", "warning"],
	diverging: ["Diverging", "error"],
	"too-little-data": ["Too little to say", "warning"],
};

/** The panel moves when a data set joins it, and the focus must not. */
let seen: MetricsReport | undefined;

/** What the metrics files of a finished job say. */
export function Metrics() {
	const shown = metrics.value;
	const panel = useRef<HTMLElement>(null);
	const report = shown?.report;
	// Whoever drops a file here wants to see what came of it, wherever on the page that is.
	useEffect(() => {
		if (report && report !== seen) panel.current?.focus();
		seen = report;
	}, [report]);
	if (!shown) return null;
	return (
		<section
			class="panel"
			id="metrics"
			aria-labelledby="metrics-name"
			tabIndex={-1}
			ref={panel}
		>
			<header class="panel-head">
				<h2 id="metrics-name">Training metrics</h2>
				<div class="panel-note">
					{counted(shown.files.length, "file")}
					<br />
					<button type="button" class="link" onClick={closeMetrics}>
						Close
					</button>
				</div>
			</header>
			<div class="panel-body">
				{shown.failure && <p class="notice">{shown.failure}</p>}
				{report ? <Known report={report} /> : !shown.failure && <p>Reading…</p>}
			</div>
		</section>
	);
}

function Known({ report }: { report: MetricsReport }) {
	const { verdict } = report;
	const [title, icon] = VERDICTS[verdict.kind];
	return (
		<>
			<Judgement title={title} icon={icon} verdict={verdict} />
			<LossChart report={report} />
			<Epochs report={report} />
			<FileRemarks findings={report.findings} />
			<p class="fine break">
				{report.files.map(({ name }) => name).join(", ")}. The same in a
				terminal:{" "}
				<code>
					npx tuneset metrics{" "}
					{report.files.map(({ name }) => shellQuote(name)).join(" ")}
				</code>
			</p>
		</>
	);
}

/** A verdict with the sentences that led to it, and what to do. */
export const Judgement = ({
	title,
	icon,
	verdict,
}: {
	title: string;
	icon: IconName;
	verdict: Pick<MetricsVerdict, "summary" | "reasons" | "advice">;
}) => (
	<div class="judgement">
		<div class={`verdict-words is-${icon}`}>
			<span class="verdict-sign">
				<Icon name={icon} />
			</span>
			<h3>{title}</h3>
			<p>{verdict.summary}</p>
		</div>
		{verdict.reasons.length > 0 && (
			<ul class="judgement-reasons">
				{verdict.reasons.map((reason) => (
					<li key={reason}>{reason}</li>
				))}
			</ul>
		)}
		{verdict.advice.length > 0 && (
			<>
				<h4>What to do</h4>
				<ol class="judgement-advice">
					{verdict.advice.map((sentence) => (
						<li key={sentence}>
							<Inline text={sentence} />
						</li>
					))}
				</ol>
			</>
		)}
	</div>
);

function Epochs({ report: { epochs, best } }: { report: MetricsReport }) {
	if (epochs.length === 0) return null;
	return (
		<table class="epochs">
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
						<tr key={epoch.epochNumber} class={lowest ? "lowest" : undefined}>
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

/** What is wrong with files that are no training data. */
export function FileRemarks({
	findings,
}: {
	findings: Record<string, FileFindings>;
}) {
	const kinds = Object.entries(findings);
	if (kinds.length === 0) return null;
	return (
		<div class="remarks">
			<h3>Findings in the files</h3>
			{kinds.map(([name, { severity, count: all, help, examples }]) => (
				<details key={name} class={`is-${severity}`}>
					<summary>
						<span class="severity">
							<Icon name={severity} />
						</span>{" "}
						<span class="sr">{severity} </span>
						<span class="rule-name">{name}</span> {count(all)}
					</summary>
					<ul>
						{examples.map(({ file, line, column, message }) => (
							<li key={`${file}:${line}:${column}`} class="break">
								<span class="place">
									{file}:{line}:{column}
								</span>{" "}
								{message}
							</li>
						))}
					</ul>
					<p class="finding-help">
						{all > examples.length &&
							`And ${count(all - examples.length)} more. `}
						{help}
					</p>
				</details>
			))}
		</div>
	);
}
