// Conversion on the page: what people have is called by name, and one button makes of it what the model takes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	accounting,
	choose,
	closeExport,
	download,
	home,
	NO_TROUBLES,
	openExport,
	show,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { issue } from "./issues.mjs";

const layout = (name) =>
	readFileSync(join(home, "tests/fixtures/layouts", name));

/** Text of a box, without a screen reader's words; a line feed shows as a sign. */
const boxed = (box) =>
	box.evaluate((section) =>
		section.textContent.replaceAll("↵", "\n").replaceAll("␍", "\r"),
	);

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

/** The page with one file of another layout. */
async function opened(name, { model = "nova-lite", ...options } = {}) {
	const page = await lab.open(lab.addresses.http, options);
	if (model) await page.tab.selectOption("#model", model);
	await choose(page.tab, { [name]: layout(name) });
	await verdict(page.tab);
	return page;
}

/** The step on the first screen, and its button. */
const step = (tab) => text(tab, "[data-action=convert] .step-text");
const button = (tab) => tab.getByRole("button", { name: /^Convert: / });
const undo = (tab) => tab.getByRole("button", { name: "Undo the conversion" });

describe("conversion", () => {
	it("says what the file is, shows a record before and after, and exports what it showed", async () => {
		const { tab, troubles, close } = await opened("openai-chat.jsonl");
		assert.match(await verdict(tab), /^Not ready .*10 of 10 records would be/);
		assert.equal(
			await step(tab),
			"Convert 10 records to bedrock-conversation-2024",
		);
		await issue(tab, "wrong-format");
		assert.equal(await text(tab, ".finding-steps span"), "1 of 1");
		assert.match(
			await text(tab, ".finding-message"),
			/^These are 10 OpenAI chat records; Amazon Nova Lite requires/,
		);
		await show(tab, "Overview");
		await tab.locator(".conversion-first summary").click();
		const [first] = layout("openai-chat.jsonl").toString().split("\n");
		const given = tab.getByLabel("Record at line 1", { exact: true });
		const shown = tab.getByLabel("Record at line 1, converted");
		await shown.waitFor();
		assert.equal(await boxed(given), first);
		const converted = await boxed(shown);
		assert.match(converted, /^\{"schemaVersion":"bedrock-conversation-2024"/);

		await button(tab).click();
		await undo(tab).waitFor();
		assert.match(await verdict(tab), /^Ready/);
		assert.match(
			await text(tab, ".accounting"),
			/10 records.*Converted to bedrock-conversation-2024: 10 openai-chat\./,
		);
		await openExport(tab);
		assert.match(await text(tab, ".command code"), / --convert /);
		await closeExport(tab);
		const lines = [];
		for (const name of ["train.jsonl", "validation.jsonl"]) {
			const { bytes } = await download(tab, name);
			lines.push(...bytes.toString().trimEnd().split("\n"));
		}
		assert.equal(lines.length, 10);
		assert.ok(lines.includes(converted));
		const { all, sum } = await accounting(tab);
		assert.equal(all, sum);

		// Like any change it is taken back by Ctrl+Z, and it can be made where the records are complained of.
		await tab.keyboard.press("Control+z");
		await button(tab).waitFor();
		await show(tab, "Issues");
		await tab.getByRole("button", { name: "Convert 10 records to" }).click();
		await verdict(tab);
		await show(tab, "Overview");
		await undo(tab).click();
		await button(tab).waitFor();
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("makes a record of each row of a spreadsheet", async () => {
		const { tab, close } = await opened("excel.csv", { model: "" });
		assert.equal(
			await step(tab),
			"Convert 10 records to bedrock-conversation-2024",
		);
		await issue(tab, "csv-file");
		await show(tab, "Overview");
		await tab.locator(".conversion-first summary").click();
		const shown = tab.getByLabel("Record at line 2, converted");
		await shown.waitFor();
		assert.match(await boxed(shown), /"system":\[\{"text":"You are the/);
		await button(tab).click();
		await undo(tab).waitFor();
		assert.match(await verdict(tab), /^Valid/);
		const { bytes } = await download(tab, "train.jsonl");
		for (const line of bytes.toString().trimEnd().split("\n"))
			assert.equal(JSON.parse(line).schemaVersion, "bedrock-conversation-2024");
		await close();
	});

	it("a table is told as one and becomes records", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=llama-3-1-8b`,
		);
		const rows = Array.from(
			{ length: 150 },
			(_, n) => `"What, ""${n}""?",It is ${n} by all accounts.`,
		);
		await choose(tab, {
			"table.csv": `prompt,completion\n${rows.join("\n")}\n`,
		});
		assert.match(await step(tab), /^Convert 150 records to prompt-completion/);
		await button(tab).click();
		await tab
			.getByText(/Converted to prompt-completion: 150 csv/)
			.first()
			.waitFor();
		assert.match((await accounting(tab)).line, /120 train \+ 30 validation/);
		await close();
	});

	it("names what it leaves behind, and forgets its switch with the file", async () => {
		const { tab, close } = await opened("sharegpt.jsonl");
		await button(tab).click();
		await undo(tab).waitFor();
		await tab
			.getByText(/Left behind: 10 id/)
			.first()
			.waitFor();
		await show(tab, "Issues");
		assert.equal(
			await tab.locator(".rule", { hasText: "lost-in-conversion" }).count(),
			0,
		);
		await tab.getByRole("button", { name: "New file…" }).click();
		await choose(tab, { "sharegpt.jsonl": layout("sharegpt.jsonl") });
		await verdict(tab);
		assert.equal(await button(tab).count(), 1);
		await close();
	});

	it("converts flat records of no known layout by the keys that are chosen", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=nova-lite`,
		);
		const records = Array.from({ length: 12 }, (_, n) =>
			JSON.stringify({
				id: n,
				dialogue: `Ana: is depot ${n * 7} open? Ben: until ${n}.`,
				topic: `hours of depot ${n * 3}`,
				summary: `Depot ${n * 7} closes at ${n}.`,
			}),
		);
		await choose(tab, { "dialogues.jsonl": `${records.join("\n")}\n` });
		assert.match(await verdict(tab), /^Not ready .*12 of 12 records would be/);
		const question = tab.getByLabel("Prompt", { exact: true });
		const answer = tab.getByLabel("Answer", { exact: true });
		assert.equal(await question.inputValue(), "dialogue");
		assert.equal(await answer.inputValue(), "summary");
		const convert = tab.getByRole("button", {
			name: "Convert with these fields",
		});
		await answer.selectOption("dialogue");
		await tab.getByText("Choose two different fields.").waitFor();
		await answer.selectOption("topic");
		await convert.click();
		await undo(tab).waitFor();
		assert.match(await verdict(tab), /^Ready/);
		await openExport(tab);
		assert.match(
			await text(tab, ".command code"),
			/ --map prompt=dialogue --map completion=topic /,
		);
		await closeExport(tab);
		const { bytes } = await download(tab, "train.jsonl");
		const [first] = bytes.toString().split("\n");
		assert.match(
			JSON.parse(first).messages[1].content[0].text,
			/^hours of depot/,
		);
		await undo(tab).click();
		await convert.waitFor();
		await close();
	});

	it("offers the columns of a table whose names say nothing", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=nova-lite`,
		);
		const rows = Array.from(
			{ length: 60 },
			(_, n) => `Wo ist Lager ${n * 7}?,In der Gasse ${n * 13}.`,
		);
		await choose(tab, { "lager.csv": `Frage,Antwort\n${rows.join("\n")}\n` });
		await tab
			.getByRole("button", { name: "Convert with these fields" })
			.click();
		await undo(tab).waitFor();
		assert.match(await verdict(tab), /^Ready/);
		await close();
	});

	for (const colorScheme of ["light", "dark"]) {
		it(`can be used by everybody, ${colorScheme}, on a narrow screen too`, async () => {
			const { tab, close } = await opened("alpaca.jsonl", { colorScheme });
			await tab.locator(".conversion-first summary").click();
			await tab.getByLabel("Record at line 1, converted").waitFor();
			assert.deepEqual(await violations(tab), []);
			await tab.setViewportSize({ width: 320, height: 800 });
			const isWide = () =>
				tab.evaluate(
					() =>
						document.documentElement.scrollWidth >
						document.documentElement.clientWidth,
				);
			assert.equal(await isWide(), false);
			await button(tab).click();
			await undo(tab).waitFor();
			assert.equal(await isWide(), false);
			assert.deepEqual(await violations(tab), []);
			await close();
		});
	}
});
