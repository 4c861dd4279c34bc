// `--out` leaves the old results whole, the new ones whole, or no report.json: after a kill or a failure at any moment.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { folder, pkg, tuneset } from "./support/command.mjs";
import { line, lines } from "./support/records.mjs";

const RESULTS = [
	"report.html",
	"report.json",
	"set-aside.jsonl",
	"train.jsonl",
	"validation.jsonl",
];
const hook = pathToFileURL(
	join(import.meta.dirname, "support/faulty-fs.mjs"),
).href;

/** Runs `tuneset` with a fault. @param {string[]} args @param {string} cwd @param {string} fault @param {string} [count] */
function faulty(args, cwd, fault, count) {
	return tuneset(args, {
		cwd,
		env: {
			NODE_OPTIONS: `--import=${hook}`,
			TUNESET_FAULT: fault,
			...(count && { TUNESET_FAULT_COUNT: count }),
		},
	});
}

/** Digests of the files in a folder by name. @param {string} path @returns {Record<string, string>} */
function digests(path) {
	if (!existsSync(path)) return {};
	return Object.fromEntries(
		readdirSync(path).map((name) => [
			name,
			createHash("sha256")
				.update(readFileSync(join(path, name)))
				.digest("hex"),
		]),
	);
}

const hidden = (/** @type {string} */ path) =>
	readdirSync(path).filter((name) => name.startsWith("."));

/** Checks the files alone: a report vouches for all of them, or there is none. @param {string} out */
function assertWholeOrUnsigned(out) {
	const found = digests(out);
	if (!found["report.json"]) return false;
	const { split } = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
	assert.equal(found["train.jsonl"], split.train.sha256);
	assert.equal(found["set-aside.jsonl"], split.setAside.sha256);
	assert.equal(found["validation.jsonl"], split.validation?.sha256);
	return true;
}

/** Data, the results of an earlier run in `old`, and those of the next one in `new`. @param {import('node:test').TestContext} t */
async function scene(t) {
	const cwd = folder(t);
	writeFileSync(join(cwd, "data.jsonl"), `${lines(30)}${line(5)}\n`);
	const prepare = ["prepare", "data.jsonl", "-q", "--workers", "0"];
	await tuneset([...prepare, "--out", "old", "--seed", "7"], { cwd });
	await tuneset([...prepare, "--out", "new", "--seed", "9"], { cwd });
	const sets = [digests(join(cwd, "old")), digests(join(cwd, "new"))];
	assert.notEqual(sets[0]["train.jsonl"], sets[1]["train.jsonl"]);
	const args = [...prepare, "--out", "out", "--seed", "9"];
	return { cwd, out: join(cwd, "out"), sets, args };
}

/** The folder before each run. @param {string} cwd @param {string} out @param {boolean} replaced */
function begin(cwd, out, replaced) {
	rmSync(out, { recursive: true, force: true });
	if (replaced) cpSync(join(cwd, "old"), out, { recursive: true });
}

/** Each file is one of the two, never a part of one. @param {string} out @param {Record<string, string>[]} sets */
function assertNoParts(out, sets) {
	for (const [name, digest] of Object.entries(digests(out))) {
		if (name.startsWith(".")) continue;
		assert.ok(
			sets.some((set) => set[name] === digest),
			`${name} is neither the old nor the new one`,
		);
	}
}

