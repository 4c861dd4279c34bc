// Files to compare with: by the command line, by programs, and in every form that a report takes.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { zstd } from "./support/archives.mjs";
import { folder, load, tuneset } from "./support/command.mjs";
import { line, lines, record } from "./support/records.mjs";
import { schemaOf } from "./support/schema.mjs";

const { check, prepare, prepareTo } = await load("node.js");
const { assertValid } = schemaOf("report");

/** As a person would write it again. @param {number} n */
const shouted = (n) => line(n).replace("What is", "WHAT IS");
/** The same question. @param {number} n */
const answered = (n) =>
	line(n).replace("It is", "I do not know, perhaps it is");

const TRAIN = lines(60);
/** Two to the byte, one as JSON, one in words, one by its question, and two that are new. */
const VALIDATION = [
	line(1),
	line(100),
	line(2),
	JSON.stringify(record(3), null, 1).replaceAll("\n", " "),
	shouted(4),
	answered(5),
	line(101),
	"",
].join("\n");
const COUNTS = {
	records: 7,
	exact: 2,
	canonical: 3,
	normalized: 4,
	samePrompt: 5,
	overlapping: 5,
	inInput: 5,
};

/** @param {import('../../js/types/index.ts').Report} report */
function countsOf({ overlap }) {
	assert.ok(overlap);
	const { records, exact, canonical, normalized, samePrompt } = overlap;
	const { overlapping, inInput } = overlap;
	return {
		records,
		exact,
		canonical,
		normalized,
		samePrompt,
		overlapping,
		inInput,
	};
}

/** A folder with both files. @param {import('node:test').TestContext} t */
function data(t) {
	const cwd = folder(t);
	writeFileSync(join(cwd, "train.jsonl"), TRAIN);
	writeFileSync(join(cwd, "validation.jsonl"), VALIDATION);
	return cwd;
}

test("programs get counts, pairs and findings", async () => {
	const report = await check(
		{ name: "train.jsonl", data: TRAIN },
		{ against: { name: "validation.jsonl", data: VALIDATION } },
	);
	assertValid(report);
	assert.deepEqual(countsOf(report), COUNTS);
	assert.ok(report.overlap.near >= COUNTS.normalized);
	assert.deepEqual(
		report.overlap.pairs
			.filter(({ kind }) => kind !== "near")
			.map(({ file, line, kind, other }) => [file, line, kind, other.line]),
		[
			["validation.jsonl", 1, "exact", 1],
			["validation.jsonl", 3, "exact", 2],
			["validation.jsonl", 4, "canonical", 3],
			["validation.jsonl", 5, "normalized", 4],
			["validation.jsonl", 6, "same-prompt", 5],
		],
	);
	const found = report.rules["overlapping-record"];
	assert.equal(found.count, 5);
	assert.deepEqual(
		found.examples.map(({ file, line, related }) => [
			file,
			line,
			related?.map((/** @type {any} */ { file, line, similarity }) => ({
				file,
				line,
				...(similarity !== undefined && { similarity }),
			})),
		]),
		report.overlap.pairs.map(({ file, line, similarity, other }) => [
			file,
			line,
			[{ ...other, ...(similarity !== undefined && { similarity }) }],
		]),
	);
	assert.equal(report.counts.records, 60);
	assert.equal(report.files.length, 1);
	assert.ok(report.ok);
});

test("chunks, workers and archives change nothing", async () => {
	/** @param {object} [options] @param {unknown} [against] */
	const report = (options, against = VALIDATION) =>
		check(
			{ name: "train.jsonl", data: TRAIN },
			{ against: { name: "validation", data: against }, ...options },
		);
	const plain = await report();
	for (const options of [
		{ workers: 0, sizes: { chunk: 100 } },
		{ workers: 3, sizes: { chunk: 1000 } },
	])
		assert.deepEqual(await report(options), plain);
	const array = `[${VALIDATION.trim().split("\n").join(",\n")}]`;
	for (const packed of [
		gzipSync(VALIDATION),
		zstd(VALIDATION),
		new Blob([VALIDATION]).stream(),
		array,
	])
		assert.deepEqual(countsOf(await report({}, packed)), COUNTS);
});

