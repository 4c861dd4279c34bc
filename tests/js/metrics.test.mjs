// `tuneset metrics`, and the function of that name: files of a job in, a verdict out.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { folder, load, tuneset } from "./support/command.mjs";
import { schemaOf } from "./support/schema.mjs";

const { file, metrics, TunesetError } = await load("node.js");
const fixtures = fileURLToPath(new URL("../fixtures/metrics", import.meta.url));
const { assertValid, unmet } = schemaOf("metrics");

/** The files of a fixture. @param {string} run */
const filesOf = (run) =>
	readdirSync(join(fixtures, run)).map((name) => join(fixtures, run, name));

for (const run of readdirSync(fixtures)) {
	test(`${run}: the verdict, in a report that its schema takes`, async () => {
		const report = await metrics(filesOf(run).map((path) => file(path)));
		assertValid(report);
		assert.equal(report.verdict.kind, run.split(".")[0]);
	});
}

test("every kind of source will do", async () => {
	const [training, validation] = filesOf("overfitting").map((path) =>
		readFileSync(path, "utf8"),
	);
	const expected = await metrics([training, validation]);
	assert.equal(expected.best.epochCount, 2);
	const bytes = new TextEncoder().encode(training);
	const report = await metrics([bytes, new Blob([validation]).stream()]);
	assert.deepEqual(report, expected);
	assert.ok(bytes.length > 0, "the caller's bytes are still there");
	await assert.rejects(metrics([]), TunesetError);
	await assert.rejects(metrics(training, { signal: AbortSignal.abort() }), {
		code: "ABORTED",
	});
});

test("text: files, verdict, advice, epochs", async () => {
	const { code, stdout, stderr } = await tuneset(["metrics", "overfitting"], {
		cwd: fixtures,
	});
	assert.equal(stderr, "");
	assert.equal(code, 0);
	assert.match(
		stdout,
		/^overfitting.step_wise_training_metrics\.csv: 200 training losses\n/,
	);
	assert.match(
		stdout,
		/\nOverfitting: Validation loss was lowest at epoch 2 of 5/,
	);
	assert.match(stdout, /\n {2}- Retrain with epochCount 2: Bedrock keeps/);
	assert.match(stdout, /\n +2 +40 +0\.647 +0\.842 {2}lowest\n/);
});

test("bad rows are findings with their place, and the exit code says so", async () => {
	const { code, stdout } = await tuneset(
		["metrics", "step_wise_training_metrics.csv", "validation_metrics.csv"],
		{ cwd: join(fixtures, "still-learning.bad-rows") },
	);
	assert.equal(code, 1);
	assert.match(
		stdout,
		/^step_wise_training_metrics\.csv:4:6: error\[bad-number\] training_loss is "n\/a": not a number$/m,
	);
});

/** @type {[run: string, failOn: string[], code: number][]} */
const gates = [
	["still-learning", [], 0],
	["plateau", ["--fail-on", "warning"], 0],
	["overfitting", [], 0],
	["overfitting", ["--fail-on", "warning"], 1],
	["diverging.rising", [], 1],
	["diverging.nan", ["--fail-on", "never"], 0],
];
for (const [run, failOn, expected] of gates) {
	test(`exit code ${expected}: ${run} ${failOn.join(" ")}`, async () => {
		const { code } = await tuneset(["metrics", run, ...failOn], {
			cwd: fixtures,
		});
		assert.equal(code, expected);
	});
}

test("json is the report; standard input is a file too", async () => {
	const [training] = filesOf("still-learning");
	const { stdout } = await tuneset(["metrics", "-", "--format", "json"], {
		input: readFileSync(training),
	});
	const report = JSON.parse(stdout);
	assertValid(report);
	assert.equal(report.files[0].name, "stdin");
});

test("a job's output folder as it is in S3; one without metrics is told", async (t) => {
	const cwd = folder(t);
	const [training, validation] = filesOf("still-learning");
	const into = (/** @type {string} */ path, /** @type {string} */ from) => {
		mkdirSync(join(cwd, path), { recursive: true });
		cpSync(from, join(cwd, path, from.split("/").at(-1) ?? ""));
	};
	into("job/training_artifacts", training);
	into("job/validation_artifacts/post_fine_tuning_validation", validation);
	into("empty", fileURLToPath(import.meta.url));
	const { code, stdout } = await tuneset(["metrics", "job"], { cwd });
	assert.equal(code, 0);
	assert.match(stdout, /Still learning: Validation loss was still falling/);
	const none = await tuneset(["metrics", "empty"], { cwd });
	assert.equal(none.code, 2);
	assert.match(none.stderr, /there is no step_wise_training_metrics\.csv/);
	const nothing = await tuneset(["metrics"], { cwd });
	assert.match(
		nothing.stderr,
		/name a file, as in `tuneset metrics step_wise_training_metrics\.csv`/,
	);
});

test("every field of the schema is in a report of these tests", () => {
	assert.deepEqual(unmet(), []);
});
