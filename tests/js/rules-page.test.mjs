import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { rules } from "../../pkg/node.js";
import { path, rulesPage } from "../../scripts/rules-page.mjs";

test("docs/rules.md says what the registry says", () => {
	assert.equal(
		readFileSync(path, "utf8"),
		rulesPage(rules),
		"run node scripts/rules-page.mjs and commit what it writes",
	);
});

test("every rule can be jumped to from the table", () => {
	const page = rulesPage(rules);
	for (const { name } of rules) {
		assert.ok(page.includes(`[${name}](#${name})`), name);
		assert.ok(page.includes(`\n## ${name}\n`), name);
	}
});
