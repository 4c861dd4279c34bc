// Compressed inputs: the same findings as on the text within, and words for what cannot be read.

import assert from "node:assert/strict";
import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import {
	gzip,
	gzipWithHeader,
	invocation,
	skippable,
	zstd,
	zstdRun,
} from "./support/archives.mjs";
import { folder, load, tuneset } from "./support/command.mjs";
import { dice, line, lines, mixture, seedOf } from "./support/records.mjs";

const { check, file, prepare, prepareTo } = await load("node.js");

/** In pieces of random size. @param {Uint8Array} bytes @param {(limit: number) => number} roll */
async function* flow(bytes, roll) {
	for (let at = 0; at < bytes.length; ) {
		const end = at + 1 + roll(3000);
		yield bytes.slice(at, end);
		at = end;
	}
}

/** Parts of a report that are the same for a compressed file. @param {any} report */
function plain(report) {
	const { files, readiness, ...rest } = report;
	return {
		...rest,
		files: files.map(
			(/** @type {any} */ { compressed: _compressed, ...file }) => file,
		),
		readiness: {
			...readiness,
			reasons: readiness.reasons.filter(
				(/** @type {any} */ { code }) => code !== "compressed-input",
			),
		},
	};
}

/** Report and outputs. @param {any} input @param {object} options */
async function outcome(input, options) {
	const { report, train, validation, setAside } = await prepare(input, options);
	return {
		report: plain(report),
		train: await train.text(),
		validation: await validation?.text(),
		setAside: await setAside.text(),
	};
}

test("an archive is judged and split like the text in it, whatever it comes in and however it is cut", async (t) => {
	const roll = dice(seedOf(t));
	const cwd = folder(t);
	for (let round = 0; round < 3; round += 1) {
		// As bytes: half of a character is none.
		const text = Buffer.from(mixture(roll, 400));
		const half = roll(text.length);
		for (const [kind, packed] of Object.entries({
			gzip: Buffer.concat([
				gzipWithHeader(text.slice(0, half)),
				gzip(""),
				gzip(text.slice(half)),
				Buffer.alloc(512),
			]),
			zstd: Buffer.concat([
				skippable("index"),
				zstd(text.slice(0, half)),
				zstd(text.slice(half)),
			]),
		})) {
			const path = join(cwd, `a.${kind}`);
			writeFileSync(path, packed);
			const options = { model: "nova-lite", seed: roll(1000), fix: !roll(2) };
			const expected = await outcome({ name: "a", data: text }, options);
			/** @type {Record<string, () => any>} */
			const sources = {
				bytes: () => packed,
				blob: () => new Blob([packed]),
				path: () => file(path),
				stream: () => new Blob([packed]).stream(),
				iterable: () => flow(packed, roll),
			};
			for (const [source, data] of Object.entries(sources)) {
				for (const workers of [0, 2]) {
					const sizes = { chunk: 1 + roll(roll(2) ? 300 : 50_000) };
					assert.deepEqual(
						await outcome(
							{ name: "a", data: data() },
							{ ...options, workers, sizes },
						),
						expected,
						`${kind}, ${source}, ${workers} workers, chunks of ${sizes.chunk}`,
					);
				}
			}
		}
	}
});

test("the report says what was unpacked from what", async () => {
	const packed = gzip(lines(60));
	const { files, readiness } = await check([
		{ name: "a.jsonl.gz", data: packed },
		{ name: "b.jsonl", data: lines(3, 100) },
		{ name: "c", data: zstd(lines(3, 200)) },
	]);
	assert.deepEqual(files[0], {
		name: "a.jsonl.gz",
		bytes: lines(60).length,
		lines: 60,
		valid: 60,
		invalid: 0,
		compressed: { kind: "gzip", bytes: packed.length },
	});
	assert.equal(files[1].compressed, undefined);
	assert.equal(files[2].compressed.kind, "zstd");
	const [told] = readiness.reasons.filter(
		(/** @type {any} */ { code }) => code === "compressed-input",
	);
	assert.match(told.message, /^2 files are compressed/);
});

test("frames of the zstd program are read", async () => {
	const fixtures = new URL(
		"../fixtures/rules/corrupt-archive/",
		import.meta.url,
	);
	const packed = readFileSync(
		fileURLToPath(new URL("clean-frames.jsonl.zst", fixtures)),
	);
	const report = await check(packed);
	assert.deepEqual(report.counts.valid, 4);
	assert.deepEqual(Object.keys(report.rules), ["invalid-file-name"]);
});

test("an archive under the name of plain text is an error, whatever it holds", async (t) => {
	const cwd = folder(t);
	for (const packed of [gzip(lines(120)), zstd(lines(120))]) {
		writeFileSync(join(cwd, "train.jsonl"), packed);
		const { stdout, code } = await tuneset(
			["check", "train.jsonl", "--model", "llama-3-1-8b"],
			{ cwd },
		);
		assert.equal(code, 1);
		assert.match(
			stdout,
			/has the extension \.jsonl, but the file is a (gzip|Zstandard) archive/,
		);
		assert.match(stdout, /help: decompress it before uploading/);
		assert.match(stdout, /^Not ready/m);
	}
});

