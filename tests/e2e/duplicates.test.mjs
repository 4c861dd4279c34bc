// The duplicates tab: every group, one choice for all, each record with its fate, copies side by side.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	accounting,
	checks,
	choose,
	link,
	NO_TROUBLES,
	show,
	start,
	still,
	text,
	verdict,
} from "./browser.mjs";
import { clicks, countClicks } from "./clicks.mjs";
import { clean, record } from "./data.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

/** A text of its own, of so many words. */
const words = (n) =>
	Array.from({ length: 30 }, (_, word) => `w${n}x${word}`).join(" ");

/** So many records, each with a near-duplicate. */
const pairs = (groups) =>
	Array.from({ length: groups }, (_, n) =>
		[words(n), `${words(n)} yet`]
			.map((prompt) => `${record(prompt, "Yes, it is.")}\n`)
			.join(""),
	).join("");

async function opened(data, options) {
	const page = await lab.open(lab.addresses.http, options);
	await choose(page.tab, { "train.jsonl": data });
	await verdict(page.tab);
	await show(page.tab, "Duplicates");
	await page.tab.waitForSelector(".kinds");
	return page;
}

const lines = (tab) =>
	tab
		.locator(".cluster-toggle")
		.evaluateAll((all) =>
			all.map((one) => one.innerText.replace(/\s+/g, " ").trim()),
		);

const found = (tab) => text(tab, "[data-testid=duplicates-found]");
const fate = (tab) => text(tab, "[data-testid=duplicates-fate]");

