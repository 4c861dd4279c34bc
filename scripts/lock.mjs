// One process at a time: two terminals (or a terminal and an editor) may run `npm start` and `npm test` side by side.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Does `work` while no other process holds `file`. A lock whose process is gone counts for nothing.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(file, work) {
	mkdirSync(dirname(file), { recursive: true });
	for (let told = false; !take(file); ) {
		const holder = Number(readFileSync(file, { encoding: "utf8", flag: "a+" }));
		if (!alive(holder)) {
			rmSync(file, { force: true });
			continue;
		}
		if (!told)
			console.log(`Waiting for another run (process ${holder}) to finish…`);
		told = true;
		await sleep(200);
	}
	const release = () => rmSync(file, { force: true });
	process.once("exit", release);
	try {
		return await work();
	} finally {
		process.off("exit", release);
		release();
	}
}

/** @param {string} file */
function take(file) {
	try {
		writeFileSync(file, String(process.pid), { flag: "wx" });
		return true;
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST")
			return false;
		throw error;
	}
}

/** @param {number} pid */
function alive(pid) {
	if (!pid) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
	}
}
