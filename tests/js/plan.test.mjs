// `tuneset plan`, and the function of that name: a report in, whether, how and at what cost out, and the job's request.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import test from "node:test";
import { folder, load, tuneset } from "./support/command.mjs";
import { lines } from "./support/records.mjs";
import { schemaOf } from "./support/schema.mjs";

const { check, models, plan, prepare, TunesetError } = await load("node.js");
const { assertValid, unmet } = schemaOf("plan");

test("a plan for every model, and for none, that its schema takes", async () => {
	for (const data of ["", lines(30), `${lines(300)}{bad\n`]) {
		const report = await check(data);
		assertValid(await plan(report), "no model");
		for (const { id } of models) {
			const made = await plan(report, {
				model: id,
				answers: { prompting: "exhausted" },
				requestsPerDay: 50_000,
				prices: { "training-tokens": "0.5" },
				hyperparameters: { epochCount: 1000 },
				job: { bucket: "Not a bucket", role: "a-role" },
			});
			assertValid(made, id);
			assert.equal(made.model.id, id);
			assert.equal(made.advice.questions[0].answer, "exhausted");
		}
	}
	const { report } = await prepare(lines(300), { model: "nova-lite" });
	assertValid(await plan(report), "of files that were written");
});

test("prepared files stand in the request with their checksums", async () => {
	const { report } = await prepare(lines(300), { model: "nova-lite" });
	const { job } = await plan(report, { job: { bucket: "my-bucket" } });
	assert.deepEqual(
		job.uploads.map(({ file }) => file),
		["train.jsonl", "validation.jsonl"],
	);
	const hex = Buffer.from(report.split.train.sha256, "hex");
	assert.equal(job.uploads[0].sha256, hex.toString("base64"));
});

test("what is no report, or no option, is refused with a sentence", async () => {
	const report = await check(lines(100));
	const refused = { name: "TunesetError", code: "BAD_OPTION" };
	await assert.rejects(plan({}), TunesetError);
	await assert.rejects(plan(report, { model: "nova-lit" }), refused);
	await assert.rejects(plan(report, { prices: { months: "soon" } }), refused);
	await assert.rejects(plan(report, { modle: "nova-lite" }), refused);
});

test("text: the verdict, the facts, models, hyperparameters, costs", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(600));
	const { code, stdout, stderr } = await tuneset(
		[
			"plan",
			"data.jsonl",
			"--model",
			"nova-lite",
			"--prompting",
			"exhausted",
			"--hyperparameter",
			"epochCount=3",
			"--price",
			"training-tokens=0.001",
		],
		{ cwd },
	);
	assert.equal(stderr, "");
	assert.equal(code, 0);
	assert.match(stdout, /^Yes\. 600 different examples are enough to start/);
	assert.match(stdout, /You have\s+exhausted\s+prompting, and/);
	assert.match(stdout, /\n {2}\+ There are 600 different examples/);
	assert.match(stdout, /\n {2}nova-micro +open +as it is +fits +600 \(8 to/);
	assert.match(
		stdout,
		/\n {2}- epochCount = 3, where 5 is recommended: for 480/,
	);
	assert.match(
		stdout,
		/\n {2}- training-tokens = 0\.001 USD per 1,000 .*: You\n/,
	);
	assert.doesNotMatch(stdout, /undefined|NaN|\[object/);
});

test("a value out of range is a finding and an exit code", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(100));
	const of = (/** @type {string[]} */ ...more) =>
		tuneset(["plan", "data.jsonl", "--model", "nova-lite", ...more], { cwd });
	const bad = await of("--hyperparameter", "epochCount=9");
	assert.equal(bad.code, 1);
	assert.match(
		bad.stdout,
		/^error\[hyperparameter-out-of-range\] epochCount is 9; Amazon Nova Lite takes 1 to 5/,
	);
	const never = await of(
		"--hyperparameter",
		"epochCount=9",
		"--fail-on",
		"never",
	);
	assert.equal(never.code, 0);
	const wrong = await of("--price", "month=3");
	assert.equal(wrong.code, 2);
	assert.match(
		wrong.stderr,
		/there is no price "month"; did you mean months\?/,
	);
	const mistyped = await of("--hyperparameter", "epochCount");
	assert.match(mistyped.stderr, /needs a name and a value, as in --hyperp/);
});

