// `npm run bench -- soak`: 10 GB of records through the command line and 2 GB through the page, with a fault every minute. What comes
// out must equal what undisturbed runs write; a run that cannot go on must end in a sentence and leave nothing behind.
// `--gb=1` takes so many gigabytes, and at most two in the page; `--every=5` kills a worker every five seconds; `--seed=7` repeats.

import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../scripts/run.mjs";
import { writeDataset } from "./dataset.mjs";
import { xorshift } from "./random.mjs";
import { soakCommand } from "./soak-command.mjs";
import { soakPage } from "./soak-page.mjs";

/** Bytes of a record, on the average, and of one data set, with which 25 GB of disk suffice. */
const RECORD = 1088;
const SET = 2e9;

/**
 * @typedef {object} Run
 * @property {string} what
 * @property {number} bytes
 * @property {number} seconds
 * @property {number} peak bytes of memory
 * @property {string[]} faults that came about
 * @property {string[]} wrong differences from the expected state
 */

/** @typedef {(run: Run) => void} Log */

/** @param {string[]} args */
export async function soak(args) {
	const option = (
		/** @type {string} */ name,
		/** @type {number} */ standard,
	) => {
		const found = args.find((word) => word.startsWith(`--${name}=`));
		const value = found ? Number(found.slice(name.length + 3)) : standard;
		if (value > 0) return value;
		throw new Failure(`--${name} is a number above 0.`);
	};
	const gigabytes = option("gb", 10);
	const every = option("every", 60) * 1000;
	const seed = option("seed", 1 + (Date.now() % 1e9));
	const random = xorshift(seed);
	const folder = mkdtempSync(join(tmpdir(), "tuneset-soak-"));
	/** @type {Run[]} */
	const runs = [];
	const log = (/** @type {Run} */ run) => {
		runs.push(run);
		say(run);
	};
	console.log(
		`\nSoak: ${gigabytes} GB, a worker killed every ${every / 1000} s, --seed=${seed}\n`,
	);
	const begun = performance.now();
	const dataset = (/** @type {number} */ bytes) => {
		const path = join(folder, "train.jsonl");
		rmSync(path, { force: true });
		writeDataset(
			path,
			Math.ceil(bytes / RECORD),
			1 + Math.floor(random() * 2 ** 31),
			someBroken(),
		);
		return path;
	};
	const given = { folder, every, random, log };
	try {
		const sets = Math.ceil((gigabytes * 1e9) / SET);
		const size = (gigabytes * 1e9) / sets;
		for (let set = 1; set <= sets; set++) {
			const file = dataset(size);
			const expected = await soakCommand({ ...given, file });
			if (set === 1) await soakPage({ ...given, file, expected });
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	sum(runs, performance.now() - begun);
}

/** One record in a thousand breaks off, so that something is set aside. */
function someBroken() {
	let number = 0;
	return (/** @type {string} */ line) =>
		++number % 1000 === 0 ? line.slice(0, -10) : line;
}

/** @param {Run} run */
function say({ what, bytes, seconds, peak, faults, wrong }) {
	const cells = [
		what.padEnd(28),
		`${(bytes / 1e9).toFixed(2)} GB`.padStart(8),
		`${seconds.toFixed(1)} s`.padStart(9),
		`${(bytes / 1e6 / seconds).toFixed(0)} MB/s`.padStart(9),
		`${(peak / 2 ** 20).toFixed(0)} MiB`.padStart(9),
		`${faults.length} faults`.padStart(9),
		`load ${loadavg()[0].toFixed(1)}`.padStart(10),
		wrong.length === 0 ? "  as it should be" : "  WRONG",
	];
	console.log(cells.join(""));
	for (const words of wrong) console.log(`  ${words.trim()}`);
}

/** @param {Run[]} runs @param {number} milliseconds */
function sum(runs, milliseconds) {
	const faults = runs.flatMap((run) => run.faults);
	const kinds = {
		kill: "workers killed",
		read: "reads failed",
		write: "disks filled",
	};
	const counted = Object.entries(kinds).map(
		([kind, words]) =>
			`${faults.filter((one) => one === kind).length} ${words}`,
	);
	const read = runs.reduce((bytes, run) => bytes + run.bytes, 0);
	const peak = Math.max(...runs.map((run) => run.peak));
	const wrong = runs.filter((run) => run.wrong.length > 0).length;
	console.log(
		`\n${runs.length} runs over ${(read / 1e9).toFixed(1)} GB in ${(milliseconds / 60_000).toFixed(0)} min, at most ${(peak / 2 ** 20).toFixed(0)} MiB: ${counted.join(", ")}; ${runs.length - wrong} runs came out as they should, ${wrong} did not`,
	);
	if (wrong > 0) throw new Failure("The soak has found something.");
}
