/** Tuneset in one file: engine and worker are embedded, so that it works from file:// and in any bundler as it is. */

import { api } from "./api.ts";
import { embeddedWasm, embeddedWorker } from "./embedded.ts";
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

const { init: load, module } = loader(unpack);

async function unpack(): Promise<ArrayBuffer> {
	const text = atob(embeddedWasm);
	const packed = new Uint8Array(text.length);
	// Several times as quick as Uint8Array.from with a callback.
	for (let at = 0; at < text.length; at++) packed[at] = text.charCodeAt(at);
	const stream = new Blob([packed])
		.stream()
		.pipeThrough(new DecompressionStream("gzip"));
	return new Response(stream).arrayBuffer();
}

let address: string | undefined;

/** A classic Blob worker: the only kind that Chromium starts from file://. */
function spawn(): Worker {
	address ??= URL.createObjectURL(
		new Blob([embeddedWorker], { type: "text/javascript" }),
	);
	return new Worker(address);
}

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

export const init: typeof declared.init = load;

export const file: typeof declared.file = noFile;
