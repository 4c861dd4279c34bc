/** Every option of the command line, once: parsing, the config file and the help derive from it. */

export const COMMANDS = [
	"check",
	"prepare",
	"plan",
	"metrics",
	"evaluate",
	"rules",
	"models",
	"completions",
	"man",
] as const;
export type CommandName = (typeof COMMANDS)[number];

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

export interface Flag {
	/** As in `--name`. */
	name: string;
	short?: string;
	on: CommandName[];
	/** What it takes, as help shows it; a switch takes nothing. */
	takes?: string;
	/** How the value is read. */
	kind:
		| "switch"
		| "switch-or-choice"
		| "text"
		| "choice"
		| "count"
		| "count-or-all"
		| "list"
		| "files"
		| "limits"
		| "pairs";
	/** Its key in a config file and in `Values`, where that is not its name in camelCase. */
	key?: string;
	choices?: string[];
	says: string;
}

const EVERYWHERE: CommandName[] = [...COMMANDS];
const DATA: CommandName[] = ["check", "prepare"];
/** A plan checks data first. */
const RUN: CommandName[] = [...DATA, "plan"];

/** What `--convert` makes of records: a test holds them to the catalogue. */
const FORMATS = [
	"bedrock-conversation-2024",
	"claude-messages",
	"distillation",
	"image-caption",
	"openai-rft",
	"pretraining",
	"prompt-completion",
];

