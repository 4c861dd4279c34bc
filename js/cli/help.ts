/** Help for a newcomer: the purpose, examples, then every option. */

import { type CommandName, described, type Flag } from "./flag.ts";
import { flagsOf } from "./flags.ts";
import { messages, output } from "./output.ts";
import { wrap } from "./terminal.ts";

const OVERVIEW = `Tuneset checks, deduplicates and splits fine-tuning data for Amazon Bedrock.
Everything happens on this machine; nothing is sent anywhere.

Usage: tuneset COMMAND …

Commands:
  check    say what is wrong with a data set, and whether it is ready
  prepare  write train.jsonl and validation.jsonl, ready to upload
  plan     say whether to fine-tune, with which model, how, at what cost; write the job request
  metrics  say what the loss curves of a finished job mean
  evaluate compare answers of a tuned model with what is right, and with the base model's
  rules    list the rules, or explain one
  models   list the models, or show one's limits
  help     explain a command: tuneset help prepare

  completions and man print what a shell completes by, and a manual page; version says which this is.

Start with:
  tuneset check train.jsonl --model nova-lite
  tuneset prepare train.jsonl --model nova-lite --out prepared

Exit codes: 0 fine, 1 findings, 2 wrong usage or a file that cannot be read or written, 130 interrupted, 143 terminated.
`;

interface Page {
	usage: string;
	says: string;
	examples: [string, string][];
	after?: string;
}

