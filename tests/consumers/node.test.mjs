// The packed tarball in Node (imported, required, as its command), and in Deno and Bun.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { load } from "../../scripts/consumers.mjs";
import { data, expected, toolbox, workspace } from "./project.mjs";

const { project, remove } = workspace();
after(remove);

// Node 20 warns that `require` of a module, and JSON as a module, are experimental.
const NODE = [process.execPath, "--disable-warning=ExperimentalWarning"];

/** @param {string} folder @param {string} file @param {string[]} runtime */
function run(folder, file, [command, ...args] = NODE) {
	const text = execFileSync(command, [...args, file], {
		cwd: folder,
		encoding: "utf8",
		stdio: ["ignore", "pipe", "pipe"],
	});
	return JSON.parse(text);
}

/** Finds a program that npm has installed as one binary for each platform. @param {string} scope @param {RegExp} name */
function binary(scope, name) {
	const folder = join(toolbox, "node_modules", scope);
	const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).find(
		(path) => name.test(path),
	);
	assert.ok(found, `${scope} has nothing for this machine`);
	return join(folder, found);
}

test("what is compared says something", () => {
	const { counts, duplicates, validation, sha256 } = /** @type {any} */ (
		expected
	);
	assert.ok(counts.errors > 5 && counts.warnings > 5 && counts.valid > 20);
	assert.ok(duplicates > 0);
	assert.equal(validation, 5);
	const digests = Object.values(sha256);
	assert.equal(new Set(digests).size, 5, "five different things");
	for (const digest of digests) assert.match(digest, /^[0-9a-f]{64}$/);
});

const REST = `
const data = readFileSync("mixed.jsonl");
outcome({ check, prepare }, data).then((found) =>
	console.log(JSON.stringify({ found, title: schema.title })));
`;

/** @type {Record<string, () => string[]>} */
const runtimes = {
	Node: () => NODE,
	Deno: () => [binary("@deno", /\bdeno(\.exe)?$/), "run", "--allow-read"],
	Bun: () => [binary("@oven", /\bbun(\.exe)?$/)],
};

for (const [name, runtime] of Object.entries(runtimes)) {
	test(`imported in ${name}`, () => {
		const folder = project(`import-${name}`, {
			"mixed.jsonl": data,
			"main.js": `import { readFileSync } from "node:fs";
import { check, prepare } from "tuneset";
import schema from "tuneset/schema/report.json" with { type: "json" };
import { outcome } from "./outcome.js";
${REST}`,
		});
		const { found, title } = run(folder, "main.js", runtime());
		assert.deepEqual(found, expected);
		assert.equal(title, "Tuneset report");
	});
}

test("required", () => {
	const folder = project("require", {
		"mixed.jsonl": data,
		"main.cjs": `const { readFileSync } = require("node:fs");
const { check, prepare } = require("tuneset");
const schema = require("tuneset/schema/report.json");
const { outcome } = require("./outcome.js");
${REST}`,
	});
	const { found, title } = run(folder, "main.cjs");
	assert.deepEqual(found, expected);
	assert.equal(title, "Tuneset report");
});

test("the engine is given as the file that the package names", () => {
	const folder = project("engine", {
		"mixed.jsonl": data,
		"main.js": `import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { check, init, prepare } from "tuneset";
import { outcome } from "./outcome.js";
const schema = {};
await init({ wasm: readFileSync(createRequire(import.meta.url).resolve("tuneset/tuneset.wasm")) });
${REST}`,
	});
	assert.deepEqual(run(folder, "main.js").found, expected);
});

test("in a bundle for Node it stays outside; taken in, it says so", async () => {
	const folder = project("bundled", {
		"mixed.jsonl": data,
		"main.js": `import { readFileSync } from "node:fs";
import { check, prepare } from "tuneset";
import { outcome } from "./outcome.js";
const schema = {};
${REST}`,
	});
	const { build } = await load(toolbox, "esbuild");
	const bundle = (/** @type {string[]} */ external) =>
		build({
			absWorkingDir: folder,
			entryPoints: ["./main.js"],
			outdir: "dist",
			platform: "node",
			format: "esm",
			bundle: true,
			external,
			logLevel: "silent",
		});
	await bundle(["tuneset"]);
	assert.deepEqual(run(folder, "dist/main.js").found, expected);
	await bundle([]);
	assert.throws(
		() => run(folder, "dist/main.js"),
		/could not be loaded: .*leave the package out of the bundle/,
	);
});

test("its command", () => {
	const folder = project("command", { "mixed.jsonl": data });
	const bin = join(folder, "node_modules/.bin/tuneset");
	const options = "--fix --validation 5 --seed 7 --fail-on never --out out";
	const args = ["prepare", "mixed.jsonl", ...options.split(" ")];
	execFileSync(bin, args, { cwd: folder, stdio: "ignore" });
	const digest = (/** @type {string} */ name) =>
		createHash("sha256")
			.update(readFileSync(join(folder, "out", name)))
			.digest("hex");
	const { train, validation, setAside } = /** @type {any} */ (expected).sha256;
	assert.equal(digest("train.jsonl"), train);
	assert.equal(digest("validation.jsonl"), validation);
	assert.equal(digest("set-aside.jsonl"), setAside);
});
