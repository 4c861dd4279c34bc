/** Tuneset for Node, Deno and Bun. */

import { api } from "../api.ts";
import { loader } from "../load.ts";
import { measures, perform } from "../measure.ts";
import { planning } from "../planning.ts";
import type * as declared from "../public.ts";
import { namedSources } from "../source.ts";
import { instantiate } from "../wasm.ts";
import { PathSource } from "./path.ts";
import { NodeRun, openSource, wasmModule } from "./run.ts";

export { TunesetError } from "../error.ts";
export type * from "../public.ts";
export { models, rules, version } from "../registry.ts";

const { init: load, module } = loader(wasmModule);

const bound = api(async (options) => new NodeRun(await module(), options));
export const check: typeof declared.check = bound.check;
export const prepare: typeof declared.prepare = bound.prepare;
export const prepareTo: typeof declared.prepareTo = bound.prepareTo;

const measuring = measures({
	sources: namedSources,
	open: openSource,
	perform: async (task) => perform(instantiate(await module()), task),
});
export const metrics: typeof declared.metrics = measuring.metrics;
export const evaluate: typeof declared.evaluate = measuring.evaluate;

export const plan: typeof declared.plan = planning(module).plan;

export const init: typeof declared.init = load;

/** A file on disk, as `file` gives it. */
export interface FileInput extends AsyncIterable<Uint8Array> {
	readonly name: string;
}

/**
 * A file on disk as an input. It is read in ranges, never as a whole, and only once a function is given it: a file that
 * cannot be read rejects there, as `IO`. In Node, Deno and Bun only.
 *
 * @example
 * ```ts
 * import { check, file } from "tuneset";
 *
 * await check([file("data/a.jsonl"), file("data/b.jsonl.gz", "b")]);
 * ```
 * @param name what findings call it; the path unless given
 */
export function file(path: string, name?: string): FileInput {
	return new PathSource(path, name);
}
