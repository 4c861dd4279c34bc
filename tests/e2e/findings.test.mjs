// The Issues tab: rules, places, records, search, keys.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	choose,
	download,
	focused,
	NO_TROUBLES,
	show,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { clean, record } from "./data.mjs";
import { goToLine, issue, raw } from "./issues.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

const bad = record("Why?", "Because").replace("assistant", "user");
/** Records without an answer's role on lines 2 to 12 and 20. */
const ALIKE = `${record("One?", "Yes, it is.")}\n${clean(11).replaceAll('"assistant"', '"bot"')}${clean(7, "more")}${record("Last?", "So it is.").replace("assistant", "bot")}\n`;

async function opened(data, settings = "model=nova-lite", options = {}) {
	const page = await lab.open(`${lab.addresses.http}#${settings}`, options);
	await choose(page.tab, { "train.jsonl": data });
	await verdict(page.tab);
	await show(page.tab, "Issues");
	return page;
}

/** Numbers of the filter's buttons. */
const filters = async (tab) =>
	Object.fromEntries(
		(await tab.locator(".toolbar .segments button").allInnerTexts()).map(
			(label) => {
				const [name, number] = label.split(/\s+/);
				return [name, Number(number.replace(",", ""))];
			},
		),
	);

describe("issues", () => {
	it("are listed by what is wrong, and shown with the place in the record", async () => {
		const { tab, troubles, close } = await opened(
			`${clean(16)}${bad}\n${clean(20, "more")}`,
		);
		assert.match(await verdict(tab), /1 of 37 records/);
		const shown = await issue(tab, "role-order");
		const row = tab.locator(".rule", { hasText: "role-order" });
		assert.match(
			(await row.innerText()).replace(/\s+/g, " ").trim(),
			/^Error .+ role-order 1 in 1 record/i,
		);
		assert.match(await text(tab, "#issue"), /^Line 17, column \d+$/);
		const box = await raw(tab);
		await box.locator("mark").waitFor();
		assert.equal(
			(await box.innerText()).replace(/\s/g, ""),
			bad.replace(/\s/g, ""),
		);
		// The advice is always there.
		assert.ok((await shown.locator(".finding-help").innerText()).length > 10);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("show broken JSON by its bytes, whatever was shown before", async () => {
		const { tab, close } = await opened(
			`${clean(20)}${record("a", "b").slice(0, -1)},}\n`,
		);
		await issue(tab, "invalid-json");
		await tab.locator(".record .scroller mark").waitFor();
		for (const name of ["Chat", "JSON"])
			assert.equal(
				await tab
					.getByRole("button", { name, exact: true })
					.getAttribute("aria-disabled"),
				"true",
			);
		await close();
	});

	it("that are the same are one problem with its lines", async () => {
		const { tab, close } = await opened(ALIKE);
		const shown = await issue(tab, "invalid-role");
		assert.match(
			await text(tab, ".group-one"),
			/^12 records, same problem: lines 2–12, 20$/,
		);
		const places = () => text(tab, ".finding-steps span");
		assert.equal(await places(), "1 of 12");
		await shown.getByRole("button", { name: "Next" }).click();
		assert.match(await text(tab, "#issue"), /^Line 3,/);
		// Without the mouse: j and k, from anywhere among the issues.
		await tab.keyboard.press("j");
		assert.equal(await places(), "3 of 12");
		await tab.keyboard.press("k");
		await tab.keyboard.press("k");
		assert.match(await text(tab, "#issue"), /^Line 2,/);
		await tab.getByRole("searchbox").pressSequentially("jk");
		assert.equal(await tab.getByRole("searchbox").inputValue(), "jk");
		await close();
	});

	it("are walked through by the arrow keys, from rule to rule", async () => {
		const { tab, close } = await opened(
			`${ALIKE}{"broken\n${clean(30, "others")}`,
		);
		const current = () => text(tab, ".rule-toggle[aria-current=true]");
		await tab.locator(".rule-toggle").first().focus();
		const first = await current();
		await tab.keyboard.press("ArrowDown");
		assert.notEqual(await current(), first);
		await tab.keyboard.press("ArrowUp");
		assert.equal(await current(), first);
		await focused(tab, () =>
			document.activeElement.matches(".rule-toggle[aria-current=true]"),
		);
		await close();
	});

	it("of many records alike are one, behind the error of another record", async () => {
		const records = Array.from({ length: 120 }, (_, n) =>
			JSON.stringify({
				messages: [
					{ role: "user", content: `How much is ${n} plus ${n * 7}?` },
				],
				reference_answer: String(n * 8),
			}),
		);
		const { tab, close } = await opened(
			`${records.join("\n")}\n{bad\n`,
			"model=nova-2-lite-rft",
		);
		const names = await tab.locator(".rule-name").allInnerTexts();
		assert.deepEqual(names, ["invalid-json", "missing-tools"]);
		const shown = await issue(tab, "missing-tools");
		assert.equal(await text(tab, ".finding-steps span"), "1 of 1");
		assert.match(
			await shown.locator(".finding-message").innerText(),
			/^120 of 121 records: no tools;/,
		);
		assert.match(
			await text(tab, ".rule:last-child .rule-records"),
			/^in 120 records$/,
		);
		assert.deepEqual(await filters(tab), { All: 2, Errors: 1, Notes: 1 });
		await close();
	});

	it("are counted as the verdict counts them, repaired ones no more", async () => {
		const trailing = (n) =>
			record(`Q${n}?`, `A ${n}.`).replace("]}]}", "]},]}");
		const { tab, close } = await opened(
			`${clean(30)}${trailing(1)}\n${trailing(2)}\n`,
		);
		assert.match(await verdict(tab), /2 of 32 records/);
		assert.equal((await filters(tab)).Errors, 2);
		await tab.getByRole("button", { name: /^Fix 2 problems safely/ }).click();
		assert.match(await verdict(tab), /^Ready/);
		assert.equal((await filters(tab)).Errors, undefined);
		assert.match(
			await text(tab, ".rule:last-child"),
			/^Fixed .* invalid-json 2 fixed/i,
		);
		await close();
	});

	it("are found by the line and by their words", async () => {
		const { tab, close } = await opened(`${ALIKE}{"broken\n${clean(20, "b")}`);
		const names = () => tab.locator(".rule-name").allInnerTexts();
		const search = tab.getByRole("searchbox");
		for (const words of ["line 21", "21", "Lines 21"]) {
			await search.fill(words);
			assert.deepEqual(await names(), ["invalid-json"], words);
		}
		await search.fill("12");
		assert.deepEqual(await names(), ["invalid-role"]);
		assert.match(await text(tab, "#issue"), /^Line 12,/);
		await search.fill("invalid-role");
		assert.deepEqual(await names(), ["invalid-role"]);
		await search.fill("there is no such thing");
		await tab.getByText("No matches.").waitFor();
		// A line without issues can be looked at all the same.
		await search.fill("line 25");
		await tab.getByRole("button", { name: "Show line 25" }).click();
		await tab.locator("article.line .chat").waitFor();
		assert.match(await text(tab, "article.line .chat"), /What is b 3\?/);
		await close();
	});

	it("leave any other line to be looked at by its number", async () => {
		const { tab, close } = await opened(clean(20_000), "");
		const box = await goToLine(tab, 15_001);
		assert.match(await box.innerText(), /What is item 15000\?/);
		assert.equal(await text(tab, "#issue"), "Line 15,001");
		await close();
	});

	it("can be filtered by severity, and to those that a fix mends", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.getByRole("button", { name: /Try a sample/ }).click();
		await verdict(tab);
		await show(tab, "Issues");
		const rules = () => tab.locator(".rule").count();
		const all = await rules();
		const known = await filters(tab);
		assert.equal(known.All, known.Errors + known.Warnings + (known.Notes ?? 0));
		await tab.getByRole("button", { name: /^Warnings/ }).click();
		assert.ok((await rules()) < all);
		await tab.getByRole("button", { name: /^All \d/ }).click();
		await tab.getByLabel("Fixable only").check();
		const fixable = await rules();
		assert.ok(fixable > 0 && fixable < all, `${fixable} of ${all}`);
		assert.equal(await tab.locator(".rule:has(.fix)").count(), fixable);
		await close();
	});

	it("show what is invisible, and bytes that are no text", async () => {
		const odd = Buffer.concat([
			Buffer.from(
				'{"messages":[{"role":"user\u200b","content":[{"text":"a\u00a0b',
			),
			Buffer.from([0xff, 0xc3]),
			Buffer.from('"}]}]}\n'),
		]);
		const { tab, close } = await opened(
			Buffer.concat([odd, Buffer.from(clean(12))]),
		);
		await issue(tab);
		const shown = await (await raw(tab)).innerText();
		for (const label of ["ZWSP", "NBSP", "\\xFF", "\\xC3"])
			assert.ok(shown.includes(label), `${label} in ${shown}`);
		await close();
	});

	it("show where in the data they are, and a click there goes to the nearest", async () => {
		const { tab, close } = await opened(
			`${clean(10)}${bad}\n${clean(979, "more")}{"broken\n${clean(9, "end")}`,
		);
		await issue(tab, "role-order");
		const map = tab.locator(".minimap");
		const box = await map.boundingBox();
		await map.click({ position: { x: box.width - 5, y: 10 } });
		assert.match(await text(tab, "#issue"), /^Line 991,/);
		await map.click({ position: { x: 5, y: 10 } });
		assert.match(await text(tab, "#issue"), /^Line 11,/);
		await close();
	});

	it("keep the tab on one screen and a half, thousands of them", async () => {
		const { tab, close } = await opened(
			`${clean(2500).replaceAll('"assistant"', '"bot"')}${clean(5, "good")}`,
			"model=nova-lite",
			{ viewport: { width: 1280, height: 900 } },
		);
		await issue(tab, "invalid-role");
		await tab
			.getByText("Showing 500 of 2,500: 2,000 more errors not shown.")
			.waitFor();
		const height = await tab.evaluate(
			() => document.querySelector(".issues").getBoundingClientRect().height,
		);
		assert.ok(height < 900, `${height} px`);
		const row = await tab.locator(".rule").first().boundingBox();
		assert.ok(row.height >= 32 && row.height <= 41, `${row.height} px`);
		await close();
	});

	it("take the place of the list on a narrow screen, and give it back", async () => {
		const { tab, close } = await opened(ALIKE, "model=nova-lite", {
			viewport: { width: 320, height: 640 },
		});
		const list = tab.locator(".issues-list");
		await issue(tab, "invalid-role");
		assert.equal(await list.isVisible(), false);
		await focused(tab, () => document.activeElement.id === "issue");
		assert.ok(
			await tab.evaluate(
				() => document.documentElement.scrollWidth <= innerWidth,
			),
		);
		assert.deepEqual(await violations(tab), []);
		await tab.getByRole("button", { name: "All issues" }).click();
		assert.equal(await list.isVisible(), true);
		await focused(tab, () =>
			document.activeElement.matches(".rule-toggle[aria-current=true]"),
		);
		await close();
	});

	for (const colorScheme of ["light", "dark"])
		it(`can be used by everybody, ${colorScheme}`, async () => {
			const { tab, close } = await opened(
				`${ALIKE}{"prompt": 'a'}\n${record("x", "y").slice(0, -1)},}\n${clean(20, "b")}`,
				"model=nova-lite",
				{ colorScheme },
			);
			for (const rule of ["invalid-json", "invalid-role"]) {
				await issue(tab, rule);
				await tab.locator(".record").waitFor();
				assert.deepEqual(await violations(tab), []);
			}
			await tab.getByText("Rule id and source").click();
			for (const view of ["JSON", "Raw"]) {
				await tab.getByRole("button", { name: view, exact: true }).click();
				assert.deepEqual(await violations(tab), []);
			}
			await goToLine(tab, 3);
			assert.deepEqual(await violations(tab), []);
			await close();
		});
});

it("in an array on one line, issues are found by the number of the record", async () => {
	const page = await lab.open(`${lab.addresses.http}#fix=safe`);
	const { tab } = page;
	const one = (prompt, completion) => JSON.stringify({ prompt, completion });
	const records = [
		one("Where is depot 17?", "In street 31."),
		one("Who keeps the keys?", ""),
		one("Where is depot 17?", "In street 31."),
	];
	const data = `[${records.join(",")}]`;
	await choose(tab, { "train.json": data });
	await verdict(tab);
	await show(tab, "Issues");
	await issue(tab, "empty-text");
	const byte = data.indexOf('""');
	assert.equal(await text(tab, "#issue"), `Record 2, byte ${byte}`);
	await issue(tab, "duplicate-record");
	assert.match(await text(tab, "#issue"), /^Record 3, byte \d+$/);
	assert.match(
		await text(tab, ".finding-message"),
		/^Exact duplicate of record 1$/,
	);
	await tab
		.getByRole("searchbox", { name: "Search the issues" })
		.fill("record 2");
	assert.deepEqual(await tab.locator(".rule-name").allInnerTexts(), [
		"empty-text",
	]);
	await page.close();
});

it("secrets are found by a search, and neither issues nor the report show them", async () => {
	const secret = `ghp_${"a7Bc9Kq2Zx".repeat(4).slice(0, 36)}`;
	const address = `jane.doe@${"acme"}.com`;
	const telling = record("Who has it?", `${address} has the key ${secret}`);
	const { tab, close } = await opened(`${clean(30)}${telling}\n`, "");
	await tab
		.getByRole("searchbox", { name: "Search the issues" })
		.fill("github");
	assert.equal(await tab.locator(".rule").count(), 1);
	assert.equal(await text(tab, ".rule-name"), "probable-secret");
	await issue(tab);
	const said = await text(tab, ".finding-message");
	const around = await text(tab, ".finding .excerpt, .finding .change");
	assert.match(said, /GitHub token/);
	assert.match(around, /ghp_\*{36}/);
	assert.ok(!around.includes(secret));
	const { bytes: json } = await download(tab, "report.json");
	const report = json.toString();
	assert.ok(report.includes("probable-secret"));
	assert.ok(report.includes("personal-data"));
	assert.ok(!report.includes(secret) && !report.includes(address));
	await close();
});
