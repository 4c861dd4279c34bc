// `npm run build`: the wasm, the npm package in pkg/, the page in dist/. A step whose inputs have not changed is skipped.

import { createHash } from "node:crypto";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeGlue } from "./glue.mjs";
import { alone } from "./lock.mjs";
import { home, requireNode, thisMachine } from "./machine.mjs";
import { announce, Failure, main, run } from "./run.mjs";
import { ensure, wasmEnvironment } from "./toolchain.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} takes how long it usually is
 * @property {string[]} tools
 * @property {string[]} inputs files and folders, from the root; one that is not there counts as empty
 * @property {string[]} outputs files that must be there afterwards
 * @property {() => Promise<unknown>} run
 */

const log = (/** @type {string} */ name) => join(home, "target", "log", name);

/** @type {Step[]} */
export const steps = [
	{
		name: "wasm",
		takes: "1 minute",
		tools: ["npm", "wasm-target", "wasm-bindgen", "wasm-pack"],
		inputs: [
			"Cargo.toml",
			"Cargo.lock",
			"build.rs",
			"build",
			"src",
			".cargo/config.toml",
			"scripts/toolchain.mjs",
			"scripts/build.mjs",
			"scripts/glue.mjs",
		],
		outputs: [
			"target/wasm/tuneset.js",
			"target/wasm/tuneset.d.ts",
			"target/wasm/glue.js",
			"target/wasm/glue.d.ts",
			"target/wasm/tuneset_bg.wasm",
		],
		run: async () => {
			const folder = join(home, "target", "wasm");
			await packWasm(home, folder, log("wasm"));
			writeGlue(folder);
		},
	},
	{
		name: "package",
		takes: "5 seconds",
		tools: ["npm"],
		inputs: [
			"target/wasm",
			"js",
			"scripts/package.mjs",
			"scripts/sbom.mjs",
			"package-lock.json",
			"tsconfig.base.json",
			"README.md",
			"CHANGELOG.md",
			"LICENSE",
			"LICENSE-APACHE",
			"LICENSE-MIT",
		],
		outputs: ["pkg/package.json"],
		run: async () => (await import("./package.mjs")).buildPackage(),
	},
	{
		name: "page",
		takes: "5 seconds",
		tools: ["npm"],
		inputs: [
			"target/wasm",
			"js",
			"www",
			"index.html",
			"vite.config.ts",
			"scripts/page.mjs",
			"scripts/example.ts",
			"package-lock.json",
			"tsconfig.base.json",
			"CHANGELOG.md",
		],
		outputs: ["dist/tuneset.html"],
		run: async () => (await import("./page.mjs")).buildPage(),
	},
];

/** The package and the page with an engine that fails if a record requests it. Only the tests' build has it. */
export const faulty = {
	wasm: join(home, "target", "faulty", "wasm"),
	pkg: join(home, "target", "faulty", "pkg"),
	page: join(home, "target", "faulty", "tuneset.html"),
};

/** @type {Step[]} */
const faultySteps = [
	{
		name: "engine with faults",
		takes: "1 minute",
		tools: ["npm", "wasm-target", "wasm-bindgen"],
		inputs: steps[0].inputs,
		outputs: ["target/faulty/wasm/glue.js"],
		run: async () => {
			const { wasm } = faulty;
			const profile = "faults";
			const flags = ["--target", "wasm32-unknown-unknown", "--lib"];
			const options = { cwd: home, env: wasmEnvironment(), log: log("faults") };
			await run(
				"cargo",
				["build", "--profile", profile, "--features=fault-injection", ...flags],
				options,
			);
			const made = join("target", "wasm32-unknown-unknown", profile);
			const bindings = ["--target", "web", "--out-dir", wasm, "--out-name"];
			await run(
				"wasm-bindgen",
				[...bindings, "tuneset", join(made, "tuneset.wasm")],
				options,
			);
			writeGlue(wasm);
		},
	},
	{
		name: "package and page with faults",
		takes: "10 seconds",
		tools: ["npm"],
		inputs: [
			"target/faulty/wasm",
			"target/wasm",
			"js",
			"www",
			"scripts",
			"dist",
		],
		outputs: ["target/faulty/pkg/package.json", "target/faulty/tuneset.html"],
		run: async () => {
			const { buildPackage } = await import("./package.mjs");
			await buildPackage({ wasm: faulty.wasm, out: faulty.pkg });
			const { withEngine } = await import("./page.mjs");
			const page = readFileSync(join(home, "dist", "tuneset.html"), "utf8");
			const wasm = readFileSync(join(faulty.wasm, "tuneset_bg.wasm"));
			writeFileSync(faulty.page, withEngine(page, wasm));
		},
	},
];

/** Builds what tests of faults need, behind what `build` makes. */
export const buildFaulty = () => build(faultySteps);

/** Builds the parts that have changed since the last time. */
export async function build(wanted = steps) {
	requireNode(thisMachine);
	await alone(join(home, "target", ".build-lock"), async () => {
		for (const step of wanted) {
			const stamp = fingerprint(step.inputs);
			if (
				readStamps()[step.name] === stamp &&
				step.outputs.every((file) => existsSync(join(home, file)))
			)
				continue;
			await ensure(step.tools);
			await announce(
				`Building the ${step.name}, about ${step.takes}`,
				step.run,
			).catch(readable);
			writeStamps({ ...readStamps(), [step.name]: stamp });
		}
	});
}

/** Keeps the message of a bundler's error about a source file and drops its stack. */
function readable(/** @type {Error} */ error) {
	throw "errors" in error ? new Failure(error.message) : error;
}

/**
 * Compiles a crate to wasm with its JavaScript bindings.
 *
 * @param {string} crate folder
 * @param {string} out folder
 * @param {string} [log]
 */
function packWasm(crate, out, log) {
	const flags = [
		"--target",
		"web",
		"--release",
		"--mode",
		"no-install",
		"--no-gitignore",
		"--no-pack",
		"--out-dir",
		out,
	];
	return run("wasm-pack", ["build", crate, ...flags], {
		cwd: home,
		env: wasmEnvironment(),
		log,
	});
}

/** One digest over the names and contents of files and folders. */
function fingerprint(/** @type {string[]} */ inputs) {
	const digest = createHash("sha256");
	const add = (/** @type {string} */ path) => {
		const stat = statSync(join(home, path), { throwIfNoEntry: false });
		if (!stat) return;
		if (stat.isDirectory()) {
			for (const name of readdirSync(join(home, path)).sort())
				if (name !== "node_modules") add(`${path}/${name}`);
		} else {
			digest
				.update(`${path}\0${stat.size}\0`)
				.update(readFileSync(join(home, path)));
		}
	};
	inputs.forEach(add);
	return digest.digest("hex");
}

const stamps = join(home, "target", ".build-stamps.json");

/** @returns {Record<string, string>} step name to the fingerprint of the inputs it was last built from */
function readStamps() {
	try {
		return JSON.parse(readFileSync(stamps, "utf8"));
	} catch {
		return {}; // not built yet
	}
}

function writeStamps(/** @type {Record<string, string>} */ all) {
	mkdirSync(join(home, "target"), { recursive: true });
	writeFileSync(stamps, JSON.stringify(all, null, 2));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(build);
