// Output of `tuneset check --format …` for other programs.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import Ajv from "ajv-draft-04";
import { folder, tuneset } from "./support/command.mjs";
import { line, lines } from "./support/records.mjs";

const sarifSchema = JSON.parse(
	readFileSync(
		createRequire(import.meta.url).resolve(
			"@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
		),
		"utf8",
	),
);

/** @param {import("node:test").TestContext} t @param {string} text @param {string[]} args */
async function checked(t, text, ...args) {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train, 100%.jsonl"), text);
	return tuneset(["check", "train, 100%.jsonl", ...args], { cwd });
}

const BROKEN = `${line(1)}\n{"messages": nope}\n{"a": 1,}\n\n${lines(200)}`;

test("sarif: a log that the schema of SARIF 2.1.0 takes, whatever was found", async (t) => {
	const valid = new Ajv({
		strict: false,
		validateFormats: false,
		unicodeRegExp: false,
	}).compile(sarifSchema);
	for (const text of [BROKEN, lines(200), "", "\0\0\0\0"]) {
		const { stdout } = await checked(t, text, "--format", "sarif");
		const log = JSON.parse(stdout);
		assert.ok(valid(log), JSON.stringify(valid.errors));
	}
});

test("sarif: results name rule, level, file and place", async (t) => {
	const { code, stdout } = await checked(t, BROKEN, "--format", "sarif");
	const [run] = JSON.parse(stdout).runs;
	const result = run.results.find(
		(/** @type {any} */ one) => one.ruleId === "invalid-json",
	);
	assert.equal(result.level, "error");
	assert.equal(run.tool.driver.rules[result.ruleIndex].id, "invalid-json");
	const { artifactLocation, region } = result.locations[0].physicalLocation;
	assert.equal(artifactLocation.uri, "train%2C%20100%25.jsonl");
	assert.deepEqual([region.startLine, region.startColumn], [2, 14]);
	assert.equal(run.columnKind, "utf16CodeUnits");
	assert.equal(run.properties.verdict, "not-ready");
	assert.equal(code, 1);
});

test("sarif: what is not listed is counted", async (t) => {
	const { stdout } = await checked(
		t,
		"{bad\n".repeat(30),
		"--format",
		"sarif",
		"--max-examples",
		"5",
	);
	const [run] = JSON.parse(stdout).runs;
	const notes = run.invocations[0].toolExecutionNotifications;
	const note = notes.find(
		(/** @type {any} */ one) => one.associatedRule.id === "invalid-json",
	);
	assert.match(
		note.message.text,
		/^25 more errors of invalid-json are not listed/,
	);
});

/** Lines and columns as SARIF counts them: from 1, columns in UTF-16 units, lines end in LF or CR LF. */
function placeIn(
	/** @type {string} */ text,
	/** @type {number} */ line,
	/** @type {number} */ column,
) {
	const starts = [
		0,
		...[...text.matchAll(/\n/g)].map(({ index }) => index + 1),
	];
	return starts[line - 1] + column - 1;
}

