// Accessibility: any theme, any width, no mouse, a screen reader.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	choose,
	closeExport,
	downloaded,
	drawn,
	dropInstead,
	focused,
	home,
	openExport,
	show,
	showAfter,
	start,
	verdict,
} from "./browser.mjs";
import { clean } from "./data.mjs";
import { without } from "./engines.mjs";
import { issue, raw } from "./issues.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

const example = (tab) =>
	tab.getByRole("button", { name: /Try a sample/ }).click();

const TABS = ["Overview", "Issues", "Duplicates", "Data", "Split", "Train"];

/** Opens one of everything that folds on the tab in view. */
async function openAll(tab) {
	const some =
		".rule-toggle, .cluster-toggle, .record .segments button:last-child, details";
	for (const selector of some.split(", ")) {
		const first = tab.locator(`.tab-panel ${selector}`).first();
		if ((await first.count()) === 0) continue;
		if (selector === "details") await first.locator("summary").first().click();
		else await first.click();
	}
}

/** Goes to each tab and to the drawer of the export, as it comes and with everything opened. */
async function everywhere(tab, visit) {
	for (const name of TABS) {
		await show(tab, name);
		await visit(name);
		await openAll(tab);
		await visit(`${name}, opened`);
	}
	await openExport(tab);
	await visit("Export");
	await closeExport(tab);
}

for (const colorScheme of ["light", "dark"]) {
	describe(`axe finds nothing, ${colorScheme}`, {
		skip: without("axe"),
	}, () => {
		it("on the empty page", async () => {
			const { tab, close } = await lab.open(lab.addresses.http, {
				colorScheme,
			});
			assert.deepEqual(await violations(tab), []);
			await tab.getByRole("button", { name: "Paste text" }).click();
			await tab.getByText("How to check").click();
			assert.deepEqual(await violations(tab), []);
			await close();
		});
		it("after a run with findings, everything opened", async () => {
			const { tab, close } = await lab.open(lab.addresses.http, {
				colorScheme,
			});
			await example(tab);
			await verdict(tab);
			await everywhere(tab, async (name) =>
				assert.deepEqual(await violations(tab), [], name),
			);
			await tab.getByText("How to check").click();
			assert.deepEqual(await violations(tab), [], "how to verify");
			await close();
		});
		it("after a clean run", async () => {
			const { tab, close } = await lab.open(lab.addresses.http, {
				colorScheme,
			});
			await choose(tab, {
				"a.jsonl": clean(30),
				"b.jsonl": clean(30, "other"),
			});
			await verdict(tab);
			await everywhere(tab, async (name) =>
				assert.deepEqual(await violations(tab), [], name),
			);
			await close();
		});
		it("after training, before there is a file", async () => {
			const { tab, close } = await lab.open(lab.addresses.http, {
				colorScheme,
			});
			await showAfter(tab);
			assert.deepEqual(await violations(tab), []);
			await close();
		});
	});
}

it("shows everything on 320 px without scrolling sideways", async () => {
	const { tab, close } = await lab.open(lab.addresses.http, {
		viewport: { width: 320, height: 640 },
	});
	const overflow = () =>
		tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	assert.ok((await overflow()) <= 0, "empty");
	await showAfter(tab);
	assert.ok((await overflow()) <= 0, "after training");
	await tab.getByRole("button", { name: "Prepare data" }).click();
	await example(tab);
	await verdict(tab);
	/** Fields that reach beyond the screen, or beyond what holds them and does not scroll. */
	const cut = () =>
		tab.evaluate(() =>
			[...document.querySelectorAll("input, select, textarea")]
				.filter((field) => field.checkVisibility())
				.filter((field) => {
					const { left, right } = field.getBoundingClientRect();
					const isHeld = field.closest(".wide, .tabs") !== null;
					return left < 0 || (!isHeld && right > innerWidth);
				})
				.map((field) => field.id || field.outerHTML),
		);
	await everywhere(tab, async (name) => {
		assert.ok((await overflow()) <= 0, name);
		assert.deepEqual(await cut(), [], name);
	});
	await close();
});

