// A finding that many records share is reported once, errors come first, and the proposed command works.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";

/** @typedef {import("node:test").TestContext} Context */

/** Writes records to a file and checks it. @param {Context} t @param {unknown[]} records @param {string[]} flags */
async function check(t, records, ...flags) {
	const cwd = folder(t);
	const text = records.map((one) =>
		typeof one === "string" ? one : JSON.stringify(one),
	);
	writeFileSync(join(cwd, "train.jsonl"), `${text.join("\n")}\n`);
	const run = (/** @type {string[]} */ ...more) =>
		tuneset(["check", "train.jsonl", ...flags, ...more], { cwd });
	const { stdout } = await run();
	const report = JSON.parse((await run("--format", "json")).stdout);
	return { stdout, report, run };
}

const numbers = (/** @type {number} */ count) =>
	Array.from({ length: count }, (_, n) => n);
const reward = (/** @type {number} */ n) => ({
	messages: [{ role: "user", content: `How much is ${n} times ${n + 7}?` }],
	reference_answer: String(n * (n + 7)),
});
const converse = (
	/** @type {number} */ n,
	/** @type {object} */ more = {},
) => ({
	schemaVersion: "bedrock-conversation-2024",
	messages: [
		{ role: "user", content: [{ text: `Where is depot ${n * 17}?` }] },
		{ role: "assistant", content: [{ text: `In street ${n * 31} of town.` }] },
	],
	...more,
});
const toolConfig = {
	tools: [
		{
			toolSpec: {
				name: "find",
				description: "Finds a depot",
				inputSchema: { json: { type: "object", properties: {} } },
			},
		},
	],
};
const places = (/** @type {string} */ stdout) =>
	[...stdout.matchAll(/^train\.jsonl:(\d+):\d+: (\w+)\[/gm)].map(
		([, line, severity]) => `${severity} ${line}`,
	);

test("records without tools are one note, after the broken record of line 121", async (t) => {
	const records = [...numbers(120).map(reward), '{ role": "user"}'];
	const { stdout, report } = await check(
		t,
		records,
		"--model",
		"nova-2-lite-rft",
	);
	assert.deepEqual(places(stdout), ["error 121", "info 1"]);
	assert.match(stdout, /info\[missing-tools\] 120 of 121 records: no tools;/);
	assert.match(stdout, /1 error, 0 warnings, 1 note\n/);
	assert.equal(report.rules["missing-tools"].count, 120);
	assert.equal(report.rules["missing-tools"].examples[0].records, 120);
});

test("what a model does not learn is one warning, whatever the number of records", async (t) => {
	const records = numbers(24).map((n) =>
		converse(n, n % 2 ? { toolConfig } : {}),
	);
	const { stdout, report } = await check(t, records, "--model", "nova-lite");
	assert.match(
		stdout,
		/warning\[unsupported-tools\] 12 of 24 records: no guide says that Amazon Nova Lite learns tool calls/,
	);
	assert.equal(report.rules["unsupported-tools"].examples.length, 1);
	assert.doesNotMatch(stdout, /Not shown/);
});

test("a key of every record is one warning, and each place is listed where all are asked for", async (t) => {
	const records = numbers(12).map((n) => converse(n, { note: n }));
	const { stdout, report, run } = await check(t, records);
	assert.match(
		stdout,
		/warning\[unknown-key\] all 12 records: unknown field "note"/,
	);
	assert.equal(report.counts.warnings, 1);
	const all = await run("--max-examples", "all", "--format", "json");
	const listed = JSON.parse(all.stdout);
	assert.equal(listed.rules["unknown-key"].examples.length, 12);
	assert.equal(listed.counts.warnings, 1);
	const some = await check(t, [...records, converse(99)]);
	assert.match(some.stdout, /12 of 13 records: unknown field "note"/);
	assert.equal(some.report.rules["unknown-key"].count, 12);
	assert.equal(some.report.counts.warnings, 1);
});

test("a key that only numbers the records is a note", async (t) => {
	const records = numbers(12).map((n) => converse(n, { id: n }));
	const { stdout, report } = await check(t, records);
	assert.match(stdout, /info\[unknown-key\] all 12 records: .*"id"/);
	assert.equal(report.counts.warnings, 0);
});

test("every weight that a conversion leaves behind is listed with --max-examples all", async (t) => {
	const chat = (/** @type {number} */ n) => ({
		messages: [
			{ role: "user", content: `Is ${n} prime?` },
			{ role: "assistant", content: `Let me see, ${n}.`, weight: 0 },
			{ role: "user", content: "Well?" },
			{ role: "assistant", content: `It took ${n * 3} steps.` },
		],
	});
	const flags = ["--model", "nova-lite", "--convert"];
	const { stdout, run } = await check(t, numbers(11).map(chat), ...flags);
	assert.deepEqual(places(stdout), ["warning 1"]);
	const all = await run("--max-examples", "all");
	assert.deepEqual(
		places(all.stdout),
		numbers(11).map((n) => `warning ${n + 1}`),
	);
});

test("a conversion is offered only where one of the records can be converted", async (t) => {
	const vision = (/** @type {string} */ url) => (/** @type {number} */ n) => ({
		messages: [
			{
				role: "user",
				content: [
					{ type: "text", text: `What is in picture ${n}?` },
					{ type: "image_url", image_url: { url } },
				],
			},
			{ role: "assistant", content: `A crane with ${n} legs.` },
		],
	});
	const flags = ["--model", "nova-lite"];
	const web = numbers(10).map(vision("https://example.com/a.png"));
	const { stdout, report } = await check(t, web, ...flags);
	assert.equal(report.convertible, undefined);
	assert.deepEqual(
		report.nextSteps.map(({ action, count }) => [action, count]),
		[["review", 10]],
	);
	assert.match(
		stdout,
		/help: fix them first: none can be converted; for the first, this image is not in Amazon S3/,
	);
	assert.doesNotMatch(stdout, /Next, |--convert/);
	const one = [...web, vision("s3://depot-media/a.png")(11)];
	const mixed = await check(t, one, ...flags);
	assert.match(mixed.stdout, /help: convert to bedrock-conversation-2024/);
	assert.match(mixed.stdout, /Next, .*\n.* --convert --out prepared/);
});

test("fixes are proposed only where something is to be fixed", async (t) => {
	const broken = `${JSON.stringify(converse(1)).slice(0, -1)},}`;
	const whole = numbers(20).map((n) => converse(n + 2));
	const sound = await check(t, whole, "--fix");
	assert.match(sound.stdout, /Next, to drop duplicates and split:\n.*\n$/);
	assert.doesNotMatch(sound.stdout, /--fix/);
	const fixed = await check(t, [broken, ...whole], "--fix");
	assert.match(fixed.stdout, /Next, to apply safe fixes/);
	// Even on one line, each record would lack required fields.
	const printed = JSON.stringify({ "a.png": "a crane" }, null, 1);
	const hopeless = await check(t, [printed], "--model", "nova-canvas");
	assert.match(hopeless.stdout, /error\[pretty-printed-json\]/);
	assert.doesNotMatch(hopeless.stdout, /Next, /);
});

test("errors come first in annotations and Markdown; SARIF keeps the order of the file", async (t) => {
	const records = [converse(1, { note: 1 }), "{bad", converse(2)];
	const { run } = await check(t, records);
	const order = async (/** @type {string} */ format) => {
		const { stdout } = await run("--format", format);
		const [error, warning] = ["invalid-json", "unknown-key"].map((rule) =>
			stdout.lastIndexOf(format === "sarif" ? `"ruleId": "${rule}"` : rule),
		);
		return error < warning ? "errors first" : "file order";
	};
	assert.equal(await order("markdown"), "errors first");
	assert.equal(await order("sarif"), "file order");
	const { stdout } = await run("--format", "github");
	const kinds = [...stdout.matchAll(/^::(\w+) file=/gm)].map(
		([, kind]) => kind,
	);
	assert.deepEqual(kinds, ["error", "warning"]);
});

test("without a model, what can be repaired has a next step", async (t) => {
	const records = numbers(24).map((n) => ({
		prompt: `What is ${n} and ${n}?`,
		completion: `It is ${2 * n}.`,
	}));
	const { stdout, report } = await check(t, [JSON.stringify(records)]);
	const actions = report.nextSteps.map(({ action }) => action);
	assert.deepEqual(actions, ["choose-model", "convert", "fix", "export"]);
	assert.match(
		stdout,
		/Next, .*\n.* --model nova-micro --fix --convert --out prepared/,
	);
});

test("a conversion is offered only where a converted record is kept; else its first error is given", async (t) => {
	const blank = numbers(12).map((n) => ({
		prompt: "",
		completion: `Parcel ${n} leaves the depot at dawn.`,
	}));
	const flags = ["--model", "nova-lite"];
	const { stdout, report } = await check(t, blank, ...flags);
	assert.equal(report.convertible, undefined);
	assert.match(
		stdout,
		/help: fix them first: after conversion, each would have an error; the first: empty text in a message/,
	);
	assert.doesNotMatch(stdout, /Next, |--convert/);
	const spaced = blank.map(({ completion }) => ({
		"prompt ": "Hi",
		completion,
	}));
	const { stdout: misspelt } = await check(t, spaced, ...flags);
	assert.match(
		misspelt,
		/none can be converted; for the first, missing "prompt", which conversion requires; "prompt " is a different field/,
	);
	assert.doesNotMatch(misspelt, /Next, /);
	// A closed model's records that the open one refuses.
	const closed = await check(t, blank, "--model", "titan-text-express");
	assert.doesNotMatch(closed.stdout, /Next, /);
	// After a hundred in vain it is not tried on.
	const many = Array.from({ length: 101 }, () => blank[0]);
	const { stdout: long } = await check(t, many, ...flags);
	assert.match(
		long,
		/after conversion, each of the first 100 would have an error/,
	);
});

test("turns of one side in a row are joined by a guess, before and after a conversion", async (t) => {
	const chat = (/** @type {number} */ n) => ({
		messages: [
			{ role: "system", content: "You name rare apples." },
			{ role: "user", content: `Which apple is number ${n}?` },
			{ role: "user", content: "It is red." },
			{ role: "assistant", content: "Boskoop." },
		],
	});
	const flags = ["--model", "nova-lite"];
	const { stdout } = await check(t, numbers(9).map(chat), ...flags);
	assert.match(
		stdout,
		/the first: two user messages in a row; user and assistant messages must alternate .*; --convert with --unsafe-fixes applies a suggested fix/,
	);
	const all = [...flags, "--convert", "--unsafe-fixes"];
	const { report } = await check(t, numbers(9).map(chat), ...all);
	assert.equal(report.counts.valid, 9);
	assert.equal(report.rules["role-order"]?.fixed, 9);
});

test("without a model the next step names one that takes the data", async (t) => {
	const pairs = numbers(12).map((n) => ({
		prompt: `Where is parcel ${n}?`,
		completion: `In street ${n * 7}.`,
	}));
	const { stdout } = await check(t, pairs);
	assert.match(
		stdout,
		/Next, to choose Amazon Nova Micro, convert 12 records to bedrock-conversation-2024, .*:\n.* --model nova-micro --convert --out prepared/,
	);
	const chats = numbers(12).map((n) => ({
		prompt: [{ role: "user", content: `What is ${n} and ${n}?` }],
		reward_model: { style: "rule", ground_truth: `${2 * n}` },
	}));
	const rft = await check(t, chats);
	assert.match(
		rft.stdout,
		/these are 12 RFT \(in the shape of verl\) records.*\n(.*\n)+? *= help: choose a model for reinforcement fine-tuning, such as --model nova-2-lite-rft/,
	);
	assert.match(
		rft.stdout,
		/Next, .*convert 12 records to openai-rft.*:\n.* --model nova-2-lite-rft --convert/,
	);
});

test("chats without a system message are of the layout of the others", async (t) => {
	const chat = (/** @type {number} */ n) => ({
		messages: [
			{ role: "user", content: `Where is parcel ${n}?` },
			{ role: "assistant", content: `In street ${n}.` },
		],
	});
	const system = { role: "system", content: "Be brief." };
	const records = numbers(12).map(chat);
	records[7].messages.unshift(system);
	for (const flags of [[], ["--model", "nova-lite"]]) {
		const { stdout } = await check(t, records, ...flags);
		assert.match(stdout, /these are 12 OpenAI chat records/);
		assert.doesNotMatch(stdout, /claude-messages|mixed-formats/);
	}
	const claude = await check(t, records, "--model", "claude-3-haiku");
	assert.match(claude.stdout, /this is an OpenAI chat record/);
	assert.equal(claude.report.counts.valid, 11);
});