for (const replaced of [false, true]) {
	const how = replaced
		? "with --force over an earlier run"
		: "into a new folder";

	test(`killed at any moment, ${how}: whole results or no report; the next run tidies up`, async (t) => {
		const { cwd, out, sets, args: plain } = await scene(t);
		const args = [...plain, ...(replaced ? ["--force"] : [])];
		let kills = 0;
		let unsigned = 0;
		for (let n = 1; ; n += 1) {
			begin(cwd, out, replaced);
			const { code } = await faulty(args, cwd, `kill ${n}`);
			if (code === 0) break;
			kills += 1;
			assert.equal(code, null, `call ${n} was to end the process`);
			if (!assertWholeOrUnsigned(out)) unsigned += 1;
			if (existsSync(out)) assertNoParts(out, sets);
			const next = await tuneset([...plain, "--force"], { cwd });
			assert.equal(next.code, 0, next.stderr);
			assert.deepEqual(digests(out), sets[1]);
		}
		assert.ok(kills > 15, `${kills} moments`);
		assert.ok(unsigned > 0);
		assert.deepEqual(digests(out), sets[1]);
	});

	test(`a full disk or a refusal at any moment, ${how}: a sentence, nothing left over, whole results or no report`, async (t) => {
		const { cwd, out, sets, args: plain } = await scene(t);
		const args = [...plain, ...(replaced ? ["--force"] : [])];
		begin(cwd, out, replaced);
		const count = join(cwd, "count");
		await faulty(args, cwd, "none 0", count);
		const calls = Number(readFileSync(count, "utf8"));
		assert.ok(calls > 15, `${calls} moments`);
		let kept = 0;
		for (let n = 1; n <= calls; n += 1) {
			begin(cwd, out, replaced);
			const error = n % 2 === 0 ? "ENOSPC" : "EACCES";
			const { code, stderr } = await faulty(args, cwd, `${error} ${n}`);
			if (code !== 0) {
				assert.equal(code, 2, stderr);
				assert.match(stderr, /^tuneset: [^\n]*\bout\b[^\n]*\.\n$/);
				assert.match(stderr, /disk is full|permission denied/);
				if (!replaced) assert.ok(!existsSync(out), `call ${n} leaves ${out}`);
			}
			if (!existsSync(out)) continue;
			assert.deepEqual(hidden(out), [], `call ${n}: ${stderr}`);
			assertNoParts(out, sets);
			const signed = assertWholeOrUnsigned(out);
			if (code === 0) assert.deepEqual(digests(out), sets[1]);
			else if (/Nothing was replaced/.test(stderr)) {
				assert.deepEqual(digests(out), sets[0]);
				kept += 1;
			} else if (!signed) assert.match(stderr, /run again\.\n$/);
		}
		if (replaced) assert.ok(kept > 4, "most failures leave the old results");
	});
}

test("a folder in the place of a result: nothing is touched, and it is named", async (t) => {
	const { cwd, out, sets, args } = await scene(t);
	for (const name of RESULTS) {
		begin(cwd, out, true);
		rmSync(join(out, name));
		mkdirSync(join(out, name));
		writeFileSync(join(out, name, "precious"), "");
		const { code, stderr } = await tuneset([...args, "--force"], { cwd });
		assert.equal(code, 2);
		assert.match(stderr, new RegExp(`^tuneset: out/${name} is a folder`));
		assert.deepEqual(readdirSync(out).sort(), RESULTS);
		for (const other of RESULTS) {
			if (other === name) continue;
			const bytes = readFileSync(join(out, other));
			const digest = createHash("sha256").update(bytes).digest("hex");
			assert.equal(digest, sets[0][other], other);
		}
	}
});

for (const replaced of [false, true]) {
	test(`two runs at once into one folder, ${replaced ? "with --force" : "a new one"}: one set, whole`, async (t) => {
		const { cwd, out, args } = await scene(t);
		const seeds = ["7", "9"];
		for (let pair = 0; pair < (replaced ? 25 : 5); pair += 1) {
			begin(cwd, out, replaced);
			const both = await Promise.all(
				seeds.map((seed) =>
					tuneset(
						[...args.slice(0, -1), seed, ...(replaced ? ["--force"] : [])],
						{ cwd },
					),
				),
			);
			const won = both.filter(({ code }) => code === 0);
			assert.ok(won.length >= 1, both.map(({ stderr }) => stderr).join(""));
			if (!replaced) assert.equal(won.length, 1);
			for (const { code, stderr } of both) {
				if (code === 0) continue;
				assert.equal(code, 2);
				assert.match(
					stderr,
					/^tuneset: (Another run \(process \d+\) is writing to out\.|out\/[\w.-]+ exists already)[^\n]+\n$|exists already\.( Nothing was written\.)?\n$/,
				);
			}
			assert.ok(assertWholeOrUnsigned(out), "there is a report");
			assert.deepEqual(readdirSync(out).sort(), RESULTS);
		}
	});
}

