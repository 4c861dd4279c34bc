// `tuneset rules` and `tuneset models`.

import assert from "node:assert/strict";
import test from "node:test";
import { load, tuneset } from "./support/command.mjs";

const { models, rules } = await load("node.js");

test("rules lists every rule with its severity and a sentence", async () => {
	const { code, stdout, stderr } = await tuneset(["rules"]);
	const rows = stdout.trimEnd().split("\n");
	assert.equal(rows.length, rules.length);
	for (const [index, { name, severity, summary }] of rules.entries()) {
		assert.match(rows[index], new RegExp(`^${name} +${severity} `));
		assert.ok(rows[index].endsWith(summary), name);
	}
	assert.equal(stderr, "");
	assert.equal(code, 0);
});

test("every rule explains itself", async () => {
	for (const one of rules) {
		const { name, severity, summary, docs, bedrock, evidence, source } = one;
		assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
		assert.ok(["error", "warning", "info"].includes(severity), name);
		assert.ok(
			["rejects", "drops", "ignores", "unknown"].includes(bedrock),
			name,
		);
		assert.ok(summary && source && evidence, name);
		for (const heading of [
			"What it does",
			"Why it matters",
			"What Bedrock does",
			"Source",
		])
			assert.ok(docs.includes(heading), `${name}: ${heading}`);
	}
	const { stdout } = await tuneset(["rules", "role-order"]);
	assert.match(stdout, /^role-order {2}error/);
	assert.ok(
		stdout.includes(
			rules
				.find((/** @type {any} */ rule) => rule.name === "role-order")
				.docs.trim(),
		),
	);
});

test("models lists every model; one shows its limits with source and date", async () => {
	const { stdout } = await tuneset(["models"]);
	const ids = stdout
		.trimEnd()
		.split("\n")
		.map((row) => row.split(" ")[0]);
	assert.deepEqual(
		ids,
		models.map((/** @type {any} */ { id }) => id),
	);
	for (const { id, name, asOf, limits } of models) {
		assert.ok(name, id);
		assert.match(asOf, /^\d{4}-\d\d-\d\d$/, id);
		for (const [what, limit] of Object.entries(limits)) {
			assert.ok(Number.isFinite(limit.value), `${id}: ${what}`);
			assert.ok(limit.source, `${id}: ${what}`);
			assert.match(limit.asOf, /^\d{4}-\d\d-\d\d$/, `${id}: ${what}`);
		}
	}
	const one = await tuneset(["models", "nova-lite"]);
	assert.match(one.stdout, /^Amazon Nova Lite \(nova-lite\)\n/);
	assert.match(one.stdout, /\n {2}maxTokens +[\d,]+ +\S.*\d{4}-\d\d-\d\d\n/);
});

test("--format json is the catalogue as data", async () => {
	assert.deepEqual(
		JSON.parse((await tuneset(["rules", "--format", "json"])).stdout),
		rules,
	);
	assert.deepEqual(
		JSON.parse((await tuneset(["models", "--format", "json"])).stdout),
		models,
	);
	const one = JSON.parse(
		(await tuneset(["models", "nova-pro", "--format", "json"])).stdout,
	);
	assert.equal(one.id, "nova-pro");
});
