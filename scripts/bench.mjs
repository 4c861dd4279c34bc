// `npm run bench`: how fast, against what one would write first, in one run on this machine. Everything is a ratio of
// medians of interleaved runs, so that a slow machine or a busy one slows both sides.
// `npm run bench -- --quick` leaves out the million records and takes fewer runs; `npm run bench -- near` measures near-duplicates
// alone, beside other programs; `npm run bench -- browser` a large file in Chromium alone; `npm run bench -- soak` whether what comes
// out stays the same while workers are killed, reads fail and disks fill up; `npm run bench -- tokens` holds the estimates of tokens against three tokenizers;
// `npm run bench -- texts` checks ten kinds of text (benches/corpora.mjs) beside the same loop;
// `npm run bench -- repair` repairs broken records beside jsonrepair and json_repair; `npm run bench -- precision` counts how many findings
// on sets that strangers made are worth reading.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { browser } from "../benches/browser.mjs";
import { corpora, writeCorpus } from "../benches/corpora.mjs";
import { writeDataset } from "../benches/dataset.mjs";
import { near } from "../benches/near.mjs";
import { precision } from "../benches/precision.mjs";
import { repair } from "../benches/repair/repair.mjs";
import { soak } from "../benches/soak.mjs";
import { tokens } from "../benches/tokens/tokens.mjs";
import { build } from "./build.mjs";
import { home } from "./machine.mjs";
import { Failure, main } from "./run.mjs";
import { ensure } from "./toolchain.mjs";

const SEED = 20261122;
const quick = process.argv.includes("--quick");
const RUNS = quick ? 3 : 7;
const folder = join(tmpdir(), "tuneset-bench");
const cli = join(home, "pkg", "cli.js");
const loop = join(home, "benches", "plain-loop.mjs");

main(async () => {
	await ensure(["npm", "wasm-target", "wasm-bindgen", "wasm-pack", "chromium"]);
	await build();
	if (process.argv.includes("near")) return near(quick);
	if (process.argv.includes("texts")) return texts();
	if (process.argv.includes("browser")) return browser(quick);
	if (process.argv.includes("soak")) return soak(process.argv);
	if (process.argv.includes("tokens")) return tokens(process.argv);
	if (process.argv.includes("repair")) return repair(process.argv);
	if (process.argv.includes("precision")) return precision(process.argv);
	mkdirSync(folder, { recursive: true });
	const file = dataset(100_000);
	const bytes = statSync(file).size;
	console.log(
		`\n100,000 prompt and completion records, ${megabytes(bytes)}, ${RUNS} runs each, interleaved, medians\n`,
	);
	commandLine(file, bytes);
	if (!quick) memory(file);
	await browser(quick);
	await near(quick);
});

/** A data set of so many records, made once. @param {number} records */
function dataset(records) {
	const path = join(folder, `${records}-${SEED}.jsonl`);
	if (!existsSync(path)) writeDataset(path, records, SEED);
	return path;
}

/** @param {string} file @param {number} bytes */
function commandLine(file, bytes) {
	const check = [cli, "check", file, "-q", "--fail-on", "never"];
	const prepare = [cli, "prepare", file, "-q", "--fail-on", "never", "--out"];
	const times = interleaved({
		"plain loop": () => time([loop, file]),
		"tuneset check": () => time(check),
		"plain loop, writing": () => time([loop, file, fresh()]),
		"tuneset prepare": () => time([...prepare, fresh()]),
	});
	const base = times["plain loop"];
	row("plain loop (read, decode, split, JSON.parse, Set)", base, bytes);
	row("tuneset check, whole process", times["tuneset check"], bytes, base, 2.5);
	row(
		"plain loop that also writes both files",
		times["plain loop, writing"],
		bytes,
	);
	row(
		"tuneset prepare, whole process",
		times["tuneset prepare"],
		bytes,
		base,
		1.5,
	);
	console.log("");
	for (const [name, args] of Object.entries({
		"plain loop": [loop, file],
		"tuneset check": check,
		"tuneset prepare": [...prepare, fresh()],
	})) {
		console.log(`peak memory, ${name}: ${megabytes(peakMemory(args))}`);
	}
}

/** The folder for what a run writes, emptied. */
function fresh() {
	const out = join(folder, "out");
	rmSync(out, { recursive: true, force: true });
	mkdirSync(out);
	return out;
}

