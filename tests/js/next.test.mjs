// The proposed command leads on: guesses that a whole file needs are in it, and no command is proposed that cannot help.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";
import { lines } from "./support/records.mjs";

/** @typedef {import("node:test").TestContext} Context */

const numbers = (/** @type {number} */ count) =>
	Array.from({ length: count }, (_, n) => n);

/** Checks a file, and returns a function that runs the command that was proposed. @param {Context} t @param {string} name @param {string | Uint8Array} data @param {string[]} flags */
async function check(t, name, data, ...flags) {
	const cwd = folder(t);
	writeFileSync(join(cwd, name), data);
	const { stdout } = await tuneset(["check", name, ...flags], { cwd });
	const proposed = (/** @type {string} */ text) =>
		/\n {2}tuneset (.*)\n$/.exec(text)?.[1]?.split(" ") ?? [];
	const follow = (/** @type {string} */ text) =>
		tuneset(proposed(text), { cwd });
	return { stdout, follow };
}

const lite = ["--model", "nova-lite"];

test("a table in an older encoding is led to its records in two steps", async (t) => {
	const rows = numbers(30).map(
		(n) => `"Größe von Kiste ${n * 17}?";"Über ${n * 31} für Müller."`,
	);
	const text = ['"prompt";"completion"', ...rows, ""].join("\r\n");
	const data = Buffer.from(text, "latin1");
	const { stdout, follow } = await check(t, "boxes.csv", data, ...lite);
	assert.match(
		stdout,
		/tuneset check boxes\.csv --model nova-lite --unsafe-fixes\n$/,
	);
	const second = await follow(stdout);
	assert.match(second.stdout, / --unsafe-fixes --convert --out prepared\n$/);
	const { stdout: prepared } = await follow(second.stdout);
	assert.match(prepared, /30 records = 24 train \+ 6 validation/);
});

test("records of no known layout are led to a data set by the keys that are proposed", async (t) => {
	const records = numbers(30).map((n) =>
		JSON.stringify({
			dialogue: `Tom: where is depot ${n * 17}? Ann: in street ${n * 31}.`,
			summary: `Ann tells Tom where depot ${n * 17} is.`,
		}),
	);
	const data = `${records.join("\n")}\n`;
	const { stdout, follow } = await check(t, "chats.jsonl", data, ...lite);
	assert.match(
		stdout,
		/tuneset check chats\.jsonl --model nova-lite --map prompt=dialogue --map completion=summary\n$/,
	);
	const { stdout: prepared } = await follow((await follow(stdout)).stdout);
	assert.match(prepared, /30 records = 24 train \+ 6 validation/);
});

test("a file whose records only a guess takes out of it has the guess in its command", async (t) => {
	const prompt = numbers(20).map((n) => `Where is depot ${n * 17}?`);
	const completion = numbers(20).map((n) => `In street ${n * 31} of town.`);
	const data = `${JSON.stringify({ prompt, completion })}\n`;
	const { stdout, follow } = await check(t, "columns.jsonl", data, ...lite);
	assert.match(
		stdout,
		/Next, to apply fixes, suggested ones included, convert 20 records to/,
	);
	const { stdout: prepared } = await follow(stdout);
	assert.match(prepared, /20 records = 16 train \+ 4 validation/);
});

test("prompts for distillation without a model are prepared for a distillation job", async (t) => {
	const records = numbers(100).map((n) =>
		JSON.stringify({
			schemaVersion: "bedrock-conversation-2024",
			messages: [
				{ role: "user", content: [{ text: `Where is depot ${n * 17}?` }] },
			],
		}),
	);
	const data = `${records.join("\n")}\n`;
	const { stdout, follow } = await check(t, "prompts.jsonl", data);
	assert.match(stdout, /prepare prompts\.jsonl --model distillation --out/);
	const { stdout: prepared } = await follow(stdout);
	assert.match(prepared, /100 records = 100 train \+ 0 set aside/);
});

test("no command is proposed where the records are refused together", async (t) => {
	const record = (/** @type {string} */ bucket, /** @type {number} */ n) => {
		const uri = `s3://${bucket}/depot-${n}.png`;
		const image = { format: "png", source: { s3Location: { uri } } };
		const messages = [
			{ role: "user", content: [{ text: `Depot ${n * 17}?` }, { image }] },
			{ role: "assistant", content: [{ text: `Street ${n * 31}.` }] },
		];
		return JSON.stringify({
			schemaVersion: "bedrock-conversation-2024",
			messages,
		});
	};
	const of = (/** @type {string[]} */ buckets) =>
		`${numbers(20)
			.map((n) => record(buckets[n % buckets.length] ?? "", n))
			.join("\n")}\n`;
	const two = await check(t, "a.jsonl", of(["depots-a", "depots-b"]), ...lite);
	assert.match(two.stdout, /error\[mixed-buckets\]/);
	assert.match(
		two.stdout,
		/1\. Review 20 records that are rejected together\n$/,
	);
	const one = await check(t, "a.jsonl", of(["depots-a"]), ...lite);
	assert.match(one.stdout, /Next, to drop duplicates and split/);
});

