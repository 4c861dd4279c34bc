// tests/README.md leads from a behaviour to its test: its names are those of files, and no test of the page is missing.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const tests = new URL("../", import.meta.url);
const readme = readFileSync(new URL("README.md", tests), "utf8");
const rows = readme
	.split("\n")
	.filter((line) => line.startsWith("| "))
	.slice(2)
	.map((line) => line.split("|").slice(1, -1));

/** Names of tests in a column. @param {number} column */
const named = (column) => {
	const cells = rows.map((row) => row[column] ?? "").join();
	return [...cells.matchAll(/`([^`]+)`/g)]
		.map(([, one = ""]) => one)
		.filter((one) => !one.startsWith("tests/"));
};

const names = (/** @type {string} */ folder, /** @type {string} */ ending) =>
	readdirSync(new URL(`${folder}/`, tests))
		.filter((file) => file.endsWith(ending))
		.map((file) => file.slice(0, -ending.length));

test("tests/README.md names no test that is not there", () => {
	const core = new Set(names(".", ".rs"));
	const js = new Set(names("js", ".test.mjs"));
	assert.deepEqual(
		named(1).filter((one) => !core.has(one)),
		[],
	);
	assert.deepEqual(
		named(2).filter((one) => !js.has(one)),
		[],
	);
});

test("tests/README.md names every test of the page", () => {
	assert.deepEqual(
		[...new Set(named(3))].sort(),
		names("e2e", ".test.mjs").sort(),
	);
});
