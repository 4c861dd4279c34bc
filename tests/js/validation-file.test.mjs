// A user's own validation file: an input whose records stay on that side, on the command line and for programs.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, load, tuneset } from "./support/command.mjs";
import { line, lines } from "./support/records.mjs";
import { schemaOf } from "./support/schema.mjs";

const { check, models, plan, prepare, prepareTo } = await load("node.js");
const { assertValid } = schemaOf("report");

const JOB = {
	bucket: "tuning-bucket",
	role: "arn:aws:iam::123456789012:role/t",
};

/** An OpenAI record. @param {number} n */
const chat = (n) =>
	JSON.stringify({
		messages: [
			{ role: "user", content: `What is the use of number ${n} to ${n * n}?` },
			{ role: "assistant", content: `It is one of ${n} others.` },
		],
	});
/** @param {number} from @param {number} to */
const chats = (from, to) =>
	Array.from({ length: to - from }, (_, at) => `${chat(from + at)}\n`).join("");

/** @param {import('node:test').TestContext} t @param {Record<string, string>} files */
function data(t, files) {
	const cwd = folder(t);
	for (const [name, text] of Object.entries(files))
		writeFileSync(join(cwd, name), text);
	return cwd;
}

/** @param {string} path */
const recordsIn = (path) =>
	readFileSync(path, "utf8")
		.trimEnd()
		.split("\n")
		.map((text) => JSON.parse(text));

test("my validation file was converted nowhere and the job began without it", async (t) => {
	const cwd = data(t, {
		"train.jsonl": chats(0, 40),
		// With a comma too many, which is repaired.
		"val.jsonl": chats(100, 108).replace("}\n", ",}\n"),
	});
	const { code, stdout, stderr } = await tuneset(
		[
			...["prepare", "train.jsonl", "--validation-file", "val.jsonl"],
			...["--model", "nova-lite", "--convert", "--fix", "--out", "out"],
		],
		{ cwd },
	);
	assert.equal(code, 0, stdout + stderr);
	assert.match(stdout, /48 records = 40 train \+ 8 validation \+ 0 set aside/);
	for (const [name, count] of /** @type {const} */ ([
		["train.jsonl", 40],
		["validation.jsonl", 8],
	])) {
		const records = recordsIn(join(cwd, "out", name));
		assert.equal(records.length, count, name);
		for (const { schemaVersion } of records)
			assert.equal(schemaVersion, "bedrock-conversation-2024", name);
	}
	const report = JSON.parse(readFileSync(join(cwd, "out/report.json"), "utf8"));
	assertValid(report);
	assert.equal(report.files[1].validation, true);
	assert.equal(report.split.validation.records, 8);
	const { job } = await plan(report, {
		job: JOB,
	});
	const request = JSON.parse(
		job?.documents.find(({ name }) => name === "job.json")?.text ?? "{}",
	);
	assert.match(
		JSON.stringify(request.validationDataConfig),
		/validation\.jsonl/,
	);
});

test("three broken records in my validation file, and it said Ready", async (t) => {
	const cwd = data(t, {
		"train.jsonl": lines(60),
		"val.jsonl": `${line(100).slice(0, 60)}\n`.repeat(3),
	});
	const { code, stdout } = await tuneset(
		["check", "train.jsonl", "--validation-file", "val.jsonl"],
		{ cwd },
	);
	assert.equal(code, 1);
	assert.match(stdout, /val\.jsonl:1:\d+: error\[invalid-json\]/);
	assert.match(stdout, /Not ready/);
	assert.match(stdout, /3 of 3 records of val\.jsonl would be rejected/);
	assert.doesNotMatch(stdout, /[Ll]eakage/);
});

test("a record in both files leaves training, and the validation file stays whole", async (t) => {
	const cwd = data(t, {
		"train.jsonl": lines(60),
		"val.jsonl": `${line(3)}\n${lines(5, 100)}`,
	});
	const args = ["train.jsonl", "--validation-file", "val.jsonl"];
	const checked = await tuneset(["check", ...args], { cwd });
	assert.match(
		checked.stdout,
		/val\.jsonl:1:1: warning\[overlapping-record\] leakage: identical to line 3 of train\.jsonl/,
	);
	const { code } = await tuneset(["prepare", ...args, "--out", "out"], { cwd });
	assert.equal(code, 0);
	assert.equal(
		readFileSync(join(cwd, "out/validation.jsonl"), "utf8"),
		readFileSync(join(cwd, "val.jsonl"), "utf8"),
	);
	assert.equal(recordsIn(join(cwd, "out/train.jsonl")).length, 59);
	const [aside] = recordsIn(join(cwd, "out/set-aside.jsonl"));
	assert.equal(aside.file, "train.jsonl");
	assert.equal(aside.line, 3);
	assert.equal(aside.reason, "duplicate-record");
});

