// Runs commands and ends the process in words a person can use. Node built-ins only: this runs before `npm ci` has.

import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname } from "node:path";

/** Something went wrong that is not a bug of ours: its message is all that the user gets to see. */
export class Failure extends Error {
	/** @param {string} message @param {number} [exitCode] 1: it failed; 2: something must be installed by hand first */
	constructor(message, exitCode = 1) {
		super(message);
		this.exitCode = exitCode;
	}
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a command without a shell.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env] added to the environment; `undefined` removes a variable
 * @param {string} [options.log] a file that gets the output; without it the output goes straight to the user
 * @returns {Promise<void>} rejects with a `Failure` that names the command and, with a log, ends in its last lines
 */
export function run(command, args, { cwd, env, log } = {}) {
	const line = [command, ...args].join(" ");
	let tail = "";
	if (log) {
		mkdirSync(dirname(log), { recursive: true });
		writeFileSync(log, `$ ${line}\n`);
	}
	return new Promise((done, fail) => {
		const child = spawn(command, args, {
			cwd,
			env: { ...process.env, ...env },
			stdio: log
				? ["ignore", "pipe", "pipe"]
				: ["ignore", "inherit", "inherit"],
		});
		running.add(child);
		for (const stream of [child.stdout, child.stderr]) {
			stream?.on("data", (bytes) => {
				if (log) appendFileSync(log, bytes);
				tail = (tail + bytes).slice(-8000);
			});
		}
		child.on("error", (error) => {
			running.delete(child);
			fail(new Failure(`${line}\ncould not be started: ${error.message}`));
		});
		child.on("close", (code, signal) => {
			running.delete(child);
			if (code === 0) return done();
			const words = log
				? `${tail.trim().split("\n").slice(-30).join("\n")}\n(all of it: ${log})\n`
				: "";
			fail(
				new Failure(
					`${words}${line}\n${signal ? `was stopped by ${signal}` : `ended with code ${code}`}`,
				),
			);
		});
	});
}

/**
 * Announces a slow step: "Building wasm-bindgen, about 4 minutes, once… done in 212 s".
 *
 * @template T
 * @param {string} doing
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function announce(doing, work) {
	process.stdout.write(`${doing}… `);
	const start = Date.now();
	try {
		const result = await work();
		console.log(`done in ${seconds(start)}`);
		return result;
	} catch (error) {
		console.log(`failed after ${seconds(start)}`);
		throw error;
	}
}

/** @param {number} start from `Date.now()` */
export function seconds(start) {
	const passed = (Date.now() - start) / 1000;
	return `${passed < 10 ? passed.toFixed(1) : Math.round(passed)} s`;
}

/**
 * Runs a script: a `Failure` becomes its message and exit code, Ctrl-C stops started processes silently.
 *
 * @param {() => Promise<void>} script
 */
export async function main(script) {
	for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
		process.once(signal, () => {
			for (const child of running) child.kill(signal);
			console.log("\nStopped.");
			process.exit(128 + constants.signals[signal]);
		});
	}
	try {
		await script();
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		console.error(error.message);
		process.exitCode = error.exitCode;
	}
}
