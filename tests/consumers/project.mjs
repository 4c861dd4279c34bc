// Projects of users: the packed tarball is installed, and their tools come from the registry.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
	copyFileSync,
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { consumers } from "../../scripts/consumers.mjs";
import { load, pkg } from "../js/support/command.mjs";
import { outcome } from "./app/outcome.js";

const { folder: tools, missing } = await consumers();
/** The folder with their tools. The step `consumers` is skipped where there is none. */
export const toolbox = tools ?? assert.fail(missing);

/** With findings, copies, repairs, broken encoding and what a split has to keep together. */
export const data = readFileSync(
	new URL("../fixtures/invariants/mixed.jsonl", import.meta.url),
);

/** Outcome that every consumer must have. */
export const expected = await outcome(await load("node.js"), data);

/** A folder for projects that have installed the tarball, each for itself. */
export function workspace() {
	const root = mkdtempSync(join(tmpdir(), "tuneset-consumers-"));
	/** @param {string[]} args */
	const npm = (...args) =>
		execFileSync("npm", args, {
			cwd: root,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
		});
	const tarball = npm("pack", "--silent", pkg).trim();
	writeFileSync(join(root, "package.json"), '{ "private": true }');
	npm("install", "--no-audit", "--no-fund", "--offline", `./${tarball}`);
	return {
		tarball: join(root, tarball),
		/**
		 * A project in it.
		 *
		 * @param {string} name
		 * @param {Record<string, string | Uint8Array>} files beside outcome.js and a package.json of modules
		 */
		project(name, files) {
			const folder = join(root, name);
			const all = { "package.json": '{ "type": "module" }', ...files };
			for (const [path, text] of Object.entries(all)) {
				mkdirSync(dirname(join(folder, path)), { recursive: true });
				writeFileSync(join(folder, path), text);
			}
			const app = fileURLToPath(new URL("app/outcome.js", import.meta.url));
			copyFileSync(app, join(folder, "outcome.js"));
			// As npm left it; installing it anew for each would take ten times as long.
			const modules = "node_modules";
			cpSync(join(root, modules), join(folder, modules), {
				recursive: true,
				verbatimSymlinks: true,
			});
			return folder;
		},
		remove: () => rmSync(root, { recursive: true, force: true }),
	};
}
