// Preloaded with --import: injects the faults listed in FAULTS into a process from outside. Each fault is logged in a file, one
// per line.
// - kill: a worker thread is ended after so many milliseconds, and one more every so often
// - read: after so many bytes of a file a thread's next read fails, once, as on a bad disk
// - write: after so many bytes all that is written fails, as on a full disk

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import threads from "node:worker_threads";
import { xorshift } from "./random.mjs";

/**
 * @typedef {object} Faults
 * @property {string} notes the file
 * @property {number} seed
 * @property {{ after: number, every: number }} [kill]
 * @property {{ after: number }} [read]
 * @property {{ after: number }} [write]
 */

/** @type {Faults} */
const { notes, seed, kill, read, write } = JSON.parse(
	process.env.FAULTS ?? "{}",
);
const { appendFileSync } = fs;
const note = (/** @type {string} */ words) =>
	appendFileSync(notes, `${words}\n`);

/** Named as the system names it. @param {string} code @param {string} words @param {string} syscall */
const failure = (code, words, syscall) =>
	Object.assign(new Error(`${code}: ${words}, ${syscall}`), { code, syscall });

if (read) {
	const { readSync } = fs;
	let left = read.after;
	fs.readSync = (/** @type {any[]} */ ...given) => {
		if (left < 0) return Reflect.apply(readSync, fs, given);
		const done = Reflect.apply(readSync, fs, given);
		left -= done;
		if (left >= 0) return done;
		note("read");
		throw failure("EIO", "i/o error", "read");
	};
}

if (write) {
	const { writeSync } = fs;
	let left = write.after;
	let isFull = false;
	fs.writeSync = (/** @type {any[]} */ ...given) => {
		// Its messages are still to be read.
		if (given[0] <= 2) return Reflect.apply(writeSync, fs, given);
		if (left < 0) {
			if (!isFull) note("write");
			isFull = true;
			throw failure("ENOSPC", "no space left on device", "write");
		}
		const done = Reflect.apply(writeSync, fs, given);
		left -= done;
		return done;
	};
}

if (kill && threads.isMainThread) {
	/** @type {Set<import('node:worker_threads').Worker>} */
	const alive = new Set();
	threads.Worker = class extends threads.Worker {
		/** @param {ConstructorParameters<typeof threads.Worker>} given */
		constructor(...given) {
			super(...given);
			this.once("online", () => alive.add(this));
			this.once("exit", () => alive.delete(this));
		}
	};
	const random = xorshift(seed);
	const end = () => {
		const one = [...alive][Math.floor(random() * alive.size)];
		if (one) {
			note("kill");
			one.terminate();
		}
		// None is there yet, or all are busy dying: soon again.
		setTimeout(end, one ? kill.every : 20).unref();
	};
	setTimeout(end, kill.after).unref();
}

syncBuiltinESMExports();
