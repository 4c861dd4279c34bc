import type { ComponentChildren } from "preact";
import type { PlanReport } from "../../js/types";
import {
	type Group,
	plan,
	planProblem,
	planStale,
	type as set,
	typed,
} from "../state/plan";
import { chooseModel } from "../state/settings";
import { count } from "../text/format";
import { Inline } from "../ui/Docs";
import { Icon, type IconName } from "../ui/Icon";
import { Judgement } from "../ui/Judgement";
import { Panel } from "../ui/Panel";
import { Wide } from "../ui/Wide";
import { Job } from "./Job";

const VERDICTS: Record<PlanReport["advice"]["verdict"], [string, IconName]> = {
	"not-yet": ["Not yet", "warning"],
	maybe: ["Maybe", "info"],
	yes: ["Yes", "ready"],
};

/** Advice on fine-tuning: worth it or not, model, hyperparameters, costs, and the job's request. The engine makes the texts. */
export function Plan() {
	const made = plan.value;
	const waiting = planStale.value;
	if (!made) return waiting && <Panel name="Train" waiting />;
	const { model, hyperparameters, findings } = made;
	return (
		<Panel
			name="Train"
			note={model?.name ?? "no model chosen"}
			waiting={waiting}
		>
			{planProblem.value && (
				<p class="notice" role="alert">
					{planProblem.value}
				</p>
			)}
			<Advice made={made} />
			<Models made={made} />
			{findings.length > 0 && (
				<ul class="plan-list">
					{findings.map(({ severity, message }) => (
						<li key={message} class={`is-${severity}`}>
							<span class="severity">
								<Icon name={severity} />
							</span>{" "}
							{message}
						</li>
					))}
				</ul>
			)}
			{hyperparameters.length > 0 && (
				<Table
					caption="Hyperparameters"
					heads={["Name", "Value", "Range", "Why this one to start with"]}
					rows={hyperparameters.map(({ name, range, recommended, reason }) => [
						name,
						<Input
							key={name}
							group="hyperparameters"
							name={name}
							label={name}
							hint={recommended}
							wrong={findings.some(
								({ field }) => field === `hyperparameters.${name}`,
							)}
						/>,
						range,
						<Inline key={reason} text={reason} />,
					])}
				/>
			)}
			<Costs made={made} />
			{made.job && <Job job={made.job} />}
		</Panel>
	);
}

/** The summary contains the reason with the greatest weight. */
const otherReasons = ({ reasons, summary }: PlanReport["advice"]) =>
	reasons.filter(({ message }) => !summary.endsWith(message));

function Advice({ made: { advice } }: { made: PlanReport }) {
	const [title, icon] = VERDICTS[advice.verdict];
	const size = advice.sizes.find(({ yours }) => yours);
	return (
		<>
			<Judgement
				title={`Should you fine-tune? ${title}.`}
				icon={icon}
				verdict={{
					summary: advice.summary.replace(/^[^.]*\. /, ""),
					reasons: otherReasons(advice).map(({ message }) => message),
					advice: [],
				}}
			/>
			{size && (
				<p class="quiet-text">
					{size.title}: {count(size.min)} to {count(size.max)} examples a{" "}
					{size.each} are advised; {size.yours}.
				</p>
			)}
			<div class="plan-fields">
				{advice.questions.map(({ name, text, choices, answer, looks }) => (
					<label key={name}>
						{text}
						<select
							value={answer ?? ""}
							onChange={({ currentTarget }) =>
								set("answers", name, currentTarget.value)
							}
						>
							<option value="">
								{looks ? `looks like ${looks}` : "not answered"}
							</option>
							{choices.map((choice) => (
								<option key={choice.value} value={choice.value}>
									{choice.text}
								</option>
							))}
						</select>
					</label>
				))}
				<div>
					<label for="other-requests">How many requests a day?</label>
					<Input group="other" name="requests" hint="1000" />
				</div>
			</div>
			<details>
				<summary>Fine-tuning and the other ways, side by side</summary>
				<Table
					caption="Ways to a better answer"
					heads={["Way", "Set-up", "Cost", "When"]}
					rows={advice.alternatives.map(({ title, setUp, cost, when }) => [
						title,
						setUp,
						cost,
						when,
					])}
				/>
			</details>
		</>
	);
}

const FITS = { fits: "fits", unsure: "perhaps", no: "does not fit" };

