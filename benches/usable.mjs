// Time until the page is usable after it was opened from disk: its models can be chosen, which takes the engine.
// `npm run bench -- browser --beside=OLD.html` measures another build of the page in turn with this one.

import { pathToFileURL } from "node:url";
import { chromium as engine } from "playwright-core";
import { chromium } from "../scripts/toolchain.mjs";
import { watchOpening } from "./page.mjs";

const ROUNDS = 15;

/** @param {string[]} pages paths */
export async function usable(pages) {
	/** @type {Map<string, { usable: number, longest: number }[]>} */
	const took = new Map(pages.map((page) => [page, []]));
	for (let round = 0; round < ROUNDS; round++)
		for (const [page, times] of took) times.push(await opened(page));
	for (const [page, times] of took) {
		const median = (/** @type {"usable" | "longest"} */ key) =>
			times
				.map((one) => one[key])
				.toSorted((one, other) => one - other)
				[ROUNDS >> 1].toFixed(0);
		console.log(
			`${page} is usable ${median("usable")} ms after it is opened, its longest task takes ${median("longest")} ms (medians of ${ROUNDS})`,
		);
	}
}

/** Opens the page in a new browser, which has compiled nothing before. @param {string} page */
async function opened(page) {
	const instance = await engine.launch({
		executablePath: chromium(),
		args: ["--no-sandbox", "--disable-gpu"],
	});
	const tab = await instance.newPage();
	await tab.addInitScript(watchOpening);
	await tab.goto(pathToFileURL(page).href);
	await tab.waitForFunction(() => "usable" in window);
	const took = await tab.evaluate(() => {
		const { usable, longest } = /** @type {any} */ (window);
		return { usable, longest };
	});
	await instance.close();
	return took;
}
