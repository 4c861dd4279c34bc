// Preloaded with --import: writes the memory and processor time of the process at its end to the file named by USAGE_FILE.

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
