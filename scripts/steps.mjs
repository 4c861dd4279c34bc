// The steps of `npm test`.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { consumers } from "./consumers.mjs";
import { fuzz } from "./fuzz.mjs";
import { home } from "./machine.mjs";
import { awsClients, environment, preCommit } from "./python.mjs";
import { Failure, run } from "./run.mjs";
import { rulesForRustfmt } from "./rustfmt.mjs";
import {
	chromium,
	firefox,
	toolPath,
	unattainable,
	wasmEnvironment,
} from "./toolchain.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} says description, in a few words
 * @property {string[]} tools
 * @property {boolean} [ci] runs in CI and when chosen by name
 * @property {boolean} [built] tests what was built, so choosing it chooses `build`
 * @property {() => Promise<string | void>} run returns why it was skipped, rejects when it failed
 */

/** Tests of what the page draws from a report or a plan, by nothing that engines differ in: Chromium alone runs them. */
const SAME_IN_ALL = [
	"evaluation",
	"faults",
	"journeys",
	"metrics",
	"model",
	"plan",
	"records",
	"shape",
];

/** Tests of what goes in, what is found and what comes out: two engines run the rest. */
const IN_WEBKIT = [
	"decisions",
	"export",
	"findings",
	"fixes",
	"inputs",
	"opening",
	"privacy",
	"same",
	"verdict",
];

const warningsAreErrors = ["--", "-D", "warnings"];

/** @type {Step[]} */
export const steps = [
	{
		name: "format",
		says: "Rust is formatted",
		tools: [],
		ci: true,
		run: async () => {
			await cargo(["fmt", "--check"]);
			await run("rustfmt", rulesForRustfmt("--check"), { cwd: home });
		},
	},
	{
		name: "clippy",
		says: "clippy on everything native",
		tools: [],
		ci: true,
		run: () => cargo(["clippy", "--all-targets", ...warningsAreErrors]),
	},
	{
		name: "clippy-wasm",
		says: "clippy on the wasm build",
		tools: ["wasm-target", "wasm-clippy"],
		ci: true,
		run: () =>
			cargo(
				["clippy", "--target", "wasm32-unknown-unknown", ...warningsAreErrors],
				wasmEnvironment(),
			),
	},
	{
		name: "docs",
		says: "Rust's documentation builds",
		tools: [],
		ci: true,
		run: () => cargo(["doc", "--no-deps"], { RUSTDOCFLAGS: "-D warnings" }),
	},
	{
		name: "rust",
		says: "the core's tests, native",
		tools: [],
		run: () => cargo(["test"]),
	},
	{
		name: "fuzz",
		says: "fuzz targets, FUZZ_SECONDS each; 0 compiles them",
		tools: process.env.FUZZ_SECONDS === "0" ? [] : ["cargo-fuzz"],
		run: fuzz,
	},
	{
		name: "build",
		says: "the wasm, pkg/ and dist/",
		tools: ["npm", "wasm-target", "wasm-bindgen", "wasm-pack"],
		run: () => build(),
	},
	{
		name: "types",
		says: "TypeScript's types",
		tools: ["npm"],
		run: types,
	},
	{
		name: "lint",
		says: "biome: layout and lint of scripts, js and www",
		tools: ["npm"],
		run: () => npmTool("biome", ["ci", "--colors=off"]),
	},
	{
		name: "deny",
		says: "licences and origins of the crates, by deny.toml",
		tools: ["cargo-deny"],
		ci: true,
		run: () =>
			cargo(["deny", "check", "bans", "licenses", "sources"], {
				PATH: toolPath(),
			}),
	},
	{
		name: "advisories",
		says: "known vulnerabilities of the crates",
		tools: ["cargo-deny"],
		ci: true,
		run: advisories,
	},
	{
		name: "audit",
		says: "known vulnerabilities of what builds and tests it",
		tools: ["npm"],
		run: audit,
	},
	{
		name: "js",
		says: "the package and the scripts, in Node",
		tools: ["npm"],
		built: true,
		run: () => nodeTests("tests/js"),
	},
	{
		name: "aws",
		says: "job requests, through AWS's own clients against an AWS on this machine",
		tools: ["npm"],
		built: true,
		run: async () =>
			(await environment(awsClients)).missing ?? (await nodeTests("tests/aws")),
	},
	{
		name: "hooks",
		says: "the GitHub Action and the pre-commit hook, as their users run them",
		tools: ["npm"],
		built: true,
		run: async () =>
			(await environment(preCommit)).missing ??
			(await nodeTests("tests/hooks")),
	},
	{
		name: "consumers",
		says: "the packed package, as bundlers, browsers, Node and TypeScript take it",
		tools: ["npm", "chromium"],
		built: true,
		run: async () =>
			(await consumers()).missing ?? (await nodeTests("tests/consumers")),
	},
	{
		name: "e2e",
		says: "the page, in Chromium",
		tools: ["npm", "chromium"],
		built: true,
		run: () =>
			nodeTests("tests/e2e", { ENGINE: "chromium", CHROME_PATH: chromium() }),
	},
	{
		name: "e2e-firefox",
		says: "the page, in Firefox: all that engines may differ in",
		tools: ["npm"],
		built: true,
		run: async () =>
			(await unattainable("firefox")) ??
			(await nodeTests(
				"tests/e2e",
				{ ENGINE: "firefox", FIREFOX_PATH: firefox() },
				(name) => !SAME_IN_ALL.includes(name),
			)),
	},
	{
		name: "e2e-webkit",
		says: "the page, in WebKit: what goes in, what is found, what comes out",
		tools: ["npm"],
		built: true,
		run: async () =>
			(await unattainable("webkit")) ??
			(await nodeTests("tests/e2e", { ENGINE: "webkit" }, (name) =>
				IN_WEBKIT.includes(name),
			)),
	},
];

