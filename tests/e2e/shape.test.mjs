// The Data tab: figures, charts, and a click on the bar of a class, or a key, leaves the findings of that class alone.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	choose,
	NO_TROUBLES,
	show,
	start,
	still,
	text,
	verdict,
} from "./browser.mjs";

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

/** Goes to the bar of a class. */
async function bar(tab, label) {
	await show(tab, "Data");
	return tab.locator(".classes").getByRole("button", { name: label });
}
const listed = async (tab) => {
	await show(tab, "Issues");
	await still(tab);
	return text(tab, "#tab-panel");
};

describe("bars of lengths", () => {
	it("list their records, by mouse and by key, and each leads to its line", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http);
		const long = said("Why is that?", "Because of this and that. ".repeat(300));
		await choose(tab, { "train.jsonl": MESSAGES + long + MESSAGES });
		await verdict(tab);
		await show(tab, "Data");
		await tab.locator(".chart [data-choose]").last().click();
		const list = tab.locator(".of-length");
		await list.waitFor();
		assert.match(
			await text(tab, ".of-length"),
			/^1 record with [\d,]+–[\d,]+ tokens Close line 91$/,
		);
		assert.deepEqual(await violations(tab), []);
		await list.getByRole("button", { name: "line 91" }).click();
		await tab.waitForSelector("article.line .record");
		assert.match(await text(tab, "#issue"), /^Line 91/);
		await show(tab, "Data");
		await tab.getByRole("button", { name: "Table" }).first().click();
		const rows = tab.locator(".histogram table tbody tr");
		const first = rows.first();
		const records = await first.locator("td").first().innerText();
		// Each bar says how much of it the split gives to validation.
		const cells = await rows.locator("td:last-child").allInnerTexts();
		const sum = cells.reduce((sum, cell) => sum + Number(cell), 0);
		assert.match(
			await text(tab, ".accounting"),
			RegExp(`\\+ ${sum} validation`),
		);
		await first.getByRole("button").focus();
		await tab.keyboard.press("Enter");
		await list.waitFor();
		assert.ok(
			(await text(tab, ".of-length")).startsWith(`${records} record`),
			records,
		);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});
});

describe("bars of classes", () => {
	it("lead to the issues of one class alone, by mouse and by key", async () => {
		const { tab, troubles } = await opened();
		assert.match(await listed(tab), /probable-secret/);
		await (await bar(tab, "billing")).click();
		await tab.waitForSelector("[data-tab=issues]");
		assert.match(await text(tab, ".class-filter"), /completion is “billing”/);
		const billing = await listed(tab);
		assert.match(billing, /personal-data/);
		assert.doesNotMatch(billing, /probable-secret/);
		assert.deepEqual(await violations(tab), []);
		await (await bar(tab, "refund")).focus();
		await tab.keyboard.press("Enter");
		await tab.waitForSelector("[data-tab=issues]");
		assert.match(await listed(tab), /probable-secret/);
		assert.equal(
			await (await bar(tab, "refund")).getAttribute("aria-pressed"),
			"true",
		);
		// The same key again lets go of it.
		await (await bar(tab, "refund")).focus();
		await tab.keyboard.press("Enter");
		assert.equal(
			await (await bar(tab, "refund")).getAttribute("aria-pressed"),
			"false",
		);
		await (await bar(tab, "billing")).click();
		await tab.getByRole("button", { name: "All issues", exact: true }).click();
		assert.match(await listed(tab), /probable-secret/);
		assert.deepEqual(await troubles(), NO_TROUBLES);
	});

	it("are let go of with the file", async () => {
		const { tab } = await opened();
		await (await bar(tab, "refund")).click();
		await tab.getByRole("button", { name: "New file…" }).click();
		await choose(tab, { "other.jsonl": MESSAGES });
		await verdict(tab);
		assert.equal(await tab.locator(".class-filter").count(), 0);
	});
});

const conversation = (n, words, extra = []) =>
	`${JSON.stringify({
		schemaVersion: "bedrock-conversation-2024",
		messages: [
			["user", `Question ${n}? ${"alpha beta ".repeat(words)}`],
			["assistant", `Answer ${n}`],
			...extra,
		].map(([role, text]) => ({ role, content: [{ text }] })),
	})}\n`;
const lengths = (extra) =>
	Array.from({ length: 100 }, (_, n) =>
		conversation(n, n + 1, n === 0 ? extra : []),
	).join("");

async function data(content, model = "nova-lite") {
	const page = await lab.open(`${lab.addresses.http}#model=${model}`);
	await choose(page.tab, { "train.jsonl": content });
	await verdict(page.tab);
	await show(page.tab, "Data");
	return page;
}

describe("figures of the records", () => {
	it("have median and 95th percentile, no more digits than an estimate has, and the part over the limit", async () => {
		const { tab, close } = await data(lengths());
		const figures = await text(tab, ".figures");
		assert.match(figures, /Tokens \(estimated\) about \d\d,000 [\d.]+k–\d+k/);
		assert.match(figures, /Median per record 1\d0/);
		assert.match(figures, /95th percentile \(p95\) 2\d0/);
		assert.match(figures, /Over the limit of 32,000 none limit \d+× the p95/);
		await close();
	});

	it("draw counts with an axis, marks for median and p95, and an arrow to a limit beyond the axis", async () => {
		const { tab, troubles, close } = await data(lengths());
		const marks = await tab.locator(".chart .mark text, .chart text.mark");
		const words = await marks.allTextContents();
		assert.match(words.join("; "), /^median 1\d0; p95 2\d0; limit 32,000 →$/);
		const ticks = await tab.locator(".chart .grid text").allTextContents();
		assert.equal(ticks[0], "0");
		assert.ok(ticks.length > 2, ticks.join());
		assert.deepEqual(await violations(tab), []);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("say in a line that all records have as many messages, and draw them only where they differ", async () => {
		const alike = await data(lengths());
		assert.equal(await alike.tab.locator(".histogram").count(), 1);
		await alike.tab.getByText("Every record has 2 messages.").waitFor();
		await alike.close();
		const other = await data(
			lengths([
				["user", "And?"],
				["assistant", "No."],
			]),
		);
		assert.equal(await other.tab.locator(".histogram").count(), 2);
		await other.close();
	});

	it("reach the smallest class, and name those with too few examples", async () => {
		const answers = Array.from({ length: 20 }, (_, n) => `class ${n}`);
		const rows = answers.flatMap((answer, n) =>
			Array.from({ length: n === 0 ? 7 : 60 }, (_, m) =>
				said(`Message ${n} ${m}: thank you number ${m * 7}`, answer),
			),
		);
		const { tab, close } = await data(rows.join(""), "");
		const first = () => text(tab, ".classes tbody tr");
		assert.doesNotMatch(await first(), /^class 0 /);
		await tab.getByRole("button", { name: "Smallest first" }).click();
		assert.match(await first(), /^class 0 7 0\.6%$/);
		await tab
			.getByText("1 class has fewer than 50 examples (dashed line).")
			.waitFor();
		await close();
	});
});
