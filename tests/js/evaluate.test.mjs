// `tuneset evaluate`, and the function of that name: references and answers in, a verdict out.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { load, tuneset } from "./support/command.mjs";
import { schemaOf } from "./support/schema.mjs";

const { evaluate, file, TunesetError } = await load("node.js");
const fixtures = fileURLToPath(
	new URL("../fixtures/evaluation", import.meta.url),
);
const { assertValid, unmet } = schemaOf("evaluation");

/** The files of a fixture. @param {string} name */
function sides(name) {
	const names = readdirSync(join(fixtures, name));
	const of = (/** @type {string} */ side) =>
		names.find((one) => one.startsWith(`${side}.`));
	return {
		references: of("references"),
		tuned: of("tuned"),
		...(of("base") && { base: of("base") }),
	};
}

/** @param {string} name */
const inputs = (name) =>
	Object.fromEntries(
		Object.entries(sides(name)).map(([side, one]) => [
			side,
			file(join(fixtures, name, one), one),
		]),
	);

/** @param {string} name @param {string[]} more */
function run(name, ...more) {
	const { references, tuned, base } = sides(name);
	return tuneset(
		[
			"evaluate",
			references,
			"--tuned",
			tuned,
			...(base ? ["--base", base] : []),
			...more,
		],
		{ cwd: join(fixtures, name) },
	);
}

for (const name of readdirSync(fixtures)) {
	test(`${name}: the verdict, in a report that its schema takes`, async () => {
		const report = await evaluate(inputs(name));
		assertValid(report);
		assert.equal(report.verdict.kind, name.split(".")[0]);
	});
}

test("every kind of source, and the same report each time", async () => {
	const { references, tuned } = sides("better.classes");
	const read = (/** @type {string} */ name) =>
		readFileSync(join(fixtures, "better.classes", name), "utf8");
	const expected = await evaluate({
		references: read(references),
		tuned: read(tuned),
	});
	const report = await evaluate({
		references: new TextEncoder().encode(read(references)),
		tuned: new Blob([read(tuned)]).stream(),
	});
	assert.deepEqual(report, expected);
	assert.equal(report.verdict.kind, "not-compared");
	assert.equal(report.tuned.matchedBy, "prompt");
});

test("options are checked, and change what they should", async () => {
	const files = inputs("better.classes");
	for (const options of [{ matchBy: "luck" }, { sed: 1 }, { seed: -1 }]) {
		await assert.rejects(evaluate(files, options), (error) => {
			assert.ok(error instanceof TunesetError);
			assert.equal(error.code, "BAD_OPTION");
			return true;
		});
	}
	const [one, again, other] = await Promise.all([
		evaluate(inputs("better.classes")),
		evaluate(inputs("better.classes"), { seed: 42 }),
		evaluate(inputs("better.classes"), { seed: 7 }),
	]);
	assert.deepEqual(one, again);
	assert.notDeepEqual(
		one.difference.measures[0].difference,
		other.difference.measures[0].difference,
	);
	const byOrder = await evaluate(inputs("better.classes"), {
		matchBy: "order",
	});
	assert.equal(byOrder.verdict.kind, "worse", "the answers are shuffled");
});

test("text: the verdict, what led to it, tables, examples", async () => {
	const { code, stdout, stderr } = await run("better.classes");
	assert.equal(stderr, "");
	assert.equal(code, 0);
	assert.match(
		stdout,
		/^base\.jsonl\.out:24:1: warning\[cut-off-answer\] the answer was cut off/,
	);
	assert.match(stdout, /^references\.jsonl: 150 references; 3 classes$/m);
	assert.match(
		stdout,
		/^tuned\.jsonl\.out: 150 answers of the tuned model, matched by prompt$/m,
	);
	assert.match(
		stdout,
		/^Better: The tuned model's accuracy is 95% and the base model's 76% on 149 pairs: \+19 points/m,
	);
	assert.match(
		stdout,
		/^ {2}normalized match +75\.8% +95\.3% +\+19\.5 +\+11\.4 to \+26\.8$/m,
	);
	assert.match(stdout, /^ {2}length +9\.6 chars +7\.6 chars +-2\.0 /m);
	assert.match(stdout, /^ {2}billing +58 +81\.7% +95\.7% /m);
	assert.match(stdout, /most often taken: billing for technical \(3\)/);
	assert.match(
		stdout,
		/^Worse than before, 3 of 4:\n {2}line 77 {2}technical$/m,
	);
	const fields = await run("worse.fields");
	assert.equal(fields.code, 1);
	assert.match(fields.stdout, /^ {2}city +100\.0% +40\.0%$/m);
	const alone = await run("not-compared");
	assert.equal(alone.code, 0);
	assert.match(alone.stdout, /^ {2}exact match +80\.0%$/m);
});

