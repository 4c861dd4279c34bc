// Inputs that people bring: archives, folders, the clipboard, files that change under our hands.

import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { zstd } from "../js/support/archives.mjs";
import {
	accounting,
	choose,
	chooseFolder,
	download,
	drop,
	NO_TROUBLES,
	show,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { array, clean, record } from "./data.mjs";
import { without } from "./engines.mjs";
import { goToLine, issue, raw } from "./issues.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

it("archives are checked, shown and exported like the text in them", async () => {
	const bad = record("Why?", "Because").replace("assistant", "user");
	const data = `${clean(16)}${bad}\n${clean(20, "more")}`;
	const packed = {
		"members.jsonl.gz": Buffer.concat([
			gzipSync(data.slice(0, 500)),
			gzipSync(""),
			gzipSync(data.slice(500)),
			Buffer.alloc(1000),
		]),
		"frames.jsonl.zst": Buffer.concat([
			zstd(data.slice(0, 500)),
			zstd(data.slice(500)),
		]),
	};
	for (const address of [lab.addresses.http, lab.addresses.file]) {
		const exported = [];
		for (const [name, bytes] of Object.entries({
			"plain.jsonl": data,
			...packed,
		})) {
			const { tab, troubles, close } = await lab.open(
				`${address}#model=nova-lite`,
			);
			await choose(tab, { [name]: bytes });
			assert.match(await verdict(tab), /1 of 37 records would be rejected/);
			await issue(tab, "role-order");
			const shown = await (await raw(tab)).innerText();
			assert.equal(shown.replace(/\s/g, ""), bad.replace(/\s/g, ""), name);
			const line = await goToLine(tab, 30);
			assert.match(await line.innerText(), /What is more 12\?/);
			if (name !== "plain.jsonl")
				assert.match(await text(tab, ".facts-files"), /uncompressed/);
			exported.push((await download(tab, "train.jsonl")).bytes.toString());
			assert.deepEqual(await troubles(), NO_TROUBLES);
			await close();
		}
		assert.deepEqual(new Set(exported).size, 1);
	}
});

describe("files of every odd kind end in a verdict and a finding by name", () => {
	const data = clean(20);
	const invalid = Buffer.from(data);
	invalid[invalid.length - 20] = 0xff;
	const odd = {
		"empty.jsonl": ["", "empty-file"],
		"newlines.jsonl": ["\n\n\n", "blank-line"],
		"mark.jsonl": [`\ufeff${data}`, "byte-order-mark"],
		"crlf.jsonl": [data.replaceAll("\n", "\r\n"), "crlf-line-ending"],
		"unended.jsonl": [data.trimEnd(), "missing-final-newline"],
		"nul.jsonl": ["\0".repeat(500), "binary-file"],
		"nul-inside.jsonl": [`${data}\0\0\0\n`, "invalid-json"],
		"latin.jsonl": [invalid, "invalid-utf8"],
		"utf16.jsonl": [Buffer.from(`\ufeff${data}`, "utf16le"), "utf-16-file"],
		"long.jsonl": [record("x".repeat(20_000_000), "y"), "record-too-long"],
		"deep.jsonl": ["[".repeat(100_000), "invalid-json"],
		"binary.jsonl": [
			Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)),
			"binary-file",
		],
		"list.json": [array(20), "json-array-file"],
	};
	let page;
	before(async () => {
		page = await lab.open(`${lab.addresses.http}#model=nova-lite`);
	});
	after(() => page?.close());
	for (const [name, [content, rule]] of Object.entries(odd)) {
		it(`${name}: ${rule}`, async () => {
			const { tab } = page;
			await choose(tab, { [name]: content });
			await verdict(tab);
			assert.ok((await text(tab, ".facts")).length > 0);
			await show(tab, "Issues");
			await tab.locator(".rule-name", { hasText: rule }).first().waitFor();
			await tab.getByRole("button", { name: "New file…" }).click();
			assert.deepEqual(await page.troubles(), NO_TROUBLES);
		});
	}
});

it("an archive that breaks off says so and is not ready", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	const packed = gzipSync(clean(300));
	await choose(tab, {
		"cut.jsonl.gz": packed.subarray(0, packed.length - 100),
	});
	assert.match(await verdict(tab), /^Not valid/);
	await show(tab, "Issues");
	await tab.locator(".rule", { hasText: "corrupt-archive" }).waitFor();
	const { all, sum } = await accounting(tab);
	assert.equal(all, sum);
	await close();
});

