// `tuneset check` as a user sees it.

import assert from "node:assert/strict";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";
import { line, lines, record } from "./support/records.mjs";

test("sound data: ready, what to do next, exit code 0", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), lines(300));
	const { code, stdout, stderr } = await tuneset(
		["check", "train.jsonl", "--model", "nova-lite"],
		{ cwd },
	);
	assert.match(
		stdout,
		/train\.jsonl: 300 lines, 300 records, [\d.]+ kB; 0 errors/,
	);
	assert.match(
		stdout,
		/\nReady[^\n]* for Amazon Nova Lite \(rules of \d{4}-\d\d-\d\d\)/,
	);
	assert.match(
		stdout,
		/tuneset prepare train\.jsonl --model nova-lite --out prepared/,
	);
	assert.equal(stderr, "");
	assert.equal(code, 0);
});

test("a finding shows its place, its excerpt with a mark, and help", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), `${lines(20)}{"messages": nope}\n`);
	const { code, stdout } = await tuneset(["check", "train.jsonl"], { cwd });
	const [place, excerpt, mark, help] = stdout.split("\n");
	assert.match(place, /^train\.jsonl:21:14: error\[invalid-json\] \S/);
	assert.equal(excerpt, '  | {"messages": nope}');
	assert.match(mark, /^ {2}\| {14}\^+$/);
	assert.match(help, /^ {2}= help: \S/);
	assert.match(stdout, /\nNot ready/);
	assert.equal(code, 1);
});

test("the mark stands under the place, wide characters or not", async (t) => {
	const cwd = folder(t);
	writeFileSync(
		join(cwd, "train.jsonl"),
		`${line(1)}\n{"日本 🦀 e\u0301": nope}\n`,
	);
	const { stdout } = await tuneset(["check", "train.jsonl"], { cwd });
	// Brace, quote, two wide, space, one wide, space, letter with accent, quote, colon, space.
	assert.match(stdout, /\n {2}\| {15}\^{4}\n/);
});

test("findings of several files come in file order, as one data set", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "b.jsonl"), `${line(1)}\n{bad\n${line(2)}\n`);
	writeFileSync(join(cwd, "a.jsonl"), `[1]\n${line(3)}\n{bad\n`);
	const { stdout } = await tuneset(["check", "b.jsonl", "a.jsonl"], { cwd });
	const places = [...stdout.matchAll(/^([ab]\.jsonl):(\d+):\d+: error/gm)];
	assert.deepEqual(
		places.map(([, file, number]) => `${file}:${number}`),
		["b.jsonl:2", "a.jsonl:1", "a.jsonl:3"],
	);
	assert.match(stdout, /2 files: 6 lines/);
});

test("what cannot be seen is made visible and cannot steer the terminal", async (t) => {
	const cwd = folder(t);
	writeFileSync(
		join(cwd, "train.jsonl"),
		`${line(1)}\n{"a\x1b[31m": \u202e 1}\n`,
	);
	const { stdout } = await tuneset(["check", "train.jsonl"], { cwd });
	assert.ok(!stdout.includes("\x1b"), "no escape");
	assert.ok(!stdout.includes("\u202e"), "no override of direction");
	assert.match(stdout, /␛\[31m/);
	assert.match(stdout, /<U\+202E>/);
});

test("examples are capped for each rule, the rest is counted", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), `${lines(5)}${"{bad\n".repeat(70)}`);
	const shown = (/** @type {string} */ text) =>
		text.match(/error\[invalid-json\] \S.*\n {2}\|/g)?.length;
	const usual = await tuneset(["check", "train.jsonl"], { cwd });
	assert.equal(shown(usual.stdout), 3);
	assert.match(
		usual.stdout,
		/error\[invalid-json\] 67 more: lines 9, 10, 11, .*25, …/,
	);
	const five = await tuneset(["check", "train.jsonl", "--max-examples", "5"], {
		cwd,
	});
	assert.equal(shown(five.stdout), 5);
	const all = await tuneset(["check", "train.jsonl", "--max-examples=all"], {
		cwd,
	});
	assert.equal(shown(all.stdout), 70);
	assert.doesNotMatch(all.stdout, /Not shown/);
});