test("a folder that is locked is left alone; the lock of a process that has ended is not", async (t) => {
	const { cwd, out, sets, args } = await scene(t);
	begin(cwd, out, true);
	const lock = join(out, ".tuneset.lock");
	const stopped = await tuneset([...args, "--force"], {
		cwd,
		env: { NODE_OPTIONS: `--import=${hook}`, TUNESET_FAULT: "kill 7" },
	});
	assert.equal(stopped.code, null);
	const dead = JSON.parse(readFileSync(lock, "utf8"));
	const alive = { ...dead, pid: process.pid, born: "" };
	writeFileSync(lock, JSON.stringify(alive));
	const refused = await tuneset([...args, "--force"], { cwd });
	assert.equal(refused.code, 2);
	assert.match(
		refused.stderr,
		new RegExp(
			`^tuneset: Another run \\(process ${process.pid}\\) is writing to out\\. .*remove out/\\.tuneset\\.lock\\.\n$`,
		),
	);
	assert.ok(assertWholeOrUnsigned(out));
	assert.equal(readFileSync(lock, "utf8"), JSON.stringify(alive));
	// The number was given again, to a process that began at another moment.
	writeFileSync(lock, JSON.stringify({ ...dead, pid: process.pid }));
	const taken = await tuneset([...args, "--force"], { cwd });
	assert.equal(taken.code, 0, taken.stderr);
	assert.deepEqual(digests(out), sets[1]);
});

test("`plan --out`, killed at any moment: commands.sh comes last, when all it needs is there", async (t) => {
	const { cwd, out } = await scene(t);
	const args = (/** @type {string} */ to, /** @type {string} */ bucket) => [
		...["plan", "old/report.json", "--model", "nova-micro", "-q", "--force"],
		...["--role", "arn:aws:iam::111122223333:role/tune", "--bucket", bucket],
		...["--out", to],
	];
	await tuneset(args("before", "old-bucket"), { cwd });
	await tuneset(args("after", "new-bucket"), { cwd });
	const [before, after] = ["before", "after"].map((to) =>
		digests(join(cwd, to)),
	);
	assert.notDeepEqual(before, after);
	for (let n = 1; ; n += 1) {
		rmSync(out, { recursive: true, force: true });
		cpSync(join(cwd, "before"), out, { recursive: true });
		const { code } = await faulty(args("out", "new-bucket"), cwd, `kill ${n}`);
		assertNoParts(out, [before, after]);
		const found = digests(out);
		if (found["commands.sh"]) {
			const set =
				found["commands.sh"] === before["commands.sh"] ? before : after;
			for (const [name, digest] of Object.entries(set))
				assert.equal(found[name], digest, name);
		}
		if (code === 0) break;
	}
	assert.deepEqual(digests(out), after);
});

test("prepareTo, killed at any moment: the training file comes last and vouches for the others; the next run tidies up", async (t) => {
	const { cwd, out } = await scene(t);
	const entry = JSON.stringify(pathToFileURL(join(pkg, "node.js")).href);
	writeFileSync(
		join(cwd, "program.mjs"),
		`import { file, prepareTo } from ${entry};
const [out, seed] = process.argv.slice(2);
await prepareTo(() => file("data.jsonl"), {
	train: out + "/train.jsonl", validation: out + "/validation.jsonl", setAside: out + "/set-aside.jsonl", overwrite: true,
}, { seed: Number(seed), workers: 0 });`,
	);
	const run = (
		/** @type {string} */ to,
		/** @type {string} */ seed,
		fault = "none 0",
	) =>
		new Promise((resolve) => {
			const child = spawn(
				process.execPath,
				["--import", hook, "program.mjs", to, seed],
				{
					cwd,
					env: { ...process.env, TUNESET_FAULT: fault },
					stdio: "inherit",
				},
			);
			child.on("close", resolve);
		});
	for (const [to, seed] of [
		["before", "7"],
		["after", "9"],
	]) {
		mkdirSync(join(cwd, to));
		assert.equal(await run(to, seed), 0);
	}
	const [before, after] = ["before", "after"].map((to) =>
		digests(join(cwd, to)),
	);
	for (let n = 1; ; n += 1) {
		rmSync(out, { recursive: true, force: true });
		cpSync(join(cwd, "before"), out, { recursive: true });
		const code = await run("out", "9", `kill ${n}`);
		assertNoParts(out, [before, after]);
		const found = digests(out);
		if (found["train.jsonl"]) {
			const set =
				found["train.jsonl"] === before["train.jsonl"] ? before : after;
			for (const [name, digest] of Object.entries(set))
				assert.equal(found[name], digest, name);
		}
		if (code === 0) break;
		assert.equal(await run("out", "9"), 0);
		assert.deepEqual(hidden(out), [], "the next run tidies up");
	}
	assert.deepEqual(digests(out), after);
});
