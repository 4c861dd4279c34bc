// From a dropped file to exported ones, as a user does it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import {
	accounting,
	choose,
	chooseFolder,
	download,
	drop,
	focused,
	home,
	NO_TROUBLES,
	shared,
	start,
	still,
	text,
	verdict,
} from "./browser.mjs";
import { array, clean, record } from "./data.mjs";
import { without } from "./engines.mjs";

const OUTPUTS = ["train.jsonl", "validation.jsonl", "set-aside.jsonl"];

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

/** A file on disk with this content. */
function file(name, content) {
	const path = join(lab.folder, name);
	writeFileSync(path, content);
	return path;
}

/** Runs the command line on the same files and holds what the page exports against it, byte for byte. */
async function sameAsCommandLine(tab, files, args) {
	const out = mkdtempSync(join(lab.folder, "out-"));
	const program = join(home, "pkg", "cli.js");
	const done = spawnSync(
		process.execPath,
		[program, "prepare", ...files, ...args, "--out", out, "--force"],
		{ encoding: "utf8" },
	);
	assert.ok([0, 1].includes(done.status), done.stderr);
	if (!existsSync(join(out, "report.json"))) {
		// Nothing is left to train on: neither writes anything, and the page still has its report.
		assert.match(await text(tab, "#export .lead"), /No record is left/);
		assert.equal(
			await tab.getByRole("button", { name: /^Download ./ }).count(),
			1,
		);
		await download(tab, "report.json");
		return;
	}
	for (const name of OUTPUTS) {
		const button = tab.getByRole("button", { name: `Download ${name}` });
		const expected = join(out, name);
		assert.equal(await button.count(), Number(existsSync(expected)), name);
		if (!existsSync(expected)) continue;
		const { bytes } = await download(tab, name);
		assert.ok(bytes.equals(readFileSync(expected)), `${name} differs`);
	}
	const { bytes } = await download(tab, "report.json");
	const [ours, theirs] = [
		JSON.parse(bytes),
		JSON.parse(readFileSync(join(out, "report.json"))),
	];
	// The page keeps more examples of each rule; all else is the same.
	for (const report of [ours, theirs])
		for (const rule of Object.values(report.rules)) rule.examples = [];
	assert.deepEqual(
		ours.files.map(({ bytes, lines }) => [bytes, lines]),
		theirs.files.map(({ bytes, lines }) => [bytes, lines]),
	);
	for (const part of ["counts", "rules", "stats", "split", "readiness"])
		assert.deepEqual(
			JSON.parse(
				JSON.stringify(ours[part]).replaceAll(basename(files[0]), files[0]),
			),
			JSON.parse(JSON.stringify(theirs[part])),
			part,
		);
}

const noPackage = existsSync(join(home, "pkg", "cli.js"))
	? false
	: "pkg/cli.js is not built";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

