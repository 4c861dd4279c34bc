/** Tuneset for Node, Deno and Bun. */

import { api } from "../api/api.ts";
import { wrong } from "../api/caller.ts";
import { measures, perform } from "../api/file-tasks.ts";
import { namedSources } from "../api/inputs.ts";
import { planning } from "../api/planning.ts";
import { loader } from "../engine/load.ts";
import { Bench } from "../engine/wasm.ts";
import type * as declared from "../types/public.ts";
import { PathSource, placeOf } from "./path.ts";
import { NodeRun, openSource, wasmModule } from "./run.ts";

export { TunesetError } from "../types/error.ts";
export type * from "../types/public.ts";
export { models, rules, version } from "../types/registry.ts";

const { init: load, module } = loader(wasmModule);

const bound = api(
	async (options) => new NodeRun(await module(), options),
	(target) => (typeof target === "string" ? placeOf(target) : target),
);
export const check: typeof declared.check = bound.check;
export const prepare: typeof declared.prepare = bound.prepare;
export const prepareTo: typeof declared.prepareTo = bound.prepareTo;

const measuring = measures({
	sources: namedSources,
	open: openSource,
	perform: async (task) => perform(Bench.of(await module()), task),
});
export const metrics: typeof declared.metrics = measuring.metrics;
export const evaluate: typeof declared.evaluate = measuring.evaluate;

export const plan: typeof declared.plan = planning(module).plan;

export const init: typeof declared.init = load;

export const file: typeof declared.file = (path, name) => {
	if (typeof path !== "string" || path === "")
		throw wrong("path", "the path of a file", path);
	return new PathSource(path, name);
};
