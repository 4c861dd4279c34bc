import { shellPath } from "../../js/text/shell";
import { EVALUATION } from "../../js/text/verdicts";
import type {
	Changes,
	EvaluatedModel,
	EvaluationReport,
	EvaluationVerdict,
} from "../../js/types";
import { choose, evaluation, type Side } from "../state/measure";
import { count, counted, signed, tenths } from "../text/format";
import type { IconName } from "../ui/Icon";
import { Judgement } from "../ui/Judgement";
import { Wide } from "../ui/Wide";
import { Confusion } from "./Confusion";
import { Intervals } from "./Intervals";
import { FileRemarks, MeasuredPanel } from "./Measured";

const ICONS: Record<EvaluationVerdict["kind"], IconName> = {
	better: "ready",
	worse: "error",
	"no-difference": "warning",
	"not-compared": "info",
	"nothing-to-compare": "error",
};

const LABELS: Record<Side, [string, string]> = {
	references: [
		"Test set (held out)",
		"Prompts with reference answers, in any training format or CSV",
	],
	tuned: [
		"Fine-tuned model outputs",
		"The .jsonl.out of a batch inference job, JSON Lines or CSV",
	],
	base: ["Base model outputs", "Optional, for comparison; same formats"],
	training: [
		"Training file",
		"Optional: used to detect classes and the answers' format",
	],
};

/** Compares a model's answers with the references and with another model's. */
export function Evaluation() {
	const { report, failure, working, files } = evaluation.value;
	return (
		<MeasuredPanel id="evaluation" name="Evaluation" news={report}>
			<Chooser />
			{failure && <p class="notice">{failure}</p>}
			{report && (
				<div data-stale={working || undefined}>
					<Known report={report} />
				</div>
			)}
			{!report && !failure && (
				<p class="lead">
					{working
						? "Comparing…"
						: files.tuned && !files.references
							? "Choose the test set that these outputs answer."
							: "Drop or choose a test set and the model's outputs to score them. No model is called."}
				</p>
			)}
			{report && <FileRemarks findings={report.findings} />}
			{report && <Command report={report} />}
		</MeasuredPanel>
	);
}

const Chooser = () => (
	<div class="sides-chooser">
		{(Object.keys(LABELS) as Side[]).map((side) => {
			const [name, hint] = LABELS[side];
			const file = evaluation.value.files[side];
			return (
				<div key={side} class="side-chooser" data-side={side}>
					<h3 id={`side-${side}-name`}>{name}</h3>
					<p class="hint">{hint}</p>
					<p class="side-file">
						<label class="button">
							{file ? "Choose another" : "Choose a file"}
							<input
								class="sr"
								type="file"
								aria-labelledby={`side-${side}-name`}
								onChange={({ currentTarget }) => {
									const [chosen] = currentTarget.files ?? [];
									if (chosen) choose(side, { name: chosen.name, data: chosen });
									currentTarget.value = ""; // the same file may be chosen again
								}}
							/>
						</label>
						{file && <span class="mono break">{file.name}</span>}
					</p>
				</div>
			);
		})}
	</div>
);

function Known({ report }: { report: EvaluationReport }) {
	const title = EVALUATION[report.verdict.kind];
	const icon = ICONS[report.verdict.kind];
	const { difference } = report;
	return (
		<>
			<Judgement title={title} icon={icon} verdict={report.verdict} />
			<Intervals report={report} />
			<Measures report={report} />
			<Fields report={report} />
			<Classes report={report} />
			<Breaking model={report.tuned} />
			{difference && (
				<>
					<Examples name="Improved" {...difference.better} />
					<Examples name="Got worse" {...difference.worse} />
				</>
			)}
		</>
	);
}

const MEASURES = {
	normalizedMatch: "Normalized match",
	exactMatch: "Exact match",
	tokenF1: "Token F1",
	fieldAccuracy: "Field accuracy",
	formatCompliance: "Format compliance",
	macroF1: "Macro F1",
	length: "Length, characters",
};
const MAIN = {
	accuracy: "normalizedMatch",
	"field-accuracy": "fieldAccuracy",
	"token-f1": "tokenF1",
};

const figure = (name: string, number: number) =>
	name === "length" ? number.toFixed(1) : tenths(number);

function Measures({ report }: { report: EvaluationReport }) {
	const { tuned, difference } = report;
	if (!tuned.scores) return null;
	if (!difference) return <Alone model={tuned} />;
	return (
		<>
			<Wide label="Both models on the same references">
				<table class="figures-table">
					<caption class="sr">Both models on the same references</caption>
					<thead>
						<tr>
							<th scope="col">Measure</th>
							<th scope="col">Base</th>
							<th scope="col">Fine-tuned</th>
							<th scope="col">Difference (95%)</th>
						</tr>
					</thead>
					<tbody>
						{difference.measures.map(
							({ name, base, tuned: after, difference: by }) => {
								const scale = name === "length" ? 1 : 100;
								return (
									<tr
										key={name}
										class={name === MAIN[report.measure] ? "main" : undefined}
									>
										<th scope="row">{MEASURES[name]}</th>
										<td>{figure(name, base)}</td>
										<td>{figure(name, after)}</td>
										<td>
											{signed(by.mean * scale)}{" "}
											<span class="interval">
												{signed(by.low * scale)} to {signed(by.high * scale)}
											</span>
										</td>
									</tr>
								);
							},
						)}
					</tbody>
				</table>
			</Wide>
			<p class="fine">
				{counted(difference.pairs, "pair")}; 95% bootstrap confidence intervals
				({count(difference.resamples)} samples, seed {difference.seed})
				{difference.mcnemarP !== undefined &&
					`; McNemar’s test p = ${difference.mcnemarP < 0.001 ? "below 0.001" : difference.mcnemarP.toFixed(3)}`}
				. Matched by {report.tuned.matchedBy}
				{report.base &&
					report.base.matchedBy !== report.tuned.matchedBy &&
					` (fine-tuned) and ${report.base.matchedBy} (base)`}
				.
			</p>
		</>
	);
}

