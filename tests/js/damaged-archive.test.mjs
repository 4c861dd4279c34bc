// Archives that break off, are damaged or hold far too much: a finding with its place, and the records before it.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { deflateRawSync } from "node:zlib";
import { gzip, zstdWithDictionary } from "./support/archives.mjs";
import { folder, load, tuneset } from "./support/command.mjs";
import { line, lines } from "./support/records.mjs";

const { check, prepare } = await load("node.js");

const found = (/** @type {any} */ report, /** @type {string} */ rule) =>
	report.rules[rule]?.examples[0];

test("what breaks off is a finding with its place in both; what came before it is checked and accounted for", async (t) => {
	const cwd = folder(t);
	const text = lines(200);
	// Not compressed, so that the offset in the archive is known: 10 bytes of header, 5 before the block.
	const whole = gzip(text);
	const stored = Buffer.concat([
		whole.subarray(0, 10),
		deflateRawSync(text, { level: 0 }),
		whole.subarray(-8),
	]);
	const at = lines(150).length + 7;
	const packed = stored.subarray(0, 15 + at);
	const { report, train, validation, setAside } = await prepare({
		name: "a.jsonl.gz",
		data: packed,
	});
	const finding = found(report, "corrupt-archive");
	assert.match(finding.message, /is truncated after [\d,]+ bytes/);
	assert.deepEqual(
		[finding.severity, finding.line, finding.column, finding.byteOffset],
		["error", 151, 8, at],
	);
	assert.ok(
		finding.message.includes(`${packed.length.toLocaleString("en")} bytes`),
	);
	assert.equal(report.counts.lines, 151);
	const count = async (/** @type {Blob} */ blob) =>
		(await blob.text()).split("\n").length - 1;
	assert.equal(await count(setAside), 1);
	assert.equal((await count(train)) + (await count(validation)), 150);
	// Records with errors were set aside; the missing rest was not.
	assert.equal(report.readiness.verdict, "not-ready");
	assert.ok(
		report.readiness.reasons.some(
			(/** @type {any} */ { code }) => code === "corrupt-archive",
		),
	);
	writeFileSync(join(cwd, "a.jsonl.gz"), packed);
	const { code, stdout } = await tuneset(["check", "a.jsonl.gz"], { cwd });
	assert.match(stdout, /^a\.jsonl\.gz:151:8: error\[corrupt-archive\]/m);
	assert.equal(code, 1);
});

test("damage of every kind is told and nothing is taken for text that is none", async () => {
	const good = lines(20);
	const flipped = gzip(good);
	flipped[flipped.length - 6] ^= 1;
	/** @type {[string, Buffer, string, RegExp, number][]} */
	const cases = [
		["checksum", flipped, "corrupt-archive", /checksum/, 20],
		[
			"bytes behind",
			Buffer.concat([gzip(good), Buffer.from("the end")]),
			"corrupt-archive",
			/unexpected data after the end/,
			20,
		],
		[
			"half a member behind",
			Buffer.concat([gzip(good), gzip(good).subarray(0, 15)]),
			"corrupt-archive",
			/truncated/,
			20,
		],
		[
			"a header alone",
			gzip(good).subarray(0, 10),
			"corrupt-archive",
			/truncated/,
			0,
		],
		["a dictionary", zstdWithDictionary, "binary-file", /dictionary 1234/, 0],
		["an empty member", gzip(""), "empty-file", /no records/, 0],
		[
			"an archive within",
			gzip(gzip(good)),
			"binary-file",
			/within an archive/,
			0,
		],
		["a zip", Buffer.from("PK\x03\x04 and so on\n"), "binary-file", /zip/, 0],
	];
	for (const [what, packed, rule, says, valid] of cases) {
		const report = await check(packed);
		assert.match(found(report, rule)?.message ?? "", says, what);
		assert.equal(report.counts.valid, valid, what);
		assert.equal(report.readiness.verdict, "not-ready", what);
	}
});

test("a bomb is stopped, and copies of one record are none", async () => {
	const zeros = gzip(Buffer.alloc(64 << 20));
	const bomb = Buffer.concat(Array.from({ length: 16 }, () => zeros));
	assert.ok(bomb.length < 1.1e6, "1 GiB from 1 MB");
	const report = await check(bomb);
	assert.match(
		found(report, "decompression-bomb").message,
		/decompression bomb/,
	);
	assert.ok(report.files[0].bytes < 256 << 20);
	assert.equal(report.readiness.verdict, "not-ready");
	const copies = await check(gzip(line(1).concat("\n").repeat(300_000)));
	assert.equal(copies.counts.valid, 300_000);
	assert.equal(copies.rules["decompression-bomb"], undefined);
	assert.equal(copies.duplicates.exact, 299_999);
});

test("a small archive cannot be work for minutes", async () => {
	// 160 KB that decode to 5 billion line feeds.
	const blocks = 40_000;
	const frame = Buffer.alloc(6 + 4 * blocks);
	frame.set([0x28, 0xb5, 0x2f, 0xfd, 0, 0x50]);
	for (let block = 0; block < blocks; block++) {
		const isLast = block === blocks - 1 ? 1 : 0;
		frame.writeUIntLE(((128 << 10) << 3) | 2 | isLast, 6 + 4 * block, 3);
		frame[9 + 4 * block] = 10;
	}
	const report = await check(frame);
	const { message, help } = found(report, "decompression-bomb");
	assert.match(message, /decompression bomb/);
	assert.match(help, /if it is genuine, decompress it/);
	assert.ok(report.files[0].bytes < 16 << 20, `${report.files[0].bytes}`);
	assert.equal(report.counts.blank, report.files[0].bytes);
	assert.equal(report.readiness.verdict, "not-ready");
});