test("sarif: fixes name the same text by lines and columns as by bytes, and mend it", async (t) => {
	const text = [
		'{"prompt": "日本 😀 é", "completion": "a",}',
		"",
		"{'prompt': '😀', 'completion': '😀😀'}",
		'{"prompt": "a", "completion": "b"}  {"prompt": "c😀", "completion": "d"}',
		"  ",
		'\ufeff{"prompt": "e", "completion": "f", "prompt": "é"}',
		'{"prompt": "g", "completion": "h"}',
	].join("\n");
	const { stdout } = await checked(t, text, "--format", "sarif");
	const { results } = JSON.parse(stdout).runs[0];
	const bytes = Buffer.from(text);
	const fixed = results.filter((/** @type {any} */ { fixes }) => fixes);
	const names = fixed.map((/** @type {any} */ { ruleId }) => ruleId);
	for (const name of [
		"blank-line",
		"byte-order-mark",
		"invalid-json",
		"missing-final-newline",
		"multiple-values-on-line",
	])
		assert.ok(names.includes(name), name);
	for (const { ruleId, fixes } of fixed) {
		const [{ artifactChanges, description }, ...others] = fixes;
		assert.deepEqual(others, []);
		assert.ok(description.text.length > 5);
		const [{ artifactLocation, replacements }] = artifactChanges;
		assert.equal(artifactLocation.uri, "train%2C%20100%25.jsonl");
		let byColumns = text;
		let byBytes = bytes;
		for (const { deletedRegion, insertedContent } of replacements.reverse()) {
			const put = insertedContent?.text ?? "";
			const { byteOffset, byteLength, startLine, startColumn } = deletedRegion;
			const from = placeIn(text, startLine, startColumn);
			const to = placeIn(text, deletedRegion.endLine, deletedRegion.endColumn);
			byColumns = byColumns.slice(0, from) + put + byColumns.slice(to);
			byBytes = Buffer.concat([
				byBytes.subarray(0, byteOffset),
				Buffer.from(put),
				byBytes.subarray(byteOffset + byteLength),
			]);
		}
		assert.notEqual(byColumns, text);
		assert.equal(byColumns, byBytes.toString("utf8"), ruleId);
	}
	const guess = fixed.find(
		(/** @type {any} */ { fixes }) => !fixes[0].properties.safe,
	);
	assert.match(guess.fixes[0].description.text, /quotes/);
});

test("sarif: no fix where its place has no line and column, or the file can't be changed", async (t) => {
	const broken = '{"prompt": "a", "completion": "b",}';
	const cwd = folder(t);
	writeFileSync(join(cwd, "a.jsonl.gz"), gzipSync(`${broken}\n`));
	writeFileSync(join(cwd, "mark.jsonl"), `\ufeff${lines(60)}`);
	writeFileSync(join(cwd, "crlf.jsonl"), lines(60).replaceAll("\n", "\r\n"));
	for (const file of ["a.jsonl.gz", "mark.jsonl", "crlf.jsonl", "-"]) {
		const { stdout } = await tuneset(["check", file, "--format", "sarif"], {
			cwd,
			input: `${broken}\n`,
		});
		const { results } = JSON.parse(stdout).runs[0];
		assert.ok(results.length > 0, file);
		for (const { fixes } of results) assert.equal(fixes, undefined, file);
	}
});

test("github: one command a finding, escaped so that it stays one", async (t) => {
	const { stdout } = await checked(t, BROKEN, "--format", "github");
	const commands = stdout.split("\n").slice(0, -1);
	for (const command of commands)
		assert.match(command, /^::(error|warning|notice) [^\n]+::[^\n]+$/);
	assert.ok(
		commands.some((command) =>
			command.startsWith(
				"::error file=train%2C 100%25.jsonl,line=2,col=14,title=tuneset invalid-json::",
			),
		),
		stdout,
	);
});

test("markdown: the verdict, a table of rules, and nothing of the data as markup", async (t) => {
	const evil = `{"messages": "<img src=x> | **b** \`c\`"}\n`;
	const { stdout } = await checked(t, BROKEN + evil, "--format", "markdown");
	assert.match(stdout, /^## Tuneset: Not ready/);
	assert.match(stdout, /\n\| error \| `invalid-json` \| \d+ \| `train, 100%/);
	assert.ok(!stdout.includes("<img"), stdout);
	for (const row of stdout
		.split("\n")
		.filter((row) => row.startsWith("| error")))
		assert.equal(row.match(/(?<!\\)\|/g)?.length, 5, row);
});

test("markdown: sound data has nothing to list", async (t) => {
	const ignoring = ["--format", "markdown", "--ignore", "invalid-file-name"];
	const { code, stdout } = await checked(t, lines(300), ...ignoring);
	assert.match(
		stdout,
		/^## Tuneset: Valid bedrock-conversation-2024: choose a model/,
	);
	assert.equal(code, 0);
});