test("what is prepared is the same with and without, however it is written", async (t) => {
	const alone = await prepare(TRAIN);
	const beside = await prepare(TRAIN, { against: [VALIDATION, lines(5, 40)] });
	assertValid(beside.report);
	for (const output of ["train", "validation", "setAside"])
		assert.equal(await beside[output].text(), await alone[output].text());
	assert.deepEqual(beside.report.split, alone.report.split);
	assert.deepEqual(
		beside.report.overlap.files.map(({ name }) => name),
		["against.jsonl", "against-2.jsonl"],
	);
	assert.equal(beside.report.overlap.exact, 7);
	const cwd = folder(t);
	const path = (/** @type {string} */ name) => join(cwd, name);
	const written = await prepareTo(
		() => TRAIN,
		{
			train: path("train.jsonl"),
			validation: path("validation.jsonl"),
			setAside: path("set-aside.jsonl"),
		},
		{ against: VALIDATION },
	);
	assert.deepEqual(countsOf(written), COUNTS);
	assert.equal(
		readFileSync(path("train.jsonl"), "utf8"),
		await alone.train.text(),
	);
});

test("progress tells of comparing, and an empty list is refused before anything is read", async () => {
	/** @type {Set<string>} */
	const phases = new Set();
	await check(TRAIN, {
		against: lines(3000),
		workers: 0,
		sizes: { chunk: 1000 },
		onProgress: ({ phase }) => phases.add(phase),
	});
	assert.ok(phases.has("comparing"));
	await assert.rejects(check(TRAIN, { against: [] }), {
		code: "BAD_OPTION",
		message: /no file to compare with/,
	});
});

test("the command line shows a table, and fails on it where warnings fail", async (t) => {
	const cwd = data(t);
	const args = ["check", "train.jsonl", "--against", "validation.jsonl"];
	const { code, stdout } = await tuneset(args, { cwd });
	assert.equal(code, 0);
	assert.match(
		stdout,
		/^validation\.jsonl:1:1: warning\[overlapping-record\] leakage: identical to line 1 of train\.jsonl$/m,
	);
	assert.match(stdout, /^ {4}= see: train\.jsonl:1$|see: train\.jsonl:1/m);
	assert.match(
		stdout,
		/leakage: 5 of 7 records of validation\.jsonl also occur in the training data, so validation loss will be too optimistic/i,
	);
	assert.match(
		stdout,
		/Leakage: of 7 records of validation\.jsonl, also in this data \(cumulative\):\n {2}identical +2 +28\.6%\n {2}same JSON +3 .*\n {2}same text, ignoring case +4 .*\n {2}near-duplicate, 0\.8 or more +\d .*\n {2}same prompt only +5 /,
	);
	const strict = await tuneset([...args, "--fail-on", "warning"], { cwd });
	assert.equal(strict.code, 1);
});

test("every format of the report speaks of it", async (t) => {
	const cwd = data(t);
	/** @param {string} format */
	const shown = async (format) => {
		const args = ["check", "train.jsonl", "--against", "validation.jsonl"];
		return (await tuneset([...args, "--format", format], { cwd })).stdout;
	};
	assert.deepEqual(countsOf(JSON.parse(await shown("json"))), COUNTS);
	const kept = (await shown("jsonl"))
		.trim()
		.split("\n")
		.map((text) => JSON.parse(text));
	assert.ok(
		kept.some(
			({ rule, file, line }) =>
				rule === "overlapping-record" &&
				file === "validation.jsonl" &&
				line === 6,
		),
	);
	assert.match(
		await shown("github"),
		/::warning file=validation\.jsonl,line=1,col=1,title=tuneset overlapping-record::/,
	);
	const sarif = JSON.parse(await shown("sarif"));
	assert.ok(
		sarif.runs[0].results.some(
			(/** @type {any} */ { ruleId, locations }) =>
				ruleId === "overlapping-record" &&
				locations[0].physicalLocation.artifactLocation.uri ===
					"validation.jsonl",
		),
	);
	assert.match(
		await shown("markdown"),
		/\| Also in this data, of 7 records of validation\.jsonl \(cumulative\) \| count \| share \|\n.*\n\| identical \| 2 \| 28\.6% \|/,
	);
});

