// The lock files must serve machines that differ from the one they were written on.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

for (const file of ["package-lock.json", "tests/consumers/package-lock.json"]) {
	const { packages } = JSON.parse(
		readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"),
	);

	test(`${file}: the binaries for every platform are locked`, () => {
		const missing = Object.entries(packages)
			.flatMap(([path, { optionalDependencies = {} }]) =>
				Object.keys(optionalDependencies).map((name) => [path, name]),
			)
			.filter(
				([path, name]) =>
					!(`node_modules/${name}` in packages) &&
					!(`${path}/node_modules/${name}` in packages),
			);
		assert.deepEqual(
			missing,
			[],
			"npm ci refuses such a lock file: take a version that is published for all platforms",
		);
	});

	test(`${file}: no registry is named`, () => {
		const named = Object.entries(packages).filter(
			([, { resolved }]) => resolved,
		);
		assert.deepEqual(named, []);
	});
}
