/** The options of `tuneset plan` alone: what the data cannot tell, and the fields of the job's request. */

import type { Flag } from "./flag.ts";

export const PLAN_FLAGS: Flag[] = [
	...(
		[
			[
				"prompting",
				["exhausted", "untried"],
				"whether better prompts have been tried as far as they go",
			],
			[
				"knowledge",
				["stable", "changing"],
				"whether facts in the answers change",
			],
			[
				"task",
				["classification", "generation", "reasoning", "general"],
				"what the task is; by the look of the data unless given",
			],
			[
				"language",
				["domain", "everyday"],
				"whether the language is that of a field of its own",
			],
		] as const
	).map(
		([name, choices, says]): Flag => ({
			name,
			on: ["plan"],
			takes: "ANSWER",
			kind: "choice",
			choices: [...choices],
			says: `${says}: ${choices.join(" or ")}`,
		}),
	),
	{
		name: "requests-per-day",
		on: ["plan"],
		takes: "N",
		kind: "count",
		says: "how often the model will be asked; 1000 are assumed",
	},
	{
		name: "hyperparameter",
		on: ["plan"],
		takes: "NAME=VALUE",
		kind: "pairs",
		key: "hyperparameters",
		says: "a value for the job by the name of the API, such as epochCount=3; may be repeated",
	},
	{
		name: "price",
		on: ["plan"],
		takes: "NAME=VALUE",
		kind: "pairs",
		key: "prices",
		says: "your own number in the estimate, such as training-tokens=0.001; may be repeated",
	},
	...(
		[
			["bucket", "NAME", "the S3 bucket for data and results"],
			[
				"role",
				"ARN|NAME",
				"the role that Bedrock takes on; or a name, and the commands make it",
			],
			["account", "ID", "the account's 12 digits, where --role is a name"],
			["region", "REGION", "the AWS Region; the model's first unless given"],
			[
				"prefix",
				"FOLDER",
				"the folder in the bucket; the job's name unless given",
			],
			[
				"job-name",
				"NAME",
				"the job's name; made of the model's id unless given",
			],
			[
				"custom-model-name",
				"NAME",
				"what the tuned model is called; as the job unless given",
			],
			[
				"base-model",
				"ID|ARN",
				"a custom model to go on from, or the student of a distillation",
			],
			["teacher", "ID", "the teacher of a distillation"],
			[
				"reward-function",
				"ARN",
				"the Lambda function that judges answers in reinforcement fine-tuning",
			],
			["kms-key", "ARN", "the key that encrypts the tuned model"],
		] as const
	).map(
		([name, takes, says]): Flag => ({
			name,
			on: ["plan"],
			takes,
			kind: "text",
			says,
		}),
	),
];
