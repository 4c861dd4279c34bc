// Virtual environments below target/ for programs that tests run, each made once for a version of its requirements.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alone } from "./lock.mjs";
import { home, thisMachine } from "./machine.mjs";
import { announce, Failure, run } from "./run.mjs";

/**
 * @typedef {object} Programs
 * @property {string} name of the folder
 * @property {string} says description, in a sentence's middle
 * @property {string} requirements file of pinned versions, the whole closure, from the root
 */

/** @type {Programs} */
export const awsClients = {
	name: "aws",
	says: "AWS's clients",
	requirements: "tests/aws/requirements.txt",
};

/** @type {Programs} */
export const preCommit = {
	name: "pre-commit",
	says: "pre-commit",
	requirements: "tests/hooks/requirements.txt",
};

/** Messages of pip if it cannot reach a registry; any other message is a failure. */
const UNREACHABLE =
	/Temporary failure in name resolution|Name or service not known|nodename nor servname|Network is unreachable|No route to host|Connection (refused|timed out|reset|aborted)|Max retries exceeded|Read timed out|ProxyError|Tunnel connection failed|\(from versions: none\)/;

/**
 * Their folder; or the reason why there is none, in a sentence.
 *
 * @param {Programs} programs
 * @returns {Promise<{ bin: string, missing?: undefined } | { bin?: undefined, missing: string }>}
 */
export async function environment(programs) {
	const python = ["python3", "python"].find(thisMachine.which);
	const needed = `${programs.says}: Python 3.10 or newer is needed`;
	if (!python) return { missing: `${needed}, and there is none here` };
	const version = ask(
		python,
		"import sys; print('%d.%d' % sys.version_info[:2])",
	);
	const [major, minor] = version.split(".").map(Number);
	if (major < 3 || (major === 3 && minor < 10))
		return { missing: `${needed}, and this is ${version}` };
	if (ask(python, "import venv, ensurepip; print('yes')") !== "yes")
		return {
			missing: `${needed} with its venv module (apt-get install python3-venv)`,
		};
	const key = createHash("sha256")
		.update(version)
		.update(readFileSync(join(home, programs.requirements)));
	const folder = join(
		home,
		"target",
		`${programs.name}-${key.digest("hex").slice(0, 12)}`,
	);
	return alone(`${folder}.lock`, () => make(python, folder, programs));
}

/** @param {string} python @param {string} code */
function ask(python, code) {
	try {
		return execFileSync(python, ["-c", code], {
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
		}).trim();
	} catch {
		return "";
	}
}

/** @param {string} python @param {string} folder @param {Programs} programs */
async function make(python, folder, { says, requirements }) {
	const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
	const done = join(folder, "done");
	if (existsSync(done)) return { bin };
	const log = `${folder}.log`;
	try {
		await announce(`Installing ${says}, less than a minute, once`, async () => {
			rmSync(folder, { recursive: true, force: true });
			await run(python, ["-m", "venv", folder], { log });
			const pip = ["-m", "pip", "--disable-pip-version-check", "install"];
			const what = [
				"--no-input",
				"--retries",
				"1",
				"--no-deps",
				"-r",
				join(home, requirements),
			];
			await run(join(bin, "python"), [...pip, ...what], { log });
		});
	} catch (error) {
		if (error instanceof Failure && UNREACHABLE.test(readFileSync(log, "utf8")))
			return {
				missing: `${says}: Python's registry cannot be reached (${log})`,
			};
		throw error;
	}
	writeFileSync(done, "");
	return { bin };
}
