// `npm run bench -- near`: near-duplicates beside rensa, text-dedup and convmerge, and held against the exact truth and datasketch's.
// Each runs as a process on one core; the records they keep are compared one by one. With --quick on 5,000 records.

import { spawnSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { home, thisMachine } from "../scripts/machine.mjs";
import { announce, Failure, run } from "../scripts/run.mjs";
import { writeNearSet } from "./near-set.mjs";

const SEED = 20261122;
const THRESHOLDS = [0.8, 0.7];
const PEERS = ["rensa", "rensa-rho", "text-dedup", "convmerge"];
const folder = join(home, "target", "near");
const benches = join(home, "benches");
const cli = join(home, "pkg", "cli.js");

/** @typedef {{ cpu: number, wall: number, bytes: number, cutting?: number, pairs?: number }} Took */

/** @param {boolean} quick */
export async function near(quick) {
	const count = quick ? 5_000 : 100_000;
	const [records, texts] = ["jsonl", "texts.jsonl"].map((name) =>
		join(folder, `${count}-${SEED}.${name}`),
	);
	mkdirSync(folder, { recursive: true });
	writeNearSet(records, texts, count, SEED);
	const python = await peers();
	const load = loadavg()[0].toFixed(1);
	console.log(
		`\nNear-duplicates: ${count.toLocaleString("en")} conversations, ${(statSync(records).size / 1e6).toFixed(0)} MB, one core, load ${load}`,
	);
	if (python) took(python, texts, "truth", 0.5);
	for (const threshold of THRESHOLDS) {
		const ours = [tuneset(records, threshold)];
		/** @type {Record<string, Took>} */
		const theirs = {};
		if (python) {
			for (const peer of [...PEERS, "datasketch"]) {
				theirs[peer] = took(python, texts, peer, threshold);
				ours.push(tuneset(records, threshold));
			}
			keep(records, threshold, count);
			table(threshold, count, ours, theirs, scored(python, texts, threshold));
		} else {
			table(threshold, count, ours, theirs);
		}
	}
	if (python) notes();
}

/** A Python that has the peers, made once for each set of versions; the reason as a string if there is none. */
async function peers() {
	const requirements = join(benches, "near-requirements.txt");
	const wanted = readFileSync(requirements, "utf8");
	const environment = join(folder, "peers");
	const python = join(
		environment,
		...(process.platform === "win32"
			? ["Scripts", "python.exe"]
			: ["bin", "python"]),
	);
	const stamp = join(environment, "requirements.txt");
	if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted)
		return python;
	const found = thisMachine.which("python3") ?? thisMachine.which("python");
	const skipped = (/** @type {string} */ why) =>
		console.log(
			`\nSkipped: rensa, text-dedup, convmerge, datasketch and with them recall and precision: ${why}`,
		);
	if (!found || spawnSync(found, ["-c", "import venv, ensurepip"]).status !== 0)
		return void skipped("there is no Python 3 with venv and pip here.");
	const log = join(folder, "peers.log");
	rmSync(environment, { recursive: true, force: true });
	try {
		await announce(
			"Installing the peers from PyPI, about 90 seconds, once",
			async () => {
				await run(found, ["-m", "venv", environment], { log });
				await run(python, ["-m", "pip", "install", "-q", "-r", requirements], {
					log,
				});
			},
		);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		return void skipped(`installing them failed; see ${log}.`);
	}
	writeFileSync(stamp, wanted);
	return python;
}

/**
 * Time and output of a step of near.py.
 *
 * @param {string} python
 * @param {string} texts
 * @param {string} step
 * @param {number} threshold
 */
function took(python, texts, step, threshold) {
	const script = join(benches, "near.py");
	// Removes results of earlier runs, which text-dedup would reuse.
	rmSync(join(folder, "cache"), { recursive: true, force: true });
	const said = alone(python, [script, step, texts, folder, `${threshold}`], {
		OMP_NUM_THREADS: "1",
		OPENBLAS_NUM_THREADS: "1",
		RAYON_NUM_THREADS: "1",
		HF_DATASETS_OFFLINE: "1",
	});
	return JSON.parse(said.trim().split("\n").at(-1) ?? "");
}

/**
 * Tuneset's whole process, near-duplicates off and on.
 *
 * @param {string} records
 * @param {number} threshold
 */
function tuneset(records, threshold) {
	const [off, on] = ["off", `${threshold}`].map((near) => {
		const usage = join(folder, "usage.json");
		const preload = pathToFileURL(join(benches, "usage.mjs")).href;
		const start = performance.now();
		alone(
			process.execPath,
			[
				"--import",
				preload,
				cli,
				"check",
				records,
				"-q",
				"--statistics",
				"--workers",
				"0",
				"--fail-on",
				"never",
				"--near",
				near,
			],
			{ USAGE_FILE: usage },
		);
		const wall = (performance.now() - start) / 1000;
		const { peakBytes, cpuSeconds } = JSON.parse(readFileSync(usage, "utf8"));
		return { cpu: cpuSeconds, wall, bytes: peakBytes };
	});
	return { off, on };
}

/**
 * Writes the records that Tuneset leaves out, and the pairs it reports, for near.py to score.
 *
 * @param {string} records
 * @param {number} threshold
 * @param {number} count
 */
