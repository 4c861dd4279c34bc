// Decisions: records that the user keeps or drops, on the page and in the file that it saves.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	checks,
	choose,
	download,
	downloaded,
	home,
	NO_TROUBLES,
	openExport,
	show,
	start,
	still,
	text,
	verdict,
} from "./browser.mjs";
import { clean } from "./data.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

describe("decisions", () => {
	it("change what is exported, and go to a file that the command line takes", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http);
		const all = clean(40);
		const data = `${all}${all.split("\n").slice(0, 2).join("\n")}\n`;
		const path = join(lab.folder, "train.jsonl");
		writeFileSync(path, data);
		await tab.setInputFiles("[data-testid=files]", path);
		await verdict(tab);
		await show(tab, "Duplicates");
		await tab.locator(".cluster-toggle").first().click();
		await tab
			.getByRole("button", { name: "keep line 41", exact: true })
			.click();
		await tab.waitForFunction(() =>
			document
				.querySelector(".cluster-toggle")
				?.textContent.includes("Kept line 41"),
		);
		assert.match(await text(tab, ".cluster-toggle"), /Dropped line 1/i);
		await tab.locator(".cluster-toggle").nth(1).click();
		await tab.getByRole("button", { name: "drop line 2", exact: true }).click();
		await tab.waitForFunction(() =>
			/\(2\)/.test(document.querySelector(".changes summary")?.textContent),
		);
		await still(tab);
		await tab
			.getByRole("button", { name: "drop line 42", exact: true })
			.click();
		await tab.waitForFunction(() =>
			/\(3\)/.test(document.querySelector(".changes summary")?.textContent),
		);
		await still(tab);
		await tab.locator(".changes summary").click();
		assert.deepEqual(await tab.locator(".changes li > span").allInnerTexts(), [
			"Keep line 41 of train.jsonl",
			"Drop line 2 of train.jsonl",
			"Drop line 42 of train.jsonl",
		]);
		assert.deepEqual(await violations(tab), []);
		const rows = (await download(tab, "set-aside.jsonl")).bytes
			.toString()
			.trim()
			.split("\n")
			.map((row) => JSON.parse(row))
			.map(({ line, reason }) => [line, reason]);
		assert.deepEqual(rows, [
			[1, "duplicate-record"],
			[2, "dropped-by-decision"],
			[42, "dropped-by-decision"],
		]);
		const saved = await downloaded(tab, () =>
			tab.getByRole("button", { name: "Save decisions.json" }).click(),
		);
		const file = join(lab.folder, saved.name);
		writeFileSync(file, saved.bytes);
		const out = join(lab.folder, "decided");
		const done = spawnSync(
			process.execPath,
			[
				join(home, "pkg", "cli.js"),
				"prepare",
				"train.jsonl",
				"--decisions",
				file,
				"--out",
				out,
			],
			{ cwd: lab.folder, encoding: "utf8" },
		);
		assert.equal(done.status, 0, done.stderr);
		for (const name of ["train.jsonl", "validation.jsonl", "set-aside.jsonl"]) {
			const { bytes } = await download(tab, name);
			assert.ok(bytes.equals(readFileSync(join(out, name))), `${name} differs`);
		}
		await tab
			.getByRole("button", { name: "drop line 41", exact: true })
			.click();
		await tab.waitForFunction(() =>
			document
				.querySelector(".cluster-toggle")
				?.textContent.includes("Kept line 1"),
		);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("count in what is written, however soon they are followed by a download", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		const all = clean(40);
		const copies = all.split("\n").slice(0, 2).join("\n");
		await choose(tab, { "train.jsonl": `${all}${copies}\n` });
		await verdict(tab);
		await show(tab, "Duplicates");
		for (const cluster of await tab.locator(".cluster-toggle").all())
			await cluster.click();
		await openExport(tab);
		const { bytes } = await downloaded(tab, () =>
			tab.evaluate(() => {
				const buttons = [...document.querySelectorAll("button")];
				const press = (name) =>
					buttons
						.find((one) => (one.ariaLabel ?? one.textContent) === name)
						.click();
				press("drop line 1");
				press("drop line 2");
				press("Download set-aside.jsonl");
			}),
		);
		assert.equal(await checks(tab), 1, "no byte is read again");
		const rows = bytes.toString().trim().split("\n");
		assert.deepEqual(
			rows
				.map((row) => JSON.parse(row))
				.map(({ line, reason }) => [line, reason]),
			[
				[1, "dropped-by-decision"],
				[2, "dropped-by-decision"],
			],
		);
		await close();
	});
});