/** Ten kinds of text, each of 50 MB: how fast `check` is, with and without near-duplicates, as a ratio to the loop. */
function texts() {
	mkdirSync(folder, { recursive: true });
	const names = ["check, near off", "check", "prepare"];
	/** @type {Record<string, number[]>} */
	const ratios = Object.fromEntries(names.map((name) => [name, []]));
	console.log(
		`\n${RUNS} runs each, interleaved, medians; × is how many times as fast as the loop (prepare: as the loop that also writes)\n\n${["text".padEnd(14), "MB", "loop", ...names].join("  ")}`,
	);
	for (const name of corpora) {
		const file = join(folder, `${name}-${SEED}.jsonl`);
		if (!existsSync(file)) writeCorpus(file, name, 50e6, SEED);
		const quietly = [file, "-q", "--fail-on", "never"];
		const times = interleaved({
			loop: () => time([loop, file]),
			writing: () => time([loop, file, fresh()]),
			"check, near off": () =>
				time([cli, "check", ...quietly, "--near", "off"]),
			check: () => time([cli, "check", ...quietly]),
			prepare: () => time([cli, "prepare", ...quietly, "--out", fresh()]),
		});
		const cells = names.map((which) => {
			const base = which === "prepare" ? times.writing : times.loop;
			ratios[which].push(base / times[which]);
			return `${(times[which] / 1000).toFixed(2)} s ${(base / times[which]).toFixed(2)}×`.padEnd(
				which.length,
			);
		});
		const size = Math.round(statSync(file).size / 1e6).toString();
		console.log(
			[
				name.padEnd(14),
				size,
				`${(times.loop / 1000).toFixed(2)} s`,
				...cells,
			].join("  "),
		);
	}
	for (const name of names) {
		const mean = Math.exp(
			ratios[name].reduce((sum, ratio) => sum + Math.log(ratio), 0) /
				corpora.length,
		);
		console.log(`geometric mean, ${name}: ${mean.toFixed(2)}×`);
	}
}

/** @param {string} small */
function memory(small) {
	const large = dataset(1_000_000);
	for (const command of ["check", "prepare"]) {
		const peak = (/** @type {string} */ file) => {
			const more = command === "prepare" ? ["--out", fresh()] : [];
			return peakMemory([
				cli,
				command,
				file,
				"-q",
				"--fail-on",
				"never",
				...more,
			]);
		};
		const [few, many] = [peak(small), peak(large)];
		const each = (many - few) / 900_000;
		console.log(
			`peak memory of ${command}: ${megabytes(few)} at 100,000 records, ${megabytes(many)} at 1,000,000: ${each.toFixed(1)} bytes a record (aim: at most 64)`,
		);
	}
}

/**
 * Runs every case once a round, after one round that is not counted, and returns the medians in milliseconds.
 *
 * @param {Record<string, () => number>} cases
 */
function interleaved(cases) {
	/** @type {Record<string, number[]>} */
	const samples = Object.fromEntries(
		Object.keys(cases).map((name) => [name, []]),
	);
	for (let round = 0; round <= RUNS; round++) {
		for (const [name, run] of Object.entries(cases)) {
			const duration = run();
			if (round > 0) samples[name].push(duration);
		}
	}
	return Object.fromEntries(
		Object.entries(samples).map(([name, durations]) => [
			name,
			median(durations),
		]),
	);
}

/** @param {string[]} args @param {Record<string, string>} environment @returns {number} milliseconds */
function time(args, environment = {}) {
	const start = performance.now();
	const child = spawnSync(process.execPath, args, {
		stdio: ["ignore", "ignore", "pipe"],
		env: { ...process.env, ...environment },
	});
	const duration = performance.now() - start;
	if (child.status !== 0)
		throw new Failure(
			`node ${args.join(" ")} ended with ${child.status}\n${child.stderr}`,
		);
	return duration;
}

/** @param {string[]} args @returns {number} bytes */
function peakMemory(args) {
	const note = join(folder, "usage.json");
	const preload = pathToFileURL(join(home, "benches", "usage.mjs")).href;
	time(["--import", preload, ...args], { USAGE_FILE: note });
	return JSON.parse(readFileSync(note, "utf8")).peakBytes;
}

/** @param {number[]} numbers */
function median(numbers) {
	const sorted = numbers.toSorted((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)];
}

/** @param {string} name @param {number} duration @param {number} bytes @param {number} [base] @param {number} [aim] */
function row(name, duration, bytes, base, aim) {
	const ratio = base
		? `  ${(base / duration).toFixed(2)} times as fast as the loop (aim: ${aim})`
		: "";
	console.log(
		`${name.padEnd(52)} ${(duration / 1000).toFixed(3).padStart(7)} s  ${Math.round(
			bytes / 1000 / duration,
		)
			.toString()
			.padStart(5)} MB/s${ratio}`,
	);
}

/** @param {number} bytes */
function megabytes(bytes) {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}