test("a run that writes nothing says that its verdict is on the file as it is", async (t) => {
	const cwd = folder(t);
	const record = (/** @type {number} */ n) =>
		JSON.stringify({
			schemaVersion: "bedrock-conversation-2024",
			messages: [
				{ role: "user", content: [{ text: `Depot ${n * 17}?` }] },
				{ role: "assistant", content: [{ text: `Street ${n * 31}.` }] },
			],
		});
	const lines = [...numbers(120).map(record), '{"messages": 1}', ""];
	writeFileSync(join(cwd, "a.jsonl"), lines.join("\n"));
	const run = (/** @type {string[]} */ ...flags) =>
		tuneset(["prepare", "a.jsonl", ...lite, ...flags], { cwd });
	const dry = await run("--dry-run");
	assert.match(dry.stdout, /^Not ready as it is for Amazon Nova Lite/m);
	const real = await run("--out", "out");
	assert.match(real.stdout, /^Ready for Amazon Nova Lite/m);
});

test("a warning that a safe fix mends counts as fixable, and the command mends it", async (t) => {
	const record = (/** @type {number} */ n) =>
		JSON.stringify({
			schemaVersion: "bedrock-conversion-2024",
			messages: [
				{ role: "user", content: [{ text: `Depot ${n * 17}?` }] },
				{ role: "assistant", content: [{ text: `Street ${n * 31}.` }] },
			],
		});
	const data = `${numbers(30).map(record).join("\n")}\n`;
	const { stdout } = await check(t, "a.jsonl", data, ...lite);
	assert.match(stdout, /\n\[\*\] 30 fixable with --fix\.\n/);
	assert.match(stdout, /--model nova-lite --fix --out prepared\n$/);
});

test("the steps are numbered, each with its number of records and the option that does it", async (t) => {
	const pair = (/** @type {number} */ n) =>
		JSON.stringify({
			prompt: `Where is depot ${n * 17}?`,
			completion: n < 2 ? "" : `In street ${n * 31} of town.`,
		});
	const broken = `${pair(50).slice(0, -1)},}`;
	const data = [...numbers(40).map(pair), broken, ""].join("\n");
	const { stdout, follow } = await check(t, "a.jsonl", data, ...lite);
	assert.match(
		stdout,
		/\nNext steps:\n {2}1\. Convert 4\d records to bedrock-conversation-2024 \(--convert\)\n {2}2\. Fix 1 finding with safe fixes \(--fix\)\n {2}3\. Review 2 records that no fix makes valid\n {2}4\. Export 2 files\n/,
	);
	const { stdout: prepared } = await follow(stdout);
	assert.match(
		prepared,
		/41 records = 31 train \+ 8 validation \+ 2 set aside/,
	);
});

test("without a model nothing is ready: one is to be chosen", async (t) => {
	const record = (/** @type {number} */ n) =>
		JSON.stringify({
			schemaVersion: "bedrock-conversation-2024",
			messages: [
				{ role: "user", content: [{ text: `Depot ${n * 17}?` }] },
				{ role: "assistant", content: [{ text: `Street ${n * 31}.` }] },
			],
		});
	const data = `${numbers(120).map(record).join("\n")}\n`;
	const { stdout } = await check(t, "a.jsonl", data);
	assert.match(
		stdout,
		/^Valid bedrock-conversation-2024: choose a model to check its limits:?$/m,
	);
	assert.doesNotMatch(stdout, /^Ready/m);
	assert.match(stdout, /\n {2}1\. Choose a target model for 120 records\n/);
	const { stdout: markdown } = await check(
		t,
		"a.jsonl",
		data,
		"--format",
		"markdown",
	);
	assert.match(
		markdown,
		/^## Tuneset: Valid bedrock-conversation-2024: choose/,
	);
	assert.match(
		markdown,
		/\n1\. \*\*Choose a target model for 120 records\*\*: Until/,
	);
});

test("what `prepare` wrote is not split again: a file called validation.jsonl is the validation file, and no input is replaced", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(60));
	await tuneset(["prepare", "data.jsonl", "--out", "prepared"], { cwd });
	const { stdout } = await tuneset(["check", "prepared"], { cwd });
	assert.match(
		stdout,
		/Next, to .*validate with prepared\/validation\.jsonl, drop duplicates:\n {2}(.*)\n$/,
	);
	const [, command = ""] = stdout.match(/\n {2}tuneset (prepare .*)\n$/) ?? [];
	assert.equal(
		command,
		"prepare prepared/train.jsonl --validation-file prepared/validation.jsonl --out prepared-2",
	);
	const { code, stderr } = await tuneset(command.split(" "), { cwd });
	assert.equal(code, 0, stderr);
	for (const name of ["train.jsonl", "validation.jsonl"])
		assert.equal(
			readFileSync(join(cwd, "prepared-2", name), "utf8"),
			readFileSync(join(cwd, "prepared", name), "utf8"),
		);
});

test("a file called test.jsonl is kept out of training, and what was given as the validation file is proposed again", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), lines(60));
	writeFileSync(join(cwd, "test.jsonl"), lines(5, 100));
	writeFileSync(join(cwd, "mine.jsonl"), lines(5, 200));
	const command = async (/** @type {string[]} */ ...args) => {
		const { stdout } = await tuneset(["check", ...args], { cwd });
		return stdout.match(/\n {2}tuneset (prepare .*)\n$/)?.[1];
	};
	assert.equal(
		await command("train.jsonl", "test.jsonl"),
		"prepare train.jsonl --against test.jsonl --validation off --out prepared",
	);
	assert.equal(
		await command("train.jsonl", "--validation-file", "mine.jsonl"),
		"prepare train.jsonl --validation-file mine.jsonl --out prepared",
	);
});
