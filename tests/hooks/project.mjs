// A user's project, with the package installed as npm would install it, in a git repository.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder, pkg } from "../js/support/command.mjs";
import { lines } from "../js/support/records.mjs";

/** As `npx tuneset@VERSION` finds it without asking the registry. */
export function project(/** @type {import('node:test').TestContext} */ t) {
	const cwd = folder(t);
	const npm = (/** @type {string[]} */ ...args) =>
		execFileSync("npm", args, {
			cwd,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
		});
	const tarball = npm("pack", "--silent", pkg).trim();
	writeFileSync(join(cwd, "package.json"), '{ "private": true }');
	npm("install", "--no-audit", "--no-fund", "--offline", `./${tarball}`);
	writeFileSync(join(cwd, ".gitignore"), "node_modules\n*.tgz\n");
	mkdirSync(join(cwd, "data"));
	writeFileSync(join(cwd, "data/good.jsonl"), lines(60));
	writeFileSync(
		join(cwd, "data/bad.jsonl"),
		`${lines(60)}{"prompt": "x", "completion": "y",}\n`,
	);
	return cwd;
}

/** @param {string} cwd @param {string[]} args */
export const git = (cwd, ...args) =>
	execFileSync("git", args, { cwd, stdio: "ignore" });
