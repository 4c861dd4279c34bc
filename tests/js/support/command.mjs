// The command as a user runs it: a separate process, its output and its exit code.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Folder of the package under test; the one that was built, unless the environment names another. */
export const pkg =
	process.env.TUNESET_PKG ??
	fileURLToPath(new URL("../../../pkg", import.meta.url));

/** A module of the package. */
export const load = (/** @type {string} */ name) =>
	import(pathToFileURL(join(pkg, name)).href);

/**
 * Runs `tuneset`.
 *
 * @param {string[]} args
 * @param {object} [options]
 * @param {string | Buffer} [options.input] standard input; empty unless given
 * @param {string} [options.cwd]
 * @param {Record<string, string>} [options.env]
 * @param {string} [options.program] another one than the package's
 * @param {(child: import('node:child_process').ChildProcess) => void} [options.meanwhile]
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export function tuneset(
	args,
	{ input = "", cwd, env, program = join(pkg, "cli.js"), meanwhile } = {},
) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [program, ...args], {
			cwd,
			env: {
				...process.env,
				NO_COLOR: undefined,
				FORCE_COLOR: undefined,
				...env,
			},
		});
		let stdout = "";
		let stderr = "";
		child.stdout.setEncoding("utf8").on("data", (text) => {
			stdout += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text) => {
			stderr += text;
		});
		child.on("error", reject);
		child.on("close", (code) => resolve({ code, stdout, stderr }));
		child.stdin.on("error", () => {}); // it may have read enough
		if (meanwhile) meanwhile(child);
		else child.stdin.end(input);
	});
}

/**
 * A temporary folder, removed after the test.
 *
 * @param {import('node:test').TestContext} t
 */
export function folder(t) {
	const path = mkdtempSync(join(tmpdir(), "tuneset-test-"));
	t.after(() => rmSync(path, { recursive: true, force: true }));
	return path;
}