export const FLAGS: Flag[] = [
	{
		name: "model",
		on: RUN,
		takes: "ID",
		kind: "text",
		says: "the model to be tuned, such as nova-lite; without it the rules that all models share apply",
	},
	{
		name: "limit",
		on: RUN,
		takes: "NAME=N",
		kind: "limits",
		key: "limits",
		says: "a quota of the model that AWS raised for you, such as max-records=50000 (see tuneset models ID); may be repeated",
	},
	{
		name: "out",
		on: ["prepare", "plan"],
		takes: "DIR",
		kind: "text",
		says: "the folder for the results; made if it does not exist",
	},
	{
		name: "validation",
		on: ["prepare", "plan"],
		takes: "20%|0.2|500|off",
		kind: "text",
		says: "share or number of records that go to validation.jsonl; 20% unless given",
	},
	{
		name: "seed",
		on: ["prepare", "plan"],
		takes: "N",
		kind: "count",
		says: "another seed, another split; the same seed, the same split; 42 unless given",
	},
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
	{
		name: "against",
		on: DATA,
		takes: "FILE",
		kind: "files",
		says: "a file to compare with, such as a validation file that was made before: which of its records stand in the data, too; may be repeated",
	},
	{
		name: "group-by",
		on: ["prepare"],
		takes: "POINTER",
		kind: "text",
		says: "a place in the records, such as /customer: those with the same value there stay on one side of the split",
	},
	{
		name: "stratify-by",
		on: ["prepare"],
		takes: "auto|POINTER|off",
		kind: "text",
		says: "the classes that both sides have the same shares of: auto, those of the answers where they look like classes, those at a place in the records, such as /label, or off; auto unless given",
	},
	{
		name: "near",
		on: RUN,
		takes: "0.8|off",
		kind: "text",
		says: "the similarity, from 0.5 to 1, from which records count as near-duplicates, which stay on one side of the split; 0.8 unless given",
	},
	{
		name: "tuned",
		on: ["evaluate"],
		takes: "FILE",
		kind: "text",
		says: "the tuned model's answers: output of a batch inference job, JSON Lines or CSV",
	},
	{
		name: "base",
		on: ["evaluate"],
		takes: "FILE",
		kind: "text",
		says: "the base model's answers to the same records; without them nothing is compared",
	},
	{
		name: "training",
		on: ["evaluate"],
		takes: "FILE",
		kind: "text",
		says: "the file that the model was trained on: the form that answers should have, and the classes, are learnt from it too",
	},
	{
		name: "match",
		on: ["evaluate"],
		takes: "BY",
		kind: "choice",
		choices: ["auto", "id", "prompt", "order"],
		says: "what answers are matched to references by; auto unless given: ids, then prompts, where they find half of the answers, else their order",
	},
	{
		name: "reference-key",
		on: ["evaluate"],
		takes: "KEY",
		kind: "text",
		says: "the key, column or JSON pointer (/a/0/b) of the right answer, where it is none of the usual ones",
	},
	{
		name: "answer-key",
		on: ["evaluate"],
		takes: "KEY",
		kind: "text",
		says: "the key, column or JSON pointer of a model's answer, where it is none of the usual ones",
	},
	{
		name: "id-key",
		on: ["evaluate"],
		takes: "KEY",
		kind: "text",
		says: "the key, column or JSON pointer of the id, in all files",
	},
	{
		name: "seed",
		on: ["evaluate"],
		takes: "N",
		kind: "count",
		says: "another seed, other draws of the intervals; 42 unless given",
	},
	{
		name: "dedupe",
		on: ["prepare"],
		takes: "KIND",
		kind: "choice",
		choices: ["exact", "canonical", "normalized", "near", "off"],
		says: "which copies are left out: exact (same bytes), canonical (same JSON value), normalized (same words), near (similar by --near or more) or off; canonical unless given",
	},
	{
		name: "keep",
		on: ["prepare"],
		takes: "WHICH",
		kind: "choice",
		choices: ["first", "last", "longest"],
		says: "which of several copies stays: first, last or longest; first unless given",
	},
	{
		name: "decisions",
		on: ["prepare"],
		takes: "FILE",
		kind: "text",
		says: "a JSON file of records to keep or to drop, whatever --dedupe says, as the page saves it; a decision about a record that has changed since is told and not carried out",
	},
	{
		name: "fix",
		on: RUN,
		kind: "switch",
		says: "repair what leaves no doubt about what was meant; check, which writes nothing, shows what that would come to",
	},
	{
		name: "unsafe-fixes",
		on: RUN,
		kind: "switch",
		says: "the same, and repair what needs a guess, too: each guess is shown before and after",
	},
	{
		name: "fix-rule",
		on: RUN,
		takes: "RULE=safe|unsafe|off",
		kind: "pairs",
		key: "fixes",
		says: "what to repair of one rule's findings, whatever --fix says, such as blank-line=off or invalid-json=unsafe; may be repeated",
	},
	{
		name: "diff",
		on: ["check"],
		kind: "switch",
		says: "show what --fix, or --unsafe-fixes or --fix-rule where given, would change as a unified diff, and nothing else",
	},
	{
		name: "convert",
		on: RUN,
		takes: "[FORMAT]",
		kind: "switch-or-choice",
		choices: FORMATS,
		says: "turn OpenAI, Anthropic, ShareGPT, Alpaca, Gemini, CSV and other records into those of the model; or, without a model, into FORMAT, bedrock-conversation-2024 unless given",
	},
	{
		name: "dry-run",
		on: ["prepare"],
		kind: "switch",
		says: "say what would be written, and write nothing",
	},
	{
		name: "force",
		on: ["prepare", "plan"],
		kind: "switch",
		says: "replace results that are in the folder already",
	},
	{
		name: "format",
		on: ["check"],
		takes: "FORMAT",
		kind: "choice",
		choices: ["text", "json", "jsonl", "github", "sarif", "markdown"],
		says: "text, json (the whole report), jsonl (one finding a line), github (annotations of GitHub Actions), sarif (2.1.0) or markdown; text unless given",
	},
	{
		name: "format",
		on: ["prepare", "plan", "metrics", "evaluate", "rules", "models"],
		takes: "FORMAT",
		kind: "choice",
		choices: ["text", "json"],
		says: "text or json; text unless given",
	},
	{
		name: "select",
		on: DATA,
		takes: "RULES",
		kind: "list",
		says: "look for these rules only, separated by commas",
	},
	{
		name: "ignore",
		on: DATA,
		takes: "RULES",
		kind: "list",
		says: "do not look for these rules, separated by commas",
	},
	{
		name: "max-examples",
		on: DATA,
		takes: "N|all",
		kind: "count-or-all",
		says: "findings shown for each rule, all of them being counted; 20 unless given",
	},
	{
		name: "fail-on",
		on: [...RUN, "metrics", "evaluate"],
		takes: "SEVERITY",
		kind: "choice",
		choices: ["error", "warning", "never"],
		says: "what makes the exit code 1: error, warning or never; error unless given",
	},
	{
		name: "statistics",
		on: DATA,
		kind: "switch",
		says: "show how often each rule was broken instead of each finding",
	},
	{
		name: "workers",
		on: RUN,
		takes: "N",
		kind: "count",
		says: "threads that check besides the first one; by the machine's cores unless given",
	},
	{
		name: "config",
		on: RUN,
		takes: "FILE",
		kind: "text",
		says: 'a JSON file of these options, such as {"model": "nova-lite", "maxExamples": 5}; the command line wins',
	},
	{
		name: "quiet",
		short: "q",
		on: RUN,
		kind: "switch",
		says: "findings only: no summary, no progress",
	},
	{
		name: "no-color",
		on: [...RUN, "metrics", "evaluate", "rules", "models"],
		kind: "switch",
		says: "no colours, as with NO_COLOR=1 in the environment",
	},
	{
		name: "help",
		short: "h",
		on: EVERYWHERE,
		kind: "switch",
		says: "this text",
	},
	{
		name: "version",
		short: "V",
		on: EVERYWHERE,
		kind: "switch",
		says: "the version",
	},
];

export function flagsOf(command: CommandName): Flag[] {
	return FLAGS.filter(({ on }) => on.includes(command));
}

/** What a config file and `Values` call it. */
export function keyOf({ name, key }: Flag): string {
	return key ?? camelCase(name);
}

function camelCase(name: string): string {
	return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
