// Reports as they come out, held against the JSON Schema that ships with the package.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";
import { load, pkg } from "./support/command.mjs";
import {
	dice,
	line,
	lines,
	mixture,
	record,
	seedOf,
} from "./support/records.mjs";

const { check, file, models, prepare } = await load("node.js");
const schema = JSON.parse(
	readFileSync(join(pkg, "schema/report.json"), "utf8"),
);
const validate = new Ajv({
	strict: true,
	allErrors: true,
	formats: { date: /^\d{4}-\d\d-\d\d$/ },
}).compile(schema);

/** @param {unknown} report @param {string} what */
function assertValid(report, what) {
	assert.ok(
		validate(report),
		`${what}: ${JSON.stringify(validate.errors, null, 1)}`,
	);
}

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

test("reports of all fixtures, and of the shared data where it is there", async () => {
	const places = ["../fixtures", "../../../shared/data"].map((path) =>
		fileURLToPath(new URL(path, import.meta.url)),
	);
	const files = places.filter(existsSync).flatMap((place) =>
		readdirSync(place, { recursive: true, encoding: "utf8" })
			.map((name) => join(place, name))
			.filter((path) => statSync(path).isFile()),
	);
	for (const path of files) assertValid(await check(file(path)), path);
});
