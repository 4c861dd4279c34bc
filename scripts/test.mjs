// `npm test`: every step runs even if one before it failed; the end sums up. The steps are in steps.mjs.
// `npm test -- rust js` runs those steps, `npm test -- all` also the ones that only CI runs by itself.

import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { home, thisMachine } from "./machine.mjs";
import { Failure, main, run, seconds } from "./run.mjs";
import { steps } from "./steps.mjs";
import { ensure } from "./toolchain.mjs";

/** @param {string[]} names */
function choose(names) {
	if (names.length === 0) return steps.filter((step) => !step.ci);
	if (names.includes("all")) return steps;
	const unknown = names.filter(
		(name) => !steps.some((step) => step.name === name),
	);
	if (unknown.length > 0) {
		const all = steps.map((step) => `  ${step.name.padEnd(12)} ${step.says}`);
		throw new Failure(
			`There is no step ${unknown.join(", ")}; there are:\n${all.join("\n")}\n  all`,
		);
	}
	const chosen = steps.filter((step) => names.includes(step.name));
	const built = chosen.some((step) => step.built);
	return steps.filter(
		(step) => chosen.includes(step) || (built && step.name === "build"),
	);
}

/** @param {import('./steps.mjs').Step} step */
async function attempt(step) {
	console.log(`\n== ${step.name}: ${step.says}`);
	const start = Date.now();
	// Tests that are skipped are written here, by whatever runs them.
	const list = join(home, "target", "skipped", `${step.name}.jsonl`);
	mkdirSync(join(list, ".."), { recursive: true });
	rmSync(list, { force: true });
	process.env.TUNESET_SKIPPED = list;
	/** @type {{ result: 'passed' | 'failed' | 'skipped', note: string }} */
	let outcome;
	try {
		const skipped = await step.run();
		outcome = skipped
			? { result: "skipped", note: skipped }
			: { result: "passed", note: "" };
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		// A step that breaks in an unforeseen way must not hide the results of the other steps.
		console.error(error instanceof Failure ? error.message : error.stack);
		outcome = { result: "failed", note: "" };
	}
	const took = seconds(start);
	console.log(`== ${step.name}: ${outcome.result} in ${took}`);
	return { name: step.name, took, skipped: skippedTests(list), ...outcome };
}

/**
 * Begins the build beside the steps before it, as the wasm is linked on one core for minutes. If it fails, the step that follows
 * tries again and says why.
 *
 * @param {import('./steps.mjs').Step[]} chosen
 */
async function beginBuild(chosen) {
	if (!chosen.some((step) => step.name === "build") || chosen.length === 1)
		return;
	const log = join(home, "target", "log", "build");
	const script = join(home, "scripts", "build.mjs");
	await run(process.execPath, [script], { cwd: home, log }).catch(() => {});
}

/** @param {string} list @returns {import('./skipped.mjs').Skipped[]} */
function skippedTests(list) {
	if (!existsSync(list)) return [];
	const lines = readFileSync(list, "utf8").split("\n").filter(Boolean);
	return [...new Set(lines)].map((line) => JSON.parse(line));
}

await main(async () => {
	const chosen = choose(process.argv.slice(2));
	// Missing tools are reported now, not after ten minutes.
	await ensure([...new Set(chosen.flatMap((step) => step.tools))], thisMachine);
	/** @type {Awaited<ReturnType<typeof attempt>>[]} */
	const outcomes = [];
	const early = beginBuild(chosen);
	for (const step of chosen) {
		if (step.name === "build") await early;
		outcomes.push(await attempt(step));
	}

	console.log();
	for (const { name, result, took, note } of outcomes) {
		console.log(
			`  ${name.padEnd(12)} ${result.padEnd(8)} ${took.padStart(7)}  ${note}`.trimEnd(),
		);
	}
	const skippedAlone = outcomes.flatMap(({ name, skipped }) =>
		skipped.map((test) => `  ${name.padEnd(12)} ${test.name}: ${test.reason}`),
	);
	if (skippedAlone.length > 0)
		console.log(`\nTests that were skipped:\n${skippedAlone.join("\n")}`);
	const count = (/** @type {string} */ result) =>
		outcomes.filter((outcome) => outcome.result === result).length;
	const skipped = count("skipped") > 0 ? `, ${count("skipped")} skipped` : "";
	console.log(
		`\n${count("passed")} passed, ${count("failed")} failed${skipped}`,
	);
	if (count("failed") > 0) process.exitCode = 1;
});
