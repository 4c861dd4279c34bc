// The TypeScript types in js/generated/ are those of the JSON Schemas in js/; that these are those of Rust's structs is a test in
// src/schemas.rs.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { generated, typeFiles } from "../../scripts/schemas.mjs";

test("js/generated/ is what the schemas say", () => {
	const files = typeFiles();
	assert.deepEqual(
		readdirSync(generated).sort(),
		files.map(({ name }) => name).sort(),
	);
	for (const { name, text } of files)
		assert.equal(
			readFileSync(join(generated, name), "utf8"),
			text,
			"run node scripts/schemas.mjs and commit what it writes",
		);
});
