// `tuneset prepare` as a user sees it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";
import { dice, line, lines, mixture, seedOf } from "./support/records.mjs";

const RESULTS = [
	"report.html",
	"report.json",
	"set-aside.jsonl",
	"train.jsonl",
	"validation.jsonl",
];

/** The lines of a result, without their ends. @param {string[]} path */
const linesOf = (...path) =>
	readFileSync(join(...path), "utf8")
		.split("\n")
		.slice(0, -1);

test("writes the four results and says what went where", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), `${lines(100)}${line(5)}\n{bad\n\n`);
	const { code, stdout } = await tuneset(
		["prepare", "data.jsonl", "--out", "new/prepared"],
		{ cwd },
	);
	const out = join(cwd, "new/prepared");
	assert.deepEqual(readdirSync(out).sort(), RESULTS);
	assert.equal(linesOf(out, "train.jsonl").length, 80);
	assert.equal(linesOf(out, "validation.jsonl").length, 20);
	const reasons = linesOf(out, "set-aside.jsonl").map((text) =>
		JSON.parse(text),
	);
	assert.deepEqual(
		reasons.map(({ line, reason, record }) => [line, reason, record]),
		[
			[101, "duplicate-record", line(5)],
			[102, "invalid-json", "{bad"],
			[103, "blank-line", ""],
		],
	);
	assert.match(
		stdout,
		/102 records and 1 blank line = 80 train \+ 20 validation \+ 3 set aside/,
	);
	assert.match(stdout, /Written to new\/prepared:/);
	assert.equal(code, 1, "there was an error in the data");
});

test("the report vouches for the files", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(500));
	const { code, stdout } = await tuneset(
		["prepare", "data.jsonl", "--out", "p", "--format", "json"],
		{ cwd },
	);
	const report = JSON.parse(stdout);
	assert.deepEqual(
		JSON.parse(readFileSync(join(cwd, "p/report.json"), "utf8")),
		report,
	);
	for (const [name, output] of [
		["train", report.split.train],
		["validation", report.split.validation],
		["set-aside", report.split.setAside],
	]) {
		const bytes = readFileSync(join(cwd, `p/${name}.jsonl`));
		assert.equal(output.bytes, bytes.length, name);
		assert.equal(
			output.sha256,
			createHash("sha256").update(bytes).digest("hex"),
			name,
		);
		const count = bytes.toString().split("\n").length - 1;
		if (name !== "set-aside") assert.equal(output.records, count, name);
	}
	assert.equal(code, 0);
});

test("every line is in exactly one result, exported ones byte for byte", async (t) => {
	const cwd = folder(t);
	const roll = dice(seedOf(t));
	for (let round = 0; round < 5; round += 1) {
		const text = mixture(roll, 200);
		writeFileSync(join(cwd, "data.jsonl"), text);
		await tuneset(["prepare", "data.jsonl", "--out", "p", "--force"], {
			cwd,
			env: { TUNESET_TEST_CHUNK_BYTES: String(1 + roll(5000)) },
		});
		const input = text.split("\n");
		if (input.at(-1) === "") input.pop();
		const exported = [
			...linesOf(cwd, "p/train.jsonl"),
			...linesOf(cwd, "p/validation.jsonl"),
		];
		const aside = linesOf(cwd, "p/set-aside.jsonl").map((row) =>
			JSON.parse(row),
		);
		for (const { line, record } of aside) {
			assert.equal(record, input[line - 1], `line ${line}`);
		}
		const rest = input.filter(
			(_, index) => !aside.some(({ line }) => line === index + 1),
		);
		assert.equal(exported.length + aside.length, input.length);
		// A line feed or a carriage return before it is not the record's.
		const bare = (/** @type {string} */ text) => text.replace(/\r$/, "");
		assert.deepEqual(exported.map(bare).sort(), rest.map(bare).sort());
	}
});

