// A page that cannot start its engine.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { page, start, text } from "./browser.mjs";
import { without } from "./engines.mjs";

const FAILED = ".verdict[data-phase=failed]";
const REASON = /^Stopped Tuneset's WebAssembly could not be loaded: \S/;

it("says so where the engine in the page is damaged, as after half a download", async (t) => {
	const folder = mkdtempSync(join(tmpdir(), "tuneset-damaged-"));
	t.after(() => rmSync(folder, { recursive: true }));
	const damaged = join(folder, "tuneset.html");
	writeFileSync(
		damaged,
		readFileSync(page, "utf8").replace(
			/(id="wasm">)([^<]*)/,
			(_, start, packed) => start + packed.slice(0, packed.length >> 1),
		),
	);
	const lab = await start(damaged);
	t.after(() => lab.stop());
	const { tab } = await lab.open(lab.addresses.http, { ready: FAILED });
	assert.match(await text(tab, FAILED), REASON);
});

it("says so where the browser cannot decompress, and starts over once it can", {
	skip: without("before"),
}, async (t) => {
	const lab = await start();
	t.after(() => lab.stop());
	const { tab } = await lab.open(lab.addresses.http, {
		ready: FAILED,
		before: () => {
			window.Kept = DecompressionStream;
			delete window.DecompressionStream;
		},
	});
	assert.match(await text(tab, FAILED), REASON);
	await tab.evaluate(() => {
		window.DecompressionStream = window.Kept;
	});
	await tab.getByRole("button", { name: "New file…" }).click();
	await tab.waitForSelector("#model optgroup", { state: "attached" });
});
