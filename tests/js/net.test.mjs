// The safety net under writing: whatever goes wrong between the engine and the outputs, no output is kept.

import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { folder, load, tuneset } from "./support/command.mjs";
import { line, lines } from "./support/records.mjs";
import { SABOTAGES, sabotage } from "./support/saboteur.mjs";

const saboteur = fileURLToPath(
	new URL("support/saboteur.mjs", import.meta.url),
);

/** Two chunks and more, each with something for every output. */
const data = () => {
	const most = `${lines(12_000)}${line(7)}\n{bad\n`;
	return most.repeat(2);
};

const REFUSED =
	/What was written is not what was checked, so nothing of it is kept \((data\.jsonl, lines? [\d,]+|the input|the training file).*: expected .*, found .*\)\. This is a bug in Tuneset, please report it\./;

for (const name of SABOTAGES) {
	test(`${name}: the command says so, exits with 2 and leaves nothing`, async (t) => {
		const cwd = folder(t);
		writeFileSync(join(cwd, "data.jsonl"), data());
		const args = ["prepare", "data.jsonl", "--out", "out", "--workers", "1"];
		const { code, stderr } = await tuneset([...args, "--near", "off"], {
			cwd,
			env: {
				NODE_OPTIONS: `--import=${saboteur}`,
				TUNESET_SABOTAGE: name,
			},
		});
		assert.match(stderr, REFUSED);
		assert.doesNotMatch(stderr, /\n {4}at /, "no stack of calls");
		assert.equal(code, 2);
		const out = join(cwd, "out");
		assert.deepEqual(existsSync(out) ? readdirSync(out) : [], []);
	});
}

test("a disk that loses bytes without a word: the command says which file, and leaves nothing", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), data());
	const args = ["prepare", "data.jsonl", "--out", "out", "--near", "off"];
	const { code, stderr } = await tuneset(args, {
		cwd,
		env: {
			NODE_OPTIONS: `--import=${saboteur}`,
			TUNESET_SABOTAGE: "bytes lost on the disk",
		},
	});
	assert.match(
		stderr,
		/out\/(train|validation|set-aside)\.jsonl cannot be written: it was given \d+ bytes, and \d+ are in it\. Nothing was written\./,
	);
	assert.equal(code, 2);
	assert.ok(!existsSync(join(cwd, "out")), "the folder was not there before");
});

test("without a bug the saboteur changes nothing", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), data());
	const args = ["prepare", "data.jsonl", "--workers", "1", "--near", "off"];
	const plain = await tuneset([...args, "--out", "out"], { cwd });
	const env = { NODE_OPTIONS: `--import=${saboteur}`, TUNESET_SABOTAGE: "-" };
	const watched = await tuneset([...args, "--out", "other"], { cwd, env });
	assert.equal(plain.code, 1, plain.stderr);
	assert.equal(watched.code, 1, watched.stderr);
	assert.equal(watched.stdout.replaceAll("other", "out"), plain.stdout);
	assert.equal(readdirSync(join(cwd, "other")).length, 5);
});

test("a program gets an error of its own, and its streams are aborted", async (t) => {
	const { prepare, prepareTo } = await load("node.js");
	const input = () => ({ name: "data.jsonl", data: data() });
	const options = { workers: 1, near: "off" };
	const mend = sabotage("a record lost");
	t.after(mend);
	const refused = { name: "TunesetError", code: "CRASH", message: REFUSED };
	await assert.rejects(prepare(input(), options), refused);

	/** @type {string[]} */
	const ended = [];
	const target = (/** @type {string} */ name) =>
		new WritableStream({
			abort: () => void ended.push(`${name} aborted`),
			close: () => void ended.push(`${name} closed`),
		});
	const targets = {
		train: target("train"),
		validation: target("validation"),
		setAside: target("setAside"),
	};
	await assert.rejects(prepareTo(input, targets, options), refused);
	assert.deepEqual(ended.sort(), [
		"setAside aborted",
		"train aborted",
		"validation aborted",
	]);

	// The bug gone, the same program goes on.
	mend();
	const { report } = await prepare(input(), options);
	assert.equal(report.split.train.records, 9600);
});
