// Files as systems have them: pipes, names of any bytes, thousands at once, files that change while they are read.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
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
import { lines } from "./support/records.mjs";

const posix = {
	skip: process.platform === "win32" && "Windows has no such files",
};
const linux = {
	skip: process.platform !== "linux" && "only Linux has such names and /proc",
};

/** @param {import('node:test').TestContext} t */
function withPipe(t) {
	const cwd = folder(t);
	execFileSync("mkfifo", ["pipe.jsonl"], { cwd });
	return cwd;
}

/** Writes into a pipe once somebody reads it. @param {string} cwd @param {string} text */
const feed = (cwd, text) =>
	new Promise((resolve) => {
		const writer = spawn("sh", ["-c", "cat > pipe.jsonl"], {
			cwd,
			stdio: ["pipe", "ignore", "inherit"],
		});
		writer.on("close", resolve);
		writer.stdin.end(text);
	});

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
	// A whole second: what is put back has no fractions.
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
