// Streams, functions and paths of a caller that misbehave: the error names the one and the reason.

import assert from "node:assert/strict";
import {
	chmodSync,
	existsSync,
	readFileSync,
	statSync,
	symlinkSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, load } from "./support/command.mjs";
import { lines } from "./support/records.mjs";

const { check, prepareTo } = await load("node.js");

const text = lines(60);
const encoded = new TextEncoder().encode(text);
const input = () => text;

test("one path for two outputs is refused, however it is spelled, and nothing is written", async (t) => {
	const cwd = folder(t);
	const train = join(cwd, "out.jsonl");
	symlinkSync(cwd, join(cwd, "link"));
	for (const validation of [
		train,
		`${cwd}/./out.jsonl`,
		join(cwd, "link/out.jsonl"),
	]) {
		await assert.rejects(
			prepareTo(input, { train, validation, overwrite: true }),
			{ code: "BAD_OPTION", message: /Two outputs/ },
		);
		assert.equal(existsSync(train), false);
	}
});

test("an output stream that fails or is locked is told as such, not as a crash", async () => {
	const failing = {
		write: new WritableStream({
			write() {
				throw new Error("quota used up");
			},
		}),
		close: new WritableStream({
			close() {
				throw new Error("quota used up");
			},
		}),
	};
	for (const train of Object.values(failing))
		await assert.rejects(prepareTo(input, { train }, { validation: "off" }), {
			code: "IO",
			message: "An output stream failed (quota used up).",
		});
	const locked = new WritableStream();
	locked.getWriter();
	await assert.rejects(
		prepareTo(input, { train: locked }, { validation: "off" }),
		{ code: "BAD_OPTION", message: /is locked/ },
	);
});

test("an input function that throws is the caller's: its error comes out as it was thrown", async (t) => {
	const mine = new RangeError("no such bucket");
	const train = join(folder(t), "train.jsonl");
	await assert.rejects(
		prepareTo(
			() => {
				throw mine;
			},
			{ train },
			{ validation: "off" },
		),
		(error) => error === mine,
	);
	assert.equal(existsSync(train), false);
});

test("an asynchronous onProgress that fails ends the run with its error", async () => {
	const mine = new RangeError("no widget");
	await assert.rejects(
		check(text.repeat(2000), { onProgress: async () => Promise.reject(mine) }),
		(error) => error === mine,
	);
});

test("an iterator that gives nothing, or fails while it is ended, is an input that cannot be read", async () => {
	const iterable = (iterator) => ({ [Symbol.asyncIterator]: () => iterator });
	await assert.rejects(check(iterable({ next: async () => undefined })), {
		code: "IO",
		message: /its stream failed \(its iterator gave undefined\)/,
	});
	let asked = 0;
	const badly = iterable({
		next: async () =>
			asked++ === 0
				? { value: encoded }
				: Promise.reject(new Error("net down")),
		return() {
			throw new Error("cannot end");
		},
	});
	await assert.rejects(check(badly), { code: "IO", message: /net down/ });
});

test("a second reading with more in its last piece is noticed", async (t) => {
	const train = join(folder(t), "train.jsonl");
	let times = 0;
	const once = async function* () {
		times += 1;
		yield times === 1 ? encoded : new TextEncoder().encode(text + lines(1));
	};
	await assert.rejects(
		prepareTo(() => once(), { train }, { validation: "off" }),
		{ code: "IO", message: /changed while it was being read/ },
	);
	assert.equal(existsSync(train), false);
});

test("a result that only its owner could read stays so when it is replaced", async (t) => {
	const train = join(folder(t), "train.jsonl");
	await prepareTo(input, { train }, { validation: "off" });
	chmodSync(train, 0o600);
	await prepareTo(input, { train, overwrite: true }, { validation: "off" });
	assert.equal(statSync(train).mode & 0o777, 0o600);
	assert.equal(readFileSync(train, "utf8").split("\n").length, 61);
});
