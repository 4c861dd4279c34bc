// tests/README.md maps behaviours to tests: its names are those of files, and no file is missing.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
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

/** The tests of each column: a core test is a file, or a folder with main.rs. */
const core = [
	...names(".", ".rs"),
	...readdirSync(tests).filter((folder) =>
		existsSync(new URL(`${folder}/main.rs`, tests)),
	),
];
const there = [core, names("js", ".test.mjs"), names("e2e", ".test.mjs")];

for (const [at, face] of ["the core", "the package", "the page"].entries())
	test(`tests/README.md names every test of ${face}, and no other`, () => {
		assert.deepEqual(
			[...new Set(named(at + 1))].sort(),
			[...(there[at] ?? [])].sort(),
		);
	});
