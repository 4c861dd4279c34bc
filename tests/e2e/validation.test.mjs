// A test file, or any other that is held out: asked about once, never merged, compared with the data.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	accounting,
	choose,
	drop,
	dropInstead,
	NO_TROUBLES,
	show,
	start,
	text,
	type,
	verdict,
} from "./browser.mjs";
import {
	answer,
	ask,
	compare,
	FOUND,
	opened,
	rows,
	said,
	TRAIN,
	VALIDATION,
} from "./held-out.mjs";
import { issue, raw } from "./issues.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

describe("a file that is held out", () => {
	it("dropped on the tab shows what leaks, how and where, and is taken away again", async () => {
		const { tab, troubles, close } = await opened(lab);
		const before = await accounting(tab);
		const transfer = await tab.evaluateHandle((content) => {
			const data = new DataTransfer();
			data.items.add(new File([content], "validation.jsonl"));
			return data;
		}, VALIDATION);
		for (const type of ["dragenter", "dragover", "drop"])
			await tab.dispatchEvent(".compare-zone", type, {
				dataTransfer: transfer,
			});
		await tab.waitForSelector(".overlap-table");
		assert.deepEqual(await rows(tab), FOUND);
		assert.match(
			await text(tab, ".comparison"),
			/4 of 5 records of validation\.jsonl also occur in the training data, so validation loss/,
		);
		assert.match(
			await text(tab, ".unread"),
			/^validation\.jsonl line 6: Invalid JSON/,
		);
		assert.deepEqual(await accounting(tab), before);

		const pairs = tab.locator(".comparison .cluster");
		assert.equal(await pairs.count(), 4);
		await tab.selectOption("#overlap-kind", "near");
		assert.equal(await pairs.count(), 1);
		assert.match(
			await text(tab, ".comparison .cluster-toggle"),
			/^validation\.jsonl line 3 IN train\.jsonl line 4 \d\d% similar$/i,
		);
		await pairs.locator(".cluster-toggle").click();
		const marks = pairs.locator(".side mark");
		await marks.first().waitFor();
		assert.deepEqual(await marks.allTextContents(), ["keep", "print"]);

		// The finding is in the other file, whose record is shown.
		await show(tab, "Issues");
		await issue(tab, "overlapping-record");
		assert.match(
			await text(tab, "#issue"),
			/^Line 1, column 1 of validation\.jsonl$/,
		);
		assert.match(await (await raw(tab)).innerText(), /order number 1, which/);
		await show(tab, "Split");

		await tab.getByRole("button", { name: "Remove" }).click();
		await tab.waitForSelector(".compare-zone");
		await tab.waitForSelector(".overlap-table", { state: "detached" });
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("outlasts another model and another split, and not another data set", async () => {
		const { tab, troubles, close } = await opened(lab);
		await compare(tab, { "train.jsonl": VALIDATION });
		assert.deepEqual(await rows(tab), FOUND);
		// Findings name files, so that no two may have one name.
		assert.equal(
			await text(tab, ".comparison-files strong"),
			"train.jsonl (2)",
		);
		await type(tab.locator("#share"), "50%");
		await tab.waitForFunction(() =>
			/30 validation/.test(
				document.querySelector(".accounting-line")?.textContent,
			),
		);
		assert.deepEqual(await rows(tab), FOUND);
		await tab.selectOption("#model", "titan-text-express");
		await verdict(tab);
		await show(tab, "Split");
		await tab.waitForSelector(".overlap-table");
		assert.deepEqual(await rows(tab), FOUND);
		await tab.getByRole("button", { name: "New file…" }).click();
		await choose(tab, { "other.jsonl": TRAIN });
		await verdict(tab);
		await show(tab, "Split");
		assert.equal(await tab.locator(".compare-zone").count(), 1);
		assert.equal(await tab.locator(".overlap-table").count(), 0);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("says so when nothing is in both, and when nothing can be read", async () => {
		const { tab, close } = await opened(lab);
		await compare(tab, { "new.jsonl": said("Do you ship to Norway?", "Yes.") });
		assert.match(
			await text(tab, ".comparison .lead"),
			/^Leakage check passed: no record of new\.jsonl also occurs in the training data; 1 was compared/,
		);
		await tab.getByRole("button", { name: "Remove" }).click();
		await compare(tab, { "bad.jsonl": "nothing\n" });
		assert.match(await text(tab, ".comparison .lead"), /could not be read/);
		assert.equal(await tab.locator(".overlap-table").count(), 0);
		await close();
	});

	it("is offered where a file that is dropped on the data is called like a validation file", async () => {
		const { tab, troubles, close } = await opened(lab);
		await drop(tab, { "faq-validation.jsonl": VALIDATION });
		const waiting = tab.getByRole("region", { name: "Files that wait" });
		assert.match(
			await waiting.innerText(),
			/faq-validation\.jsonl waits\. By its name it is a validation file/,
		);
		assert.deepEqual(await violations(tab), []);
		await waiting.getByRole("button", { name: "Stay with what" }).click();
		await waiting.waitFor({ state: "detached" });
		assert.match(await text(tab, ".facts-files"), /^train\.jsonl/);
		await drop(tab, { "faq-validation.jsonl": VALIDATION });
		await waiting
			.getByRole("button", { name: "Use as validation file" })
			.click();
		await show(tab, "Split");
		await tab.waitForSelector(".overlap-table");
		assert.deepEqual(await rows(tab), FOUND);
		await drop(tab, { "val.jsonl": TRAIN });
		await waiting.getByRole("button", { name: "Check it now instead" }).click();
		await tab.waitForFunction(() =>
			document
				.querySelector(".facts-files")
				?.textContent?.includes("val.jsonl"),
		);
		await verdict(tab);
		assert.equal(await tab.locator(".overlap-table").count(), 0);
		// Another look at the file at hand, and a file of another name, are checked at once.
		for (const name of ["val.jsonl", "carnival.jsonl"]) {
			await dropInstead(tab, { [name]: TRAIN });
			assert.equal(await text(tab, ".facts-files strong"), name);
		}
		assert.equal(await waiting.count(), 0);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("by its name is data where the user says so, and a test file is compared and never trained on", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await drop(tab, { "train.jsonl": TRAIN, "dev.jsonl": VALIDATION });
		await tab.getByRole("button", { name: "Add to the data" }).click();
		await tab.waitForFunction(() =>
			/66/.test(document.querySelector(".accounting-line")?.textContent),
		);
		await verdict(tab);
		assert.equal((await accounting(tab)).all, 66);
		await tab.getByRole("button", { name: "New file…" }).click();
		await drop(tab, { "train.jsonl": TRAIN, "test.jsonl": VALIDATION });
		await tab.getByRole("button", { name: "Use as test file" }).click();
		await verdict(tab);
		await show(tab, "Split");
		await tab.waitForSelector(".overlap-table");
		assert.deepEqual((await accounting(tab)).parts, [48, 12, 0]);
		await close();
	});

	it("marks the words that differ and no others", async () => {
		const { tab, close } = await opened(lab);
		const changed = answer(9)
			.replace("beside", "near")
			.replace("print", "keep");
		await compare(tab, { "new.jsonl": said(ask(9), `${changed} 今天好`) });
		await tab.locator(".comparison .cluster-toggle").click();
		const marked = (side) =>
			tab.locator(`.comparison .side-${side} mark`).allTextContents();
		await tab.locator(".comparison .side mark").first().waitFor();
		assert.deepEqual(await marked("theirs"), ["near", "keep", " 今天好"]);
		assert.deepEqual(await marked("here"), ["beside", "print"]);
		await close();
	});

	for (const colorScheme of ["light", "dark"]) {
		it(`can be used by everybody, ${colorScheme}, and on a narrow screen`, async () => {
			const { tab, close } = await opened(lab, {
				colorScheme,
				viewport: { width: 320, height: 700 },
			});
			assert.deepEqual(await violations(tab), []);
			await compare(tab, {
				"a-validation-file-with-a-long-name.jsonl": VALIDATION,
			});
			await tab.locator(".comparison .cluster-toggle").nth(2).click();
			await tab.locator(".comparison .side mark").first().waitFor();
			assert.deepEqual(await violations(tab), []);
			const { scroll, width } = await tab.evaluate(() => ({
				scroll: document.documentElement.scrollWidth,
				width: innerWidth,
			}));
			assert.ok(scroll <= width, `${scroll} in ${width}`);
			await close();
		});
	}
});
