// The report for people: `check --format html`, and report.html beside the outputs of `prepare`.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";
import { line, lines, record } from "./support/records.mjs";

/** A folder with train.jsonl. @param {import('node:test').TestContext} t @param {string} data */
function withData(t, data) {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), data);
	return cwd;
}

/** The words of a page, without its style. @param {string} page */
const words = (page) =>
	page
		.replace(/<style>[\s\S]*?<\/style>/, "")
		.replace(/<[^>]+>/g, " ")
		.replace(/\s+/g, " ");

test("says the verdict, the figures, what was done and the checksums of the files", async (t) => {
	const cwd = withData(t, `${lines(40)}${line(3)}\n{"prompt": "a",}\n`);
	const { code, stderr } = await tuneset(
		["prepare", "train.jsonl", "--model", "nova-lite", "--out", "ready"],
		{ cwd },
	);
	assert.equal(code, 1, stderr);
	const page = readFileSync(join(cwd, "ready/report.html"), "utf8");
	const report = JSON.parse(
		readFileSync(join(cwd, "ready/report.json"), "utf8"),
	);
	const text = words(page);
	assert.match(text, /Tuneset report · train\.jsonl/);
	assert.match(text, /Ready, with warnings for Amazon Nova Lite/);
	assert.match(text, /42 lines = 32 train \+ 8 validation \+ 2 excluded/);
	assert.match(text, /Excluded 1 line: with errors\./);
	assert.match(
		text,
		/Split with seed 42: 32 train, 8 validation; no duplicates across the two\./,
	);
	assert.match(text, /error .*invalid-json line 42: .* 1 /);
	for (const output of ["train", "validation", "setAside"])
		assert.ok(text.includes(report.split[output].sha256), output);
});

test("needs nothing from elsewhere, and shows data as text", async (t) => {
	const name = "<img src=x onerror=alert(1)>";
	const record = (/** @type {number} */ n) =>
		JSON.stringify({ prompt: `What is ${n}?`, completion: n % 2 ? name : "b" });
	const data = Array.from({ length: 60 }, (_, n) => `${record(n)}\n`);
	const cwd = withData(t, data.join(""));
	const { stdout } = await tuneset(
		["check", "train.jsonl", "--format", "html"],
		{ cwd },
	);
	assert.match(stdout, /^<!doctype html>/);
	assert.match(stdout, /&lt;img src=x onerror=alert\(1\)&gt;/);
	assert.doesNotMatch(stdout, /<(script|img|link|iframe|object)\b/i);
	assert.doesNotMatch(stdout, /\b(src|href)=(?!x )/);
	assert.match(stdout, /default-src 'none'/);
});

test("is byte for byte the same each time", async (t) => {
	const cwd = withData(t, lines(30));
	const made = [];
	for (const out of ["a", "b"]) {
		await tuneset(["prepare", "train.jsonl", "--out", out], { cwd });
		made.push(readFileSync(join(cwd, out, "report.html"), "utf8"));
	}
	assert.ok(made[0].length > 1000);
	assert.equal(made[0], made[1]);
});

test("a rule with errors and notes has a row for each, so that the tables sum to the verdict", async (t) => {
	const cwd = withData(
		t,
		`${lines(20)}${line(30).replace("What", "User: What")}\n`,
	);
	const { stdout } = await tuneset(
		["check", "train.jsonl", "--model", "nova-lite", "--format", "json"],
		{ cwd },
	);
	const { counts } = JSON.parse(stdout);
	const { stdout: markdown } = await tuneset(
		["check", "train.jsonl", "--model", "nova-lite", "--format", "markdown"],
		{ cwd },
	);
	for (const [severity, sum] of [
		["error", counts.errors],
		["warning", counts.warnings],
		["info", counts.infos],
	]) {
		const rows = [
			...markdown.matchAll(
				new RegExp(`^\\| ${severity} \\|.*\\| (\\d+) \\|`, "gm"),
			),
		];
		const counted = rows.reduce((all, [, number]) => all + Number(number), 0);
		assert.equal(counted, sum, severity);
	}
	assert.ok(counts.errors > 0);
});

test("shows the first three examples of each rule by their lines, as the tables of the other reports do", async (t) => {
	const twice = [9, 7, 5, 3].map((n) => `${line(n)}\n`).join("");
	const cwd = withData(t, `${lines(20)}${twice}`);
	const { stdout } = await tuneset(
		["check", "train.jsonl", "--format", "html"],
		{ cwd },
	);
	const shown =
		words(stdout).match(/Exact duplicate of an earlier record .*? 4 /)?.[0] ??
		"";
	assert.deepEqual(shown.match(/line \d+:/g), [
		"line 21:",
		"line 22:",
		"line 23:",
	]);
	assert.match(shown, /line 21: .*of line 9/);
});

test("the verdict names kinds of warnings in the order of the table below it", async (t) => {
	const answer = (/** @type {string} */ text) => {
		const one = record(70);
		one.messages[1].content = [{ text }];
		return JSON.stringify(one);
	};
	const data = [
		answer("It&#39;s &quot;always&quot; open."),
		answer(`Take AKIA${"QZ7NLMW4RT2XBV5C"}.`),
		line(3),
	];
	const cwd = withData(t, `${lines(60)}${data.join("\n")}\n`);
	const { stdout } = await tuneset(
		["check", "train.jsonl", "--format", "markdown"],
		{ cwd },
	);
	const named = stdout.match(/warnings of \d kinds to review: (.*)/)?.[1] ?? "";
	const rows = [...stdout.matchAll(/^\| warning \| `([a-z-]+)`/gm)];
	const table = rows.map(([, name]) => name);
	assert.deepEqual(named.match(/[a-z]+(-[a-z]+)+/g), table);
	assert.equal(table[0], "duplicate-record");
});
