// Tools that people build with (bundlers, an older TypeScript, …), installed below target/ once for each lock file.

import { createHash } from "node:crypto";
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { alone } from "./lock.mjs";
import { home, thisMachine } from "./machine.mjs";
import { announce, Failure, run } from "./run.mjs";
import { npm } from "./toolchain.mjs";

const source = join(home, "tests", "consumers");
const files = ["package.json", "package-lock.json", ".npmrc"];

/** Messages of npm if it cannot reach a registry; any other message is a failure. */
const UNREACHABLE =
	/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;

/**
 * Their folder; or the reason why there is none, in a sentence.
 *
 * @returns {Promise<{ folder: string, missing?: undefined } | { folder?: undefined, missing: string }>}
 */
export async function consumers() {
	const key = createHash("sha256");
	for (const file of files) key.update(readFileSync(join(source, file)));
	const name = `consumers-${key.digest("hex").slice(0, 12)}`;
	const folder = join(home, "target", name);
	return alone(`${folder}.lock`, () => install(folder));
}

/**
 * One of their modules. Not by its bare name, which from here would be one of the workshop's own.
 *
 * @param {string} folder
 * @param {string} id
 */
export async function load(folder, id) {
	const { resolve } = createRequire(join(folder, "package.json"));
	return import(pathToFileURL(resolve(id)).href);
}

/** @param {string} folder */
async function install(folder) {
	const done = join(folder, "done");
	if (existsSync(done)) return { folder };
	const says = "what people build with";
	const log = `${folder}.log`;
	try {
		await announce(`Installing ${says}, about 10 seconds, once`, async () => {
			rmSync(folder, { recursive: true, force: true });
			mkdirSync(folder, { recursive: true });
			for (const file of files)
				copyFileSync(join(source, file), join(folder, file));
			const [command, ...args] = npm(thisMachine) ?? ["npm"];
			// No package's own script is needed, so none runs. Vite has set NODE_ENV where the page was built just before, which
			// npm takes for a word against development's packages.
			const flags = [
				"--include=dev",
				"--ignore-scripts",
				"--no-audit",
				"--no-fund",
			];
			await run(command, [...args, "ci", ...flags], { cwd: folder, log });
		});
	} catch (error) {
		if (error instanceof Failure && UNREACHABLE.test(readFileSync(log, "utf8")))
			return {
				missing: `${says}: npm's registry cannot be reached (${log})`,
			};
		throw error;
	}
	writeFileSync(done, "");
	return { folder };
}