/** @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function cargo(args, env) {
	return run("cargo", args, { cwd: home, env });
}

/** @param {string} command @param {string[]} args */
function npmTool(command, args) {
	return run(command, args, { cwd: home, env: { PATH: toolPath() } });
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} [env]
 * @param {(name: string) => boolean} [wanted] by the name of the test file; all without
 */
async function nodeTests(folder, env, wanted = () => true) {
	const ending = ".test.mjs";
	const tests = files(
		folder,
		(path) =>
			path.endsWith(ending) &&
			wanted(path.slice(folder.length + 1, -ending.length)),
	);
	if (tests.length === 0) return `no tests in ${folder}/ yet`;
	const args = [
		"--test",
		"--test-reporter=spec",
		"--test-reporter-destination=stdout",
		`--test-reporter=${pathToFileURL(join(home, "scripts", "skipped.mjs"))}`,
		`--test-reporter-destination=${process.env.TUNESET_SKIPPED}`,
		// A file that hangs must fail before the whole run is stopped; on a busy machine one takes minutes.
		"--test-timeout=1800000",
		// Browsers and processes are waited for: Node's own one file at a time leaves half of two cores idle.
		`--test-concurrency=${Math.max(2, availableParallelism() - 1)}`,
		...tests,
	];
	await run(process.execPath, args, {
		cwd: home,
		env: { PATH: toolPath(), ...env },
	});
}

async function types() {
	const configs = files("", (path) => path.endsWith("tsconfig.json"));
	/** @type {string[]} */
	const failures = [];
	for (const config of configs)
		await npmTool("tsc", ["--noEmit", "-p", config]).catch((failure) =>
			failures.push(failure.message),
		);
	if (failures.length > 0) throw new Failure(failures.join("\n"));
}

/** RustSec's database is no package, so that it can't be had where only registries are reached: see SECURITY.md. */
function advisories() {
	const { status, stderr, error } = spawnSync(
		"cargo",
		["deny", "check", "advisories"],
		{
			cwd: home,
			encoding: "utf8",
			env: { ...process.env, PATH: toolPath() },
		},
	);
	if (error) throw error;
	if (/failed to fetch advisory database/.test(stderr))
		return Promise.resolve("RustSec's database cannot be reached from here");
	console.error(stderr);
	if (status !== 0)
		throw new Failure("cargo deny check advisories has found something.");
	return Promise.resolve();
}

/** Audits npm packages through the registry. */
function audit() {
	const { stdout } = spawnSync("npm", ["audit", "--json"], {
		cwd: home,
		encoding: "utf8",
	});
	/** @type {{ metadata?: { vulnerabilities: { high: number, critical: number }, dependencies: { total: number } }, message?: string }} */
	const { metadata, message } = JSON.parse(stdout || "{}");
	// Without dependencies the audit has no result.
	if (!metadata?.dependencies.total) {
		const reason = message ?? "it gave no answer";
		return Promise.resolve(`the registry's audit was not to be had: ${reason}`);
	}
	const { high, critical } = metadata.vulnerabilities;
	console.log(`${metadata.dependencies.total} packages looked up`);
	if (high + critical > 0)
		throw new Failure(
			`npm audit knows ${high + critical} serious vulnerabilities; run it to see them.`,
		);
	return Promise.resolve();
}

/**
 * The files below a folder that pass a test, in order.
 *
 * @param {string} folder from the root
 * @param {(path: string) => boolean} wanted
 * @returns {string[]}
 */
function files(folder, wanted) {
	const generated = [
		"node_modules",
		"target",
		"pkg",
		"dist",
		".git",
		"fixtures",
	];
	if (!existsSync(join(home, folder))) return [];
	return readdirSync(join(home, folder), { withFileTypes: true })
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((entry) => {
			const path = folder ? `${folder}/${entry.name}` : entry.name;
			if (entry.isDirectory())
				return generated.includes(entry.name) ? [] : files(path, wanted);
			return wanted(path) ? [path] : [];
		});
}
