// Turns wasm-bindgen's bindings, one engine to a module, into a function that makes an engine each time it is called.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "./run.mjs";

/** Functions that need no data set: all that a page's main thread needs. */
const REFERENCE = [
	"closest",
	"isBatchOutput",
	"isMetrics",
	"models",
	"plan",
	"rules",
	"uncustomized",
	"version",
];

/** @type {[what: string, pattern: RegExp, replacement: string][]} each must find something */
const CHANGES = [
	["the comments", /^\s*\/\*\*[\s\S]*?\*\/\n/gm, ""],
	// An engine is thrown away with its memory; until then all objects are freed explicitly.
	["the methods for `using`", /^if \(Symbol\.dispose\) .*\n/gm, ""],
	["the finalizers", /^const \w+Finalization = [^;]*;\n/gm, ""],
	[
		"what the finalizers are told",
		/^\s*\w+Finalization\.(un)?register\(.*\);\n/gm,
		"",
	],
	// Without a way to grow its memory piece by piece, a text is passed in one go.
	[
		"texts passed piece by piece",
		/(function passStringToWasm0\(.*\) \{\s*)if \(realloc === undefined\) \{([^}]*)\}[\s\S]*?^\}/m,
		"$1$2}",
	],
	["the memory to grow", /, wasm\.__wbindgen_realloc\)/g, ")"],
	// Passing arguments can only fail by ending the engine, and its memory with it.
	[
		"what is freed when passing fails",
		/^( *)(let (?:ptr\d+, len\d+(?:, )?)+;)\n *try \{\n([\s\S]*?)\n *\} catch \(e\) \{\n[\s\S]*?throw e;\n *\}\n/gm,
		"$1$2\n$3\n",
	],
	["a missing encodeInto", /^if \(!\('encodeInto'[\s\S]*?^\}\n/m, ""],
	["the text of a panic", /console\.error\(/, "panicked("],
	["the exports", /^export (function|class) /gm, "$1 "],
	["the only engine", /^let wasmModule, wasmInstance, wasm;[\s\S]*/m, ""],
];

/**
 * Writes glue.js and glue.d.ts beside wasm-bindgen's output.
 *
 * @param {string} folder of that output
 */
export function writeGlue(folder) {
	const bindings = readFileSync(join(folder, "tuneset.js"), "utf8");
	const names = [...bindings.matchAll(/^export (?:function|class) (\w+)/gm)]
		.map(([, name]) => name)
		.filter((name) => name !== "start");
	let body = bindings;
	for (const [what, pattern, replacement] of CHANGES) {
		const changed = body.replace(pattern, replacement);
		if (changed === body) throw unknown(what);
		body = changed;
	}
	const left = /\b(export|import|console|Finalization\w*)\b/.exec(
		body.replaceAll("import0", ""),
	);
	if (left) throw unknown(left[0]);
	const made = (/** @type {string} */ name, /** @type {string[]} */ gives) => `
export function ${name}(module, panicked) {
${body}
const wasm = new WebAssembly.Instance(module, __wbg_get_imports()).exports;
wasm.__wbindgen_start();
return { ${gives.join(", ")}, memory: wasm.memory };
}
`;
	const text = made("engine", names) + made("reference", REFERENCE);
	writeFileSync(join(folder, "glue.js"), text);
	writeFileSync(join(folder, "glue.d.ts"), DECLARATIONS);
}

const DECLARATIONS = `import type * as bindings from "./tuneset.js";

type Memory = { readonly memory: WebAssembly.Memory };
type Panicked = (text: string) => void;

export function engine(
	module: WebAssembly.Module,
	panicked: Panicked,
): Omit<typeof bindings, "default" | "initSync" | "start"> & Memory;
export function reference(
	module: WebAssembly.Module,
	panicked: Panicked,
): Pick<typeof bindings, ${REFERENCE.map((name) => `"${name}"`).join(" | ")}> & Memory;
`;

function unknown(/** @type {string} */ what) {
	return new Failure(
		`wasm-bindgen's bindings look otherwise than scripts/glue.mjs knows them (${what}); it must be adapted to this version.`,
	);
}
