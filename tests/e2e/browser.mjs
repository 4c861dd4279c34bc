// A real browser on the real page, watched: what it asks the network for, what it complains about.

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../scripts/serve.mjs";

export const home = fileURLToPath(new URL("../..", import.meta.url));
export const page = join(home, "dist", "tuneset.html");
/** Real data nobody here wrote; beside the checkout, or not there at all. */
export const shared = join(dirname(home.replace(/\/$/, "")), "shared", "data");

const FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/** Starts what a test file needs and returns how to open pages and how to end it all. */
export async function start() {
	if (!existsSync(page))
		throw new Error("There is no dist/tuneset.html: run npm run build first.");
	const browser = await chromium.launch({
		executablePath: process.env.CHROME_PATH || "/usr/bin/chromium",
		args: FLAGS,
	});
	const { server, address } = await serve(join(home, "dist"), { port: 0 });
	const folder = mkdtempSync(join(tmpdir(), "tuneset-e2e-"));
	return {
		folder,
		addresses: {
			http: `${address}tuneset.html`,
			file: pathToFileURL(page).href,
		},
		/** @param {string} url @param {object} [options] for the context: colorScheme, viewport, … */
		open: (url, options = {}) => open(browser, url, options),
		async stop() {
			await browser.close();
			server.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function open(browser, url, { before, ...options }) {
	const context = await browser.newContext({
		acceptDownloads: true,
		viewport: { width: 1280, height: 900 },
		...options,
	});
	const tab = await context.newPage();
	tab.setDefaultTimeout(20_000);
	/** @type {string[]} */
	const requests = [];
	/** @type {string[]} */
	const complaints = [];
	context.on("request", (request) => {
		if (!/^(blob|data):/.test(request.url())) requests.push(request.url());
	});
	tab.on("console", (message) => {
		if (["error", "warning"].includes(message.type()))
			complaints.push(message.text());
	});
	tab.on("pageerror", (error) => complaints.push(String(error)));
	await tab.addInitScript(() => {
		window.violations = [];
		addEventListener("securitypolicyviolation", (event) =>
			window.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
		);
	});
	if (before) await tab.addInitScript(before);
	await tab.goto(url);
	// Before the catalogue is there, the only options are none and the one that a link names.
	await tab.waitForSelector("#model optgroup", {
		state: "attached",
	});
	requests.length = 0; // the page itself
	return {
		tab,
		requests,
		complaints,
		/** What went wrong beside what was being tested. */
		async troubles() {
			const violations = await tab.evaluate(() => window.violations);
			return { requests, complaints, violations };
		},
		close: () => context.close(),
	};
}

export const NO_TROUBLES = { requests: [], complaints: [], violations: [] };

/** Gives the page files by content. */
export async function choose(tab, files) {
	await tab.setInputFiles(
		"[data-testid=files]",
		Object.entries(files).map(([name, text]) => ({
			name,
			mimeType: "application/octet-stream",
			buffer: Buffer.from(text),
		})),
	);
}

/** Drops files on the page, as a hand with a mouse would. */
export async function drop(tab, files) {
	const transfer = await tab.evaluateHandle((entries) => {
		const data = new DataTransfer();
		for (const [name, text] of entries) data.items.add(new File([text], name));
		return data;
	}, Object.entries(files));
	for (const type of ["dragenter", "dragover", "drop"])
		await tab.dispatchEvent("body", type, { dataTransfer: transfer });
}

/** Waits for a verdict and returns what the bar says. */
export async function verdict(tab) {
	await tab.waitForSelector(".verdict[data-phase=done]");
	return text(tab, ".verdict-words");
}

/** What a person reads there, on one line. */
export async function text(tab, selector) {
	const found = await tab.locator(selector).first().innerText();
	return found.replace(/\s+/g, " ").trim();
}

/** The numbers of the accounting line, and that they add up. */
export async function accounting(tab) {
	const line = await text(tab, ".accounting-line");
	const [all, ...parts] = line.replace(/,/g, "").match(/\d+/g).map(Number);
	return { line, all, sum: parts.reduce((a, b) => a + b, 0), parts };
}

/** Downloads one output by its row's own button. */
export async function download(tab, name) {
	const [got] = await Promise.all([
		tab.waitForEvent("download"),
		tab.getByRole("button", { name: `Download ${name}` }).click(),
	]);
	const chunks = [];
	for await (const chunk of await got.createReadStream()) chunks.push(chunk);
	return { name: got.suggestedFilename(), bytes: Buffer.concat(chunks) };
}
