// Named pipes: read once, waited for, and closed on an interrupt.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { pkg, tuneset } from "./support/command.mjs";
import { feed, linux, posix, withPipe } from "./support/pipes.mjs";
import { lines } from "./support/records.mjs";

for (const [what, text] of /** @type {const} */ ([
	["less than it holds", lines(3)],
	["more than it holds", lines(3000)],
])) {
	test(
		`a named pipe is read, ${what}: by check, prepare and as what is compared with`,
		posix,
		async (t) => {
			const cwd = withPipe(t);
			writeFileSync(join(cwd, "same.jsonl"), text);
			const records = text.split("\n").length - 1;
			const [checked] = await Promise.all([
				tuneset(["check", "pipe.jsonl", "--format", "json"], { cwd }),
				feed(cwd, text),
			]);
			assert.equal(JSON.parse(checked.stdout).counts.records, records);
			const [prepared] = await Promise.all([
				tuneset(["prepare", "pipe.jsonl", "--out", "p"], { cwd }),
				feed(cwd, text),
			]);
			assert.equal(prepared.code, 0, prepared.stderr);
			const { split } = JSON.parse(
				readFileSync(join(cwd, "p/report.json"), "utf8"),
			);
			const { train, validation } = split;
			assert.equal(train.records + (validation?.records ?? 0), records);
			const [compared] = await Promise.all([
				tuneset(
					[
						"check",
						"same.jsonl",
						"--against",
						"pipe.jsonl",
						"--format",
						"json",
					],
					{ cwd },
				),
				feed(cwd, text),
			]);
			assert.equal(JSON.parse(compared.stdout).overlap.records, records);
		},
	);
}

for (const [signal, code] of /** @type {const} */ ([
	["SIGINT", 130],
	["SIGTERM", 143],
])) {
	for (const args of [
		["check", "pipe.jsonl"],
		["prepare", "pipe.jsonl", "--out", "p"],
		["check", "data.jsonl", "--against", "pipe.jsonl"],
		["plan", "pipe.jsonl"],
		["metrics", "pipe.jsonl"],
		["evaluate", "data.jsonl", "--tuned", "pipe.jsonl"],
		["check", "data.jsonl", "--config", "pipe.jsonl"],
		["prepare", "data.jsonl", "--out", "p", "--decisions", "pipe.jsonl"],
	]) {
		test(
			`${signal} ends \`tuneset ${args.join(" ")}\`, which waits for a writer`,
			posix,
			async (t) => {
				const cwd = withPipe(t);
				writeFileSync(join(cwd, "data.jsonl"), lines(3));
				const { code: ended, stderr } = await tuneset(args, {
					cwd,
					meanwhile: async (child) => {
						// Opening waits until the command has the other end.
						const writer = await open(join(cwd, "pipe.jsonl"), "w");
						child.kill(signal);
						child.on("exit", () => writer.close());
					},
				});
				assert.equal(ended, code);
				assert.match(stderr, /^tuneset: interrupted; nothing was written\.\n$/);
			},
		);
	}
}

test("a config file and decisions may come from pipes", posix, async (t) => {
	const cwd = withPipe(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(60));
	const [configured] = await Promise.all([
		tuneset(
			["check", "data.jsonl", "--config", "pipe.jsonl", "--format", "json"],
			{ cwd },
		),
		feed(cwd, '{"model": "nova-lite", // the small one\n}'),
	]);
	assert.equal(JSON.parse(configured.stdout).model.id, "nova-lite");
	for (const [given, says] of [
		["{", /^tuneset: pipe\.jsonl is not JSON: [^\n]+\n$/],
		["", /^tuneset: pipe\.jsonl is not JSON: [^\n]+\n$/],
		['{"version": 1, "keep": 5}', /^tuneset: [^\n]*decisions[^\n]*\n$/],
	]) {
		const args = ["data.jsonl", "--dry-run", "--decisions", "pipe.jsonl"];
		const [{ code, stderr }] = await Promise.all([
			tuneset(["prepare", ...args], { cwd }),
			feed(cwd, given),
		]);
		assert.match(stderr, says);
		assert.equal(code, 2);
	}
});

test(
	"TERM ends the waiting for a pipe that nobody has opened",
	linux,
	async (t) => {
		const cwd = withPipe(t);
		const child = spawn(
			process.execPath,
			[join(pkg, "cli.js"), "check", "pipe.jsonl"],
			{ cwd, stdio: ["ignore", "pipe", "pipe"] },
		);
		const ended = new Promise((resolve) => child.on("close", resolve));
		// It holds the pipe open from the moment that it waits.
		const opened = () =>
			execFileSync("sh", [
				"-c",
				`ls -l /proc/${child.pid}/fd 2>/dev/null || true`,
			])
				.toString()
				.includes("pipe.jsonl");
		while (!opened()) await new Promise((resolve) => setTimeout(resolve, 10));
		child.kill("SIGTERM");
		assert.equal(await ended, 143);
	},
);

test("what a pipe gave is not proposed to be read again", posix, async (t) => {
	const cwd = withPipe(t);
	const [piped] = await Promise.all([
		tuneset(["check", "pipe.jsonl"], { cwd }),
		feed(cwd, lines(3)),
	]);
	assert.match(piped.stdout, /3 records/);
	assert.doesNotMatch(piped.stdout, /Next,/);
});
