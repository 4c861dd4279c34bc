// The pre-commit hook, run by pre-commit itself in a user's repository.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { home } from "../../scripts/machine.mjs";
import { environment, preCommit } from "../../scripts/python.mjs";
import { folder } from "../js/support/command.mjs";
import { git, project } from "./project.mjs";

const { bin, missing: skip } = await environment(preCommit);

/** Files of a tag of this repository that pre-commit reads. */
function hooks(/** @type {import('node:test').TestContext} */ t) {
	const cwd = folder(t);
	copyFileSync(
		join(home, ".pre-commit-hooks.yaml"),
		join(cwd, ".pre-commit-hooks.yaml"),
	);
	git(cwd, "init", "--quiet");
	commit(cwd);
	const rev = execFileSync("git", ["rev-parse", "HEAD"], {
		cwd,
		encoding: "utf8",
	});
	return { repo: cwd, rev: rev.trim() };
}

/** @param {string} cwd */
function commit(cwd) {
	git(cwd, "add", "--all");
	const who = [
		"-c",
		"user.name=Somebody",
		"-c",
		"user.email=somebody@localhost",
	];
	git(cwd, ...who, "commit", "--quiet", "--message", "data");
}

/** @param {import('node:test').TestContext} t @param {string[]} [args] */
function prepare(t, args) {
	const cwd = project(t);
	const { repo, rev } = hooks(t);
	const hook = { id: "tuneset", ...(args && { args }) };
	writeFileSync(
		join(cwd, ".pre-commit-config.yaml"),
		// YAML takes JSON.
		JSON.stringify({ repos: [{ repo, rev, hooks: [hook] }] }),
	);
	writeFileSync(join(cwd, "notes.txt"), "no data\n");
	git(cwd, "init", "--quiet");
	const run = () => {
		git(cwd, "add", "--all");
		const { status, stdout } = spawnSync(
			join(bin ?? "", "pre-commit"),
			["run", "--all-files", "--color", "never"],
			{
				cwd,
				encoding: "utf8",
				env: { ...process.env, PRE_COMMIT_HOME: join(repo, "cache") },
			},
		);
		return { status, stdout };
	};
	return { cwd, run };
}

test("bad data stop the commit, with the place; good data pass", {
	skip,
}, (t) => {
	const { cwd, run } = prepare(t);
	const bad = run();
	assert.equal(bad.status, 1);
	assert.match(bad.stdout, /data\/bad\.jsonl:61:34: error\[invalid-json\]/);
	rmSync(join(cwd, "data/bad.jsonl"));
	const good = run();
	assert.equal(good.status, 0, good.stdout);
	assert.match(good.stdout, /Passed/);
});

test("it takes the arguments that a project gives", { skip }, (t) => {
	const { run } = prepare(t, ["--model", "nova-light"]);
	const { status, stdout } = run();
	assert.equal(status, 1);
	assert.match(stdout, /did you mean nova-lite\?/);
});
