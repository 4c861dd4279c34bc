/** First messages to a browser's workers, and what a thread needs to start them. */

import type { Task } from "../api/file-tasks.ts";
import { TunesetError } from "../types/error.ts";
import type { WireOptions } from "./coordinator.ts";

/** Parts that differ between a page, a bundle and a single file. */
export interface Platform {
	/** Compiled once, on its way to every worker. */
	module(): Promise<WebAssembly.Module>;
	/** A worker that runs worker.ts. */
	spawn(): Worker;
}

/** First message of a worker: its role. */
export type Role = { module: WebAssembly.Module } & (
	| { role: "lead"; options: WireOptions }
	| { role: "checker"; port: MessagePort }
	| { role: "task"; task: Task }
);

/** Returns the error of a worker that ended. */
export function crash(reason: string | undefined): TunesetError {
	return new TunesetError(
		"CRASH",
		`A worker stopped unexpectedly (${reason || "the browser gives no reason; it may have run out of memory"}). Start over.`,
	);
}
