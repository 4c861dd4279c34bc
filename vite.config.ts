/** The page as one self-contained file; scripts/page.mjs builds it and seals it with its policy. */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { compress } from "lzma1";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { pageOf } from "./js/model-page.ts";
import type { ModelInfo } from "./js/types.ts";
import { consult } from "./js/wasm.ts";
import { example } from "./scripts/example.ts";
import { unpack } from "./www/lzma.ts";

const WASM = "target/wasm/tuneset_bg.wasm";

/** The wasm as www/unpack.ts reads it. */
function packed(wasm: Buffer): string {
	const packed = compress(wasm, 9);
	if (!wasm.equals(unpack(packed)))
		throw new Error("The engine can't be unpacked to what it was.");
	return Buffer.from(packed).toString("base64");
}

/** What the catalogue says of each model, in words: the page has it ready, and needs no script to find them. */
function modelPages(wasm: Buffer<ArrayBuffer>): string {
	const engine = consult(new WebAssembly.Module(wasm));
	const models: ModelInfo[] = JSON.parse(engine.models());
	const pages = models.map((model) => [model.id, pageOf(model)]);
	return JSON.stringify(Object.fromEntries(pages));
}

const dataBlock = (id: string, children: string) => ({
	tag: "script",
	attrs: { type: "application/octet-stream", id },
	children,
	injectTo: "body-prepend" as const,
});

const compressedBlock = (id: string, text: string) =>
	dataBlock(id, gzipSync(text, { level: 9 }).toString("base64"));

/** Data as blocks in the page that are no script, so that they are neither parsed nor run; www/inside.ts reads them. */
const dataInside = (): Plugin => ({
	name: "tuneset-data-inside",
	transformIndexHtml() {
		const wasm = readFileSync(WASM);
		return [
			dataBlock("wasm", packed(wasm)),
			compressedBlock("example", example()),
			compressedBlock("models", modelPages(wasm)),
		];
	},
});

/**
 * wasm-bindgen's loader can fetch its wasm by address; the page never does, and must not carry it twice. It gives classes a
 * method for `using`, which nobody calls here, and a registry for what is forgotten: the page's workers free what they make, and
 * end. For both the main thread would have to keep classes that it never uses.
 */
const leanGlue = (): Plugin => ({
	name: "tuneset-lean-glue",
	enforce: "pre",
	transform(code, id) {
		if (!id.includes("/target/wasm/")) return;
		return {
			code: code
				.replace(/new URL\([^)]*import\.meta\.url\)/g, "undefined")
				.replace(/^if \(Symbol\.dispose\) .*$/gm, "")
				// Without a way to grow its memory piece by piece, a text is passed in one go: what is passed is short.
				.replace(
					/(function passStringToWasm0\(.*\) \{\s*)if \(realloc === undefined\) \{([^}]*)\}[\s\S]*?^\}/m,
					"$1$2}",
				)
				.replace(/^if \(!\('encodeInto'[\s\S]*?^\}/m, "")
				// Our own loader passes an object with a compiled module, and nothing else.
				.replace(
					/if \(module !== undefined\) \{\s*if \(Object\.getPrototypeOf\(module\)[\s\S]*?console\.warn[\s\S]*?\n {4}\}/g,
					"({ module } = module);",
				)
				.replace(
					/if \(!\(module instanceof WebAssembly\.Module\)\) \{[^}]*\}/g,
					"",
				)
				.replace(
					/, wasm\.__wbindgen_malloc, wasm\.__wbindgen_realloc\)/g,
					", wasm.__wbindgen_malloc)",
				)
				.replace(/^const \w+Finalization = [^;]*;$/gm, "")
				.replace(/^\s*\w+Finalization\.(un)?register\(.*\);$/gm, ""),
			map: null,
		};
	},
	// What is kept of a worker's script needs no remarks to the bundler.
	generateBundle(_, bundle) {
		for (const part of Object.values(bundle))
			if (part.type === "chunk")
				part.code = part.code.replaceAll("/* @__PURE__ */ ", "");
	},
});

/**
 * Elements are made by Preact's h, which takes children as arguments: without the name `children` at each of them the script is
 * a kilobyte lighter than by the automatic runtime.
 */
const leanJsx = (): Plugin => ({
	name: "tuneset-lean-jsx",
	enforce: "pre",
	transform(code, id) {
		if (!id.endsWith(".tsx")) return;
		const names = "Fragment as JsxFragment, h as jsx";
		return { code: `import { ${names} } from "preact";${code}`, map: null };
	},
});

export default defineConfig({
	plugins: [dataInside(), leanGlue(), leanJsx(), viteSingleFile()],
	oxc: {
		jsx: { runtime: "classic", pragma: "jsx", pragmaFrag: "JsxFragment" },
	},
	worker: { format: "iife", plugins: () => [leanGlue()] },
	build: {
		outDir: "dist",
		emptyOutDir: false,
		target: "es2023",
		cssTarget: ["chrome123", "firefox120", "safari17.5"],
		modulePreload: false,
		reportCompressedSize: false,
		// Packing the engine takes seconds, as it should.
		rolldownOptions: { checks: { pluginTimings: false } },
	},
	// The checkout has other pages and folders that this server has no business with.
	server: { watch: { ignored: ["**/target/**", "**/pkg/**", "**/dist/**"] } },
});
