// Fixes on the page: each is shown before it is applied, and the export matches.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
	accounting,
	choose,
	download,
	focused,
	NO_TROUBLES,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { array, clean, record } from "./data.mjs";

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

const safe = (tab) => tab.getByRole("switch", { name: "Apply safe fixes" });
const guesses = (tab) =>
	tab.getByRole("switch", { name: "Apply unsafe fixes" });

/** Text in the box below "With the fix", for every finding of these rules, in file order. */
async function previews(tab, rules) {
	const shown = [];
	for (const rule of rules) {
		const toggle = tab.locator(".rule-toggle", { hasText: rule });
		if ((await toggle.getAttribute("aria-expanded")) === "false")
			await toggle.click();
		const body = tab.locator(`#rule-${rule}`);
		for (const finding of await body.locator(".finding").all()) {
			await finding.getByRole("button", { name: "Show the record" }).click();
			const box = finding.getByLabel(/, with the fix$/);
			await box.waitFor();
			shown.push(
				// A line feed and a tab show as signs; a screen reader's words do not count.
				await box.evaluate((section) => {
					const copy = section.cloneNode(true);
					for (const hidden of copy.querySelectorAll(".sr")) hidden.remove();
					return copy.textContent.replaceAll("↵", "\n").replaceAll("→", "\t");
				}),
			);
		}
	}
	return shown;
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
		assert.match(await verdict(tab), /^Not ready/);
		const shown = await previews(tab, [
			"invalid-json",
			"multiple-values-on-line",
		]);
		const all = [...SAFE, ...UNSAFE];
		const becomes = (rule) =>
			all.filter(([, found]) => found === rule).map(([, , after]) => after);
		assert.deepEqual(shown, [
			...becomes("invalid-json"),
			...becomes("multiple-values-on-line"),
		]);
		const change = tab.locator("#rule-invalid-json .change").nth(2);
		assert.equal(await change.locator("del").first().textContent(), "'");
		assert.equal(await change.locator("ins").first().textContent(), '"');

		await guesses(tab).click();
		await tab.waitForSelector(".fixed-note");
		assert.match(await verdict(tab), /^Ready/);
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
		for (const one of [safe(tab), guesses(tab)])
			assert.equal(await one.isChecked(), false);
		assert.match(
			await text(tab, ".fixes"),
			/beyond doubt; 4 findings to repair.*a guess: look at it before you export; 3 findings to repair/,
		);
		await safe(tab).click();
		await tab.waitForSelector(".fixed-note");
		assert.match(await text(tab, ".fixed-note"), /4 findings repaired/);
		assert.equal(await safe(tab).isChecked(), true);
		assert.equal(await guesses(tab).isChecked(), false);
		assert.match(await text(tab, ".command code"), / --fix /);
		await guesses(tab).click();
		await tab.waitForFunction(() =>
			document
				.querySelector(".command code")
				?.textContent?.includes("--unsafe-fixes"),
		);
		await tab.getByRole("button", { name: "New file…" }).click();
		await choose(tab, DATA);
		await verdict(tab);
		for (const one of [safe(tab), guesses(tab)])
			assert.equal(await one.isChecked(), false);
		await close();
	});

	it("applies the fixes of one rule, and takes back what was done last", async () => {
		const { tab, troubles, close } = await lab.open(lab.addresses.http);
		await choose(tab, DATA);
		await verdict(tab);
		const [shown] = await previews(tab, ["multiple-values-on-line"]);
		await tab
			.getByRole("button", { name: "Apply to all 1 multiple-values-on-line" })
			.click();
		await tab.waitForSelector(".fixed-note");
		await tab
			.getByRole("button", { name: "Apply to all 2 invalid-json" })
			.click();
		await settled(tab, "3 findings repaired.");
		const toggle = tab.locator(".rule-toggle", { hasText: "invalid-json" });
		await toggle.click();
		await tab.getByRole("button", { name: "Apply 3 guesses" }).click();
		await settled(tab, "6 findings repaired.");
		await tab.locator(".changes summary").click();
		assert.deepEqual(await tab.locator(".changes li > span").allInnerTexts(), [
			"Safe fixes for multiple-values-on-line",
			"Safe fixes and guesses for invalid-json",
		]);
		assert.equal(await leavingAsks(tab), true);
		await tab.keyboard.press("Control+z");
		await settled(tab, "1 finding repaired.");
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
	await tab.getByRole("button", { name: "New file…" }).click();
	await choose(tab, files);
	const said = await verdict(tab);
	assert.match(said, /^Ready/);
}
