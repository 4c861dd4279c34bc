import { useSignal } from "@preact/signals";
import { impossible } from "../../js/text/job";
import type { JobFault, JobPlan, PlanReport } from "../../js/types";
import { zipped } from "../engine/zip";
import { split } from "../state/page";
import { typed } from "../state/plan";
import { offer } from "../state/saving";
import { onPage } from "../text/controls";
import { sentence } from "../text/format";
import { CopyBox } from "../ui/CommandLine";
import { SubTabs } from "../ui/SubTabs";
import { Field } from "./Field";

const FIELDS: [name: string, label: string, from?: keyof JobPlan["names"]][] = [
	["bucket", "S3 bucket", "bucket"],
	["account", "AWS account ID (12 digits)", "account"],
	["role", "IAM role (ARN, or a name to create)", "roleArn"],
	["region", "Region", "region"],
	["jobName", "Job name", "job"],
	["customModelName", "Custom model name", "customModel"],
	["prefix", "S3 prefix", "prefix"],
	["baseModel", "Student", "baseModel"],
	["teacher", "Teacher"],
	["rewardFunction", "Lambda function that judges"],
];
/** Fields shown only if there is a fault about them. */
const RARE = ["baseModel", "teacher", "rewardFunction"];
const OF_HYPERPARAMETER = "hyperparameters.";
/** Shown at once; the others are for experts. */
const EPOCHS = ["epochCount", "n_epochs"];

/** The job's request: a form, and the commands and files that come of it. */
export function Job({ made }: { made: PlanReport }) {
	const { job } = made;
	if (!job)
		return (
			<p class="lead">
				Choose a target model first: the job's request depends on it.
			</p>
		);
	if (split.value?.train.records === 0)
		return (
			<p class="lead">
				There is nothing to train on yet: no record would be exported. Fix or
				convert the records first.
			</p>
		);
	return (
		<div class="job">
			<Form made={made} job={job} />
			{impossible(job).length > 0 ? (
				<p class="notice job-code" role="status">
					Fix the fields in red: then the request is here.
				</p>
			) : (
				<Code job={job} />
			)}
		</div>
	);
}

function Form({ made, job }: { made: PlanReport; job: JobPlan }) {
	const { hyperparameters } = made;
	const isShown = (name: string) =>
		!RARE.includes(name) ||
		typed.value.job[name] ||
		job.faults.some(({ field }) => field === name);
	const isAtField = ({ field }: JobFault) =>
		field.startsWith(OF_HYPERPARAMETER) ||
		FIELDS.some(([name]) => name === field);
	const epochs = hyperparameters.filter(({ name }) => EPOCHS.includes(name));
	const others = hyperparameters.filter(({ name }) => !EPOCHS.includes(name));
	const isOpen = others.some(({ given }) => given !== undefined);
	return (
		<div class="job-form">
			{job.faults
				.filter((fault) => !isAtField(fault))
				.map(({ message, help }) => (
					<p key={message} class="notice">
						{onPage(`${message} ${help}`)}
					</p>
				))}
			{FIELDS.filter(([name]) => isShown(name)).map(([name, label, from]) => (
				<Field
					key={name}
					group="job"
					name={name}
					label={label}
					usual={from && known(job.names[from])}
					problem={problemOf(job, name)}
					note={
						job.faults.some(({ field, missing }) => missing && field === name)
							? "Required"
							: undefined
					}
				/>
			))}
			<Hyperparameters rows={epochs} job={job} />
			{others.length > 0 && (
				<details open={isOpen}>
					<summary>More hyperparameters</summary>
					<Hyperparameters rows={others} job={job} />
				</details>
			)}
			<p class="quiet-text">
				Not stored: what you enter is gone with the page.
				{job.uploads.some(({ sha256 }) => !sha256) &&
					" Export the files first so that the commands include their checksums."}
			</p>
		</div>
	);
}

const Hyperparameters = ({
	rows,
	job,
}: {
	rows: PlanReport["hyperparameters"];
	job: JobPlan;
}) => (
	<>
		{rows.map(({ name, range, recommended, reason, default: usual }) => (
			<Field
				key={name}
				group="hyperparameters"
				name={name}
				label={name}
				usual={recommended}
				from={recommended === String(usual) ? "default" : "recommended"}
				problem={problemOf(job, OF_HYPERPARAMETER + name)}
				note={onPage(`${sentence(range)}. ${sentence(reason)}.`)}
				numeric
			/>
		))}
	</>
);

/** Faults of the field's value as a text; none of an empty field, which is no mistake yet. */
const problemOf = (job: JobPlan, name: string) =>
	job.faults
		.filter(({ field, missing }) => field === name && !missing)
		.map(({ message, help }) => `${message} ${help}`.trim())
		.join(" ") || undefined;

/** Drops a value in which something is still to be filled in, such as `<account>`. */
const known = (value: string) => (value.includes("<") ? undefined : value);

const CODE = [
	["cli", "AWS CLI"],
	["json", "job.json"],
	["iam", "IAM"],
] as const;

/** The commands and the files of the request, to copy or to download. */
function Code({ job }: { job: JobPlan }) {
	const shown = useSignal<(typeof CODE)[number][0]>("cli");
	const [request, ...policies] = job.documents;
	const tabs = CODE.filter(([name]) => name !== "iam" || policies.length > 0);
	const missing = job.faults.filter((fault) => fault.missing);
	return (
		<div class="job-code">
			<SubTabs
				label="Files of the job"
				id="job"
				tabs={tabs}
				chosen={shown.value}
				choose={(name) => {
					shown.value = name;
				}}
			>
				{shown.value === "cli" && <CopyBox text={job.script} />}
				{shown.value === "json" && request && <CopyBox text={request.text} />}
				{shown.value === "iam" &&
					policies.map(({ name, says, text }) => (
						<div key={name}>
							<p class="quiet-text">
								<code>{name}</code>: {says}
							</p>
							<CopyBox text={text} />
						</div>
					))}
			</SubTabs>
			<p class="job-kit">
				<button
					type="button"
					class="primary"
					onClick={async () =>
						offer(await zipped(kit(job)), `${job.names.job || "job"}-kit.zip`)
					}
				>
					Download job kit .zip
				</button>{" "}
				<span class="quiet-text">
					{missing.length > 0
						? "Values in <angle brackets> are still to be filled in."
						: `${kit(job)
								.map(([name]) => name)
								.join(", ")}`}
				</span>
			</p>
		</div>
	);
}

/** The files that `tuneset plan --out` writes. */
const kit = ({ documents, script }: JobPlan): [string, Blob][] =>
	[...documents, { name: "commands.sh", text: script }].map(
		({ name, text }) => [name, new Blob([text])],
	);
