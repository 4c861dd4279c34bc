// A record is edited on the page: checked on input, exported as saved, listed in the report; the command line
// does the same with the file of decisions.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	accounting,
	choose,
	download,
	downloaded,
	dropInstead,
	focused,
	home,
	NO_TROUBLES,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { issue, raw } from "./issues.mjs";

const pair = (n) =>
	`{"prompt": "Is room ${n} free?", "completion": "Yes, room ${n} is."}`;
const BROKEN = '{"prompt": "Is room 70 free?", "completion": }';
const DATA = `${Array.from({ length: 60 }, (_, n) => pair(n)).join("\n")}\n${BROKEN}\n`;

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

const area = (tab) => tab.getByLabel("Line 61 (exported version)");

async function opened() {
	const page = await lab.open(lab.addresses.http);
	const path = join(lab.folder, "train.jsonl");
	writeFileSync(path, DATA);
	await page.tab.setInputFiles("[data-testid=files]", path);
	await verdict(page.tab);
	await issue(page.tab, "invalid-json");
	await page.tab.getByRole("button", { name: "Edit", exact: true }).click();
	return page;
}

describe("editing a record", () => {
	it("checks it as one types, exports it, and says so in the report", async () => {
		const { tab, troubles, close } = await opened();
		assert.equal(await area(tab).inputValue(), BROKEN);
		await tab
			.getByText("Invalid JSON. The record would still be rejected: 1 error.")
			.waitFor();
		await tab.getByRole("button", { name: "Save anyway" }).waitFor();
		assert.deepEqual(await violations(tab), []);
		await area(tab).fill(`{"prompt": 7,\n "completion": "Yes."}`);
		await tab.waitForFunction(() =>
			/row 1, column 12: /.test(document.querySelector(".edit ul")?.innerText),
		);
		await area(tab).fill(pair(70).replace(", ", ",\n  "));
		await tab.waitForFunction(() =>
			/^No errors, 0 other issues/.test(
				document.querySelector(".edit [role=status]")?.innerText.trim(),
			),
		);
		await tab.getByRole("button", { name: "Save edit" }).click();
		await tab.waitForFunction(() =>
			/^Valid/.test(document.querySelector(".verdict-words")?.innerText),
		);
		assert.match(await text(tab, ".changes summary"), /\(1\)/);
		const { all, sum } = await accounting(tab);
		assert.deepEqual([all, sum], [61, 61]);
		const kept = JSON.stringify(JSON.parse(pair(70)));
		const bytes = {};
		for (const name of ["train.jsonl", "validation.jsonl", "set-aside.jsonl"])
			bytes[name] = (await download(tab, name)).bytes;
		const exported = `${bytes["train.jsonl"]}${bytes["validation.jsonl"]}`;
		assert.ok(exported.split("\n").includes(kept));
		assert.ok(!exported.includes(BROKEN));
		const report = JSON.parse((await download(tab, "report.json")).bytes);
		assert.equal(report.edits.records, 1);
		assert.deepEqual(
			report.edits.list.map(({ file, line }) => [file, line]),
			[["train.jsonl", 61]],
		);
		await tab.locator(".changes summary").click();
		const saved = await downloaded(tab, () =>
			tab.getByRole("button", { name: "Save decisions.json" }).click(),
		);
		writeFileSync(join(lab.folder, saved.name), saved.bytes);
		const cli = join(home, "pkg", "cli.js");
		const args = ["prepare", "train.jsonl", "--decisions", saved.name];
		const done = spawnSync(process.execPath, [cli, ...args, "--out=edited"], {
			cwd: lab.folder,
			encoding: "utf8",
		});
		assert.equal(done.status, 0, done.stderr);
		for (const [name, expected] of Object.entries(bytes))
			assert.deepEqual(
				readFileSync(join(lab.folder, "edited", name)),
				expected,
				name,
			);
		await tab
			.getByRole("button", { name: "Undo: Edit line 61 of train.jsonl" })
			.click();
		await tab.waitForFunction(() =>
			/^Not valid/.test(document.querySelector(".verdict-words")?.innerText),
		);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("comes back from the file that it was saved in, and says what no longer fits", async () => {
		const { tab, close } = await opened();
		await area(tab).fill(pair(70));
		await tab.getByRole("button", { name: "Save edit" }).click();
		await verdict(tab);
		await tab.locator(".changes summary").click();
		const saved = await downloaded(tab, () =>
			tab.getByRole("button", { name: "Save decisions.json" }).click(),
		);
		await close();

		const fresh = await lab.open(lab.addresses.http);
		const decisions = { "decisions.json": saved.bytes };
		await choose(fresh.tab, decisions);
		await fresh.tab.waitForFunction(() =>
			document
				.querySelector(".notice")
				?.textContent.startsWith("There is no data yet for 1 decision"),
		);
		await choose(fresh.tab, { "train.jsonl": DATA, ...decisions });
		await fresh.tab.waitForSelector(".changes");
		assert.match(await verdict(fresh.tab), /^Valid/);
		const report = JSON.parse((await download(fresh.tab, "report.json")).bytes);
		assert.deepEqual(
			report.edits.list.map(({ file, line }) => [file, line]),
			[["train.jsonl", 61]],
		);
		// The line has changed in the meantime.
		await dropInstead(fresh.tab, {
			"train.jsonl": DATA.replace(BROKEN, pair(71)),
			"decisions.json": saved.bytes.toString(),
		});
		await fresh.tab.waitForFunction(() =>
			document
				.querySelector(".changes li")
				?.textContent.includes("Edit line 61 of train.jsonl: not done, "),
		);
		assert.match(await verdict(fresh.tab), /^Valid/);
		assert.deepEqual(await fresh.troubles(), NO_TROUBLES);
		await fresh.close();
	});

	it("shows the new text where it is still wrong, and sets both aside", async () => {
		const { tab, close } = await opened();
		const wrong = '{"prompt": 70, "completion": "Yes."}';
		await area(tab).fill(wrong);
		await tab
			.getByText("The record would still be rejected: 1 error.", {
				exact: true,
			})
			.waitFor();
		await tab.getByRole("button", { name: "Save anyway" }).click();
		await verdict(tab);
		await issue(tab, "wrong-type");
		assert.equal(await (await raw(tab)).innerText(), wrong);
		const rows = (await download(tab, "set-aside.jsonl")).bytes.toString();
		const { record, edited } = JSON.parse(rows);
		assert.deepEqual([record, edited], [BROKEN, wrong]);
		await close();
	});

	it("keeps what was typed, however soon after the last key", async () => {
		const { tab, close } = await opened();
		const keep = tab.getByRole("button", { name: "Save edit" });
		await tab.getByRole("button", { name: "Save anyway" }).waitFor();
		// Until the new text is checked there is nothing to keep.
		await area(tab).evaluate(async (field, text) => {
			field.value = text;
			field.dispatchEvent(new Event("input", { bubbles: true }));
			await new Promise((rendered) => setTimeout(rendered));
			field.closest(".edit").querySelector("button").click();
		}, pair(70));
		assert.equal(await area(tab).inputValue(), pair(70));
		await keep.click();
		assert.match(await verdict(tab), /^Valid/);
		assert.match(await text(tab, ".changes summary"), /\(1\)/);
		await close();
	});

	it("leaves the focus where the work goes on, and long records over lines", async () => {
		const { tab, close } = await opened();
		await area(tab).fill(pair(70));
		await tab.getByRole("button", { name: "Save edit" }).click();
		assert.match(await verdict(tab), /^Valid/);
		await focused(tab, () => document.activeElement.id === "issue");
		await close();
		const other = await lab.open(`${lab.addresses.http}#model=nova-lite`);
		const wrong = JSON.stringify({
			schemaVersion: "bedrock-conversation-2024",
			messages: [{ role: "user", content: [{ text: "Hi?" }] }],
		});
		await choose(other.tab, { "train.jsonl": `${wrong}\n` });
		await verdict(other.tab);
		await issue(other.tab);
		await other.tab.getByRole("button", { name: "Edit", exact: true }).click();
		const given = await other.tab.locator(".edit textarea").inputValue();
		assert.equal(given.split("\n").length, 13);
		assert.deepEqual(JSON.parse(given), JSON.parse(wrong));
		// Saving what was not changed changes nothing.
		await other.tab.getByRole("button", { name: "Save anyway" }).click();
		assert.equal(await other.tab.locator(".changes").count(), 0);
		await other.close();
	});

	it("leaves everything as it is when it is given up", async () => {
		const { tab, close } = await opened();
		await area(tab).fill("{}");
		await area(tab).press("Escape");
		await focused(tab, () => document.activeElement.textContent === "Edit");
		assert.equal(await tab.locator(".changes").count(), 0);
		await close();
	});
});
