// The package that npm would publish: its files, its manners, its types, and that it works where people install it.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { folder, pkg } from "./support/command.mjs";
import { lines } from "./support/records.mjs";

const home = fileURLToPath(new URL("../..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));

/** A project that has installed the packed tarball. @param {import('node:test').TestContext} t */
function project(t) {
	const cwd = folder(t);
	const modules = join(cwd, "node_modules");
	mkdirSync(join(modules, "tuneset"), { recursive: true });
	execFileSync("npm", ["pack", "--silent", "--pack-destination", cwd], {
		cwd: pkg,
		stdio: "ignore",
	});
	const tarball = readdirSync(cwd).find((name) => name.endsWith(".tgz"));
	assert.ok(tarball);
	execFileSync("tar", [
		"-xzf",
		join(cwd, tarball),
		"-C",
		join(modules, "tuneset"),
		"--strip-components=1",
	]);
	writeFileSync(join(cwd, "package.json"), '{"type": "module"}');
	return cwd;
}

/** Weight on 2026-11-30 and a little; since the 22nd came rules, layouts, repairs, encodings, lifecycles and the costs of tokens. A higher budget needs its reason here. */
const MOST = { tarball: 3_700_000, unpacked: 8_600_000 };

test("the tarball holds what is needed and nothing else, and grows only on purpose", (t) => {
	const listing = JSON.parse(
		execFileSync("npm", ["pack", "--dry-run", "--json"], {
			cwd: pkg,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
		}),
	);
	// npm 11 gives an object by package name, earlier ones a list.
	const [{ files, size, unpackedSize }] = Object.values(listing);
	t.diagnostic(`${size} bytes, unpacked ${unpackedSize}`);
	assert.ok(size < MOST.tarball, `the tarball has ${size} bytes`);
	assert.ok(unpackedSize < MOST.unpacked, `unpacked, ${unpackedSize} bytes`);
	const names = files.map((/** @type {{ path: string }} */ { path }) => path);
	for (const needed of [
		"package.json",
		"LICENSE-MIT",
		"LICENSE-APACHE",
		"index.js",
		"index.d.ts",
		"inline.js",
		"inline.d.ts",
		"node.js",
		"node.d.ts",
		"types.d.ts",
		"cli.js",
		"worker.js",
		"worker.d.ts",
		"worker-node.js",
		"tuneset.wasm",
		"tuneset.wasm.d.ts",
		"tuneset.1",
		"schema/report.json",
		"schema/metrics.json",
		"schema/evaluation.json",
		"schema/config.json",
		"schema/plan.json",
		"sbom.cdx.json",
		...(existsSync(join(home, "README.md")) ? ["README.md"] : []),
	])
		assert.ok(names.includes(needed), needed);
	const foreign = names.filter(
		(/** @type {string} */ name) =>
			!/^(README\.md|LICENSE.*|package\.json|sbom\.cdx\.json|schema\/(report|metrics|evaluation|config|plan)\.json|tuneset\.(wasm|wasm\.d\.ts|1)|[\w-]+\.(js|d\.ts))$/.test(
				name,
			),
	);
	assert.deepEqual(foreign, []);
});

test("no dependency at run time, and the version of the core", () => {
	assert.equal(manifest.dependencies, undefined);
	assert.equal(manifest.scripts, undefined);
	const cargo = readFileSync(join(home, "Cargo.toml"), "utf8");
	assert.equal(manifest.version, cargo.match(/^version = "(.+)"$/m)?.[1]);
});

test("publint has nothing to say", async () => {
	const { messages } = await publint({ pkgDir: pkg, strict: true });
	assert.deepEqual(
		messages.map((message) => formatMessage(message, manifest)),
		[],
	);
});

test("every address in exports exists", () => {
	const addresses =
		JSON.stringify(manifest.exports).match(/\.\/[\w./-]+\.\w+/g) ?? [];
	assert.ok(addresses.length > 8);
	for (const address of addresses)
		assert.ok(existsSync(join(pkg, address)), address);
});

test("an installed package is imported by its name", (t) => {
	const cwd = project(t);
	writeFileSync(
		join(cwd, "main.js"),
		`import { check, file, models, TunesetError } from "tuneset";
		import schema from "tuneset/schema/report.json" with { type: "json" };
		const report = await check(file("data.jsonl"), { model: models[0].id, workers: 2 });
		console.log(report.counts.records, schema.title, TunesetError.name);`,
	);
	writeFileSync(join(cwd, "data.jsonl"), lines(30));
	const { stdout, stderr } = spawnSync(
		process.execPath,
		["--no-warnings", "main.js"],
		{ cwd, encoding: "utf8" },
	);
	assert.equal(stderr, "");
	assert.equal(stdout, "30 Tuneset report TunesetError\n");
});

test("the command works through the link that npm makes", (t) => {
	const cwd = project(t);
	mkdirSync(join(cwd, "node_modules/.bin"));
	const link = join(cwd, "node_modules/.bin/tuneset");
	symlinkSync(`../tuneset/${manifest.bin.tuneset}`, link);
	assert.match(readFileSync(link, "utf8"), /^#!\/usr\/bin\/env node\n/);
	const { stdout, status } = spawnSync(link, ["check", "-"], {
		cwd,
		encoding: "utf8",
		input: lines(60),
	});
	assert.match(stdout, /stdin: 60 lines/);
	assert.equal(status, 0);
});
