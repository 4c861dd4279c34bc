// Builds pkg/, what npm publishes: scripts by rolldown, types by tsc, the engine, the registry, the schema. Functions are documented as
// ambient declarations in js/types/public.ts, which the entries' declarations re-export, so that editors and TypeDoc see functions.

import { execFileSync } from "node:child_process";
import {
	chmodSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { home } from "./machine.mjs";
import { main } from "./run.mjs";
import { sbom } from "./sbom.mjs";

const source = (/** @type {string} */ name) => join(home, "js", name);

/**
 * Builds the package.
 *
 * @param {object} [options]
 * @param {string} [options.wasm] folder of wasm-pack's output
 * @param {string} [options.out]
 */
export async function buildPackage({
	wasm = join(home, "target", "wasm"),
	out = join(home, "pkg"),
} = {}) {
	const registry = await writeRegistry(wasm);
	// Built aside and swapped in whole, so that the package is never incomplete.
	const part = `${out}.part`;
	rmSync(part, { recursive: true, force: true });
	mkdirSync(join(part, "schema"), { recursive: true });
	copyFileSync(join(wasm, "tuneset_bg.wasm"), join(part, "tuneset.wasm"));
	for (const name of ["report", "metrics", "evaluation", "plan"])
		copyFileSync(
			source(`${name}.schema.json`),
			join(part, `schema/${name}.json`),
		);

	const glue = { "../target/wasm/glue.js": join(wasm, "glue.js") };
	const browser = { platform: "browser", replace: glue };
	await bundle({ index: source("index.ts") }, part, browser);
	await bundle({ worker: source("browser/worker.ts") }, part, browser);
	await bundle({ inline: source("inline.ts") }, part, {
		...browser,
		replace: { ...glue, "./embedded.ts": await embedded(wasm, glue) },
	});
	const bundled = await bundle(
		{
			node: source("node/index.ts"),
			"worker-node": source("node/worker.ts"),
			cli: source("cli.ts"),
		},
		part,
		{
			platform: "node",
			replace: glue,
			lazy: /cli.(text|excerpt|help|catalogue|completions|man|findings|github|sarif|markdown|measured|metrics|evaluate|plan|plan-text|pattern|model-id|output-file|diff|line-text|sarif-fix)\.ts$|registry|node_modules/,
		},
	);
	await writeConfigSchema(join(part, "schema"));
	writeFileSync(join(part, "sbom.cdx.json"), sbom(registry.version, bundled));
	chmodSync(join(part, "cli.js"), 0o755);
	const manual = execFileSync(process.execPath, [join(part, "cli.js"), "man"]);
	writeFileSync(join(part, "tuneset.1"), manual);
	emitTypes(part);
	for (const name of readdirSync(home)) {
		if (/^(README\.md|LICENSE.*)$/.test(name))
			copyFileSync(join(home, name), join(part, name));
	}
	const manifest = JSON.stringify(packageJson(registry.version), null, "\t");
	writeFileSync(join(part, "package.json"), `${manifest}\n`);
	rmSync(out, { recursive: true, force: true });
	renameSync(part, out);
}

/** The manifest for npm. @param {string} version */
function packageJson(version) {
	const entry = (/** @type {string} */ name) => ({
		types: `./${name}.d.ts`,
		default: `./${name}.js`,
	});
	return {
		name: "tuneset",
		version,
		description:
			"Check, deduplicate and split fine-tuning data for Amazon Bedrock models, entirely on your machine",
		keywords: [
			"bedrock",
			"fine-tuning",
			"jsonl",
			"dataset",
			"validation",
			"deduplication",
			"nova",
			"wasm",
		],
		license: "MIT OR Apache-2.0",
		type: "module",
		engines: { node: ">=20.19" },
		bin: { tuneset: "cli.js" },
		man: "./tuneset.1",
		exports: {
			".": { node: entry("node"), ...entry("index") },
			"./inline": entry("inline"),
			"./worker": entry("worker"),
			"./tuneset.wasm": {
				types: "./tuneset.wasm.d.ts",
				default: "./tuneset.wasm",
			},
			"./schema/report.json": "./schema/report.json",
			"./schema/metrics.json": "./schema/metrics.json",
			"./schema/evaluation.json": "./schema/evaluation.json",
			"./schema/config.json": "./schema/config.json",
			"./schema/plan.json": "./schema/plan.json",
			"./package.json": "./package.json",
		},
		files: [
			"*.js",
			"*.d.ts",
			"tuneset.wasm",
			"tuneset.1",
			"sbom.cdx.json",
			"schema",
			"LICENSE-*",
		],
		sideEffects: ["./cli.js", "./worker.js", "./worker-node.js"],
	};
}

/**
 * @param {Record<string, string>} input entry name to file
 * @param {string} out
 * @param {{ platform: string, replace: Record<string, string>, format?: string, lazy?: RegExp }} options
 *   lazy: the modules that several entries share and yet not all of them need
 * @returns the npm packages that went into it
 */
async function bundle(input, out, { platform, replace, format = "es", lazy }) {
	const build = await rolldown({
		input,
		platform: /** @type {'node' | 'browser'} */ (platform),
		plugins: [replacing(replace)],
		tsconfig: false,
	});
	const { output } = await build.write({
		dir: out,
		format: /** @type {'es' | 'iife'} */ (format),
		entryFileNames: "[name].js",
		// Beside the entries, as they load files by relative addresses.
		chunkFileNames: `${Object.keys(input)[0]}-[name].js`,
		...(lazy && {
			// Few files: each costs a third of a millisecond at the start of a command.
			codeSplitting: {
				groups: [
					{
						name: "core",
						test: (/** @type {string} */ id) =>
							!lazy.test(id) && !Object.values(input).includes(id),
					},
				],
			},
		}),
	});
	await build.close();
	const modules = output.flatMap((one) =>
		one.type === "chunk" ? one.moduleIds : [],
	);
	const names = modules.flatMap(
		(id) => id.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? [],
	);
	return [...new Set(names)].sort();
}

/** Puts other modules in the place of some imports: by path, or by text that starts with `export`. @param {Record<string, string>} replace */
function replacing(replace) {
	const text = "\0text:";
	return {
		name: "replacing",
		resolveId(/** @type {string} */ id) {
			const name = Object.keys(replace).find((key) => id.endsWith(key));
			if (!name) return undefined;
			return replace[name].startsWith("export")
				? text + name
				: { id: replace[name] };
		},
		load(/** @type {string} */ id) {
			return id.startsWith(text) ? replace[id.slice(text.length)] : undefined;
		},
	};
}

/**
 * The module that replaces js/embedded.ts.
 *
 * @param {string} wasm
 * @param {Record<string, string>} glue
 */
async function embedded(wasm, glue) {
	const folder = mkdtempSync(join(tmpdir(), "tuneset-worker-"));
	try {
		await bundle({ worker: source("browser/worker.ts") }, folder, {
			platform: "browser",
			replace: glue,
			format: "iife",
		});
		const worker = readFileSync(join(folder, "worker.js"), "utf8");
		const engine = gzipSync(readFileSync(join(wasm, "tuneset_bg.wasm")), {
			level: 9,
		});
		return `export const embeddedWasm = ${JSON.stringify(engine.toString("base64"))};\nexport const embeddedWorker = ${JSON.stringify(worker)};\n`;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Asks the engine for its models and rules and writes them as a module, so that they are there without loading it. @param {string} wasm */
async function writeRegistry(wasm) {
	const engine = await import(pathToFileURL(join(wasm, "tuneset.js")).href);
	const bytes = readFileSync(join(wasm, "tuneset_bg.wasm"));
	engine.initSync({ module: new WebAssembly.Module(bytes) });
	const version = engine.version();
	const folder = join(home, "target", "registry");
	mkdirSync(folder, { recursive: true });
	const literal = (/** @type {string} */ json) =>
		// Parsing a string beats parsing an object literal of this size.
		`/* @__PURE__ */ JSON.parse(${JSON.stringify(json)})`;
	writeFileSync(
		join(folder, "registry.js"),
		[
			`export const models = ${literal(engine.models())};`,
			`export const rules = ${literal(engine.rules())};`,
			`export const version = ${JSON.stringify(version)};`,
			"",
		].join("\n"),
	);
	writeFileSync(
		join(folder, "registry.d.ts"),
		[
			'import type { ModelInfo, RuleInfo } from "../../js/types/index.ts";',
			"export const models: ModelInfo[];",
			"export const rules: RuleInfo[];",
			"export const version: string;",
			"",
		].join("\n"),
	);
	return { version };
}

/** @param {string} schemas folder */
async function writeConfigSchema(schemas) {
	const folder = mkdtempSync(join(tmpdir(), "tuneset-config-"));
	try {
		await bundle({ schema: source("cli/config-schema.ts") }, folder, {
			platform: "node",
			replace: {},
		});
		const { configSchema } = await import(
			pathToFileURL(join(folder, "schema.js")).href
		);
		const text = `${JSON.stringify(configSchema(), null, "\t")}\n`;
		writeFileSync(join(schemas, "config.json"), text);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Of entries that are no modules of ours to call. */
const WRITTEN_TYPES = {
	worker: `/** The script of a worker, for bundlers to build as an entry of its own; it exports nothing. */
export {};
`,
	"tuneset.wasm": `import type { InitOptions } from "./public.js";

/** An import of the engine gives an address, its bytes or a compiled module, by the bundler. \`init\` takes each of them. */
declare const wasm: NonNullable<InitOptions["wasm"]>;
export default wasm;
`,
};

/** Writes the declarations of the entries and of the types they use, no others. @param {string} out */
function emitTypes(out) {
	const folder = mkdtempSync(join(tmpdir(), "tuneset-types-"));
	try {
		const tsc = join(home, "node_modules", "typescript", "bin", "tsc");
		const flags =
			"--noEmit false --declaration --emitDeclarationOnly --stripInternal --rootDir js";
		execFileSync(
			process.execPath,
			[tsc, "-p", "js", ...flags.split(" "), "--outDir", folder],
			{ cwd: home, stdio: ["ignore", "inherit", "inherit"] },
		);
		/** @type {[string, string][]} what tsc wrote, and its name in the package */
		const entries = [
			["index.d.ts", "index.d.ts"],
			["inline.d.ts", "inline.d.ts"],
			["node/index.d.ts", "node.d.ts"],
		];
		const wanted = new Map(entries);
		for (const [from, to] of wanted) {
			const emitted = readFileSync(join(folder, from), "utf8").replace(
				/(["'])(\.\.?\/[^"']+)\.ts\1/g,
				(_, _quote, path) => {
					const name = posix.join(posix.dirname(from), path);
					// Types that users import keep short names.
					const flat = name
						.replace(/^types\/index$/, "types")
						.replace(/^types\//, "")
						.replaceAll("/", "-");
					wanted.set(`${name}.d.ts`, `${flat}.d.ts`);
					return `"./${flat}.js"`;
				},
			);
			// Functions come from where they are documented; the type of a constant would show readers no more than its name.
			const text = emitted
				.replace(
					/^export declare const (\w+): typeof declared\.\1;$/gm,
					'export { $1 } from "./public.js";',
				)
				.replace(/^import type \* as declared .*\n/gm, "");
			writeFileSync(join(out, to), text);
		}
		for (const [name, text] of Object.entries(WRITTEN_TYPES))
			writeFileSync(join(out, `${name}.d.ts`), text);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await main(async () => {
		if (!existsSync(join(home, "target", "wasm", "tuneset.js")))
			console.log("There is no wasm yet: npm run build makes everything.");
		await buildPackage();
	});
}
