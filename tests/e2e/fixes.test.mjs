// Fixes on the page: each is shown before it is applied, and the export matches.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
	accounting,
	choose,
	closeExport,
	download,
	focused,
	NO_TROUBLES,
	openExport,
	show,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { array, clean, record } from "./data.mjs";
import { issue, raw } from "./issues.mjs";

const pair = (n) =>
	`{"prompt": "Is room ${n} free?", "completion": "Yes, room ${n} is."}`;
const sound = Array.from({ length: 60 }, (_, n) => pair(n)).join("\n");
/** Each with the rule that finds it, and its repaired form. */
const SAFE = [
	[pair(70).replace("}", ",}"), "invalid-json", pair(70)],
	[
		`${pair(71)}${pair(72)},`,
		"multiple-values-on-line",
		`${pair(71)}\n${pair(72)}`,
	],
	[
		pair(73).replace("free", "\tfree"),
		"invalid-json",
		pair(73).replace("free", "\\tfree"),
	],
];
const UNSAFE = [
	[pair(74).replaceAll('"', "'"), "invalid-json", pair(74)],
	[`${pair(75)}}`, "invalid-json", pair(75)],
	[pair(76).replace('?"', "?"), "invalid-json", pair(76)],
];
const DATA = {
	"train.jsonl": `// train.jsonl\n${sound}\n${[...SAFE, ...UNSAFE].map(([line]) => line).join("\n")}\n`,
};

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

const safe = (tab) =>
	tab.getByRole("button", { name: /^Fix \d+ problems? safely$/ });
const review = (tab) =>
	tab.getByRole("button", { name: /^Review \d+ suggested fix/ });
const applyAll = (tab) =>
	tab.getByRole("button", { name: /^Apply all \d+ suggested fix/ });

/** Text in the box below "With the fix", for every place of these rules, in file order. */
async function previews(tab, rules) {
	const shown = [];
	for (const rule of rules) {
		await issue(tab, rule);
		const places = await text(tab, ".finding-steps span");
		for (let place = 1, all = Number(places.split(" ").at(-1)); ; place++) {
			await raw(tab);
			const box = tab.getByLabel(/, with the fix$/);
			await box.waitFor();
			const line = (await text(tab, "#issue")).match(/\d+/)[0];
			// A line feed and a tab show as signs; a screen reader's words do not count.
			const after = await box.evaluate((section) => {
				const copy = section.cloneNode(true);
				for (const hidden of copy.querySelectorAll(".sr")) hidden.remove();
				return copy.textContent.replaceAll("↵", "\n").replaceAll("→", "\t");
			});
			shown.push([Number(line), after]);
			if (place === all) break;
			await tab.getByRole("button", { name: "Next" }).click();
		}
	}
	return shown.sort(([a], [b]) => a - b).map(([, after]) => after);
}

/** The command of the same run, which the drawer of the export has. */
async function command(tab) {
	await openExport(tab);
	const said = await text(tab, ".command code");
	await closeExport(tab);
	return said;
}

const settled = (tab, note) =>
	tab.waitForFunction(
		(words) =>
			document.querySelector(".fixed-note")?.textContent.trim() === words,
		note,
	);

/** True if a browser would ask before it leaves the page. */
const leavingAsks = (tab) =>
	tab.evaluate(
		() => !dispatchEvent(new Event("beforeunload", { cancelable: true })),
	);