test("several logs of invocations, compressed as S3 keeps them, are one data set", async (t) => {
	const cwd = folder(t);
	const names = [];
	for (let hour = 0; hour < 5; hour += 1) {
		const logs = Array.from({ length: 30 }, (_, n) =>
			invocation(hour * 30 + n),
		);
		const name = `${hour}.json.gz`;
		// As appended in two goes, and padded.
		writeFileSync(
			join(cwd, name),
			Buffer.concat([
				gzip(logs.slice(0, 20).join("")),
				gzip(logs.slice(20).join("")),
				Buffer.alloc(100),
			]),
		);
		names.push(name);
	}
	const { stdout } = await tuneset(
		["check", "--model", "distillation", "--format", "json", ...names],
		{ cwd },
	);
	const report = JSON.parse(stdout);
	assert.equal(report.counts.records, 150);
	assert.deepEqual(
		report.files.map((/** @type {any} */ { name, lines }) => [name, lines]),
		names.map((name) => [name, 30]),
	);
});

test("a pipe may be compressed", async (t) => {
	const cwd = folder(t);
	const text = `${lines(200)}{bad\n${line(3)}`;
	writeFileSync(join(cwd, "a.jsonl"), text);
	const args = ["--format", "json"];
	const plainly = await tuneset(["check", "a.jsonl", ...args], { cwd });
	for (const packed of [gzip(text), zstd(text)]) {
		const piped = await tuneset(["check", "-", ...args], { input: packed });
		assert.deepEqual(
			plain(JSON.parse(piped.stdout.replaceAll('"stdin"', '"a.jsonl"'))),
			plain(JSON.parse(plainly.stdout)),
		);
		const prepared = await tuneset(
			["prepare", "-", "--out", `p${packed.length}`],
			{ input: packed, cwd },
		);
		assert.match(prepared.stdout, /201 records and 0 blank|= 160 train/);
		assert.equal(prepared.code, 1);
	}
});

test("streams that are opened twice are unpacked twice", async (t) => {
	const out = folder(t);
	const roll = dice(seedOf(t));
	const text = mixture(roll, 300);
	const expected = await prepare({ name: "a", data: text });
	const packed = gzip(text);
	const report = await prepareTo(
		() => ({ name: "a", data: flow(packed, roll) }),
		{
			train: join(out, "t"),
			validation: join(out, "v"),
			setAside: join(out, "s"),
		},
	);
	assert.deepEqual(plain(report), plain(expected.report));
	assert.equal(
		readFileSync(join(out, "t"), "utf8"),
		await expected.train.text(),
	);
	let call = 0;
	const changing = () => ({
		name: "a",
		data: flow(gzip(lines(call++ === 0 ? 50 : 40)), roll),
	});
	await assert.rejects(
		prepareTo(changing, { train: join(out, "x") }, { validation: "off" }),
		{ code: "IO", message: /a changed while it was being read/ },
	);
});

test("progress counts the archive's own bytes, there and back", async (t) => {
	const path = join(folder(t), "a.gz");
	const packed = gzip(lines(30_000));
	writeFileSync(path, packed);
	/** @type {any[]} */
	const told = [];
	await prepare(file(path), {
		sizes: { chunk: 20_000 },
		onProgress: (progress) => told.push(progress),
	});
	for (const phase of ["checking", "writing"]) {
		const bytes = told
			.filter((progress) => progress.phase === phase)
			.map((progress) => progress.bytes);
		assert.ok(bytes.length > 0, phase);
		assert.deepEqual(
			bytes,
			[...bytes].sort((a, b) => a - b),
			phase,
		);
		assert.ok(bytes.every((number) => number <= packed.length));
	}
	assert.ok(told.every(({ totalBytes }) => totalBytes === packed.length));
});

test("unpacking can be stopped, and a stream that fails is told as it is", async (t) => {
	const path = join(folder(t), "run.zst");
	writeFileSync(path, zstdRun(16_000));
	const controller = new AbortController();
	const running = check(file(path), {
		signal: controller.signal,
		onProgress: () => controller.abort(),
	});
	await assert.rejects(running, { code: "ABORTED" });
	assert.ok(controller.signal.aborted);
	async function* failing() {
		yield gzip(lines(100)).subarray(0, 100);
		throw new Error("connection lost");
	}
	await assert.rejects(check(failing()), /connection lost/);
});

test("an archive that changes while it is read is an error of reading", async (t) => {
	const path = join(folder(t), "a.jsonl.gz");
	writeFileSync(path, gzip(lines(50_000)));
	const waits = createReadStream(path);
	async function* later() {
		writeFileSync(path, gzip(lines(10)));
		for await (const piece of waits) yield piece;
	}
	await assert.rejects(check([file(path, "a"), { name: "b", data: later() }]), {
		code: "IO",
		message: /a changed while it was being read/,
	});
});
