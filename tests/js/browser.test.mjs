// The package in a browser: as modules, bundled by Vite without configuration, and inline from file://.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium as playwright } from "playwright-core";
import { build, createServer } from "vite";
import { serve } from "../../scripts/serve.mjs";
import { chromium } from "../../scripts/toolchain.mjs";
import { patient } from "../patience.mjs";
import { folder, load, pkg } from "./support/command.mjs";
import { dice, mixture, seedOf } from "./support/records.mjs";

const executablePath = chromium();
const skip = executablePath ? false : "there is no Chromium";

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
	if (executablePath)
		browser = await playwright.launch({
			executablePath,
			args: ["--no-sandbox"],
		});
});
after(() => browser?.close());

/** A page that does with `window.data` what the package is for, and leaves the outcome in `window.outcome`. */
const MAIN = `
import { check, init, models, prepare, prepareTo, TunesetError } from "ENTRY";
window.run = async (data) => {
	await init();
	const file = new File([data], "a.jsonl");
	const { report, train, validation, setAside } = await prepare(file, { seed: 5, workers: 2 });
	const streamed = await check({ name: "a.jsonl", data: file.stream() });
	const pieces = [];
	const sink = () => new WritableStream({ write: (piece) => void pieces.push(piece.length) });
	await prepareTo(() => file, { train: sink(), validation: sink() }, { seed: 5 });
	const picked = async (name) => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
	let saved;
	if (location.protocol !== "file:") {
		const handles = { train: await picked("train"), validation: await picked("validation") };
		await prepareTo(() => file, handles, { seed: 5 });
		saved = await (await handles.train.getFile()).text();
	}
	const codes = [];
	for (const attempt of [
		() => check(file, { model: "nova-light" }),
		() => check(file, { signal: AbortSignal.abort() }),
		() => check(new ReadableStream(), { signal: AbortSignal.timeout(100) }),
		() => prepareTo(() => file, { train: "a/path" }),
	]) await attempt().catch((error) => codes.push(error instanceof TunesetError && error.code));
	return {
		report,
		train: await train.text(),
		validation: await validation.text(),
		setAside: await setAside.text(),
		streamed: streamed.counts,
		written: pieces.reduce((sum, length) => sum + length, 0),
		saved,
		codes,
		models: models.length,
	};
};
window.ready = true;
`;

/**
 * Opens a page and compares what the package does there with what it does in Node.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} url
 */
async function assertSame(t, url) {
	const { models, prepare } = await load("node.js");
	const data = mixture(dice(seedOf(t)), 400);
	const expected = await prepare({ name: "a.jsonl", data }, { seed: 5 });
	const page = patient(await browser.newPage());
	/** @type {string[]} */
	const complaints = [];
	page.on("pageerror", (error) => complaints.push(String(error)));
	page.on(
		"console",
		(message) => message.type() === "error" && complaints.push(message.text()),
	);
	await page.goto(url);
	await page.waitForFunction("window.ready").catch((error) => {
		throw new Error(`${error.message}\n${complaints.join("\n")}`);
	});
	const found = await page.evaluate(
		(data) => /** @type {any} */ (window).run(data),
		data,
	);
	assert.deepEqual(found.report, expected.report);
	for (const name of ["train", "validation", "setAside"])
		assert.equal(found[name], await expected[name].text(), name);
	assert.deepEqual(found.streamed, expected.report.counts);
	assert.equal(found.written, expected.train.size + expected.validation.size);
	if (!url.startsWith("file:"))
		assert.equal(
			found.saved,
			await expected.train.text(),
			"into a picked file",
		);
	assert.deepEqual(found.codes, [
		"BAD_OPTION",
		"ABORTED",
		"ABORTED",
		"BAD_OPTION",
	]);
	assert.equal(found.models, models.length);
	assert.deepEqual(complaints, []);
	await page.close();
}

/** A project with the package in node_modules and a page. @param {import('node:test').TestContext} t @param {string} entry */
function project(t, entry) {
	const root = folder(t);
	mkdirSync(join(root, "node_modules"));
	cpSync(pkg, join(root, "node_modules/tuneset"), { recursive: true });
	writeFileSync(join(root, "package.json"), '{"type": "module"}');
	writeFileSync(join(root, "main.js"), MAIN.replace("ENTRY", entry));
	writeFileSync(
		join(root, "index.html"),
		'<!doctype html><link rel="icon" href="data:,"><script type="module" src="./main.js"></script>',
	);
	return root;
}

test("as modules, without any tool", { skip }, async (t) => {
	const root = folder(t);
	cpSync(pkg, join(root, "pkg"), { recursive: true });
	writeFileSync(join(root, "main.js"), MAIN.replace("ENTRY", "./pkg/index.js"));
	writeFileSync(
		join(root, "index.html"),
		'<!doctype html><link rel="icon" href="data:,"><script type="module" src="./main.js"></script>',
	);
	const { server, address } = await serve(root, { port: 0 });
	t.after(() => server.close());
	await assertSame(t, `${address}index.html`);
});

for (const entry of ["tuneset", "tuneset/inline"]) {
	test(`${entry}, built by Vite without configuration`, { skip }, async (t) => {
		const root = project(t, entry);
		await build({ root, configFile: false, logLevel: "error", base: "./" });
		const { server, address } = await serve(join(root, "dist"), { port: 0 });
		t.after(() => server.close());
		await assertSame(t, `${address}index.html`);
	});

	test(`${entry}, served by Vite in development without configuration`, {
		skip,
	}, async (t) => {
		const root = project(t, entry);
		const server = await createServer({
			root,
			configFile: false,
			logLevel: "error",
			server: { host: "127.0.0.1", port: 0 },
		});
		t.after(() => server.close());
		await server.listen();
		await assertSame(t, server.resolvedUrls?.local[0] ?? "");
	});
}

test("tuneset/inline in a page opened from disk", { skip }, async (t) => {
	const root = project(t, "tuneset/inline");
	const result = await build({
		root,
		configFile: false,
		logLevel: "error",
		build: {
			write: false,
			lib: { entry: "main.js", formats: ["iife"], name: "page" },
		},
	});
	const [{ output }] = /** @type {{ output: { code: string }[] }[]} */ (
		[result].flat()
	);
	const html = join(root, "page.html");
	writeFileSync(
		html,
		`<!doctype html><script>${output[0].code.replaceAll("</script", "<\\/script")}</script>`,
	);
	await assertSame(t, pathToFileURL(html).href);
});