test("the job's request goes beside the files, and overwrites nothing", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(300));
	await tuneset(
		["prepare", "data.jsonl", "--model", "nova-lite", "--out", "ready"],
		{ cwd },
	);
	const args = [
		"plan",
		"ready/report.json",
		"--bucket",
		"my-bucket",
		"--role",
		"arn:aws:iam::111122223333:role/Tuning",
		"--out",
		"ready",
	];
	const made = await tuneset(args, { cwd });
	assert.equal(made.code, 0, made.stderr);
	const job = JSON.parse(readFileSync(join(cwd, "ready/job.json"), "utf8"));
	assert.equal(
		job.trainingDataConfig.s3Uri,
		"s3://my-bucket/tuneset-nova-lite/train.jsonl",
	);
	assert.equal(job.roleArn, "arn:aws:iam::111122223333:role/Tuning");
	assert.equal(job.hyperParameters.epochCount, "5");
	const commands = readFileSync(join(cwd, "ready/commands.sh"), "utf8");
	assert.match(commands, /^#!\/bin\/sh\nset -e\n\n# /);
	assert.match(commands, /create-model-customization-job/);
	const again = await tuneset(args, { cwd });
	assert.equal(again.code, 2);
	assert.match(again.stderr, /ready\/job\.json exists already; --force/);
	assert.equal((await tuneset([...args, "--force"], { cwd })).code, 0);
});

test("commands.sh waits for the job to end, and looks at the losses of a completed one only", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(120));
	const where = ["--bucket", "b-1", "--account", "111122223333"];
	const args = ["--model", "nova-lite", ...where, "--out", "ready"];
	const made = await tuneset(["plan", "data.jsonl", ...args], { cwd });
	assert.equal(made.code, 0, made.stderr);
	const bin = join(cwd, "bin");
	mkdirSync(bin);
	/** @param {string} name @param {string} body */
	const program = (name, body) =>
		writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
	program("sleep", 'echo "sleep $1" >> ../calls');
	program("tuneset", 'echo "tuneset $*" >> ../calls');
	// An AWS whose job ends at the fourth query.
	program(
		"aws",
		`echo "$1 $2" >> ../calls
[ "$2" = get-model-customization-job ] || exit 0
[ $(grep -c get-model ../calls) -ge 4 ] && echo "$END" || echo InProgress`,
	);
	const run = (/** @type {string} */ end) => {
		rmSync(join(cwd, "calls"), { force: true });
		const PATH = [bin, process.env.PATH].join(delimiter);
		const { status, stdout, stderr } = spawnSync("sh", ["commands.sh"], {
			cwd: join(cwd, "ready"),
			encoding: "utf8",
			env: { ...process.env, PATH, END: end },
		});
		const calls = readFileSync(join(cwd, "calls"), "utf8").split("\n");
		return { status, stdout, stderr, calls: calls.slice(0, -1) };
	};
	const asked = "bedrock get-model-customization-job";
	const start = "bedrock create-model-customization-job";
	const waited = [
		asked,
		asked,
		"sleep 60",
		asked,
		"sleep 60",
		asked,
		asked,
		asked,
	];
	const completed = run("Completed");
	assert.equal(completed.status, 0, completed.stderr);
	const { calls } = completed;
	assert.deepEqual(calls.slice(calls.indexOf(start) + 1), [
		...waited,
		"s3 cp",
		"tuneset metrics metrics",
	]);
	const failed = run("Failed\tno such bucket");
	assert.notEqual(failed.status, 0);
	assert.match(failed.stdout, /^Failed\tno such bucket$/m);
	assert.deepEqual(failed.calls.slice(calls.indexOf(start) + 1), waited);
});

test("no request without a model; json is the plan", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(120));
	const none = await tuneset(["plan", "data.jsonl", "--out", "x"], { cwd });
	assert.equal(none.code, 2);
	assert.match(none.stderr, /a job's request is for a model: name it/);
	assert.equal(existsSync(join(cwd, "x")), false);
	const { stdout } = await tuneset(["plan", "-", "--format", "json"], {
		input: lines(120),
	});
	assertValid(JSON.parse(stdout), "standard input");
});

test("every field of the schema is in a plan of these tests", () => {
	assert.deepEqual(unmet(), []);
});
