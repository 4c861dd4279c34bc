// Hostile data, names of files and options through every command and format: nothing of them acts on what shows the output.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, pkg, tuneset } from "./support/command.mjs";
import { RAW, TEXTS } from "./support/hostile.mjs";
import { lines } from "./support/records.mjs";

/** Names that hold all of it; no file has a slash in its name. */
const NAMES = [TEXTS.slice(0, 8), TEXTS.slice(8, 13), TEXTS.slice(13)].map(
	(texts, n) => {
		const name = texts.join("").replaceAll("/", "∕");
		return `${Array.from(name).slice(0, 60).join("")}${n}.jsonl`;
	},
);
/** Line breaks first, or nothing at all before the colons. */
NAMES.push(
	"::error::x\n::error::y.jsonl",
	"@octocat #1 https:www.evil.example.jsonl",
);

const json = JSON.stringify;

/** Records of all kinds whose keys, values, classes and errors are hostile. */
const DATA = [
	...TEXTS.flatMap((text) => [
		json({ prompt: `Sort this: ${text}`, completion: text }),
		json({ prompt: `Sort that: ${text}`, completion: text }),
		json({ prompt: `Sort that: ${text}`, completion: `not ${text}` }),
		json({ prompt: "a", completion: "b", [text]: text }),
		json({ [text]: { [text]: [text] } }),
		json({ messages: [{ role: text, content: text }] }),
		`{"prompt": "a", "completion": "${text.replace(/[\r\n]/g, "")}",}`,
		`{"prompt": "a" ${text.replace(/[\r\n]/g, "")}`,
		text.replace(/[\r\n]/g, "") || "x",
	]),
].join("\n");

