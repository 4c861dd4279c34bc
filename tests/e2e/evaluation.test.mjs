// Answers against references on the page: chosen side by side, or dropped and recognized by their content.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	drop,
	home,
	NO_TROUBLES,
	showAfter,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { clean } from "./data.mjs";

const fixtures = join(home, "tests/fixtures/evaluation");

/** The files of a fixture, by side. */
const sides = (name) =>
	Object.fromEntries(
		readdirSync(join(fixtures, name)).map((file) => [
			file.split(".")[0],
			join(fixtures, name, file),
		]),
	);
/** The same by name, for a drop. */
const files = (name) =>
	Object.fromEntries(
		readdirSync(join(fixtures, name)).map((file) => [
			file,
			readFileSync(join(fixtures, name, file), "utf8"),
		]),
	);

const open = (tab) => showAfter(tab, "Evaluate");

async function chooseAll(tab, name) {
	const { references, tuned, base } = sides(name);
	await tab.getByLabel("Test set (held out)").setInputFiles(references);
	if (base) await tab.getByLabel("Base model outputs").setInputFiles(base);
	await tab.getByLabel("Fine-tuned model outputs").setInputFiles(tuned);
	await tab.waitForSelector("#evaluation .judgement");
}

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

describe("the verdict of every kind of evaluation", () => {
	const words = {
		"better.classes": "Better",
		"worse.fields": "Worse",
		"no-difference.classes": "No difference",
		"not-compared": "Not compared",
		"nothing-to-compare": "Nothing to compare",
	};
	for (const [name, word] of Object.entries(words)) {
		it(name, async () => {
			const { tab, troubles, close } = await lab.open(lab.addresses.file);
			await open(tab);
			await chooseAll(tab, name);
			assert.equal(await text(tab, "#evaluation .judgement h3"), word);
			assert.deepEqual(await troubles(), NO_TROUBLES);
			await close();
		});
	}
});

it("tells answers from references in one drop, and base from tuned by the name", async () => {
	const { tab, troubles, close } = await lab.open(lab.addresses.http);
	await drop(tab, files("better.classes"));
	await tab.waitForSelector("#evaluation .judgement");
	assert.match(
		await text(tab, "#evaluation .judgement p"),
		/accuracy is 95% and the base model's 76% on 149 pairs/,
	);
	assert.equal(
		await text(tab, "#evaluation .figures-table .main"),
		"Normalized match 75.8% 95.3% +19.5 +11.4 to +26.8",
	);
	assert.match(
		await text(tab, "#evaluation .side-chooser[data-side=base]"),
		/base\.jsonl\.out/,
	);
	await tab.getByText("Confusion matrix").click();
	assert.match(await text(tab, ".confusion tbody tr"), /^billing 55 3 0 0$/);
	await tab.getByText("Got worse: 4").click();
	assert.match(await text(tab, ".examples-box[open] li"), /line 77|billing/);
	assert.deepEqual(await troubles(), NO_TROUBLES);
	await close();
});

it("asks for what is missing, takes a drop on a field, and leaves the data set alone", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	const { "tuned.jsonl.out": tuned, "references.jsonl": references } =
		files("better.classes");
	await drop(tab, { "answers.jsonl.out": tuned });
	assert.match(
		await text(tab, "#evaluation .lead"),
		/Choose the test set that these outputs answer/,
	);
	await drop(tab, { "train.jsonl": clean(60) });
	await tab.getByRole("button", { name: "Check as training data" }).click();
	assert.match(await verdict(tab), /All 60 records pass/);
	await open(tab);
	const transfer = await tab.evaluateHandle((text) => {
		const data = new DataTransfer();
		data.items.add(new File([text], "held-out.jsonl"));
		return data;
	}, references);
	for (const type of ["dragenter", "dragover", "drop"])
		await tab.dispatchEvent("[data-side=references]", type, {
			dataTransfer: transfer,
		});
	await tab.waitForSelector("#evaluation .judgement");
	assert.equal(await text(tab, "#evaluation .judgement h3"), "Not compared");
	await tab.getByRole("button", { name: "Prepare data" }).click();
	assert.match(await verdict(tab), /All 60 records pass/);
	await open(tab);
	await tab.getByRole("button", { name: "Close Evaluation" }).click();
	assert.equal(await tab.locator("#evaluation .judgement").count(), 0);
	await close();
});

