/** Tuneset for Node, Deno and Bun. */

import { api } from "../api.ts";
import { wrong } from "../caller.ts";
import { namedSources } from "../inputs.ts";
import { loader } from "../load.ts";
import { measures, perform } from "../measure.ts";
import { planning } from "../planning.ts";
import type * as declared from "../public.ts";
import { Bench } from "../wasm.ts";
import { PathSource, placeOf } from "./path.ts";
import { NodeRun, openSource, wasmModule } from "./run.ts";

export { TunesetError } from "../error.ts";
export type * from "../public.ts";
export { models, rules, version } from "../registry.ts";

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
