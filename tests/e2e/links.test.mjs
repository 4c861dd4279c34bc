// The page's address: tabs, Back, settings that travel and settings that stay.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import {
	accounting,
	choose,
	link,
	show,
	start,
	text,
	type,
	verdict,
} from "./browser.mjs";
import { clean } from "./data.mjs";
import { LOADED } from "./loaded.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

it("is opened at the tab of the link, goes through them by digits, and Back returns", async () => {
	const { tab, close } = await lab.open(
		`${lab.addresses.http}#model=nova-lite&tab=split`,
	);
	await choose(tab, { "train.jsonl": clean(60) });
	await verdict(tab);
	const selected = (name) =>
		tab.waitForSelector(`[role=tab][aria-selected=true]:has-text("${name}")`);
	await selected("Split");
	await tab.keyboard.press("2");
	await selected("Issues");
	assert.match(await link(tab), /model=nova-lite&tab=issues$/);
	await show(tab, "Data");
	await tab.evaluate(() => history.back());
	await selected("Issues");
	await tab.evaluate(() => history.back());
	await selected("Split");
	await show(tab, "Overview");
	assert.match(await link(tab), /#model=nova-lite$/);
	await tab.getByRole("tab", { name: "Overview" }).focus();
	await tab.keyboard.press("ArrowRight");
	await selected("Issues");
	await close();
});

it("a link does not replace the settings of whoever opens it without a word", async () => {
	const { tab, close } = await lab.open(
		`${lab.addresses.http}#model=nova-pro&seed=7`,
	);
	const question = tab.getByRole("region", { name: "Settings of the link" });
	// Nothing was set before: the link's settings are the first ones.
	assert.equal(await question.count(), 0);
	await tab.goto("about:blank");
	await tab.goto(`${lab.addresses.http}#model=nova-lite&seed=x&colour=red`);
	await tab.waitForSelector(LOADED, { state: "attached" });
	assert.equal(await tab.inputValue("#model"), "nova-lite");
	assert.match(
		await question.innerText(),
		/Not understood in the link, and left out: seed=x, colour=red\./,
	);
	await question.getByRole("button", { name: "Use my own" }).click();
	await question.waitFor({ state: "detached" });
	assert.equal(await tab.inputValue("#model"), "nova-pro");
	assert.match(await link(tab), /#model=nova-pro&seed=7$/);
	await close();
});

it("remembers model, share, seed and theme over a reload", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await tab.selectOption("#model", "nova-pro");
	await tab.getByRole("button", { name: "Theme: as the system" }).click();
	await choose(tab, { "train.jsonl": clean(60) });
	await verdict(tab);
	await show(tab, "Split");
	await type(tab.locator("#share"), "10");
	await tab.locator(".split-advanced summary").click();
	await type(tab.locator("#seed"), "7");
	await tab.goto("about:blank");
	await tab.goto(lab.addresses.http);
	await tab.waitForSelector("#model option:nth-child(2)", {
		state: "attached",
	});
	assert.equal(await tab.inputValue("#model"), "nova-pro");
	await tab.getByRole("button", { name: "Theme: light" }).waitFor();
	await choose(tab, { "train.jsonl": clean(60) });
	await verdict(tab);
	assert.equal(
		(await accounting(tab)).line,
		"60 records = 50 train + 10 validation + 0 excluded",
	);
	await show(tab, "Split");
	assert.equal(await tab.inputValue("#seed"), "7");
	await close();
});

it("takes settings from a link, and nothing that is none", async () => {
	const { tab, close } = await lab.open(
		`${lab.addresses.http}#model=nova-lite&validation=50%25&seed=3&theme=dark&junk=<img>`,
	);
	assert.equal(await tab.inputValue("#model"), "nova-lite");
	await tab.getByRole("button", { name: "Theme: dark" }).waitFor();
	await choose(tab, { "train.jsonl": clean(60) });
	await verdict(tab);
	assert.match(
		await text(tab, ".accounting-line"),
		/30 train \+ 30 validation/,
	);
	await close();
	const odd = await lab.open(
		`${lab.addresses.http}#model=no-such-model&seed=-1&validation=<b>`,
	);
	assert.equal(await odd.tab.inputValue("#model"), "");
	await odd.close();
});

it("a link converts and fixes the data that comes first, and no other", async () => {
	const { tab, close } = await lab.open(
		`${lab.addresses.http}#model=nova-lite&convert=on&fix=safe`,
	);
	const pairs = Array.from(
		{ length: 20 },
		(_, n) =>
			`{"prompt": "Is room ${n} free?", "completion": "Yes, ${n * 7}.",}\n`,
	).join("");
	await choose(tab, { "train.jsonl": pairs });
	assert.match(await verdict(tab), /^Ready for Amazon Nova Lite/);
	assert.match(await link(tab), /model=nova-lite&convert=on&fix=safe$/);
	await tab.getByRole("button", { name: "New file…" }).click();
	await choose(tab, { "train.jsonl": pairs });
	assert.match(await verdict(tab), /^Not ready/);
	assert.match(await link(tab), /#model=nova-lite$/);
	await close();
});
