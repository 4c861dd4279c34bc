/** Tuneset for Node, Deno and Bun. */

import { api } from "../api.ts";
import { loader } from "../load.ts";
import { measures, perform } from "../measure.ts";
import { planning } from "../planning.ts";
import type { Api, InitOptions, Measures, Planning } from "../public.ts";
import { instantiate } from "../wasm.ts";
import { PathSource } from "./path.ts";
import { NodeRun, openSource, wasmModule } from "./run.ts";

export { TunesetError } from "../error.ts";
export type * from "../public.ts";
export { models, rules, version } from "../registry.ts";

const { init: load, module } = loader(wasmModule);

/** Loads the engine ahead of the first call; nothing is lost without it. */
export const init: (options?: InitOptions) => Promise<void> = load;

const bound = api(async (options) => new NodeRun(await module(), options));
export const check: Api["check"] = bound.check;
export const prepare: Api["prepare"] = bound.prepare;
export const prepareTo: Api["prepareTo"] = bound.prepareTo;

const measuring = measures({
	open: openSource,
	perform: async (task) => perform(instantiate(await module()), task),
});
export const metrics: Measures["metrics"] = measuring.metrics;
export const evaluate: Measures["evaluate"] = measuring.evaluate;

export const plan: Planning["plan"] = planning(module).plan;

/**
 * A file on disk as an input: `check(file('train.jsonl'))`. It is read in ranges, never as a whole.
 *
 * @param name what findings call it; the path unless given
 */
export function file(
	path: string,
	name?: string,
): AsyncIterable<Uint8Array> & { readonly name: string } {
	return new PathSource(path, name);
}
