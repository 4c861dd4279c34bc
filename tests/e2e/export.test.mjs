// The export drawer: to a folder, as downloads, from memory. Where a way fails, files are whole or not there.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import {
	choose,
	closeExport,
	download,
	downloaded,
	NO_TROUBLES,
	openExport,
	show,
	start,
	text,
	type,
	verdict,
} from "./browser.mjs";
import { clean } from "./data.mjs";
import { without } from "./engines.mjs";

const skip = without("before") || without("opfs");
const records = (bytes) => bytes.toString().trim().split("\n").length;

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

/** A page whose workers run this first, with checked data. The folder picker fails unless `picker` replaces it. */
async function checked(inWorkers, { picker, data = clean(3000) } = {}) {
	const opened = await lab.open(lab.addresses.http, {
		before: `
			window.Blob = new Proxy(Blob, {
				construct(Blob, [parts = [], options]) {
					const first = /javascript/.test(options?.type) ? [${JSON.stringify(`(${inWorkers})();`)}] : [];
					return new Blob([...first, ...parts], options);
				},
			});
			window.showDirectoryPicker = ${picker};`,
	});
	await choose(opened.tab, { "data.jsonl": data });
	assert.match(await verdict(opened.tab), /^Valid/);
	await openExport(opened.tab);
	return opened;
}

/** Files in the browser's own file system. */
const kept = (tab, folder = "") =>
	tab.evaluate(async (folder) => {
		let root = await navigator.storage.getDirectory();
		if (folder) root = await root.getDirectoryHandle(folder);
		const found = {};
		for await (const [name, entry] of root.entries())
			if (entry.kind === "file") found[name] = (await entry.getFile()).size;
		return found;
	}, folder);

const picker = (name) =>
	`async () => (await navigator.storage.getDirectory()).getDirectoryHandle("${name}", { create: true })`;

const nothing = () => {};

it("without a picker goes through a file of the browser's own", {
	skip,
}, async () => {
	const { tab, troubles, close } = await checked(nothing);
	assert.equal(await tab.getByText("Save to a folder…").count(), 0);
	const { bytes } = await download(tab, "train.jsonl");
	assert.equal(records(bytes), 2400);
	const sizes = Object.entries(await kept(tab));
	const [, size] = sizes.find(([name]) => name.endsWith("-train.jsonl"));
	assert.equal(size, bytes.length);
	assert.deepEqual(await troubles(), NO_TROUBLES);
	await close();
});

/** Room for so many bytes in all, and then none. */
const nearlyFull = () => {
	let room = 100_000;
	const refuse = (bytes) => {
		room -= bytes.byteLength;
		if (room < 0) throw new DOMException("Quota reached", "QuotaExceededError");
	};
	for (const kind of [
		"FileSystemSyncAccessHandle",
		"FileSystemWritableFileStream",
	]) {
		const prototype = globalThis[kind]?.prototype;
		if (!prototype) continue;
		const { write } = prototype;
		prototype.write = function (bytes, ...more) {
			refuse(bytes);
			return write.call(this, bytes, ...more);
		};
	}
};

it("leaves no part of a file when room runs out, and hands out the whole from memory", {
	skip,
}, async () => {
	const { tab, close } = await checked(nearlyFull);
	const { bytes } = await download(tab, "train.jsonl");
	assert.ok(bytes.length > 100_000);
	assert.equal(records(bytes), 2400);
	assert.deepEqual(await kept(tab), {});
	await close();
});

it("leaves no part of a file in a picked folder when room runs out", {
	skip,
}, async () => {
	const { tab, close } = await checked(nearlyFull, { picker: picker("full") });
	await tab.getByRole("button", { name: "Save to a folder…" }).click();
	await tab.getByRole("alert").first().waitFor();
	assert.match(await text(tab, "#export [role=alert]"), /room|quota/i);
	assert.deepEqual(await kept(tab, "full"), {});
	assert.equal(await tab.locator("#export .all-clear").count(), 0);
	await close();
});

const nowhere = () => {
	navigator.storage.getDirectory = () =>
		Promise.reject(new DOMException("Not here", "SecurityError"));
	globalThis.Blob = new Proxy(Blob, {
		construct(Blob, [parts, options]) {
			if (options?.type === "application/jsonl")
				throw new DOMException("Out of memory", "NotReadableError");
			return new Blob(parts, options);
		},
	});
};