test("leaks in words leave training with --drop-overlap, or the validation file with --drop-overlap validation", async (t) => {
	const asked = line(5).replace("It is", "I do not know, perhaps it is");
	const cwd = data(t, {
		"train.jsonl": lines(60),
		"val.jsonl": `${asked}\n${lines(5, 100)}`,
	});
	for (const [side, sides] of /** @type {const} */ ([
		[[], [59, 6]],
		[["training"], [59, 6]],
		[["validation"], [60, 5]],
	])) {
		const { stdout } = await tuneset(
			[
				...["prepare", "train.jsonl", "--validation-file", "val.jsonl"],
				...["--drop-overlap", ...side, "--dry-run", "--format", "json"],
			],
			{ cwd },
		);
		const { split, overlap } = JSON.parse(stdout);
		assert.deepEqual([split.train.records, split.validation.records], sides);
		assert.equal(overlap.leaking, 0);
		assert.equal(split.setAside.byReason["overlapping-record"], 1);
	}
});

test("options that contradict a validation file are refused", async (t) => {
	const cwd = data(t, { "train.jsonl": lines(9), "val.jsonl": lines(3, 100) });
	const own = ["train.jsonl", "--validation-file", "val.jsonl"];
	for (const [args, sentence] of /** @type {const} */ ([
		[
			[...own, "--validation", "10%", "--out", "out"],
			/--validation-file takes the place of a share of the data; leave --validation 10% out/,
		],
		[
			["train.jsonl", "--drop-overlap", "validation", "--out", "out"],
			/name it with --validation-file FILE/,
		],
		[
			["val.jsonl", "--validation-file", "val.jsonl", "--out", "out"],
			/val\.jsonl is both the data and the validation file/,
		],
	])) {
		const { code, stderr } = await tuneset(["prepare", ...args], { cwd });
		assert.equal(code, 2, stderr);
		assert.match(stderr, sentence);
	}
	assert.ok(!existsSync(join(cwd, "out")));
	const off = await tuneset(
		["prepare", ...own, "--validation", "off", "--dry-run"],
		{ cwd },
	);
	assert.equal(off.code, 0, off.stderr);
	for (const [options, sentence] of /** @type {const} */ ([
		[
			{ validationFile: lines(3, 100), validation: 0.1 },
			/leave validation out/,
		],
		[
			{ validationFile: [] },
			/no validation file: the list of validationFile is empty/,
		],
		[{ dropOverlap: "validation" }, /give it as validationFile/],
	]))
		await assert.rejects(prepare(lines(9), options), (error) => {
			assert.equal(error.code, "BAD_OPTION");
			assert.match(error.message, sentence);
			return true;
		});
});

test("a folder's validation file that is named is not trained on", async (t) => {
	const cwd = data(t, { "a.jsonl": lines(9), "b.jsonl": lines(3, 100) });
	const { stdout, stderr } = await tuneset(
		["prepare", ".", "--validation-file", "b.jsonl", "--dry-run"],
		{ cwd },
	);
	assert.match(stderr, /b\.jsonl: validated with, and so not trained on/);
	assert.match(stdout, /12 records = 9 train \+ 3 validation/);
});

test("a model that takes no validation file is named, and its job goes without", async () => {
	const model = models.find(
		({ validationFile, id }) => !validationFile.value && id.startsWith("nova"),
	);
	assert.ok(model);
	const { report, validation } = await prepare(lines(60), {
		model: model.id,
		convert: true,
		validationFile: lines(5, 100),
	});
	assert.equal(validation?.size, lines(5, 100).length);
	const said = report.readiness.reasons.find(({ message }) =>
		message.startsWith(`${model.name} accepts no validation file`),
	);
	assert.equal(said?.severity, "warning");
	const { job } = await plan(report, { job: JOB });
	assert.ok(job);
	assert.doesNotMatch(JSON.stringify(job.documents), /validation\.jsonl/);
});

test("programs give one or several, as anything that an input can be", async () => {
	const { report, train, validation } = await prepare(lines(30), {
		validationFile: [
			{ name: "one.jsonl", data: lines(3, 100) },
			new Blob([lines(2, 200)]),
		],
	});
	assertValid(report);
	assert.equal(await train.text(), lines(30));
	assert.equal(await validation?.text(), lines(3, 100) + lines(2, 200));
	assert.deepEqual(
		report.files.map(({ name, valid, validation = false }) => [
			name,
			valid,
			validation,
		]),
		[
			["data.jsonl", 30, false],
			["one.jsonl", 3, true],
			["validation-2.jsonl", 2, true],
		],
	);
	const checked = await check(lines(30), {
		validationFile: lines(3, 100),
		against: { name: "test.jsonl", data: lines(2) },
	});
	assertValid(checked);
	assert.equal(checked.overlap?.records, 5);
	assert.equal(checked.overlap?.overlapping, 2);
});

test("a stream that is read twice is given as a function", async () => {
	/** @returns {{ stream: WritableStream, text(): string }} */
	const sink = () => {
		/** @type {Uint8Array[]} */
		const parts = [];
		const stream = new WritableStream({
			write: (bytes) => void parts.push(bytes.slice()),
		});
		return { stream, text: () => Buffer.concat(parts).toString() };
	};
	const stream = () => new Blob([lines(3, 100)]).stream();
	const [train, validation] = [sink(), sink()];
	const outputs = { train: train.stream, validation: validation.stream };
	await assert.rejects(
		prepareTo(() => lines(9), outputs, { validationFile: stream() }),
		/give it a function that returns the validation file/,
	);
	await prepareTo(() => lines(9), outputs, { validationFile: stream });
	assert.equal(train.text(), lines(9));
	assert.equal(validation.text(), lines(3, 100));
});
