// Files as systems have them: names of any bytes, thousands at once, files that change while they are read.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
	chmodSync,
	existsSync,
	linkSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { folder, pkg, tuneset } from "./support/command.mjs";
import { linux, posix, withPipe } from "./support/pipes.mjs";
import { lines } from "./support/records.mjs";

/**
 * Runs a command on data and another file, a pipe, which comes last; calls `change` when the data have been read.
 *
 * @param {import('node:test').TestContext} t
 * @param {(path: string) => void} change
 * @param {string[]} command
 * @param {[name: string, content: string | Buffer]} data
 */
async function changedMeanwhile(
	t,
	change,
	command = ["prepare", "--out", "p"],
	[name, content] = ["data.jsonl", lines(200)],
) {
	const cwd = withPipe(t);
	const path = join(cwd, name);
	writeFileSync(path, content);
	// A whole second: a restored time has no fractions.
	utimesSync(path, 1_700_000_000, 1_700_000_000);
	const before = statSync(path);
	const [ended] = await Promise.all([
		tuneset([...command, name, "pipe.jsonl"], { cwd }),
		(async () => {
			const writer = await open(join(cwd, "pipe.jsonl"), "w");
			// More than the pipe holds: once it is through, the data before it have been read.
			await writer.write(lines(4000, 1000));
			change(path);
			utimesSync(path, before.atime, before.mtime);
			await writer.close();
		})().catch(() => {}),
	]);
	return { ...ended, cwd };
}

test(
	"a file that is rewritten in place, its old size and time put back, is noticed",
	posix,
	async (t) => {
		const { code, stderr } = await changedMeanwhile(t, (path) => {
			writeFileSync(path, REWRITTEN, { flag: "r+" });
		});
		assert.match(
			stderr,
			/^tuneset: data\.jsonl changed while it was being read/,
		);
		assert.equal(code, 2);
	},
);

const REWRITTEN = lines(200).replaceAll("plus", "PLUS");

for (const command of [
	["prepare", "--out", "p"],
	["check", "--format", "json"],
])
	test(
		`\`${command[0]}\` goes on where permissions or names of a file change, and only these`,
		posix,
		async (t) => {
			const array = `[${lines(200).trimEnd().replaceAll("\n", ",\n")}]\n`;
			for (const data of /** @type {[string, string | Buffer][]} */ ([
				["data.jsonl", lines(200)],
				["data.json", array],
				["data.jsonl.gz", gzipSync(lines(200))],
			])) {
				const { code, stderr, stdout, cwd } = await changedMeanwhile(
					t,
					(path) => {
						chmodSync(path, 0o600);
						linkSync(path, `${path}.other`);
						rmSync(`${path}.other`);
					},
					command,
					data,
				);
				assert.equal(stderr, "", data[0]);
				assert.notEqual(code, 2);
				const report = existsSync(join(cwd, "p/report.json"))
					? readFileSync(join(cwd, "p/report.json"), "utf8")
					: stdout;
				assert.equal(JSON.parse(report).counts.records, 4200);
			}
			const rewritten = await changedMeanwhile(
				t,
				(path) => writeFileSync(path, REWRITTEN, { flag: "r+" }),
				command,
			);
			assert.match(rewritten.stderr, /data\.jsonl changed while it was being/);
			assert.equal(rewritten.code, 2);
		},
	);

test(
	"a file that is replaced under its name is read to its old end",
	posix,
	async (t) => {
		const { code, stderr, cwd } = await changedMeanwhile(t, (path) => {
			writeFileSync(`${path}.new`, lines(7, 9000));
			renameSync(`${path}.new`, path);
		});
		assert.equal(code, 0, stderr);
		const { split } = JSON.parse(
			readFileSync(join(cwd, "p/report.json"), "utf8"),
		);
		assert.equal(split.train.records + split.validation.records, 4200);
	},
);