it("pasting with the keyboard", { skip: without("permissions") }, async () => {
	const { tab, close } = await lab.open(lab.addresses.http, {
		permissions: ["clipboard-read", "clipboard-write"],
	});
	await tab.evaluate((data) => navigator.clipboard.writeText(data), clean(21));
	await tab.locator("h1").first().click();
	await tab.keyboard.press("Control+V");
	await verdict(tab);
	assert.equal((await accounting(tab)).all, 21);
	await close();
});

describe("a file that changes while it is read ends in a sentence", () => {
	const packed = (text) => gzipSync(text, { level: 1 });
	const kinds = { "data.jsonl": Buffer.from, "data.jsonl.gz": packed };
	const ways = {
		grows: (path) => appendFileSync(path, "more\n"),
		"is written anew": (path, make) =>
			writeFileSync(path, make(clean(1000, "other").repeat(1600))),
	};
	for (const [name, make] of Object.entries(kinds)) {
		for (const [way, change] of Object.entries(ways)) {
			it(`${name} ${way}`, async () => {
				const path = join(lab.folder, name);
				writeFileSync(path, make(clean(1000).repeat(1500)));
				const { tab, close } = await lab.open(lab.addresses.http);
				await tab.setInputFiles("[data-testid=files]", path);
				await tab.getByRole("progressbar").waitFor();
				change(path, make);
				if (way === "grows" && without("growth")) {
					await verdict(tab);
					assert.equal((await accounting(tab)).all, 1_500_000);
					return close();
				}
				await tab.waitForSelector(".verdict[data-phase=failed]");
				assert.match(await text(tab, ".verdict-words"), /changed/);
				await tab.getByRole("button", { name: "New file…" }).click();
				await choose(tab, { "small.jsonl": clean(30) });
				assert.match(await verdict(tab), /^Valid/);
				rmSync(path);
				await close();
			});
		}
	}
});

it("a folder without data says what is in it", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	writeFileSync(join(lab.folder, "notes.txt"), "");
	await chooseFolder(tab, lab.folder);
	assert.match(
		await text(tab, ".drop .notice"),
		/There is not a \.jsonl, .* in what you chose, only 1 \.txt file\./,
	);
	await close();
});

describe("ways in", () => {
	it("a drop anywhere on the page", async () => {
		const { tab, close } = await lab.open(lab.addresses.file);
		await drop(tab, { "dropped.jsonl": clean(30) });
		assert.match(await verdict(tab), /^Valid/);
		assert.match(await text(tab, ".facts-files"), /dropped\.jsonl/);
		await close();
	});

	it("pasted text, in the field and anywhere", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.getByRole("button", { name: "Paste text" }).click();
		await tab.getByLabel("Records, one on each line").fill(clean(20));
		await tab.getByRole("button", { name: "Check", exact: true }).click();
		assert.equal((await verdict(tab)).length > 0, true);
		assert.equal((await accounting(tab)).all, 20);
		await tab.evaluate((pasted) => {
			const clipboardData = new DataTransfer();
			clipboardData.setData("text/plain", pasted);
			document.body.dispatchEvent(
				new ClipboardEvent("paste", {
					clipboardData,
					// Firefox's own names for the same.
					dataType: "text/plain",
					data: pasted,
					bubbles: true,
				}),
			);
		}, clean(33));
		await tab.waitForFunction(() =>
			/^33 records/.test(
				document.querySelector(".accounting-line")?.textContent,
			),
		);
		await close();
	});

	it("a folder, of which the data files are taken", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		const dropped = join(lab.folder, "dropped");
		mkdirSync(dropped);
		for (const [name, content] of [
			["readme.txt", "hello"],
			["z.jsonl", clean(10, "z")],
			["y.jsonl.gz", gzipSync(clean(10, "y"))],
			["x.json", array(10)],
		])
			writeFileSync(join(dropped, name), content);
		await chooseFolder(tab, dropped);
		await verdict(tab);
		await tab.getByText("Files", { exact: true }).click();
		assert.match(await text(tab, ".file-list"), /y\.jsonl\.gz .*z\.jsonl/);
		assert.match(
			await text(tab, ".facts"),
			/Passed over in the folder: 1 \.json file, 1 \.txt file\./,
		);
		await close();
	});
});

it("a picture says that it is one, and leads to another file", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	const picture = Buffer.from(
		"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\n\n\0",
		"latin1",
	);
	await choose(tab, { "photo.png": picture });
	await verdict(tab);
	assert.equal(
		await text(tab, "[data-action=replace-file] .fine"),
		"photo.png is a PNG image, not JSON Lines text.",
	);
	assert.doesNotMatch(await text(tab, ".verdict"), /record/);
	await tab.getByRole("button", { name: /^New file…: / }).click();
	await tab.waitForSelector(".drop");
	await close();
});
