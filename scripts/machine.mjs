// This machine and its abilities. Tests pass a simulated machine.

import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "./run.mjs";

/**
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {string} node version, without the "v"
 * @property {boolean} root
 * @property {boolean} terminal whether sudo could ask for a password
 * @property {NodeJS.ProcessEnv} env
 * @property {(command: string) => string | undefined} which where a command is
 */

/** The checkout. */
export const home = fileURLToPath(new URL("..", import.meta.url));

/** Tools built once for all checkouts of one user. */
export const cache = join(
	process.env.XDG_CACHE_HOME || join(homedir(), ".cache"),
	"tuneset",
);

/** @type {Machine} */
export const thisMachine = {
	platform: process.platform,
	node: process.versions.node,
	root: process.getuid?.() === 0,
	terminal: process.stdin.isTTY === true,
	env: process.env,
	which: (command) => findOnPath(command, process.env.PATH ?? ""),
};

/** Something must be installed by hand: the message is one sentence with its name. */
export class Missing extends Failure {
	/** @param {string} sentence */
	constructor(sentence) {
		super(sentence, 2);
	}
}

/** @param {Machine} machine */
export function requireNode(machine) {
	const [major, minor] = machine.node.split(".").map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	throw new Missing(
		`Tuneset needs Node 20.19 or newer and this is ${machine.node}: install a newer one from nodejs.org.`,
	);
}

/** @param {Machine} machine */
export function requireCargo(machine) {
	if (machine.which("cargo") && machine.which("rustc")) return;
	throw new Missing(
		"Tuneset needs Rust and found no cargo: install Rust from rustup.rs, then open a new terminal.",
	);
}

/**
 * The command that runs something as root.
 *
 * @param {Machine} machine
 * @param {string[]} command
 * @param {string} what is installed by it
 * @param {string} byHand what to do without those rights
 * @returns {string[]}
 */
export function asRoot(machine, command, what, byHand) {
	if (machine.root) return command;
	// Without a terminal sudo must not ask: if a password is needed, it fails at once with its own message.
	if (machine.which("sudo"))
		return machine.terminal ? ["sudo", ...command] : ["sudo", "-n", ...command];
	throw new Missing(
		`Installing ${what} needs root, and there is no sudo here: ${byHand}`,
	);
}

/**
 * The commands that install Debian packages.
 *
 * @param {Machine} machine
 * @param {string[]} packages
 * @param {string} byHand what to do where that cannot be
 */
export function apt(machine, packages, byHand) {
	const what = packages.join(", ");
	if (!machine.which("apt-get"))
		throw new Missing(
			`There is no apt-get here to install ${what} with: ${byHand}`,
		);
	const get = [
		"env",
		"DEBIAN_FRONTEND=noninteractive",
		"apt-get",
		"-o",
		"DPkg::Lock::Timeout=600",
	];
	return {
		update: asRoot(machine, [...get, "update"], what, byHand),
		install: asRoot(
			machine,
			[...get, "install", "-y", "--no-install-recommends", ...packages],
			what,
			byHand,
		),
	};
}

/** @param {string} command @param {string} path */
function findOnPath(command, path) {
	const endings = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
	for (const folder of path.split(delimiter).filter(Boolean)) {
		for (const ending of endings) {
			const file = join(folder, command + ending);
			if (executable(file)) return file;
		}
	}
	return undefined;
}

/** @param {string} file */
export function executable(file) {
	try {
		accessSync(file, constants.X_OK);
		return statSync(file).isFile();
	} catch {
		return false;
	}
}