test("thousands of files are read with few descriptors", posix, async (t) => {
	const cwd = folder(t);
	mkdirSync(join(cwd, "many"));
	const files = 3000;
	for (let n = 0; n < files; n += 1)
		writeFileSync(
			join(cwd, "many", `${String(n).padStart(5, "0")}.jsonl`),
			lines(1, n),
		);
	const command = (/** @type {string} */ args) =>
		execFileSync(
			"sh",
			[
				"-c",
				`ulimit -n 200 && exec "${process.execPath}" "${join(pkg, "cli.js")}" ${args}`,
			],
			{ cwd, encoding: "utf8" },
		);
	for (const workers of [0, 2]) {
		command(`prepare many --out p --force --near off --workers ${workers}`);
		const { counts, split } = JSON.parse(
			readFileSync(join(cwd, "p/report.json"), "utf8"),
		);
		assert.equal(counts.records, files);
		assert.equal(split.train.records + split.validation.records, files);
	}
});

test(
	"a file whose name is not UTF-8 is read like any other, in a folder and by itself",
	linux,
	async (t) => {
		const cwd = folder(t);
		mkdirSync(join(cwd, "data"));
		const name = Buffer.from("data/b\xe9d.jsonl", "latin1");
		writeFileSync(Buffer.concat([Buffer.from(`${cwd}/`), name]), lines(3, 10));
		writeFileSync(join(cwd, "data/good.jsonl"), lines(3));
		const { stdout } = await tuneset(["check", "data", "--format", "json"], {
			cwd,
		});
		const { files, counts } = JSON.parse(stdout);
		assert.deepEqual(
			files.map((/** @type {any} */ file) => file.name),
			["data/b\\xe9d.jsonl", "data/good.jsonl"],
		);
		assert.equal(counts.records, 6);
		const alone = execFileSync(
			"sh",
			[
				"-c",
				`"${process.execPath}" "${join(pkg, "cli.js")}" check data/b*.jsonl`,
			],
			{ cwd, encoding: "utf8" },
		);
		assert.match(alone, /data\/b\\xe9d\.jsonl: 3 lines, 3 records/);
	},
);

test(
	"a file is read once by whatever names it is given, and that is said",
	posix,
	async (t) => {
		const cwd = folder(t);
		writeFileSync(join(cwd, "a.jsonl"), lines(5));
		symlinkSync("a.jsonl", join(cwd, "link.jsonl"));
		linkSync(join(cwd, "a.jsonl"), join(cwd, "hard.jsonl"));
		for (const other of ["./a.jsonl", "link.jsonl", "hard.jsonl"]) {
			const { stdout, stderr } = await tuneset(
				["check", "a.jsonl", other, "--format", "json"],
				{ cwd },
			);
			assert.equal(JSON.parse(stdout).counts.records, 5);
			assert.equal(
				stderr,
				`tuneset: ${other} is a.jsonl: the same file by another name, which is read once.\n`,
			);
		}
		const twice = await tuneset(["check", "a.jsonl", "a.jsonl"], { cwd });
		assert.equal(twice.stderr, "");
		assert.match(twice.stdout, /a\.jsonl: 5 lines/);
		rmSync(join(cwd, "link.jsonl"));
	},
);

test("an address gets a word on the program that fetches it", async () => {
	for (const [address, says] of [
		[
			"s3://bucket/a.jsonl",
			"aws s3 cp s3://bucket/a.jsonl - | tuneset check -",
		],
		[
			"s3://bucket/*.jsonl",
			"aws s3 cp s3://bucket/*.jsonl - | tuneset check -",
		],
		[
			"https://a.example/a.jsonl",
			"curl -L https://a.example/a.jsonl | tuneset check -",
		],
	]) {
		const { code, stderr } = await tuneset(["check", address]);
		assert.equal(
			stderr,
			`tuneset: ${address} is not on this machine; nothing is fetched here. Let another program do so: ${says}\n`,
		);
		assert.equal(code, 2);
	}
});
