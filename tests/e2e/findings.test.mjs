// The findings panel: rules, findings, records, pages, search.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { choose, download, start, text, verdict } from "./browser.mjs";
import { clean, record } from "./data.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

describe("findings", () => {
	it("are listed by rule and open to the record with the place marked", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=nova-lite`,
		);
		const bad = record("Why?", "Because").replace("assistant", "user");
		await choose(tab, {
			"train.jsonl": `${clean(16)}${bad}\n${clean(20, "more")}`,
		});
		assert.match(await verdict(tab), /1 of 37 records would be rejected/);
		const rule = tab.locator(".rule", { hasText: "role-order" });
		await rule.locator(".rule-toggle").click();
		assert.match(
			await rule.locator(".finding-where").first().innerText(),
			/line 17, column \d+/,
		);
		await rule.getByRole("button", { name: "Show the record" }).first().click();
		await rule.locator(".finding .scroller mark").first().waitFor();
		assert.equal(
			(await rule.locator(".finding .scroller").first().innerText()).replace(
				/\s/g,
				"",
			),
			bad.replace(/\s/g, ""),
		);
		await close();
	});

	it("of many records alike are one, behind the error of another record", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=nova-2-lite-rft`,
		);
		const records = Array.from({ length: 120 }, (_, n) =>
			JSON.stringify({
				messages: [
					{ role: "user", content: `How much is ${n} plus ${n * 7}?` },
				],
				reference_answer: String(n * 8),
			}),
		);
		await choose(tab, { "train.jsonl": `${records.join("\n")}\n{bad\n` });
		await verdict(tab);
		const names = await tab.locator(".rule-name").allInnerTexts();
		assert.deepEqual(names, ["invalid-json", "missing-tools"]);
		const notes = tab.locator(".rule", { hasText: "missing-tools" });
		await notes.locator(".rule-toggle").click();
		assert.equal(await notes.locator(".finding").count(), 1);
		assert.match(
			await notes.locator(".finding-message").innerText(),
			/^120 of 121 records: no tools;/,
		);
		assert.match(await text(tab, "#issues .panel-note"), /^2 findings$/);
		await close();
	});

	it("show what is invisible, and bytes that are no text", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=nova-lite`,
		);
		const odd = Buffer.concat([
			Buffer.from(
				'{"messages":[{"role":"user\u200b","content":[{"text":"a\u00a0b',
			),
			Buffer.from([0xff, 0xc3]),
			Buffer.from('"}]}]}\n'),
		]);
		await choose(tab, {
			"odd.jsonl": Buffer.concat([odd, Buffer.from(clean(12))]),
		});
		await verdict(tab);
		await tab.locator(".rule-toggle").first().click();
		await tab.getByRole("button", { name: "Show the record" }).first().click();
		const shown = await text(tab, ".finding .scroller");
		for (const label of ["ZWSP", "NBSP", "\\xFF", "\\xC3"])
			assert.ok(shown.includes(label), `${label} in ${shown}`);
		await close();
	});

	it("leave any other line to be looked at by its number", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await choose(tab, { "many.jsonl": clean(20_000) });
		await verdict(tab);
		await tab.getByText("Look at a line").click();
		await tab.getByLabel("Line, from 1 to 20000").fill("15001");
		await tab.getByRole("button", { name: "Show", exact: true }).click();
		assert.match(await text(tab, ".line .scroller"), /What is item 15000\?/);
		await close();
	});

	it("can be filtered and searched", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.getByRole("button", { name: /Try a sample/ }).click();
		await verdict(tab);
		const rules = () => tab.locator(".rule").count();
		const all = await rules();
		await tab.getByRole("button", { name: /^Warnings/ }).click();
		assert.ok((await rules()) < all);
		await tab.getByRole("button", { name: /^All/ }).click();
		await tab.getByRole("searchbox").fill("role-order");
		assert.equal(await rules(), 1);
		await tab.getByRole("searchbox").fill("there is no such thing");
		assert.equal(await rules(), 0);
		await close();
	});

	it("are paged, 200 a page", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		const bad = clean(450).replaceAll('"assistant"', '"bot"');
		await choose(tab, { "bad.jsonl": bad + clean(5, "good") });
		await verdict(tab);
		await tab.locator(".rule-toggle", { hasText: "invalid-role" }).click();
		assert.equal(await tab.locator(".finding").count(), 200);
		await tab.getByRole("button", { name: "Next" }).click();
		assert.match(await text(tab, ".pager"), /201–400 of 450/);
		await close();
	});
});

it("secrets are found by a search, and neither cards nor the report show them", async () => {
	const secret = `ghp_${"a7Bc9Kq2Zx".repeat(4).slice(0, 36)}`;
	const address = `jane.doe@${"acme"}.com`;
	const { tab, close } = await lab.open(lab.addresses.http);
	const telling = record("Who has it?", `${address} has the key ${secret}`);
	await choose(tab, { "train.jsonl": `${clean(30)}${telling}\n` });
	await verdict(tab);
	await tab
		.getByRole("searchbox", { name: "Search the findings" })
		.fill("github");
	assert.equal(await tab.locator(".rule").count(), 1);
	assert.equal(await text(tab, ".rule-name"), "probable-secret");
	await tab.locator(".rule-toggle").click();
	const card = await text(tab, ".finding");
	assert.match(card, /Likely a GitHub token/);
	assert.match(card, /ghp_\*{36}/);
	assert.ok(!card.includes(secret));
	const { bytes } = await download(tab, "report.json");
	const report = bytes.toString();
	assert.ok(report.includes("probable-secret"));
	assert.ok(report.includes("personal-data"));
	assert.ok(!report.includes(secret) && !report.includes(address));
	await close();
});
