// Page of the chosen model, and the quotas that a user may set.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import {
	choose,
	closeExport,
	download,
	link,
	NO_TROUBLES,
	openExport,
	show,
	start,
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

const summary = ".model-page summary";
const field = (tab) => tab.getByLabel("Yours, max-records");

const setQuota = (tab, number) => type(field(tab), number);

/** Waits until the findings match the current settings. */
const settled = (tab, words) =>
	tab.getByText(words).first().waitFor({ state: "visible" });

it("offers what can be had first, by its job, and what has ended last", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	const groups = await tab.$$eval("#model optgroup", (found) =>
		found.map(({ label, children }) => [
			label,
			[...children].map(({ value }) => value),
		]),
	);
	assert.deepEqual(
		groups.map(([label]) => label),
		[
			"Fine-tuning",
			"Reinforcement fine-tuning",
			"Distillation",
			"Disputed: legacy by their model cards alone",
			"Closed: no new jobs",
		],
	);
	assert.equal(groups.flatMap(([, ids]) => ids).length, 27);
	assert.deepEqual(groups[3][1], [
		"llama-3-1-8b",
		"llama-3-1-70b",
		"llama-3-3-70b",
	]);
	for (const id of ["claude-3-haiku", "llama-3-2-1b"])
		assert.ok(groups[4][1].includes(id), id);
	await close();
});

it("shows every number of the chosen model, who says so, when, and who disagrees", async () => {
	const { tab, close, troubles } = await lab.open(lab.addresses.file);
	assert.equal(await tab.locator(summary).count(), 0, "no model is chosen");
	await tab.selectOption("#model", "nova-2-lite");
	assert.equal(await tab.locator(".model-body").isVisible(), false);
	await tab.locator(summary).click();
	const row = (name) => {
		const label = tab.locator("dt", { hasText: new RegExp(`^${name}$`) });
		return tab.locator(".model-row", { has: label }).first().innerText();
	};
	assert.match(
		await row("min-train-records"),
		/200: .*UG-n2sft\s+but 8 N2-prep/,
	);
	assert.match(
		await row("max-video-seconds"),
		/900: 15 minutes N2-sft\s+90; warns N2-prep/,
	);
	assert.match(
		await row("learningRateWarmupSteps"),
		/0 to 100, default 10 V-forge\s+but 0 to 20/,
	);
	assert.match(await row("validation"), /takes no validation file: .*UG-n2sft/);
	assert.match(
		await row("GR"),
		/AWS General Reference, Amazon Bedrock endpoints and quotas, \d{4}-\d\d-\d\d/,
	);
	assert.match(
		await text(tab, ".model-body > p"),
		/documented on the dates shown/,
	);
	await tab.selectOption("#model", "claude-3-haiku");
	assert.match(
		await text(tab, summary),
		/Anthropic Claude 3 Haiku: limits and sources deprecated/,
	);
	await tab.locator(summary).click();
	assert.match(
		await row("status"),
		/legacy from 2026-03-10, end of life on 2026-09-10 UG-life\s+but current: .*UG-ft/,
	);
	assert.deepEqual(await troubles(), NO_TROUBLES);
	await close();
});

it("says of a closed model that it takes no job, names the open one, and exports all the same", async () => {
	const { tab, close, troubles } = await lab.open(
		`${lab.addresses.http}#model=llama-3-2-1b`,
	);
	await choose(tab, { "a.jsonl": clean(200) });
	assert.match(await verdict(tab), /^Not ready/);
	assert.match(
		await text(tab, ".reasons"),
		/Meta Llama 3\.2 1B Instruct is not available for new jobs: legacy from 2026-01-07, end of life on 2026-07-07/,
	);
	await show(tab, "Issues");
	await tab.locator(".rule-toggle", { hasText: "model-closed" }).click();
	await settled(tab, /Choose Amazon Nova Micro \(nova-micro\), which is/);
	const { bytes } = await download(tab, "train.jsonl");
	assert.equal(bytes.toString().trimEnd().split("\n").length, 160);
	await tab.selectOption("#model", "nova-micro");
	assert.match(await verdict(tab), /^Ready/);
	assert.deepEqual(await troubles(), NO_TROUBLES);
	await close();
});

it("checks by the user's own quota, keeps it in the link, and drops it with the model", async () => {
	const { tab, close, troubles } = await lab.open(
		`${lab.addresses.http}#model=nova-lite`,
	);
	await choose(tab, { "a.jsonl": clean(60) });
	await verdict(tab);
	await tab.locator(summary).click();
	await setQuota(tab, "50");
	const broken =
		"60 valid records in all; Amazon Nova Lite allows at most 50 (set by you)";
	await settled(tab, broken);
	assert.match(await verdict(tab), /^Not ready/);
	assert.match(
		await text(tab, ".facts-model"),
		/max-records 50 \(set by you\)/,
	);
	await openExport(tab);
	assert.match(await text(tab, ".command code"), /--limit max-records=50/);
	await closeExport(tab);
	assert.match(await link(tab), /#model=nova-lite&limits=max-records%3D50$/);
	assert.ok(await tab.locator(".model-body").isVisible(), "stays open");

	await setQuota(tab, "50,000 or so");
	assert.equal(await field(tab).getAttribute("aria-invalid"), "true");
	await settled(tab, "A whole number from 1 up.");
	assert.match(
		await link(tab),
		/max-records%3D50$/,
		"what is no number is not taken",
	);

	await setQuota(tab, "70");
	await tab.getByText(broken).first().waitFor({ state: "detached" });
	await setQuota(tab, "");
	await tab.waitForURL(/#model=nova-lite$/);

	await setQuota(tab, "50");
	await settled(tab, broken);
	await tab.selectOption("#model", "nova-pro");
	await tab.waitForURL(/#model=nova-pro$/);
	await tab.getByText(broken).first().waitFor({ state: "detached" });
	assert.deepEqual(await troubles(), NO_TROUBLES);
	await close();
});

it("takes a quota from a link and after a reload, and only one that the model has", async () => {
	const { tab, close } = await lab.open(
		`${lab.addresses.http}#model=nova-lite&limits=max-records%3D50,max-tokens%3D1`,
	);
	await tab.reload();
	await tab.waitForSelector("#model option:nth-child(2)", {
		state: "attached",
	});
	await choose(tab, { "a.jsonl": clean(60) });
	assert.match(await verdict(tab), /^Not ready/);
	assert.match(await text(tab, ".reasons"), /allows at most 50 \(set by you\)/);
	assert.match(
		await text(tab, ".facts-model"),
		/; max-records 50 \(set by you\)/,
	);
	assert.doesNotMatch(await text(tab, ".facts-model"), /max-tokens/);
	await close();
});
