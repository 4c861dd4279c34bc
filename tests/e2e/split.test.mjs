// The split tab: the share and the seed, wrong values, groups that stay whole, classes on both sides, settings that stay.

import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	accounting,
	choose,
	download,
	link,
	NO_TROUBLES,
	show,
	start,
	still,
	text,
	type,
	verdict,
} from "./browser.mjs";
import { clean } from "./data.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

describe("the split", () => {
	it("moves with the share, and no byte is read again", async () => {
		const path = lab.file("gone.jsonl", clean(1000));
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.setInputFiles("[data-testid=files]", path);
		await verdict(tab);
		assert.match(
			await text(tab, ".accounting-line"),
			/800 train \+ 200 validation/,
		);
		rmSync(path); // whoever reads now, fails
		await show(tab, "Split");
		await type(tab.locator("#share"), "35%");
		await tab.waitForFunction(() =>
			/650 train/.test(document.querySelector(".accounting-line")?.textContent),
		);
		await type(tab.locator("#share"), "123");
		await tab.waitForFunction(() =>
			/877 train/.test(document.querySelector(".accounting-line")?.textContent),
		);
		await type(tab.locator("#share"), "0");
		await tab.waitForFunction(() =>
			/1,000 train/.test(
				document.querySelector(".accounting-line")?.textContent,
			),
		);
		assert.equal((await accounting(tab)).sum, 1000);
		assert.equal(
			await tab.evaluate(
				() => performance.getEntriesByName("tuneset:check").length,
			),
			1,
		);
		await close();
	});

	it("says what is wrong with a share or a seed at the field, and keeps the last good one", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await choose(tab, { "train.jsonl": clean(50) });
		await verdict(tab);
		await show(tab, "Split");
		const advanced = tab.locator(".split-advanced summary");
		await advanced.click();
		for (const [field, good, wrong] of [
			["share", "30%", ["150%", "100%", "1.5", "banana"]],
			["seed", "7", ["abc", "-1", "99999999999999999"]],
		]) {
			await type(tab.locator(`#${field}`), good);
			for (const one of wrong) {
				await type(tab.locator(`#${field}`), one);
				await tab.press(`#${field}`, "Tab");
				assert.equal(await tab.inputValue(`#${field}`), one);
				assert.match(
					await text(tab, `#${field}-hint`),
					new RegExp(`^"${one}": type .*\\. ${good} stays in effect\\.$`),
				);
				assert.equal(
					await tab.getAttribute(`#${field}`, "aria-invalid"),
					"true",
				);
				await still(tab);
				assert.match(
					await text(tab, ".accounting-line"),
					/35 train \+ 15 validation/,
				);
			}
		}
		assert.deepEqual(await violations(tab), []);
		await type(tab.locator("#share"), "20%");
		await tab.waitForFunction(() =>
			/40 train \+ 10 validation/.test(
				document.querySelector(".accounting-line")?.textContent,
			),
		);
		await close();
	});
});

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
		await show(tab, "Split");
		await tab.locator(".split-advanced summary").click();
		const field = tab.getByLabel("Group by");
		// Not by locators of the options: their handles end the content process of Firefox 153.
		const options = await field.evaluate((select) =>
			[...select.options].map(({ label }) => label),
		);
		assert.deepEqual(options, ["nothing", "customer"]);
		await field.selectOption("customer");
		await tab.waitForSelector("[data-testid=groups]");
		await verdict(tab);
		assert.equal(
			await text(tab, "[data-testid=groups]"),
			"36 groups by /customer; 40 records have none",
		);
		await assertApart(tab);
		assert.match(await link(tab), /groupBy=%2Fcustomer/);
		assert.deepEqual(await violations(tab), []);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		// It survives a reload and travels in the link.
		await tab.reload();
		await choose(tab, { "data.jsonl": grouped(400, 40) });
		await verdict(tab);
		await show(tab, "Split");
		assert.equal(await tab.getByLabel("Group by").inputValue(), "/customer");
		await assertApart(tab);
		await close();
	});

	it("of one image stay whole, until the box is unchecked", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http);
		const data = readFileSync("tests/fixtures/field/one-image.jsonl", "utf8");
		await choose(tab, { "data.jsonl": data });
		await verdict(tab);
		const shared =
			"10 images, videos or documents are named by 40 records, which";
		await show(tab, "Split");
		await tab.locator(".split-advanced summary").click();
		const media = tab.getByTestId("media");
		assert.equal(await media.textContent(), `${shared} stay on one side`);
		await tab.getByLabel("Keep records with the same media together").uncheck();
		await tab.getByText(`${shared} may be parted`).waitFor();
		await verdict(tab);
		assert.match(await link(tab), /mediaGroups=off/);
		assert.deepEqual(await violations(tab), []);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("that no record has are told", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#groupBy=%2Fcustmer`,
		);
		await choose(tab, { "data.jsonl": grouped(100, 10) });
		await verdict(tab);
		await show(tab, "Split");
		assert.equal(
			await tab.locator("#groupBy option:checked").textContent(),
			"custmer (not in this data)",
		);
		assert.match(
			await text(tab, "[data-testid=groups]"),
			/0 groups by \/custmer; 100 records have none/,
		);
		await close();
	});
});