test("--fix repairs what it safely can", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(20).replace("}]}\n", "}],}\n"));
	await tuneset(["prepare", "data.jsonl", "--out", "p", "--fix"], { cwd });
	const exported = [
		...linesOf(cwd, "p/train.jsonl"),
		...linesOf(cwd, "p/validation.jsonl"),
	];
	assert.deepEqual(exported.sort(), lines(20).split("\n").slice(0, -1).sort());
});

test("the same seed gives the same files, another seed another split", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(200));
	for (const [out, seed] of [
		["a", "1"],
		["b", "1"],
		["c", "2"],
	])
		await tuneset(["prepare", "data.jsonl", "--out", out, "--seed", seed], {
			cwd,
		});
	const validation = (/** @type {string} */ out) =>
		linesOf(cwd, out, "validation.jsonl");
	assert.deepEqual(validation("a"), validation("b"));
	assert.notDeepEqual(validation("a"), validation("c"));
});

test("--validation off writes no validation file", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(20));
	await tuneset(
		["prepare", "data.jsonl", "--out", "p", "--validation", "off"],
		{ cwd },
	);
	assert.deepEqual(
		readdirSync(join(cwd, "p")).sort(),
		RESULTS.filter((name) => name !== "validation.jsonl"),
	);
	assert.equal(linesOf(cwd, "p/train.jsonl").length, 20);
});

test("where no record is left, nothing is written", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), "{bad\n[]\n");
	const { code, stdout } = await tuneset(
		["prepare", "data.jsonl", "--out", "p"],
		{ cwd },
	);
	assert.match(
		stdout,
		/No valid records left to train on, so nothing was written/,
	);
	assert.ok(!existsSync(join(cwd, "p")));
	assert.equal(code, 1);
});

test("--dry-run writes nothing", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(20));
	const { code, stdout } = await tuneset(
		["prepare", "data.jsonl", "--out", "p", "--dry-run"],
		{ cwd },
	);
	assert.match(stdout, /Nothing was written \(--dry-run\)/);
	assert.match(stdout, /train\.jsonl +16 records/);
	assert.ok(!existsSync(join(cwd, "p")));
	assert.equal(code, 0);
});

test("results are not overwritten without --force", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(20));
	mkdirSync(join(cwd, "p"));
	writeFileSync(join(cwd, "p/validation.jsonl"), "precious\n");
	const refused = await tuneset(["prepare", "data.jsonl", "--out", "p"], {
		cwd,
	});
	assert.match(
		refused.stderr,
		/validation\.jsonl exists already; --force replaces it/,
	);
	assert.equal(refused.code, 2);
	assert.deepEqual(readdirSync(join(cwd, "p")), ["validation.jsonl"]);
	assert.equal(
		readFileSync(join(cwd, "p/validation.jsonl"), "utf8"),
		"precious\n",
	);
	const forced = await tuneset(
		["prepare", "data.jsonl", "--out", "p", "--force"],
		{ cwd },
	);
	assert.equal(forced.code, 0);
	assert.equal(linesOf(cwd, "p/validation.jsonl").length, 4);
});

test("--force leaves no validation file of an earlier run", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(20));
	await tuneset(["prepare", "data.jsonl", "--out", "p"], { cwd });
	await tuneset(
		["prepare", "data.jsonl", "--out", "p", "--force", "--validation", "off"],
		{ cwd },
	);
	assert.ok(!existsSync(join(cwd, "p/validation.jsonl")));
});

test("an input is never replaced by a result, not even with --force", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), lines(20));
	const { code, stderr } = await tuneset(
		["prepare", "train.jsonl", "--out", ".", "--force"],
		{ cwd },
	);
	assert.match(stderr, /train\.jsonl is an input and would be replaced/);
	assert.equal(code, 2);
	assert.equal(readFileSync(join(cwd, "train.jsonl"), "utf8"), lines(20));
});

