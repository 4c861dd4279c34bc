// Loaded with `--import` before the command: the call of the file system with the number in TUNESET_FAULT does not take place.
// "kill 7" ends the process there, "ENOSPC 7" fails that call, "interrupt 7" is a Ctrl-C just before it. TUNESET_FAULT_COUNT names a file for how many there were.

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [fault, number] = (process.env.TUNESET_FAULT ?? "none 0").split(" ");
const counted = process.env.TUNESET_FAULT_COUNT;
const { writeFileSync } = fs;
let calls = 0;

/**
 * @param {string} name
 * @param {(...args: any[]) => boolean} [changes] true for calls that change something
 */
function patch(name, changes = () => true) {
	const all = /** @type {Record<string, any>} */ (fs);
	const real = all[name];
	all[name] = (/** @type {any[]} */ ...args) => {
		if (changes(...args)) {
			calls += 1;
			if (calls === Number(number)) {
				if (fault === "kill") process.kill(process.pid, "SIGKILL");
				if (fault === "interrupt") {
					process.kill(process.pid, "SIGINT");
					return real(...args);
				}
				throw Object.assign(new Error(`${fault}: injected, ${name}`), {
					code: fault,
					syscall: name,
					path: typeof args[0] === "string" ? args[0] : undefined,
				});
			}
		}
		return real(...args);
	};
}

patch("openSync", (_path, flags) =>
	typeof flags === "number"
		? (flags & 3) > 0
		: ![undefined, "r"].includes(flags),
);
patch("writeSync", (descriptor) => descriptor > 2);
for (const name of [
	"fsyncSync",
	"renameSync",
	"linkSync",
	"rmSync",
	"mkdirSync",
])
	patch(name);
syncBuiltinESMExports();

if (counted) process.on("exit", () => writeFileSync(counted, String(calls)));
