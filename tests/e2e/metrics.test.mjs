// A finished job's metrics on the page: dropped like data, recognized by their content.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	choose,
	drop,
	home,
	NO_TROUBLES,
	showAfter,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { clean } from "./data.mjs";

const fixtures = join(home, "tests/fixtures/metrics");
const run = (name) =>
	Object.fromEntries(
		readdirSync(join(fixtures, name)).map((file) => [
			file,
			readFileSync(join(fixtures, name, file), "utf8"),
		]),
	);
const prepareData = (tab) =>
	tab.getByRole("button", { name: "Prepare data" }).click();
const judged = (tab) => tab.waitForSelector("#metrics .judgement");

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

describe("the verdict of every kind of run", () => {
	const words = {
		overfitting: "Overfitting",
		"still-learning": "Still learning",
		plateau: "Plateau",
		"diverging.nan": "Diverging",
		"too-little-data": "Too little to say",
	};
	for (const [name, word] of Object.entries(words)) {
		it(name, async () => {
			const { tab, troubles, close } = await lab.open(lab.addresses.file);
			await drop(tab, run(name));
			await judged(tab);
			assert.equal(await text(tab, "#metrics .judgement h3"), word);
			assert.deepEqual(await troubles(), NO_TROUBLES);
			await close();
		});
	}
});

it("draws both curves, told apart without colour, and has the same numbers as a table", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await choose(tab, run("overfitting"));
	await judged(tab);
	const dashes = (selector) =>
		tab
			.locator(selector)
			.first()
			.evaluate((path) => getComputedStyle(path).strokeDasharray);
	assert.equal(await dashes(".loss-chart .training:not(.raw)"), "none");
	assert.notEqual(await dashes(".loss-chart .validation path"), "none");
	assert.equal(await tab.locator(".loss-chart .mark").count(), 5);
	assert.match(
		await tab.locator(".loss-chart").getAttribute("aria-label"),
		/lowest at epoch 2 of 5.*in the table/,
	);
	assert.match(
		await text(tab, ".loss-legend"),
		/training loss \(11-step moving average; thin line: raw\).*lowest validation loss, epoch 2/,
	);
	assert.match(
		await text(tab, "#metrics .figures-table .main"),
		/^2 40 0\.647 lowest 0\.842$/,
	);
	await tab.locator(".losses").getByRole("button", { name: "Table" }).click();
	assert.equal(await tab.locator(".losses tbody tr").count(), 200);
	assert.match(
		await text(tab, ".losses tbody tr:nth-child(80)"),
		/^80 0\.\d+ 0\.842$/,
	);
	await close();
});

it("marks where epochs end, and reads the values out at the pointer", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await drop(tab, run("overfitting"));
	await judged(tab);
	assert.deepEqual(
		await tab.locator(".loss-chart .epoch text").allTextContents(),
		["epoch 1", "epoch 2", "epoch 3", "epoch 4", "epoch 5"],
	);
	const end = await tab.locator(".loss-chart .epoch line").nth(1).boundingBox();
	await tab.mouse.move(end.x, end.y + end.height / 2);
	assert.match(
		await text(tab, ".loss-readout"),
		/^step 80 · epoch 2 · training loss 0\.\d+ \(average 0\.\d+\) · validation loss 0\.842$/,
	);
	await close();
});

it("asks for a job's files before there are any, and advises in words of the page", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await showAfter(tab, "Metrics");
	assert.match(
		await text(tab, ".asked"),
		/step_wise_training_metrics\.csv and validation_metrics\.csv/,
	);
	await tab.getByLabel("Choose metrics files").setInputFiles(
		Object.entries(run("overfitting")).map(([name, content]) => ({
			name,
			mimeType: "text/csv",
			buffer: Buffer.from(content),
		})),
	);
	await judged(tab);
	const advice = await text(tab, ".judgement-advice");
	assert.match(advice, /duplicates cause it earlier/);
	assert.doesNotMatch(advice, /tuneset |--/);
	await close();
});

