// Programs that the tests run: the core, AWS's and OpenAI's clients.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { home } from "../../scripts/machine.mjs";

/**
 * Runs a program to its end; what it writes. Asynchronous: the services that it talks to may live in this process.
 *
 * @param {string} command @param {string[]} args
 * @param {{ input?: string, cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>}
 */
export function output(command, args, { input = "", cwd = home, env } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd,
			env: { ...process.env, ...env },
		});
		let written = "";
		let errors = "";
		child.stdout.setEncoding("utf8").on("data", (text) => {
			written += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text) => {
			errors += text;
		});
		child.on("error", reject);
		child.on("close", (code) => {
			if (code === 0) resolve(written);
			else
				reject(
					new Error(
						`${command} ${args.join(" ")}: ${code}\n${written}${errors}`,
					),
				);
		});
		child.stdin.end(input);
	});
}

/**
 * Runs one of the scripts beside this file, with JSON in and out.
 *
 * @param {string} bin @param {string} script @param {unknown} input
 */
export const python = async (bin, script, input) =>
	JSON.parse(
		await output(join(bin, "python"), [join(home, "tests/aws", script)], {
			input: JSON.stringify(input),
		}),
	);

/**
 * The plans of jobs, by the core itself.
 *
 * @param {{ model: string, fields: object }[]} wanted
 */
export async function plans(wanted) {
	const input = wanted.map((one) => `${JSON.stringify(one)}\n`).join("");
	const args = ["run", "--quiet", "--example", "job"];
	const lines = (await output("cargo", args, { input })).trim().split("\n");
	return lines.map((line) => JSON.parse(line));
}
