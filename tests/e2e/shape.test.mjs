// The shape panel: a click on the bar of a class, or a key, leaves the findings of that class alone.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import { choose, NO_TROUBLES, start, text, verdict } from "./browser.mjs";

const said = (prompt, completion) =>
	`${JSON.stringify({ prompt, completion })}\n`;
const ADDRESS = `jane.doe@${"acme"}.com`;
const KEY = `ghp_${"a7Bc9Kq2Zx".repeat(4).slice(0, 36)}`;
/** Two classes of messages; an address in one of each, a key in the second. */
const MESSAGES = Array.from({ length: 90 }, (_, n) =>
	said(
		`Message ${n}: ${n === 4 || n === 45 ? `write to ${n}.${ADDRESS}` : "thank you"}${n === 45 ? `, key ${KEY}` : ""}, all the best from number ${n * 7}`,
		n % 3 === 0 ? "refund" : "billing",
	),
).join("");

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

async function opened() {
	const page = await lab.open(lab.addresses.http);
	await choose(page.tab, { "train.jsonl": MESSAGES });
	await verdict(page.tab);
	return page;
}

const bar = (tab, label) =>
	tab.locator(".classes").getByRole("button", { name: label });
const counts = async (tab) =>
	Object.fromEntries(
		await tab
			.locator(".rule")
			.evaluateAll((rules) =>
				rules.map((rule) => [
					rule.querySelector(".rule-name").textContent,
					rule.querySelector(".rule-count").textContent,
				]),
			),
	);

describe("bars of classes", () => {
	it("leave the findings of one class alone, by mouse and by key", async () => {
		const { tab, troubles } = await opened();
		const all = await counts(tab);
		assert.equal(all["personal-data"], "2");
		assert.equal(all["probable-secret"], "1");
		await bar(tab, "billing").click();
		assert.match(await text(tab, ".class-filter"), /completion is “billing”/);
		const billing = await counts(tab);
		assert.equal(billing["personal-data"], "1");
		assert.equal(billing["probable-secret"], undefined);
		assert.deepEqual(await violations(tab), []);
		await bar(tab, "refund").focus();
		await tab.keyboard.press("Enter");
		assert.equal(await bar(tab, "refund").getAttribute("aria-pressed"), "true");
		assert.equal((await counts(tab))["probable-secret"], "1");
		// The same key again lets go of it.
		await tab.keyboard.press("Enter");
		assert.deepEqual(await counts(tab), all);
		await bar(tab, "billing").click();
		await tab.getByRole("button", { name: "All issues", exact: true }).click();
		assert.deepEqual(await counts(tab), all);
		assert.deepEqual(await troubles(), NO_TROUBLES);
	});

	it("are let go of with the file", async () => {
		const { tab } = await opened();
		await bar(tab, "refund").click();
		await tab.getByRole("button", { name: "New file…" }).click();
		await choose(tab, { "other.jsonl": MESSAGES });
		await verdict(tab);
		assert.equal(await tab.locator(".class-filter").count(), 0);
	});
});
