// Ends of a run of every kind: it reports its results so far, and leaves no temporary files behind.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { folder, pkg, tuneset } from "./support/command.mjs";
import { lines } from "./support/records.mjs";

const hook = pathToFileURL(
	join(import.meta.dirname, "support/faulty-fs.mjs"),
).href;

/** @param {string[]} args @param {string} cwd @param {string} fault */
const faulty = (args, cwd, fault) =>
	tuneset(args, {
		cwd,
		env: { NODE_OPTIONS: `--import=${hook}`, TUNESET_FAULT: fault },
	});

/** A folder with data. @param {import('node:test').TestContext} t */
function withData(t) {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), lines(60));
	return cwd;
}

const CHECK = ["check", "data.jsonl", "--workers", "0", "-o", "report.txt"];

test("`check -o`, killed at any moment, leaves the old file; the next run clears what it began", async (t) => {
	const cwd = withData(t);
	await tuneset(CHECK, { cwd });
	const whole = readFileSync(join(cwd, "report.txt"));
	assert.ok(whole.length > 0);
	let left = 0;
	for (let n = 1; ; n += 1) {
		writeFileSync(join(cwd, "report.txt"), "old");
		const { code } = await faulty(CHECK, cwd, `kill ${n}`);
		if (code === 0) break;
		assert.equal(code, null, `call ${n} was to end the process`);
		const found = readFileSync(join(cwd, "report.txt"));
		assert.ok(found.equals(whole) || found.equals(Buffer.from("old")));
		if (readdirSync(cwd).length > 2) left += 1;
		assert.equal((await tuneset(CHECK, { cwd })).code, 0);
		assert.deepEqual(readdirSync(cwd).sort(), ["data.jsonl", "report.txt"]);
	}
	assert.ok(left > 0, "some moment leaves something to clear");
});

test("a file that is being written by another run is not cleared", async (t) => {
	const cwd = withData(t);
	// As this process, which lives, would call one.
	const stat = readFileSync(`/proc/${process.pid}/stat`, "utf8");
	const begun = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
	const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
	const born = `${begun}x${boot.slice(0, 8)}`;
	const theirs = [
		`.report.txt.${process.pid}-${born}-elsewhere-1a2b.tmp`,
		".report.txt.4194303-5x1-elsewhere-1a2b.tmp",
	];
	for (const name of theirs) writeFileSync(join(cwd, name), "part");
	assert.equal((await tuneset(CHECK, { cwd })).code, 0);
	for (const name of theirs) assert.ok(existsSync(join(cwd, name)), name);
});

test("a full disk: nothing was replaced where there was something, else nothing was written", async (t) => {
	const cwd = withData(t);
	for (const word of ["written", "replaced"]) {
		const { code, stderr } = await faulty(CHECK, cwd, "ENOSPC 2");
		assert.equal(
			stderr,
			`tuneset: report.txt cannot be written: the disk is full. Nothing was ${word}.\n`,
		);
		assert.equal(code, 2);
		assert.equal(existsSync(join(cwd, "report.txt")), word === "replaced");
		writeFileSync(join(cwd, "report.txt"), "old");
	}
});

const PREPARE = ["prepare", "data.jsonl", "--workers", "0", "--out", "new/out"];

test("interrupted at any moment, it says whether there are results", async (t) => {
	const cwd = withData(t);
	const moments = { before: 0, after: 0 };
	for (let n = 1; n < 60; n += 1) {
		const { code, stderr } = await faulty(
			[...PREPARE, "--force"],
			cwd,
			`interrupt ${n}`,
		);
		const there = existsSync(join(cwd, "new/out/report.json"));
		if (code === 130 && there) {
			assert.equal(
				stderr,
				"tuneset: interrupted when new/out had been written: it is whole.\n",
			);
			moments.after += 1;
		} else if (code === 130) {
			assert.equal(stderr, "tuneset: interrupted; nothing was written.\n");
			assert.ok(!existsSync(join(cwd, "new")), "no empty folder is left");
			moments.before += 1;
		} else {
			assert.equal(code, 0, stderr);
			assert.ok(there);
		}
		execFileSync("rm", ["-rf", join(cwd, "new")]);
	}
	assert.ok(moments.before > 0, "before the results");
	assert.ok(moments.after > 0, "once they are there");
});

test("a folder that has the name of the lock is named", async (t) => {
	const cwd = withData(t);
	mkdirSync(join(cwd, "new/out/.tuneset.lock"), { recursive: true });
	const { code, stderr } = await tuneset(PREPARE, { cwd });
	assert.equal(
		stderr,
		"tuneset: new/out/.tuneset.lock is a folder, and the lock of a run needs that name; move it away, or give another folder.\n",
	);
	assert.equal(code, 2);
});

/** A folder of a read-only disk, if this machine has one. */
const readOnly = (() => {
	if (!existsSync("/proc/mounts")) return undefined;
	const mounts = readFileSync("/proc/mounts", "utf8").trim().split("\n");
	const [, path] =
		mounts
			.map((mount) => mount.split(" "))
			.find(([, , , options]) => options.split(",").includes("ro")) ?? [];
	return path;
})();

test("a disk that is read-only is called so", {
	skip: readOnly === undefined && "no read-only disk here",
}, async (t) => {
	const cwd = withData(t);
	const out = join(String(readOnly), "a/b");
	const { code, stderr } = await tuneset(
		["prepare", "data.jsonl", "--out", out],
		{ cwd },
	);
	assert.equal(
		stderr,
		`tuneset: The folder ${out} cannot be made: the disk is read-only.\n`,
	);
	assert.equal(code, 2);
});

test("too little address space is no matter of the data", {
	skip: process.platform !== "linux" && "only Linux limits it",
}, async (t) => {
	const cwd = withData(t);
	const stderr = execFileSync(
		"sh",
		[
			"-c",
			`ulimit -v 8000000; "${process.execPath}" "${join(pkg, "cli.js")}" check data.jsonl 2>&1 || true`,
		],
		{ cwd, encoding: "utf8" },
	);
	assert.match(
		stderr,
		/^tuneset: The system has no memory left for the engine, or does not give this process enough address space \(which `ulimit -v` shows\)\. .*\n$/,
	);
});
