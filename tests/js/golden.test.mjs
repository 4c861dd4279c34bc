// The files in tests/fixtures/invariants were written by the native core; the package writes the same bytes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { load } from "./support/command.mjs";

const { prepare } = await load("node.js");

const golden = (/** @type {string} */ name) =>
	readFileSync(new URL(`../fixtures/invariants/${name}`, import.meta.url));

/** @type {[string, object][]} */
const cases = [
	["plain", { validation: "20%", seed: 42 }],
	[
		"fixed",
		{ fix: true, dedupe: "exact", keep: "last", validation: 5, seed: 7 },
	],
];

for (const [name, options] of cases) {
	test(`the package writes what the native core writes: ${name}`, async () => {
		const input = { name: "mixed.jsonl", data: golden("mixed.jsonl") };
		const outputs = await prepare(input, options);
		for (const [side, blob] of Object.entries({
			train: outputs.train,
			validation: outputs.validation,
			"set-aside": outputs.setAside,
		})) {
			const file = `mixed.${name}.${side}.jsonl`;
			assert.equal(await blob?.text(), golden(file).toString("utf8"), file);
		}
	});
}
