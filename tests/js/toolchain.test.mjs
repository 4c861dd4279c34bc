// Messages and commands on machines that differ from this one. Nothing is installed here.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { alone } from "../../scripts/lock.mjs";
import { apt, requireCargo, requireNode } from "../../scripts/machine.mjs";
import { tools, wasmBindgenVersion } from "../../scripts/toolchain.mjs";
import { wasmTargetRoute } from "../../scripts/wasm-target.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A Debian machine with everything, except for the overrides of a test. */
function machine({
	commands = ["cargo", "rustc", "rustup", "npm", "apt-get"],
	...facts
} = {}) {
	return {
		platform: "linux",
		node: "20.19.0",
		root: true,
		terminal: false,
		env: {},
		which: (name) => (commands.includes(name) ? `/usr/bin/${name}` : undefined),
		...facts,
	};
}

const says = (message) => ({ message, exitCode: 2 });

test("Node 20.19 and newer will do, older ones get a sentence", () => {
	for (const node of ["20.19.0", "20.20.1", "22.0.0", "26.1.0"])
		requireNode(machine({ node }));
	for (const node of ["18.20.4", "20.18.3"]) {
		assert.throws(
			() => requireNode(machine({ node })),
			says(
				`Tuneset needs Node 20.19 or newer and this is ${node}: install a newer one from nodejs.org.`,
			),
		);
	}
});

test("without cargo", () => {
	requireCargo(machine());
	assert.throws(
		() => requireCargo(machine({ commands: ["rustup"] })),
		says(
			"Tuneset needs Rust and found no cargo: install Rust from rustup.rs, then open a new terminal.",
		),
	);
});

test("rustup adds the wasm target unless RUSTUP_AUTO_INSTALL=0", () => {
	assert.equal(wasmTargetRoute(machine()), "rustup");
	assert.equal(
		wasmTargetRoute(machine({ env: { RUSTUP_AUTO_INSTALL: "1" } })),
		"rustup",
	);
	assert.equal(
		wasmTargetRoute(
			machine({ platform: "darwin", root: false, commands: ["rustup"] }),
		),
		"rustup",
	);
	assert.equal(
		wasmTargetRoute(machine({ env: { RUSTUP_AUTO_INSTALL: "0" } })),
		"debian",
	);
});

test("where neither way is open, one sentence says what to do by hand", () => {
	const env = { RUSTUP_AUTO_INSTALL: "0" };
	const byHand =
		"give Rust its wasm32-unknown-unknown target by hand (usually: rustup target add wasm32-unknown-unknown).";
	assert.throws(
		() => wasmTargetRoute(machine({ env, commands: ["rustup"] })),
		says(
			`RUSTUP_AUTO_INSTALL=0 forbids rustup to download here, and there is no apt-get: ${byHand}`,
		),
	);
	assert.throws(
		() => wasmTargetRoute(machine({ env, root: false })),
		says(
			`Installing Debian's wasm compiler needs root, and there is no sudo here: ${byHand}`,
		),
	);
	assert.throws(
		() => wasmTargetRoute(machine({ commands: ["cargo", "rustc"] })),
		says(
			`Rust cannot compile for wasm32-unknown-unknown here and there is no rustup to change that: ${byHand}`,
		),
	);
	const sudo = machine({
		env,
		root: false,
		commands: ["rustup", "apt-get", "sudo"],
	});
	assert.equal(wasmTargetRoute(sudo), "debian");
});

test("apt runs as root, with sudo, or not at all", () => {
	const commands = ["apt-get", "sudo"];
	const install = (facts) =>
		apt(
			machine({ commands, ...facts }),
			["lynx"],
			"install lynx.",
		).install.join(" ");
	const plain =
		"env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends lynx";
	assert.equal(install({}), plain);
	assert.equal(install({ root: false, terminal: true }), `sudo ${plain}`);
	assert.equal(
		install({ root: false }),
		`sudo -n ${plain}`,
		"nobody is there to type a password",
	);
	assert.throws(
		() => install({ commands: [] }),
		says("There is no apt-get here to install lynx with: install lynx."),
	);
});

test("no Chromium and no apt", () => {
	assert.throws(
		() => tools.chromium.able(machine({ commands: [] })),
		says(
			"There is no apt-get here to install chromium with: install Chromium or Chrome by hand, or name one in CHROME_PATH.",
		),
	);
});

test("browsers that cannot be had are named with what to do", () => {
	for (const [name, packages] of Object.entries({
		firefox: "firefox-esr",
		webkit: "webkit2gtk-driver, xvfb",
	}))
		assert.throws(() => tools[name].able(machine({ commands: [] })), {
			message: new RegExp(
				`^There is no apt-get here to install ${packages} with: install .* by hand`,
			),
		});
});

test("the wasm-bindgen that is built is the one in Cargo.toml", () => {
	assert.match(wasmBindgenVersion ?? "", /^\d+\.\d+\.\d+$/);
});

test("a script ends with one sentence and code 2, not with a stack", () => {
	const nothing = mkdtempSync(join(tmpdir(), "tuneset-"));
	const script = (args, env) =>
		spawnSync(process.execPath, args, {
			cwd: root,
			encoding: "utf8",
			env: { ...process.env, ...env },
		});

	const bare = script(["scripts/test.mjs", "rust"], { PATH: nothing });
	assert.equal(
		bare.stderr,
		"Tuneset needs Rust and found no cargo: install Rust from rustup.rs, then open a new terminal.\n",
	);
	assert.equal(bare.status, 2);

	const old =
		"Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.19.1' } })";
	for (const name of ["start", "test", "build"]) {
		const aged = script(
			["--import", `data:text/javascript,${old}`, `scripts/${name}.mjs`],
			{},
		);
		assert.equal(
			aged.stderr,
			"Tuneset needs Node 20.19 or newer and this is 18.19.1: install a newer one from nodejs.org.\n",
		);
		assert.equal(aged.status, 2);
	}
	rmSync(nothing, { recursive: true });
});

test("a lock left behind by a process that is gone does not block", async () => {
	const folder = mkdtempSync(join(tmpdir(), "tuneset-"));
	const file = join(folder, "lock");
	const gone = spawnSync(process.execPath, ["-e", ""]).pid;
	writeFileSync(file, String(gone));
	assert.equal(await alone(file, async () => "went in"), "went in");
	rmSync(folder, { recursive: true });
});