describe("the same bytes as the command line", { skip: noPackage }, () => {
	const cases = {
		"a mix of good and bad": () =>
			`\ufeff${clean(40)}{"messages":[],}\n\n${clean(3)}${record("a", "")}\n${clean(5, "later")}`,
		"clean, CRLF, no final newline": () =>
			clean(25).trim().replaceAll("\n", "\r\n"),
		"an array": () => array(30),
	};
	for (const [name, content] of Object.entries(cases)) {
		for (const fix of [false, true]) {
			it(`${name}${fix ? ", fixed" : ""}`, async (t) => {
				const path = file("data.jsonl", content());
				const { tab, troubles, close } = await lab.open(
					`${lab.addresses.http}#model=nova-lite&validation=25%25&seed=11`,
				);
				await tab.setInputFiles("[data-testid=files]", path);
				await verdict(tab);
				const all = tab.getByRole("switch", { name: "Apply safe fixes" });
				if (fix) {
					if (!(await all.isVisible())) return t.skip("nothing to fix here");
					await all.click();
					await tab.waitForSelector(".fixed-note");
					await verdict(tab);
				}
				const args = ["--model=nova-lite", "--validation=25%", "--seed=11"];
				if (fix) args.push("--fix");
				await sameAsCommandLine(tab, [path], args);
				assert.deepEqual(await troubles(), NO_TROUBLES);
				await close();
			});
		}
	}

	it("several files as one data set", async () => {
		const paths = [
			file("one.jsonl", clean(30, "one")),
			file("two.jsonl", clean(20, "two") + clean(5, "one")),
		];
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.setInputFiles("[data-testid=files]", paths);
		await verdict(tab);
		assert.equal((await accounting(tab)).all, 55);
		await sameAsCommandLine(tab, paths, []);
		await close();
	});

	const real = {
		"nova-tooluse.converse.jsonl": "nova-lite",
		"dialogsum.prompt-completion.jsonl": "llama-3-1-8b",
		"claude-tooluse.jsonl": "claude-3-haiku",
		"array-not-jsonl.json": "",
	};
	for (const [name, model] of Object.entries(real)) {
		const path = join(shared, name);
		const skip = existsSync(path)
			? false
			: `${path} is not beside this checkout`;
		it(`real data: ${name}`, { skip }, async () => {
			const { tab, troubles, close } = await lab.open(
				`${lab.addresses.http}#model=${model}`,
			);
			await tab.setInputFiles("[data-testid=files]", path);
			await verdict(tab);
			const { all, sum } = await accounting(tab);
			assert.equal(all, sum);
			await sameAsCommandLine(tab, [path], model ? ["--model", model] : []);
			assert.deepEqual(await troubles(), NO_TROUBLES);
			await close();
		});
	}
});

describe("findings", () => {
	it("are listed by rule and open to the record with the place marked", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=nova-lite`,
		);
		const bad = record("Why?", "Because").replace("assistant", "user");
		await choose(tab, {
			"train.jsonl": `${clean(16)}${bad}\n${clean(20, "more")}`,
		});
		assert.match(await verdict(tab), /1 of 37 records would be rejected/);
		const rule = tab.locator(".rule", { hasText: "role-order" });
		await rule.locator(".rule-toggle").click();
		assert.match(
			await rule.locator(".finding-where").first().innerText(),
			/line 17, column \d+/,
		);
		await rule.getByRole("button", { name: "Show the record" }).first().click();
		await rule.locator(".finding .scroller mark").waitFor();
		assert.equal(
			(await rule.locator(".finding .scroller").innerText()).replace(/\s/g, ""),
			bad.replace(/\s/g, ""),
		);
		await close();
	});

	it("show what is invisible, and bytes that are no text", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=nova-lite`,
		);
		const odd = Buffer.concat([
			Buffer.from(
				'{"messages":[{"role":"user\u200b","content":[{"text":"a\u00a0b',
			),
			Buffer.from([0xff, 0xc3]),
			Buffer.from('"}]}]}\n'),
		]);
		await choose(tab, {
			"odd.jsonl": Buffer.concat([odd, Buffer.from(clean(12))]),
		});
		await verdict(tab);
		await tab.locator(".rule-toggle").first().click();
		await tab.getByRole("button", { name: "Show the record" }).first().click();
		const shown = await text(tab, ".finding .scroller");
		for (const label of ["ZWSP", "NBSP", "\\xFF", "\\xC3"])
			assert.ok(shown.includes(label), `${label} in ${shown}`);
		await close();
	});

	it("leave any other line to be looked at by its number", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await choose(tab, { "many.jsonl": clean(20_000) });
		await verdict(tab);
		await tab.getByText("Look at a line").click();
		await tab.getByLabel("Line, from 1 to 20000").fill("15001");
		await tab.getByRole("button", { name: "Show", exact: true }).click();
		assert.match(await text(tab, ".line .scroller"), /What is item 15000\?/);
		await close();
	});

	it("can be filtered and searched", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.getByRole("button", { name: /Try an example/ }).click();
		await verdict(tab);
		const rules = () => tab.locator(".rule").count();
		const all = await rules();
		await tab.getByRole("button", { name: /^Warnings/ }).click();
		assert.ok((await rules()) < all);
		await tab.getByRole("button", { name: /^All/ }).click();
		await tab.getByRole("searchbox").fill("role-order");
		assert.equal(await rules(), 1);
		await tab.getByRole("searchbox").fill("there is no such thing");
		assert.equal(await rules(), 0);
		await close();
	});

	it("are paged, 200 a page", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		const bad = clean(450).replaceAll('"assistant"', '"bot"');
		await choose(tab, { "bad.jsonl": bad + clean(5, "good") });
		await verdict(tab);
		await tab.locator(".rule-toggle", { hasText: "invalid-role" }).click();
		assert.equal(await tab.locator(".finding").count(), 200);
		await tab.getByRole("button", { name: "Next" }).click();
		assert.match(await text(tab, ".pager"), /201–400 of 450/);
		await close();
	});
});

