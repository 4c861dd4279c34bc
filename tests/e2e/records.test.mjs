// A record on the Issues tab: as a chat, as JSON, as its bytes; left out of the export and taken in again.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import {
	choose,
	download,
	home,
	NO_TROUBLES,
	show,
	start,
	verdict,
} from "./browser.mjs";
import { clean, record } from "./data.mjs";
import { goToLine, issue } from "./issues.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

async function opened(data, settings = "model=nova-lite") {
	const page = await lab.open(`${lab.addresses.http}#${settings}`);
	await choose(page.tab, { "train.jsonl": data });
	await verdict(page.tab);
	await show(page.tab, "Issues");
	return page;
}

/** The turns as a person reads them. */
const turns = async (tab) => {
	await tab.locator(".chat .turn").first().waitFor();
	const all = await tab.locator(".chat .turn").allInnerTexts();
	return all.map((turn) => turn.replace(/\s+/g, " ").trim());
};

describe("a record", () => {
	it("shows as a chat, as JSON over lines, or as it is", async () => {
		const { tab, close } = await opened(
			`${record("Where is\nmy \u200bparcel?", "")}\n${clean(30)}`,
		);
		await issue(tab, "empty-text");
		assert.deepEqual(await turns(tab), [
			"user Where is my ZWSPparcel?",
			"assistant the problem is here empty",
			"schemaVersion bedrock-conversation-2024",
		]);
		await tab.getByRole("button", { name: "JSON", exact: true }).click();
		const json = await tab.locator(".record .scroller").innerText();
		assert.match(json, /^\{\n {2}"schemaVersion": "bedrock/);
		assert.match(json, /"text": "Where is\\nmy ZWSPparcel\?"/);
		// The next record is shown so, too.
		await goToLine(tab, 9);
		await tab.getByRole("button", { name: "JSON", exact: true }).click();
		await tab.getByLabel("Record at line 9, as JSON").waitFor();
		await close();
	});

	it("of other tools shows as a chat, too", async () => {
		const asked = "Does the Trail 3 come with pedals?";
		const chats = {
			"openai-chat": ["system You are", `user ${asked}`, "assistant Yes, with"],
			sharegpt: ["system You are", `human ${asked}`, "gpt Yes, with"],
			alpaca: ["instruction Answer", `input ${asked}`, "output Yes, with"],
			gemini: ["systemInstruction You", `user ${asked}`, "model Yes, with"],
			"question-answer": [`question ${asked}`, "answer Yes, with"],
		};
		for (const [name, expected] of Object.entries(chats)) {
			const { tab, close } = await opened(
				readFileSync(join(home, "tests/fixtures/layouts", `${name}.jsonl`)),
			);
			await tab.getByLabel(/^Go to line/).fill("1");
			await tab.getByRole("button", { name: "Go", exact: true }).click();
			await tab.locator("article.line .chat").waitFor();
			const said = await turns(tab);
			for (const [index, start] of expected.entries())
				assert.ok(
					said[index]?.startsWith(start),
					`${name}: ${start} in ${said[index]}`,
				);
			await close();
		}
	});
});

describe("excluding a record", () => {
	const address = `jane.doe@${"acme"}.com`;
	const DATA = `${clean(30)}${record("Who has the key to it?", `Write to ${address} for it.`)}\n`;

	it("leaves it out of the files, says so, and takes it in again", async () => {
		const { tab, troubles, close } = await opened(DATA);
		await issue(tab, "personal-data");
		await tab.getByRole("button", { name: "Exclude record" }).click();
		await tab.getByRole("button", { name: "Include record" }).waitFor();
		await verdict(tab);
		const { bytes: out } = await download(tab, "set-aside.jsonl");
		const [{ line, record: gone }] = out
			.toString()
			.trim()
			.split("\n")
			.map((row) => JSON.parse(row));
		assert.equal(line, 31);
		assert.ok(gone.includes("Who has the key"));
		for (const side of ["train.jsonl", "validation.jsonl"])
			assert.ok(
				!(await download(tab, side)).bytes.toString().includes("jane.doe"),
				side,
			);
		await tab.getByRole("button", { name: "Include record" }).click();
		await tab.getByRole("button", { name: "Exclude record" }).waitFor();
		assert.equal(await tab.locator(".changes").count(), 0);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("is not offered where an error excludes it already", async () => {
		const bad = record("Why?", "Because").replace("assistant", "user");
		const { tab, close } = await opened(`${DATA}${bad}\n`);
		const shown = await issue(tab, "role-order");
		await shown.getByText("Excluded from the export until").waitFor();
		assert.equal(
			await tab.getByRole("button", { name: "Exclude record" }).count(),
			0,
		);
		await close();
	});
});
