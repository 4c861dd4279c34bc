// Tables whose rows begin as comments do: exactly the checked rows are written.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, load, tuneset } from "./support/command.mjs";

/** @param {number} from @param {number} to */
const pairs = (from, to, quote = "") =>
	Array.from({ length: to - from + 1 }, (_, at) => [
		`${quote}Question ${at + from}${quote && ","} please${quote}`,
		`Answer number ${at + from}`,
	]);

/** @param {string} separator @param {(string[] | string)[]} rows */
const table = (separator, ...rows) =>
	`${[["prompt", "completion"], ...rows]
		.map((row) => (typeof row === "string" ? row : row.join(separator)))
		.join("\n")}\n`;

/** @type {[what: string, name: string, text: string, aside: [line: number, reason: string][], records: number][]} */
const TABLES = [
	[
		"a question that begins with a number sign",
		"min.csv",
		table(",", ["#1 question", "answer one"], ["second", "answer two"]),
		[],
		2,
	],
	[
		"a question that begins with two slashes",
		"slash.csv",
		table(",", ["//x", "answer one"], ["second", "answer two"]),
		[],
		2,
	],
	[
		"a number sign between tabs",
		"hash.tsv",
		table("\t", ["#1 question", "answer one"], ["second", "answer two"]),
		[],
		2,
	],
	[
		"a number sign, and a ragged row far behind it",
		"hash.csv",
		table(
			",",
			...pairs(1, 3),
			["#42 is my order where is it", "It is on its way"],
			...pairs(4, 12),
			"oops a row without a comma",
			...pairs(13, 20),
		),
		[[15, "ragged-row"]],
		21,
	],
	[
		"a number sign, and a copy behind it",
		"copy.csv",
		table(
			";",
			...pairs(1, 8),
			["#tag", "It is"],
			["Question 3 please", "Answer number 3"],
			...pairs(13, 20),
		),
		[[11, "duplicate-record"]],
		17,
	],
	[
		"a row of one blank",
		"blank.csv",
		table(",", ...pairs(1, 5, '"'), " ", ...pairs(6, 20, '"')),
		[[7, "ragged-row"]],
		20,
	],
	[
		"a row of one no-break space",
		"nbsp.csv",
		table(",", ...pairs(1, 5), "\u00A0 ", ...pairs(6, 20)),
		[[7, "ragged-row"]],
		20,
	],
	[
		"a row of one tab between tabs",
		"blank.tsv",
		table("\t", ...pairs(1, 5), "\t", ...pairs(6, 20)),
		[[7, "blank-line"]],
		20,
	],
	[
		"a blank among rows that are ragged",
		"ragged.csv",
		table(",", ...pairs(1, 5), "oops", " ", "bad,row,three", ...pairs(6, 20)),
		[
			[7, "ragged-row"],
			[8, "ragged-row"],
			[9, "ragged-row"],
		],
		20,
	],
	[
		"an empty line",
		"empty.csv",
		table(",", ...pairs(1, 5), "", ...pairs(6, 20)),
		[],
		20,
	],
];

/** @param {string} text */
const rowsOf = (text) =>
	text
		.split("\n")
		.slice(0, -1)
		.map((line) => JSON.parse(line));

/** The questions that a table holds, without the rows that are no records. @param {string} text @param {number[]} without */
const questions = (text, without) =>
	text
		.split("\n")
		.slice(1, -1)
		.filter((row, at) => row !== "" && !without.includes(at + 2))
		.map((row) => row.replace(/[,;\t][^,;\t]*$/, "").replace(/^"|"$/g, ""));

for (const [what, name, text, aside, records] of TABLES) {
	test(`${what}: each row goes where its own record was sent`, async (t) => {
		const cwd = folder(t);
		writeFileSync(join(cwd, name), text);
		const options = ["--convert", "prompt-completion", "--validation", "20%"];
		const { code, stdout, stderr } = await tuneset(
			["prepare", name, ...options, "--out", "out"],
			{ cwd },
		);
		const isRagged = aside.some(([, reason]) => reason === "ragged-row");
		assert.equal(code, isRagged ? 1 : 0, stdout + stderr);
		const side = (/** @type {string} */ file) => {
			const path = join(cwd, "out", file);
			return existsSync(path) ? readFileSync(path, "utf8") : "";
		};
		const [train, validation] = [side("train.jsonl"), side("validation.jsonl")];
		const found = [...rowsOf(train), ...rowsOf(validation)];
		const without = aside.map(([line]) => line);
		assert.deepEqual(
			found.map(({ prompt }) => prompt).sort(),
			questions(text, without).sort(),
		);
		assert.equal(found.length, records);
		assert.deepEqual(
			rowsOf(side("set-aside.jsonl")).map(({ line, reason }) => [line, reason]),
			aside,
		);
		const report = JSON.parse(side("report.json"));
		for (const [part, bytes] of [
			[report.split.train, train],
			[report.split.validation, validation],
		]) {
			assert.equal(part?.records ?? 0, rowsOf(bytes).length);
			if (!part) continue;
			assert.equal(part.bytes, Buffer.byteLength(bytes));
			const sha256 = createHash("sha256").update(bytes).digest("hex");
			assert.equal(part.sha256, sha256);
		}

		// The package gives the same bytes.
		const { prepare } = await load("node.js");
		const result = await prepare(
			{ name, data: Buffer.from(text) },
			{ convert: "prompt-completion", validation: "20%" },
		);
		assert.equal(await result.train.text(), train);
		assert.equal((await result.validation?.text()) ?? "", validation);
		assert.equal(await result.setAside.text(), side("set-aside.jsonl"));
	});
}
