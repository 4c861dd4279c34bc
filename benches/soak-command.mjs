// The soak of the command line: data sets of some gigabytes are prepared undisturbed, with a read that fails, on a disk that fills
// up, and with workers that are killed; what comes out must be the same, or nothing and a sentence.

import { spawn } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { home } from "../scripts/machine.mjs";
import { differences, digests } from "./digests.mjs";

/** @typedef {import('./faults.mjs').Faults} Faults */
/** @typedef {import('./soak.mjs').Log} Log */

/** Besides the coordinator; some are killed: more than there are processors, so that some are left. */
export const WORKERS = 6;

const preload = (/** @type {string} */ name) =>
	pathToFileURL(join(home, "benches", name)).href;

/**
 * Prepares a file once in each way.
 *
 * @param {object} given
 * @param {string} given.file
 * @param {string} given.folder for temporary files
 * @param {number} given.every milliseconds between two kills
 * @param {() => number} given.random
 * @param {Log} given.log
 */
export async function soakCommand({ file, folder, every, random, log }) {
	const { size } = statSync(file);
	const out = join(folder, "out");
	const some = (/** @type {number} */ of) => Math.floor(random() * of);
	const seed = 1 + some(2 ** 31);
	const ways = {
		undisturbed: {},
		// In the pass that checks or in the one that writes; each thread counts for itself.
		"a read fails": { read: { after: some(size / 2) } },
		"the disk fills": { write: { after: some(size * 0.9) } },
		"workers killed": { kill: { after: 500 + some(every / 10), every } },
	};
	/** @type {Record<string, string>} */
	let expected = {};
	for (const [way, faults] of Object.entries(ways)) {
		const more = "kill" in faults ? ["--workers", String(WORKERS)] : [];
		const run = await prepared(file, out, folder, { seed, ...faults }, more);
		const found = digests(out);
		/** @type {string[]} */
		let wrong;
		if (way === "undisturbed") {
			expected = found;
			wrong = run.code === 0 ? [] : [`ended with ${run.code}: ${run.stderr}`];
		} else if ("kill" in faults) {
			wrong = [
				...(run.code === 0 ? [] : [`ended with ${run.code}: ${run.stderr}`]),
				...differences(expected, found),
			];
		} else {
			wrong = [...brokenOff(run), ...differences({}, found)];
		}
		if (way !== "undisturbed" && run.faults.length === 0)
			wrong.push("no fault came about");
		log({ what: `prepare, ${way}`, bytes: size, wrong, ...run });
		if (wrong.length > 0 || way === "undisturbed" || "kill" in faults)
			rmSync(out, { recursive: true, force: true });
	}
	return expected;
}

/** Returns the faults of a run that could not go on. @param {{ code: number | null, stderr: string }} run */
function brokenOff({ code, stderr }) {
	const isSentence = /^tuneset: [^\n]+\n$/.test(stderr);
	return [
		...(code === 2 ? [] : [`ended with ${code}, not with 2`]),
		...(isSentence ? [] : [`no sentence: ${stderr}`]),
		...(/crash|bug/i.test(stderr) ? [`blames Tuneset: ${stderr}`] : []),
	];
}

/**
 * @param {string} file
 * @param {string} out
 * @param {string} folder
 * @param {Omit<Faults, 'notes'>} faults
 * @param {string[]} more
 */
async function prepared(file, out, folder, faults, more) {
	const notes = join(folder, "faults");
	const used = join(folder, "usage.json");
	const temporary = join(folder, "tmp");
	for (const old of [notes, used]) rmSync(old, { force: true });
	mkdirSync(temporary, { recursive: true });
	const args = [
		...["--import", preload("usage.mjs"), "--import", preload("faults.mjs")],
		...[join(home, "pkg", "cli.js"), "prepare", basename(file), "--out", out],
		...["--quiet", "--fail-on", "never", ...more],
	];
	const begun = performance.now();
	const child = spawn(process.execPath, args, {
		// Set-aside rows contain the file's name as given here.
		cwd: dirname(file),
		stdio: ["ignore", "ignore", "pipe"],
		env: {
			...process.env,
			TMPDIR: temporary,
			USAGE_FILE: used,
			FAULTS: JSON.stringify({ ...faults, notes }),
		},
	});
	let stderr = "";
	child.stderr.setEncoding("utf8").on("data", (text) => {
		stderr += text;
	});
	const code = await new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", resolve);
	});
	const left = readdirSync(temporary);
	return {
		code,
		stderr: left.length > 0 ? `${stderr}left behind: ${left}` : stderr,
		seconds: (performance.now() - begun) / 1000,
		peak: existsSync(used)
			? JSON.parse(readFileSync(used, "utf8")).peakBytes
			: 0,
		faults: existsSync(notes)
			? readFileSync(notes, "utf8").trim().split("\n")
			: [],
	};
}