it("keeps the verdict in sight on a phone, in a line of 48 pixels", async () => {
	const { tab, close } = await lab.open(lab.addresses.http, {
		viewport: { width: 320, height: 640 },
	});
	await example(tab);
	await verdict(tab);
	await show(tab, "Train");
	const height = await tab.evaluate(async () => {
		scrollTo(0, document.documentElement.scrollHeight);
		const root = document.documentElement;
		while (root.dataset.scrolled === undefined)
			await new Promise((done) => requestAnimationFrame(done));
		const box = document.querySelector(".verdict").getBoundingClientRect();
		return { top: box.top, height: box.height };
	});
	assert.equal(height.top, 0);
	assert.ok(height.height <= 48, `${height.height} px`);
	await close();
});

it("goes from the example to an opened finding and a download by keyboard alone", async () => {
	const { tab, close } = await lab.open(lab.addresses.file);
	/** Presses Tab, or with Shift, until something with this name has the focus, which must show. */
	const reach = async (name, key = "Tab") => {
		for (let presses = 0; presses < 120; presses++) {
			await tab.keyboard.press(key);
			const focused = await tab.evaluate(() => {
				const element = document.activeElement;
				return {
					name:
						element?.getAttribute("aria-label") ?? element?.textContent ?? "",
					outline: element ? getComputedStyle(element).outlineStyle : "none",
				};
			});
			if (!name.test(focused.name)) continue;
			assert.notEqual(focused.outline, "none", `the focus on ${name} shows`);
			return;
		}
		assert.fail(`Tab never reached ${name}`);
	};
	const holdsFocus = (after) =>
		focused(tab, () => document.activeElement !== document.body).catch(() =>
			assert.fail(`after ${after} the focus is nowhere`),
		);
	await reach(/Try a sample/);
	await tab.keyboard.press("Enter");
	await verdict(tab);
	await holdsFocus("the example");
	await reach(/^Review: /);
	await tab.keyboard.press("Enter");
	await tab.waitForSelector("[data-tab=issues]");
	await holdsFocus("the way to the issues");
	await reach(/role-order/);
	await tab.keyboard.press("Enter");
	await holdsFocus("opening a rule");
	// It stands before the issues; Firefox without a window does not go on from the end of a page to its beginning.
	await reach(/^Export$/, "Shift+Tab");
	await tab.keyboard.press("Enter");
	await tab.waitForSelector("dialog[open]");
	await holdsFocus("opening the export");
	await reach(/^Download train.jsonl/);
	const got = await downloaded(tab, () => tab.keyboard.press("Enter"));
	assert.equal(got.name, "train.jsonl");
	await holdsFocus("a download");
	await close();
});

it("keeps the focus on what was pressed, or on what came of it", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	const press = async (target, settled = () => verdict(tab)) => {
		await target.waitFor();
		const name = await target.textContent();
		await target.focus();
		await tab.keyboard.press("Enter");
		await drawn(tab);
		await settled();
		await focused(tab, () => document.activeElement !== document.body).catch(
			() => assert.fail(`after ${name} the focus is nowhere`),
		);
	};
	const button = (name) => tab.getByRole("button", { name }).first();
	const rule = (name) => tab.locator(".rule-toggle", { hasText: name });
	const pair = (n, comma) =>
		`{"prompt": "Is room ${n} free?", "completion": "Yes, ${n}."${comma}}\n`;
	const broken = Array.from({ length: 450 }, (_, n) => pair(n, ","));
	const copies = pair(500, "").repeat(3);
	await choose(tab, { "train.jsonl": copies + broken.join("") });
	await verdict(tab);
	await show(tab, "Issues");
	await press(rule("invalid-json"));
	for (const turn of ["Next", "Next", "Previous", "Previous"])
		await press(button(turn));
	await press(button("Fix 450 invalid-json"));
	await press(button("Undo 450 invalid-json"));
	await show(tab, "Duplicates");
	await press(tab.locator(".cluster-toggle").first());
	await press(button(/^drop line/));
	await press(tab.locator(".changes summary"));
	await press(button(/^Undo: Drop/));
	await show(tab, "Overview");
	await press(button(/^Fix: /));
	await press(button("Undo the fixes"));
	await dropInstead(tab, {
		"chats.jsonl": readFileSync(
			join(home, "tests/fixtures/layouts/openai-chat.jsonl"),
			"utf8",
		),
	});
	await press(button(/^Convert: /));
	await press(button("Undo the conversion"));
	await press(button("New file…"), () => tab.waitForSelector(".drop"));
	await close();
});