test("standard input is read once and prepared like a file", async (t) => {
	const cwd = folder(t);
	const text = mixture(dice(seedOf(t)), 300);
	writeFileSync(join(cwd, "data.jsonl"), text);
	await tuneset(["prepare", "data.jsonl", "--out", "file"], { cwd });
	await tuneset(["prepare", "-", "--out", "piped"], { cwd, input: text });
	for (const name of RESULTS.slice(2)) {
		const piped = linesOf(cwd, "piped", name);
		const named = piped.map((row) => row.replace('"stdin"', '"data.jsonl"'));
		assert.deepEqual(named, linesOf(cwd, "file", name), name);
	}
});

test("an interrupted run leaves nothing and exits with 130", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(50));
	const { code, stderr } = await tuneset(
		["prepare", "data.jsonl", "-", "--out", "p"],
		{
			cwd,
			// More than a pipe holds: once it is through, the run is on its way, and waits for the rest.
			meanwhile: (child) => {
				child.stdin?.write(lines(5000), () => child.kill("SIGINT"));
			},
		},
	);
	assert.equal(code, 130);
	assert.match(stderr, /^tuneset: interrupted; nothing was written\.\n$/);
	assert.deepEqual(readdirSync(cwd), ["data.jsonl"]);
});

test("interrupted while it writes, it removes what it began", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(100_000));
	let begun = false;
	const { code } = await tuneset(["prepare", "data.jsonl", "--out", "p"], {
		cwd,
		// Small chunks make it slow enough to be caught.
		env: { TUNESET_TEST_CHUNK_BYTES: "2000" },
		meanwhile: (child) => {
			const watch = setInterval(() => {
				if (
					!existsSync(join(cwd, "p")) ||
					readdirSync(join(cwd, "p")).length === 0
				)
					return;
				begun = true;
				clearInterval(watch);
				child.kill("SIGINT");
			}, 1);
			child.on("exit", () => clearInterval(watch));
		},
	});
	assert.ok(begun);
	assert.equal(code, 130);
	assert.ok(!existsSync(join(cwd, "p")), "the folder was not there before");
});

test("a folder that cannot be written to is a sentence", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(20));
	writeFileSync(join(cwd, "file"), "");
	const { code, stderr } = await tuneset(
		["prepare", "data.jsonl", "--out", "file/p"],
		{ cwd },
	);
	assert.match(
		stderr,
		/^tuneset: The folder file\/p cannot be made: [^\n]+\n$/,
	);
	assert.equal(code, 2);
});

test("a JSON array becomes lines with --fix", async (t) => {
	const cwd = folder(t);
	const records = lines(30)
		.trimEnd()
		.split("\n")
		.map((text) => JSON.parse(text));
	writeFileSync(join(cwd, "array.json"), JSON.stringify(records, null, 2));
	const { stdout } = await tuneset(
		["prepare", "array.json", "--out", "p", "--fix"],
		{
			cwd,
			env: { TUNESET_TEST_CHUNK_BYTES: "700" },
		},
	);
	assert.match(stdout, /24 train \+ 6 validation/);
	const exported = [
		...linesOf(cwd, "p/train.jsonl"),
		...linesOf(cwd, "p/validation.jsonl"),
	];
	const byQuestion = (/** @type {any} */ a, /** @type {any} */ b) =>
		JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
	assert.deepEqual(
		exported.map((text) => JSON.parse(text)).sort(byQuestion),
		records.sort(byQuestion),
	);
});

test("where a stream cannot be kept for the second reading, the folder is named", async (t) => {
	const cwd = folder(t);
	const { code, stderr } = await tuneset(["prepare", "-", "--out", "p"], {
		cwd,
		input: lines(20),
		env: { TMPDIR: join(cwd, "missing"), TEMP: join(cwd, "missing") },
	});
	assert.match(
		stderr,
		/^tuneset: stdin is kept in \S+missing for a second reading, and that folder cannot be written to: there is no such file or folder\. Set (TMPDIR|TEMP) to another one\.\n$/,
	);
	assert.equal(code, 2);
	assert.ok(!existsSync(join(cwd, "p")));
});
