/** The options of `tuneset plan` alone: answers that the data does not have, and the fields of the job's request. */

import type { Flag } from "./flag.ts";

const answer = <const Name extends string, const Choice extends string>(
	name: Name,
	choices: readonly Choice[],
	says: string,
) =>
	({
		name,
		on: ["plan"],
		takes: "ANSWER",
		kind: "choice",
		choices,
		plan: "answers",
		says: `${says}: ${choices.join(" or ")}`,
	}) as const satisfies Flag;

const jobField = <const Name extends string>(
	name: Name,
	takes: string,
	says: string,
) =>
	({
		name,
		on: ["plan"],
		takes,
		kind: "text",
		plan: "job",
		says,
	}) as const satisfies Flag;

export const PLAN_FLAGS = [
	answer(
		"prompting",
		["exhausted", "untried"],
		"whether better prompts have been tried as far as they go",
	),
	answer(
		"knowledge",
		["stable", "changing"],
		"whether facts in the answers change",
	),
	answer(
		"task",
		["classification", "generation", "reasoning", "general"],
		"what the task is (default: by the look of the data)",
	),
	answer(
		"language",
		["domain", "everyday"],
		"whether the language is that of a special field",
	),
	{
		name: "requests-per-day",
		on: ["plan"],
		takes: "N",
		kind: "count",
		plan: "options",
		usual: 1000,
		says: "how often the model will be asked",
	},
	{
		name: "hyperparameter",
		on: ["plan"],
		takes: "NAME=VALUE",
		kind: "pairs",
		key: "hyperparameters",
		plan: "options",
		says: "a value for the job by the name of the API, such as epochCount=3; may be repeated",
	},
	{
		name: "price",
		on: ["plan"],
		takes: "NAME=VALUE",
		kind: "pairs",
		key: "prices",
		plan: "options",
		says: "your own number in the estimate, such as training-tokens=0.001; may be repeated",
	},
	jobField("bucket", "NAME", "the S3 bucket for data and results"),
	jobField(
		"role",
		"ARN|NAME",
		"the role that Bedrock takes on; or a name, and the commands make it",
	),
	jobField(
		"account",
		"ID",
		"the account's 12 digits, needed if --role is a name",
	),
	jobField("region", "REGION", "the AWS Region (default: the model's first)"),
	jobField(
		"prefix",
		"FOLDER",
		"the folder in the bucket (default: the job's name)",
	),
	jobField(
		"job-name",
		"NAME",
		"the job's name (default: made of the model's id)",
	),
	jobField(
		"custom-model-name",
		"NAME",
		"the name of the tuned model (default: the job's name)",
	),
	jobField(
		"base-model",
		"ID|ARN",
		"a custom model to go on from, or the student of a distillation",
	),
	jobField("teacher", "ID", "the teacher of a distillation"),
	jobField(
		"reward-function",
		"ARN",
		"the Lambda function that judges answers in reinforcement fine-tuning",
	),
	jobField("kms-key", "ARN", "the key that encrypts the tuned model"),
] as const satisfies readonly Flag[];
