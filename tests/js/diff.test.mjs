// --diff: what the fixes would change, in a form that `git apply` and `patch` take.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { folder, tuneset } from "./support/command.mjs";
import { dice, line, lines, seedOf } from "./support/records.mjs";

const messy = fileURLToPath(new URL("../fixtures/messy", import.meta.url));

/** Applies a diff as most people do. @param {string} cwd @param {string} diff */
const patch = (cwd, diff) =>
	execFileSync("git", ["apply"], { cwd, input: diff });

/** A fixture of repaired files, and the diff that repairs them. */
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
		"--- a/a.jsonl",
		"+++ b/a.jsonl",
		"@@ -1,4 +1,4 @@",
		"@@ -1497,8 +1497,7 @@",
		"@@ -2998,4 +2997,4 @@",
		"--- a/b.jsonl",
		"+++ b/b.jsonl",
		"@@ -1,4 +1,4 @@",
		"@@ -2997,4 +2997,4 @@",
	]);
	patch(cwd, stdout);
	assert.equal(readFileSync(join(cwd, "a.jsonl"), "utf8"), clean);
	assert.equal(readFileSync(join(cwd, "b.jsonl"), "utf8"), clean);
});

test("a fix in a last line without line feed is in the diff, and a blank last line or a comment goes", async (t) => {
	const record = '{"prompt":"a","completion":"b"}';
	const broken = record.replace(/}$/, ",}");
	for (const [given, expected] of [
		[broken, `${record}\n`],
		[`${record}\n${broken}`, `${record}\n${record}\n`],
		[`${record}\n  `, `${record}\n`],
		[`${record}\n\n\n  `, `${record}\n`],
		[`${record}\n// the end`, `${record}\n`],
		[`${broken}\n   `, `${record}\n`],
	]) {
		const cwd = folder(t);
		writeFileSync(join(cwd, "a.jsonl"), given);
		const { stdout } = await tuneset(
			["check", "a.jsonl", "--diff", "--ignore", "duplicate-record"],
			{ cwd },
		);
		patch(cwd, stdout);
		assert.equal(readFileSync(join(cwd, "a.jsonl"), "utf8"), expected);
	}
});

test("what comes from a pipe has a diff, too", async () => {
	const { stdout, code } = await tuneset(["check", "-", "--diff"], {
		input: `${lines(1).trimEnd().replace(/}$/, ",}")}\n`,
	});
	assert.match(
		stdout,
		/^--- a\/stdin\n\+\+\+ b\/stdin\n@@ -1 \+1 @@\n-.*,}\n\+.*}\n$/,
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
		/Not shown, as it would be too much: write each array element on its own line \(stdin:1\)/,
	);
});

const broken = (/** @type {number} */ n) => line(n).replace(/}$/, ",}");

/** Programs that apply the diff without options, or with the usual one. @type {[string, string[]][]} */
const PROGRAMS = [
	["git", ["apply"]],
	["patch", ["-p1", "--silent"]],
];

for (const [program, args] of PROGRAMS)
	test(`${program} takes changes anywhere, and a last line without a line feed`, async (t) => {
		const roll = dice(seedOf(t));
		for (let round = 0; round < 12; round += 1) {
			const cwd = folder(t);
			const all = Array.from({ length: 1 + roll(40) }, (_, n) => n);
			const isBroken = all.map(() => roll(6) === 0);
			isBroken[roll(all.length)] = true;
			const end = roll(2) ? "\n" : "";
			const given = all.map((n) => (isBroken[n] ? broken(n) : line(n)));
			writeFileSync(join(cwd, "a.jsonl"), given.join("\n") + end);
			// The line feed that is missing stays so.
			const rules = ["--ignore", "missing-final-newline", "--near", "off"];
			const { stdout } = await tuneset(
				["check", "a.jsonl", "--diff", ...rules],
				{ cwd },
			);
			execFileSync(program, args, { cwd, input: stdout });
			assert.equal(
				readFileSync(join(cwd, "a.jsonl"), "utf8").trimEnd(),
				all.map(line).join("\n"),
			);
			assert.deepEqual(readdirSync(cwd), ["a.jsonl"]);
		}
	});