describe("fixing", () => {
	it("turns a JSON array into records that check clean", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=nova-lite`,
		);
		await choose(tab, { "data.json": array(120) });
		await verdict(tab);
		assert.match(await text(tab, ".rule-name"), /json-array-file/);
		await tab
			.getByRole("button", { name: /^Apply to all 1 json-array-file/ })
			.click();
		assert.match(await text(tab, ".fixed-note"), /1 finding repaired/);
		assert.match(await verdict(tab), /^Ready/);
		const { bytes } = await download(tab, "train.jsonl");
		await recheck(tab, { "train.jsonl": bytes });
		await close();
	});

	it("is counted, reported, in the command, and can be undone", async () => {
		const { tab, close } = await lab.open(
			`${lab.addresses.http}#model=nova-lite`,
		);
		const trailing = record("a", "b").replace(/\]\}$/, ",]}");
		await choose(tab, {
			"train.jsonl": `${trailing}\n${clean(110)}${trailing.replace('"a"', '"c"')}\n`,
		});
		assert.match(await verdict(tab), /2 of 112 records would be rejected/);
		await tab
			.getByRole("button", { name: "Apply to all 2 invalid-json" })
			.click();
		assert.match(await text(tab, ".fixed-note"), /2 findings repaired/);
		assert.match(await verdict(tab), /^Ready/);
		assert.match(
			await text(tab, ".command code"),
			/ --fix-rule invalid-json=safe /,
		);
		// The focus stays where the rule went.
		await focused(
			tab,
			() => document.activeElement.ariaLabel === "Undo 2 invalid-json",
		);
		await tab.getByRole("button", { name: "Undo 2 invalid-json" }).click();
		await tab.waitForSelector(".fixed-note", { state: "detached" });
		assert.match(await verdict(tab), /2 of 112/);
		await close();
	});
});

/** Checks exported files and finds no error in them. */
async function recheck(tab, files) {
	await tab.getByRole("button", { name: "Start over" }).click();
	await choose(tab, files);
	const said = await verdict(tab);
	assert.match(said, /^Ready/);
}

it("exported files of the example check without an error", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await tab.getByRole("button", { name: /Try an example/ }).click();
	await verdict(tab);
	const files = {};
	for (const name of ["train.jsonl", "validation.jsonl"])
		files[name] = (await download(tab, name)).bytes;
	await recheck(tab, files);
	await close();
});

