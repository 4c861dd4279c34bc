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
		/40 of 400 records have no field \/customer\/id: each is its own group/,
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
	assert.match(nowhere.stdout, /no record has a field \/user\/id/);
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
		ungrouped: 40,
	});
	assert.deepEqual(report.stats.repeatingPointers, ["/customer/id"]);
	assert.equal(report.split.leakage, 0);
	await assert.rejects(prepare("", { groupBy: "id" }), { code: "BAD_OPTION" });
});

/** So many tickets; of ten, six are of the first class, three of the second, one of the third. @param {number} records */
const tickets = (records) =>
	Array.from({ length: records }, (_, n) =>
		JSON.stringify({
			prompt: `Ticket ${n}: ${n * 31} parcels of ${n * 17} kilograms are late.`,
			completion: ["billing", "shipping", "other"][
				n % 10 < 6 ? 0 : n % 10 < 9 ? 1 : 2
			],
		}),
	);

/** Counts the records of each class. @param {string} text */
function classes(text) {
	/** @type {Record<string, number>} */
	const counts = {};
	for (const line of text.split("\n").slice(0, -1)) {
		const { completion } = JSON.parse(line);
		counts[completion] = (counts[completion] ?? 0) + 1;
	}
	return counts;
}

test("classes have the same shares on both sides, and a table shows it", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), `${tickets(500).join("\n")}\n`);
	const { stdout } = await tuneset(
		["prepare", "data.jsonl", "--validation", "50", "--out", "p"],
		{ cwd, env: { TUNESET_TEST_CHUNK_BYTES: "3000" } },
	);
	const read = (/** @type {string} */ name) =>
		classes(readFileSync(join(cwd, "p", name), "utf8"));
	assert.deepEqual(read("validation.jsonl"), {
		billing: 30,
		shipping: 15,
		other: 5,
	});
	assert.deepEqual(read("train.jsonl"), {
		billing: 270,
		shipping: 135,
		other: 45,
	});
	const table = stdout.slice(stdout.indexOf("Class (completion)"));
	assert.match(table, /^Class \(completion\) +train +validation$/m);
	assert.match(table, /^billing +270 +60\.0% +30 +60\.0%$/m);
	assert.match(table, /^other +45 +10\.0% +5 +10\.0%$/m);
	assert.doesNotMatch(table, /Not stratified/);
});

test("--stratify-by takes a pointer, auto or off", async (t) => {
	const cwd = folder(t);
	const text = tickets(300)
		.map((line, n) => line.replace("}", `, "region": "${"nsew"[n % 4]}"}`))
		.join("\n");
	writeFileSync(join(cwd, "data.jsonl"), text);
	const run = async (/** @type {string[]} */ ...args) => {
		const dry = ["prepare", "data.jsonl", "--dry-run", "--format=json"];
		const { stdout } = await tuneset([...dry, ...args], { cwd });
		return JSON.parse(stdout).split.strata;
	};
	const region = await run("--stratify-by", "/region", "--validation=40");
	assert.equal(region.by, "/region");
	assert.deepEqual(
		region.strata.map(
			(/** @type {{ validation: number }} */ one) => one.validation,
		),
		[10, 10, 10, 10],
	);
	const off = await run("--stratify-by=off");
	assert.deepEqual([off.by, off.stratified], ["completion", false]);
	const auto = await run();
	assert.deepEqual([auto.by, auto.stratified], ["completion", true]);
	const wrong = await tuneset(
		["prepare", "data.jsonl", "--dry-run", "--stratify-by=region"],
		{ cwd },
	);
	assert.equal(wrong.code, 2);
	assert.match(wrong.stderr, /neither auto nor off/);
});

test("a model that takes no validation file gets none, and it is said why", async () => {
	const captions = Array.from({ length: 80 }, (_, n) =>
		JSON.stringify({
			"image-ref": `s3://bucket/${n}.png`,
			caption: `a house with ${n} windows`,
		}),
	);
	const { report, train, validation } = await prepare(captions.join("\n"), {
		model: "nova-canvas",
		stratifyBy: "auto",
	});
	assert.equal(report.split.validation, undefined);
	assert.equal(validation, undefined);
	assert.equal((await train.text()).split("\n").length - 1, 80);
	assert.match(
		report.split.note,
		/accepts no validation file, according to .*UG-prep/,
	);
});
