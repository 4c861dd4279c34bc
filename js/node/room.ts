/** Number of threads with an engine that the address space has room for. */

import { readFileSync } from "node:fs";

/** Bytes that V8 sets aside for the memory of one engine, and those that a thread takes besides: more would end the process. */
const PER_THREAD = 12 * 2 ** 30;

/** Unlimited unless the system sets a limit, as `ulimit -v` does. */
export function roomForThreads(): number {
	try {
		const limits = readFileSync("/proc/self/limits", "utf8");
		const limit = /^Max address space +(\d+)/m.exec(limits)?.[1];
		if (limit === undefined) return Number.POSITIVE_INFINITY;
		const status = readFileSync("/proc/self/status", "utf8");
		const taken = Number(/^VmSize:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
		return Math.max(0, Math.floor((Number(limit) - taken) / PER_THREAD));
	} catch {
		return Number.POSITIVE_INFINITY; // no Linux
	}
}