test("several files, standard input, a folder, a config file", async (t) => {
	const cwd = data(t);
	/** @param {string[]} args @param {string} [input] */
	const overlap = async (args, input) => {
		const { stdout, stderr } = await tuneset(
			["check", ...args, "--format", "json"],
			{ cwd, input },
		);
		return { ...JSON.parse(stdout).overlap, stderr };
	};
	writeFileSync(join(cwd, "more.jsonl.gz"), gzipSync(lines(3, 10)));
	const two = await overlap([
		"train.jsonl",
		"--against=validation.jsonl",
		"--against",
		"more.jsonl.gz",
	]);
	assert.equal(two.records, 10);
	assert.equal(two.exact, 5);
	assert.equal(two.files[1].compressed.kind, "gzip");
	const piped = await overlap(["train.jsonl", "--against", "-"], VALIDATION);
	assert.equal(piped.files[0].name, "stdin");
	assert.equal(piped.exact, 2);
	// A file of the folder that it is compared with is no input.
	const inFolder = await overlap([
		".",
		"--against",
		"validation.jsonl",
		"--against",
		"more.jsonl.gz",
	]);
	assert.equal(inFolder.exact, 5);
	assert.equal(
		inFolder.stderr,
		"tuneset: more.jsonl.gz, validation.jsonl: compared with, and so no part of the data.\n",
	);
	const matched = await overlap(["*.jsonl", "--against", "val*.jsonl"]);
	assert.equal(matched.exact, 2);
	assert.match(matched.stderr, /^tuneset: validation\.jsonl: compared with/);
	const itself = await overlap(["train.jsonl", "--against", "train.jsonl"]);
	assert.deepEqual([itself.exact, itself.stderr], [60, ""]);
	for (const against of ["validation.jsonl", ["validation.jsonl"]]) {
		writeFileSync(join(cwd, "tuneset.json"), JSON.stringify({ against }));
		const { stdout } = await tuneset(
			["check", "train.jsonl", "--config", "tuneset.json", "--format", "json"],
			{ cwd },
		);
		assert.equal(JSON.parse(stdout).overlap.exact, 2);
	}
});

test("what cannot be read of it is shown, and no error of the data", async (t) => {
	const cwd = data(t);
	writeFileSync(join(cwd, "broken.jsonl"), `${line(1)}\n{"half\n${line(2)}\n`);
	const { code, stdout } = await tuneset(
		["check", "train.jsonl", "--against", "broken.jsonl"],
		{ cwd },
	);
	assert.equal(code, 0);
	assert.match(stdout, /^broken\.jsonl:2:\d+: not compared\[invalid-json\] /m);
	assert.match(
		stdout,
		/1 record of broken\.jsonl could not be read and was not compared; the first is at line 2 of broken\.jsonl \(invalid-json\)/,
	);
});

test("prepare compares too, and never replaces what it compares with", async (t) => {
	const cwd = data(t);
	const args = ["prepare", "train.jsonl", "--out", "out"];
	const plain = await tuneset(args, { cwd });
	assert.equal(plain.code, 0);
	const read = (/** @type {string} */ name) =>
		readFileSync(join(cwd, "out", name), "utf8");
	const before = read("train.jsonl");
	const beside = await tuneset(
		[...args, "--force", "--against", "validation.jsonl"],
		{ cwd },
	);
	assert.equal(beside.code, 0);
	assert.match(beside.stdout, /identical +2/);
	assert.equal(read("train.jsonl"), before);
	assert.deepEqual(countsOf(JSON.parse(read("report.json"))), COUNTS);
	const refused = await tuneset(
		[...args, "--force", "--against", "out/validation.jsonl"],
		{ cwd },
	);
	assert.equal(refused.code, 2);
	assert.match(refused.stderr, /is an input and would be replaced/);
	assert.ok(existsSync(join(cwd, "out/validation.jsonl")));
});

test("leaking records are dropped from the data by one option", async (t) => {
	const cwd = data(t);
	const args = ["prepare", "train.jsonl", "--drop-overlap", "--out", "p"];
	const alone = await tuneset(args, { cwd });
	assert.equal(alone.code, 2);
	assert.match(
		alone.stderr,
		/name it with --validation-file FILE or --against FILE/,
	);
	await assert.rejects(prepare(TRAIN, { dropOverlap: true }), {
		code: "BAD_OPTION",
		message: /give it as validationFile or against/,
	});
	const done = await tuneset([...args, "--against", "validation.jsonl"], {
		cwd,
	});
	assert.equal(done.code, 0, done.stderr);
	assert.match(
		done.stdout,
		/5 records of the data are excluded: also in validation\.jsonl, the same or nearly the same/,
	);
	const again = await tuneset(
		["check", "p/train.jsonl", "--against", "validation.jsonl"],
		{ cwd },
	);
	assert.match(again.stdout, /no record of validation\.jsonl also occurs in/i);
	const { report, train } = await prepare(TRAIN, {
		against: VALIDATION,
		dropOverlap: true,
		validation: "off",
	});
	assert.equal(report.overlap?.dropped, 5);
	assert.equal(report.split?.setAside.byReason["overlapping-record"], 5);
	assert.equal((await train.text()).trim().split("\n").length, 55);
	assertValid(report);
});