test("the first screen has errors, then the surest warnings, three of a rule, and the verdict names the kinds", async (t) => {
	const cwd = folder(t);
	const contacts = Array.from({ length: 30 }, (_, n) =>
		n >= 20 && n < 22
			? ["{bad", "[1]"][n - 20]
			: JSON.stringify({
					prompt: `Who answers letters on subject ${n * 7919}?`,
					completion:
						n % 2 === 0
							? `Write to greta.holm${n}@ostwerk${n}-mill.de about ${n}.`
							: `Nobody does, they are kept in room ${n}.`,
				}),
	);
	const copy = contacts[5];
	writeFileSync(
		join(cwd, "train.jsonl"),
		`${[...contacts, copy].join("\n")}\n`,
	);
	const { stdout } = await tuneset(["check", "train.jsonl"], { cwd });
	const found = [...stdout.matchAll(/^train\.jsonl:\d+:\d+: (\S+)/gm)].map(
		([, what]) => what,
	);
	assert.deepEqual(
		found.slice(0, 2),
		["error[invalid-json]", "error[not-an-object]"],
		stdout,
	);
	const rules = found.slice(2);
	assert.deepEqual(
		rules,
		[...rules].sort((a, b) => rules.indexOf(a) - rules.indexOf(b)),
	);
	for (const rule of new Set(rules))
		assert.ok(rules.filter((one) => one === rule).length <= 3, rule);
	assert.match(stdout, /warning\[duplicate-record\]/);
	assert.match(
		stdout,
		/warning {2}\d+ warnings of \d kinds to review: .*duplicate-record 1/,
	);
});

test("--format json prints the report and nothing else", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), `${lines(5)}{bad\n`);
	const { code, stdout, stderr } = await tuneset(
		["check", "train.jsonl", "--format", "json"],
		{ cwd },
	);
	const report = JSON.parse(stdout);
	assert.equal(report.schemaVersion, 1);
	assert.equal(report.counts.lines, 6);
	assert.equal(report.rules["invalid-json"].count, 1);
	assert.equal(stderr, "");
	assert.equal(code, 1);
});

test("--format jsonl prints one finding a line", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), `${lines(5)}{bad\n[]\n`);
	const { stdout } = await tuneset(
		[
			"check",
			"train.jsonl",
			"--format",
			"jsonl",
			"--ignore",
			"too-few-records",
		],
		{ cwd },
	);
	const found = stdout
		.trimEnd()
		.split("\n")
		.map((text) => JSON.parse(text));
	const errors = found.filter(({ severity }) => severity === "error");
	assert.deepEqual(
		errors.map(({ rule, line }) => [rule, line]),
		[
			["invalid-json", 6],
			["not-an-object", 7],
		],
	);
});

test("--statistics counts by rule instead of showing each finding", async (t) => {
	const cwd = folder(t);
	writeFileSync(
		join(cwd, "train.jsonl"),
		`${lines(5)}${"{bad\n".repeat(30)}[]\n`,
	);
	const { stdout } = await tuneset(["check", "train.jsonl", "--statistics"], {
		cwd,
	});
	assert.match(stdout, /^30 {2}error {4}invalid-json$/m);
	assert.match(stdout, /^ 1 {2}error {4}not-an-object$/m);
	assert.doesNotMatch(stdout, /help:/);
});

test("-q shows findings only", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "good.jsonl"), lines(50));
	const { stdout, stderr, code } = await tuneset(
		["check", "-q", "good.jsonl"],
		{ cwd },
	);
	assert.equal(stdout + stderr, "");
	assert.equal(code, 0);
});

test("--fail-on decides about the exit code, --select and --ignore about what is looked for", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "bad.jsonl"), `${lines(20)}{bad\n`);
	writeFileSync(join(cwd, "warned.jsonl"), `${lines(20)}${line(1)}\n`);
	const code = async (/** @type {string[]} */ ...args) =>
		(await tuneset(["check", ...args], { cwd })).code;
	assert.equal(await code("bad.jsonl"), 1);
	assert.equal(await code("bad.jsonl", "--fail-on", "never"), 0);
	assert.equal(await code("warned.jsonl"), 0);
	assert.equal(await code("warned.jsonl", "--fail-on", "warning"), 1);
	assert.equal(
		await code(
			"warned.jsonl",
			"--fail-on",
			"warning",
			"--ignore",
			"duplicate-record",
		),
		0,
	);
	assert.equal(
		await code(
			"warned.jsonl",
			"--fail-on",
			"warning",
			"--select",
			"invalid-json,role-order",
		),
		0,
	);
});

test("colour when it is asked for, none when it is refused or nobody watches", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "bad.jsonl"), "{bad\n");
	const colored = async (
		/** @type {string[]} */ args,
		/** @type {Record<string, string>} */ env,
	) =>
		(
			await tuneset(["check", "bad.jsonl", ...args], { cwd, env })
		).stdout.includes("\x1b[");
	assert.equal(await colored([], {}), false);
	assert.equal(await colored([], { FORCE_COLOR: "1" }), true);
	assert.equal(await colored([], { FORCE_COLOR: "1", NO_COLOR: "1" }), false);
	assert.equal(await colored(["--no-color"], { FORCE_COLOR: "1" }), false);
});

