// No option is accepted and then ignored: it is a usage error.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";
import { lines } from "./support/records.mjs";

/** A folder with data and a report on them. @param {import('node:test').TestContext} t */
async function scene(t) {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(60));
	writeFileSync(join(cwd, "other.jsonl"), lines(9, 100));
	const { stdout } = await tuneset(["check", "data.jsonl", "--format=json"], {
		cwd,
	});
	writeFileSync(join(cwd, "report.json"), stdout);
	return cwd;
}

/** Options of `plan` about checking data, as one gives them. */
const ABOUT_DATA = [
	["--limit", "max-records=5"],
	["--validation", "10%"],
	["--seed", "7"],
	["--validation-file", "other.jsonl"],
	["--near", "off"],
	["--fix"],
	["--unsafe-fixes"],
	["--fix-rule", "blank-line=off"],
	["--convert"],
	["--map", "prompt=question"],
	["--workers", "0"],
];
/** Those that a report is planned with. */
const ABOUT_PLANS =
	/^(model|out|force|format|fail-on|config|quiet|color|no-color|help|version|prompting|knowledge|task|language|requests-per-day|hyperparameter|price|bucket|role|account|region|prefix|job-name|custom-model-name|base-model|teacher|reward-function|kms-key)$/;

test("`plan` of a report refuses every option about checking data", async (t) => {
	const cwd = await scene(t);
	const { stdout } = await tuneset(["plan", "--help"]);
	const all = [...stdout.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)];
	assert.deepEqual(
		all.map(([, name]) => name).filter((name) => !ABOUT_PLANS.test(name)),
		ABOUT_DATA.map(([flag]) => flag.slice(2)),
	);
	for (const option of ABOUT_DATA) {
		const { code, stderr } = await tuneset(["plan", "report.json", ...option], {
			cwd,
		});
		assert.equal(
			stderr,
			`tuneset: report.json is a report, and ${option[0]} is about checking data: name the data instead, or leave ${option[0]} out.\n`,
		);
		assert.equal(code, 2);
		const ofData = await tuneset(
			["plan", "data.jsonl", "--model", "nova-lite", ...option],
			{ cwd },
		);
		assert.notEqual(ofData.stdout, "", ofData.stderr);
	}
	// A config file is about all commands.
	writeFileSync(join(cwd, "tuneset.json"), '{"near": "off", "seed": 7}');
	const configured = await tuneset(
		["plan", "report.json", "--config", "tuneset.json"],
		{ cwd },
	);
	assert.equal(configured.stderr, "");
	assert.notEqual(configured.stdout, "");
});

for (const [args, says] of /** @type {[string[], string][]} */ ([
	[
		["plan", "data.jsonl", "--force"],
		"--force replaces what is in the folder of --out DIR; name it, or leave --force out.",
	],
	[
		["check", "data.jsonl", "--diff", "--max-examples", "5"],
		"--diff shows every place; leave --max-examples out.",
	],
	[["man", "check"], "`tuneset man` takes nothing, not check."],
	[["help", "check", "plan"], "`tuneset help` takes one command, not 2."],
]))
	test(`\`tuneset ${args.join(" ")}\` is bad usage`, async (t) => {
		const { code, stdout, stderr } = await tuneset(args, {
			cwd: await scene(t),
		});
		assert.equal(stderr, `tuneset: ${says}\n`);
		assert.deepEqual([code, stdout], [2, ""]);
	});

test("--statistics may stand beside any format, and where statistics are shown anyway", async (t) => {
	const cwd = await scene(t);
	const json = ["check", "data.jsonl", "--format", "json"];
	const [plain, asked] = await Promise.all([
		tuneset(json, { cwd }),
		tuneset([...json, "--statistics"], { cwd }),
	]);
	assert.equal(asked.stderr, "");
	assert.equal(asked.stdout, plain.stdout);
	const dry = ["prepare", "data.jsonl", "--dry-run"];
	const [bare, same] = await Promise.all([
		tuneset(dry, { cwd }),
		tuneset([...dry, "--statistics"], { cwd }),
	]);
	assert.equal(same.stdout, bare.stdout);
	assert.equal(same.code, bare.code);
});
