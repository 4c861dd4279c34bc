// Models that take no new job: the reports of `check`, `prepare` and `plan`, and the files written all the same.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";
import { lines } from "./support/records.mjs";

const pairs = Array.from(
	{ length: 200 },
	(_, n) =>
		`{"prompt": "Where is parcel ${n}?", "completion": "In street ${n * 7}."}\n`,
).join("");

const ENDED =
	/error\[model-closed\] Meta Llama 3\.2 1B Instruct is not available for new jobs: legacy from 2026-01-07, end of life on 2026-07-07/;

test("check of data for an ended model fails once, and goes on with the open one", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(200));
	const args = ["check", "data.jsonl", "--model", "llama-3-2-1b"];
	const { code, stdout } = await tuneset(args, { cwd });
	assert.equal(code, 1);
	assert.match(stdout, ENDED);
	assert.equal(stdout.match(/\[model-closed\]/g)?.length, 1);
	assert.match(stdout, /1 error, 0 warnings/);
	assert.match(stdout, /^Not ready/m);
	assert.match(
		stdout,
		/Next, to choose Amazon Nova Micro, .*:\n {2}tuneset prepare data\.jsonl --model nova-micro --out prepared\n/,
	);
	const ignored = await tuneset([...args, "--ignore", "model-closed"], { cwd });
	assert.equal(ignored.code, 0, ignored.stdout);
	assert.match(ignored.stdout, /^Ready/m);
});

test("prompts and completions for an ended model: the command that comes next makes a set that is ready", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), pairs);
	const model = ["--model", "titan-text-express"];
	const { code, stdout } = await tuneset(["check", "data.jsonl", ...model], {
		cwd,
	});
	assert.equal(code, 1);
	assert.match(stdout, /no model open to new jobs accepts prompt-completion/);
	const [, next = ""] =
		/\n {2}tuneset (prepare data\.jsonl .*)\n/.exec(stdout) ?? [];
	assert.match(next, /--model nova-micro --convert/);
	const prepared = await tuneset(next.split(" "), { cwd });
	assert.equal(prepared.code, 0, prepared.stdout);
	const again = await tuneset(
		["check", "prepared/train.jsonl", "--model", "nova-micro"],
		{ cwd },
	);
	assert.match(again.stdout, /^Ready/m);
});

test("prompts and completions without a model are told that no open model takes them", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), pairs);
	const { code, stdout } = await tuneset(["check", "data.jsonl"], { cwd });
	assert.equal(code, 0);
	assert.match(
		stdout.replace(/\s+/g, " "),
		/No model open to new jobs accepts prompt-completion, according to AWS's pages of \d{4}-\d\d-\d\d .*convert to bedrock-conversation-2024, for example for Amazon Nova Micro \(--model nova-micro --convert\)/,
	);
	assert.match(stdout, /0 errors, 0 warnings/);
});

test("prepare for an ended model writes its files, and says that they are not ready", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(200));
	const { code, stdout } = await tuneset(
		["prepare", "data.jsonl", "--model", "llama-3-2-1b", "--out", "out"],
		{ cwd },
	);
	assert.equal(code, 1);
	assert.match(stdout, /^Not ready/m);
	assert.match(
		stdout,
		/\n {2}tuneset prepare data\.jsonl --model nova-micro --out out-nova-micro\n/,
	);
	const written = readFileSync(join(cwd, "out/train.jsonl"), "utf8");
	assert.equal(written.trimEnd().split("\n").length, 160);
});

test("plan for a closed model says so first, fails, and writes no request", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(200));
	const { code, stdout } = await tuneset(
		[
			...["plan", "data.jsonl", "--model", "llama-3-2-1b", "--out", "job"],
			...["--bucket", "acme-tickets", "--role", "Trainer"],
			...["--account", "123456789012"],
		],
		{ cwd },
	);
	assert.equal(code, 1);
	assert.match(stdout.split("\n")[0], ENDED);
	assert.equal(existsSync(join(cwd, "job")), false);
	const table = stdout.slice(stdout.indexOf("Models that take this data"));
	assert.match(table, /\n +new jobs +data /);
	assert.match(table, /\n {2}nova-micro +open +as it is +fits /);
	assert.match(table, /\n {2}llama-3-3-70b +disputed +as it is +perhaps /);
	assert.match(table, /\n {2}llama-3-2-1b +closed +as it is +no /);
});

test("plan of a distillation holds teacher and student to AWS's pairs, before all advice", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(200));
	const planned = (
		/** @type {string} */ teacher,
		/** @type {string} */ student,
	) =>
		tuneset(
			[
				...["plan", "data.jsonl", "--model", "distillation", "--out", "job"],
				...["--bucket", "acme-tickets", "--role", "Trainer"],
				...["--account", "123456789012"],
				...["--teacher", teacher, "--base-model", student],
			],
			{ cwd },
		);
	for (const [teacher, student, said] of [
		[
			"amazon.nova-lite-v1:0",
			"amazon.nova-pro-v1:0:300k",
			/Teacher and student are swapped/,
		],
		[
			"us.amazon.nova-premier-v1:0",
			"amazon.nova-lite-v1:0:300k",
			/Amazon Nova Premier can no longer be a teacher: legacy from 2026-03-13, end of life on 2026-09-14/,
		],
		[
			"anthropic.claude-3-5-sonnet-20241022-v2:0",
			"anthropic.claude-3-haiku-20240307-v1:0:200k",
			/Distillation is not available for Anthropic models/,
		],
	]) {
		const { code, stdout } = await planned(String(teacher), String(student));
		assert.equal(code, 1);
		const plain = stdout.replace(/\s+/g, " ");
		assert.match(plain, /^ ! /);
		assert.match(plain, said);
		assert.ok(
			plain.search(said) < plain.search(/(Not yet|Maybe|Yes)\. /),
			stdout,
		);
		assert.equal(existsSync(join(cwd, "job")), false);
	}
	const sound = await planned(
		"amazon.nova-pro-v1:0",
		"amazon.nova-lite-v1:0:300k",
	);
	assert.equal(sound.code, 0, sound.stdout);
	assert.ok(existsSync(join(cwd, "job/job.json")));
	const llama = await tuneset(
		[
			...["plan", "data.jsonl", "--model", "distillation", "--out", "llama"],
			...["--bucket", "acme-tickets", "--role", "Trainer"],
			...["--account", "123456789012"],
			...["--teacher", "meta.llama3-1-70b-instruct-v1:0"],
			...["--base-model", "meta.llama3-1-8b-instruct-v1:0:128k"],
		],
		{ cwd },
	);
	assert.equal(llama.code, 0, llama.stdout);
	const script = readFileSync(join(cwd, "llama/commands.sh"), "utf8");
	assert.match(script, /--region us-west-2/);
	assert.doesNotMatch(script, /us-east-1/);
});
