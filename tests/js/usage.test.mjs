// Using the command line: help, versions, config files, names of files and models, colours.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";
import { line, lines } from "./support/records.mjs";

test("tuneset alone shows how to begin, and fails", async () => {
	const { code, stdout, stderr } = await tuneset([]);
	assert.match(
		stderr,
		/Usage: tuneset COMMAND[\s\S]*tuneset check train\.jsonl/,
	);
	assert.equal(stdout, "");
	assert.equal(code, 2);
});

test("--help tells a newcomer how to begin", async () => {
	for (const args of [["--help"], ["-h"], ["help"]]) {
		const { code, stdout, stderr } = await tuneset(args);
		assert.match(stdout, /tuneset check train\.jsonl --model nova-lite/);
		assert.equal(stderr, "");
		assert.equal(code, 0);
	}
});

test("every command has help with examples and its options", async () => {
	for (const [command, option] of [
		["check", "--max-examples N|all"],
		["prepare", "--validation 20%|0.2|500|off"],
		["rules", "--format FORMAT"],
		["models", "--format FORMAT"],
	]) {
		for (const args of [
			[command, "--help"],
			["help", command],
		]) {
			const { code, stdout } = await tuneset(args);
			assert.match(stdout, new RegExp(`^Usage: tuneset ${command} `));
			assert.match(stdout, /\nExamples:\n/);
			assert.ok(stdout.includes(option), `${command} explains ${option}`);
			assert.equal(code, 0);
		}
	}
});

test("help ends no line within a default", async () => {
	for (const command of ["check", "prepare", "plan", "metrics", "evaluate"]) {
		const { stdout } = await tuneset(["help", command]);
		const defaults = stdout.match(/\(default: [^)]*\)/g) ?? [];
		assert.ok(defaults.length > 0, command);
		assert.deepEqual(
			defaults.filter((one) => one.includes("\n")),
			[],
			command,
		);
		assert.ok(!stdout.includes("\u00a0"), command);
	}
});

test("--version names the version of the package", async () => {
	for (const word of ["--version", "-V", "-v", "version"]) {
		const { stdout, code } = await tuneset([word]);
		assert.match(stdout, /^tuneset \d+\.\d+\.\d+\n$/);
		assert.equal(code, 0);
	}
});

test("a config file sets options and the command line wins", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "a.jsonl"), `${line(1)}\n{broken\n{broken\n`);
	const config = {
		model: "nova-lite",
		maxExamples: 1,
		failOn: "never",
		format: "json",
	};
	writeFileSync(join(cwd, "c.json"), JSON.stringify(config));
	const args = ["check", "a.jsonl", "--config", "c.json"];
	const first = await tuneset(args, { cwd });
	const report = JSON.parse(first.stdout);
	assert.equal(report.model.id, "nova-lite");
	assert.equal(report.rules["invalid-json"].examples.length, 1);
	assert.equal(first.code, 0);
	const second = await tuneset([...args, "--max-examples", "2"], { cwd });
	assert.equal(
		JSON.parse(second.stdout).rules["invalid-json"].examples.length,
		2,
	);
});

test("limits from a config file and the command line come together by name", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "a.jsonl"), lines(60));
	const config = { model: "nova-lite", limits: { "max-records": 50 } };
	writeFileSync(join(cwd, "c.json"), JSON.stringify(config));
	const args = ["check", "a.jsonl", "--config", "c.json", "--format", "json"];
	const first = await tuneset(args, { cwd });
	const report = JSON.parse(first.stdout);
	assert.match(
		report.rules["too-many-records"].examples[0].message,
		/60 valid records in all; Amazon Nova Lite allows at most 50 \(set by you\)/,
	);
	assert.deepEqual(report.model.limits, [
		{ name: "max-records", value: 50, default: 20_000 },
	]);
	assert.equal(first.code, 1);
	const second = await tuneset([...args, "--limit", "max-records=60"], { cwd });
	assert.equal(JSON.parse(second.stdout).model.limits[0].value, 60);
	assert.equal(second.code, 0);
});