export const PAGES: Record<CommandName, Page> = {
	check: {
		usage: "tuneset check FILE… [options]",
		says: `Reads one or several JSONL files as one data set and reports everything that Bedrock would refuse or
that would harm the training, each with its place and what to do. Compressed files (.gz, .zst) are read as they are; a folder stands
for the data files below it; - reads standard input. A file that is given by two names is read once; one whose name is not UTF-8 is shown
with \\xff for such bytes.`,
		examples: [
			["tuneset check train.jsonl", "the format is recognised"],
			[
				"tuneset check train.jsonl --model nova-lite",
				"with that model's limits",
			],
			[
				"tuneset check part-*.jsonl --statistics",
				"counts by rule, over all files",
			],
			["tuneset check logs/", "every .jsonl, .gz and .zst below a folder"],
			[
				"aws s3 cp s3://bucket/a.jsonl.gz - | tuneset check -",
				"from a program",
			],
			[
				"tuneset check train.jsonl --format json -o report.json",
				"for a script",
			],
			[
				"tuneset check train.jsonl --unsafe-fixes",
				"what every fix, guesses included, would make of it",
			],
			[
				"tuneset check train.jsonl --against validation.jsonl",
				"what stands in both",
			],
			["tuneset check train.jsonl --fail-on warning", "strict, in a CI job"],
		],
		after:
			"Exit codes: 0 no findings that count, 1 findings (see --fail-on), 2 wrong usage or unreadable file, 130 interrupted, 143 terminated.",
	},
	prepare: {
		usage: "tuneset prepare FILE… --out DIR [options]",
		says: `Checks like \`tuneset check\`, leaves out copies and records with errors, splits the rest and writes

  train.jsonl        the records to train on, byte for byte as they were
  validation.jsonl   the records to validate on, where the model takes such a file
  set-aside.jsonl    every record that was left out, with the reason
  report.html        the report for people, on two printed pages
  report.json        all of it in figures, with the SHA-256 of each file

Nothing is overwritten without --force. report.json comes last: whatever happens, there are the old files, the new ones, or no
report.json, which means that the run did not finish. One run at a time writes to a folder (.tuneset.lock). The same input, options and
seed give the same files everywhere.`,
		examples: [
			[
				"tuneset prepare data.jsonl --model nova-lite --out prepared",
				"the usual",
			],
			[
				"tuneset prepare data.jsonl --out prepared --dry-run",
				"only say what would be written",
			],
			[
				"tuneset prepare data.jsonl --out prepared --validation 500",
				"500 records for validation",
			],
			[
				"tuneset prepare data.jsonl --out prepared --fix",
				"repair what can be repaired safely",
			],
			[
				"tuneset prepare data.jsonl --unsafe-fixes --dry-run",
				"show what guesses would be made, and write nothing",
			],
			[
				"tuneset prepare data.jsonl --out prepared --dedupe off",
				"keep copies, on one side of the split",
			],
		],
		after:
			"Exit codes: 0 written, 1 written and there were findings (see --fail-on), 2 wrong usage or a file that cannot be read or written, 130 interrupted, 143 terminated.",
	},
	plan: {
		usage: "tuneset plan FILE… [options]",
		says: `Checks the data (or takes the report.json of \`tuneset prepare\`) and says whether fine-tuning is worth it, which models
take the data, which hyperparameters to start with and what it costs. With --model, it makes the job's request: --out writes

  job.json                  the request, for CreateModelCustomizationJob
  trust-policy.json         who may take on the role
  permission-policy.json    what the role may do
  commands.sh               the AWS CLI commands, in order

Nothing is sent and no credentials are needed. Prices are quotes with source and date; --price puts in your own.`,
		examples: [
			[
				"tuneset plan data.jsonl",
				"is it worth it, and which models take the data",
			],
			[
				"tuneset plan prepared/report.json --model nova-micro --requests-per-day 20000",
				"the files that were prepared, and what requests cost",
			],
			[
				"tuneset plan data.jsonl --model nova-micro --convert --hyperparameter epochCount=2 --price training-tokens=0.001",
				"your own numbers",
			],
			[
				"tuneset plan prepared/report.json --model nova-micro --bucket my-bucket --role arn:aws:iam::111122223333:role/Tuning --out prepared",
				"the job request beside the files",
			],
		],
		after:
			"Exit codes: 0 fine, 1 a value is out of range or impossible, so that nothing is written, or the model does not take the data (see --fail-on), 2 wrong usage or a file that cannot be read or written, 130 interrupted, 143 terminated.",
	},
	metrics: {
		usage: "tuneset metrics FILE… [options]",
		says: `Reads the metrics files that a model-customization job wrote to its output folder in S3 (step_wise_training_metrics.csv
and validation_metrics.csv, in any order; or a folder that holds them) and says whether the model was still learning,
stood still, learned its training data by heart or broke, which epoch to take, and what to change. The files of one job
at a time.`,
		examples: [
			[
				"tuneset metrics step_wise_training_metrics.csv validation_metrics.csv",
				"the usual",
			],
			[
				"tuneset metrics model-customization-job-abc123/",
				"a job's whole output folder, copied with `aws s3 cp --recursive`",
			],
			[
				"tuneset metrics job/ --fail-on warning",
				"in a pipeline: overfitting fails it too",
			],
			[
				"tuneset metrics job/ --format json",
				"curves, epochs and verdict for a script",
			],
		],
		after:
			"Exit codes: 0 fine, 1 the run has diverged or rows could not be read (see --fail-on; overfitting is a warning), 2 wrong usage or a file that cannot be read.",
	},
	evaluate: {
		usage: "tuneset evaluate REFERENCES --tuned FILE [--base FILE] [options]",
		says: `Compares a model's answers with what is right: exact and normalized matches, shared words, the format of the answers, fields
of JSON, and where the right answers are classes precision, recall, F1 and what was taken for what. With the base model's
answers it says whether the tuned model is better, worse, or nobody can tell, pair by pair, with 95% intervals from 2,000
seeded draws. No model is called: the answers are files.

  REFERENCES   the held-out file in any training format, or JSON Lines or CSV with a column such as completion or label
  FILE         answers: the .jsonl.out of a batch inference job (Nova, Claude, Llama, Titan, Cohere and others), JSON Lines or CSV`,
		examples: [
			[
				"tuneset evaluate held-out.jsonl --tuned tuned.jsonl.out --base base.jsonl.out",
				"the usual, after two batch inference jobs",
			],
			[
				"tuneset evaluate held-out.jsonl --tuned tuned.jsonl.out --training train.jsonl",
				"with the form that the training data teach",
			],
			[
				"tuneset evaluate held-out.jsonl --tuned answers.csv",
				"one model by itself",
			],
			[
				"tuneset evaluate test.csv --tuned t.jsonl --base b.jsonl --reference-key gold --id-key nr",
				"files with names of their own",
			],
			[
				"tuneset evaluate held-out.jsonl --tuned t.jsonl --base b.jsonl --fail-on warning",
				"in a pipeline: only a model that is better passes",
			],
		],
		after:
			"Exit codes: 0 fine, 1 the tuned model is worse or something could not be read (see --fail-on; no difference is a warning), 2 wrong usage or a file that cannot be read.",
	},
	rules: {
		usage: "tuneset rules [NAME] [options]",
		says: "Lists what is looked for, with its severity and whether `prepare --fix` can repair it; or explains one rule.",
		examples: [
			["tuneset rules", "all of them"],
			[
				"tuneset rules role-order",
				"what it means, why it matters, an example, the source",
			],
		],
	},
	models: {
		usage: "tuneset models [ID] [options]",
		says: "Lists the models that Tuneset knows, those of a family, or one's format and limits, each with its source.",
		examples: [
			["tuneset models", "all of them"],
			["tuneset models nova-lite", "its limits"],
			["tuneset models nova", "all of a family"],
			["tuneset models amazon.nova-lite-v1:0", "by the id that AWS gives"],
			["tuneset models --format json", "for a script"],
		],
	},
	completions: {
		usage: "tuneset completions bash|zsh|fish",
		says: "Prints what the shell needs to complete commands, options, models and rules.",
		examples: [
			['eval "$(tuneset completions bash)"', "in ~/.bashrc"],
			["source <(tuneset completions zsh)", "in ~/.zshrc"],
			["tuneset completions fish | source", "in ~/.config/fish/config.fish"],
		],
	},
	man: {
		usage: "tuneset man",
		says: "Prints the manual page; the package installs it too.",
		examples: [["tuneset man | man -l -", "to read it at once"]],
	},
};

