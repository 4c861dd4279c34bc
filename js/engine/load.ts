/** `init`: one memoised promise that can be retried. */

import type { InitOptions } from "../types/public.ts";
import { loadError } from "./wasm.ts";

type Wasm = NonNullable<InitOptions["wasm"]>;

interface Loader {
	/** Loads the engine; later calls return the first one's promise. After a failure the next call tries again. */
	init(options?: InitOptions): Promise<void>;
	module(): Promise<WebAssembly.Module>;
}

/** @param hint what to do if the engine is not found at `standard` */
export function loader(
	standard: () => Wasm | Promise<Wasm>,
	hint?: string,
): Loader {
	let loading: Promise<WebAssembly.Module> | undefined;
	const load = (wasm?: Wasm) => {
		loading ??= Promise.resolve(wasm ?? standard())
			.then(compile)
			.catch((error) => {
				loading = undefined;
				throw loadError(error, wasm ? undefined : hint);
			});
		return loading;
	};
	return {
		init: async (options) => {
			await load(options?.wasm);
		},
		module: () => load(),
	};
}

async function compile(wasm: Wasm): Promise<WebAssembly.Module> {
	if (wasm instanceof WebAssembly.Module) return wasm;
	if (wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm))
		return WebAssembly.compile(wasm as BufferSource);
	const response =
		wasm instanceof Response ? wasm : await fetch(wasm as URL | string);
	if (!response.ok)
		throw new Error(`${response.url} answered ${response.status}`);
	const isWasm = response.headers.get("content-type") === "application/wasm";
	if (isWasm && typeof WebAssembly.compileStreaming === "function")
		return WebAssembly.compileStreaming(response);
	return WebAssembly.compile(await response.arrayBuffer());
}
