/** Tuneset for browsers and bundlers: the engine and its workers are files beside this one. */

import { api } from "./api.ts";
import { namedSources, noFile } from "./inputs.ts";
import { loader } from "./load.ts";
import { measures } from "./measure.ts";
import { planning } from "./planning.ts";
import { WorkerRun } from "./pool.ts";
import type * as declared from "./public.ts";
import { open } from "./source.ts";
import { inWorker } from "./task.ts";

export { TunesetError } from "./error.ts";
export type * from "./public.ts";
export { models, rules, version } from "./registry.ts";

// Written out like this so that bundlers see both files.
const { init: load, module } = loader(
	() => new URL("./tuneset.wasm", import.meta.url),
	"If a bundler moved Tuneset's script away from it, say where both are with init({ wasm, worker }), or import tuneset/inline.",
);
const spawn = () =>
	elsewhere === undefined
		? new Worker(new URL("./worker.js", import.meta.url), { type: "module" })
		: new Worker(elsewhere, { type: "module" });
/** Where the worker's script is, if `init` was told. */
let elsewhere: URL | string | undefined;

const bound = api((options) => new WorkerRun({ module, spawn }, options));
export const check: typeof declared.check = bound.check;
export const prepare: typeof declared.prepare = bound.prepare;
export const prepareTo: typeof declared.prepareTo = bound.prepareTo;

const measuring = measures({
	sources: namedSources,
	open,
	perform: (task, signal) => inWorker({ module, spawn }, task, signal),
});
export const metrics: typeof declared.metrics = measuring.metrics;
export const evaluate: typeof declared.evaluate = measuring.evaluate;

export const plan: typeof declared.plan = planning(module).plan;

export const init: typeof declared.init = (options) => {
	elsewhere = options?.worker ?? elsewhere;
	return load(options);
};

export const file: typeof declared.file = noFile;
