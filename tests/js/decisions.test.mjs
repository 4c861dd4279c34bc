// Records kept and dropped by decision, by a file on the command line and by an option of the package.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, load, tuneset } from "./support/command.mjs";
import { line, lines } from "./support/records.mjs";

const { prepare } = await load("node.js");

/** 60 records, and the fifth and the seventh of them again. */
const data = `${lines(60)}${line(5)}\n${line(7)}\n`;

/** @typedef {{ file: string, line: number, digest: string }} Decided */

/** The records of clusters, by line. @param {any} report @returns {Record<number, Decided>} */
function decidable({ duplicates }) {
	/** @type {any[]} */
	const records = duplicates.clusters.flatMap(
		(/** @type {any} */ { representative, members }) => [
			representative,
			...members,
		],
	);
	return Object.fromEntries(
		records.map(({ file, line, digest }) => [line, { file, line, digest }]),
	);
}

test("a file of decisions changes which copy stays, and the dropped one stands in set-aside", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), data);
	const { stdout } = await tuneset(["check", "data.jsonl", "--format=json"], {
		cwd,
	});
	const known = decidable(JSON.parse(stdout));
	writeFileSync(
		join(cwd, "decisions.json"),
		JSON.stringify({ schemaVersion: 1, keep: [known[61]], drop: [known[7]] }),
	);
	const args = ["prepare", "data.jsonl", "--decisions", "decisions.json"];
	const done = await tuneset([...args, "--out", "p"], { cwd });
	assert.equal(done.code, 0, done.stderr);
	const rows = readFileSync(join(cwd, "p/set-aside.jsonl"), "utf8")
		.split("\n")
		.slice(0, -1)
		.map((row) => JSON.parse(row));
	assert.deepEqual(
		rows.map(({ line, reason, duplicateOf }) => [
			line,
			reason,
			duplicateOf.line,
			duplicateOf.similarity,
		]),
		[
			[5, "duplicate-record", 61, 1],
			[7, "dropped-by-decision", 62, 1],
		],
	);
	assert.match(done.stdout, /2 set aside \(1 by decision, 1 copies\)/);
	const { split } = JSON.parse(
		readFileSync(join(cwd, "p/report.json"), "utf8"),
	);
	assert.deepEqual(split.decisions, {
		kept: 1,
		dropped: 1,
		replaced: 0,
		notApplied: [],
	});

	// The line has changed in the meantime.
	writeFileSync(join(cwd, "data.jsonl"), `${line(99)}\n${data}`);
	const stale = await tuneset([...args, "--dry-run"], { cwd });
	assert.match(
		stale.stdout,
		/2 of 2 decisions not applied; to keep line 61 of data\.jsonl: the record on that line has changed since/,
	);
	assert.match(stale.stdout, /2 set aside \(2 copies\)/);
});

test("what is no file of decisions gets a sentence", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), data);
	for (const [text, said] of /** @type {const} */ ([
		[undefined, /there is no file of decisions d\.json/],
		["{", /d\.json is not JSON/],
		['{"schemaVersion": 3}', /schemaVersion 3 cannot be read/],
		[
			'{"schemaVersion": 1, "drop": [{"line": 1}]}',
			/in decisions "file" is missing/,
		],
	])) {
		if (text !== undefined) writeFileSync(join(cwd, "d.json"), text);
		const { code, stderr } = await tuneset(
			["prepare", "data.jsonl", "--decisions=d.json", "--dry-run"],
			{ cwd },
		);
		assert.equal(code, 2, stderr);
		assert.match(stderr, said);
	}
});

test("the package takes them as an option", async () => {
	const { report } = await prepare({ name: "a", data });
	const known = decidable(report);
	const { train, setAside } = await prepare(
		{ name: "a", data },
		{
			validation: "off",
			decisions: {
				schemaVersion: 1,
				keep: [known[5], known[61]],
				drop: [known[7], known[62]],
			},
		},
	);
	const kept = (await train.text()).split("\n").slice(0, -1);
	assert.equal(kept.filter((text) => text === line(5)).length, 2);
	assert.equal(kept.filter((text) => text === line(7)).length, 0);
	const rows = (await setAside?.text())?.split("\n").slice(0, -1) ?? [];
	for (const row of rows) {
		const { reason, duplicateOf } = JSON.parse(row);
		assert.equal(reason, "dropped-by-decision");
		assert.equal(duplicateOf, undefined, "nothing stays that says the same");
	}
	assert.equal(rows.length, 2);
});

/** A line, and what an edit of it is bound to: `tests/edits.rs` has the same. */
const BROKEN = '{"prompt": "p", "completion": }';
const DIGEST = "6f9db30aee2f11d1";

test("an edited record is read as it was edited, from a file, a stream and text, and nowhere else", async (t) => {
	const cwd = folder(t);
	const text = `${lines(40)}${BROKEN}\n${lines(40, 41)}`;
	writeFileSync(join(cwd, "data.jsonl"), text);
	const edit = {
		file: "data.jsonl",
		line: 41,
		digest: DIGEST,
		record: line(90),
	};
	const decisions = { schemaVersion: 1, replace: [edit] };
	writeFileSync(join(cwd, "d.json"), JSON.stringify(decisions));
	const args = ["--decisions=d.json", "--validation=off"];
	const env = { TUNESET_TEST_CHUNK_BYTES: "700" };
	const done = await tuneset(
		["prepare", "data.jsonl", "--out=p", "--workers=2", ...args],
		{ cwd, env },
	);
	assert.equal(done.code, 0, done.stdout);
	assert.match(done.stdout, /81 records = 81 train \+ 0 set aside/);
	assert.match(done.stdout, /1 record read as edited/);
	const expected = text.replace(BROKEN, line(90));
	const train = readFileSync(join(cwd, "p/train.jsonl"), "utf8");
	assert.equal(train, expected);
	writeFileSync(
		join(cwd, "d.json"),
		JSON.stringify({ ...decisions, replace: [{ ...edit, file: "stdin" }] }),
	);
	const piped = await tuneset(["prepare", "-", "--out=q", ...args], {
		cwd,
		env,
		input: text,
	});
	assert.equal(piped.code, 0, piped.stdout + piped.stderr);
	assert.equal(readFileSync(join(cwd, "q/train.jsonl"), "utf8"), expected);
	const { report, train: blob } = await prepare(
		{ name: "data.jsonl", data: text },
		{ decisions, validation: "off" },
	);
	assert.equal(await blob.text(), expected);
	assert.deepEqual(report.edits, {
		records: 1,
		list: [{ file: "data.jsonl", line: 41, digest: DIGEST }],
	});
	// The line has changed in the meantime.
	const { report: stale } = await prepare(
		{ name: "data.jsonl", data: `${line(99)}\n${text}` },
		{ decisions, validation: "off" },
	);
	assert.equal(stale.edits, undefined);
	assert.match(
		stale.readiness.reasons.map(({ message }) => message).join(),
		/1 of 1 decision not applied; to replace line 41 of data\.jsonl: the text on that line has changed since/,
	);
});
