// Memory of a data set is given back: its memory is that of its workers, and ends with them.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { choose, start, verdict } from "./browser.mjs";
import { clean } from "./data.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

/** Counts the workers that were made and not ended. */
function count() {
	window.working = 0;
	const Given = window.Worker;
	window.Worker = class extends Given {
		constructor(...given) {
			super(...given);
			window.working += 1;
		}
		terminate() {
			window.working -= 1;
			super.terminate();
		}
	};
}

describe("starting over", () => {
	it("ends every worker of the data set, and leaves one that waits", async () => {
		const { tab, close } = await lab.open(lab.addresses.http, {
			before: count,
		});
		for (let turn = 0; turn < 3; turn += 1) {
			await choose(tab, { "train.jsonl": clean(30, `turn ${turn}`) });
			await verdict(tab);
			assert.ok((await tab.evaluate(() => window.working)) >= 1);
			await tab.getByRole("button", { name: "New file…" }).click();
			await tab.locator(".drop-zone").waitFor();
			await tab.waitForFunction(() => window.working <= 1);
		}
		await close();
	});
});
