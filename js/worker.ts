/** A browser's worker: its first message makes it the lead, a checker, or gives it one task. */

import { LocalChecker } from "./checker.ts";
import { lead, type Scope, type WireOptions } from "./lead.ts";
import type { Task } from "./measure.ts";
import { serve } from "./remote.ts";
import { answer } from "./task.ts";
import { Bench } from "./wasm.ts";

export type Role = { module: WebAssembly.Module } & (
	| { role: "lead"; options: WireOptions }
	| { role: "checker"; port: MessagePort }
	| { role: "task"; task: Task }
);

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }: MessageEvent<Role>) => {
	const bench = Bench.of(data.module);
	if (data.role === "lead") lead(scope, bench, data.options);
	else if (data.role === "task") answer(scope, bench, data.task);
	else serve(data.port, new LocalChecker(bench));
};
