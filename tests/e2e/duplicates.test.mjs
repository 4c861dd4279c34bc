// The duplicates panel: copies side by side, and the records that a second file shares with the data.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	accounting,
	choose,
	drop,
	dropInstead,
	NO_TROUBLES,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { clean, record } from "./data.mjs";
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

const FOUND = [
	["To the byte", "1"],
	["As the same JSON", "1"],
	["In the same words, in any case", "2"],
	["In nearly the same words", "3"],
	["With the same question", "4"],
];

describe("duplicates", () => {
	it("stand side by side, the kept one and the dropped one", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		const twice = record("Twice?", "Yes.");
		const spaced = twice.replaceAll('":', '": ');
		await choose(tab, {
			"train.jsonl": `${clean(10)}${twice}\n${clean(5, "x")}${spaced}\n${twice}\n`,
		});
		await verdict(tab);
		const cluster = tab.locator(".cluster-toggle").first();
		assert.match(
			(await cluster.innerText()).replace(/\s+/g, " "),
			/KEEP line 11 DROP line 17, line 18/i,
		);
		await cluster.click();
		await tab.locator(".side-drop pre").waitFor();
		assert.equal(await tab.locator(".side-keep pre").innerText(), twice);
		assert.equal(await tab.locator(".side-drop pre").innerText(), spaced);
		await tab
			.getByLabel("Copy", { exact: true })
			.selectOption({ label: "line 18" });
		await tab.waitForFunction(
			(wanted) =>
				document.querySelector(".side-drop pre")?.textContent === wanted,
			twice,
		);
		await close();
	});
});

describe("comparing with another file", () => {
	it("drops beside the data, shows levels, pairs and differences, and is taken away again", async () => {
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
			/4 of 5 records of validation\.jsonl also stand in the training data: the validation loss/,
		);
		assert.match(
			await text(tab, ".unread"),
			/^validation\.jsonl line 6: Not valid JSON/,
		);
		assert.match(
			await text(tab, ".reasons"),
			/4 of 5 records of validation\.jsonl also stand in the training data/,
		);
		assert.deepEqual(await accounting(tab), before);
		assert.match(
			await text(tab, ".command code"),
			/ train\.jsonl .*--against validation\.jsonl /,
		);

		const pairs = tab.locator(".comparison .cluster");
		assert.equal(await pairs.count(), 4);
		await tab.selectOption("#overlap-kind", "near");
		assert.equal(await pairs.count(), 1);
		assert.match(
			await text(tab, ".comparison .cluster-toggle"),
			/^validation\.jsonl line 3 IN train\.jsonl line 4 nearly the same words, \d\d %$/i,
		);
		await pairs.locator(".cluster-toggle").click();
		const marks = pairs.locator(".side mark");
		await marks.first().waitFor();
		assert.deepEqual(await marks.allTextContents(), ["keep", "print"]);

		// The finding is in the other file, whose record is shown.
		await issue(tab, "overlapping-record");
		assert.match(
			await text(tab, "#issue"),
			/^Line 1, column 1 of validation\.jsonl$/,
		);
		assert.match(await (await raw(tab)).innerText(), /order number 1, which/);

		await tab.getByRole("button", { name: "Remove" }).click();
		await tab.waitForSelector(".compare-zone");
		for (const gone of [".overlap-table", ".issues-detail"])
			await tab.waitForSelector(gone, { state: "detached" });
		assert.doesNotMatch(await text(tab, ".reasons"), /validation\.jsonl/);
		assert.doesNotMatch(await text(tab, ".command code"), /--against/);
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
		await tab.fill("#seed", "7");
		await tab.waitForFunction(() =>
			document.querySelector("#split .panel-note")?.textContent?.includes("7"),
		);
		assert.deepEqual(await rows(tab), FOUND);
		await tab.selectOption("#model", "titan-text-express");
		await verdict(tab);
		await tab.waitForSelector(".overlap-table");
		assert.deepEqual(await rows(tab), FOUND);
		await tab.getByRole("button", { name: "New file…" }).click();
		await choose(tab, { "other.jsonl": TRAIN });
		await verdict(tab);
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
			/^No record of new\.jsonl stands in the training data; 1 was compared/,
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
			/faq-validation\.jsonl waits\. By its name it is for validation\./,
		);
		assert.deepEqual(await violations(tab), []);
		await waiting.getByRole("button", { name: "Stay with what" }).click();
		await waiting.waitFor({ state: "detached" });
		assert.match(await text(tab, ".facts-files"), /^train\.jsonl/);
		await drop(tab, { "faq-validation.jsonl": VALIDATION });
		await waiting.getByRole("button", { name: "Compare with it" }).click();
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

	it("takes a file out of the data that is called like a validation file", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http);
		await choose(tab, { "train.jsonl": TRAIN, "dev.jsonl": VALIDATION });
		await verdict(tab);
		assert.equal((await accounting(tab)).all, 66);
		await tab.getByRole("button", { name: "Compare with it instead" }).click();
		await tab.waitForSelector(".overlap-table");
		assert.deepEqual(await rows(tab), FOUND);
		assert.equal((await accounting(tab)).all, 60);
		assert.equal(await text(tab, ".comparison-files strong"), "dev.jsonl");
		assert.deepEqual(await troubles(), NO_TROUBLES);
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
