// `--convert` on the command line and from a program: what people have becomes what a model takes, and is taken.

import assert from "node:assert/strict";
import {
	copyFileSync,
	existsSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { folder, load, tuneset } from "./support/command.mjs";

const layouts = fileURLToPath(new URL("../fixtures/layouts", import.meta.url));

/** Layouts with more than a question and an answer that each model takes. */
const REFUSED = new Set([
	"nova-lite anthropic-messages.jsonl", // reasoning
	"llama-3-1-8b anthropic-messages.jsonl",
	"llama-3-1-8b openai-tools.jsonl",
	"llama-3-1-8b sharegpt.jsonl", // several turns
]);

for (const model of ["nova-lite", "llama-3-1-8b"]) {
	for (const name of readdirSync(layouts).sort()) {
		test(`${name} for ${model} is converted, and what is written is taken`, async (t) => {
			const cwd = folder(t);
			const args = [
				"prepare",
				join(layouts, name),
				...["--model", model, "--convert", "--validation", "off"],
				...["--ignore", "too-few-records", "--out", "out"],
			];
			const { code, stdout } = await tuneset(args, { cwd });
			if (REFUSED.has(`${model} ${name}`)) {
				assert.equal(code, 1);
				assert.match(stdout, /No valid records left to train on/);
				return;
			}
			assert.equal(code, 0, stdout);
			assert.match(stdout, /converted to [\w-]+: 10 [\w-]+|nothing to convert/);
			const train = readFileSync(join(cwd, "out/train.jsonl"), "utf8");
			assert.equal(train.split("\n").length, 11);
			const again = await tuneset(
				[
					...["check", "out/train.jsonl", "--model", model],
					...["--ignore", "too-few-records", "--format", "json"],
				],
				{ cwd },
			);
			const report = JSON.parse(again.stdout);
			assert.equal(report.counts.errors, 0, again.stdout);
			assert.equal(report.convertible, undefined);
		});
	}
}

test("a file of another layout is one finding that offers the conversion", async (t) => {
	const cwd = folder(t);
	copyFileSync(join(layouts, "openai-chat.jsonl"), join(cwd, "chats.jsonl"));
	const args = ["check", "chats.jsonl", "--model", "nova-lite"];
	const { stdout, code } = await tuneset(args, { cwd });
	assert.equal(code, 1);
	assert.equal(stdout.match(/\[wrong-format\]/g)?.length, 1);
	assert.match(
		stdout,
		/^chats\.jsonl:1:1: error\[wrong-format\] these are 10 OpenAI chat records; Amazon Nova Lite requires/,
	);
	assert.match(
		stdout,
		/tuneset prepare chats\.jsonl --model nova-lite --convert --out prepared/,
	);
});

test("a format is named where there is no model", async (t) => {
	const cwd = folder(t);
	copyFileSync(join(layouts, "alpaca.jsonl"), join(cwd, "a.jsonl"));
	const report = async (/** @type {string[]} */ ...args) => {
		const all = ["check", ...args, "--format", "json"];
		return JSON.parse((await tuneset(all, { cwd })).stdout);
	};
	for (const [args, to] of [
		[["a.jsonl", "--convert"], "bedrock-conversation-2024"],
		[["--convert", "a.jsonl"], "bedrock-conversation-2024"],
		[["--convert", "claude-messages", "a.jsonl"], "claude-messages"],
		[["--convert=prompt-completion", "a.jsonl"], "prompt-completion"],
	]) {
		const { conversion, format, counts } = await report(...args);
		assert.deepEqual(conversion, {
			to,
			from: { alpaca: 10 },
			notConverted: 0,
			lost: {},
		});
		assert.equal(format, to);
		assert.equal(counts.errors, 0);
	}
	writeFileSync(join(cwd, "c.json"), '{"convert": "prompt-completion"}');
	const configured = await report("a.jsonl", "--config", "c.json");
	assert.equal(configured.conversion.to, "prompt-completion");
});

test("what cannot be carried over is set aside as it was given", async (t) => {
	const cwd = folder(t);
	const long = JSON.stringify({
		conversations: [
			{ from: "human", value: "Hi" },
			{ from: "gpt", value: "Hello." },
			{ from: "human", value: "Are you open?" },
		],
	});
	const short = '{"id": 7, "question": "Are you open?", "answer": "Yes."}';
	writeFileSync(join(cwd, "mixed.jsonl"), `${short}\n${long}\n`);
	const { stdout } = await tuneset(
		[
			...["prepare", "mixed.jsonl", "--model", "llama-3-1-8b", "--convert"],
			...["--validation", "off", "--out", "out", "--format", "json"],
		],
		{ cwd },
	);
	assert.deepEqual(JSON.parse(stdout).conversion, {
		to: "prompt-completion",
		from: { "question-answer": 1 },
		notConverted: 1,
		lost: { id: 1 },
	});
	assert.equal(
		readFileSync(join(cwd, "out/train.jsonl"), "utf8"),
		'{"prompt":"Are you open?","completion":"Yes."}\n',
	);
	const [row] = readFileSync(join(cwd, "out/set-aside.jsonl"), "utf8")
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));
	assert.deepEqual(
		[row.line, row.reason, row.record],
		[2, "not-converted", long],
	);
});

test("a program converts", async () => {
	const { prepare } = await load("node.js");
	const { report, train } = await prepare(
		{ name: "excel.csv", data: readFileSync(join(layouts, "excel.csv")) },
		{ model: "nova-lite", convert: true, validation: "off" },
	);
	assert.deepEqual(report.conversion.from, { csv: 10 });
	assert.match(
		await train.text(),
		/Take the wheel off, .* two levers,\\npull the tube/,
	);
	await assert.rejects(prepare("{}", { convert: "openai" }), {
		code: "BAD_OPTION",
		message: /there is no format "openai"/,
	});
});

test("any chunk size and number of workers gives the same bytes", async (t) => {
	const cwd = folder(t);
	const outputs = [];
	for (const chunk of ["", "16", "100", "700"]) {
		const args = [
			...["prepare", join(layouts, "excel.csv"), "--model", "nova-lite"],
			...["--convert", "--workers", chunk ? "2" : "0", "--out", `out${chunk}`],
		];
		await tuneset(args, { cwd, env: { TUNESET_TEST_CHUNK_BYTES: chunk } });
		outputs.push(readFileSync(join(cwd, `out${chunk}/train.jsonl`), "utf8"));
	}
	assert.equal(new Set(outputs).size, 1);
	assert.equal(outputs[0].split("\n").length, 9);
});

test("the formats that can be named are those of the catalogue", async () => {
	const { models } = await load("node.js");
	const formats = new Set(
		models.map(({ /** @type {string} */ format }) => format),
	);
	const { stdout } = await tuneset(["check", "--convert=x", "a.jsonl"]);
	const { stderr } = await tuneset(["check", "--convert=x", "a.jsonl"]);
	assert.equal(stdout, "");
	for (const format of formats) assert.ok(stderr.includes(format), format);
	assert.ok(!existsSync("a.jsonl"));
});

test("where every record is of another layout, prepare says what would help", async (t) => {
	const cwd = folder(t);
	const name = join(layouts, "alpaca.jsonl");
	const { code, stdout } = await tuneset(
		["prepare", name, "--model", "nova-lite", "--out", "out"],
		{ cwd },
	);
	assert.equal(code, 1);
	assert.match(
		stdout,
		/nothing was written\.\nWith --convert the records become bedrock-conversation-2024\./,
	);
});