it("two clicks on Download are one download", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await choose(tab, { "data.jsonl": clean(3000) });
	await verdict(tab);
	await openExport(tab);
	const button = tab.getByRole("button", { name: "Download train.jsonl" });
	const { bytes } = await downloaded(tab, () =>
		button.evaluate(async (one) => {
			one.click();
			await new Promise((rendered) => setTimeout(rendered));
			one.click();
		}),
	);
	assert.equal(records(bytes), 2400);
	assert.match(await text(tab, "#export .all-clear"), /^Downloaded 1 file\.$/);
	assert.equal(await tab.locator("#export [role=alert]").count(), 0);
	await close();
});

it("says so, and what to do, when nothing can be written anywhere", {
	skip,
}, async () => {
	const { tab, close } = await checked(nowhere);
	await tab.getByRole("button", { name: "Download train.jsonl" }).click();
	await tab.locator("#export [role=alert]").waitFor();
	assert.match(
		await text(tab, "#export [role=alert]"),
		/^There is not enough memory left to hold the result\. Run the command under Advanced\.$/,
	);
	assert.equal(await tab.locator("#export .all-clear").count(), 0);
	await close();
});

it("is asked no more of a folder that the user did not pick", {
	skip,
}, async () => {
	const dismissed = `async () => { throw new DOMException("The user aborted a request.", "AbortError") }`;
	const { tab, close } = await checked(nothing, { picker: dismissed });
	await tab.getByRole("button", { name: "Save to a folder…" }).click();
	assert.equal(await tab.locator("#export [role=alert]").count(), 0);
	const { bytes } = await download(tab, "validation.jsonl");
	assert.equal(records(bytes), 600);
	await close();
});

it("what was exported has no error when it is checked again", async () => {
	const { tab, close } = await lab.open(
		`${lab.addresses.http}#model=nova-lite`,
	);
	await tab.getByRole("button", { name: /Try a sample/ }).click();
	assert.match(await verdict(tab), /^Not ready/);
	const files = {};
	for (const name of ["train.jsonl", "validation.jsonl"])
		files[name] = (await download(tab, name)).bytes;
	for (const [name, bytes] of Object.entries(files)) {
		await tab.getByRole("button", { name: "New file…" }).click();
		await choose(tab, { [name]: bytes });
		await verdict(tab);
		const report = JSON.parse((await download(tab, "report.json")).bytes);
		const broken = Object.entries(report.rules)
			.filter(([, { severity }]) => severity === "error")
			.map(([rule]) => rule);
		// A side is too small on its own for some models; no record in it is wrong.
		assert.equal(report.counts.invalid, 0, `${name}: ${broken}`);
	}
	await close();
});

