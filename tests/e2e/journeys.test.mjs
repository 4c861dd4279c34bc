// What people come for, in how many clicks, and how much of it is seen without scrolling. Near-duplicates and leaks are in
// duplicates.test.mjs and validation-file.test.mjs, a narrow screen in interface.test.mjs.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import {
	accounting,
	choose,
	downloaded,
	drop,
	home,
	openExport,
	show,
	start,
	still,
	text,
	verdict,
} from "./browser.mjs";
import { clicks, countClicks } from "./clicks.mjs";
import { clean, twelveMistakes } from "./data.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

/** A page with a file that was dropped on it. */
async function dropped(content, name = "data.jsonl") {
	const page = await lab.open(lab.addresses.http, { before: countClicks });
	await drop(page.tab, { [name]: content });
	await verdict(page.tab);
	return page;
}

const press = async (tab, name) => {
	await still(tab);
	await tab.getByRole("button", { name }).click();
};
const chooseModel = async (tab, model) => {
	await tab.selectOption("#model", model);
	await verdict(tab);
};

/** From the verdict to an archive on the disk. */
async function exported(tab) {
	await still(tab);
	await tab.locator(".verdict").getByRole("button", { name: "Export" }).click();
	await tab.waitForSelector("dialog[open] .outputs");
	const { bytes } = await downloaded(tab, () =>
		tab.getByRole("button", { name: "Download as .zip" }).click(),
	);
	return bytes.toString("latin1");
}

const pairs = (count) =>
	Array.from(
		{ length: count },
		(_, n) =>
			`${JSON.stringify({ prompt: `What is item ${n}?`, completion: `It is number ${n} of them.` })}\n`,
	).join("");

describe("a journey", () => {
	it("from prompts and completions to files for Nova on the disk takes four clicks", async () => {
		const { tab, close } = await dropped(pairs(100));
		await chooseModel(tab, "nova-lite");
		await press(tab, /^Convert: /);
		assert.match(await verdict(tab), /^Ready for Amazon Nova Lite/);
		const archive = await exported(tab);
		assert.ok((await clicks(tab)) <= 4, `${await clicks(tab)} clicks`);
		for (const name of ["train.jsonl", "validation.jsonl", "report.json"])
			assert.ok(archive.includes(name), name);
		assert.match(archive, /"schemaVersion":"bedrock-conversation-2024"/);
		await close();
	});

	it("from twelve mistakes to files without them takes eight clicks", async () => {
		const { tab, close } = await dropped(twelveMistakes());
		await chooseModel(tab, "nova-lite");
		assert.equal((await accounting(tab)).all, 36);
		await press(tab, /^Fix: /);
		await verdict(tab);
		await press(tab, /^Review: Apply suggested/);
		await press(tab, /^Apply all/);
		await verdict(tab);
		// The copy, and the two that nobody but their author can mend.
		const { parts, line } = await accounting(tab);
		assert.equal(parts.at(-1), 3, line);
		const archive = await exported(tab);
		assert.ok((await clicks(tab)) <= 8, `${await clicks(tab)} clicks`);
		for (const part of [101, 102, 103, 104, 105, 106, 107, 108, 109])
			assert.ok(archive.includes(`Part ${part} costs`), `part ${part}`);
		assert.ok(!archive.includes("jane.roe"), "personal data");
		await close();
	});

	it("from clean data to a job kit takes six clicks", async () => {
		const { tab, close } = await dropped(clean(100));
		await chooseModel(tab, "nova-lite");
		await show(tab, "Train");
		await tab.getByRole("tab", { name: "Job", exact: true }).click();
		await tab.getByLabel("S3 bucket").fill("data-of-ours");
		await tab.getByLabel("AWS account ID").fill("111122223333");
		await tab.getByLabel("IAM role").fill("TuningRole");
		await still(tab);
		const { name } = await downloaded(tab, () =>
			tab.getByRole("button", { name: "Download job kit .zip" }).click(),
		);
		assert.match(name, /-kit\.zip$/);
		assert.ok((await clicks(tab)) <= 6, `${await clicks(tab)} clicks`);
		await close();
	});

	it("goes on from the exported files to the form of the job", async () => {
		const { tab, close } = await dropped(clean(100));
		await chooseModel(tab, "nova-lite");
		await show(tab, "Train");
		await tab.getByRole("tab", { name: "Model & cost" }).click();
		await exported(tab);
		await press(tab, "Next: upload and start the job");
		await tab.getByLabel("S3 bucket").waitFor();
		await close();
	});
});

