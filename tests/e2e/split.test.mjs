// The split panel: groups that stay whole, classes on both sides, settings that stay.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	choose,
	download,
	NO_TROUBLES,
	start,
	text,
	verdict,
} from "./browser.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

/** Records of so many customers. */
const grouped = (records, customers) =>
	Array.from(
		{ length: records },
		(_, n) =>
			`${JSON.stringify({
				prompt: `What is ${n * 7} apples and ${n * 13} pears?`,
				completion: `That is ${n * 20} of them, in ${n} baskets.`,
				...(n % 10 !== 0 && { customer: `c${n % customers}` }),
			})}\n`,
	).join("");

const customersOf = (bytes) =>
	new Set(
		bytes
			.toString()
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line).customer)
			.filter(Boolean),
	);

async function assertApart(tab) {
	const train = customersOf((await download(tab, "train.jsonl")).bytes);
	const validation = customersOf(
		(await download(tab, "validation.jsonl")).bytes,
	);
	assert.ok(validation.size > 3);
	for (const customer of validation) assert.ok(!train.has(customer), customer);
}

describe("groups", () => {
	it("stay whole, from the panel's field to the exported files", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http);
		await choose(tab, { "data.jsonl": grouped(400, 40) });
		await verdict(tab);
		const field = tab.getByLabel("Group by");
		const places = await tab
			.locator("#places option")
			.evaluateAll((options) => options.map(({ value }) => value));
		assert.deepEqual(places, ["/customer"]);
		await field.fill("customer");
		assert.match(await text(tab, "#group-by-hint"), /Write the way to a key/);
		await field.fill("/customer");
		await field.press("Enter");
		await tab.waitForSelector("[data-testid=groups]");
		await verdict(tab);
		assert.equal(
			await text(tab, "[data-testid=groups]"),
			"36 groups by /customer, the largest of 10 records; 40 records have no value there, and each stands for itself.",
		);
		assert.match(await text(tab, ".command-box code"), /--group-by \/customer/);
		await assertApart(tab);
		assert.match(tab.url(), /groupBy=%2Fcustomer/);
		assert.deepEqual(await violations(tab), []);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		// It survives a reload and travels in the link.
		await tab.reload();
		await choose(tab, { "data.jsonl": grouped(400, 40) });
		await verdict(tab);
		assert.equal(await tab.getByLabel("Group by").inputValue(), "/customer");
		await assertApart(tab);
		await close();
	});

	it("that no record has are told", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#groupBy=%2Fcustmer`,
		);
		await choose(tab, { "data.jsonl": grouped(100, 10) });
		await verdict(tab);
		assert.match(
			await text(tab, "[data-testid=groups]"),
			/No record has a value at \/custmer/,
		);
		await close();
	});
});
