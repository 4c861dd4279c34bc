// Mistakes that a newcomer makes: each gets one sentence on standard error and exit code 2.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";
import { line, lines } from "./support/records.mjs";

/** @type {[what: string, args: string[], says: RegExp][]} */
const mistakes = [
	[
		"an unknown command",
		["chek", "a.jsonl"],
		/there is no command "chek"; did you mean check\?/,
	],
	[
		"a file without a command",
		["a.jsonl"],
		/say what to do with the file, as in `tuneset check a\.jsonl`/,
	],
	[
		"an option without a command",
		["--model", "nova-lite"],
		/the command comes first/,
	],
	["no file", ["check"], /name a file, as in `tuneset check train\.jsonl`/],
	[
		"a file that is not there",
		["check", "nope.jsonl"],
		/There is no file nope\.jsonl/,
	],
	[
		"a folder without data",
		["check", "empty"],
		/there is not a \.jsonl, .* file in the folder empty, only 1 \.txt file, 1 hidden file\./,
	],
	[
		"a pattern that nothing matches",
		["check", "part-*.jsonl"],
		/no file matches part-\*\.jsonl\./,
	],
	[
		"a diff in another format",
		["check", "a.jsonl", "--diff", "--format", "json"],
		/--diff is a format of its own; leave --format json out\./,
	],
	[
		"a diff of a conversion",
		["check", "a.jsonl", "--diff", "--convert"],
		/--diff shows fixes only; leave --convert out\./,
	],
	[
		"a mistyped option",
		["check", "a.jsonl", "--modle", "x"],
		/there is no option --modle; did you mean --model\?/,
	],
	[
		"a mistyped short option",
		["check", "a.jsonl", "-x"],
		/there is no option -x/,
	],
	[
		"an option of another command",
		["check", "a.jsonl", "--out", "x"],
		/--out belongs to `tuneset prepare`/,
	],
	[
		"a mistyped model",
		["check", "a.jsonl", "--model", "nova-light"],
		/did you mean nova-lite\?/,
	],
	[
		"a model without a likeness",
		["check", "a.jsonl", "--model", "?"],
		/there is no model "\?"/i,
	],
	[
		"an option without its value",
		["check", "a.jsonl", "--model"],
		/--model needs a value, as in --model ID/,
	],
	[
		"an option that swallows the next",
		["prepare", "a.jsonl", "--out", "--force"],
		/--out needs a value/,
	],
	[
		"a value for a switch",
		["check", "a.jsonl", "--quiet=yes"],
		/--quiet takes no value/,
	],
	[
		"an unknown format",
		["check", "a.jsonl", "--format", "yaml"],
		/--format is one of text, json, jsonl, github, sarif, markdown, not "yaml"/,
	],
	[
		"a limit without a number",
		["check", "a.jsonl", "--model", "nova-lite", "--limit", "max-records"],
		/--limit needs a name and a number, as in --limit max-records=50000/,
	],
	[
		"a limit that is not a number",
		["check", "a.jsonl", "--model", "nova-lite", "--limit", "max-records=many"],
		/the limit max-records must be a whole number from 1 up, not "many"/i,
	],
	[
		"a limit that AWS does not adjust",
		["check", "a.jsonl", "--model", "nova-lite", "--limit", "max-tokens=9"],
		/max-tokens is no quota .* what can be set is max-records \(20,000 unless set\)/i,
	],
	[
		"a mistyped limit",
		["check", "a.jsonl", "--model", "nova-lite", "--limit", "max-record=9"],
		/there is no limit "max-record"; did you mean max-records\?/i,
	],
	[
		"a limit without a model",
		["check", "a.jsonl", "--limit", "max-records=9"],
		/name the model too/,
	],
	[
		"a word for a number",
		["check", "a.jsonl", "--max-examples", "many"],
		/--max-examples needs a whole number or all, not "many"/,
	],
	[
		"an unknown rule",
		["check", "a.jsonl", "--ignore", "invalid-jsn"],
		/there is no rule "invalid-jsn"; did you mean invalid-json\?/,
	],
	[
		"an unknown severity",
		["check", "a.jsonl", "--fail-on", "info"],
		/--fail-on is one of error, warning, never/,
	],
	[
		"too many workers",
		["check", "a.jsonl", "--workers", "1000"],
		/workers must be a whole number from 0 to 64/,
	],
	[
		"standard input twice",
		["check", "-", "-"],
		/standard input \(-\) can be read once only/,
	],
	[
		"an unknown format to convert to",
		["check", "a.jsonl", "--convert=openai"],
		/--convert is one of bedrock-conversation-2024, .*, not "openai"/,
	],
	[
		"a format that the model does not take",
		[
			"check",
			"a.jsonl",
			"--model",
			"nova-lite",
			"--convert",
			"claude-messages",
		],
		/Nova Lite takes bedrock-conversation-2024 records; convert to that/,
	],
	[
		"no folder for the results",
		["prepare", "a.jsonl"],
		/say where the results go with --out DIR/,
	],
	[
		"a file for the folder",
		["prepare", "a.jsonl", "--out", "a.jsonl"],
		/--out needs a folder, and a\.jsonl is a file/,
	],
	[
		"a senseless share",
		["prepare", "a.jsonl", "--out", "o", "--validation", "120%"],
		/validation "120%" is neither a share/i,
	],
	[
		"a senseless seed",
		["prepare", "a.jsonl", "--out", "o", "--seed", "x"],
		/--seed needs a whole number, not "x"/,
	],
	[
		"a seed below 0",
		["prepare", "a.jsonl", "--out", "o", "--seed", "-1"],
		/--seed must be 0 or more, not -1\./,
	],
	[
		"fewer than no examples",
		["check", "a.jsonl", "--max-examples=-1"],
		/--max-examples must be 0 or more, not -1\./,
	],
	[
		"a folder for a file",
		["check", "a.jsonl", "-o", "empty"],
		/--output-file needs a file, and empty is none/,
	],
	[
		"an input for a file",
		["check", "a.jsonl", "--output-file", "./a.jsonl"],
		/\.\/a\.jsonl is an input and would be replaced/,
	],
	[
		"colours at no known time",
		["check", "a.jsonl", "--color", "sometimes"],
		/--color is one of auto, always, never, not "sometimes"/,
	],
	[
		"a seed too large",
		["prepare", "a.jsonl", "--out", "o", "--seed", "9007199254740993"],
		/seed/,
	],
	[
		"near-duplicates left out that are not looked for",
		["prepare", "a.jsonl", "--out", "o", "--dedupe", "near", "--near", "off"],
		/dedupe near leaves out records from a similarity on, which near off does not look for/,
	],
	[
		"a similarity out of range",
		["check", "a.jsonl", "--near", "0.2"],
		/near "0.2" is neither a similarity from 0.5 to 1, such as 0.8, nor off/,
	],
	[
		"a group by what is no place",
		["prepare", "a.jsonl", "--out", "o", "--group-by", "id"],
		/group-by "id" is no JSON Pointer: it begins with a slash/,
	],
	[
		"classes by what is no place",
		["prepare", "a.jsonl", "--out", "o", "--stratify-by", "label"],
		/neither auto nor off: stratify-by "label" is no JSON Pointer/,
	],
	[
		"standard input read as the data and to compare with",
		["check", "-", "--against", "-"],
		/standard input \(-\) can be read once only/,
	],
	[
		"a file to compare with that is not there",
		["check", "a.jsonl", "--against", "nope.jsonl"],
		/There is no file nope\.jsonl/,
	],
	[
		"a file to compare with that is not named",
		["check", "a.jsonl", "--against"],
		/--against needs a value, as in --against FILE/,
	],
	[
		"an unknown rule to explain",
		["rules", "role-ordr"],
		/there is no rule "role-ordr"; did you mean role-order\?/,
	],
	[
		"an unknown model to show",
		["models", "nova-pr"],
		/there is no model "nova-pr"; did you mean nova-pro\?/,
	],
	["two rules to explain", ["rules", "a", "b"], /takes one name/],
	[
		"a config file that is not there",
		["check", "a.jsonl", "--config", "c.json"],
		/there is no config file c\.json/,
	],
	[
		"a config file that is not JSON",
		["check", "a.jsonl", "--config", "a.jsonl"],
		/is not JSON/,
	],
	[
		"an unknown key in a config file",
		["check", "a.jsonl", "--config", "unknown.json"],
		/there is no option "modle"; did you mean model\?/,
	],
	[
		"a wrong value in a config file",
		["check", "a.jsonl", "--config", "wrong.json"],
		/--format is one of/,
	],
];

for (const [what, args, says] of mistakes) {
	test(`${what}: a sentence and exit code 2`, async (t) => {
		const cwd = folder(t);
		writeFileSync(join(cwd, "a.jsonl"), lines(10));
		mkdirSync(join(cwd, "empty"));
		writeFileSync(join(cwd, "empty", "notes.txt"), "");
		writeFileSync(join(cwd, "empty", ".hidden.jsonl"), lines(1));
		writeFileSync(join(cwd, "unknown.json"), '{"modle": "nova-lite"}');
		writeFileSync(join(cwd, "wrong.json"), '{"format": "yaml"}');
		const { code, stdout, stderr } = await tuneset(args, { cwd });
		assert.match(stderr, says);
		assert.match(stderr, /^tuneset: [^\n]+\n$/, "one line");
		assert.equal(stdout, "");
		assert.equal(code, 2);
	});
}

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
		/60 valid records in all; Amazon Nova Lite takes at most 50, as you set it/,
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