test("tuneset.json is not read unless it is named", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "a.jsonl"), "{broken\n");
	writeFileSync(join(cwd, "tuneset.json"), '{"failOn": "never"}');
	const { code } = await tuneset(["check", "a.jsonl"], { cwd });
	assert.equal(code, 1);
});

test("a file name may begin with a dash behind --", async (t) => {
	const cwd = folder(t);
	mkdirSync(join(cwd, "d"));
	writeFileSync(join(cwd, "-odd.jsonl"), lines(3));
	const { stdout } = await tuneset(
		["check", "--format", "json", "--", "-odd.jsonl"],
		{ cwd },
	);
	assert.equal(JSON.parse(stdout).files[0].name, "-odd.jsonl");
});

test("a model may be named by the id that AWS gives", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "a.jsonl"), lines(10));
	for (const [given, id] of [
		["amazon.nova-lite-v1:0", "nova-lite"],
		["amazon.nova-lite-v1:0:300k", "nova-lite"],
		["openai.gpt-oss-20b-1:0", "gpt-oss-20b-rft"],
		["amazon.titan-text-lite-v1", "titan-text-lite"],
		["us.amazon.nova-lite-v1:0", "nova-lite"],
		["amazon.nova-2-lite-v1:0", "nova-2-lite"],
		[
			"arn:aws:bedrock:us-west-2::foundation-model/meta.llama3-1-8b-instruct-v1:0:128k",
			"llama-3-1-8b",
		],
	]) {
		const args = ["check", "a.jsonl", "--model", given, "--format", "json"];
		const { stdout } = await tuneset(args, { cwd });
		assert.equal(JSON.parse(stdout).model.id, id, given);
		const shown = await tuneset(["models", given, "--format", "json"]);
		assert.equal(JSON.parse(shown.stdout).id, id, given);
	}
});

test("`tuneset models` lists a family", async () => {
	const { code, stdout } = await tuneset(["models", "nova"]);
	assert.match(stdout, /nova-micro[\s\S]*nova-2-lite-rft[\s\S]*nova-canvas/);
	assert.doesNotMatch(stdout, /llama|titan/);
	assert.equal(code, 0);
	const reinforced = await tuneset(["models", "rft", "--format", "json"]);
	assert.deepEqual(
		JSON.parse(reinforced.stdout).map((/** @type {any} */ { id }) => id),
		["nova-2-lite-rft", "gpt-oss-20b-rft", "qwen3-32b-rft"],
	);
});

test("--color decides about colours, whatever the environment says", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "a.jsonl"), "{broken\n");
	const coloured = async (
		/** @type {string[]} */ flags,
		/** @type {Record<string, string>} */ env = {},
	) => {
		const { stdout } = await tuneset(["check", "a.jsonl", ...flags], {
			cwd,
			env,
		});
		assert.match(stdout, /invalid-json/);
		return stdout.includes("\x1b[");
	};
	assert.equal(await coloured([]), false);
	assert.equal(await coloured(["--color", "always"], { NO_COLOR: "1" }), true);
	assert.equal(await coloured(["--color=never"], { FORCE_COLOR: "1" }), false);
	assert.equal(await coloured(["--color=auto"], { FORCE_COLOR: "1" }), true);
	assert.equal(await coloured(["--color=always", "--no-color"]), false);
});

test("--output-file holds what would be printed, and is replaced as a whole or not at all", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "a.jsonl"), "{broken\n");
	for (const format of ["text", "json", "sarif", "markdown"]) {
		const args = ["check", "a.jsonl", "--format", format];
		const printed = await tuneset(args, { cwd });
		const { code, stdout } = await tuneset([...args, "-o", "report"], { cwd });
		assert.equal(stdout, "");
		assert.equal(code, printed.code);
		assert.equal(readFileSync(join(cwd, "report"), "utf8"), printed.stdout);
	}
	writeFileSync(join(cwd, "report"), "old");
	const args = ["check", "missing.jsonl", "-o", "report"];
	const failed = await tuneset(args, { cwd });
	assert.equal(failed.code, 2);
	assert.equal(readFileSync(join(cwd, "report"), "utf8"), "old");
	assert.deepEqual(readdirSync(cwd).sort(), ["a.jsonl", "report"]);
});