function Alone({ model: { scores } }: { model: EvaluatedModel }) {
	if (!scores) return null;
	const rows: [keyof typeof MEASURES, number][] = [
		["normalizedMatch", scores.normalizedMatch],
		["exactMatch", scores.exactMatch],
		["tokenF1", scores.tokenF1],
	];
	if (scores.formatCompliance)
		rows.push(["formatCompliance", scores.formatCompliance.share]);
	if (scores.classes) rows.push(["macroF1", scores.classes.macro.f1]);
	rows.push(["length", scores.length.mean]);
	return (
		<table class="figures-table">
			<caption class="sr">The fine-tuned model</caption>
			<thead>
				<tr>
					<th scope="col">Measure</th>
					<th scope="col">Tuned</th>
				</tr>
			</thead>
			<tbody>
				{rows.map(([name, number]) => (
					<tr key={name}>
						<th scope="row">{MEASURES[name]}</th>
						<td>{figure(name, number)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Fields({ report: { tuned, base } }: { report: EvaluationReport }) {
	const fields = tuned.scores?.fields;
	if (!fields) return null;
	const before = new Map(
		base?.scores?.fields?.map(({ name, share }) => [name, share]),
	);
	return (
		<Wide label="Correct fields">
			<table class="figures-table">
				<caption>Correct fields</caption>
				<thead>
					<tr>
						<th scope="col">Field</th>
						{base && <th scope="col">Base</th>}
						<th scope="col">Tuned</th>
					</tr>
				</thead>
				<tbody>
					{fields.map(({ name, share }) => (
						<tr key={name}>
							<th scope="row" class="break">
								{name}
							</th>
							{base && <td>{tenths(before.get(name) ?? 0)}</td>}
							<td>{tenths(share)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</Wide>
	);
}

function Classes({ report }: { report: EvaluationReport }) {
	const { references, tuned, base } = report;
	const scores = tuned.scores?.classes;
	const classes = references.classes;
	if (!scores || !classes) return null;
	const before = base?.scores?.classes;
	const rows = classes
		.map((one, index) => ({
			...one,
			...scores.each[index],
			baseF1: before?.each[index]?.f1,
		}))
		// What needs work comes first; classes without a reference have no score.
		.sort(
			(one, other) =>
				Number(one.references === 0) - Number(other.references === 0) ||
				(one.f1 ?? 0) - (other.f1 ?? 0),
		);
	const score = (of: { references: number }, value: number | undefined) =>
		of.references === 0 ? "–" : tenths(value ?? 0);
	return (
		<>
			<Wide label="By class">
				<table class="figures-table">
					<caption>By class, lowest F1 first</caption>
					<thead>
						<tr>
							<th scope="col">Class</th>
							<th scope="col">References</th>
							<th scope="col">Precision</th>
							<th scope="col">Recall</th>
							<th scope="col">F1</th>
							{before && <th scope="col">F1, base</th>}
						</tr>
					</thead>
					<tbody>
						{rows.map((row) => (
							<tr key={row.name}>
								<th scope="row" class="break">
									{row.name}
								</th>
								<td>{count(row.references)}</td>
								<td>{score(row, row.precision)}</td>
								<td>{score(row, row.recall)}</td>
								<td>{score(row, row.f1)}</td>
								{before && <td>{score(row, row.baseF1)}</td>}
							</tr>
						))}
					</tbody>
				</table>
			</Wide>
			<Confusion classes={classes} scores={scores} />
		</>
	);
}

function Breaking({ model: { scores } }: { model: EvaluatedModel }) {
	const breaking = scores?.formatCompliance;
	if (!breaking || breaking.breaking === 0) return null;
	return (
		<details class="examples-box">
			<summary>
				Invalid outputs: {count(breaking.breaking)}
				{breaking.breaking > breaking.examples.length &&
					` (first ${breaking.examples.length} shown)`}
			</summary>
			<ul>
				{breaking.examples.map(({ line, is, answer }) => (
					<li key={line}>
						<span class="place">line {count(line)}</span> {is}
						<pre class="excerpt">{answer}</pre>
					</li>
				))}
			</ul>
		</details>
	);
}

function Examples({ name, count: all, examples }: Changes & { name: string }) {
	if (all === 0) return null;
	return (
		<details class="examples-box">
			<summary>
				{name}: {count(all)}
				{all > examples.length && ` (top ${examples.length} shown)`}
			</summary>
			<ul>
				{examples.map(({ line, reference, base, tuned }) => (
					<li key={line}>
						<span class="place">line {count(line)}</span>
						<dl>
							<dt>reference</dt>
							<dd class="break">{reference}</dd>
							<dt>base</dt>
							<dd class="break">{base}</dd>
							<dt>fine-tuned</dt>
							<dd class="break">{tuned}</dd>
						</dl>
					</li>
				))}
			</ul>
		</details>
	);
}

const Command = ({
	report: { references, tuned, base, training },
}: {
	report: EvaluationReport;
}) => (
	<details class="fine break">
		<summary>Command-line equivalent</summary>
		<code>
			npx tuneset evaluate {shellPath(references.name)} --tuned{" "}
			{shellPath(tuned.name)}
			{base && ` --base ${shellPath(base.name)}`}
			{training && ` --training ${shellPath(training.name)}`}
		</code>
	</details>
);
