// Options of `plan` that no job can have: exit code 1, a word on standard error, and no file.

import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";
import { RAW } from "./support/hostile.mjs";
import { lines } from "./support/records.mjs";

/** Options with values that no job can have, and the beginning of the message. */
const IMPOSSIBLE = [
	[
		"--region",
		"us-east-1\ntouch PWNED",
		'"us-east-1<U+000A>touch PWNED" is not an AWS Region: a line break',
	],
	["--region", "mars-1", '"mars-1" is not an AWS Region'],
	["--bucket", "My_Bucket", '"My_Bucket" is not a bucket name'],
	["--account", "1", '"1" is not an AWS account ID'],
	[
		"--role",
		"arn:aws:iam::1:role/x",
		'"arn:aws:iam::1:role/x" is not a role ARN',
	],
	["--role", "a role", '"a role" is not a role name'],
	["--job-name", "-x", '"-x" is not a job name'],
	["--custom-model-name", "a__b", '"a__b" is not a name for a custom model'],
	["--prefix", "a//b", '"a//b" is not a valid S3 prefix'],
	["--base-model", "a b", '"a b" is not a model ID or ARN'],
	[
		"--kms-key",
		"x\x1b[2J",
		'"x<U+001B>[2J" is not an AWS KMS key: a control character',
	],
	["--hyperparameter", "epochCount=99", "epochCount is 99"],
	["--hyperparameter", "epochCount=2\n", 'Invalid "2<U+000A>": a line break'],
	[
		"--hyperparameter",
		"epochs=2",
		"Amazon Nova Micro has no hyperparameter epochs",
	],
	[
		"--model",
		"titan-text-express",
		"Amazon Titan Text G1 - Express is not available for new jobs",
	],
];

test("what no job can have ends plan with 1, says why, and writes nothing", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(120));
	const sound = [
		"--bucket",
		"b-1",
		"--account",
		"111122223333",
		"--out",
		"out",
	];
	const variants = [[], ["-q"], ["--format", "json"], ["--fail-on", "never"]];
	for (const [index, [option, value, complaint]] of IMPOSSIBLE.entries()) {
		const more = variants[index % variants.length];
		const given = `${option}=${value}`;
		const { code, stdout, stderr } = await tuneset(
			[
				...["plan", "data.jsonl", "--model", "nova-micro", ...sound],
				...[given, ...more],
			],
			{ cwd },
		);
		assert.equal(code, 1, `${given} ${more}: ${stderr}`);
		const [name] = value.split("=");
		const field = option === "--hyperparameter" ? `${option} ${name}` : option;
		assert.ok(stderr.includes(`tuneset: ${field}: ${complaint}`), stderr);
		assert.match(stderr, /\ntuneset: nothing was written to out\.\n$/);
		assert.doesNotMatch(stderr + stdout, RAW);
		assert.equal(existsSync(join(cwd, "out")), false, given);
		if (more[1] === "json") assert.equal(JSON.parse(stdout).job.ready, false);
	}
	const alone = await tuneset(
		[
			"plan",
			"data.jsonl",
			"--model",
			"nova-micro",
			"--bucket",
			"My_Bucket",
			"-q",
		],
		{ cwd },
	);
	assert.equal(alone.code, 1);
	assert.match(
		alone.stderr,
		/^tuneset: --bucket: "My_Bucket" is not a bucket name.*\n$/,
	);
});