function keep(records, threshold, count) {
	const out = join(folder, "out");
	const shared = ["-q", "--fail-on", "never", "--near", `${threshold}`];
	alone(process.execPath, [
		cli,
		"prepare",
		records,
		...shared,
		"--dedupe",
		"near",
		"--validation",
		"off",
		"--out",
		out,
		"--force",
	]);
	const kept = Array.from({ length: count }, () => true);
	for (const line of lines(readFileSync(join(out, "set-aside.jsonl"), "utf8")))
		kept[line.line - 1] = false;
	const found = alone(process.execPath, [
		cli,
		"check",
		records,
		...shared,
		"--format",
		"jsonl",
		"--max-examples",
		"all",
	]);
	const pairs = lines(found)
		.filter(({ rule }) =>
			["near-duplicate-record", "duplicate-record"].includes(rule),
		)
		.flatMap(({ rule, line, message, related: [other] }) => {
			const similarity = rule === "duplicate-record" ? 1 : other.similarity;
			const first = /through it belongs with line (\d+)/.exec(message)?.[1];
			const pair = [line - 1, other.line - 1, similarity];
			return first ? [pair, [line - 1, Number(first) - 1, null]] : [pair];
		});
	const write = (/** @type {string} */ name, /** @type {unknown} */ value) =>
		writeFileSync(
			join(folder, `tuneset-${threshold}.${name}.json`),
			JSON.stringify(value),
		);
	write("kept", { kept });
	write("pairs", pairs);
}

/** @param {string} text @returns {any[]} */
function lines(text) {
	return text
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));
}

/**
 * Runs a command on one core, if the system allows that; returns its output.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} environment
 */
function alone(command, args, environment = {}) {
	const core = `${availableParallelism() - 1}`;
	const line = thisMachine.which("taskset")
		? ["taskset", "-c", core, command, ...args]
		: [command, ...args];
	const child = spawnSync(line[0], line.slice(1), {
		env: { ...process.env, ...environment },
		encoding: "utf8",
		maxBuffer: 1 << 30,
	});
	if (child.status === 0) return child.stdout;
	throw new Failure(
		`${line.join(" ")}\nended with ${child.status}\n${child.stderr}`,
	);
}

/** @param {string} python @param {string} texts @param {number} threshold */
function scored(python, texts, threshold) {
	return /** @type {any} */ (took(python, texts, "score", threshold));
}

/**
 * @param {number} threshold
 * @param {number} count
 * @param {{ off: Took, on: Took }[]} ours
 * @param {Record<string, Took>} theirs
 * @param {any} [scores]
 */
function table(threshold, count, ours, theirs, scores) {
	const of = (/** @type {"off" | "on"} */ which) => ({
		cpu: median(ours.map((took) => took[which].cpu)),
		wall: median(ours.map((took) => took[which].wall)),
		bytes: median(ours.map((took) => took[which].bytes)),
	});
	const [off, on] = [of("off"), of("on")];
	/** @type {[string, Took, string?][]} */
	const rows = [
		[
			"tuneset check, all of it, near on",
			{ ...on, bytes: on.bytes - off.bytes },
			"tuneset",
		],
		[
			"  of which near-duplicates",
			{
				cpu: on.cpu - off.cpu,
				wall: on.wall - off.wall,
				bytes: on.bytes - off.bytes,
			},
		],
	];
	for (const [peer, took] of Object.entries(theirs)) {
		rows.push([peer, took, peer]);
		if (took.cutting)
			rows.push([
				"  without cutting shingles in Python",
				{ ...took, cpu: took.cpu - took.cutting, wall: Number.NaN },
			]);
	}
	console.log(
		`\nfrom ${threshold} on`.padEnd(45),
		"  CPU s   wall s  bytes/record    exact truth: recall, precision    datasketch: recall, precision",
	);
	for (const [name, took, peer] of rows) {
		const score = peer ? scores?.scores[peer] : undefined;
		const shown = (/** @type {number[] | undefined} */ pair) =>
			pair ? pair.map((share) => share.toFixed(4).padStart(9)).join(" ") : "";
		const wall = Number.isNaN(took.wall) ? "" : took.wall.toFixed(2);
		console.log(
			name.padEnd(43),
			took.cpu.toFixed(2).padStart(8),
			wall.padStart(8),
			(took.bytes > 0 ? Math.round(took.bytes / count) : "")
				.toString()
				.padStart(13),
			shown(score?.exact).padStart(33),
			shown(score?.datasketch).padStart(32),
		);
	}
	console.log(
		`near on takes ${(on.cpu / off.cpu).toFixed(2)} times the CPU of near off (aim: at most 1.4)`,
	);
	if (!scores) return;
	console.log(
		`rensa takes ${(theirs.rensa.cpu / on.cpu).toFixed(1)} times the CPU of all of tuneset check, ${(theirs.rensa.cpu / (on.cpu - off.cpu)).toFixed(1)} times that of its near-duplicates`,
	);
	const { pairs, together, said, so } = scores.ours;
	console.log(
		`tuneset, pair by pair: ${together} of ${pairs} similar pairs are in one cluster (${(together / pairs).toFixed(5)}); of ${said} similarities it reports ${so} are as counted`,
	);
}

function notes() {
	console.log(`
Recall: of the records that have a record like them, those that were left out for it or lost it; precision: of the records left
out, those that have a record like them. The exact truth is every pair of all, multiplied out; datasketch's are its candidates, counted.
Tuneset's figures are a whole process of Node: reading, JSON, every rule. The peers' begin after their imports and, but for
text-dedup and convmerge, after reading. rensa and datasketch get Tuneset's shingles (three words; one character where nothing
parts words) and 128 and 256 permutations; text-dedup and convmerge cut three words in a row by themselves, and see none in
Chinese, Japanese and Thai, so that they are held against the other records only. rensa-rho says which records have a copy, not
which one stays. The system prompt is given to none of the peers; Tuneset reads it and leaves it out, and so it does with runs
that more than 1,000 records have, which the truths know nothing of: some Thai ones here.`);
}

/** @param {number[]} numbers */
function median(numbers) {
	return numbers.toSorted((one, other) => one - other)[
		Math.floor(numbers.length / 2)
	];
}