/** Names of a file on the command line, in a folder that holds sub/. @type {[string, string][]} */
const SPELLINGS = [
	["a.jsonl", "./a.jsonl"],
	["a.jsonl", "sub/../a.jsonl"],
	["a.jsonl", ".//sub/.././a.jsonl"],
	["a.jsonl", "$PWD/a.jsonl"],
	["sub/a.jsonl", "sub/a.jsonl"],
	["sub/a.jsonl", "$PWD/sub/a.jsonl"],
	["two words.jsonl", "two words.jsonl"],
	["-a.jsonl", "./-a.jsonl"],
	['"a".jsonl', '"a".jsonl'],
	["a\\b.jsonl", "a\\b.jsonl"],
	["é 日本.jsonl", "é 日本.jsonl"],
	["a\nb\t\x1b[2J\u202e.jsonl", "a\nb\t\x1b[2J\u202e.jsonl"],
	["::error::x.jsonl", "::error::x.jsonl"],
];

for (const [program, args] of PROGRAMS)
	test(`${program} finds the file, however it is called`, async (t) => {
		for (const [name, given] of SPELLINGS) {
			const cwd = folder(t);
			mkdirSync(join(cwd, "sub"));
			writeFileSync(join(cwd, name), `${broken(1)}\n${line(2)}\n`);
			const path = given.replace("$PWD", cwd);
			const { stdout, stderr } = await tuneset(["check", path, "--diff"], {
				cwd,
			});
			// biome-ignore lint/suspicious/noControlCharactersInRegex: they are not to be there
			assert.doesNotMatch(stdout, /[\x00-\x08\x0b-\x1f\u202e]/);
			assert.doesNotMatch(stderr, /apply it/);
			execFileSync(program, args, { cwd, input: stdout });
			const after = readFileSync(join(cwd, name), "utf8");
			assert.equal(after, `${line(1)}\n${line(2)}\n`, JSON.stringify(name));
		}
	});

test("within a repository's folder git takes the diff, too", async (t) => {
	const repository = folder(t);
	execFileSync("git", ["init", "-q"], { cwd: repository });
	const cwd = join(repository, "sub");
	mkdirSync(cwd);
	writeFileSync(join(cwd, "a.jsonl"), `${broken(1)}\n`);
	const { stdout } = await tuneset(["check", "a.jsonl", "--diff"], { cwd });
	patch(cwd, stdout);
	assert.equal(readFileSync(join(cwd, "a.jsonl"), "utf8"), `${line(1)}\n`);
});

test("files outside of the folder: the command says where the diff is to be applied", async (t) => {
	for (const program of ["git", "patch"]) {
		const home = folder(t);
		for (const name of ["here", "data", "data/more"])
			mkdirSync(join(home, name));
		const files = ["data/a.jsonl", "data/more/b.jsonl", "here/c.jsonl"];
		for (const [n, name] of files.entries())
			writeFileSync(join(home, name), `${broken(n)}\n`);
		const cwd = join(home, "here");
		const given = ["../data/a.jsonl", join(home, files[1]), "c.jsonl"];
		const { stdout, stderr } = await tuneset(["check", ...given, "--diff"], {
			cwd,
		});
		assert.deepEqual(
			stdout.match(/^--- .*/gm),
			files.map((name) => `--- a/${name}`),
		);
		const how = new RegExp(
			program === "git"
				? "apply it with (git -C \\S+ apply)"
				: "or (patch -p1 -d \\S+)\\.",
		);
		const [, command] = stderr.match(how) ?? [];
		assert.ok(command, stderr);
		execFileSync("sh", ["-c", command], { cwd, input: stdout });
		for (const [n, name] of files.entries())
			assert.equal(readFileSync(join(home, name), "utf8"), `${line(n)}\n`);
	}
});
