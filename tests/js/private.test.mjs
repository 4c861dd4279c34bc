// Secrets and personal data in the data: every form of a report gives their places, and none shows them.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, load, tuneset } from "./support/command.mjs";
import { schemaOf } from "./support/schema.mjs";

const { check } = await load("node.js");
const { assertValid } = schemaOf("report");

// Made here, so that no scanner takes this file for a leak.
const ADDRESS = `jane.doe@${"acme"}.com`;
const KEY = `ghp_${"a7Bc9Kq2Zx".repeat(4).slice(0, 36)}`;
const CARD = ["4539", "5787", "6362", "1486"].join(" ");
const SECRETS = [ADDRESS, KEY, CARD];

/** @param {string} prompt @param {string} completion */
const said = (prompt, completion) => JSON.stringify({ prompt, completion });
const DATA = [
	said(`I am ${ADDRESS}`, "Hello."),
	said(`My token is\n${KEY}`, "Revoke it."),
	said("Which card?", `${CARD}, as you said.`),
	// Refused for other reasons, beside the same words.
	`{"prompt": "${ADDRESS} ${KEY}", "completion": "a",, }`,
	`{"prompt": "x", "prompt": "${KEY}", "completion": "${CARD}"}`,
	said(`write to ${ADDRESS}`, "N/A"),
	"",
].join("\n");

/** @param {string} text @param {string} what */
function hides(text, what) {
	for (const secret of SECRETS)
		assert.ok(!text.includes(secret), `${what} shows ${secret}`);
}

for (const format of ["text", "json", "jsonl", "github", "sarif", "markdown"])
	test(`as ${format} a report names secrets and does not show them`, async (t) => {
		const at = folder(t);
		writeFileSync(join(at, "train.jsonl"), DATA);
		const done = await tuneset(
			["check", "train.jsonl", "--format", format, "--statistics"],
			{ cwd: at },
		);
		assert.equal(done.code, 1, done.stderr);
		assert.match(done.stdout, /probable-secret/);
		assert.match(done.stdout, /personal-data/);
		hides(done.stdout, format);
		hides(done.stderr, "stderr");
	});

test("prepare says why records are set aside without saying what stands in them", async (t) => {
	const at = folder(t);
	writeFileSync(join(at, "train.jsonl"), DATA);
	const done = await tuneset(["prepare", "train.jsonl", "--out", "out"], {
		cwd: at,
	});
	hides(done.stdout + done.stderr, "prepare");
	hides(readFileSync(join(at, "out/report.json"), "utf8"), "report.json");
	const rows = readFileSync(join(at, "out/set-aside.jsonl"), "utf8")
		.trim()
		.split("\n")
		.map((row) => JSON.parse(row));
	assert.equal(rows.length, 2);
	for (const { record, ...why } of rows) {
		hides(JSON.stringify(why), "a reason");
		assert.ok(DATA.includes(record), "the record itself is the user's data");
	}
});

test("places and counts are exact, and each rule can be switched off", async () => {
	const report = await check(DATA);
	assertValid(report);
	const { "personal-data": personal, "probable-secret": secret } = report.rules;
	assert.deepEqual(
		[
			personal?.count,
			secret?.count,
			report.rules["near-empty-completion"]?.count,
		],
		[4, 2, 1],
	);
	for (const [found, of] of /** @type {const} */ ([
		[secret?.examples[0], KEY],
		[personal?.examples[1], CARD],
	])) {
		assert.ok(found);
		const bytes = Buffer.from(DATA).subarray(
			found.byteOffset,
			found.byteOffset + found.byteLength,
		);
		assert.equal(bytes.toString(), of);
		const [start, end] = found.highlight;
		assert.match(found.excerpt.slice(start, end), /\*{12}/);
	}
	const off = { "personal-data": "off", "probable-secret": "off" };
	const without = await check(DATA, { rules: /** @type {any} */ (off) });
	assert.equal(without.rules["personal-data"], undefined);
	assert.equal(without.rules["probable-secret"], undefined);
	hides(JSON.stringify(without), "a report without these rules");
});
