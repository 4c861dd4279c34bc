// Config files: the schema for editors agrees with the command.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import Ajv from "ajv/dist/2020.js";
import { folder, pkg, tuneset } from "./support/command.mjs";
import { lines } from "./support/records.mjs";

const schema = JSON.parse(
	readFileSync(join(pkg, "schema/config.json"), "utf8"),
);
const validate = new Ajv({ strict: true, strictTypes: false }).compile(schema);

/** @param {object} config @param {import('node:test').TestContext} t */
async function run(config, t) {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), lines(60));
	writeFileSync(join(cwd, "tuneset.json"), JSON.stringify(config));
	const args = ["train.jsonl", "--config", "tuneset.json", "--dry-run"];
	return tuneset(["prepare", ...args], { cwd });
}

test("what the schema takes, the command takes", async (t) => {
	for (const config of [
		{},
		{ $schema: "./node_modules/tuneset/schema/config.json" },
		{ model: "nova-lite", limits: { "max-records": 50_000 }, seed: 7 },
		{ validation: "10%", dedupe: "normalized", keep: "longest", near: 0.9 },
		{ validation: 0.1, near: "off", fix: true, convert: "prompt-completion" },
		{ fixes: { "blank-line": "off", "invalid-json": "unsafe" } },
		{ ignore: ["near-duplicate-record"], rules: { "blank-line": "off" } },
		{ rules: { "script-reserved-string": "on" } },
		{ maxExamples: "all", failOn: "never", statistics: true, quiet: false },
	]) {
		const what = JSON.stringify(config);
		assert.ok(validate(config), `${what}: ${JSON.stringify(validate.errors)}`);
		const { code, stderr } = await run(config, t);
		assert.ok(code === 0 || code === 1, `${what}: ${stderr}`);
	}
});

test("what the schema refuses, the command refuses", async (t) => {
	for (const config of [
		{ modle: "nova-lite" },
		{ model: "nova-light" },
		{ format: "yaml" },
		{ seed: "many" },
		{ fix: "yes" },
		{ rules: { "blank-lines": "off" } },
		{ rules: { "blank-line": "fatal" } },
		{ ignore: ["blank-lines"] },
		{ fixes: { "missing-key": "safe" } },
		{ fixes: { "blank-line": "yes" } },
		{ help: true },
	]) {
		const what = JSON.stringify(config);
		assert.ok(!validate(config), what);
		const { code, stderr } = await run(config, t);
		assert.equal(code, 2, what);
		assert.match(stderr, /^tuneset: .+\n$/, what);
	}
});

test("every option of a run is in the schema", async () => {
	const options = new Set();
	for (const command of ["check", "prepare"]) {
		const { stdout } = await tuneset([command, "--help"]);
		for (const [, name] of stdout.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm))
			options.add(name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()));
	}
	for (const name of ["help", "version", "config"]) options.delete(name);
	if (options.delete("limit")) options.add("limits");
	if (options.delete("fixRule")) options.add("fixes");
	assert.ok(options.size > 15);
	const { $schema: _, rules: __, ...known } = schema.properties;
	assert.deepEqual(Object.keys(known).sort(), [...options].sort());
});

test("the defaults that help and schema name change nothing when they are given", async (t) => {
	/** @type {[string, { default?: unknown }][]} */
	const properties = Object.entries(schema.properties);
	const defaults = Object.fromEntries(
		properties.flatMap(([name, { default: usual }]) =>
			usual === undefined ? [] : [[name, usual]],
		),
	);
	assert.ok(Object.keys(defaults).length > 5);
	const json = { format: "json" };
	const bare = await run(json, t);
	assert.deepEqual(await run({ ...defaults, ...json }, t), bare);
	for (const other of [{ seed: 43 }, { validation: "21%" }])
		assert.notDeepEqual(await run({ ...json, ...other }, t), bare);
});

test("a config file may hold comments and a comma too many, as editors write them", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), lines(60));
	writeFileSync(
		join(cwd, "tuneset.json"),
		`// for the team
{
	"model": "nova-lite", /* the small one */
	"groupBy": "/a//b/*c*/,]", // no comment, a pointer
	"ignore": ["near-duplicate-record",],
}`,
	);
	const args = ["train.jsonl", "--config", "tuneset.json", "--dry-run"];
	const { code, stdout, stderr } = await tuneset(
		["prepare", ...args, "--format", "json"],
		{ cwd },
	);
	assert.equal(code, 0, stderr);
	const { model, split } = JSON.parse(stdout);
	assert.equal(model.id, "nova-lite");
	assert.equal(split.groupBy.pointer, "/a//b/*c*/,]");
	writeFileSync(join(cwd, "tuneset.json"), '{"model": // nothing\n}');
	const wrong = await tuneset(["prepare", ...args], { cwd });
	assert.match(wrong.stderr, /^tuneset: tuneset\.json is not JSON: [^\n]+\n$/);
	assert.equal(wrong.code, 2);
});

test("a rule that was renamed or misspelt in a config file is named with the file", async (t) => {
	for (const [config, sentence] of [
		[
			{ rules: { "mixed-scripts": "off" } },
			"the rule mixed-scripts is now called confusable-characters.",
		],
		[
			{ ignore: ["rare-clas"] },
			'there is no rule "rare-clas"; did you mean rare-class?',
		],
		[
			{ fixes: { "open-quote": "safe" } },
			"the rule open-quote is now called unclosed-quote.",
		],
	]) {
		const { code, stderr } = await run(/** @type {object} */ (config), t);
		assert.equal(stderr, `tuneset: tuneset.json: ${sentence}\n`);
		assert.equal(code, 2);
	}
});
