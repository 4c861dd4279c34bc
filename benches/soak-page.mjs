// The soak of the page in Chromium: a large file is checked and exported undisturbed, with a read that fails, with a disk that fills
// up, and with workers that are killed. What comes out must be what the command line writes, or nothing and a sentence.

import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { chromium as engine } from "playwright-core";
import { home } from "../scripts/machine.mjs";
import { serve } from "../scripts/serve.mjs";
import { chromium } from "../scripts/toolchain.mjs";
import { differences, digest } from "./digests.mjs";
import {
	failReading,
	fillDisk,
	inWorkers,
	killWorkers,
} from "./page-faults.mjs";
import { watched } from "./processes.mjs";
import { WORKERS } from "./soak-command.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import('./soak.mjs').Log} Log */

/** Milliseconds: only what hangs takes so long. */
const HOUR = 3_600_000;
const OUTPUTS = ["train.jsonl", "validation.jsonl", "set-aside.jsonl"];

/**
 * @param {object} given
 * @param {string} given.file
 * @param {Record<string, string>} given.expected digests of the command line's output for it
 * @param {string} given.folder
 * @param {number} given.every
 * @param {() => number} given.random
 * @param {Log} given.log
 */
export async function soakPage({ file, expected, folder, every, random, log }) {
	const { size } = statSync(file);
	const { server, address } = await serve(join(home, "dist"), { port: 0 });
	const some = (/** @type {number} */ of) => Math.floor(random() * of);
	const called = (
		/** @type {Function} */ fault,
		/** @type {unknown} */ given,
	) => `(${fault})(${JSON.stringify(given)})`;
	try {
		/** @type {string} */
		let report = "";
		/** @type {[string, string, (page: Page) => Promise<string[]>][]} */
		const ways = [
			[
				"undisturbed",
				"",
				async (page) => {
					const found = await exported(page);
					report = found["report.json"];
					return ofCommand(found, expected);
				},
			],
			[
				"a read fails",
				inWorkers(called(failReading, some(size / 4))),
				(page) =>
					verdict(page).then(
						() => ["it came to a verdict"],
						({ message }) => refused(page, message, /^Stopped .+\.$/),
					),
			],
			[
				"the disk fills",
				inWorkers(called(fillDisk, some(size * 0.8))),
				async (page) => {
					await verdict(page);
					await openExport(page);
					// Small outputs are handed out from memory then.
					const download = page.waitForEvent("download");
					const alert = page.waitForSelector("#export [role=alert]");
					await press(page, "train.jsonl");
					const words = await Promise.race([
						alert.then((one) => one.innerText()),
						download.then(() => ""),
					]);
					const wrong = words
						? await refused(page, words, /^.+\.$/)
						: differences(
								{ "train.jsonl": expected["train.jsonl"] },
								{ "train.jsonl": digest(await (await download).path()) },
							);
					for (const late of [download, alert]) late.catch(() => {});
					return wrong;
				},
			],
			[
				"workers killed",
				called(killWorkers, {
					after: 500 + some(every / 10),
					every,
					workers: WORKERS,
				}),
				(page) =>
					exported(page).then((found) => [
						...ofCommand(found, expected),
						...differences(
							{ "report.json": report },
							{ "report.json": found["report.json"] },
						),
					]),
			],
		];
		for (const [way, script, act] of ways) {
			const profile = join(folder, "profile");
			const begun = performance.now();
			/** @type {string[]} */
			const faults = [];
			const { result: wrong, peak } = await watched(process.pid, async () => {
				const context = await engine.launchPersistentContext(profile, {
					executablePath: chromium(),
					args: ["--no-sandbox", "--disable-gpu"],
				});
				try {
					const [page] = context.pages();
					page.setDefaultTimeout(HOUR);
					page.on("console", (message) => {
						const [, fault] = /^fault: (.+)/.exec(message.text()) ?? [];
						if (fault) faults.push(fault);
					});
					if (script) await page.addInitScript(script);
					await page.goto(`${address}tuneset.html`);
					await page.waitForSelector("#model optgroup", { state: "attached" });
					await page.setInputFiles("[data-testid=files]", file);
					return await act(page);
				} catch (error) {
					return [String(error)];
				} finally {
					await context.close();
				}
			});
			rmSync(profile, { recursive: true, force: true });
			if (way !== "undisturbed" && faults.length === 0)
				wrong.push("no fault came about");
			const seconds = (performance.now() - begun) / 1000;
			const what = `page, ${way}`;
			log({ what, bytes: size, seconds, peak, faults, wrong });
		}
	} finally {
		server.close();
	}
}

/** Waits for a verdict, and rejects with the page's message if there is none. @param {Page} page */
async function verdict(page) {
	const phase = await page.waitForSelector(
		".verdict[data-phase=done], .verdict[data-phase=failed]",
	);
	if ((await phase.getAttribute("data-phase")) === "failed")
		throw new Error(await page.innerText(".verdict-words"));
}

/** Opens the drawer of the export, and what is folded away in it: the excluded records. @param {Page} page */
async function openExport(page) {
	await page
		.locator(".verdict")
		.getByRole("button", { name: "Export" })
		.click();
	await page.locator(".export-advanced > summary").click();
}

/** Presses the button of an output by key: what moves meanwhile does not matter. @param {Page} page @param {string} name */
const press = (page, name) =>
	page.getByRole("button", { name: `Download ${name}` }).press("Enter");

/** Digests of all that the page hands out. @param {Page} page */
async function exported(page) {
	await verdict(page);
	await openExport(page);
	/** @type {Record<string, string>} */
	const found = {};
	for (const name of [...OUTPUTS, "report.json"]) {
		const download = page.waitForEvent("download");
		await press(page, name);
		const path = await (await download).path();
		found[name] = digest(path);
		rmSync(path);
	}
	return found;
}

/** The page keeps more findings in its report; the files are the same. @param {Record<string, string>} found @param {Record<string, string>} expected */
const ofCommand = (
	{ "report.json": _, ...found },
	{ "report.json": __, ...expected },
) => differences(expected, found);

/** Returns the faults of work that was refused. @param {Page} page @param {string} said @param {RegExp} sentence */
async function refused(page, said, sentence) {
	const words = said.replace(/\s+/g, " ").trim();
	const left = await page.evaluate(async () => {
		/** @type {any} */
		const folder = await navigator.storage.getDirectory();
		const names = [];
		for await (const name of folder.keys()) names.push(name);
		return names;
	});
	return [
		...(sentence.test(words) ? [] : [`no sentence: ${words}`]),
		...(/crash|bug|stopped unexpectedly/i.test(words)
			? [`blames Tuneset: ${words}`]
			: []),
		...left.map((name) => `left behind: ${name}`),
	];
}
