// A validation file of the user: an input with a fixed side, checked, converted and exported with the training file; leaks are dropped.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	accounting,
	choose,
	download,
	downloaded,
	drop,
	NO_TROUBLES,
	openExport,
	show,
	start,
	still,
	text,
	verdict,
} from "./browser.mjs";
import { clicks, countClicks } from "./clicks.mjs";
import {
	answer,
	ask,
	dropButton,
	FOUND,
	opened,
	rows,
	said,
	TRAIN,
	VALIDATION,
	validateWith,
} from "./held-out.mjs";
import { issue } from "./issues.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

describe("a validation file", () => {
	it("dropped together with the training file is asked about once and never merged, and its leaks are mended with three clicks", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http, {
			before: countClicks,
		});
		await drop(tab, { "faq-train.jsonl": TRAIN, "faq-val.jsonl": VALIDATION });
		const waiting = tab.getByRole("region", { name: "Files that wait" });
		await waiting.waitFor();
		await verdict(tab);
		assert.match(
			await waiting.innerText(),
			/faq-val\.jsonl waits\. By its name it is a validation file/,
		);
		assert.equal((await accounting(tab)).all, 60);
		assert.deepEqual(await violations(tab), []);
		await waiting
			.getByRole("button", { name: "Use as validation file" })
			.click();
		await verdict(tab);
		await show(tab, "Split");
		await dropButton(tab).waitFor();
		await still(tab);
		// The identical record is left out of training; one record is broken.
		assert.deepEqual((await accounting(tab)).parts, [59, 5, 2]);
		assert.equal(
			await tab.getByLabel("I have a validation file").isChecked(),
			true,
		);
		assert.match(
			await text(tab, ".comparison"),
			/3 of 5 records of faq-val\.jsonl also occur in the training data/,
		);
		await dropButton(tab).click();
		await tab.getByText("4 leaking records dropped from training.").waitFor();
		await still(tab);
		assert.equal(await clicks(tab), 3);
		const { parts, line } = await accounting(tab);
		assert.deepEqual(parts, [56, 5, 5], line);
		const said = await text(tab, ".comparison");
		assert.match(said, /1 of 6 records would be rejected\. Show the issues/);
		assert.match(said, /4 records are excluded: also in faq-val\.jsonl/);
		assert.deepEqual(await rows(tab), FOUND);
		const kept = (await download(tab, "train.jsonl")).bytes.toString();
		assert.equal(kept.trim().split("\n").length, 56);
		for (const n of [1, 2, 3, 4]) assert.ok(!kept.includes(ask(n)), ask(n));
		const own = (await download(tab, "validation.jsonl")).bytes.toString();
		assert.equal(own, `${VALIDATION.split("\n").slice(0, 5).join("\n")}\n`);
		await tab.getByRole("button", { name: "Keep them" }).click();
		await dropButton(tab).waitFor();
		await still(tab);
		assert.deepEqual((await accounting(tab)).parts, [59, 5, 2]);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("gives up its leaks by one button, and has them again by another", async () => {
		const { tab, troubles, close } = await opened(lab);
		await tab.getByLabel("I have a validation file").check();
		await validateWith(tab, { "faq-val.jsonl": VALIDATION });
		await tab
			.getByRole("button", { name: "Drop 4 from faq-val.jsonl" })
			.click();
		await tab
			.getByText("4 leaking records dropped from faq-val.jsonl.")
			.waitFor();
		await still(tab);
		assert.deepEqual((await accounting(tab)).parts, [60, 1, 5]);
		assert.match(
			await text(tab, ".comparison"),
			/4 validation records are excluded: also in the training data/,
		);
		const { bytes } = await download(tab, "validation.jsonl");
		assert.equal(bytes.toString(), said("Do you ship to Norway?", "Yes."));
		// It is the last change, and is taken back like any.
		await tab.keyboard.press("Control+z");
		await dropButton(tab).waitFor();
		await still(tab);
		assert.deepEqual((await accounting(tab)).parts, [59, 5, 2]);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("chosen for its tab takes the place of the split, which comes back without it", async () => {
		const { tab, troubles, close } = await opened(lab);
		assert.deepEqual((await accounting(tab)).parts, [48, 12, 0]);
		await tab.getByLabel("I have a validation file").check();
		// As long as there is none, the data stay split.
		assert.deepEqual((await accounting(tab)).parts, [48, 12, 0]);
		await validateWith(tab, { "validation.jsonl": VALIDATION });
		assert.deepEqual((await accounting(tab)).parts, [59, 5, 2]);
		const sides = tab.locator(".sides-table tbody tr").first();
		assert.match(await sides.innerText(), /Records\s+59 .*\s+5 /);
		await tab.getByLabel("Split this file").check();
		await verdict(tab);
		await still(tab);
		assert.deepEqual((await accounting(tab)).parts, [48, 12, 0]);
		assert.equal(await tab.locator(".overlap-table").count(), 0);
		await tab.getByLabel("I have a validation file").check();
		await tab.waitForSelector(".overlap-table");
		await still(tab);
		assert.deepEqual((await accounting(tab)).parts, [59, 5, 2]);
		await tab.getByRole("button", { name: "Remove" }).click();
		await tab.waitForSelector(".validation-zone");
		await still(tab);
		assert.deepEqual((await accounting(tab)).parts, [48, 12, 0]);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("with three broken records is no longer behind a verdict that says ready", async () => {
		const { tab, troubles, close } = await opened(lab);
		await tab.getByLabel("I have a validation file").check();
		await validateWith(tab, {
			"val.jsonl": said(ask(90), answer(90))
				.slice(0, 40)
				.concat("\n")
				.repeat(3),
		});
		assert.match(await text(tab, ".verdict"), /^Not valid/);
		assert.match(
			await text(tab, ".verdict"),
			/3 of 3 records of val\.jsonl would be rejected/,
		);
		await tab.getByRole("button", { name: "Show the issues" }).click();
		await issue(tab, "invalid-json");
		assert.match(
			await text(tab, "#issue"),
			/^Line 1, column \d+ of val\.jsonl$/,
		);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("in another format is converted and exported beside the training file, in the zip and in the job, too", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http);
		const chat = (n) =>
			`${JSON.stringify({
				messages: [
					{ role: "user", content: ask(n) },
					{ role: "assistant", content: answer(n) },
				],
			})}\n`;
		const chats = (from, to) =>
			Array.from({ length: to - from }, (_, n) => chat(from + n)).join("");
		await choose(tab, { "train.jsonl": chats(0, 60) });
		await verdict(tab);
		await tab.selectOption("#model", "nova-lite");
		await verdict(tab);
		await show(tab, "Split");
		await tab.getByLabel("I have a validation file").check();
		await validateWith(tab, { "own.jsonl": chats(200, 210) });
		await show(tab, "Overview");
		await tab.getByRole("button", { name: "Convert 70 records to" }).click();
		await verdict(tab);
		await still(tab);
		assert.deepEqual((await accounting(tab)).parts, [60, 10, 0]);
		for (const [name, count] of [
			["train.jsonl", 60],
			["validation.jsonl", 10],
		]) {
			const { bytes } = await download(tab, name);
			const lines = bytes.toString().trimEnd().split("\n");
			assert.equal(lines.length, count);
			for (const line of lines)
				assert.equal(
					JSON.parse(line).schemaVersion,
					"bedrock-conversation-2024",
				);
		}
		await openExport(tab);
		assert.match(
			await text(tab, ".command code"),
			/prepare train\.jsonl --validation-file own\.jsonl --model nova-lite/,
		);
		const zip = await downloaded(tab, () =>
			tab.getByRole("button", { name: "Download as .zip" }).click(),
		);
		assert.ok(zip.bytes.includes("validation.jsonl"));
		await tab
			.getByRole("button", { name: "Next: upload and start the job" })
			.click();
		await tab.getByLabel("S3 bucket").fill("my-bucket");
		await tab
			.getByLabel("IAM role")
			.fill("arn:aws:iam::111122223333:role/Tuning");
		await tab.waitForFunction(() =>
			document.querySelector("#train")?.textContent.includes("my-bucket/"),
		);
		assert.match(
			await tab.locator("#train").textContent(),
			/--key \S+\/validation\.jsonl/,
		);
		await tab.locator("h2").first().click();
		// Ctrl+Z takes the conversion back, and the validation file stays.
		await tab.keyboard.press("Control+z");
		await verdict(tab);
		await still(tab);
		assert.match(await text(tab, ".facts-files"), /2 files/);
		assert.match(await text(tab, ".verdict"), /^Not ready/);
		await tab.getByRole("button", { name: "New file…" }).click();
		await choose(tab, { "other.jsonl": TRAIN });
		await verdict(tab);
		await still(tab);
		assert.equal((await accounting(tab)).all, 60);
		await show(tab, "Split");
		assert.equal(await tab.getByLabel("Split this file").isChecked(), true);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});
});