it("moves nothing where less motion is wanted", {
	skip: without("media"),
}, async () => {
	const moving = async (reducedMotion) => {
		const { tab, close } = await lab.open(lab.addresses.http, {
			reducedMotion,
		});
		await example(tab);
		await verdict(tab);
		const found = await tab.evaluate(
			() =>
				[...document.querySelectorAll("*")].filter((element) => {
					const { transitionDuration, animationDuration } =
						getComputedStyle(element);
					return /[1-9]/.test(transitionDuration + animationDuration);
				}).length,
		);
		await close();
		return found;
	};
	assert.ok((await moving("no-preference")) > 0);
	assert.equal(await moving("reduce"), 0);
});

it("can be read in forced colours: bars and charts", {
	skip: without("media"),
}, async () => {
	const { tab, close } = await lab.open(lab.addresses.http, {
		forcedColors: "active",
	});
	await example(tab);
	await verdict(tab);
	const seen = await tab.evaluate(() => {
		const style = (selector) =>
			getComputedStyle(document.querySelector(selector));
		return {
			page: style("body").backgroundColor,
			train: style(".bar-train").backgroundColor,
			validation: style(".bar-validation").backgroundColor,
		};
	});
	await show(tab, "Data");
	const column = await tab.evaluate(
		() => getComputedStyle(document.querySelector(".chart rect")).fill,
	);
	assert.equal(
		new Set([seen.page, seen.train, seen.validation]).size,
		3,
		"the sides can be told apart",
	);
	assert.notEqual(column, seen.page);
	await close();
});

it("tells a screen reader when it starts and how it ended", async () => {
	const { tab, close } = await lab.open(lab.addresses.http, {
		before: () => {
			window.spoken = [];
			addEventListener("DOMContentLoaded", () => {
				new MutationObserver(() => {
					const text = document.querySelector(
						'[aria-live="polite"]',
					)?.textContent;
					if (text && window.spoken.at(-1) !== text) window.spoken.push(text);
				}).observe(document.body, {
					subtree: true,
					childList: true,
					characterData: true,
				});
			});
		},
	});
	await example(tab);
	await verdict(tab);
	const spoken = await tab.evaluate(() => window.spoken);
	assert.match(spoken[0], /^Checking 1 file/);
	assert.match(spoken.at(-1), /^Done\. .*would be rejected/);
	await close();
});

it("shows what is in the data as text, whatever it looks like", async () => {
	const { tab, troubles, close } = await lab.open(lab.addresses.http);
	const evil =
		'{"messages":[<img src=x onerror="document.title=1"><script>document.title=2</script>';
	await choose(tab, { '<b onclick="x">.jsonl': `${evil}\n${clean(20)}` });
	await verdict(tab);
	await show(tab, "Issues");
	await issue(tab);
	assert.match(await (await raw(tab)).innerText(), /<img src=x onerror=/);
	assert.match(await tab.title(), /^Tuneset/);
	assert.deepEqual((await troubles()).violations, []);
	await close();
});
