/** Tuneset in one file: engine and worker are embedded, so that it works from file:// and in any bundler. */

import { api } from "./api/api.ts";
import { measures } from "./api/file-tasks.ts";
import { namedSources, noFile } from "./api/inputs.ts";
import { planning } from "./api/planning.ts";
import { inWorker } from "./browser/task.ts";
import { WorkerRun } from "./browser/worker-run.ts";
import { embeddedWasm, embeddedWorker } from "./embedded.ts";
import { loader } from "./engine/load.ts";
import { open } from "./io/source.ts";
import type * as declared from "./types/public.ts";

export { TunesetError } from "./types/error.ts";
export type * from "./types/public.ts";
export { models, rules, version } from "./types/registry.ts";

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