it("a file with the answers to another test set is not scored", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await open(tab);
	const lines = (count, from) =>
		Array.from({ length: count }, (_, n) =>
			JSON.stringify({
				prompt: `Where is train number ${from + n} now?`,
				completion: `place ${n % 5}`,
			}),
		).join("\n");
	await tab
		.getByLabel("Test set (held out)")
		.setInputFiles(lab.file("test-set.jsonl", lines(200, 0)));
	await tab
		.getByLabel("Fine-tuned model outputs")
		.setInputFiles(lab.file("outputs.jsonl", lines(1000, 5000)));
	await tab.waitForSelector("#evaluation .judgement");
	assert.match(
		await text(tab, "#evaluation .judgement p"),
		/^outputs\.jsonl does not match the test set test-set\.jsonl: 1,000 answers, 200 references, 0 prompts in common\. Not scored\.$/,
	);
	assert.equal(await tab.locator("#evaluation .figures-table").count(), 0);
	await close();
});

it("lists classes with the lowest F1 first, and a dash where no reference has one", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await open(tab);
	const lines = (of, count = 60) =>
		Array.from({ length: count }, (_, n) =>
			JSON.stringify({ prompt: `Ticket ${n}?`, completion: of(n) }),
		).join("\n");
	const right = (n) => ["refund", "billing", "access"][n % 3];
	await tab
		.getByLabel("Test set (held out)")
		.setInputFiles(lab.file("references.jsonl", lines(right)));
	await tab.getByLabel("Training file").setInputFiles(
		lab.file(
			"training.jsonl",
			lines((n) => (n % 4 === 3 ? "other" : right(n)), 120),
		),
	);
	await tab.getByLabel("Fine-tuned model outputs").setInputFiles(
		lab.file(
			"outputs.jsonl",
			lines((n) => (n % 6 === 1 ? "refund" : right(n))),
		),
	);
	await tab.waitForSelector("#evaluation .judgement");
	const rows = await tab
		.locator("#evaluation table", { hasText: "By class" })
		.locator("tbody tr")
		.allInnerTexts();
	const [first, second, third, last] = rows.map((row) =>
		row.replace(/\s+/g, " "),
	);
	assert.match(first, /^billing 20 100\.0% 50\.0% 66\.7%/);
	assert.match(second, /^refund 20 /);
	assert.match(third, /^access 20 100\.0% 100\.0%/);
	assert.match(last, /^other 0 – – –/);
	assert.match(
		await text(tab, "#evaluation .intervals"),
		/^Fine-tuned 83\.3% \d\d\.\d% to \d\d\.\d%$/,
	);
	await close();
});

it("learns the form of answers from a training file", async () => {
	const { tab, close } = await lab.open(lab.addresses.file);
	await open(tab);
	await chooseAll(tab, "no-difference.few");
	const row = tab.locator("#evaluation tr", { hasText: "Format compliance" });
	assert.equal(await row.count(), 0);
	const records = Array.from({ length: 30 }, (_, n) =>
		JSON.stringify({ prompt: `p ${n}`, completion: `{"n": ${n}, "x": 1}` }),
	);
	await tab.getByLabel("Training file").setInputFiles({
		name: "train.jsonl",
		mimeType: "application/jsonl",
		buffer: Buffer.from(records.join("\n")),
	});
	await row.waitFor();
	assert.match((await row.textContent()) ?? "", /^Format compliance0\.0%/);
	assert.match(
		await tab.locator("#evaluation .fine code").textContent(),
		/ --training train\.jsonl$/,
	);
	await close();
});

it("shows fields, and the answers that break the form, as text", async () => {
	const { tab, troubles, close } = await lab.open(lab.addresses.http);
	await open(tab);
	await chooseAll(tab, "worse.fields");
	const fields = tab.locator("#evaluation table", {
		hasText: /^Correct fields/,
	});
	const city = await fields.locator("tbody tr:nth-child(2)").innerText();
	assert.match(city.replace(/\s+/g, " ").trim(), /^city 100\.0% 40\.0%$/);
	await tab.getByText("Invalid outputs: 14").click();
	assert.match(
		await text(tab, ".examples-box[open]"),
		/line 2 a code block ```json/,
	);
	assert.deepEqual(await troubles(), NO_TROUBLES);
	await close();
});

for (const colorScheme of ["light", "dark"]) {
	it(`axe finds nothing, ${colorScheme}; nothing sticks out on 320 px`, async () => {
		const { tab, close } = await lab.open(lab.addresses.http, {
			colorScheme,
			viewport: { width: 320, height: 640 },
		});
		const sticksOut = () =>
			tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		await open(tab);
		assert.deepEqual(await violations(tab), [], "opened");
		for (const name of [
			"better.classes",
			"worse.fields",
			"no-difference.messy",
		]) {
			await chooseAll(tab, name);
			for (const summary of await tab.locator("#evaluation summary").all())
				await summary.click();
			assert.deepEqual(await violations(tab), [], name);
			assert.ok((await sticksOut()) <= 0, name);
			await tab.getByRole("button", { name: "Close Evaluation" }).click();
			await open(tab);
		}
		await close();
	});
}