it("takes the two files one after the other, and other data beside them", async () => {
	const { tab, troubles, close } = await lab.open(lab.addresses.http);
	const files = run("overfitting");
	const [training, validation] = Object.keys(files);
	await drop(tab, { [training]: files[training] });
	await judged(tab);
	assert.equal(await text(tab, "#metrics .judgement h3"), "Still learning");
	await drop(tab, { [validation]: files[validation] });
	await tab.waitForSelector("#metrics .is-warning");
	assert.equal(await text(tab, "#metrics .judgement h3"), "Overfitting");
	await drop(tab, { "train.jsonl": clean(60) });
	await tab.getByRole("button", { name: "Check as training data" }).click();
	assert.match(await verdict(tab), /All 60 records pass/);
	await showAfter(tab, "Metrics");
	assert.equal(await text(tab, "#metrics .judgement h3"), "Overfitting");
	// Another run's files have the same names: they take the place of these.
	await drop(tab, run("plateau"));
	await tab.waitForSelector("#metrics .is-ready");
	assert.equal(
		await tab.locator("#metrics .figures-table tbody tr").count(),
		4,
	);
	await prepareData(tab);
	assert.match(await verdict(tab), /All 60 records pass/);
	await showAfter(tab, "Metrics");
	await tab
		.locator("#metrics")
		.getByRole("button", { name: "Close Training metrics" })
		.click();
	assert.equal(await tab.locator("#metrics").count(), 0);
	assert.equal(await tab.locator(".asked").count(), 1);
	assert.deepEqual(await troubles(), NO_TROUBLES);
	await close();
});

it("sorts one drop into data and metrics", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await drop(tab, { ...run("still-learning"), "train.jsonl": clean(60) });
	await judged(tab);
	assert.equal(await text(tab, "#metrics .judgement h3"), "Still learning");
	await prepareData(tab);
	assert.match(await verdict(tab), /All 60 records pass/);
	await close();
});

it("says so where files given after training are no results, and checks them on request", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await showAfter(tab, "Metrics");
	await drop(tab, { "train.jsonl": clean(60) });
	const notice = tab.locator(".after-training .notice");
	assert.match(
		await notice.innerText(),
		/^train\.jsonl: neither training metrics nor model answers\./,
	);
	await tab.getByRole("button", { name: "Check as training data" }).click();
	assert.match(await verdict(tab), /All 60 records pass/);
	await showAfter(tab, "Metrics");
	assert.equal(await notice.count(), 0);
	await close();
});

it("shows what is wrong with rows, and where", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await drop(tab, run("still-learning.bad-rows"));
	await judged(tab);
	await tab.getByText("bad-number").click();
	assert.match(
		await text(tab, ".remarks details[open]"),
		/step_wise_training_metrics\.csv:4:6 training_loss is "n\/a": not a number/,
	);
	await close();
});

for (const colorScheme of ["light", "dark"]) {
	it(`axe finds nothing, ${colorScheme}; nothing sticks out on 320 px`, async () => {
		const { tab, close } = await lab.open(lab.addresses.http, {
			colorScheme,
			viewport: { width: 320, height: 640 },
		});
		for (const name of ["overfitting", "diverging.nan"]) {
			await drop(tab, run(name));
			await tab.waitForSelector(
				`#metrics .is-${name === "overfitting" ? "warning" : "error"}`,
			);
			assert.deepEqual(await violations(tab), [], name);
			const wide = await tab.evaluate(
				() => document.documentElement.scrollWidth - innerWidth,
			);
			assert.ok(wide <= 0, name);
		}
		await tab.locator(".remarks summary").first().click();
		await tab.locator(".losses").getByRole("button", { name: "Table" }).click();
		assert.deepEqual(await violations(tab), []);
		await close();
	});
}
