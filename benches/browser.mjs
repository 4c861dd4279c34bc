// `npm run bench -- browser`: a large file in Chromium, on the page as users have it, beside merely reading the same ranges with the
// same number of workers. `--mib=2048` takes a file of that size. Ratios are of medians of interleaved runs; each time comes
// with the processor time of all of Chromium's processes, which is more reliable on a busy machine.

import { existsSync, mkdirSync, statSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium as engine } from "playwright-core";
import { home } from "../scripts/machine.mjs";
import { chromium } from "../scripts/toolchain.mjs";
import { writeDataset } from "./dataset.mjs";
import {
	followShare,
	followThreshold,
	readRanges,
	watchPage,
} from "./page.mjs";
import { idle, watched } from "./processes.mjs";
import { usable } from "./usable.mjs";

const SEED = 20261122;
const RECORD = 1088;
const folder = join(tmpdir(), "tuneset-bench");
const built = join(home, "dist", "tuneset.html");
const address = pathToFileURL(built).href;
/** As the page counts them: the coordinator and its checkers. */
const WORKERS = Math.min(availableParallelism(), 8);

/** @typedef {{ ms: number, cpu: number, peak: number, updates: number, longest: number }} Took */

/** @param {boolean} quick */
export async function browser(quick) {
	const given = process.argv.find((word) => word.startsWith("--mib="));
	const beside = process.argv.find((word) => word.startsWith("--beside="));
	await usable(beside ? [beside.slice(9), built] : [built]);
	const mib = given ? Number(given.slice(6)) : quick ? 64 : 128;
	const rounds = quick || mib > 128 ? 3 : 5;
	const records = Math.ceil((mib << 20) / RECORD);
	const clean = dataset(`${records}-${SEED}.jsonl`, records);
	const spoilt = dataset(`${records}-${SEED}-spoilt.jsonl`, records, (line) =>
		line.replace(/\}$/, ",}"),
	);
	const bytes = statSync(clean).size;
	const instance = await engine.launch({
		executablePath: chromium(),
		args: ["--no-sandbox", "--disable-gpu"],
	});
	// This process only waits: all that is taken is taken by the browser, its child.
	const { pid } = process;
	/** @param {string} near */
	const open = async (near) => {
		const page = await instance.newPage();
		await page.addInitScript(watchPage, near);
		await page.goto(address);
		await page.waitForSelector("#model optgroup", { state: "attached" });
		await idle(pid);
		return page;
	};
	/** @param {string} file @param {string} near @param {boolean} [sought] in a dialog @returns {Promise<Took>} */
	const check = async (file, near, sought) => {
		const page = await open(near);
		if (sought) await openDialog(page, pid);
		const took = await checked(page, pid, file);
		await page.close();
		return took;
	};
	const reading = async () => {
		const page = await open("off");
		await choose(page, clean, "#bench");
		const { result, cpu, peak } = await watched(pid, () =>
			page.evaluate(readRanges, WORKERS),
		);
		await page.close();
		return { ms: result, cpu, peak, updates: 0, longest: 0 };
	};
	console.log(
		`\nChromium, ${WORKERS} workers: ${records.toLocaleString("en")} records, ${megabytes(bytes)}, ${rounds} rounds, interleaved; load ${loadavg()[0].toFixed(1)}\n`,
	);
	const found = await interleaved(rounds, {
		"reading alone": reading,
		"check, near off": () => check(clean, "off"),
		"check, near on": () => check(clean, "0.8"),
		"near off, from a dialog": () => check(clean, "off", true),
		"near on, from a dialog": () => check(clean, "0.8", true),
		"check, all invalid": () => check(spoilt, "off"),
	});
	table(found, bytes);
	const page = await open("off");
	await checked(page, pid, clean);
	const line = records - 7;
	console.log(
		`line ${line.toLocaleString("en")} is shown ${(await jump(page, line)).toFixed(0)} ms after it is asked for (aim: below 200)`,
	);
	const small = await open("off");
	await checked(small, pid, dataset(`20000-${SEED}.jsonl`, 20_000));
	await small.getByRole("tab", { name: /^Split/ }).click();
	console.log(
		`the split of 20,000 records follows its share within ${(await small.evaluate(followShare)).toFixed(0)} ms (aim: below 100)`,
	);
	const similar = await open("0.8");
	await checked(
		similar,
		pid,
		dataset("similar-100000.jsonl", 100_000, pairs()),
	);
	await similar.getByRole("tab", { name: /^Duplicates/ }).click();
	await similar.waitForSelector(".kinds");
	console.log(
		`the groups of 100,000 records, a fifth of them near-duplicates, follow the threshold within ${(await similar.evaluate(followThreshold)).toFixed(0)} ms (aim: below 500)`,
	);
	console.log(
		`after Cancel, all processes are idle within ${(await cancelled(await open("off"), pid, clean)).toFixed(0)} ms (aim: 1,000)`,
	);
	await instance.close();
}

