// Records of other layouts on the page: recognised, converted at the press of a button, exported.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	accounting,
	choose,
	download,
	start,
	text,
	verdict,
} from "./browser.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

const chat = (n) =>
	JSON.stringify({
		messages: [
			{ role: "system", content: "Be brief." },
			{ role: "user", content: `What is the number after ${n}?` },
			{
				role: "assistant",
				content: `It is ${n + 1}, says the table of page ${n * 7}.`,
			},
		],
	});
const CHATS = `${Array.from({ length: 60 }, (_, n) => chat(n)).join("\n")}\n`;

it("OpenAI chats become the model's records, and can be had back", async () => {
	const { tab, close } = await lab.open(
		`${lab.addresses.http}#model=nova-lite`,
	);
	await choose(tab, { "chats.jsonl": CHATS });
	assert.match(await verdict(tab), /Not ready/);
	assert.match(await text(tab, ".conversion"), /60 \S*\s?OpenAI chat records/);
	assert.deepEqual(await violations(tab), []);
	await tab
		.getByRole("button", {
			name: "Convert 60 records to bedrock-conversation-2024",
		})
		.click();
	await tab
		.getByText("Converted to bedrock-conversation-2024: 60 openai-chat")
		.waitFor();
	assert.match(await verdict(tab), /Ready/);
	assert.match(await text(tab, ".command-box code"), / --convert /);
	const exported = (await download(tab, "train.jsonl")).bytes.toString();
	const records = exported
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line));
	assert.equal(records.length, 48);
	for (const { schemaVersion, system, messages } of records) {
		assert.equal(schemaVersion, "bedrock-conversation-2024");
		assert.deepEqual(system, [{ text: "Be brief." }]);
		assert.equal(messages.length, 2);
	}
	await tab.getByRole("button", { name: "Undo the conversion" }).click();
	await tab.getByRole("button", { name: /^Convert 60 records/ }).waitFor();
	assert.match(await verdict(tab), /Not ready/);
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
	await choose(tab, { "table.csv": `prompt,completion\n${rows.join("\n")}\n` });
	await tab
		.getByRole("button", { name: /^Convert 150 records to prompt-completion/ })
		.click();
	await tab.getByText(/Converted to prompt-completion: 150 csv/).waitFor();
	assert.match((await accounting(tab)).line, /120 train \+ 30 validation/);
	await close();
});
