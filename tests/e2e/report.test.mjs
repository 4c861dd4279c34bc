// What leaves the page for people: the report that opens and prints anywhere, and the command that does the same in a terminal.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import {
	choose,
	download,
	NO_TROUBLES,
	openExport,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { clean } from "./data.mjs";
import { without } from "./engines.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

const broken = `{"prompt": "no answer"}\n`;

describe("the report for people", () => {
	it("opens from disk with the verdict, the figures and the checksums", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=nova-micro&convert=on`,
		);
		await choose(tab, { "data.jsonl": clean(30) + broken });
		await verdict(tab);
		const { bytes } = await download(tab, "report.html");
		await close();
		const path = join(lab.folder, "report.html");
		writeFileSync(path, bytes);
		const opened = await lab.open(pathToFileURL(path).href, { ready: "main" });
		const words = await opened.tab.locator("main").innerText();
		assert.match(words, /for Amazon Nova Micro/);
		assert.match(words, /31 lines = 24 train \+ 6 validation \+ 1 excluded/);
		assert.match(words, /Excluded 1 line: with errors/);
		assert.match(words, /SHA-256 [\da-f]{64}/);
		const wide = await opened.tab.evaluate(
			() => document.documentElement.scrollWidth - innerWidth,
		);
		assert.ok(wide <= 0, `${wide} px too wide`);
		assert.deepEqual(await opened.troubles(), NO_TROUBLES);
		await opened.close();
	});

	it("is what the page prints, on two sheets, and gone afterwards", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http);
		await choose(tab, { "data.jsonl": clean(30) + broken });
		await verdict(tab);
		await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
		const sheet = await tab.evaluate(() => {
			const { shadowRoot } = document.querySelector(".printed");
			const title = shadowRoot.querySelector("h1");
			return {
				words: shadowRoot.textContent,
				size: getComputedStyle(title).fontSize,
			};
		});
		assert.match(sheet.words, /31 lines = 24 train/);
		assert.equal(
			sheet.size,
			"25.6px",
			"its style holds under the page's policy",
		);
		await tab.evaluate(() => dispatchEvent(new Event("afterprint")));
		assert.equal(await tab.locator(".printed").count(), 0);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("takes the place of the page on paper", {
		skip: without("media"),
	}, async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await choose(tab, { "data.jsonl": clean(30) });
		await verdict(tab);
		await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
		await tab.emulateMedia({ media: "print" });
		assert.equal(await tab.locator("header").first().isVisible(), false);
		assert.equal(await tab.locator(".printed h1").isVisible(), true);
		await close();
	});
});

it("the command to copy quotes what a shell would take apart", async () => {
	const { tab, close } = await lab.open(
		`${lab.addresses.http}#model=nova-lite&seed=5`,
	);
	await choose(tab, { "it's mine.jsonl": clean(30) });
	await verdict(tab);
	await openExport(tab);
	assert.equal(
		await text(tab, ".command code"),
		`npx tuneset prepare 'it'\\''s mine.jsonl' --model nova-lite --validation 20% --seed 5 --out prepared`,
	);
	await close();
});