describe("duplicates", () => {
	it("stand side by side, the kept one and the dropped one", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		const twice = record("Twice?", "Yes.");
		const spaced = twice.replaceAll('":', '": ');
		await choose(tab, {
			"train.jsonl": `${clean(10)}${twice}\n${clean(5, "x")}${spaced}\n${twice}\n`,
		});
		await verdict(tab);
		const cluster = tab.locator(".cluster-toggle").first();
		assert.match(
			(await cluster.innerText()).replace(/\s+/g, " "),
			/KEEP line 11 DROP line 17, line 18/i,
		);
		await cluster.click();
		await tab.locator(".side-drop pre").waitFor();
		assert.equal(await tab.locator(".side-keep pre").innerText(), twice);
		assert.equal(await tab.locator(".side-drop pre").innerText(), spaced);
		await tab
			.getByLabel("Copy", { exact: true })
			.selectOption({ label: "line 18" });
		await tab.waitForFunction(
			(wanted) =>
				document.querySelector(".side-drop pre")?.textContent === wanted,
			twice,
		);
		await close();
	});
});

describe("the split", () => {
	it("moves with the slider and the seed, and no byte is read again", async () => {
		const path = file("gone.jsonl", clean(1000));
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.setInputFiles("[data-testid=files]", path);
		await verdict(tab);
		assert.match(
			await text(tab, ".accounting-line"),
			/800 train \+ 200 validation/,
		);
		rmSync(path); // whoever reads now, fails
		await tab.getByRole("slider").fill("35");
		await tab.waitForFunction(() =>
			/650 train/.test(document.querySelector(".accounting-line")?.textContent),
		);
		await tab.fill("#share", "123");
		await tab.waitForFunction(() =>
			/877 train/.test(document.querySelector(".accounting-line")?.textContent),
		);
		await tab.fill("#share", "0");
		await tab.waitForFunction(() =>
			/1,000 train/.test(
				document.querySelector(".accounting-line")?.textContent,
			),
		);
		assert.equal((await accounting(tab)).sum, 1000);
		assert.equal(
			await tab.evaluate(
				() => performance.getEntriesByName("tuneset:check").length,
			),
			1,
		);
		await close();
	});

	it("says what is wrong with a share or a seed", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await choose(tab, { "train.jsonl": clean(50) });
		await verdict(tab);
		await tab.fill("#share", "a lot");
		assert.match(await text(tab, "#share-hint"), /Write a share as 20%/);
		await tab.fill("#share", "100%");
		await tab.getByRole("alert").first().waitFor();
		await tab.fill("#share", "20%");
		await tab.getByRole("alert").first().waitFor({ state: "detached" });
		assert.match(
			await text(tab, ".accounting-line"),
			/40 train \+ 10 validation/,
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
				// A folder of the browser's own file system stands for the one that a person would pick.
				window.showDirectoryPicker = async () =>
					(await navigator.storage.getDirectory()).getDirectoryHandle(
						"picked",
						{ create: true },
					);
			},
		});
		await choose(tab, { "data.jsonl": clean(30) });
		await verdict(tab);
		await still(tab);
		await tab.getByRole("button", { name: "Save to a folder…" }).click();
		await tab
			.locator(".all-clear", { hasText: "4 files saved to picked." })
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
			"report.json",
			"set-aside.jsonl",
			"train.jsonl",
			"validation.jsonl",
		]);
		assert.equal(first["train.jsonl"].trim().split("\n").length, 24);
		assert.equal(
			JSON.parse(first["report.json"]).split.train.sha256,
			sha256(first["train.jsonl"]),
		);
		await tab.fill("#seed", "43");
		await still(tab);
		await tab.getByRole("button", { name: "Save to a folder…" }).click();
		await tab.getByRole("button", { name: "Keep them" }).click();
		assert.deepEqual(await saved(), first);
		await tab.getByRole("button", { name: "Save to a folder…" }).click();
		await tab.getByRole("button", { name: "Replace them" }).click();
		await tab
			.locator(".all-clear", { hasText: "4 files saved to picked." })
			.waitFor();
		assert.notDeepEqual(await saved(), first);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("leaves nothing that looks whole when writing fails midway", {
		skip: without("opfs"),
	}, async () => {
		const path = file("vanishes.jsonl", clean(3000));
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

describe("ways in", () => {
	it("a drop anywhere on the page", async () => {
		const { tab, close } = await lab.open(lab.addresses.file);
		await drop(tab, { "dropped.jsonl": clean(30) });
		assert.match(await verdict(tab), /^Ready/);
		assert.match(await text(tab, ".facts-files"), /dropped\.jsonl/);
		await close();
	});

	it("pasted text, in the field and anywhere", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.getByRole("button", { name: "Paste" }).click();
		await tab.getByLabel("Records, one on each line").fill(clean(20));
		await tab.getByRole("button", { name: "Check this text" }).click();
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
			/^33 in/.test(document.querySelector(".accounting-line")?.textContent),
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

describe("work in progress", () => {
	/** Enough to be caught at it. */
	const big = () => clean(1000).repeat(2500);

	it("shows how far it is, can be cancelled, and a new run works", async () => {
		const path = file("big.jsonl", big());
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.setInputFiles("[data-testid=files]", path);
		await tab.getByRole("progressbar").waitFor();
		await tab.waitForFunction(() =>
			/MB\/s/.test(document.querySelector(".verdict-words")?.textContent),
		);
		await tab.getByRole("button", { name: "Cancel" }).click();
		await tab.waitForFunction(
			() =>
				/Cancelled/.test(
					document.querySelector(".verdict h1, .start h1")?.textContent,
				) || document.querySelector(".start"),
		);
		await drop(tab, { "small.jsonl": clean(30) });
		assert.match(await verdict(tab), /^Ready/);
		await close();
	});

	it("a second drop waits for an answer: go on, or check it instead", async () => {
		const path = file("big.jsonl", big());
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.setInputFiles("[data-testid=files]", path);
		await tab.getByRole("progressbar").waitFor();
		await drop(tab, { "second.jsonl": clean(30) });
		const waiting = tab.getByRole("region", { name: "Files that wait" });
		assert.match(
			await waiting.innerText(),
			/second\.jsonl waits\. The files at hand are still being checked\./,
		);
		await waiting
			.getByRole("button", { name: "Stay with what is here" })
			.click();
		await waiting.waitFor({ state: "detached" });
		await drop(tab, { "second.jsonl": clean(30) });
		await waiting.getByRole("button", { name: "Check it now instead" }).click();
		await verdict(tab);
		assert.match(await text(tab, ".facts-files"), /second\.jsonl/);
		assert.equal((await accounting(tab)).all, 30);
		await close();
	});

	it("a worker that dies ends in a sentence and a way on", {
		skip: without("before"),
	}, async () => {
		const { tab, close } = await lab.open(lab.addresses.http, {
			before: () => {
				const Real = Worker;
				window.Worker = class extends Real {
					postMessage(...message) {
						if (!window.sabotage) return super.postMessage(...message);
						const error = new ErrorEvent("error", { message: "out of memory" });
						setTimeout(() => this.dispatchEvent(error));
					}
				};
			},
		});
		await tab.evaluate(() => {
			window.sabotage = true;
		});
		await choose(tab, { "data.jsonl": clean(30) });
		await tab.waitForSelector(".verdict[data-phase=failed]");
		assert.match(
			await text(tab, ".verdict-words"),
			/worker stopped unexpectedly/,
		);
		await tab.evaluate(() => {
			window.sabotage = false;
		});
		await tab.getByRole("button", { name: "Start over" }).click();
		await choose(tab, { "data.jsonl": clean(30) });
		assert.match(await verdict(tab), /^Ready/);
		await close();
	});
});

it("the command to copy quotes what a shell would take apart", async () => {
	const { tab, close } = await lab.open(
		`${lab.addresses.http}#model=nova-lite&seed=5`,
	);
	await choose(tab, { "it's mine.jsonl": clean(30) });
	await verdict(tab);
	assert.equal(
		await text(tab, ".command code"),
		`npx tuneset prepare 'it'\\''s mine.jsonl' --model nova-lite --validation 20% --seed 5 --out prepared`,
	);
	await close();
});