/** @type {[name: string, more: string[], code: number][]} */
const gates = [
	["no-difference.classes", [], 0],
	["no-difference.classes", ["--fail-on", "warning"], 1],
	["worse.fields", ["--fail-on", "never"], 0],
	["nothing-to-compare", [], 1],
	["better.free-text", [], 0],
];
for (const [name, more, expected] of gates) {
	test(`exit code ${expected}: ${name} ${more.join(" ")}`, async () => {
		assert.equal((await run(name, ...more)).code, expected);
	});
}

test("json is the report; standard input is one of the files", async () => {
	const { references } = sides("not-compared");
	const { stdout } = await tuneset(
		["evaluate", references, "--tuned", "-", "--format", "json"],
		{
			cwd: join(fixtures, "not-compared"),
			input: readFileSync(join(fixtures, "not-compared", "tuned.jsonl")),
		},
	);
	const report = JSON.parse(stdout);
	assertValid(report);
	assert.equal(report.tuned.name, "stdin");
});

test("the form of answers is learnt from the training file too", async () => {
	const cwd = join(fixtures, "no-difference.few");
	const { references, tuned } = sides("no-difference.few");
	// Eight references show no form; these answers do.
	const training = Array.from({ length: 30 }, (_, n) =>
		JSON.stringify({
			prompt: `p ${n}`,
			completion: `{"n": ${n}, "x": "${n}"}`,
		}),
	).join("\n");
	const args = ["evaluate", references, "--tuned", tuned];
	const alone = await tuneset(args, { cwd });
	assert.doesNotMatch(alone.stdout, /format compliance/);
	const taught = await tuneset([...args, "--training", "-"], {
		cwd,
		input: training,
	});
	assert.match(
		taught.stdout,
		/^stdin: 30 records to learn the form of answers from$/m,
	);
	assert.match(taught.stdout, /^ {2}format compliance +0\.0%$/m);
	assert.match(taught.stdout, /other-form-than-training/);
	const report = await evaluate({
		...inputs("no-difference.few"),
		training: new Blob([training]),
	});
	assertValid(report);
	assert.equal(report.training.usable, 30);
	assert.equal(
		report.references.format.name,
		'a JSON object with the keys "n", "x"',
	);
});

/** @type {[what: string, args: string[], says: RegExp][]} */
const mistakes = [
	[
		"no file",
		[],
		/name the file with the right answers, as in `tuneset evaluate/,
	],
	[
		"no answers",
		["a.jsonl"],
		/say where the tuned model's answers are with --tuned FILE/,
	],
	[
		"two files",
		["a", "b", "--tuned", "c"],
		/there is one file with the right answers/,
	],
	[
		"standard input twice",
		["a", "--tuned", "-", "--training", "-"],
		/standard input \(-\) can be read once only/,
	],
	[
		"a file that is not there",
		["nope.jsonl", "--tuned", "x"],
		/There is no file nope\.jsonl/,
	],
	[
		"an unknown manner",
		["a", "--tuned", "b", "--match", "luck"],
		/--match is one of auto, id, prompt, order/,
	],
];
for (const [what, args, says] of mistakes) {
	test(`${what}: a sentence and exit code 2`, async () => {
		const { code, stderr } = await tuneset(["evaluate", ...args]);
		assert.equal(code, 2);
		assert.match(stderr, says);
	});
}

test("every field of the schema is in a report of these tests", () => {
	assert.deepEqual(unmet(), []);
});