describe("repairs", () => {
	it("shows each fix before and after, and exports what it showed", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http);
		await choose(tab, DATA);
		assert.match(await verdict(tab), /^Not valid/);
		const shown = await previews(tab, [
			"invalid-json",
			"multiple-values-on-line",
		]);
		assert.deepEqual(
			shown,
			[...SAFE, ...UNSAFE].map(([, , after]) => after),
		);
		await tab.getByRole("searchbox").fill("line 65");
		const change = tab.locator(".finding .change");
		assert.equal(await change.locator("del").first().textContent(), "'");
		assert.equal(await change.locator("ins").first().textContent(), '"');
		await tab.getByRole("searchbox").fill("");

		await review(tab).click();
		await applyAll(tab).click();
		await tab.waitForSelector(".fixed-note");
		assert.match(await verdict(tab), /^Valid/);
		const exported = [];
		for (const name of ["train.jsonl", "validation.jsonl"]) {
			const { bytes } = await download(tab, name);
			exported.push(...bytes.toString().trimEnd().split("\n"));
		}
		const expected = [sound, ...shown].flatMap((lines) => lines.split("\n"));
		assert.deepEqual(exported.sort(), expected.sort());
		const { all: lines, sum } = await accounting(tab);
		assert.equal(lines, sum);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("guesses only when asked to, and forgets that with the file", async () => {
		const { tab, close } = await lab.open(lab.addresses.http);
		await choose(tab, DATA);
		await verdict(tab);
		await show(tab, "Issues");
		assert.equal(await safe(tab).innerText(), "Fix 4 problems safely");
		assert.equal(await review(tab).innerText(), "Review 3 suggested fixes");
		await safe(tab).click();
		await tab.waitForSelector(".fixed-note");
		await verdict(tab);
		assert.equal(await safe(tab).count(), 0);
		await tab.getByRole("button", { name: "Undo safe fixes" }).waitFor();
		assert.match(await command(tab), / --fix /);
		// To review is to look at them, and nothing else.
		await review(tab).click();
		assert.deepEqual(await tab.locator(".rule-name").allInnerTexts(), [
			"invalid-json",
		]);
		assert.equal(await text(tab, ".finding-steps span"), "1 of 3");
		assert.match(await text(tab, ".fix-title"), /^Suggested fix: /);
		assert.doesNotMatch(await command(tab), /--unsafe-fixes/);
		await applyAll(tab).click();
		await settled(tab, "7 issues fixed.");
		assert.match(await command(tab), / --unsafe-fixes /);
		await tab.getByRole("button", { name: "Undo suggested fixes" }).click();
		await review(tab).waitFor();
		await tab.evaluate(() => {
			window.confirm = () => true;
		});
		await tab.getByRole("button", { name: "New file…" }).click();
		await choose(tab, DATA);
		await verdict(tab);
		await show(tab, "Issues");
		assert.equal(await safe(tab).count(), 1);
		await close();
	});

	it("applies the fixes of one rule, and takes back what was done last", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http);
		await choose(tab, DATA);
		await verdict(tab);
		const [shown] = await previews(tab, ["multiple-values-on-line"]);
		await tab
			.getByRole("button", { name: "Fix 1 multiple-values-on-line" })
			.click();
		await tab.waitForSelector(".fixed-note");
		await tab.getByRole("button", { name: "Fix 2 invalid-json" }).click();
		await settled(tab, "3 issues fixed.");
		await issue(tab, "invalid-json");
		await tab.getByRole("button", { name: "Apply 3 suggested fixes" }).click();
		await settled(tab, "6 issues fixed.");
		await tab.locator(".changes summary").click();
		assert.deepEqual(await tab.locator(".changes li > span").allInnerTexts(), [
			"Safe fixes for multiple-values-on-line",
			"Safe and suggested fixes for invalid-json",
		]);
		assert.equal(await leavingAsks(tab), true);
		await tab.keyboard.press("Control+z");
		await settled(tab, "1 issue fixed.");
		const { all, sum } = await accounting(tab);
		assert.equal(all, sum);
		const exported = [];
		for (const name of ["train.jsonl", "validation.jsonl"])
			exported.push(
				...(await download(tab, name)).bytes.toString().trimEnd().split("\n"),
			);
		assert.deepEqual(
			exported.sort(),
			[sound, shown].flatMap((lines) => lines.split("\n")).sort(),
		);
		assert.equal(await leavingAsks(tab), false, "what is saved is not lost");
		await tab
			.getByRole("button", {
				name: "Undo: Safe fixes for multiple-values-on-line",
			})
			.click();
		await tab.waitForSelector(".fixed-note", { state: "detached" });
		await tab.waitForSelector(".changes", { state: "detached" });
		assert.equal(await leavingAsks(tab), false);
		assert.deepEqual(await troubles(), NO_TROUBLES);
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
		await show(tab, "Issues");
		assert.match(await text(tab, ".rule-name"), /json-array-file/);
		await tab.getByRole("button", { name: "Fix 1 json-array-file" }).click();
		assert.match(await text(tab, ".fixed-note"), /1 issue fixed/);
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
		await show(tab, "Issues");
		await tab.getByRole("button", { name: "Fix 2 invalid-json" }).click();
		assert.match(await text(tab, ".fixed-note"), /2 issues fixed/);
		assert.match(await verdict(tab), /^Ready/);
		// The focus stays where the rule went.
		await focused(
			tab,
			() => document.activeElement.ariaLabel === "Undo 2 invalid-json",
		);
		assert.match(await command(tab), / --fix-rule invalid-json=safe /);
		await tab.getByRole("button", { name: "Undo 2 invalid-json" }).click();
		await tab.waitForSelector(".fixed-note", { state: "detached" });
		assert.match(await verdict(tab), /2 of 112/);
		await close();
	});
});

/** Checks exported files and finds no error in them. */
async function recheck(tab, files) {
	await tab.getByRole("button", { name: "New file…" }).click();
	await choose(tab, files);
	const said = await verdict(tab);
	assert.match(said, /^Ready/);
}