/** No control character, no mark of direction, no command of a log but those of the format. @param {string} text @param {string} what */
function assertHarmless(text, what, commands = false) {
	const at = text.search(RAW);
	assert.ok(
		at < 0,
		`${what}: ${json(text.slice(Math.max(0, at - 80), at + 40))}`,
	);
	assert.doesNotMatch(text, /##(vso|teamcity)?\[/i, what);
	if (!commands) assert.doesNotMatch(text, /^\s*::/m, what);
}

/** Nothing in the text of Markdown is live: code goes first, as in every reader. @param {string} text @param {string} what */
function assertInert(text, what) {
	for (const line of text.split("\n")) {
		const prose = line
			.replace(/^<details><summary>[^<>]*<\/summary>$|^<\/details>$/, "")
			.replace(/(?<![\\`])(`+)(?!`)(.*?[^`])\1(?!`)/g, "")
			.replaceAll("&#8203;", "¦")
			.replace(/\\[\\`*_{}[\]()#+!|~$]/g, (escaped) =>
				escaped === "\\#" ? "#" : "",
			);
		assert.doesNotMatch(prose, /[<>[\]`]/, `${what}: ${line}`);
		assert.doesNotMatch(
			prose,
			/@(?=[\w-])|#\d|GH-\d|:\/\/|www\./i,
			`${what}: ${line}`,
		);
		assert.doesNotMatch(prose, /&(?!(amp|lt|gt);)/, `${what}: ${line}`);
	}
	const tables = text.match(/(?:^\|.*\n)+/gm) ?? [];
	for (const table of tables) {
		const cells = table
			.trim()
			.split("\n")
			.map((row) => row.replace(/\\./g, "").split("|").length);
		assert.equal(new Set(cells).size, 1, `${what}: ${table}`);
	}
}

const FORMATS = {
	text: assertHarmless,
	json: (/** @type {string} */ text, /** @type {string} */ what) => {
		assertHarmless(text, what);
		JSON.parse(text);
	},
	jsonl: (/** @type {string} */ text, /** @type {string} */ what) => {
		assertHarmless(text, what);
		assert.ok(
			text
				.trim()
				.split("\n")
				.map((line) => JSON.parse(line)).length > 20,
		);
	},
	sarif: (/** @type {string} */ text, /** @type {string} */ what) => {
		assertHarmless(text, what);
		JSON.parse(text);
	},
	github: (/** @type {string} */ text, /** @type {string} */ what) => {
		assertHarmless(text, what, true);
		for (const line of text.trim().split("\n"))
			assert.match(
				line,
				/^::(error|warning|notice) ([^:]*,)?title=tuneset [a-z-]+::[^\r]/,
			);
	},
	markdown: (/** @type {string} */ text, /** @type {string} */ what) => {
		assertHarmless(text, what);
		assertInert(text, what);
	},
};

for (const [format, assertFormat] of Object.entries(FORMATS))
	test(`check --format ${format}: hostile data in files of hostile names`, async (t) => {
		const cwd = folder(t);
		for (const [n, name] of NAMES.entries()) {
			writeFileSync(join(cwd, name), DATA);
			const more = n === 0 ? ["--max-examples", "all"] : [];
			const { stdout, stderr } = await tuneset(
				["check", `./${name}`, "--format", format, ...more],
				{ cwd },
			);
			assert.ok(stdout.length > 1000);
			assertFormat(stdout, json(name));
			assertHarmless(stderr, json(name));
		}
	});

test("a finding's text is the data's again, once JSON is read", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "a.jsonl"), DATA);
	const { stdout } = await tuneset(
		["check", "a.jsonl", "--format", "json", "--max-examples", "all"],
		{ cwd },
	);
	const said = json(JSON.parse(stdout));
	for (const text of ["\x9b31m\x7f", "\u202egnp.exe", "##[error]pwned"])
		assert.ok(said.includes(json(text).slice(1, -1)), json(text));
});

test("prepare, plan, metrics, evaluate: hostile data in files of hostile names", async (t) => {
	const cwd = folder(t);
	const labels = TEXTS.flatMap((text, n) =>
		Array.from({ length: 6 }, (_, k) =>
			json({ prompt: `${n} ${k} which?`, completion: text, [text]: text }),
		),
	).join("\n");
	const csv = `step_number,epoch_number,training_loss\n${TEXTS.map((text) => json(text)).join(",1,2\n")}`;
	const answers = TEXTS.map((text, n) =>
		json({ prompt: `${n}?`, completion: text, id: text }),
	).join("\n");
	for (const name of NAMES) {
		writeFileSync(join(cwd, name), `${labels}\n${DATA}`);
		writeFileSync(join(cwd, `m${name}.csv`), csv);
		writeFileSync(join(cwd, `e${name}`), answers);
		const commands = [
			[
				"prepare",
				`./${name}`,
				"--out",
				`${name}.out`,
				"--unsafe-fixes",
				"--stratify-by",
				"/completion",
				"--against",
				`./e${name}`,
			],
			["prepare", `./${name}`, "--dry-run", "--format", "json", "--convert"],
			[
				"plan",
				`./${name}`,
				"--model",
				"nova-micro",
				"--out",
				`${name}.out`,
				"--job-name",
				name,
			],
			["plan", `./${name}`, "--format", "json"],
			["metrics", `./m${name}.csv`],
			["metrics", `./m${name}.csv`, "--format", "json"],
			[
				"evaluate",
				`./e${name}`,
				"--tuned",
				`./e${name}`,
				"--base",
				`./${name}`,
			],
			["evaluate", `./e${name}`, "--tuned", `./${name}`, "--format", "json"],
		];
		for (const args of commands) {
			const { stdout, stderr, code } = await tuneset(args, { cwd });
			assert.ok(code === 0 || code === 1 || code === 2, stderr);
			assert.notEqual(stdout + stderr, "");
			assert.doesNotMatch(stderr, /crashed|failed, which is a bug/);
			assertHarmless(stdout, json(args));
			assertHarmless(stderr, json(args));
			if (args.includes("json") && stdout) JSON.parse(stdout);
		}
	}
});

test("messages about hostile files, options and settings", async (t) => {
	const cwd = folder(t);
	writeFileSync(join(cwd, "a.jsonl"), lines(20));
	for (const name of NAMES) {
		mkdirSync(join(cwd, `${name}.folder`));
		writeFileSync(join(cwd, `${name}.json`), json({ [name]: name }));
		writeFileSync(
			join(cwd, `r${name}.json`),
			json({ rules: { [name]: "off" } }),
		);
		writeFileSync(
			join(cwd, `d${name}.json`),
			json({ version: 1, [name]: name }),
		);
		writeFileSync(join(cwd, `x${name}.json`), name);
		const data = ["check", "a.jsonl"];
		const commands = [
			["check", `no${name}`],
			["check", `no*${name}`],
			["check", `${name}.folder`],
			["metrics", `${name}.folder`],
			["evaluate", `no${name}`, "--tuned", `no${name}`],
			[name],
			["help", name],
			["rules", name],
			["models", name],
			["completions", name],
			[...data, `--${name}`],
			[...data, "--model", name],
			[...data, "--select", name],
			[...data, "--ignore", name],
			[...data, "--limit", `${name}=1`],
			[...data, "--limit", `max-records=${name}`],
			[...data, "--fix-rule", `${name}=safe`],
			[...data, "--fail-on", name],
			[...data, "--format", name],
			[...data, "--max-examples", name],
			[...data, "--convert", name],
			[...data, "--near", name],
			[...data, "--against", `no${name}`],
			[...data, "--config", `no${name}`],
			[...data, "--config", `${name}.json`],
			[...data, "--config", `r${name}.json`],
			[...data, "--config", `x${name}.json`],
			["prepare", "a.jsonl", "--out", "o", "--decisions", `d${name}.json`],
			["prepare", "a.jsonl", "--out", "o", "--decisions", `x${name}.json`],
			["prepare", "a.jsonl", "--out", `a.jsonl/${name}`],
			["prepare", "a.jsonl", "--out", "o", "--validation", name],
			["prepare", "a.jsonl", "--out", "o", "--group-by", name],
			["plan", "a.jsonl", "--model", "nova-micro", "--price", `${name}=1`],
			[
				"plan",
				"a.jsonl",
				"--model",
				"nova-micro",
				"--hyperparameter",
				`${name.replaceAll("=", "")}=1`,
			],
			[
				"plan",
				"a.jsonl",
				"--model",
				"nova-micro",
				"--region",
				name,
				"--bucket",
				name,
				"--out",
				"o",
			],
		];
		for (const args of commands) {
			const { stdout, stderr, code } = await tuneset(args, { cwd });
			assert.ok(
				code === 1 || code === 2 || code === 0,
				`${json(args)} ${code}`,
			);
			assert.notEqual(stderr + stdout, "", json(args));
			assert.doesNotMatch(
				stderr,
				/crashed|failed, which is a bug|\n +at /,
				json(args),
			);
			assertHarmless(stdout, json(args));
			assertHarmless(stderr, json(args));
		}
	}
});

test("the command that is proposed reads the very file when it is pasted", async (t) => {
	const cwd = folder(t);
	for (const name of [...NAMES, "-option.jsonl", "it's $HOME `x`.jsonl"]) {
		writeFileSync(join(cwd, name), lines(20));
		const { stdout } = await tuneset(["check", `./${name}`], { cwd });
		const [, command] = stdout.match(/^ {2}tuneset (prepare .*)$/m) ?? [];
		assert.ok(command, stdout);
		const said = execFileSync("bash", ["-c", `printf '%s\\0' ${command}`], {
			cwd,
			env: { ...process.env, LC_ALL: "C.UTF-8" },
		});
		assert.equal(said.toString().split("\0")[1], `./${name}`);
	}
});

test("a diff is shown on a terminal without what steers it", (t) => {
	if (spawnSync("script", ["--version"]).status !== 0)
		return t.skip("there is no script(1) to make a terminal with");
	const cwd = folder(t);
	for (const name of NAMES.slice(0, 2)) {
		writeFileSync(join(cwd, "a.jsonl"), DATA);
		writeFileSync(join(cwd, name), DATA);
		const command = `NO_COLOR=1 node '${join(pkg, "cli.js")}' check ./*.jsonl --diff -q --unsafe-fixes`;
		const { stdout } = spawnSync("script", ["-qec", command, "/dev/null"], {
			cwd,
			encoding: "utf8",
		});
		assert.match(stdout, /^@@ -/m);
		assertHarmless(stdout.replaceAll("\r\n", "\n"), json(name), true);
	}
});
