// package-lock.json must serve machines that differ from the one it was written on.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const { packages } = JSON.parse(
	readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8"),
);

test("the binaries for every platform are locked", () => {
	const missing = Object.values(packages)
		.flatMap(({ optionalDependencies = {} }) =>
			Object.keys(optionalDependencies),
		)
		.filter((name) => !(`node_modules/${name}` in packages));
	assert.deepEqual(
		missing,
		[],
		"npm ci refuses such a lock file: take a version that is published for all platforms",
	);
});

test("no registry is named", () => {
	const named = Object.entries(packages).filter(([, { resolved }]) => resolved);
	assert.deepEqual(named, []);
});
