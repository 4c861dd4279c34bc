// A virtual environment below target/ with what requirements.txt names, made once for each version of that file.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alone } from "../../scripts/lock.mjs";
import { home, thisMachine } from "../../scripts/machine.mjs";
import { announce, Failure, run } from "../../scripts/run.mjs";

const requirements = join(home, "tests/aws/requirements.txt");

/** What pip says where it cannot reach a registry; anything else that it says is a failure. */
const UNREACHABLE =
	/Temporary failure in name resolution|Name or service not known|nodename nor servname|Network is unreachable|No route to host|Connection (refused|timed out|reset|aborted)|Max retries exceeded|Read timed out|ProxyError|Tunnel connection failed|\(from versions: none\)/;

/**
 * The folder of its programs; or why there is none, in a sentence.
 *
 * @returns {Promise<{ bin: string, missing?: undefined } | { bin?: undefined, missing: string }>}
 */
export async function environment() {
	const python = ["python3", "python"].find(thisMachine.which);
	const needed = "AWS's clients need Python 3.10 or newer";
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
		.update(readFileSync(requirements));
	const folder = join(home, "target", `aws-${key.digest("hex").slice(0, 12)}`);
	return alone(`${folder}.lock`, () => make(python, folder));
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

/** @param {string} python @param {string} folder */
async function make(python, folder) {
	const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");
	const done = join(folder, "done");
	if (existsSync(done)) return { bin };
	const log = `${folder}.log`;
	try {
		await announce(
			"Installing AWS's clients, about 40 seconds, once",
			async () => {
				rmSync(folder, { recursive: true, force: true });
				await run(python, ["-m", "venv", folder], { log });
				const pip = ["-m", "pip", "--disable-pip-version-check", "install"];
				const what = [
					"--no-input",
					"--retries",
					"1",
					"--no-deps",
					"-r",
					requirements,
				];
				await run(join(bin, "python"), [...pip, ...what], { log });
			},
		);
	} catch (error) {
		if (error instanceof Failure && UNREACHABLE.test(readFileSync(log, "utf8")))
			return {
				missing: `AWS's clients come from Python's registry, and it cannot be reached (${log})`,
			};
		throw error;
	}
	writeFileSync(done, "");
	return { bin };
}