/** Makes each tenth line one that is like the line before. @returns {(line: string) => string} */
function pairs() {
	let number = 0;
	let before = "";
	return (line) => {
		number += 1;
		const words = before.split(" ");
		before = line;
		if (number % 10 !== 0) return line;
		words[words.length >> 1] = "otherwise";
		return words.join(" ");
	};
}

/** @param {string} name @param {number} records @param {(line: string) => string} [spoil] */
function dataset(name, records, spoil) {
	mkdirSync(folder, { recursive: true });
	const path = join(folder, name);
	if (!existsSync(path)) writeDataset(path, records, SEED, spoil);
	return path;
}

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} file @param {string} selector of the input */
const choose = (page, file, selector) => page.setInputFiles(selector, file);

/** Looks for a file as people do, which takes them seconds: the page warms up meanwhile. @param {Page} page @param {number} pid */
async function openDialog(page, pid) {
	const dialog = page.waitForEvent("filechooser");
	await page.locator(".drop-zone").click();
	await dialog;
	await idle(pid);
}

/** From the drop to the report. @param {Page} page @param {number} pid @param {string} file @returns {Promise<Took>} */
async function checked(page, pid, file) {
	const { result, cpu, peak } = await watched(pid, async () => {
		await choose(page, file, "[data-testid=files]");
		await page.waitForFunction(
			() => performance.getEntriesByName("tuneset:check").length > 0,
			null,
			{ timeout: 0, polling: 100 },
		);
		return page.evaluate(() => ({
			ms: performance.getEntriesByName("tuneset:check")[0].duration,
			.../** @type {any} */ (window).watched,
		}));
	});
	return { ...result, cpu, peak };
}

/** Milliseconds from the click to the line. @param {Page} page @param {number} line */
async function jump(page, line) {
	await page.getByRole("tab", { name: /^Issues/ }).click();
	await page.getByLabel(/^Go to line/).fill(String(line));
	return page.evaluate(
		() =>
			new Promise((resolve) => {
				const panel = document.querySelector("#tab-panel");
				const start = performance.now();
				new MutationObserver(() => {
					if (panel?.querySelector("article.line .record"))
						resolve(performance.now() - start);
				}).observe(/** @type {Node} */ (panel), {
					childList: true,
					subtree: true,
				});
				const go = panel?.querySelector(".line-form button");
				if (go instanceof HTMLElement) go.click();
			}),
	);
}

/** @param {Page} page @param {number} pid @param {string} file */
async function cancelled(page, pid, file) {
	await choose(page, file, "[data-testid=files]");
	await page.waitForFunction(
		() => (document.querySelector("progress")?.value ?? 0) > 0.2,
	);
	await page.getByRole("button", { name: "Cancel" }).click();
	return idle(pid);
}

/**
 * @param {number} rounds
 * @param {Record<string, () => Promise<Took>>} cases
 */
async function interleaved(rounds, cases) {
	/** @type {Record<string, Took[]>} */
	const found = {};
	for (let round = 0; round < rounds; round++)
		for (const [name, run] of Object.entries(cases)) {
			found[name] ??= [];
			found[name].push(await run());
		}
	return Object.entries(found);
}

/** @param {[string, Took[]][]} found @param {number} bytes */
function table(found, bytes) {
	/** @param {Took[]} took @param {keyof Took} key */
	const median = (took, key) =>
		took.map((one) => one[key]).toSorted((a, b) => a - b)[took.length >> 1];
	const [[, first]] = found;
	const row = (/** @type {string[]} */ cells) =>
		console.log(
			cells
				.map((cell, n) => (n ? cell.padStart(12) : cell.padEnd(26)))
				.join(""),
		);
	row([
		"",
		"s",
		"of reading",
		"CPU s",
		"of reading",
		"MB/s",
		"peak MiB",
		"updates/s",
		"longest ms",
	]);
	for (const [name, took] of found) {
		const ms = median(took, "ms");
		const cpu = median(took, "cpu");
		row([
			name,
			(ms / 1000).toFixed(2),
			(ms / median(first, "ms")).toFixed(2),
			cpu.toFixed(2),
			(cpu / median(first, "cpu")).toFixed(2),
			(bytes / 1000 / ms).toFixed(0),
			(Math.max(...took.map(({ peak }) => peak)) / 2 ** 20).toFixed(0),
			((median(took, "updates") * 1000) / ms).toFixed(1),
			Math.max(...took.map(({ longest }) => longest)).toFixed(0),
		]);
	}
	console.log(
		"\naims: check at most 1.5 times the reading; all invalid at most twice the clean run; 600 MiB; 4 updates a second; no task of the main thread above 200 ms\n",
	);
}

const megabytes = (/** @type {number} */ bytes) =>
	`${(bytes / 1e6).toFixed(1)} MB`;
