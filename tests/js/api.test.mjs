// The package's functions in Node.

import assert from "node:assert/strict";
import {
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { folder, load, pkg } from "./support/command.mjs";
import { dice, line, lines, mixture, seedOf } from "./support/records.mjs";

const {
	TunesetError,
	check,
	file,
	models,
	prepare,
	prepareTo,
	rules,
	version,
} = await load("node.js");

const encode = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** In pieces of random size. @param {string} text @param {(limit: number) => number} roll */
async function* flow(text, roll) {
	const bytes = encode(text);
	for (let at = 0; at < bytes.length; ) {
		const end = at + 1 + roll(3000);
		yield bytes.slice(at, end);
		at = end;
	}
}

test("models, rules and version are there without waiting", () => {
	assert.match(version, /^\d+\.\d+\.\d+$/);
	assert.ok(models.some(({ id }) => id === "nova-lite"));
	assert.ok(rules.some(({ name }) => name === "invalid-json"));
});

test("init may be called any number of times: after a failure it tries again, then one engine stays", async (t) => {
	// A new instance: the tests above may have loaded the engine already.
	const fresh = await import(`${pathToFileURL(join(pkg, "node.js"))}?again`);
	const none = { wasm: encode("no engine") };
	await assert.rejects(fresh.init(none), { code: "WASM_LOAD" });
	const compile = t.mock.method(WebAssembly, "compile");
	const wasm = readFileSync(join(pkg, "tuneset.wasm"));
	await Promise.all([fresh.init({ wasm }), fresh.init(), fresh.init({ wasm })]);
	await fresh.init(none);
	assert.equal(compile.mock.callCount(), 1);
	assert.deepEqual(await fresh.check(lines(5)), await check(lines(5)));
});

test("every kind of source gives the same report", async (t) => {
	const roll = dice(seedOf(t));
	const text = mixture(roll, 300);
	const path = join(folder(t), "data.jsonl");
	writeFileSync(path, text);
	const expected = await check({ name: "data.jsonl", data: text });
	assert.equal(expected.files[0].bytes, encode(text).length);
	const stream = () => new Blob([text]).stream();
	for (const [kind, data] of Object.entries({
		bytes: encode(text),
		view: new Uint8Array(encode(`xx${text}`).buffer, 2),
		blob: new Blob([text]),
		stream: stream(),
		iterable: flow(text, roll),
		path: file(path),
	})) {
		assert.deepEqual(await check({ name: "data.jsonl", data }), expected, kind);
	}
});

test("names of inputs: given, a File's own, a path, or made up", async (t) => {
	const path = join(folder(t), "x.jsonl");
	writeFileSync(path, lines(2));
	const report = await check([
		{ name: "given.jsonl", data: lines(1) },
		new File([lines(1, 10)], "own.jsonl"),
		file(path),
		file(path, "renamed.jsonl"),
		lines(1, 20),
	]);
	assert.deepEqual(
		report.files.map(({ name }) => name),
		["given.jsonl", "own.jsonl", path, "renamed.jsonl", "data-5.jsonl"],
	);
});

test("prepare returns what it would have written", async (t) => {
	const roll = dice(seedOf(t));
	const text = mixture(roll, 300);
	const whole = await prepare({ name: "a", data: text }, { seed: 3 });
	const streamed = await prepare(
		{ name: "a", data: flow(text, roll) },
		{ seed: 3 },
	);
	for (const name of ["train", "validation", "setAside"])
		assert.equal(await whole[name].text(), await streamed[name].text(), name);
	assert.deepEqual(whole.report, streamed.report);
	assert.equal(whole.report.split.train.bytes, whole.train.size);
	const none = await prepare(lines(10), { validation: "off" });
	assert.equal(none.validation, undefined);
});

test("prepareTo writes to paths and streams, from streams that are opened twice", async (t) => {
	const roll = dice(seedOf(t));
	const out = folder(t);
	const text = mixture(roll, 300);
	const whole = await prepare({ name: "a", data: text });
	/** @type {Uint8Array[]} */
	const pieces = [];
	let closed = false;
	const validation = new WritableStream({
		write: (piece) => void pieces.push(piece),
		close: () => {
			closed = true;
		},
	});
	let opened = 0;
	const report = await prepareTo(
		() => {
			opened += 1;
			return { name: "a", data: flow(text, roll) };
		},
		{ train: join(out, "t.jsonl"), validation, setAside: join(out, "s.jsonl") },
	);
	assert.equal(opened, 2);
	assert.deepEqual(report, whole.report);
	assert.equal(
		readFileSync(join(out, "t.jsonl"), "utf8"),
		await whole.train.text(),
	);
	assert.equal(
		readFileSync(join(out, "s.jsonl"), "utf8"),
		await whole.setAside.text(),
	);
	assert.equal(Buffer.concat(pieces).toString(), await whole.validation.text());
	assert.ok(closed);
	assert.deepEqual(
		readdirSync(out).sort(),
		["s.jsonl", "t.jsonl"],
		"no temporary file is left",
	);
});

test("prepareTo refuses to overwrite, unless told", async (t) => {
	const train = join(folder(t), "t.jsonl");
	writeFileSync(train, "precious\n");
	const input = () => lines(10);
	const options = { validation: "off" };
	await assert.rejects(prepareTo(input, { train }, options), {
		code: "IO",
		message: /exists already/,
	});
	assert.equal(readFileSync(train, "utf8"), "precious\n");
	await prepareTo(input, { train, overwrite: true }, options);
	assert.equal(readFileSync(train, "utf8").split("\n").length, 11);
});

test("a second reading that differs is noticed and leaves nothing", async (t) => {
	const out = folder(t);
	let call = 0;
	const input = () => ({
		name: "a",
		data: new Blob([lines(call++ === 0 ? 50 : 40)]).stream(),
	});
	await assert.rejects(
		prepareTo(input, { train: join(out, "t.jsonl") }, { validation: "off" }),
		{ code: "IO", message: /a changed while it was being read/ },
	);
	assert.deepEqual(readdirSync(out), []);
});

test("an output that fails leaves nothing that looks whole", async (t) => {
	const out = folder(t);
	let aborted = false;
	const setAside = new WritableStream({
		write: () => {
			throw new Error("the disk is full");
		},
		abort: () => {
			aborted = true;
		},
	});
	const outputs = {
		train: join(out, "t.jsonl"),
		validation: join(out, "v.jsonl"),
		setAside,
	};
	await assert.rejects(
		prepareTo(() => `${lines(50)}{bad\n`, outputs),
		TunesetError,
	);
	assert.deepEqual(readdirSync(out), []);
	assert.equal(aborted, false, "the stream had failed already");
});

test("a file that is not there is IO with a sentence", async () => {
	await assert.rejects(check(file("/nowhere/x.jsonl")), {
		code: "IO",
		message: "There is no file /nowhere/x.jsonl.",
	});
});

test("a stream that fails is IO, with its own reason", async () => {
	async function* failing() {
		yield encode(line(1));
		throw new Error("connection lost");
	}
	const stream = () =>
		new ReadableStream({
			start: (controller) => controller.error(new Error("connection lost")),
		});
	for (const run of [
		() => check(failing()),
		() => check(stream()),
		() => prepare(failing()),
		() => prepareTo(failing, { train: new WritableStream() }),
	])
		await assert.rejects(run, {
			code: "IO",
			message:
				"data.jsonl cannot be read: its stream failed (connection lost).",
		});
});

test("nothing is left in the temporary folder", async (t) => {
	const own = mkdtempSync(join(tmpdir(), "tuneset-tmp-"));
	t.after(() => rmSync(own, { recursive: true, force: true }));
	const before = process.env.TMPDIR;
	process.env.TMPDIR = own;
	t.after(() => {
		if (before === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = before;
	});
	await prepare(new Blob([lines(100)]).stream());
	assert.deepEqual(readdirSync(own), []);
});
