/** The faults of a job's request. */

import type { JobFault, JobPlan } from "../types/index.ts";

/** Returns the faults that AWS would refuse the request for, whatever else is filled in. */
export function impossible(job: JobPlan | undefined): JobFault[] {
	return (job?.faults ?? []).filter(
		({ severity, missing }) => severity === "error" && !missing,
	);
}