describe("duplicates", () => {
	it("stand side by side, the kept one and the dropped one", async () => {
		const twice = record("Twice?", "Yes.");
		const spaced = twice.replaceAll('":', '": ');
		const { tab, close } = await opened(
			`${clean(10)}${twice}\n${clean(5, "x")}${spaced}\n${twice}\n`,
		);
		assert.deepEqual(await lines(tab), [
			"3 records KEPT line 11 DROPPED line 17, line 18 same JSON, identical",
		]);
		await tab.locator(".cluster-toggle").click();
		await tab.locator(".side-dropped pre").waitFor();
		assert.equal(await tab.locator(".side-kept pre").innerText(), twice);
		assert.equal(await tab.locator(".side-dropped pre").innerText(), spaced);
		await tab
			.getByLabel("Compare line 11 with")
			.selectOption({ label: "line 18" });
		await tab.waitForFunction(
			(wanted) =>
				document.querySelector(".side-dropped pre")?.textContent === wanted,
			twice,
		);
		await close();
	});

	it("that are the same to the byte are never called similar, and a kept one is never called dropped", async () => {
		const [one, two, three] = [0, 1, 2].map((n) =>
			record(`${words(7)} ${["", "again", "once more"][n]}`, "Yes, it is."),
		);
		const { tab, close } = await opened(
			`${[one, two, three, three].join("\n")}\n`,
		);
		const [line] = await lines(tab);
		assert.match(line, /^4 records KEPT line 1, line 2, line 3 DROPPED line 4/);
		assert.match(line, /, identical$/);
		await tab.locator(".cluster-toggle").click();
		const rows = await tab
			.locator(".members tbody tr")
			.evaluateAll((all) =>
				all.map((row) =>
					[...row.cells].slice(0, 3).map((cell) => cell.textContent),
				),
			);
		assert.deepEqual(
			rows.map(([line, , state]) => [line, state]),
			[
				["line 1", "Kept"],
				["line 2", "Kept"],
				["line 3", "Kept"],
				["line 4", "Dropped"],
			],
		);
		assert.equal(rows[3][1], "identical to line 3");
		assert.match(rows[1][1], /^\d\d% similar$/);
		await close();
	});

	it("of 130 groups are decided with two clicks, and no byte is read again", async () => {
		const { tab, troubles, close } = await opened(clean(20) + pairs(130), {
			before: countClicks,
		});
		assert.equal(
			await found(tab),
			"130 duplicates in 130 groups: 130 similar.",
		);
		assert.match(await fate(tab), /^0 dropped, 130 kept, on the same side/);
		await tab.getByLabel("Keep the first, drop the others").check();
		await tab.waitForFunction(() =>
			document
				.querySelector("[data-testid=duplicates-fate]")
				?.textContent.startsWith("130 dropped"),
		);
		await still(tab);
		assert.equal(await clicks(tab), 2);
		assert.equal(
			await fate(tab),
			"130 dropped; no duplicate is left in the export.",
		);
		const { sum, line } = await accounting(tab);
		assert.equal(sum, 280, line);
		assert.match((await lines(tab))[0], /KEPT line 21 DROPPED line 22/);
		assert.match(await link(tab), /dedupe=near/);
		assert.equal(await checks(tab), 1);
		// Like any change it can be taken back.
		await tab.keyboard.press("Control+z");
		await tab.waitForFunction(() =>
			document
				.querySelector("[data-testid=duplicates-fate]")
				?.textContent.startsWith("0 dropped, 130 kept"),
		);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("are dropped by one button for all groups on the page but the first of each, save what was decided", async () => {
		const { tab, close } = await opened(clean(20) + pairs(12));
		await tab.locator(".cluster-toggle").nth(1).click();
		await tab.getByRole("button", { name: "drop line 23" }).click();
		await still(tab);
		await tab
			.getByRole("button", { name: "Keep the first of these 10 groups" })
			.click();
		await tab.waitForFunction(() =>
			document
				.querySelector("[data-testid=duplicates-fate]")
				?.textContent.startsWith("10 dropped, 2 kept"),
		);
		await still(tab);
		const all = await lines(tab);
		assert.match(all[0], /KEPT line 21 DROPPED line 22/);
		assert.match(all[1], /KEPT line 24 DROPPED line 23/);
		assert.equal(
			await tab.getByRole("button", { name: /^Keep the first of/ }).count(),
			0,
		);
		assert.match(await text(tab, ".changes summary"), /\(10\)$/);
		await close();
	});

	it("are all reached page by page, by kind and in order of size and similarity", async () => {
		const three = [0, 1, 2]
			.map((n) => `${record(`${words(900)} ${"so ".repeat(n)}`, "Yes.")}\n`)
			.join("");
		const copies = `${clean(2, "copy")}`.repeat(2);
		const { tab, close } = await opened(pairs(57) + three + copies);
		const kinds = tab.locator(".kinds button");
		assert.deepEqual(await kinds.allInnerTexts(), [
			"All 60",
			"Exact 2",
			"Same text 0",
			"Similar 58",
		]);
		const pager = tab.getByRole("navigation", {
			name: "Pages of groups of duplicates",
		});
		assert.match(await pager.innerText(), /1–10 of 60/);
		const seen = new Set(await lines(tab));
		for (let page = 2; page <= 6; page += 1) {
			await pager.getByRole("button", { name: "Next" }).click();
			await pager.getByText(`${page * 10 - 9}–${page * 10} of 60`).waitFor();
			await still(tab);
			for (const line of await lines(tab)) seen.add(line);
		}
		assert.equal(seen.size, 60);
		await kinds.nth(1).click();
		await still(tab);
		assert.deepEqual(await lines(tab), [
			"2 records KEPT line 118 DROPPED line 120 identical",
			"2 records KEPT line 119 DROPPED line 121 identical",
		]);
		await kinds.first().click();
		await tab.getByLabel("Sort by").selectOption("size");
		await still(tab);
		assert.match((await lines(tab))[0], /^3 records KEPT line 115/);
		await tab.getByLabel("Sort by").selectOption("most");
		await still(tab);
		assert.match((await lines(tab))[0], /identical$/);
		await close();
	});

	it("keep their state where Keep is pressed on a kept one, and the counts follow a drop", async () => {
		const { tab, close } = await opened(clean(20) + pairs(3));
		await tab.locator(".cluster-toggle").first().click();
		const keep = tab.getByRole("button", { name: "keep line 21", exact: true });
		assert.equal(await keep.getAttribute("aria-pressed"), "true");
		await keep.click();
		await still(tab);
		assert.equal(await tab.locator(".changes").count(), 0);
		const drop = tab.getByRole("button", { name: "drop line 22", exact: true });
		await drop.click();
		await tab.waitForFunction(() =>
			document
				.querySelector("[data-testid=duplicates-fate]")
				?.textContent.startsWith("1 dropped, 2 kept"),
		);
		await still(tab);
		assert.equal(await drop.getAttribute("aria-pressed"), "true");
		assert.match(
			await text(tab, ".members tbody tr:nth-child(2)"),
			/dropped by you/i,
		);
		// The opposite takes the decision back: nothing is left to undo.
		await tab
			.getByRole("button", { name: "keep line 22", exact: true })
			.click();
		await tab.waitForFunction(() =>
			document
				.querySelector("[data-testid=duplicates-fate]")
				?.textContent.startsWith("0 dropped, 3 kept"),
		);
		assert.equal(await tab.locator(".changes").count(), 0);
		await close();
	});

	it("follow the threshold, and no byte is read again", async () => {
		const loose = Array.from({ length: 30 }, (_, word) => `v${word}`);
		const other = loose.map((word, n) => (n === 12 ? "changed" : word));
		const [one, two] = [loose, other].map((all) =>
			record(all.join(" "), "Yes, it is."),
		);
		const { tab, close } = await opened(`${pairs(3)}${one}\n${two}\n`);
		assert.equal(await found(tab), "4 duplicates in 4 groups: 4 similar.");
		const slider = tab.getByLabel("Near-duplicate threshold");
		for (const [to, expected] of [
			["90", "3 duplicates in 3 groups: 3 similar."],
			["100", "No duplicates found."],
			["75", "4 duplicates in 4 groups: 4 similar."],
		]) {
			await slider.fill(to);
			await tab.getByText(expected).waitFor();
			await still(tab);
		}
		assert.match(await link(tab), /near=0\.75/);
		assert.equal(await checks(tab), 1);
		await close();
	});

	it("that are none are said to be none", async () => {
		const page = await lab.open(lab.addresses.http);
		await choose(page.tab, { "train.jsonl": clean(20) });
		await verdict(page.tab);
		await show(page.tab, "Duplicates");
		await page.tab.getByText("No duplicates found.").waitFor();
		await page.close();
	});

	for (const colorScheme of ["light", "dark"]) {
		it(`can be used by everybody, ${colorScheme}, and on a narrow screen`, async () => {
			const { tab, close } = await opened(clean(20) + pairs(30), {
				colorScheme,
				viewport: { width: 320, height: 700 },
			});
			await tab.locator(".cluster-toggle").nth(2).click();
			await tab.locator(".side mark").first().waitFor();
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
