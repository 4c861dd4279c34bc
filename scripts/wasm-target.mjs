// Rust's standard library for wasm32, and the compiler that goes with it.
//
// Nearly all users have rustup, and rustup adds the target. If RUSTUP_AUTO_INSTALL=0 forbids rustup to
// download, Debian's rustc-web and the sources of std that come with it do: std is built once and kept in the cache.

import { execFileSync, spawnSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apt, asRoot, cache, Missing, thisMachine } from "./machine.mjs";
import { Failure, run } from "./run.mjs";

/** @typedef {import('./machine.mjs').Machine} Machine */

const TARGET = "wasm32-unknown-unknown";
const DEBIAN_LIBRARY = `/usr/lib/rustlib/${TARGET}/lib`;
const DEBIAN_LINKER = "wasm-ld-22";
const DEBIAN_PACKAGES = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];

/** Chooses the Debian compiler for wasm; rustup's own stays the one for everything native. */
const DEBIAN_ENVIRONMENT = {
	RUSTUP_TOOLCHAIN: "debian",
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: DEBIAN_LINKER,
};

const BY_HAND = `give Rust its ${TARGET} target by hand (usually: rustup target add ${TARGET}).`;

/** The environment in which this machine can compile for wasm, or `undefined` if it cannot yet. */
export function wasmTargetEnvironment() {
	if (compiles({})) return {};
	if (thisMachine.which(DEBIAN_LINKER) && compiles(DEBIAN_ENVIRONMENT))
		return DEBIAN_ENVIRONMENT;
	return undefined;
}

/**
 * Returns the route by which a machine without the target gets it.
 *
 * @param {Machine} machine
 * @returns {'rustup' | 'debian'}
 */
export function wasmTargetRoute(machine) {
	if (!machine.which("rustup")) {
		throw new Missing(
			`Rust cannot compile for ${TARGET} here and there is no rustup to change that: ${BY_HAND}`,
		);
	}
	if (machine.env.RUSTUP_AUTO_INSTALL !== "0") return "rustup";
	if (machine.platform !== "linux" || !machine.which("apt-get")) {
		throw new Missing(
			`RUSTUP_AUTO_INSTALL=0 forbids rustup to download here, and there is no apt-get: ${BY_HAND}`,
		);
	}
	asRoot(machine, [], "Debian's wasm compiler", BY_HAND);
	return "debian";
}

/** Returns true if the wasm32 compiler is Debian's, or will be. @param {Machine} machine */
export function wasmFromDebian(machine) {
	const env = wasmTargetEnvironment();
	return env
		? env === DEBIAN_ENVIRONMENT
		: wasmTargetRoute(machine) === "debian";
}

/** @param {Machine} machine @param {string} log */
export async function makeWasmTarget(machine, log) {
	if (wasmTargetRoute(machine) === "rustup")
		return run("rustup", ["target", "add", TARGET], { log });

	const ready =
		existsSync("/usr/lib/rustlib/src/rust/library") &&
		machine.which(DEBIAN_LINKER) &&
		existsSync("/usr/bin/cargo");
	if (!ready) await installWithApt(machine, DEBIAN_PACKAGES, log, BY_HAND);
	await run("rustup", ["toolchain", "link", "debian", "/usr"], {
		log: `${log}.link`,
	});

	const rlibs = await standardLibrary(`${log}.std`);
	const [mkdir, copy] = [
		["mkdir", "-p", DEBIAN_LIBRARY],
		["cp", ...rlibs, DEBIAN_LIBRARY],
	];
	for (const command of [mkdir, copy]) {
		const [name, ...args] = asRoot(machine, command, DEBIAN_LIBRARY, BY_HAND);
		await run(name, args, { log: `${log}.copy` });
	}
	if (!wasmTargetEnvironment())
		throw new Failure(
			`Built std for ${TARGET}, but the compiler does not take it; see ${log}*`,
		);
}

/**
 * @param {Machine} machine
 * @param {string[]} packages
 * @param {string} log
 * @param {string} byHand
 */
export async function installWithApt(machine, packages, log, byHand) {
	const { update, install } = apt(machine, packages, byHand);
	try {
		await run(install[0], install.slice(1), { log });
	} catch {
		// The package lists of a fresh machine are empty or old.
		await run(update[0], update.slice(1), { log: `${log}.update` });
		await run(install[0], install.slice(1), { log }).catch((error) => {
			throw new Missing(
				`apt-get could not install ${packages.join(" ")}; ${byHand}\n\n${error.message}`,
			);
		});
	}
}

/**
 * The .rlib files of std for the very compiler in /usr/bin, from the cache or built (a minute).
 *
 * @param {string} log
 */
async function standardLibrary(log) {
	const version = execFileSync("/usr/bin/rustc", ["--version"], {
		encoding: "utf8",
	});
	const kept = join(
		cache,
		"std",
		version.replace(/[^\w.+~-]+/g, "-").replace(/-$/, ""),
	);
	const rlibs = () => readdirSync(kept).map((name) => join(kept, name));
	if (existsSync(kept)) return rlibs();

	const crate = join(cache, "std", "build");
	rmSync(crate, { recursive: true, force: true });
	mkdirSync(join(crate, "src"), { recursive: true });
	writeFileSync(
		join(crate, "Cargo.toml"),
		'[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n',
	);
	writeFileSync(join(crate, "src", "lib.rs"), "");
	const std = "build-std=std,panic_abort,panic_unwind,test";
	await run(
		"/usr/bin/cargo",
		["build", "--release", `-Z${std}`, "--target", TARGET],
		{
			cwd: crate,
			// `undefined` also shuts out settings intended for the user's own project.
			env: {
				RUSTC: "/usr/bin/rustc",
				RUSTC_BOOTSTRAP: "1",
				RUSTFLAGS: undefined,
				CARGO_TARGET_DIR: undefined,
			},
			log,
		},
	);
	const built = join(crate, "target", TARGET, "release", "deps");
	const part = `${kept}.part`;
	rmSync(part, { recursive: true, force: true });
	mkdirSync(part);
	for (const name of readdirSync(built)) {
		if (name.endsWith(".rlib") && !name.startsWith("libempty-"))
			cpSync(join(built, name), join(part, name));
	}
	renameSync(part, kept);
	rmSync(crate, { recursive: true, force: true });
	return rlibs();
}

/** Returns true if rustc compiles a line for wasm: the one test that also notices a std left behind by an older compiler. */
function compiles(/** @type {NodeJS.ProcessEnv} */ env) {
	const folder = mkdtempSync(join(tmpdir(), "tuneset-"));
	try {
		const args = [
			"--target",
			TARGET,
			"--crate-type=lib",
			"--emit=metadata",
			"--out-dir",
			folder,
			"-",
		];
		const options = {
			env: { ...process.env, ...env },
			input: "pub fn f() -> String { String::new() }",
		};
		return spawnSync("rustc", args, options).status === 0;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
