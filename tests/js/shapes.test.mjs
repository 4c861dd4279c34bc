// Records that are not one per line: read alike from files, bytes and pipes, whatever the size of chunks.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, load, tuneset } from "./support/command.mjs";
import { dice, seedOf } from "./support/records.mjs";

const { check, file } = await load("node.js");

const RECORDS = 300;
const ALL = Array.from({ length: RECORDS }, (_, at) => ({
	prompt: `Question ${at}?`,
	completion: `Answer ${at}.`,
}));
const LINES = ALL.map((record) => JSON.stringify(record));

/** @param {"prompt" | "completion"} key */
const column = (key) =>
	Object.fromEntries(ALL.map((record, at) => [at, record[key]]));

/** @type {[what: string, text: string][]} */
const FILES = [
	[
		"texts that go on in the next lines",
		LINES.map((line, at) =>
			at % 3 ? line : line.replace("Answer", "Ans\n{\n\nwer"),
		).join("\n"),
	],
	[
		"objects printed behind a line",
		ALL.map((record, at) => JSON.stringify(record, null, at && 1)).join("\n"),
	],
	[
		"a list under a key",
		`{"version": 1, "data": [${LINES.join(", ")}], "more": {"a": [1]}}\n`,
	],
	[
		"columns",
		JSON.stringify({
			prompt: column("prompt"),
			completion: column("completion"),
		}),
	],
	["a text sequence", LINES.map((line) => `\u001e${line}\n`).join("")],
	["texts of records", LINES.map((line) => JSON.stringify(line)).join("\n")],
];

for (const [what, text] of FILES)
	test(`${what}: every record counts, from any source and in any chunks`, async (t) => {
		const roll = dice(seedOf(t));
		const path = join(folder(t), "train.jsonl");
		writeFileSync(path, text);
		const options = { fix: true, unsafeFixes: true, near: "off" };
		const expected = await check({ name: "train.jsonl", data: text }, options);
		assert.equal(expected.counts.records, RECORDS);
		assert.equal(expected.counts.valid, RECORDS);
		const sources = {
			path: () => file(path),
			stream: () => new Blob([text]).stream(),
		};
		for (const [kind, data] of Object.entries(sources))
			for (const workers of [0, 2]) {
				const sizes = { chunk: 1 + roll(roll(2) ? 300 : 5_000) };
				assert.deepEqual(
					await check(
						{ name: "train.jsonl", data: data() },
						{ ...options, workers, sizes },
					),
					expected,
					`${kind}, ${workers} workers, chunks of ${sizes.chunk}`,
				);
			}
	});

test("a diff puts a text that was broken on its line", async (t) => {
	const cwd = folder(t);
	writeFileSync(
		join(cwd, "train.jsonl"),
		`${LINES[0]}\n{"prompt": "a", "completion": "b\nc"}\n${LINES[1]}\n`,
	);
	const { stdout } = await tuneset(
		["check", "train.jsonl", "--diff", "--unsafe-fixes"],
		{ cwd },
	);
	assert.match(stdout, /^-\{"prompt": "a", "completion": "b\n-c"\}$/m);
	assert.match(stdout, /^\+\{"prompt": "a", "completion": "b\\nc"\}$/m);
});

test("a table without a header is asked about, and read as --map says", async (t) => {
	const cwd = folder(t);
	writeFileSync(
		join(cwd, "train.csv"),
		'"Who was it, then?","It was me, I fear."\n"Who else may it be?","Nobody."\n',
	);
	const asked = await tuneset(["check", "train.csv", "--model", "nova-lite"], {
		cwd,
	});
	assert.match(asked.stdout, /without a header/);
	assert.match(asked.stdout, /--map prompt=column_1,completion=column_2/);
	const mapped = await tuneset(
		[
			...["prepare", "train.csv", "--out", "out", "--model", "nova-lite"],
			...["--convert", "--map", "prompt=column_1,completion=column_2"],
			...["--validation", "0"],
		],
		{ cwd },
	);
	assert.match(mapped.stdout + mapped.stderr, /2 records/);
});
