// The engine fails: one record is lost and reported, never the run. The engine of these tests fails if a record asks for it.

import assert from "node:assert/strict";
import {
	appendFileSync,
	cpSync,
	existsSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test, { before } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { folder, tuneset } from "./support/command.mjs";
import {
	faulty,
	file,
	needFaulty,
	record,
	records,
	without,
} from "./support/faulty.mjs";

/** @type {string} */
let program;
/** @type {typeof import("../../js/node/index.ts")} */
let library;
before(async () => {
	program = await needFaulty();
	library = await import(pathToFileURL(join(faulty.pkg, "node.js")).href);
});

/**
 * Runs `tuneset prepare` with the engine that fails.
 *
 * @param {string} cwd
 * @param {string[]} args
 * @param {Parameters<typeof tuneset>[1] & { program?: string }} [options]
 */
async function prepared(cwd, args, options = {}) {
	const out = join(cwd, `out-${readdirSync(cwd).length}`);
	const { code, stderr, stdout } = await tuneset(
		["prepare", ...args, "--out", out, "--max-examples", "all"],
		{ cwd, program, ...options },
	);
	const read = (/** @type {string} */ name) =>
		existsSync(join(out, name)) ? readFileSync(join(out, name), "utf8") : "";
	return {
		code,
		stderr,
		stdout,
		train: read("train.jsonl"),
		validation: read("validation.jsonl"),
		setAside: read("set-aside.jsonl")
			.split("\n")
			.slice(0, -1)
			.map((row) => JSON.parse(row)),
		report: JSON.parse(read("report.json") || "null"),
	};
}

/** @param {Record<string, any>} report */
const digests = ({ split }) =>
	[split.train, split.validation].map(({ sha256 }) => sha256);

/**
 * Asserts that these lines are set aside as faults, and that everything else went as if they were not in the file.
 *
 * @param {Awaited<ReturnType<typeof prepared>>} got
 * @param {Awaited<ReturnType<typeof prepared>>} expected of the file without these lines
 * @param {number[]} faults
 * @param {string[]} lines of the file
 */
function assertLost(got, expected, faults, lines) {
	assert.equal(got.code, 1, got.stderr);
	assert.doesNotMatch(got.stderr, /crash/i);
	const rows = got.setAside.filter(({ reason }) => reason === "engine-fault");
	assert.deepEqual(
		rows.map(({ line, record }) => [line, record]),
		faults.map((line) => [line, lines[line - 1]]),
	);
	const { count, examples } = got.report.rules["engine-fault"];
	assert.equal(count, faults.length);
	assert.deepEqual(
		examples.map((/** @type {any} */ { line, column }) => [line, column]),
		faults.map((line) => [line, 1]),
	);
	assert.match(examples[0].help, /please report this bug \(.+\)/);
	assert.match(examples[0].excerpt, /^\{"prompt":"Question \d+/);
	assert.equal(got.train, expected.train);
	assert.equal(got.validation, expected.validation);
	assert.deepEqual(digests(got.report), digests(expected.report));
	const { counts, split } = got.report;
	assert.equal(counts.records, lines.length);
	assert.equal(counts.valid, expected.report.counts.valid);
	assert.equal(
		split.train.records + split.validation.records + split.setAside.records,
		lines.length,
	);
	assert.equal(split.setAside.byReason.invalid, faults.length);
	assert.equal(got.report.ok, false);
	const reasons = got.report.readiness.reasons.map(
		(/** @type {any} */ { message }) => message,
	);
	assert.match(
		reasons.join(),
		/invalid records? excluded \(set-aside\.jsonl\)/,
	);
}

/** More than one chunk: the first one has a mebibyte. */
const MANY = 2500;

for (const workers of ["0", "2"]) {
	for (const [phase, asks] of [
		["check", "FAIL-IN-CHECK"],
		["fold", "FAIL-IN-FOLD"],
		["search", "FAIL-IN-SEARCH"],
		["write", "FAIL-IN-WRITE"],
		["memory", "RUN-OUT-OF-MEMORY"],
	])
		test(`a record on which the ${phase} fails is set aside, and the run goes on (workers: ${workers})`, async (t) => {
			const cwd = folder(t);
			const lines = records(MANY, { 2345: asks });
			writeFileSync(join(cwd, "data.jsonl"), file(lines));
			writeFileSync(join(cwd, "sound.jsonl"), file(without(lines, [2345])));
			const got = await prepared(cwd, ["data.jsonl", "--workers", workers]);
			const expected = await prepared(cwd, ["sound.jsonl"]);
			assert.equal(expected.code, 0, expected.stdout);
			assertLost(got, expected, [2345], lines);
		});
}

test("many records that fail in several ways, side by side and at both ends", async (t) => {
	const cwd = folder(t);
	const asking = {
		1: "FAIL-IN-CHECK",
		2: "FAIL-IN-FOLD",
		3: "RUN-OUT-OF-MEMORY",
		900: "FAIL-IN-WRITE",
		901: "FAIL-IN-CHECK",
		2100: "FAIL-IN-SEARCH",
		2500: "FAIL-IN-CHECK",
	};
	const lines = records(MANY, asking);
	const faults = Object.keys(asking).map(Number);
	writeFileSync(join(cwd, "data.jsonl"), file(lines));
	writeFileSync(join(cwd, "sound.jsonl"), file(without(lines, faults)));
	const got = await prepared(cwd, ["data.jsonl"]);
	const expected = await prepared(cwd, ["sound.jsonl"]);
	assertLost(got, expected, faults, lines);
});

test("archives, standard input and --against: the same", async (t) => {
	const cwd = folder(t);
	const lines = records(MANY, { 10: "FAIL-IN-CHECK", 2345: "FAIL-IN-FOLD" });
	writeFileSync(join(cwd, "sound.jsonl"), file(without(lines, [10, 2345])));
	writeFileSync(join(cwd, "data.jsonl.gz"), gzipSync(file(lines)));
	const expected = await prepared(cwd, ["sound.jsonl"]);
	const packed = await prepared(cwd, ["data.jsonl.gz"]);
	assertLost(packed, expected, [10, 2345], lines);
	const piped = await prepared(cwd, ["-"], { input: file(lines) });
	assertLost(piped, expected, [10, 2345], lines);

	writeFileSync(join(cwd, "other.jsonl"), file(lines.slice(2300, 2400)));
	const against = ["--against", "other.jsonl"];
	const compared = await prepared(cwd, ["sound.jsonl", ...against]);
	assert.ok([0, 1].includes(compared.code ?? 2), compared.stderr);
	assert.equal(compared.train, expected.train);
	assert.equal(compared.report.overlap.records, 99);
	assert.equal(compared.report.overlap.exact, 99);
});

test("arrays and tables: the record that fails, with its line and text", async (t) => {
	const cwd = folder(t);
	const lines = records(20, { 7: "FAIL-IN-CHECK" });
	writeFileSync(join(cwd, "data.json"), `[\n${lines.join(",\n")}\n]\n`);
	const array = await prepared(cwd, ["data.json", "--fix"]);
	const [of] = array.setAside;
	assert.deepEqual(
		[of.line, of.reason, of.record],
		[8, "engine-fault", lines[6]],
	);
	assert.equal(array.report.counts.valid, 19);

	const rows = Array.from({ length: 20 }, (_, at) =>
		at === 6 ? '"six\nor FAIL-IN-CHECK",seven' : `question ${at},answer ${at}`,
	);
	writeFileSync(join(cwd, "data.csv"), file(["prompt,completion", ...rows]));
	const table = await prepared(cwd, ["data.csv", "--convert"]);
	const [row] = table.setAside;
	assert.deepEqual(
		[row.line, row.reason, row.record],
		[8, "engine-fault", rows[6]],
	);
	assert.equal(table.report.counts.valid, 19);
});

test("an edit beside a record that fails is carried out, and one that fails itself is set aside", async (t) => {
	const cwd = folder(t);
	// A line, and what an edit of it is bound to: `tests/edits.rs` has the same.
	const broken = '{"prompt": "p", "completion": }';
	const digest = "6f9db30aee2f11d1";
	const edit = (/** @type {string} */ text) => {
		const replace = [{ file: "data.jsonl", line: 41, digest, record: text }];
		writeFileSync(
			join(cwd, "d.json"),
			JSON.stringify({ schemaVersion: 1, replace }),
		);
	};
	const lines = records(60, { 20: "FAIL-IN-CHECK" });
	lines[40] = broken;
	writeFileSync(join(cwd, "data.jsonl"), file(lines));
	edit(record(99));
	const args = ["data.jsonl", "--decisions", "d.json", "--validation", "off"];
	const done = await prepared(cwd, args);
	assert.deepEqual(
		done.setAside.map(({ line, reason }) => [line, reason]),
		[[20, "engine-fault"]],
	);
	const kept = without(lines, [20]).map((line) =>
		line === broken ? record(99) : line,
	);
	assert.equal(done.train, file(kept));
	edit(record(99, "FAIL-IN-CHECK"));
	const failed = await prepared(cwd, args);
	assert.deepEqual(
		failed.setAside.map(({ line, reason, record }) => [line, reason, record]),
		[
			[20, "engine-fault", lines[19]],
			[41, "engine-fault", broken],
		],
	);
	assert.equal(failed.train, file(without(lines, [20, 41])));
});

test("a record on which the first look at a file fails is passed over by it", async (t) => {
	const cwd = folder(t);
	const lines = records(60, { 1: "FAIL-IN-PROBE", 7: "FAIL-IN-PROBE" });
	writeFileSync(join(cwd, "data.jsonl"), file(lines));
	const got = await prepared(cwd, ["data.jsonl", "--validation", "off"]);
	assert.equal(got.code, 0, got.stderr);
	assert.equal(got.train, file(lines));
});

test("where the fault cannot be narrowed down, the chunk is set aside record by record", async (t) => {
	const cwd = folder(t);
	const lines = records(MANY, { 2345: "FAIL-IN-CROWDED-FOLD" });
	writeFileSync(join(cwd, "data.jsonl"), file(lines));
	const got = await prepared(cwd, ["data.jsonl"]);
	const faults = got.setAside.map(({ line }) => line);
	assert.ok(faults.includes(2345), "the one that fails is among them");
	assert.ok(faults.length < 200, `${faults.length} of ${MANY} are lost`);
	writeFileSync(join(cwd, "sound.jsonl"), file(without(lines, faults)));
	const expected = await prepared(cwd, ["sound.jsonl"]);
	assertLost(got, expected, faults, lines);
	const writing = records(MANY, { 2345: "FAIL-IN-CROWDED-WRITE" });
	writeFileSync(join(cwd, "writing.jsonl"), file(writing));
	const written = await prepared(cwd, ["writing.jsonl"]);
	const lost = written.setAside.map(({ line }) => line);
	writeFileSync(join(cwd, "rest.jsonl"), file(without(writing, lost)));
	assertLost(written, await prepared(cwd, ["rest.jsonl"]), lost, writing);
});

test("where the search fails whatever is left out, the run does without near-duplicates and says so", async (t) => {
	const cwd = folder(t);
	const lines = records(MANY, { 2345: "FAIL-IN-CROWDED-SEARCH" });
	writeFileSync(join(cwd, "data.jsonl"), file(lines));
	const got = await prepared(cwd, ["data.jsonl"]);
	const expected = await prepared(cwd, ["data.jsonl", "--near", "off"]);
	assert.equal(got.code, 0, got.stderr);
	assert.equal(got.train, expected.train);
	assert.equal(got.report.duplicates.near, undefined);
	assert.match(
		got.stdout,
		/near-duplicates were not searched for.*Tuneset failed, which is a bug in Tuneset/,
	);
});

test("a stream that cannot be read again: the error says where it was", async () => {
	const lines = records(50, { 20: "FAIL-IN-FOLD" });
	async function* stream() {
		yield Buffer.from(file(lines));
	}
	const failing = library.check({ name: "live", data: stream() });
	await assert.rejects(failing, {
		code: "CRASH",
		message: /\(panicked at .+ at live, bytes 0 to \d+\)/,
	});
	// `prepare` keeps what flows by.
	const { report, train } = await library.prepare(stream());
	assert.equal(report.rules["engine-fault"].examples[0].line, 20);
	assert.equal(report.counts.valid, 49);
	assert.ok((await train.text()).includes(record(1)));
});

test("an output that is a stream, and was begun, is aborted: the error says where it was", async () => {
	const data = file(records(MANY, { 2345: "FAIL-IN-WRITE" }));
	/** @type {string[]} */
	const ended = [];
	const stream = () =>
		new WritableStream({
			close: () => void ended.push("closed"),
			abort: () => void ended.push("aborted"),
		});
	const outputs = { train: stream(), validation: stream() };
	await assert.rejects(
		library.prepareTo(() => data, outputs, { workers: 0 }),
		{ code: "CRASH", message: /at data\.jsonl, bytes \d+ to \d+/ },
	);
	assert.deepEqual(ended, ["aborted", "aborted"]);
});

test("after hundreds of crashes in one process, everything works as ever", async () => {
	const bad = file(records(3, { 2: "FAIL-IN-CHECK" }));
	for (let run = 0; run < 250; run += 1) {
		const { counts } = await library.check(bad, { workers: 0 });
		assert.equal(counts.valid, 2);
	}
	const { counts } = await library.check(file(records(3)), { workers: 0 });
	assert.equal(counts.valid, 3);
});

test("what a worker that dies leaves undone is done by others, and another takes its place", async (t) => {
	const cwd = folder(t);
	const copy = join(cwd, "pkg");
	cpSync(faulty.pkg, copy, { recursive: true });
	// Each thread ends in the middle of its second job.
	appendFileSync(
		join(copy, "worker-node.js"),
		`
import { workerData as given } from "node:worker_threads";
let jobs = 0;
given.port.on("message", () => { jobs += 1; if (jobs === 2) process.exit(7); });
`,
	);
	const lines = records(MANY);
	writeFileSync(join(cwd, "data.jsonl"), file(lines));
	writeFileSync(join(cwd, "data.jsonl.gz"), gzipSync(file(lines)));
	const expected = await prepared(cwd, ["data.jsonl", "--workers", "0"]);
	for (const name of ["data.jsonl", "data.jsonl.gz"])
		for (const workers of ["1", "3"]) {
			const got = await prepared(cwd, [name, "--workers", workers], {
				program: join(copy, "cli.js"),
			});
			assert.equal(got.code, 0, got.stderr);
			assert.equal(got.train, expected.train);
			assert.equal(got.validation, expected.validation);
		}
	// Others are begun in their place, but not for ever.
	const begun = join(cwd, "begun");
	appendFileSync(
		join(copy, "worker-node.js"),
		`
import { appendFileSync } from "node:fs";
if (process.env.BEGUN) appendFileSync(process.env.BEGUN, "x");
`,
	);
	const env = { BEGUN: begun, TUNESET_TEST_CHUNK_BYTES: "8192" };
	const replaced = await prepared(cwd, ["data.jsonl", "--workers", "1"], {
		program: join(copy, "cli.js"),
		env,
	});
	assert.equal(replaced.code, 0, replaced.stderr);
	assert.equal(replaced.train, expected.train);
	const threads = readFileSync(begun, "utf8").length;
	assert.ok(threads > 1 && threads < 20, `${threads} threads`);
	// And one that never begins.
	writeFileSync(join(copy, "worker-node.js"), "throw new Error('no');\n");
	const alone = await prepared(cwd, ["data.jsonl", "--workers", "2"], {
		program: join(copy, "cli.js"),
	});
	assert.equal(alone.code, 0, alone.stderr);
	assert.equal(alone.train, expected.train);
});
