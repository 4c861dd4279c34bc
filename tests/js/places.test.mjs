// A finding can be found again: in an array on one line by the record's number and byte; what is not shown is counted by severity.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";

const pair = (/** @type {string} */ prompt, /** @type {string} */ completion) =>
	JSON.stringify({ prompt, completion });
const records = [
	pair("Where is depot 17?", "In street 31."),
	pair("Who keeps the keys of the boathouse?", "The harbour master."),
	pair("When does the ferry to Calais leave?", ""),
	pair("Where is depot 17?", "In street 31."),
	pair("What is the fee for a bicycle?", "Six euros."),
];

/** Checks an array, on one line or with a record a line. @param {import("node:test").TestContext} t @param {string} between */
async function check(t, between = ",") {
	const cwd = folder(t);
	const text = `[${records.join(between)}]`;
	writeFileSync(join(cwd, "train.json"), text);
	const run = async (/** @type {string[]} */ ...more) =>
		(await tuneset(["check", "train.json", "--fix", ...more], { cwd })).stdout;
	return { text, run };
}

const of = (/** @type {string} */ json, /** @type {string} */ rule) =>
	JSON.parse(json).rules[rule].examples[0];

test("line 1, column 250 of an array on one line is record 3, byte 250", async (t) => {
	const { text, run } = await check(t);
	const found = of(await run("--format", "json"), "empty-text");
	assert.equal(found.record.number, 3);
	assert.equal(found.record.byteOffset, text.indexOf(records[2]));
	const place = `record 3, byte ${found.byteOffset}`;
	assert.ok(
		(await run()).includes(`train.json: ${place}: warning[empty-text]`),
	);
	assert.ok(
		(await run("--format", "markdown")).includes(`\`train.json: ${place}\``),
	);
	assert.ok(
		(await run("--format", "github")).includes(
			`tuneset empty-text::${place}: `,
		),
	);
	const log = JSON.parse(await run("--format", "sarif"));
	const result = log.runs[0].results.find(
		(/** @type {any} */ one) => one.ruleId === "empty-text",
	);
	assert.equal(result.locations[0].message.text, place);
});

test("a copy in an array on one line names the record that it repeats, not line 1", async (t) => {
	const { text, run } = await check(t);
	const found = of(await run("--format", "json"), "duplicate-record");
	assert.match(found.message, /exact duplicate of record 1$/);
	assert.equal(found.record.number, 4);
	assert.deepEqual(found.related, [
		{
			file: "train.json",
			line: 1,
			byteOffset: text.indexOf(records[0]),
			number: 1,
			similarity: 1,
		},
	]);
	assert.match(await run(), /= see: train\.json: record 1\n/);
});

test("in an array with a record a line, lines say where", async (t) => {
	const { run } = await check(t, ",\n");
	const found = of(await run("--format", "json"), "duplicate-record");
	assert.match(found.message, /exact duplicate of line 1$/);
	assert.equal(found.record.number, undefined);
	assert.match(await run(), /^train\.json:3:\d+: warning\[empty-text\]/m);
});

test("what is not shown of a rule has its own severity: 12 notes are no warnings", async (t) => {
	const cwd = folder(t);
	const lines = Array.from({ length: 200 }, (_, n) => ({
		prompt: `What is depot ${n * 71} for, and who asks?`,
		completion:
			n < 4 ? "TODO" : n < 16 ? "N/A" : `For goods ${n * 37} and ${n * 91}.`,
	}));
	const text = lines.map((one) => `${JSON.stringify(one)}\n`);
	writeFileSync(join(cwd, "train.jsonl"), text.join(""));
	const run = async (/** @type {string[]} */ ...more) =>
		(
			await tuneset(["check", "train.jsonl", ...more], {
				cwd,
			})
		).stdout;
	const { open, count } = JSON.parse(await run("--format", "json")).rules[
		"near-empty-completion"
	];
	assert.deepEqual(open, { error: 0, warning: 4, info: 12 });
	assert.equal(count, 16);
	assert.match(
		await run(),
		/warning\[near-empty-completion\] 1 more: line 4\n/,
	);
	assert.match(
		await run("--format", "markdown", "--max-examples", "1"),
		/- 3 more warnings of `near-empty-completion` not shown/,
	);
	assert.match(
		await run("--format", "github", "--max-examples", "1"),
		/::warning title=tuneset near-empty-completion::3 more warnings not shown/,
	);
});
