import { impossible } from "../../js/text/job";
import type { JobPlan } from "../../js/types";
import { type as set, typed } from "../state/plan";
import { offer } from "../state/saving";
import { CopyBox } from "../ui/CommandLine";

const FIELDS: [name: string, label: string, from?: keyof JobPlan["names"]][] = [
	["jobName", "Job name", "job"],
	["bucket", "S3 bucket", "bucket"],
	["role", "Role: ARN, or a name to make", "roleArn"],
	["account", "Account, 12 digits", "account"],
	["region", "Region", "region"],
	["prefix", "Folder in the bucket", "prefix"],
	["customModelName", "Name of the tuned model", "customModel"],
	["baseModel", "Student", "baseModel"],
	["teacher", "Teacher"],
	["rewardFunction", "Lambda function that judges"],
];
/** Fields shown only if there is a fault about them. */
const RARE = ["baseModel", "teacher", "rewardFunction"];

/** The job's request from a few fields, which stay on this computer. */
export const Job = ({ job }: { job: JobPlan }) => (
	<>
		<h3 class="plan-job">Job request</h3>
		<p class="quiet-text">
			What you fill in stays on this computer and is gone with the page. Export
			the files first: their checksums go into the commands.
		</p>
		{job.faults
			.filter(
				({ field }) =>
					!field.startsWith("hyperparameters.") &&
					FIELDS.every(([name]) => name !== field),
			)
			.map(({ message, help }) => (
				<p key={message} class="notice">
					{message} {help}
				</p>
			))}
		<div class="plan-fields">
			{FIELDS.map(([name, label, from]) => {
				const faults = job.faults.filter(({ field }) => field === name);
				if (
					RARE.includes(name) &&
					faults.length === 0 &&
					!typed.value.job[name]
				)
					return null;
				const wrong = faults.some(({ missing }) => !missing);
				return (
					<div key={name}>
						<label for={`job-${name}`}>{label}</label>
						<input
							id={`job-${name}`}
							autocomplete="off"
							spellcheck={false}
							placeholder={from && job.names[from]}
							value={typed.value.job[name] ?? ""}
							aria-invalid={wrong}
							aria-describedby={`job-${name}-hint`}
							onInput={({ currentTarget }) =>
								set("job", name, currentTarget.value)
							}
						/>
						<p class="hint" id={`job-${name}-hint`}>
							{faults
								.map(({ message, help }) => `${message} ${help}`)
								.join(" ")}
						</p>
					</div>
				);
			})}
		</div>
		{impossible(job).length > 0 ? (
			<p class="notice">
				No job can have this. Once it is mended, the request and its commands
				are here.
			</p>
		) : (
			<Texts job={job} />
		)}
	</>
);

/** Until then the result cannot be used. */
const isFilledIn = (job: JobPlan) => !job.faults.some(({ missing }) => missing);

/** The request, its policies and its commands, to save or to copy. */
const Texts = ({ job }: { job: JobPlan }) => (
	<div class="plan-texts">
		{job.documents.map(({ name, title, says, text }) => (
			<details key={name} open={isFilledIn(job) && name === "job.json"}>
				<summary>
					<code>{name}</code>: {title}
				</summary>
				<p class="quiet-text">
					{says}{" "}
					<button
						type="button"
						class="link"
						onClick={() => offer(new Blob([text]), name)}
					>
						Save {name}
					</button>
				</p>
				<CopyBox text={text} />
			</details>
		))}
		<details class="plan-commands" open={isFilledIn(job)}>
			<summary>{job.commands.length} commands, in order</summary>
			<ol class="plan-steps">
				{job.commands.map(({ name, title, says, text }) => (
					<li key={name}>
						<strong>{title}</strong> {says}
						<CopyBox text={text} />
					</li>
				))}
			</ol>
		</details>
	</div>
);
