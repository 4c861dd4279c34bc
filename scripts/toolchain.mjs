// Finds the tools that build and test Tuneset, and makes those that are missing: once per machine, into the cache.

import { execFileSync } from "node:child_process";
import {
	existsSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { alone } from "./lock.mjs";
import {
	apt,
	cache,
	executable,
	home,
	Missing,
	requireCargo,
	requireNode,
	thisMachine,
} from "./machine.mjs";
import { announce, run } from "./run.mjs";
import {
	installWithApt,
	makeWasmTarget,
	wasmFromDebian,
	wasmTargetEnvironment,
	wasmTargetRoute,
} from "./wasm-target.mjs";

/** @typedef {import('./machine.mjs').Machine} Machine */

/**
 * @typedef {object} Tool
 * @property {string} doing what the user reads while it is made
 * @property {string} takes how long that usually is
 * @property {(machine: Machine) => unknown} find truthy if it is there and usable
 * @property {(machine: Machine) => void} able throws `Missing` where it cannot be made
 * @property {(machine: Machine, log: string) => Promise<unknown>} make
 */

const bin = join(cache, "bin");
const modules = join(home, "node_modules");

/** The command line tool must be of the same version as the crate. */
export const wasmBindgenVersion = /^wasm-bindgen = .*"=([\d.]+)"/m.exec(
	readFileSync(join(home, "Cargo.toml"), "utf8"),
)?.[1];

const CLIPPY_BY_HAND =
	"install clippy for your Rust by hand (usually: rustup component add clippy).";
const CHROMIUM_BY_HAND =
	"install Chromium or Chrome by hand, or name one in CHROME_PATH.";
const WEBKIT_PACKAGES = ["webkit2gtk-driver", "xvfb"];
const WEBKIT_BY_HAND =
	"install WebKitGTK with its WebKitWebDriver, and Xvfb, by hand.";
const FIREFOX_BY_HAND = "install Firefox by hand, or name one in FIREFOX_PATH.";

/** @type {Record<string, Tool>} */
export const tools = {
	npm: {
		doing: "Installing what package-lock.json names (npm ci)",
		takes: "10 seconds",
		find: () =>
			modified(join(modules, ".package-lock.json")) >=
			modified(join(home, "package-lock.json")),
		able: (machine) => {
			if (!npm(machine))
				throw new Missing(
					"Tuneset needs npm, which comes with Node: install Node 20.19 or newer from nodejs.org.",
				);
		},
		make: (machine, log) => {
			const [command, ...args] = npm(machine) ?? [];
			return run(command, [...args, "ci", "--no-audit", "--no-fund"], {
				cwd: home,
				log,
			});
		},
	},
	"wasm-target": {
		doing: "Adding Rust's wasm32 target",
		takes: "2 minutes",
		find: wasmTargetEnvironment,
		able: wasmTargetRoute,
		make: makeWasmTarget,
	},
	"wasm-bindgen": fromCrates(
		"wasm-bindgen-cli",
		wasmBindgenVersion ?? "",
		"wasm-bindgen",
		"2 minutes",
	),
	"wasm-pack": fromCrates("wasm-pack", "0.15.1", "wasm-pack", "1 minute"),
	"cargo-deny": fromCrates("cargo-deny", "0.20.2", "cargo-deny", "2 minutes"),
	"cargo-fuzz": fromCrates("cargo-fuzz", "0.13.2", "cargo-fuzz", "1 minute"),
	"wasm-clippy": {
		doing: "Installing clippy for the wasm32 compiler",
		takes: "10 seconds",
		find: () => {
			const env = wasmTargetEnvironment();
			return env && works("cargo", ["clippy", "--version"], env);
		},
		able: (machine) => {
			if (wasmFromDebian(machine))
				apt(machine, ["rust-web-clippy"], CLIPPY_BY_HAND);
			else if (!works("cargo", ["clippy", "--version"]))
				throw new Missing(`Rust has no clippy here: ${CLIPPY_BY_HAND}`);
		},
		make: async (machine, log) => {
			if (wasmFromDebian(machine))
				await installWithApt(machine, ["rust-web-clippy"], log, CLIPPY_BY_HAND);
		},
	},
	chromium: {
		doing: "Installing Chromium for the browser tests (apt)",
		takes: "1 minute",
		find: chromium,
		able: (machine) => void apt(machine, ["chromium"], CHROMIUM_BY_HAND),
		make: (machine, log) =>
			installWithApt(machine, ["chromium"], log, CHROMIUM_BY_HAND),
	},
	firefox: {
		doing: "Installing Firefox for the browser tests (apt)",
		takes: "1 minute",
		find: firefox,
		able: (machine) => void apt(machine, ["firefox-esr"], FIREFOX_BY_HAND),
		make: (machine, log) =>
			installWithApt(machine, ["firefox-esr"], log, FIREFOX_BY_HAND),
	},
	webkit: {
		doing: "Installing WebKit for the browser tests (apt)",
		takes: "1 minute",
		find: (machine) =>
			machine.which("WebKitWebDriver") &&
			machine.which("Xvfb") &&
			minibrowser(),
		able: (machine) => void apt(machine, WEBKIT_PACKAGES, WEBKIT_BY_HAND),
		make: (machine, log) =>
			installWithApt(machine, WEBKIT_PACKAGES, log, WEBKIT_BY_HAND),
	},
};

/**
 * Makes sure that tools are there.
 *
 * @param {(keyof typeof tools)[]} names in the order in which they are made
 * @param {Machine} [machine]
 */
export async function ensure(names, machine = thisMachine) {
	requireNode(machine);
	requireCargo(machine);
	const missing = () => names.filter((name) => !tools[name].find(machine));
	if (missing().length === 0) return;
	await alone(join(cache, "lock"), async () => {
		// Say what cannot be done before the first slow thing is.
		for (const name of missing()) tools[name].able(machine);
		for (const name of names) {
			const { doing, takes, find, make } = tools[name];
			if (find(machine)) continue; // also when it came along with the one before
			const log = join(cache, "log", name);
			await announce(`${doing}, about ${takes}, once`, () =>
				make(machine, log),
			);
		}
		rmSync(join(cache, "build"), { recursive: true, force: true });
	});
}

/**
 * Makes sure that an optional tool is there, or returns the reason why it is not available.
 *
 * @param {keyof typeof tools} name
 * @returns {Promise<string | undefined>}
 */
export async function unattainable(name) {
	try {
		await ensure([name]);
		return undefined;
	} catch (error) {
		if (error instanceof Missing) return error.message;
		throw error;
	}
}

/** The environment for commands that compile to wasm; `ensure(['wasm-target'])` comes first. */
export function wasmEnvironment() {
	// RUSTFLAGS would take the place of the flags in .cargo/config.toml, and SIMD would be gone without a word.
	return { ...wasmTargetEnvironment(), PATH: toolPath(), RUSTFLAGS: undefined };
}

/** PATH with our tools first: the ones in the cache, then those of npm. */
export function toolPath() {
	return [bin, join(modules, ".bin"), process.env.PATH].join(delimiter);
}

/** A Chromium, Chrome or Edge, or `undefined`. */
export function chromium(machine = thisMachine) {
	const named = machine.env.CHROME_PATH;
	if (named) return executable(named) ? named : undefined;
	for (const name of [
		"chromium",
		"chromium-browser",
		"google-chrome",
		"google-chrome-stable",
		"microsoft-edge",
		"chrome",
	]) {
		const found = machine.which(name);
		if (found) return found;
	}
	return [
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
		"/Applications/Chromium.app/Contents/MacOS/Chromium",
		"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
		"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
	].find(executable);
}

/** A Firefox as Mozilla or Debian makes it, or `undefined`. */
export function firefox(machine = thisMachine) {
	const named = machine.env.FIREFOX_PATH;
	if (named) return executable(named) ? named : undefined;
	return (
		machine.which("firefox-esr") ??
		machine.which("firefox") ??
		["/Applications/Firefox.app/Contents/MacOS/firefox"].find(executable)
	);
}

/** WebKitGTK's own small browser, which comes with the library, or `undefined`. */
export function minibrowser() {
	const lib = "/usr/lib";
	const folders = existsSync(lib)
		? readdirSync(lib).filter((name) => name.includes("-linux-"))
		: [];
	return folders
		.flatMap((folder) =>
			["4.1", "4.0"].map((version) =>
				join(lib, folder, `webkit2gtk-${version}`, "MiniBrowser"),
			),
		)
		.find(executable);
}

/**
 * A tool that cargo builds from crates.io.
 *
 * @param {string} crate
 * @param {string} version
 * @param {string} command
 * @param {string} takes
 * @returns {Tool}
 */
function fromCrates(crate, version, command, takes) {
	const file = join(
		bin,
		process.platform === "win32" ? `${command}.exe` : command,
	);
	return {
		doing: `Building ${command}`,
		takes,
		find: () => works(file, ["--version"], {}, version),
		able: () => {},
		make: (_machine, log) =>
			// Not --locked: lock files inside these crates name versions that not every mirror serves.
			run(
				"cargo",
				[
					"install",
					crate,
					"--version",
					version,
					"--bin",
					command,
					"--root",
					cache,
					"--force",
				],
				{
					env: {
						// A folder that stays lets an interrupted build go on, and lets the tools share what they have in common.
						CARGO_TARGET_DIR: join(cache, "build"),
						// These tools run for half a second: built without optimization they take half as long to build.
						CARGO_PROFILE_RELEASE_OPT_LEVEL: "0",
						CARGO_PROFILE_RELEASE_LTO: "off",
						CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "16",
						CARGO_PROFILE_RELEASE_DEBUG: "false",
						RUSTFLAGS: undefined,
					},
					log,
				},
			),
	};
}

/**
 * Returns true if a command runs and prints the version we want.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [version]
 */
function works(command, args, env, version = "") {
	try {
		const said = execFileSync(command, args, {
			env: { ...process.env, ...env },
			encoding: "utf8",
			stdio: "pipe",
		});
		return said.includes(version);
	} catch {
		return false;
	}
}

/** The command that starts npm: npm's own word for it where npm started us, as Windows cannot spawn `npm` itself. */
export function npm(/** @type {Machine} */ machine) {
	const script = machine.env.npm_execpath;
	if (script?.endsWith("npm-cli.js")) return [process.execPath, script];
	const found = machine.which("npm");
	return found && [found];
}

/** @param {string} file @returns {number} milliseconds, or -1 if there is no such file */
function modified(file) {
	return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -1;
}
