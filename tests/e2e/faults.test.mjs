// The engine fails on a record: the page reports that record, and continues. The engine of this page fails if a
// record asks for it.

import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { buildFaulty, faulty } from "../../scripts/build.mjs";
import {
	choose,
	download,
	NO_TROUBLES,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { clean, record } from "./data.mjs";
import { issue, raw } from "./issues.mjs";

let lab;
before(async () => {
	await buildFaulty();
	lab = await start(faulty.page);
});
after(() => lab?.stop());

/** The data with a record on that line that requests a fault. */
function asking(records, line, asks) {
	const lines = clean(records).split("\n").slice(0, -1);
	const faulty = record("What is this?", `It is ${asks}.`);
	lines.splice(line - 1, 0, faulty);
	return { data: lines.map((one) => `${one}\n`).join(""), faulty };
}

for (const [phase, asks] of [
	["check", "FAIL-IN-CHECK"],
	["fold", "FAIL-IN-FOLD"],
	["search", "FAIL-IN-SEARCH"],
	["write", "FAIL-IN-WRITE"],
])
	it(`a record on which the ${phase} fails is a finding, and the others are exported`, async () => {
		const { tab, close, troubles } = await lab.open(
			`${lab.addresses.http}#model=nova-lite&seed=5`,
		);
		const { data, faulty } = asking(60, 17, asks);
		await choose(tab, { "data.jsonl": clean(60) });
		await verdict(tab);
		const sound = await download(tab, "train.jsonl");
		await tab.getByRole("button", { name: "New file…" }).click();
		await choose(tab, { "data.jsonl": data });
		const said = await verdict(tab);
		const got = await download(tab, "train.jsonl");
		assert.ok(got.bytes.equals(sound.bytes), "train.jsonl differs");
		if (phase !== "write")
			assert.match(said, /1 of 61 records would be rejected/);
		const aside = await download(tab, "set-aside.jsonl");
		const [row] = aside.bytes.toString().trim().split("\n");
		const { line, reason, record: kept } = JSON.parse(row);
		assert.deepEqual([line, reason, kept], [17, "engine-fault", faulty]);

		const shown = await issue(tab, "engine-fault");
		assert.match(await text(tab, "#issue"), /^Line 17/);
		const finding = (await shown.innerText()).replace(/\s+/g, " ");
		assert.match(finding, /Internal error: Tuneset failed on this record/);
		assert.match(
			finding,
			/Please report this bug \(.+src\/(check|dataset)\/injection/,
		);
		assert.match(await (await raw(tab)).innerText(), new RegExp(asks));
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

it("where nothing helps, the page tells the crash as a crash, and starts over", async () => {
	const { tab, close } = await lab.open(lab.addresses.http);
	await choose(tab, {
		"data.jsonl": asking(1500, 17, "FAIL-IN-CROWDED-REPORT").data,
	});
	await tab.waitForSelector(".verdict[data-phase=failed]");
	const said = await text(tab, ".verdict-words");
	assert.match(said, /Tuneset crashed, which is a bug of its own/);
	assert.doesNotMatch(said, /moved|cannot be read/);
	await tab.getByRole("button", { name: "New file…" }).click();
	await choose(tab, { "data.jsonl": clean(30) });
	assert.match(await verdict(tab), /^Valid/);
	await close();
});

it("a worker that cannot begin is done without", async () => {
	const { tab, close } = await lab.open(lab.addresses.http, {
		before: () => {
			// The first worker is the coordinator; those that it spawns end at once.
			const Real = Worker;
			window.Worker = class extends Real {
				postMessage(message, ...more) {
					if (message?.role !== "checker")
						return super.postMessage(message, ...more);
					const error = new ErrorEvent("error", { message: "no memory" });
					setTimeout(() => this.dispatchEvent(error));
				}
			};
		},
	});
	await choose(tab, { "data.jsonl": clean(150_000) });
	assert.match(await verdict(tab), /^Valid/);
	await close();
});
