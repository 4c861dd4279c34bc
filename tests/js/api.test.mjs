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
	evaluate,
	file,
	metrics,
	models,
	plan,
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
	// As new: what stands above may be loaded already.
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

test("mistakes in a call are BAD_OPTION with a sentence", async () => {
	/** @type {[() => Promise<unknown>, RegExp][]} */
	const mistakes = [
		[
			() => check(lines(1), { model: "nova-light" }),
			/did you mean nova-lite\?/,
		],
		[() => check(lines(1), { modle: "nova-lite" }), /no option "modle"/],
		[() => check(lines(1), { rules: { "role-ordr": "off" } }), /role-order/],
		[() => check(lines(1), { workers: -1 }), /workers must be a whole number/],
		[() => check([]), /there is no input/i],
		[() => check(42), /^input must be a string, .*, not 42\.$/],
		[() => check(null), /^input must be .*, not null\.$/],
		[() => check([lines(1), null]), /^input must be .*, not null\.$/],
		[() => check({ name: "x", data: null }), /^input must be/],
		[() => check({ name: 5, data: lines(1) }), /^input must be/],
		[() => check(pieces({ a: 1 })), /Uint8Array or strings, not another obj/],
		[() => prepare(pieces(null)), /Uint8Array or strings, not null/],
		[() => check(lines(1), { against: 7 }), /^against must be .*, not 7\.$/],
		[() => check(lines(1), null), /^options must be an object, not null\.$/],
		[() => check(lines(1), { toString: 1 }), /There is no option "toString"/],
		[() => check(lines(1), { constructor: 1 }), /no option "constructor"/],
		[() => check(lines(1), { rules: { toString: "off" } }), /no rule "toStr/],
		[() => check(lines(1), { rules: { "blank-line": 1 } }), /^rules must be/],
		[() => check(lines(1), { maxExamplesPerRule: -1 }), /not -1$/],
		[() => check(lines(1), { near: -0.5 }), /near "-0.5" is neither/],
		[() => check(lines(1), { fix: "yes" }), /^fix must be true or false/],
		[() => check(lines(1), { signal: 5 }), /^signal must be an AbortSignal/],
		[() => check(lines(1), { onProgress: 5 }), /^onProgress must be a func/],
		[async () => check(file(5)), /^path must be the path of a file, not 5\.$/],
		[
			() => prepare(lines(1), { seed: 1.5 }),
			/^seed must be a whole number from 0 to 9007199254740991, not 1\.5$/,
		],
		[() => prepare(lines(1), { seed: -1 }), /^seed must be .*, not -1$/],
		[() => prepare(lines(1), { seed: Number.NaN }), /^seed must be .*NaN/],
		[() => prepare(lines(1), { seed: 7n }), /^seed must be/],
		[() => prepare(lines(1), { decisions: [] }), /^decisions must be an obj/],
		[() => prepareTo(() => lines(1), null), /^outputs must be an object/],
		[() => prepareTo(() => lines(1), { train: 5 }), /^outputs\.train must be/],
		[
			() => prepareTo(() => lines(1), { train: "t", validaton: "v" }),
			/no output "validaton"/,
		],
		[() => plan(null), /this is no report/],
		[() => metrics(null), /^input must be/],
		[() => evaluate({ references: lines(1) }), /^tuned must be/],
		[
			() => evaluate({ references: "a", tuned: "b" }, { seed: -1 }),
			/^seed must be/,
		],
		[() => prepare(lines(1), { validation: "120%" }), /validation/],
		[() => prepareTo(lines(1), {}), /give it a function/],
		[
			() => prepareTo(() => lines(20), { train: new WritableStream() }),
			/there is no output for it/,
		],
	];
	for (const [call, message] of mistakes)
		await assert.rejects(call, (error) => {
			assert.ok(error instanceof TunesetError, String(error));
			assert.equal(error.code, "BAD_OPTION");
			assert.match(error.message, message);
			assert.doesNotMatch(error.message, /line 1|invalid type|expected/);
			return true;
		});
});

/** A stream of what is no bytes. @param {unknown} piece */
async function* pieces(piece) {
	yield piece;
}

test("a file that is not there is IO with a sentence", async () => {
	await assert.rejects(check(file("/nowhere/x.jsonl")), {
		code: "IO",
		message: "There is no file /nowhere/x.jsonl.",
	});
});

test("aborting rejects with ABORTED, before, while and when the input never ends", async (t) => {
	await assert.rejects(check(lines(1), { signal: AbortSignal.abort() }), {
		code: "ABORTED",
	});
	const controller = new AbortController();
	let pieces = 0;
	const waiting = new ReadableStream({
		// Asked for more than there will ever be.
		pull(stream) {
			pieces += 1;
			if (pieces > 2) controller.abort();
			else stream.enqueue(encode(lines(3)));
		},
	});
	const never = check(waiting, { signal: controller.signal });
	await assert.rejects(never, { code: "ABORTED" });
	assert.ok(pieces > 2);
	for (const phase of ["checking", "relating"]) {
		const soon = new AbortController();
		const running = check(lines(20_000), {
			signal: soon.signal,
			onProgress: (now) => now.phase === phase && soon.abort(),
		});
		await assert.rejects(running, { code: "ABORTED" }, phase);
	}
	for (const workers of [0, 2]) {
		const out = folder(t);
		const midway = new AbortController();
		const running = prepareTo(
			() => lines(20_000),
			{ train: join(out, "t.jsonl") },
			{
				validation: "off",
				workers,
				signal: midway.signal,
				onProgress: ({ phase }) => phase === "writing" && midway.abort(),
				sizes: { chunk: 10_000 },
			},
		);
		await assert.rejects(running, { code: "ABORTED" });
		assert.deepEqual(readdirSync(out), [], "nothing is left");
	}
});

test("progress never goes back and ends where the data does", async () => {
	const data = lines(40_000);
	/** @type {any[]} */
	const told = [];
	/** @type {any[]} */
	const partial = [];
	await prepare(data, {
		sizes: { chunk: 20_000 },
		onProgress: (progress) => told.push(progress),
		onPartialReport: (report) => partial.push(report),
	});
	for (const phase of ["checking", "relating", "writing"]) {
		const bytes = told
			.filter((progress) => progress.phase === phase)
			.map((progress) => progress.bytes);
		assert.ok(bytes.length > 0, `${phase} was told of`);
		assert.deepEqual(
			bytes,
			[...bytes].sort((a, b) => a - b),
			phase,
		);
		assert.ok(bytes.every((number) => number <= data.length));
	}
	for (const { totalBytes, bytesPerSecond } of told) {
		assert.equal(totalBytes, data.length);
		assert.ok(bytesPerSecond >= 0);
	}
	assert.ok(partial.every(({ complete }) => complete === false));
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

test("what a callback throws comes out as it was thrown, and the run ends", async () => {
	for (const thrown of [new RangeError("mine"), "a word", undefined]) {
		let calls = 0;
		const callback = () => {
			calls += 1;
			throw thrown;
		};
		for (const options of [
			{ onProgress: callback },
			{ onPartialReport: callback },
		]) {
			calls = 0;
			const failing = check(lines(2000), { ...options, workers: 0 });
			assert.equal(await failing.catch((error) => error), thrown);
			assert.equal(calls, 1);
		}
	}
	assert.equal((await check(lines(3))).counts.records, 3);
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
