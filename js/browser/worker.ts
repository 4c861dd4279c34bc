/** A browser's worker: its first message makes it the coordinator or a checker, or gives it one task. */

import { LocalChecker } from "../engine/checker.ts";
import { serve } from "../engine/remote.ts";
import { Bench } from "../engine/wasm.ts";
import { coordinate, type Scope } from "./coordinator.ts";
import type { Role } from "./messages.ts";
import { answer } from "./task.ts";

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }: MessageEvent<Role>) => {
	const bench = Bench.of(data.module);
	if (data.role === "lead") coordinate(scope, bench, data.options);
	else if (data.role === "task") answer(scope, bench, data.task);
	else serve(data.port, new LocalChecker(bench));
};
