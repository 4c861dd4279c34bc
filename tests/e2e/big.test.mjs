// Large files: the page's progress, its response, its memory, and its recovery from faults.

import assert from "node:assert/strict";
import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { watched } from "../../benches/processes.mjs";
import {
	accounting,
	download,
	drop,
	show,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { clean, record, writeLines } from "./data.mjs";
import { goToLine } from "./issues.mjs";

const MIB = 2 ** 20;

let lab;
/** Two hundred megabytes of copies: much to read, little to keep. */
let large;
before(async () => {
	lab = await start();
	const block = clean(1000).trimEnd();
	large = writeLines(join(lab.folder, "large.jsonl"), 1000, () => block);
});
after(() => lab?.stop());

/** Keeps the messages of the workers to the page, in order, and the workers of the run. Sent to the page as text. */
function listen() {
	const [told, crew] = [[], []];
	Object.assign(window, { told, crew });
	const Real = Worker;
	window.Worker = class extends Real {
		constructor(...given) {
			super(...given);
			this.addEventListener("message", ({ data }) => {
				if (data?.progress) told.push(data.progress);
				if (data?.partial) told.push({ partial: data.partial });
			});
		}
		postMessage(message, ...rest) {
			if (message?.role) crew.push(this);
			// The page has no switch for it, and it keeps the words of every record.
			if (message?.role === "lead" && window.withoutNear)
				message.options.near = "off";
			super.postMessage(message, ...rest);
		}
	};
}

const open = () => lab.open(lab.addresses.http, { before: listen });

/** Starts checking and waits until a part of it is done. */
async function underWay(tab, path, share = 0.1) {
	await tab.setInputFiles("[data-testid=files]", path);
	await tab.getByRole("progressbar").waitFor();
	await tab.waitForFunction(
		(share) => document.querySelector("progress")?.value > share,
		share,
	);
}

/** Waits without a limit: only the test's own end ends it. */
const settled = (tab, phase = "done") =>
	tab.waitForSelector(`.verdict[data-phase=${phase}]`, { timeout: 0 });

const reported = async (tab) =>
	JSON.parse((await download(tab, "report.json")).bytes);

function ascends(numbers, what) {
	for (const [at, number] of numbers.slice(1).entries())
		assert.ok(
			number >= numbers[at],
			`${what} goes back from ${numbers[at]} to ${number}`,
		);
}

describe("while a large file is checked", () => {
	it("the page says how far it is, never going back, and answers", async () => {
		const { tab, close } = await open();
		await tab.evaluate(() => {
			window.shown = [];
			window.spoken = [];
			const live = document.querySelector("[aria-live=polite]");
			new MutationObserver(() => window.spoken.push(live.textContent)).observe(
				live,
				{ characterData: true, childList: true, subtree: true },
			);
			new MutationObserver(() => {
				const words = document.querySelector(".verdict-words");
				const bar = document.querySelector("progress");
				if (bar) window.shown.push([bar.value, words?.textContent]);
			}).observe(document.body, {
				attributeFilter: ["value"],
				characterData: true,
				childList: true,
				subtree: true,
			});
		});
		await underWay(tab, large);
		const theme = tab.locator("button.theme");
		const before = await theme.getAttribute("aria-label");
		await theme.click();
		const answer = await tab.evaluate(() => ({
			phase: document.querySelector(".verdict")?.dataset.phase,
			theme: document.querySelector("button.theme")?.ariaLabel,
		}));
		assert.equal(answer.phase, "running");
		assert.notEqual(answer.theme, before);
		await settled(tab);
		const { told, shown, spoken } = await tab.evaluate(() => ({
			spoken: window.spoken,
			told: window.told.map((word) => ({
				...word,
				partial: word.partial?.counts.records,
			})),
			shown: window.shown,
		}));
		const progress = told.filter((word) => word.partial === undefined);
		assert.ok(progress.length >= 4, `told ${progress.length} times`);
		for (const phase of ["checking", "relating"]) {
			const bytes = progress.flatMap((word) =>
				word.phase === phase ? [word.bytes] : [],
			);
			assert.ok(bytes.length > 0, `nothing was told while ${phase}`);
			ascends(bytes, `bytes while ${phase}`);
		}
		// Progress and partial reports never go back.
		ascends(
			told.map(({ records, partial }) => partial ?? records),
			"records",
		);
		const { size } = statSync(large);
		for (const { bytes, totalBytes } of progress) {
			assert.equal(totalBytes, size);
			assert.ok(bytes <= size);
		}
		assert.ok(progress.at(-1).bytesPerSecond > 0);
		assert.ok(progress.some(({ secondsLeft }) => secondsLeft > 0));
		assert.ok(shown.length >= 4, `shown ${shown.length} times`);
		ascends(
			shown.map(([value]) => value),
			"the bar",
		);
		// A quarter that is skipped between two messages is not announced.
		const quarters = spoken.flatMap((text) =>
			text.endsWith("percent done.") ? [Number.parseInt(text, 10)] : [],
		);
		assert.ok(quarters.length > 0);
		assert.deepEqual(
			quarters,
			[25, 50, 75].filter((share) => quarters.includes(share)),
		);
		assert.match(spoken[0], /^Checking 1 file/);
		assert.match(spoken.at(-1), /^Done\. /);
		const words = shown.map(([, words]) => words);
		assert.match(
			words.findLast((text) => text.startsWith("Checking")),
			/^Checking\s\d+%[\d,]+\srecords\s·\s[\d.]+\sMB\/s/,
		);
		assert.match(words.at(-1), /^Finding near-duplicates\s\d+%[\d,]+\srecords/);
		assert.doesNotMatch(words.at(-1), /B\/s/, "nothing is read any more");
		await close();
	});

	it("cancelling keeps a part, says so, and the next run is like the first", async () => {
		const { tab, close } = await open();
		await underWay(tab, large, 0.2);
		await tab.waitForFunction(() => window.told.some(({ partial }) => partial));
		await tab.getByRole("button", { name: "Cancel" }).click();
		await settled(tab, "cancelled");
		const words = await text(tab, ".verdict-words");
		assert.match(
			words,
			/^Canceled after [\d,]+ records Results below are partial/,
		);
		// A partial result is not exported as if it were all.
		assert.equal(await tab.getByRole("button", { name: "Export" }).count(), 0);
		const told = await tab.evaluate(() => window.told.length);
		await drop(tab, { "small.jsonl": clean(30) });
		assert.match(await verdict(tab), /^Valid/);
		const again = await reported(tab);
		await close();
		assert.ok(told > 0);
		const fresh = await open();
		await drop(fresh.tab, { "small.jsonl": clean(30) });
		await verdict(fresh.tab);
		assert.deepEqual(again, await reported(fresh.tab));
		await fresh.close();
	});

	it("a checker that fails midway is done without, and every record is counted", async () => {
		const { tab, close } = await open();
		await underWay(tab, large);
		// No role that a worker knows how to take: it throws in the worker, of itself.
		await tab.evaluate(() => window.crew.at(-1).postMessage({ role: "lead" }));
		await settled(tab);
		const { all, sum } = await accounting(tab);
		assert.equal(all, 1_000_000);
		assert.equal(sum, 1_000_000);
		await close();
	});
});

describe("a million broken lines", () => {
	const LINES = 1_000_020;
	let path;
	before(() => {
		path = writeLines(join(lab.folder, "broken.jsonl"), LINES, (n) =>
			n === 999_999 ? '{"prompt":"the millionth"' : `{"prompt":"${n + 1}",`,
		);
	});

	it("are counted, take little memory, and each can be looked at", async () => {
		const { tab, close } = await open();
		const { peak } = await watched(process.pid, async () => {
			await tab.setInputFiles("[data-testid=files]", path);
			await settled(tab);
		});
		const { all, sum } = await accounting(tab);
		assert.equal(all, LINES);
		assert.equal(sum, LINES);
		if (existsSync("/proc/self/status"))
			assert.ok(peak < 400 * MIB, `${(peak / MIB).toFixed()} MiB`);
		await show(tab, "Issues");
		const line = async (number) => {
			await goToLine(tab, number);
			await tab.waitForFunction(
				(text) =>
					document
						.querySelector("article.line .record")
						?.textContent.includes(text),
				number === 1_000_000 ? "the millionth" : `"${number}"`,
			);
		};
		await line(1_000_000);
		await line(LINES);
		await line(1);
		await close();
	});
});

describe("half a gigabyte", () => {
	it("is checked with less than 600 MiB above what the empty page takes", async (t) => {
		if (!existsSync("/proc/self/status"))
			return t.skip("memory is read from /proc, which only Linux has");
		const answer = "Some words that many answers have in common. ".repeat(18);
		const path = writeLines(join(lab.folder, "half.jsonl"), 500_000, (n) =>
			record(`Question ${n}?`, `${answer} And this is number ${n}.`),
		);
		const { tab, close } = await open();
		await tab.evaluate(() => {
			window.withoutNear = true;
		});
		const { peak } = await watched(process.pid, async () => {
			await tab.setInputFiles("[data-testid=files]", path);
			await settled(tab);
		});
		assert.equal((await accounting(tab)).all, 500_000);
		assert.ok(peak < 600 * MIB, `${(peak / MIB).toFixed()} MiB`);
		t.diagnostic(
			`${(statSync(path).size / MIB).toFixed()} MiB checked with ${(peak / MIB).toFixed()} MiB`,
		);
		await close();
		rmSync(path);
	});
});
