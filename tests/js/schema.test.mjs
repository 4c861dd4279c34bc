// Reports as they come out, held against the JSON Schema that ships with the package.

import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { gzip } from "./support/archives.mjs";
import { load } from "./support/command.mjs";
import {
	dice,
	line,
	lines,
	mixture,
	record,
	seedOf,
} from "./support/records.mjs";
import { schemaOf } from "./support/schema.mjs";

const { check, file, models, prepare } = await load("node.js");
const { assertValid, unmet } = schemaOf("report");

/** An example of one of three classes, with a person's id. @param {number} n */
const classified = (n) => ({
	prompt: `Where does letter ${n} of ${n * n} belong?`,
	completion: JSON.stringify({
		category: ["billing", "shipping", "returns"][n % 3],
		urgency: ["low", "high"][n % 2],
	}),
	customer: n % 20 === 0 ? null : `c${n % 10}`,
});
/** @param {unknown[]} values */
const asLines = (values) =>
	values.map((value) => `${JSON.stringify(value)}\n`).join("");
/** @param {number} length @param {(at: number) => unknown} make */
const many = (length, make) =>
	asLines(Array.from({ length }, (_, at) => make(at)));

test("reports of data of every kind", async (t) => {
	const roll = dice(seedOf(t));
	/** @type {Record<string, string | Uint8Array>} */
	const data = {
		nothing: "",
		blank: "\n\n",
		sound: lines(50),
		copies: `${lines(60)}${lines(60)}${JSON.stringify(record(1), null, 1).replaceAll("\n", " ")}\n`,
		mixture: mixture(roll, 500),
		array: JSON.stringify([record(1), record(2)], null, 2),
		pretty: JSON.stringify(record(1), null, 2),
		prompts: '{"prompt": "a", "completion": "b"}\n'.repeat(5),
		binary: new Uint8Array([0, 1, 2, 3, 255]),
		utf16: new Uint8Array(Buffer.from(`\ufeff${line(1)}`, "utf16le")),
		noUtf8: new Uint8Array([...Buffer.from(`${line(1)}\n"`), 0xff, 0x22, 10]),
	};
	for (const [what, source] of Object.entries(data)) {
		for (const options of [
			{},
			{ model: "nova-lite" },
			{ model: "nova-lite", limits: { "max-records": 30 } },
			{ model: "titan-text-express", fix: true },
		]) {
			assertValid(await check(source, options), what);
			const { report } = await prepare(source, options);
			assertValid(report, `${what}, prepared`);
		}
	}
});

test("reports for every model", async () => {
	for (const { id } of models)
		assertValid(
			await check(`${lines(10)}{"prompt": "a", "completion": "b"}\n{bad\n`, {
				model: id,
			}),
			id,
		);
});

test("partial reports", async () => {
	/** @type {unknown[]} */
	const partial = [];
	await check([lines(2000), lines(2000, 5000)], {
		sizes: { chunk: 5000 },
		onPartialReport: (report) => partial.push(report),
	});
	for (const report of partial) assertValid(report, "partial");
});

test("reports of all fixtures", async () => {
	const place = fileURLToPath(new URL("../fixtures", import.meta.url));
	const files = readdirSync(place, { recursive: true, encoding: "utf8" })
		.map((name) => join(place, name))
		.filter((path) => statSync(path).isFile());
	for (const path of files) assertValid(await check(file(path)), path);
});

test("reports of what options ask for", async () => {
	const classes = many(120, classified);
	const near = `The quick brown fox jumps over the lazy dog ${"and on and on ".repeat(9)}`;
	const similar = asLines(
		["x", "y", "z"].map((word) => ({
			prompt: `${near}${word}`,
			completion: `${near}${word}`,
		})),
	);
	/** @type {[string, any, object][]} */
	const runs = [
		["an archive", gzip(lines(3)), {}],
		["classes", classes, { groupBy: "/customer", validation: 0.3 }],
		["a class by pointer", classes, { stratifyBy: "/customer" }],
		["near-copies", similar + similar, { dedupe: "near" }],
		[
			"comparison files",
			lines(60),
			{ against: `${lines(9)}${line(5).replace("It is", "Maybe")}\n{bad\n` },
		],
		[
			"what another file has, too, left out",
			lines(60),
			{ against: lines(9), dropOverlap: true, validationFile: lines(3, 100) },
		],
		[
			"keys to map",
			many(12, (n) => ({ dialogue: `What is ${n}?`, summary: `It is ${n}.` })),
			{ model: "nova-lite" },
		],
		[
			"a conversion to make",
			asLines([
				{
					messages: record(1).messages.map(({ role, content }) => ({
						role,
						content: content[0].text,
					})),
				},
			]),
			{ model: "nova-lite" },
		],
		[
			"an array on one line",
			`[${line(1).trim()},${line(2).trim()},${line(1).trim()}]`,
			{ fix: true },
		],
		[
			"a conversion made",
			many(3, (n) => ({
				id: n,
				messages: [
					{ role: "user", content: `What is ${n}?` },
					{ role: "assistant", content: "A number." },
				],
			})),
			{ model: "nova-lite", convert: true },
		],
	];
	for (const [about, source, options] of runs) {
		assertValid(await check(source, options), about);
		assertValid((await prepare(source, options)).report, `${about}, prepared`);
	}
});

test("reports of decisions", async () => {
	const broken = '{"prompt": "p", "completion": }';
	const badly = line(90).replace("It is 180.", " ");
	const data = `${lines(20)}${broken}\n${line(1)}\n`;
	const { duplicates } = await check(data);
	const {
		file: name,
		line: at,
		digest,
	} = duplicates.clusters[0].representative;
	const decisions = {
		schemaVersion: 1,
		drop: [{ file: name, line: at, digest }],
		keep: [{ file: name, line: 3, digest: "0123456789abcdef" }],
		replace: [
			{ file: name, line: 21, digest: "6f9db30aee2f11d1", record: badly },
		],
	};
	const { report } = await prepare(data, { decisions });
	assertValid(report, "decisions");
	assert.equal(report.split.decisions.notApplied.length, 1);
	assert.equal(report.edits.records, 1);
});

test("every field of the schema is in a report of these tests", () => {
	assert.deepEqual(unmet(), []);
});