/** Open ones that take this data; those that do not, disputed and closed ones, folded away. */
function Models({ made }: { made: PlanReport }) {
	const of = (state: PlanReport["models"][number]["newJobs"]) =>
		made.models.filter(({ newJobs }) => newJobs === state);
	const [current, disputed, closed] = [
		of("open"),
		of("disputed"),
		of("closed"),
	];
	const fitting = current.filter(
		({ id, fit }) => fit !== "no" || id === made.model?.id,
	);
	const others = current.filter((row) => !fitting.includes(row));
	return (
		<>
			{fitting.length > 0 && (
				<ModelTable
					caption="Models that take this data; choose one to plan for"
					made={made}
					rows={fitting}
				/>
			)}
			{others.length > 0 && (
				<details open={fitting.length === 0}>
					<summary>{others.length} that do not take it as it is</summary>
					<ModelTable caption="Other models" made={made} rows={others} />
				</details>
			)}
			{disputed.length > 0 && (
				<details>
					<summary>
						{disputed.length} that may take no new job, by their model cards
						alone
					</summary>
					<ModelTable caption="Disputed models" made={made} rows={disputed} />
				</details>
			)}
			{closed.length > 0 && (
				<details>
					<summary>{closed.length} that take no new job</summary>
					<ModelTable caption="Closed models" made={made} rows={closed} />
				</details>
			)}
		</>
	);
}

const ModelTable = ({
	caption,
	made,
	rows,
}: {
	caption: string;
	made: PlanReport;
	rows: PlanReport["models"];
}) => (
	<Table
		caption={caption}
		heads={[
			"Model",
			"This data",
			"Records",
			"Longest record, tokens",
			"File",
			"Validation file",
			"Used",
			"Regions",
		]}
		rows={rows.map((row) => [
			<button
				key={row.id}
				type="button"
				class="link"
				aria-pressed={row.id === made.model?.id}
				onClick={() => chooseModel(row.id)}
			>
				{row.name}
			</button>,
			[FITS[row.fit], ...row.why].join("; "),
			row.records.text,
			row.longest.text,
			row.size.text,
			row.validationFile ? "yes" : "no",
			row.inference.join(", "),
			row.regions.join(", ") || "not known",
		])}
	/>
);

const Costs = ({ made: { cost } }: { made: PlanReport }) => (
	<>
		<Table
			caption="Costs, estimated"
			heads={["What", "USD", "How it comes about"]}
			rows={cost.items.map(({ title, text, how }) => [title, text, how])}
		/>
		<p class="lead">{cost.decides}</p>
		{cost.notes.map((note) => (
			<p key={note} class="quiet-text">
				{note}
			</p>
		))}
		<details>
			<summary>Numbers of the estimate, to be edited</summary>
			<Table
				caption="Numbers of the estimate"
				heads={["What", "Number", "Unit", "Source"]}
				rows={cost.prices.map(
					({ name, label, value, unit, source, asOf, note }) => [
						label,
						<Input
							key={name}
							group="prices"
							name={name}
							label={label}
							hint={String(value)}
						/>,
						unit,
						[source, asOf && `read ${asOf}`, note].filter(Boolean).join("; "),
					],
				)}
			/>
		</details>
	</>
);

/** Applies typed text at once; an empty field means the hint. */
const Input = ({
	group,
	name,
	label,
	hint,
	wrong,
}: {
	group: Group;
	name: string;
	label?: string;
	hint?: string;
	wrong?: boolean;
}) => (
	<input
		class="numeral"
		size={9}
		inputMode="decimal"
		autocomplete="off"
		aria-label={label}
		id={`${group}-${name}`}
		placeholder={hint}
		aria-invalid={wrong}
		value={typed.value[group][name] ?? ""}
		onInput={({ currentTarget }) => set(group, name, currentTarget.value)}
	/>
);

const Table = ({
	caption,
	heads,
	rows,
}: {
	caption: string;
	heads: string[];
	rows: ComponentChildren[][];
}) => (
	<Wide label={caption}>
		<table class="plan-table">
			<caption>{caption}</caption>
			<thead>
				<tr>
					{heads.map((head) => (
						<th key={head} scope="col">
							{head}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{rows.map(([first, ...rest], index) => (
					<tr key={index}>
						<th scope="row">{first}</th>
						{rest.map((cell, column) => (
							<td key={column}>{cell}</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	</Wide>
);
