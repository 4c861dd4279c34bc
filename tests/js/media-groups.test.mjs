// Records related by their media: one image, one conversation, and the bucket that a job needs for it.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, load, tuneset } from "./support/command.mjs";

const { check, plan, prepare } = await load("node.js");
const data = readFileSync("tests/fixtures/field/one-image.jsonl", "utf8");

/** Images of each side. @param {string} text */
const images = (text) => new Set(text.match(/photo-\d/g));

test("records about one image are counted and stay on one side, unless told otherwise", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), data);
	const args = ["prepare", "data.jsonl", "--out", "p", "--force"];
	const kept = await tuneset(args, { cwd });
	assert.match(
		kept.stdout,
		/10 images, videos or documents are named by 40 records; the records of each stay on one side of a split/,
	);
	const sides = () =>
		["train", "validation"].map((name) =>
			images(readFileSync(join(cwd, "p", `${name}.jsonl`), "utf8")),
		);
	const [train, validation] = sides();
	assert.ok(validation.size > 0);
	for (const image of validation) assert.ok(!train.has(image), image);
	const parted = await tuneset([...args, "--media-groups", "off"], { cwd });
	assert.match(parted.stdout, /which a split may part \(--media-groups off\)/);
	const [one, other] = sides();
	assert.ok([...other].some((image) => one.has(image)));
	const wrong = await tuneset([...args, "--media-groups", "no"], { cwd });
	assert.equal(wrong.code, 2);
});

test("a logo in all records leaves no validation file, and the way out is named", async (t) => {
	const cwd = folder(t);
	const image = {
		source: { s3Location: { uri: "s3://vision-data/logo.png" } },
	};
	const rows = Array.from({ length: 60 }, (_, n) => ({
		schemaVersion: "bedrock-conversation-2024",
		messages: [
			{
				role: "user",
				content: [
					{ text: `What costs part ${n * 7919} of shelf ${n * 31}?` },
					{ image: { format: "png", ...image } },
				],
			},
			{ role: "assistant", content: [{ text: `${n * 37} euros.` }] },
		],
	}));
	const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
	writeFileSync(join(cwd, "data.jsonl"), lines);
	const args = ["prepare", "data.jsonl", "--out", "p", "--force"];
	const kept = await tuneset(args, { cwd });
	assert.match(
		kept.stdout,
		/there are 0; 60 records share 1 image, video or document, which keeps them together unless media groups are off \(--media-groups off\)/,
	);
	const parted = await tuneset([...args, "--media-groups", "off"], { cwd });
	assert.match(parted.stdout, /48 train \+ 12 validation/);
});

test("the package counts them, too", async () => {
	const { report } = await prepare(data, { mediaGroups: "off" });
	assert.deepEqual(report.duplicates.media, {
		files: 10,
		records: 40,
		keptTogether: false,
	});
	await assert.rejects(prepare(data, { mediaGroups: "no" }), {
		code: "BAD_OPTION",
	});
});

test("a key that repeats is named with the flag that keeps its records together", async (t) => {
	const cwd = folder(t);
	const turns = Array.from({ length: 60 }, (_, n) =>
		JSON.stringify({
			prompt: `What came after step ${n * 7}?`,
			completion: `Step ${n * 7 + 1}, in room ${n * 3}.`,
			conversation_id: `c${n % 12}`,
			mood: ["good", "bad"][n % 2],
		}),
	);
	writeFileSync(join(cwd, "data.jsonl"), `${turns.join("\n")}\n`);
	const hint =
		/Values repeat at \/conversation_id\. If records .* --group-by \/conversation_id keeps them on one side of a split\./;
	for (const args of [
		["check", "data.jsonl"],
		["prepare", "data.jsonl", "--out", "p"],
	])
		assert.match((await tuneset(args, { cwd })).stdout, hint);
	const grouped = ["--group-by", "/conversation_id", "--out", "q"];
	const { stdout } = await tuneset(["prepare", "data.jsonl", ...grouped], {
		cwd,
	});
	assert.doesNotMatch(stdout, /Values repeat/);
});

test("a plan names the bucket of media when it is another one, and lets the role read it", async () => {
	const report = await check(data, { model: "llama-3-2-11b" });
	assert.deepEqual(report.stats.mediaBuckets, ["vision-data"]);
	/** @param {string} model @param {string} bucket */
	const made = async (model, bucket) =>
		(await plan(report, { model, job: { bucket } })).job;
	const told = await made("nova-lite", "good-bucket");
	const fault = told.faults.find(({ message }) => /media/.test(message));
	assert.equal(fault.severity, "error");
	assert.match(
		fault.message,
		/refers to media in the bucket "vision-data"; Amazon Nova Lite requires all media in the bucket of the data/,
	);
	const role = told.documents.find(({ name }) => /permission/.test(name));
	assert.match(role.text, /arn:aws:s3:::vision-data\/\*/);
	const alike = await made("nova-lite", "vision-data");
	assert.ok(!alike.faults.some(({ message }) => /media/.test(message)));
	const llama = await made("llama-3-2-11b", "good-bucket");
	const warned = llama.faults.find(({ message }) => /media/.test(message));
	assert.equal(warned.severity, "warning");
});