describe("files", () => {
	const broken = `{"prompt": "no answer"}\n`;
	/** Files in an archive. */
	const listed = (zip) =>
		zip.toString("latin1").split("PK\u0001\u0002").length - 1;
	const folded = (tab) => tab.locator("#export .export-advanced");

	it("are listed with their sizes, none of them empty", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await choose(tab, { "data.jsonl": clean(30) });
		await verdict(tab);
		await openExport(tab);
		const names = () => tab.locator("#export .output-name").allInnerTexts();
		assert.deepEqual(await names(), [
			"train.jsonl",
			"validation.jsonl",
			"report.html",
			"report.json",
		]);
		assert.match(
			await text(tab, "#export .output"),
			/^train\.jsonl 24 records about [\d.]+ kB$/,
		);
		const { bytes } = await download(tab, "train.jsonl");
		const size = `${(bytes.length / 1000).toPrecision(3)} kB`;
		await openExport(tab);
		await tab.locator("#export .output", { hasText: size }).first().waitFor();
		await close();
	});

	it("have the excluded records among them on request", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await choose(tab, { "data.jsonl": clean(30) + broken });
		await verdict(tab);
		await openExport(tab);
		const zip = () =>
			downloaded(tab, () =>
				tab.getByRole("button", { name: "Download as .zip" }).click(),
			);
		const without = (await zip()).bytes;
		assert.equal(listed(without), 4);
		assert.match(await folded(tab).innerText(), /1 with errors/);
		await tab.getByLabel("Include the excluded records").check();
		const { name, bytes } = await zip();
		assert.match(name, /^tuneset-export(\(1\))?\.zip$/);
		assert.equal(listed(bytes), 5);
		assert.ok(bytes.includes("no answer"));
		assert.match(
			await text(tab, "#export .all-clear"),
			/^Downloaded tuneset-export\.zip with 5 files\.$/,
		);
		await close();
	});

	it("lead on to the job once they are saved", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=nova-micro`,
		);
		await choose(tab, {
			"data.jsonl": Array.from(
				{ length: 60 },
				(_, n) =>
					`${JSON.stringify({ schemaVersion: "bedrock-conversation-2024", messages: ["user", "assistant"].map((role) => ({ role, content: [{ text: `${role} says ${n * 7}` }] })) })}\n`,
			).join(""),
		});
		await verdict(tab);
		await openExport(tab);
		const next = tab.getByRole("button", {
			name: "Next: upload and start the job",
		});
		assert.equal(await next.count(), 0);
		await download(tab, "report.json");
		await openExport(tab);
		await next.click();
		await tab.getByLabel("S3 bucket").waitFor();
		assert.equal(
			await tab
				.getByRole("tab", { name: "Job", exact: true })
				.getAttribute("aria-selected"),
			"true",
		);
		await close();
	});
});

describe("saving", () => {
	it("goes to a folder that the user picks, and asks before it replaces anything", {
		skip: without("opfs"),
	}, async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http, {
			before: () => {
				// A folder of the browser's own file system replaces the one that a user would pick.
				window.showDirectoryPicker = async () =>
					(await navigator.storage.getDirectory()).getDirectoryHandle(
						"picked",
						{ create: true },
					);
			},
		});
		await choose(tab, { "data.jsonl": clean(30) });
		await verdict(tab);
		await openExport(tab);
		await tab.getByRole("button", { name: "Save to a folder…" }).click();
		await tab
			.locator("#export .all-clear", { hasText: "Saved 4 files to picked." })
			.waitFor();
		const saved = () =>
			tab.evaluate(async () => {
				const folder = await (
					await navigator.storage.getDirectory()
				).getDirectoryHandle("picked");
				const files = {};
				for await (const [name, handle] of folder.entries())
					files[name] = await (await handle.getFile()).text();
				return files;
			});
		const first = await saved();
		assert.deepEqual(Object.keys(first).sort(), [
			"report.html",
			"report.json",
			"train.jsonl",
			"validation.jsonl",
		]);
		assert.equal(first["train.jsonl"].trim().split("\n").length, 24);
		assert.equal(
			JSON.parse(first["report.json"]).split.train.sha256,
			createHash("sha256").update(first["train.jsonl"]).digest("hex"),
		);
		await closeExport(tab);
		await show(tab, "Split");
		await type(tab.locator("#share"), "30%");
		await openExport(tab);
		await tab.getByRole("button", { name: "Save to a folder…" }).click();
		await tab.getByRole("button", { name: "Keep them" }).click();
		assert.deepEqual(await saved(), first);
		await tab.getByRole("button", { name: "Save to a folder…" }).click();
		await tab.getByRole("button", { name: "Replace them" }).click();
		await tab
			.locator("#export .all-clear", { hasText: "Saved 4 files to picked." })
			.waitFor();
		assert.notDeepEqual(await saved(), first);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("leaves nothing that looks whole when writing fails midway", {
		skip: without("opfs"),
	}, async () => {
		const path = lab.file("vanishes.jsonl", clean(3000));
		const { tab, close } = await lab.open(lab.addresses.http, {
			before: () => {
				window.showDirectoryPicker = async () =>
					(await navigator.storage.getDirectory()).getDirectoryHandle("half", {
						create: true,
					});
			},
		});
		await tab.setInputFiles("[data-testid=files]", path);
		await verdict(tab);
		await openExport(tab);
		rmSync(path);
		await tab.getByRole("button", { name: "Save to a folder…" }).click();
		await tab.getByRole("alert").first().waitFor();
		const left = await tab.evaluate(async () => {
			const folder = await (
				await navigator.storage.getDirectory()
			).getDirectoryHandle("half");
			const names = [];
			for await (const name of folder.keys()) names.push(name);
			return names;
		});
		assert.deepEqual(left, []);
		await close();
	});

	it("falls back to memory where there is no file system of the browser's own", async () => {
		const { tab, close } = await lab.open(lab.addresses.file);
		await choose(tab, { "data.jsonl": clean(30) });
		await verdict(tab);
		const { bytes } = await download(tab, "train.jsonl");
		assert.equal(bytes.toString().trim().split("\n").length, 24);
		await close();
	});
});