/** Tickets: of ten, six are of the first class, three of the second, one of the third. */
const tickets = (records) =>
	Array.from(
		{ length: records },
		(_, n) =>
			`${JSON.stringify({
				prompt: `Ticket ${n}: ${n * 31} parcels of ${n * 17} kilograms are late.`,
				completion: ["billing", "shipping", "other"][
					n % 10 < 6 ? 0 : n % 10 < 9 ? 1 : 2
				],
				region: "nsew"[n % 4],
			})}\n`,
	).join("");

describe("classes", () => {
	it("are shown on both sides in rows of one line, and follow the share at once", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http);
		await choose(tab, { "data.jsonl": tickets(500) });
		await verdict(tab);
		await show(tab, "Split");
		const rows = () =>
			tab.locator("[data-testid=strata] tbody tr").allInnerTexts();
		const plain = async () =>
			(await rows()).map((row) => row.replace(/\s+/g, " "));
		assert.deepEqual(await plain(), [
			"Records 400 80.0% 100 20.0%",
			"billing 240 60.0% 60 60.0%",
			"shipping 120 30.0% 30 30.0%",
			"other 40 10.0% 10 10.0%",
		]);
		for (const row of await tab.locator("[data-testid=strata] tbody tr").all())
			assert.ok((await row.boundingBox()).height <= 32);
		await type(tab.locator("#share"), "30%");
		await tab.waitForFunction(() =>
			document
				.querySelector("[data-testid=split-validation]")
				?.textContent.startsWith("150 "),
		);
		assert.equal((await plain())[1], "billing 210 60.0% 90 60.0%");
		assert.deepEqual(await violations(tab), []);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("are those that the user says, on a narrow page and in the dark too", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#stratifyBy=%2Fregion`,
			{ viewport: { width: 320, height: 800 }, colorScheme: "dark" },
		);
		await choose(tab, { "data.jsonl": tickets(400) });
		await verdict(tab);
		await show(tab, "Split");
		assert.match(
			await text(tab, "[data-testid=strata] thead"),
			/Class distribution by \/region \(stratified\)/i,
		);
		const before = await tab.locator("[data-testid=strata] tbody tr").count();
		assert.equal(before, 5);
		const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
		assert.ok(wide <= 320, `${wide} wide`);
		assert.deepEqual(await violations(tab), []);
		await tab.getByLabel("Stratify by").selectOption("off");
		await tab.waitForFunction(() =>
			document
				.querySelector("[data-testid=strata] thead")
				?.textContent.startsWith(
					"Class distribution by completion (not stratified)",
				),
		);
		assert.match(await link(tab), /stratifyBy=off/);
		await close();
	});
});
