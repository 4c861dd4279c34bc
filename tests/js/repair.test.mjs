// Broken documents through the command line: recognised, reported, repaired, and every change shown first.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { folder, tuneset } from "./support/command.mjs";
import { line, lines } from "./support/records.mjs";

const messy = fileURLToPath(new URL("../fixtures/messy", import.meta.url));

for (const [kind, flag] of [
	["safe", "--fix"],
	["unsafe", "--unsafe-fixes"],
]) {
	for (const name of readdirSync(join(messy, kind))) {
		if (name.endsWith(".expected")) continue;
		const path = join(messy, kind, name);
		const expected = path.replace(/\.jsonl?$/, ".expected");
		const args = [path, "--out", "p", "--validation", "off", "--dedupe", "off"];

		test(`${kind}/${name} becomes what was meant with ${flag}`, async (t) => {
			const cwd = folder(t);
			const { code } = await tuneset(["prepare", ...args, flag], { cwd });
			assert.equal(
				readFileSync(join(cwd, "p/train.jsonl"), "utf8"),
				readFileSync(expected, "utf8"),
			);
			const report = JSON.parse(
				readFileSync(join(cwd, "p/report.json"), "utf8"),
			);
			const { records, blank, comments } = report.counts;
			const { train, setAside } = report.split;
			assert.equal(
				records + blank + comments,
				train.records + setAside.records,
			);
			assert.equal(code, 0);
		});

		test(`${kind}/${name} is said what it is, and left as it is unless asked`, async (t) => {
			const { code, stdout } = await tuneset(["check", path]);
			assert.match(stdout, / error\[[a-z-]+\] \S/);
			assert.match(stdout, /\d+ (fixable|more) with --(un)?/);
			assert.equal(code, 1);
			if (kind === "safe") return;
			const cwd = folder(t);
			await tuneset(["prepare", ...args, "--fix"], { cwd });
			const written = join(cwd, "p/train.jsonl");
			if (existsSync(written))
				assert.notEqual(
					readFileSync(written, "utf8"),
					readFileSync(expected, "utf8"),
				);
		});
	}
}

test("findings are marked as linters mark them", async (t) => {
	const cwd = folder(t);
	const broken = `{"messages": [],}\n{'messages': []}\n{"messages": \n`;
	writeFileSync(join(cwd, "train.jsonl"), `${line(1)}\n${broken}`);
	const { stdout } = await tuneset(["check", "train.jsonl"], { cwd });
	assert.match(stdout, /:2:16: error\[invalid-json\] [^\n]* \[\*\]\n/);
	assert.match(
		stdout,
		/:2:16:[^:]*:[\s\S]*?= fix: remove the comma \(tuneset prepare --fix\)/,
	);
	assert.match(stdout, /:3:2: error\[invalid-json\] [^\n]*[^\]]\n/);
	assert.match(
		stdout,
		/= guess: use double quotes \(tuneset prepare --unsafe-fixes\)/,
	);
	assert.match(
		stdout,
		/\n\[\*\] 1 fixable with --fix, 1 more with --unsafe-fixes\.\n/,
	);
});

test("fixes are chosen by rule, and the next command keeps the choice", async (t) => {
	const cwd = folder(t);
	const text = `${lines(60)}{"messages": [],}\n{'role': 1}\n\n`;
	writeFileSync(join(cwd, "train.jsonl"), text);
	const rules = [
		"--fix-rule",
		"invalid-json=safe",
		"--fix-rule=blank-line=off",
	];
	const { stdout } = await tuneset(["check", "train.jsonl", ...rules], { cwd });
	assert.match(stdout, /:61:16: fixed\[invalid-json\]/);
	assert.match(stdout, /:62:2: error\[invalid-json\]/);
	assert.match(stdout, /:63:1: error\[blank-line\]/);
	assert.match(
		stdout,
		/to apply the chosen fixes, [^\n]*\n {2}tuneset prepare train\.jsonl --fix-rule invalid-json=safe --fix-rule blank-line=off --out prepared/,
	);
	const diff = await tuneset(["check", "train.jsonl", "--diff", ...rules], {
		cwd,
	});
	assert.match(diff.stdout, /^-\{"messages": \[\],\}$/m);
	assert.doesNotMatch(diff.stdout, /^-$/m, "the blank line stays");
	const wrong = await tuneset(
		["check", "train.jsonl", "--fix-rule", "missing-key=safe"],
		{ cwd },
	);
	assert.equal(wrong.code, 2);
	assert.match(
		wrong.stderr,
		/there is no fix for missing-key; fixes exist for/,
	);
});

test("check shows what the fixes would come to, and writes nothing", async (t) => {
	const cwd = folder(t);
	const text = `${lines(60)}{"messages": [{'role': "user"}],}\n`;
	writeFileSync(join(cwd, "train.jsonl"), text);
	const safe = await tuneset(["check", "train.jsonl", "--fix"], { cwd });
	assert.match(safe.stdout, /61:16: error\[invalid-json\]/);
	const all = await tuneset(["check", "train.jsonl", "--unsafe-fixes"], {
		cwd,
	});
	assert.match(
		all.stdout,
		/61:16: fixed\[invalid-json\] [^\n]*\n {2}\| - \{"messages": \[\{'role': "user"\}\],\}\n {2}\| \+ \{"messages": \[\{"role": "user"\}\]\}\n/,
	);
	assert.equal(readFileSync(join(cwd, "train.jsonl"), "utf8"), text);
	assert.deepEqual(readdirSync(cwd), ["train.jsonl"]);
});

test("what was guessed is shown, dry run or not", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), `${lines(60)}${line(61)}}\n`);
	for (const args of [["--dry-run"], ["--out", "p"]]) {
		const { stdout } = await tuneset(
			["prepare", "train.jsonl", "--unsafe-fixes", ...args],
			{ cwd },
		);
		assert.match(stdout, /61:\d+: fixed\[invalid-json\]/);
		assert.match(stdout, /\n {2}\| - [^\n]*\}\}\n {2}\| \+ [^\n]*[^}]\}\n/);
		assert.match(stdout, /= guess: remove the unmatched closing bracket\n/);
	}
});

test("a fix's edits, made by hand, give what is exported", async (t) => {
	const cwd = folder(t);
	const text = `\ufeff${line(1)}\r\n\n// two\n${line(2)}${line(3)},\n{'prompt': 1}\n`;
	writeFileSync(join(cwd, "train.jsonl"), text);
	const { stdout } = await tuneset(
		["check", "train.jsonl", "--format", "jsonl", "--fix"],
		{ cwd },
	);
	const edits = stdout
		.trim()
		.split("\n")
		.map((row) => JSON.parse(row))
		.filter(({ fixed }) => fixed)
		.flatMap(({ fix }) => fix.edits)
		.sort((a, b) => b.byteOffset - a.byteOffset);
	let bytes = Buffer.from(text);
	for (const { byteOffset, byteLength, text: put } of edits)
		bytes = Buffer.concat([
			bytes.subarray(0, byteOffset),
			Buffer.from(put),
			bytes.subarray(byteOffset + byteLength),
		]);
	await tuneset(
		["prepare", "train.jsonl", "--fix", "--validation=off", "--out", "p"],
		{ cwd },
	);
	const rows = readFileSync(join(cwd, "p/set-aside.jsonl"), "utf8");
	assert.match(rows, /"reason":"comment-line","record":"\/\/ two"/);
	assert.equal(
		bytes.toString(),
		`${readFileSync(join(cwd, "p/train.jsonl"), "utf8")}{'prompt': 1}\n`,
	);
});
