// Preloaded with --import: says at the end what the process took of memory and processor, in the file that USAGE_FILE names.

import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
	process.on("exit", () => {
		const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
		const usage = {
			peakBytes: maxRSS * 1024,
			cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
		};
		writeFileSync(process.env.USAGE_FILE ?? "", JSON.stringify(usage));
	});
}