describe("at 1280 × 900", () => {
	it("the first screen holds verdict, next steps and figures without scrolling", async () => {
		for (const content of [pairs(1000), twelveMistakes(), clean(1000)]) {
			const { tab, close } = await dropped(content);
			await chooseModel(tab, "nova-lite");
			for (const part of [".verdict-words", ".next-steps", ".glance"]) {
				const box = await tab.locator(part).boundingBox();
				assert.ok(box.y >= 0, part);
				assert.ok(box.y + box.height <= 900, `${part}: ${box.y + box.height}`);
			}
			assert.equal(await tab.evaluate(() => scrollY), 0);
			await close();
		}
	});

	it("no tab of 1,000 clean records is longer than one and a half screens", async () => {
		const { tab, close } = await dropped(clean(1000));
		await chooseModel(tab, "nova-lite");
		for (const name of TABS) {
			await show(tab, name);
			await still(tab);
			const height = await tab.evaluate(
				() => document.documentElement.scrollHeight,
			);
			assert.ok(height <= 1350, `${name}: ${height} px`);
		}
		await close();
	});

	it("the first issue is at most 30 presses of Tab away", async () => {
		const { tab, close } = await dropped(twelveMistakes());
		await chooseModel(tab, "nova-lite");
		await show(tab, "Issues");
		await tab.evaluate(() => document.activeElement?.blur());
		let presses = 0;
		for (let isThere = false; !isThere; presses++) {
			assert.ok(presses < 30, "no issue within 30 presses");
			await tab.keyboard.press("Tab");
			isThere = await tab.evaluate(() =>
				document.activeElement.matches(".rule-toggle"),
			);
		}
		await close();
	});
});

const TABS = ["Overview", "Issues", "Duplicates", "Data", "Split", "Train"];

/** Words of the command line in a text of the page. */
const commands = (words) =>
	words.match(/(^|[\s(`])--[a-z][a-z-]*|`?tuneset [a-z]+/gm) ?? [];

/** What is shown, save commands that are there to be copied. */
const shownWords = (tab) =>
	tab.evaluate(() =>
		[...document.querySelectorAll("main, dialog[open]")]
			.map((root) => {
				const copied = [...root.querySelectorAll(".command-box, textarea")];
				const hidden = copied.map((one) => one.style.display);
				for (const one of copied) one.style.display = "none";
				const words = root.innerText;
				for (const [n, one] of copied.entries()) one.style.display = hidden[n];
				return words;
			})
			.join("\n"),
	);

it("names in no advice an option of the command line: the page has controls", async () => {
	const rules = join(home, "tests/fixtures/rules");
	const firing = readdirSync(rules, { recursive: true })
		.filter((path) => /fires[^/]*\.jsonl$/.test(path))
		.map((path) => [
			path.replace("/", "-"),
			readFileSync(join(rules, path), "utf8"),
		]);
	assert.ok(firing.length > 50);
	const { tab, close } = await lab.open(lab.addresses.http);
	await choose(tab, Object.fromEntries(firing));
	await verdict(tab);
	for (const name of TABS) {
		await show(tab, name);
		await still(tab);
		assert.deepEqual(commands(await shownWords(tab)), [], name);
	}
	await openExport(tab);
	assert.deepEqual(commands(await shownWords(tab)), [], "Export");
	await tab.keyboard.press("Escape");
	await show(tab, "Issues");
	const names = await tab.locator(".rule-name").allInnerTexts();
	assert.ok(names.length > 40, `${names.length} rules`);
	const found = [];
	for (const name of names) {
		await tab
			.locator(".rule-toggle", { has: tab.getByText(name, { exact: true }) })
			.click();
		const folded = tab.locator(".issues-detail .docs:not([open]) > summary");
		if ((await folded.count()) > 0) await folded.click();
		const said = commands(await text(tab, ".issues-detail"));
		if (said.length > 0) found.push(`${name}: ${said.join(", ")}`);
	}
	assert.deepEqual(found, []);
	await close();
});
