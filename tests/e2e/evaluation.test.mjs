// Answers against references on the page: chosen side by side, or dropped and recognized by their content.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import { drop, home, NO_TROUBLES, start, text, verdict } from "./browser.mjs";
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

const open = (tab) =>
	tab.getByRole("button", { name: "compare the model's answers" }).click();

async function chooseAll(tab, name) {
	const { references, tuned, base } = sides(name);
	await tab.getByLabel("Held-out file").setInputFiles(references);
	if (base)
		await tab.getByLabel("Answers of the base model").setInputFiles(base);
	await tab.getByLabel("Answers of the tuned model").setInputFiles(tuned);
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
		/accuracy is 95 % and the base model's 76 % on 149 pairs/,
	);
	assert.equal(
		await text(tab, "#evaluation .figures-table .main"),
		"Normalized match 75.8 % 95.3 % +19.5 +11.4 to +26.8",
	);
	assert.match(
		await text(tab, "#evaluation .side-chooser[data-side=base]"),
		/base\.jsonl\.out/,
	);
	await tab.getByText("What was taken for what").click();
	assert.match(await text(tab, ".confusion tbody tr"), /^billing 55 3 0 0$/);
	await tab.getByText("Answered worse than before: 4").click();
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
		/Answers alone say nothing: choose the file they answer/,
	);
	await drop(tab, { "train.jsonl": clean(60) });
	assert.match(await verdict(tab), /All 60 records pass/);
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
	assert.match(await verdict(tab), /All 60 records pass/);
	await tab.getByRole("button", { name: "Close Evaluation" }).click();
	assert.equal(await tab.locator("#evaluation").count(), 0);
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
	assert.match((await row.textContent()) ?? "", /^Format compliance0\.0\s%/);
	assert.match(
		await text(tab, "#evaluation .fine code"),
		/ --training train\.jsonl$/,
	);
	await close();
});

it("shows fields, and the answers that break the form, as text", async () => {
	const { tab, troubles, close } = await lab.open(lab.addresses.http);
	await open(tab);
	await chooseAll(tab, "worse.fields");
	const fields = tab.locator("#evaluation table", { hasText: /^Fields/ });
	const city = await fields.locator("tbody tr:nth-child(2)").innerText();
	assert.match(city.replace(/\s+/g, " ").trim(), /^city 100\.0 % 40\.0 %$/);
	await tab.getByText("Answers of another form: 14").click();
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
