// Files that are not UTF-8: UTF-16 is written as UTF-8 by the safe fixes, older encodings by the suggested one, once a line was shown.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { folder, tuneset } from "./support/command.mjs";

const records = Array.from({ length: 60 }, (_, n) => {
	const record = { prompt: `Frage ${n}: ä 漢 😀`, completion: `Antwort ${n}` };
	return `${JSON.stringify(record)}\n`;
}).join("");

/** As Windows, the Macintosh and iconv write it. @param {string} text */
const utf16 = (text) => {
	const little = Buffer.from(text, "utf16le");
	const marked = Buffer.from(`\ufeff${text}`, "utf16le");
	const swapped = [little, marked].map((bytes) => Buffer.from(bytes).swap16());
	return [little, marked, ...swapped];
};

test("UTF-16 of either order, with and without a mark, is written as UTF-8 by the safe fixes", async (t) => {
	for (const bytes of utf16(records)) {
		const cwd = folder(t);
		writeFileSync(join(cwd, "train.jsonl"), bytes);
		const checked = await tuneset(["check", "train.jsonl"], { cwd });
		assert.equal(checked.code, 1);
		assert.match(checked.stdout, /error\[utf-16-file\] the file is UTF-16 \(/);
		assert.match(checked.stdout, /60 lines, 60 records/);
		assert.doesNotMatch(checked.stdout, /compressed|archive/);
		const args = [
			"prepare",
			"train.jsonl",
			"--validation",
			"0",
			"--out",
			"out",
		];
		const unfixed = await tuneset(args, { cwd });
		assert.equal(unfixed.code, 1);
		const fixed = await tuneset([...args, "--fix"], { cwd });
		assert.equal(fixed.code, 0, fixed.stderr + fixed.stdout);
		assert.equal(
			readFileSync(join(cwd, "out", "train.jsonl"), "utf8"),
			records,
		);
	}
});

test("UTF-16 from a pipe is read as well, and a half of a pair is set aside", async () => {
	const [bytes] = utf16(
		`${records}{"prompt": "half \ud83d", "completion": "yes"}\n`,
	);
	const { stdout } = await tuneset(["check", "-", "--fix"], { input: bytes });
	assert.match(stdout, /61 records/);
	assert.match(stdout, /61:18: error\[invalid-utf8\]/);
});

test("of a file in an older encoding the probable one is named, once", async (t) => {
	const cwd = folder(t);
	const greeting = Buffer.from(
		"c4e3bac3a3acc7ebcef3d2aac3fcb3c6d5e2b8f6d7d6b7fbb5c4b1e0c2eb",
		"hex",
	);
	const line = Buffer.concat([
		Buffer.from('{"prompt": "'),
		greeting,
		Buffer.from('", "completion": "yes"}\n'),
	]);
	writeFileSync(join(cwd, "train.jsonl"), Buffer.concat([line, line, line]));
	const { stdout, code } = await tuneset(["check", "train.jsonl", "--fix"], {
		cwd,
	});
	assert.equal(code, 1);
	assert.match(stdout, /probably GB18030 \(Chinese\)/);
	assert.match(stdout, /iconv -f GB18030/);
	assert.doesNotMatch(stdout, /1252/);
	assert.match(stdout, /3 records, .*; 1 error/);
});

/** Bytes of texts in older encodings, made by iconv. */
const older = {
	"WINDOWS-1252": [
		"536368f66e65204772fcdf6520617573204bf66c6e",
		"Schöne Grüße aus Köln",
	],
	"WINDOWS-1251": [
		"cff0e8f8ebe8f2e520ecede520f1f7b8f220e7e020fdf2eef220e7e0eae0e7",
		"Пришлите мне счёт за этот заказ",
	],
	"KOI8-R": [
		"f0d2c9dbccc9d4c520cdcec520d3dea3d420dac120dcd4cfd420dac1cbc1da",
		"Пришлите мне счёт за этот заказ",
	],
	SHIFT_JIS: [
		"82b182cc928d95b682cc90bf8b818f9182f0919782c182c482ad82be82b382a2",
		"この注文の請求書を送ってください",
	],
	CP949: [
		"c0cc20c1d6b9aec0c720c3bbb1b8bcadb8a620bab8b3bb20c1d6bcbcbfe4",
		"이 주문의 청구서를 보내 주세요",
	],
	BIG5: [
		"a573b14eb36fadd3ad71b3e6aabab56fb2bcb148b5b9a7da",
		"叫將這個訂單的發票寄給我",
	],
	"WINDOWS-1250": [
		"50726f737aea206f20777973b3616e69652066616b74757279207a61207a616df37769656e69652c20647a69ea6b756aea209c776965746e6965",
		"Proszę o wysłanie faktury za zamówienie, dziękuję świetnie",
	],
	"WINDOWS-1257": [
		"41e869fb2c206461626172207665696b69612c20707261f061752061747369f87374692073e0736b616974e0",
		"Ačiū, dabar veikia, prašau atsiųsti sąskaitą",
	],
};

test("a line shows how an older encoding reads, and the suggested fix alone writes UTF-8", async (t) => {
	for (const [name, [hex, text]] of Object.entries(older)) {
		const cwd = folder(t);
		const record = (/** @type {Buffer} */ bytes, /** @type {number} */ n) =>
			Buffer.concat([
				Buffer.from('{"prompt": "'),
				bytes,
				Buffer.from(`", "completion": "${n}"}\n`),
			]);
		const rows = (/** @type {Buffer} */ bytes) =>
			Buffer.concat(Array.from({ length: 60 }, (_, n) => record(bytes, n)));
		writeFileSync(join(cwd, "train.jsonl"), rows(Buffer.from(hex, "hex")));
		const shown = await tuneset(["check", "train.jsonl"], { cwd });
		assert.match(
			shown.stdout,
			new RegExp(
				`probably ${name} .*decoded with it, this line reads: ${text}`,
			),
		);
		assert.match(shown.stdout, /guess: decode the file as /);
		assert.match(shown.stdout, /60 lines, 60 records/);
		const args = ["--validation", "0", "--dedupe", "off", "--out", "p"];
		const prepare = ["prepare", "train.jsonl", "--force", ...args];
		const safe = await tuneset([...prepare, "--fix"], { cwd });
		assert.equal(safe.code, 1, name);
		const guess = await tuneset([...prepare, "--unsafe-fixes"], { cwd });
		assert.equal(guess.code, 0, guess.stdout + guess.stderr);
		assert.equal(
			readFileSync(join(cwd, "p", "train.jsonl"), "utf8"),
			rows(Buffer.from(text)).toString(),
		);
		const piped = await tuneset(
			["prepare", "-", "--force", ...args, "--fix-rule", "invalid-utf8=unsafe"],
			{ cwd, input: readFileSync(join(cwd, "train.jsonl")) },
		);
		assert.equal(piped.code, 0, piped.stdout + piped.stderr);
		assert.equal(
			readFileSync(join(cwd, "p", "train.jsonl"), "utf8"),
			rows(Buffer.from(text)).toString(),
		);
	}
});

test("where the bytes tell no encoding, a line is shown in several, and no fix is offered", async () => {
	const line = Buffer.from(
		'{"prompt": "wor\xb5d an\xb7ther te\xd7t he\xaere", "completion": "f"}\n',
		"latin1",
	);
	const input = Buffer.concat([line, line, line]);
	const { stdout, code } = await tuneset(["check", "-"], { input });
	assert.equal(code, 1);
	assert.match(stdout, /its encoding is unclear; this line reads in /);
	assert.doesNotMatch(stdout, /guess/);
});

test("UTF-16 and older encodings within an archive are read like those outside of one", async (t) => {
	const cwd = folder(t);
	const [, marked] = utf16(records);
	writeFileSync(join(cwd, "a.jsonl.gz"), gzipSync(marked));
	const args = ["--validation", "0", "--force", "--out", "p"];
	const fixed = await tuneset(["prepare", "a.jsonl.gz", "--fix", ...args], {
		cwd,
	});
	assert.match(fixed.stdout, /60 lines, 60 records/);
	assert.equal(
		readFileSync(join(cwd, "p", "train.jsonl"), "utf8"),
		records,
		fixed.stdout,
	);
	const german = records.replaceAll("ä 漢 😀", "schöne Grüße");
	writeFileSync(
		join(cwd, "b.jsonl.gz"),
		gzipSync(Buffer.from(german, "latin1")),
	);
	await tuneset(["prepare", "b.jsonl.gz", "--unsafe-fixes", ...args], { cwd });
	assert.equal(readFileSync(join(cwd, "p", "train.jsonl"), "utf8"), german);
});
