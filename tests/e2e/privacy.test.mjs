// The page opens everywhere, and nothing gets out of it.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import {
	accounting,
	choose,
	download,
	NO_TROUBLES,
	page,
	show,
	start,
	type,
	verdict,
} from "./browser.mjs";
import { clean, record } from "./data.mjs";
import { without } from "./engines.mjs";
import { issue, raw } from "./issues.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

for (const kind of ["http", "file"]) {
	describe(`over ${kind}://`, { skip: without(`${kind}://`) }, () => {
		it("checks the example, exports it, and asks the network for nothing", async () => {
			const { tab, troubles, close } = await lab.open(lab.addresses[kind]);
			await tab.getByRole("button", { name: /Try a sample/ }).click();
			assert.match(await verdict(tab), /^Not ready/);
			const { all, sum } = await accounting(tab);
			assert.equal(all, sum);
			const { bytes } = await download(tab, "train.jsonl");
			assert.ok(bytes.length > 10_000);
			assert.deepEqual(await troubles(), NO_TROUBLES);
			await close();
		});
	});
}

it("says so where a page from disk may read no files", {
	skip: !without("file://") && "this engine lets it",
}, async () => {
	const { tab, close } = await lab.open(pathToFileURL(page).href);
	await tab
		.getByText("lets a page that is opened from disk read no files")
		.waitFor();
	await close();
});

it("works with the network off: checks, shows, splits and exports", async () => {
	const island = await start();
	const { tab, troubles, close } = await island.open(island.addresses.http);
	if (!without("offline")) await tab.context().setOffline(true);
	await island.unplug();
	const bad = record("Why?", "Because").replace("assistant", "user");
	await choose(tab, { "train.jsonl": `${clean(50)}${bad}\n` });
	assert.match(await verdict(tab), /^Not valid/);
	await issue(tab);
	await (await raw(tab)).locator("mark").waitFor();
	await show(tab, "Split");
	await type(tab.locator("#share"), "10");
	await tab.waitForFunction(() =>
		/40 train/.test(document.querySelector(".accounting-line")?.textContent),
	);
	for (const name of ["train.jsonl", "report.json"])
		assert.ok((await download(tab, name)).bytes.length > 0);
	assert.deepEqual(await troubles(), NO_TROUBLES);
	await close();
	await island.stop();
});

it("lets nothing through to a canary: not from the page, not from a worker", async () => {
	const hits = [];
	const canary = createServer((request, response) => {
		hits.push(request.url);
		response.setHeader("access-control-allow-origin", "*").end("alert(1)");
	});
	canary.on("upgrade", (request, socket) => {
		hits.push(request.url);
		socket.destroy();
	});
	await new Promise((done) => canary.listen(0, "127.0.0.1", done));
	const { port } = canary.address();
	try {
		const { tab, close } = await lab.open(lab.addresses.http);
		// Outside the policy's reach first: a canary that cannot sing proves nothing.
		await fetch(`http://127.0.0.1:${port}/sings`);
		assert.deepEqual(hits, ["/sings"]);
		hits.length = 0;
		await tab.evaluate(async (port) => {
			const base = `http://127.0.0.1:${port}`;
			const attempts = (base, inWorker) => {
				const quietly = (attempt) => {
					try {
						return Promise.resolve(attempt()).catch(() => {});
					} catch {
						return Promise.resolve();
					}
				};
				/** Resolves at any end of an attempt. */
				const ended = (attempt, ways = ["open", "error"]) =>
					new Promise((done) => {
						for (const way of ways) attempt.addEventListener(way, done);
					});
				return Promise.all([
					quietly(() => fetch(`${base}/fetch`)),
					quietly(() => {
						const request = new XMLHttpRequest();
						request.open("GET", `${base}/xhr`);
						request.send();
						return ended(request, ["loadend"]);
					}),
					quietly(() =>
						ended(new WebSocket(`${base.replace("http", "ws")}/socket`)),
					),
					quietly(() => ended(new EventSource(`${base}/events`))),
					quietly(() => import(`${base}/import.js`)),
					inWorker && quietly(() => importScripts(`${base}/scripts.js`)),
					inWorker ||
						quietly(() => navigator.sendBeacon(`${base}/beacon`, "x")),
					inWorker ||
						quietly(() => {
							const image = new Image();
							image.src = `${base}/image.png`;
							return ended(image, ["load", "error"]);
						}),
					inWorker ||
						quietly(() => {
							const form = document.createElement("form");
							form.action = `${base}/form`;
							form.target = "frame";
							document.body.append(form);
							form.submit();
						}),
				]);
			};
			await attempts(base, false);
			const source = `(${attempts})(${JSON.stringify(base)}, true).then(() => postMessage(1))`;
			const address = URL.createObjectURL(new Blob([source]));
			await new Promise((done) => {
				const worker = new Worker(address);
				worker.onmessage = worker.onerror = done;
			});
		}, port);
		// Requests that are still on their way arrive before the page is gone, and this one after them.
		await close();
		await fetch(`http://127.0.0.1:${port}/sings`);
		assert.deepEqual(hits, ["/sings"]);
	} finally {
		canary.close();
	}
});

it("keeps settings and never data in the link and in storage", async () => {
	const { tab, close } = await lab.open(
		`${lab.addresses.http}#model=nova-pro&validation=10%25&seed=7`,
	);
	await choose(tab, { "secret-name.jsonl": clean(40, "secret-word") });
	await verdict(tab);
	const kept = await tab.evaluate(() =>
		JSON.stringify([
			location.href,
			{ ...localStorage },
			{ ...sessionStorage },
			document.cookie,
		]),
	);
	assert.match(kept, /nova-pro/);
	assert.doesNotMatch(kept, /secret/);
	await close();
});
