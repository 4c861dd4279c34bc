// Groups and classes over both sides of a split, as a user of the command and of the package sees them.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, load, tuneset } from "./support/command.mjs";

const { prepare } = await load("node.js");

/** So many records of so many customers; every tenth has none. @param {number} records @param {number} customers */
const grouped = (records, customers) =>
	Array.from({ length: records }, (_, n) =>
		JSON.stringify({
			prompt: `What is ${n * 7} apples and ${n * 13} pears?`,
			completion: `That is ${n * 20} of them, in ${n} baskets.`,
			...(n % 10 !== 0 && { customer: { id: n % customers } }),
		}),
	);

/** Customers of each line, without those who have none. @param {string} text */
const customers = (text) =>
	new Set(
		text
			.split("\n")
			.slice(0, -1)
			.map((line) => JSON.parse(line).customer?.id)
			.filter((id) => id !== undefined),
	);

/** @param {string} out */
function assertApart(out) {
	const [train, validation] = ["train", "validation"].map((name) =>
		customers(readFileSync(join(out, `${name}.jsonl`), "utf8")),
	);
	assert.ok(validation.size > 3, "validation has customers");
	for (const customer of validation)
		assert.ok(!train.has(customer), `customer ${customer} is on both sides`);
}

test("--group-by keeps what has the same value on one side", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), `${grouped(400, 40).join("\n")}\n`);
	const { code, stdout } = await tuneset(
		["prepare", "data.jsonl", "--group-by", "/customer/id", "--out", "p"],
		{ cwd, env: { TUNESET_TEST_CHUNK_BYTES: "2000" } },
	);
	assert.equal(code, 0);
	assertApart(join(cwd, "p"));
	assert.match(
		stdout,
		/Grouped by \/customer\/id: 36 groups, the largest of 10 records/,
	);
	assert.match(
		stdout,
		/40 of 400 records have no value at \/customer\/id: each stands for itself/,
	);
	assert.match(stdout, /320 train \+ 80 validation/);
});

test("a config file may name it, and the command line wins", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), `${grouped(400, 40).join("\n")}\n`);
	writeFileSync(join(cwd, "c.json"), '{"groupBy": "/customer/id"}');
	const args = ["prepare", "data.jsonl", "--config", "c.json", "--format=json"];
	const { stdout } = await tuneset([...args, "--out", "p"], { cwd });
	assertApart(join(cwd, "p"));
	assert.equal(JSON.parse(stdout).split.groupBy.pointer, "/customer/id");
	const other = await tuneset([...args, "--group-by=/prompt", "--dry-run"], {
		cwd,
	});
	assert.equal(JSON.parse(other.stdout).split.groupBy.pointer, "/prompt");
});

test("what is no pointer gets a sentence, one that leads nowhere a reason", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), `${grouped(60, 6).join("\n")}\n`);
	const run = (/** @type {string} */ pointer) =>
		tuneset(["prepare", "data.jsonl", "--group-by", pointer, "--dry-run"], {
			cwd,
		});
	const wrong = await run("customer.id");
	assert.equal(wrong.code, 2);
	assert.match(wrong.stderr, /group-by "customer\.id" is no JSON Pointer/);
	const nowhere = await run("/user/id");
	assert.equal(nowhere.code, 0);
	assert.match(nowhere.stdout, /no record has a value at \/user\/id/);
});

test("the package groups too, and says where values repeat", async () => {
	const { report, train, validation } = await prepare(
		grouped(400, 40).join("\n"),
		{ groupBy: "/customer/id", validation: "30%", seed: 5 },
	);
	const [one, other] = [await train.text(), await validation?.text()].map(
		(text) => customers(text ?? ""),
	);
	assert.ok(other.size > 5);
	for (const customer of other) assert.ok(!one.has(customer));
	assert.deepEqual(report.split.groupBy, {
		pointer: "/customer/id",
		groups: 36,
		largest: 10,
		without: 40,
	});
	assert.deepEqual(report.stats.places, ["/customer/id"]);
	assert.equal(report.split.leakage, 0);
	await assert.rejects(prepare("", { groupBy: "id" }), { code: "BAD_OPTION" });
});
