// The page's own unpacker, held against the package that packs.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { compress } from "lzma1";
import { rolldown } from "rolldown";

const bundle = await rolldown({
	input: fileURLToPath(new URL("../../www/lzma.ts", import.meta.url)),
});
const { output } = await bundle.generate({ format: "esm" });
const { unpack } = await import(
	`data:text/javascript,${encodeURIComponent(output[0].code)}`
);

/** @type {Record<string, Buffer>} */
const data = {
	nothing: Buffer.from(""),
	"one byte": Buffer.from("a"),
	"a word again and again": Buffer.from("hello ".repeat(1000)),
	noise: randomBytes(70_000),
	text: readFileSync(fileURLToPath(import.meta.url)),
	"copies far apart": (() => {
		const noise = randomBytes(100_000);
		return Buffer.concat([noise, Buffer.alloc(300_000, "x"), noise]);
	})(),
};
for (const [what, bytes] of Object.entries(data)) {
	test(`${what} comes out as it went in`, () => {
		const packed = new Uint8Array(compress(bytes, 9));
		assert.ok(bytes.equals(unpack(packed)));
	});
}
