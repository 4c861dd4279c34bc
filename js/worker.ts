/** A browser's worker: its first message makes it the lead or a checker. */

import { LocalChecker, serve } from "./checker.ts";
import { lead, type Scope, type WireOptions } from "./lead.ts";
import { instantiate } from "./wasm.ts";

export type Role = { module: WebAssembly.Module } & (
	| { role: "lead"; options: WireOptions }
	| { role: "checker"; port: MessagePort }
);

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }: MessageEvent<Role>) => {
	const engine = instantiate(data.module);
	if (data.role === "lead") lead(scope, engine, data.options);
	else serve(data.port, new LocalChecker(engine));
};
