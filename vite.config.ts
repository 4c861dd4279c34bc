/** The page as one self-contained file; scripts/page.mjs builds it and seals it with its policy. */

import { readFileSync } from "node:fs";
import { gzipAsync } from "@gfx/zopfli";
import { rolldown } from "rolldown";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { loadCatalogue } from "./js/engine/wasm.ts";
import { pageOf } from "./js/text/model-page.ts";
import type { ModelInfo } from "./js/types/index.ts";
import { example } from "./scripts/example.ts";

const WASM = "target/wasm/tuneset_bg.wasm";

/** Page of each model in the catalogue, in words: ready in the HTML, so that no script has to make it. */
function modelPages(wasm: Buffer<ArrayBuffer>): string {
	const engine = loadCatalogue(new WebAssembly.Module(wasm));
	const models: ModelInfo[] = JSON.parse(engine.models());
	const pages = models.map((model) => [model.id, pageOf(model)]);
	return JSON.stringify(Object.fromEntries(pages));
}

/** A block of gzip in base64. More iterations take longer and gain a tenth of a percent. */
async function compressedBlock(id: string, data: string | Buffer) {
	const packed = await gzipAsync(Buffer.from(data), { numiterations: 1 });
	return {
		tag: "script",
		attrs: { type: "application/octet-stream", id },
		children: Buffer.from(packed).toString("base64"),
		injectTo: "body-prepend" as const,
	};
}

/** The worker's script. */
async function worker(): Promise<string> {
	const bundle = await rolldown({
		input: "js/browser/worker.ts",
		platform: "browser",
		tsconfig: false,
	});
	const { output } = await bundle.generate({ format: "iife", minify: true });
	await bundle.close();
	return output[0].code;
}

/** Data as blocks in the page that are no script, so that they are neither parsed nor run; www/engine/embedded-data.ts reads them. */
const dataInside = (): Plugin => ({
	name: "tuneset-data-inside",
	async transformIndexHtml() {
		const wasm = readFileSync(WASM);
		return Promise.all([
			compressedBlock("wasm", wasm),
			compressedBlock("worker", await worker()),
			compressedBlock("example", example()),
			compressedBlock("models", modelPages(wasm)),
		]);
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
	plugins: [dataInside(), leanJsx(), viteSingleFile()],
	oxc: {
		jsx: { runtime: "classic", pragma: "jsx", pragmaFrag: "JsxFragment" },
	},
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
