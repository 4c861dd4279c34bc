// `tuneset rules` and `tuneset models`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { home } from "../../scripts/machine.mjs";
import { load, tuneset } from "./support/command.mjs";
import { schemaOf } from "./support/schema.mjs";

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
			"Checks",
			"Why it matters",
			"Bedrock's behavior",
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

test("models lists every model, what can be had first, what has ended with its date", async () => {
	const { stdout } = await tuneset(["models"]);
	const rows = stdout.split("\n").filter((row) => row.startsWith("  "));
	const listed = rows.map((row) => row.trim().split(" ")[0]);
	assert.deepEqual(
		[...listed].sort(),
		models.map((/** @type {any} */ { id }) => id).sort(),
	);
	const current = models.filter((/** @type {any} */ m) => !m.lifecycle);
	assert.deepEqual(
		new Set(listed.slice(0, current.length)),
		new Set(current.map((/** @type {any} */ { id }) => id)),
	);
	for (const heading of [
		"Fine-tuning",
		"Reinforcement fine-tuning",
		"Distillation",
		"Disputed: legacy by their model cards alone, at the latest since",
		"Closed: at their end of life since",
	])
		assert.ok(stdout.includes(`\n\n${heading}\n`), heading);
	assert.match(
		stdout,
		/\n {2}claude-3-haiku +Anthropic Claude 3 Haiku +2026-09-10\n/,
	);
	const [, closed = ""] = stdout.split("\n\nClosed: ");
	for (const { id, newJobs } of models)
		assert.equal(closed.includes(`\n  ${id} `), newJobs === "closed", id);
	assert.match(stdout, /AWS's own word on today: aws bedrock get-foundation-m/);
	for (const row of stdout.split("\n")) assert.ok(row.length <= 80, row);
});

test("the page of a model says whether it takes new jobs, and whom to ask", async () => {
	const page = async (/** @type {string} */ id) =>
		(await tuneset(["models", id])).stdout.replace(/\s+/g, " ");
	assert.match(
		await page("llama-3-2-1b"),
		/deprecated, closed to new jobs: legacy from 2026-01-07, end of life on 2026-07-07 \[UG-life-spring\] but current: the page still lists it for us-west-2 \[UG-ft\]/,
	);
	assert.match(
		await page("llama-3-3-70b"),
		/legacy, it is disputed whether it takes new jobs: legacy from 2026-09-30, end of life on 2027-03-30: the card says .* \[UG-card\] but current: its tables have no row for the model \[UG-life\]/,
	);
	const nova = await page("nova-lite");
	assert.match(nova, /status current, open to new jobs/);
	assert.match(
		nova,
		/aws bedrock get-foundation-model --region us-east-1 --model-identifier amazon\.nova-lite-v1:0 /,
	);
	assert.match(
		await page("distillation"),
		/Amazon Nova Premier, deprecated, closed to new jobs: .* 2026-09-14, teaches nova-lite, nova-micro, nova-pro in us-east-1 \[UG-dist-pre\]/,
	);
});

test("models that Bedrock does not customize are answered as that, not as typos", async () => {
	for (const name of [
		"nova-premier",
		"claude-3-5-sonnet",
		"anthropic.claude-3-5-sonnet-20241022-v2:0",
		"arn:aws:bedrock:us-east-1::foundation-model/meta.llama2-13b-v1:0:4k",
	]) {
		const { code, stderr } = await tuneset(["models", name]);
		assert.equal(code, 2, name);
		assert.match(
			stderr,
			/Amazon Bedrock cannot customize ".+": AWS's pages on/,
		);
	}
	const typo = await tuneset(["models", "nova-lit"]);
	assert.match(
		typo.stderr,
		/there is no model "nova-lit"; did you mean nova-li/,
	);
});

test("the page of a model has every number, its source and who disagrees", async () => {
	for (const model of models) {
		const { stdout } = await tuneset(["models", model.id]);
		const text = stdout.replace(/\s+/g, " ");
		assert.ok(stdout.startsWith(`${model.name} (${model.id})\n`), model.id);
		assert.ok(text.includes("not today's truth"), model.id);
		for (const row of stdout.split("\n"))
			assert.ok(row.length <= 80, `${model.id}: ${row}`);
		const shown = (/** @type {string} */ words) =>
			assert.ok(text.includes(words), `${model.id}: ${words}`);
		const numbers = [
			...Object.values(model.limits),
			...Object.values(model.media?.limits ?? {}),
		].flatMap((limit) => [limit, ...(limit.disputed ?? [])]);
		for (const { value, note, source, asOf } of numbers) {
			const [, title, tag] = /^(.*) \(([^()]+)\)$/.exec(source) ?? [];
			shown(value.toLocaleString("en"));
			if (note) shown(note);
			shown(`[${tag}]`);
			shown(`${tag} ${title}, ${asOf}`);
		}
		for (const name of Object.keys(model.hyperparameters)) shown(name);
		for (const word of [...model.regions, model.format, model.status])
			shown(word);
		for (const { type } of model.customization) shown(type);
	}
	const { stdout } = await tuneset(["models", "nova-2-lite"]);
	assert.match(
		stdout,
		/\n {2}min-train-records +200 {2}[^[]*to go by another source:\s+--limit\s+min-train-records=N \[UG-n2sft\]\n +8 {2}no other source says so \[N2-prep\]/,
	);
	assert.match(stdout, /--limit max-records=N/);
	assert.match(
		stdout,
		/learningRateWarmupSteps +0 to 100, default 10 \[V-forge\]\n +but 0 to 20/,
	);
});

test("models and rules are what their schema, of which their types come, says", () => {
	const { assertValid, unmet } = schemaOf("catalogue");
	assertValid({ models, rules });
	// No source gives another minimum or default today.
	assert.deepEqual(unmet(), ["DisputedRange.default", "DisputedRange.min"]);
});

test("README counts the rules, models and formats that there are", () => {
	const readme = readFileSync(join(home, "README.md"), "utf8");
	const schema = readFileSync(join(home, "js/catalogue.schema.json"), "utf8");
	const { RecordFormat } = JSON.parse(schema).$defs;
	/** @type {string[]} */
	const formats = RecordFormat.oneOf.map((/** @type {any} */ one) => one.const);
	const counts = `${rules.length} rules, ${models.length} models, ${formats.length} formats`;
	assert.ok(readme.includes(counts), `README does not say: ${counts}`);
	for (const format of formats)
		assert.ok(readme.includes(`\`${format}\``), `README lacks ${format}`);
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
