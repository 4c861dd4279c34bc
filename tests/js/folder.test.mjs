// A folder as an input of the command line.

import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { gzip, zstd } from "./support/archives.mjs";
import { folder, tuneset } from "./support/command.mjs";
import { lines } from "./support/records.mjs";

/** @param {string} cwd @param {Record<string, string | Buffer>} files */
function write(cwd, files) {
	for (const [name, data] of Object.entries(files)) {
		mkdirSync(dirname(join(cwd, name)), { recursive: true });
		writeFileSync(join(cwd, name), data);
	}
}

/** @param {string} cwd @param {string[]} args */
async function namesOf(cwd, ...args) {
	const { stdout, stderr } = await tuneset(
		["check", ...args, "--format", "json"],
		{ cwd },
	);
	const names = JSON.parse(stdout).files.map(
		(/** @type {any} */ { name }) => name,
	);
	return { names, stderr };
}

test("a folder stands for the data files below it, by name; the others are counted in words", async (t) => {
	const cwd = folder(t);
	write(cwd, {
		"logs/10/b.json.gz": gzip(lines(1, 10)),
		"logs/09/a.json.gz": gzip(lines(1, 20)),
		"logs/z.jsonl": lines(1, 30),
		"logs/y.jsonl.zst": zstd(lines(1, 40)),
		"logs/notes.txt": "",
		"logs/schema.json": "{}",
		"logs/.cache/old.jsonl": lines(1, 50),
		"logs/node_modules/x.jsonl": lines(1, 60),
	});
	symlinkSync(join(cwd, "logs"), join(cwd, "logs", "loop"));
	const { names, stderr } = await namesOf(cwd, "logs");
	assert.deepEqual(names, [
		"logs/09/a.json.gz",
		"logs/10/b.json.gz",
		"logs/y.jsonl.zst",
		"logs/z.jsonl",
	]);
	assert.equal(
		stderr,
		"tuneset: passed over in logs: 1 .json file, 1 .txt file, 1 hidden file.\n",
	);
	const both = await namesOf(cwd, "logs/z.jsonl", "logs", "-q");
	assert.equal(both.names.length, 4, "a file is read once");
	assert.equal(both.stderr, "");
});

test("a folder without JSON Lines stands for its arrays and tables", async (t) => {
	const cwd = folder(t);
	write(cwd, { "d/a.json": `[${lines(1).trim()}]`, "d/read.me": "" });
	const { names, stderr } = await namesOf(cwd, "d");
	assert.deepEqual(names, ["d/a.json"]);
	assert.match(stderr, /1 \.me file\.$/m);
});

test("results of an earlier run in the folder are no input of the next", async (t) => {
	const cwd = folder(t);
	write(cwd, { "d/a.jsonl": lines(50) });
	const args = ["prepare", "d", "--out", "d/prepared", "--force"];
	await tuneset(args, { cwd });
	const { stdout } = await tuneset(args, { cwd });
	assert.match(stdout, /^50 records/m);
});

test("a folder that prepare wrote stands for its two parts, not for what was left out", async (t) => {
	const cwd = folder(t);
	write(cwd, { "a.jsonl": lines(50) });
	await tuneset(["prepare", "a.jsonl", "--out", "ready"], { cwd });
	const { names, stderr } = await namesOf(cwd, "ready");
	assert.deepEqual(names, ["ready/train.jsonl", "ready/validation.jsonl"]);
	assert.equal(
		stderr,
		"tuneset: passed over in ready: 1 .html file, 1 .json file, 1 set-aside.jsonl file.\n",
	);
	const named = await namesOf(cwd, "ready/set-aside.jsonl");
	assert.deepEqual(named.names, ["ready/set-aside.jsonl"]);
});
