// --diff: what the fixes would change, in a form that `git apply` and `patch` take.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { folder, tuneset } from "./support/command.mjs";
import { lines } from "./support/records.mjs";

const messy = fileURLToPath(new URL("../fixtures/messy", import.meta.url));

/** Applies a diff to the files that it names. @param {string} cwd @param {string} diff */
const patch = (cwd, diff) =>
	execFileSync("git", ["apply", "-p0", "--unidiff-zero", "-"], {
		cwd,
		input: diff,
	});

/** What a fixture of messy files should become, and the diff that makes it so. */
for (const kind of ["safe", "unsafe"])
	for (const name of readdirSync(join(messy, kind)).filter((name) =>
		name.endsWith(".jsonl"),
	))
		test(`${kind} fixes of ${name}, applied by git`, async (t) => {
			const cwd = folder(t);
			const given = readFileSync(join(messy, kind, name));
			writeFileSync(join(cwd, name), given);
			const flags = kind === "safe" ? [] : ["--unsafe-fixes"];
			const check = () => tuneset(["check", name, "--diff", ...flags], { cwd });
			const { stdout, stderr } = await check();
			assert.match(stderr, /\d places? in 1 file would change\./);
			assert.deepEqual(
				readFileSync(join(cwd, name)),
				given,
				"check changes nothing",
			);
			patch(cwd, stdout);
			const after = await check();
			assert.equal(after.stdout, "");
			assert.match(after.stderr, /0 places in 0 files would change/);
			if (/Not shown/.test(stderr)) return;
			const expected = readFileSync(
				join(messy, kind, name.replace(/\.jsonl$/, ".expected")),
				"utf8",
			);
			assert.equal(readFileSync(join(cwd, name), "utf8"), expected);
		});

test("hunks stand where the lines are, in several files and far apart", async (t) => {
	const cwd = folder(t);
	const clean = lines(3000);
	const broken = clean.split("\n");
	for (const at of [0, 1499, 2999]) broken[at] = broken[at].replace(/}$/, ",}");
	broken.splice(1499, 0, "");
	writeFileSync(join(cwd, "a.jsonl"), broken.join("\n"));
	writeFileSync(join(cwd, "b.jsonl"), `\ufeff${clean.trimEnd()}`);
	const { stdout, stderr } = await tuneset(
		["check", "a.jsonl", "b.jsonl", "--diff", "--near", "off"],
		{ cwd },
	);
	assert.match(stderr, /6 places in 2 files would change/);
	assert.deepEqual(stdout.match(/^(---|\+\+\+|@@).*/gm), [
		"--- a.jsonl",
		"+++ a.jsonl",
		"@@ -1 +1 @@",
		"@@ -1500 +1499,0 @@",
		"@@ -1501 +1500 @@",
		"@@ -3001 +3000 @@",
		"--- b.jsonl",
		"+++ b.jsonl",
		"@@ -1 +1 @@",
		"@@ -3000 +3000 @@",
	]);
	patch(cwd, stdout);
	assert.equal(readFileSync(join(cwd, "a.jsonl"), "utf8"), clean);
	assert.equal(readFileSync(join(cwd, "b.jsonl"), "utf8"), clean);
});

test("what comes from a pipe has a diff, too", async () => {
	const { stdout, code } = await tuneset(["check", "-", "--diff"], {
		input: `${lines(1).trimEnd().replace(/}$/, ",}")}\n`,
	});
	assert.match(
		stdout,
		/^--- stdin\n\+\+\+ stdin\n@@ -1 \+1 @@\n-.*,}\n\+.*}\n$/,
	);
	assert.equal(code, 0);
});

test("a fix that writes the whole file anew is named", async () => {
	const { stdout, stderr } = await tuneset(["check", "-", "--diff"], {
		input: `[\n${lines(2).trimEnd().replace("\n", ",\n")}\n]\n`,
	});
	assert.equal(stdout, "");
	assert.match(
		stderr,
		/Not shown, as it would be too much: write each element of the array on a line of its own \(stdin:1\)/,
	);
});
