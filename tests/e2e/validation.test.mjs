// A validation or test file of the user: asked about once, never merged, compared with the data; leaks are found and dropped.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	accounting,
	choose,
	download,
	downloaded,
	drop,
	dropInstead,
	NO_TROUBLES,
	show,
	start,
	still,
	text,
	type,
	verdict,
} from "./browser.mjs";
import { clicks, countClicks } from "./clicks.mjs";
import { issue, raw } from "./issues.mjs";

const said = (prompt, completion) =>
	`${JSON.stringify({ prompt, completion })}\n`;
const ask = (n) =>
	`Where do I find the invoice of order number ${n}, which I placed with your shop in the spring?`;
const answer = (n) =>
	`You find it in your account under orders, beside the order ${n}, as a file to print.`;
const TRAIN = Array.from({ length: 60 }, (_, n) =>
	said(ask(n), answer(n)),
).join("");
/** One to the byte, one in other letters, one nearly, one by its question, one new, one broken. */
const VALIDATION = [
	said(ask(1), answer(1)),
	said(ask(2).toUpperCase(), answer(2)),
	said(ask(3), answer(3).replace("print", "keep")),
	said(ask(4), "No."),
	said("Do you ship to Norway?", "Yes."),
	'{"prompt": "half\n',
].join("");

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

async function opened(options = {}) {
	const page = await lab.open(lab.addresses.http, options);
	await choose(page.tab, { "train.jsonl": TRAIN });
	await verdict(page.tab);
	await show(page.tab, "Split");
	return page;
}

/** Gives the file to compare with by choosing it. */
const compare = async (tab, files) => {
	await tab.setInputFiles(
		"[data-testid=against]",
		Object.entries(files).map(([name, content]) => ({
			name,
			mimeType: "application/octet-stream",
			buffer: Buffer.from(content),
		})),
	);
	await tab.waitForSelector(".overlap-table, .unread");
};

const rows = (tab) =>
	tab
		.locator(".overlap-table tbody tr")
		.evaluateAll((found) =>
			found.map((row) =>
				[...row.children].slice(0, 2).map((cell) => cell.textContent),
			),
		);

/** Each record once, and the sum of them. */
const FOUND = [
	["Identical", "1"],
	["Same JSON", "0"],
	["Same text", "1"],
	["Similar", "1"],
	["Same prompt, different answer", "1"],
	["Total", "4"],
];

const dropButton = (tab) =>
	tab.getByRole("button", { name: /^Drop 4 leaking records/ });

describe("a validation file", () => {
	it("dropped on the tab shows what leaks, how and where, and is taken away again", async () => {
		const { tab, troubles, close } = await opened();
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

	it("dropped together with the training file is asked about once and never merged, and its leaks are mended with three clicks", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http, {
			before: countClicks,
		});
		await drop(tab, { "faq-train.jsonl": TRAIN, "faq-val.jsonl": VALIDATION });
		const waiting = tab.getByRole("region", { name: "Files that wait" });
		await waiting.waitFor();
		await verdict(tab);
		assert.match(
			await waiting.innerText(),
			/faq-val\.jsonl waits\. By its name it is a validation file/,
		);
		assert.equal((await accounting(tab)).all, 60);
		assert.deepEqual(await violations(tab), []);
		await waiting
			.getByRole("button", { name: "Use as validation file" })
			.click();
		await show(tab, "Split");
		await dropButton(tab).waitFor();
		await still(tab);
		// All of the data are for training.
		assert.deepEqual((await accounting(tab)).parts, [60, 0]);
		assert.equal(
			await tab.getByLabel("I have a validation file").isChecked(),
			true,
		);
		await dropButton(tab).click();
		await tab.getByText("4 leaking records dropped from training.").waitFor();
		await still(tab);
		assert.equal(await clicks(tab), 3);
		const { parts, line } = await accounting(tab);
		assert.deepEqual(parts, [56, 4], line);
		const said = await text(tab, ".comparison");
		assert.match(said, /1 of 6 records would be rejected\. Line 6: /);
		assert.match(
			said,
			/4 records of the data are excluded: also in faq-val\.jsonl/,
		);
		assert.deepEqual(await rows(tab), FOUND);
		const kept = (await download(tab, "train.jsonl")).bytes.toString();
		assert.equal(kept.trim().split("\n").length, 56);
		for (const n of [1, 2, 3, 4]) assert.ok(!kept.includes(ask(n)), ask(n));
		await tab.getByRole("button", { name: "Keep them" }).click();
		await dropButton(tab).waitFor();
		await still(tab);
		assert.deepEqual((await accounting(tab)).parts, [60, 0]);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("is handed back without its leaks by one button, and is the one that is compared then", async () => {
		const { tab, troubles, close } = await opened();
		await tab.getByLabel("I have a validation file").check();
		await compare(tab, { "faq-val.jsonl": VALIDATION });
		await still(tab);
		const { name, bytes } = await downloaded(tab, () =>
			tab.getByRole("button", { name: "Drop 4 from faq-val.jsonl" }).click(),
		);
		assert.equal(name, "faq-val-clean.jsonl");
		assert.equal(bytes.toString(), said("Do you ship to Norway?", "Yes."));
		await tab
			.getByText(/^Leakage check passed: no record of faq-val-clean\.jsonl/)
			.waitFor();
		await still(tab);
		assert.match(
			await text(tab, ".comparison"),
			/Downloaded faq-val-clean\.jsonl with 1 record\. Left out: .*4 in the other file, too/,
		);
		assert.deepEqual((await accounting(tab)).parts, [60, 0]);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("chosen for its tab takes the place of the split, which comes back without it", async () => {
		const { tab, troubles, close } = await opened();
		assert.deepEqual((await accounting(tab)).parts, [48, 12, 0]);
		await tab.getByLabel("I have a validation file").check();
		// As long as there is none, the data stay split.
		assert.deepEqual((await accounting(tab)).parts, [48, 12, 0]);
		await compare(tab, { "validation.jsonl": VALIDATION });
		await still(tab);
		assert.deepEqual((await accounting(tab)).parts, [60, 0]);
		await tab.getByLabel("Split this file").check();
		await still(tab);
		assert.deepEqual((await accounting(tab)).parts, [48, 12, 0]);
		assert.deepEqual(await rows(tab), FOUND);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("outlasts another model and another split, and not another data set", async () => {
		const { tab, troubles, close } = await opened();
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
		const { tab, close } = await opened();
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
		const { tab, troubles, close } = await opened();
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
		const { tab, close } = await opened();
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
			const { tab, close } = await opened({
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