test("standard input is read like a file", async (t) => {
	const cwd = folder(t);
	const text = `${lines(200)}{bad\n${line(3)}`;
	writeFileSync(join(cwd, "a.jsonl"), text);
	const args = ["--format", "json"];
	const file = await tuneset(["check", "a.jsonl", ...args], { cwd });
	const piped = await tuneset(["check", "-", ...args], { input: text });
	assert.equal(piped.stdout.replaceAll('"stdin"', '"a.jsonl"'), file.stdout);
	assert.match(
		(await tuneset(["check", "-"], { input: "{bad\n" })).stdout,
		/^stdin:1:2: error/,
	);
});

test("a reader that has seen enough is no error", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "bad.jsonl"), "{bad\n".repeat(5000));
	const { stderr } = await tuneset(
		["check", "bad.jsonl", "--max-examples", "all"],
		{
			cwd,
			meanwhile: (child) => {
				child.stdout?.once("data", () => child.stdout?.destroy());
			},
		},
	);
	assert.equal(stderr, "");
});

test("odd files end in findings, not in a crash", async (t) => {
	const cwd = folder(t);
	/** @type {Record<string, string | Buffer>} */
	const odd = {
		"empty.jsonl": "",
		"blank.jsonl": "\n\n \n",
		"bom.jsonl": `\ufeff${lines(3)}`,
		"crlf.jsonl": lines(3).replaceAll("\n", "\r\n"),
		"nul.jsonl": `${line(1)}\n\0\0\0\n`,
		"binary.jsonl": Buffer.from([
			0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 255, 254,
		]),
		"utf16.jsonl": Buffer.from(`\ufeff${lines(2)}`, "utf16le"),
		"invalid.jsonl": Buffer.concat([
			Buffer.from(lines(2)),
			Buffer.from([0x22, 0xff, 0xfe, 10]),
		]),
		"array.json": JSON.stringify([record(1), record(2), record(3)], null, 2),
		"pretty.json": JSON.stringify(record(1), null, 2),
		"unfinished.json": JSON.stringify([record(1), record(2)]).slice(0, -20),
		"bracket.json": "[",
		"deep.jsonl": `${"[".repeat(100_000)}\n`,
	};
	for (const [name, data] of Object.entries(odd)) {
		writeFileSync(join(cwd, name), data);
		const { code, stdout, stderr } = await tuneset(["check", name], { cwd });
		assert.equal(stderr, "", name);
		assert.ok(code === 0 || code === 1, `${name}: exit code ${code}`);
		assert.ok(stdout.includes(name), name);
	}
});

test("a file that grows while it is read is an error of reading", async (t) => {
	const cwd = folder(t);
	const path = join(cwd, "grows.jsonl");
	writeFileSync(path, lines(20));
	const { code, stderr } = await tuneset(["check", "grows.jsonl", "-"], {
		cwd,
		// More than a pipe holds: once it is through, the file before it has been opened.
		meanwhile: (child) => {
			child.stdin?.write(lines(5000), () => {
				appendFileSync(path, lines(10));
				child.stdin?.end();
			});
		},
	});
	assert.match(stderr, /grows\.jsonl changed while it was being read/);
	assert.equal(code, 2);
});

test("a rule that is off by default is switched on by --select, and by on in a config file", async (t) => {
	const cwd = folder(t);
	const record = JSON.stringify({
		schemaVersion: "bedrock-conversation-2024",
		messages: [
			{ role: "user", content: [{ text: "Is the lamp in stock?" }] },
			{ role: "assistant", content: [{ text: "Thought: I look it up." }] },
		],
	});
	writeFileSync(join(cwd, "train.jsonl"), `${record}\n`);
	writeFileSync(
		join(cwd, "on.json"),
		JSON.stringify({ rules: { "script-reserved-string": "on" } }),
	);
	const found = async (/** @type {string[]} */ ...args) => {
		const data = ["check", "train.jsonl", "--model", "nova-2-lite"];
		const { stdout } = await tuneset([...data, ...args], { cwd });
		return /warning\[script-reserved-string\]/.test(stdout);
	};
	assert.ok(!(await found()));
	assert.ok(await found("--select", "script-reserved-string"));
	assert.ok(await found("--config", "on.json"));
	const off = ["--ignore", "script-reserved-string"];
	assert.ok(
		!(await found("--select", "script-reserved-string,empty-text", ...off)),
	);
});