export function help(about: CommandName | undefined): number {
	output.write(about ? page(about) : OVERVIEW);
	return 0;
}

/** Text that `tuneset` alone prints. */
export function nothingAsked(): number {
	messages.write(OVERVIEW);
	return 2;
}

function page(command: CommandName): string {
	const { usage, says, examples, after } = PAGES[command];
	const flags = flagsOf(command);
	const lines = [
		`Usage: ${usage}`,
		"",
		says,
		"",
		"Examples:",
		...examples.flatMap(([line, why]) => [`  ${line}`, `      ${why}`]),
		"",
		"Options:",
		...columns(flags.map((flag) => [spelling(flag), described(flag)])),
	];
	if (after) lines.push("", ...wrap(after, WIDTH));
	return `${lines.join("\n")}\n`;
}

export function spelling({ name, short, takes }: Flag): string {
	return `${short ? `-${short}, ` : ""}--${name}${takes ? ` ${takes}` : ""}`;
}

const WIDTH = 100;

function columns(rows: [string, string][]): string[] {
	const left = Math.max(...rows.map(([name]) => name.length));
	return rows.flatMap(([name, text]) =>
		wrap(unbroken(text), WIDTH - left - 4).map(
			(line, index) =>
				`  ${(index === 0 ? name : "").padEnd(left)}  ${line.replaceAll(NO_BREAK, " ")}`,
		),
	);
}

/** Joins the words of "(default: …)", so that no line ends within. */
const unbroken = (text: string): string =>
	text.replace(/\(default: [^)]*\)/g, (all) => all.replaceAll(" ", NO_BREAK));

const NO_BREAK = "\u00a0";
