// The bar of the verdict: progress, Cancel, files that wait, a worker that dies.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accounting, choose, drop, start, text, verdict } from "./browser.mjs";
import { clean } from "./data.mjs";
import { without } from "./engines.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

describe("work in progress", () => {
	/** Enough to be caught at it. */
	const big = () => clean(1000).repeat(2500);

	it("shows how far it is, can be cancelled, and a new run works", async () => {
		const path = lab.file("big.jsonl", big());
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.setInputFiles("[data-testid=files]", path);
		await tab.getByRole("progressbar").waitFor();
		await tab.waitForFunction(() =>
			/MB\/s/.test(document.querySelector(".verdict-words")?.textContent),
		);
		await tab.getByRole("button", { name: "Cancel" }).click();
		await tab.waitForFunction(
			() =>
				/Canceled/.test(
					document.querySelector(".verdict h1, .start h1")?.textContent,
				) || document.querySelector(".start"),
		);
		await drop(tab, { "small.jsonl": clean(30) });
		assert.match(await verdict(tab), /^Valid/);
		await close();
	});

	it("a second drop waits for an answer: go on, or check it instead", async () => {
		const path = lab.file("big.jsonl", big());
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
		await tab.getByRole("button", { name: "New file…" }).click();
		await choose(tab, { "data.jsonl": clean(30) });
		assert.match(await verdict(tab), /^Valid/);
		await close();
	});
});
