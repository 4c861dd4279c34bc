// The bindings as a function that makes an engine at each call.

import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { writeGlue } from "../../scripts/glue.mjs";
import { folder } from "./support/command.mjs";

const built = fileURLToPath(new URL("../../target/wasm", import.meta.url));

test("two engines have nothing in common but what they are made from", async (t) => {
	const cwd = folder(t);
	copyFileSync(join(built, "tuneset.js"), join(cwd, "tuneset.js"));
	writeGlue(cwd);
	const { engine } = await import(pathToFileURL(join(cwd, "glue.js")).href);
	const module = new WebAssembly.Module(
		readFileSync(join(built, "tuneset_bg.wasm")),
	);
	const [one, other] = [engine(module, () => {}), engine(module, () => {})];
	assert.notEqual(one.memory, other.memory);
	const before = other.memory.buffer.byteLength;
	const options = JSON.stringify({ near: "off" });
	const [first, second] = [
		new one.Dataset(options),
		new other.Dataset(options),
	];
	const probe = one.probe(
		Buffer.from('{"prompt":"é","completion":"b"}\n'),
		true,
		options,
	);
	first.beginFile("a".repeat(20_000_000), 32, probe);
	assert.ok(one.memory.buffer.byteLength > before + 10_000_000);
	assert.ok(other.memory.buffer.byteLength < before + 1_000_000);
	assert.equal(JSON.parse(second.report(true)).files.length, 0);
	assert.equal(JSON.parse(first.report(false)).files.length, 1);
});

test("bindings that look otherwise are refused, and what is new in them is named", (t) => {
	const cwd = folder(t);
	const bindings = readFileSync(join(built, "tuneset.js"), "utf8");
	/** @type {[string, string, RegExp][]} */
	const changes = [
		["console.error(", "report(", /the text of a panic/],
		["let wasmModule, wasmInstance, wasm;", "let wasm;", /the only engine/],
		[
			"export function models()",
			"import 'x';\nexport function models()",
			/import/,
		],
		[
			"export class Checker",
			"console.log(1);\nexport class Checker",
			/console/,
		],
	];
	for (const [from, to, said] of changes) {
		assert.ok(bindings.includes(from), from);
		writeFileSync(join(cwd, "tuneset.js"), bindings.replace(from, to));
		assert.throws(() => writeGlue(cwd), said);
	}
});
