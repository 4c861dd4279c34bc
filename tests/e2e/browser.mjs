// A real browser on the real page, with its network requests and error messages.

import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serve } from "../../scripts/serve.mjs";
import { PATIENCE } from "../patience.mjs";
import { engine, without } from "./engines.mjs";

export const home = fileURLToPath(new URL("../..", import.meta.url));
export const page = join(home, "dist", "tuneset.html");
/** Published data sets beside the checkout, if they are available. */
export const shared = join(dirname(home.replace(/\/$/, "")), "shared", "data");

/** Browser of each page. @type {WeakMap<object, import('./engines.mjs').Browser>} */
const browsers = new WeakMap();

/** Starts what a test file needs and returns how to open pages and how to end it all. @param {string} [html] another page */
export async function start(html = page) {
	if (!existsSync(html))
		throw new Error(`There is no ${html}: run npm run build first.`);
	const browser = await engine.launch();
	const { server, address } = await serve(dirname(html), { port: 0 });
	/** Requests to the page's own server, for engines that do not report theirs. @type {string[]} */
	const arrived = [];
	server.on("request", ({ url }) => arrived.push(url));
	const folder = mkdtempSync(join(tmpdir(), "tuneset-e2e-"));
	return {
		folder,
		/** Writes a file with this content to disk and returns its path. */
		file(name, content) {
			const path = join(folder, name);
			writeFileSync(path, content);
			return path;
		},
		addresses: {
			http: `${address}tuneset.html`,
			// From disk, where the engine takes pages from there.
			file: without("file://")
				? `${address}tuneset.html`
				: pathToFileURL(html).href,
		},
		/** @param {string} url @param {object} [options] for the context: colorScheme, viewport, …; a script to run `before`; the selector that is there when it is `ready` */
		async open(url, options = {}) {
			const opened = await browser.open(url, { ...options, arrived });
			browsers.set(opened.tab, browser);
			return {
				...opened,
				/** Returns requests, complaints and violations since the page was opened. */
				troubles: async () => ({
					requests: opened.requests,
					...(await opened.heard()),
				}),
			};
		},
		/** Ends the server that the page came from. */
		unplug: () =>
			new Promise((done) => {
				server.close(done);
				server.closeAllConnections();
			}),
		async stop() {
			await browser.close();
			server.close();
			rmSync(folder, { recursive: true, force: true });
		},
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

/** Fills in a field key by key and presses Enter: Firefox takes nothing for a change that no key has made. */
export async function type(field, words) {
	await field.fill("");
	await field.pressSequentially(words);
	await field.press("Enter");
}

/** Drops files on the page, as a hand with a mouse would. */
export async function drop(tab, files) {
	await tab.evaluate((entries) => {
		const dataTransfer = new DataTransfer();
		for (const [name, text] of entries)
			dataTransfer.items.add(new File([text], name));
		for (const type of ["dragenter", "dragover", "drop"])
			document.body.dispatchEvent(
				new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
			);
	}, Object.entries(files));
}

/**
 * Waits until the page has no pending update that would move the controls: verdict, findings, split and plan are marked while
 * out of date.
 */
export const still = (tab) =>
	tab.waitForFunction(
		() => !document.querySelector("[data-phase=running], [data-stale]"),
	);

/** Waits until what was just done shows: two frames. */
export const drawn = (tab) =>
	tab.evaluate(
		() =>
			new Promise((done) =>
				requestAnimationFrame(() => requestAnimationFrame(done)),
			),
	);

/** Waits for a verdict and returns the text of the bar. */
export async function verdict(tab) {
	await tab.waitForSelector(".verdict[data-phase=done]");
	await still(tab);
	return text(tab, ".verdict-words");
}

/**
 * Waits until `is`, which runs in the page, returns true for the focus: the focus moves a frame after its cause. A function,
 * never text: the page's policy allows evaluating text only once.
 */
export const focused = (tab, is) => tab.waitForFunction(is);

/** The page's address at this moment. */
export const link = (tab) => tab.evaluate(() => location.href);

/** Counts the checks since the page was opened. */
export const checks = (tab) =>
	tab.evaluate(() => performance.getEntriesByName("tuneset:check").length);

/** Drops files on a page that has a verdict, and waits for the one on these. */
export async function dropInstead(tab, files) {
	const before = await checks(tab);
	await drop(tab, files);
	await tab.waitForFunction(
		(before) => performance.getEntriesByName("tuneset:check").length > before,
		before,
	);
	return verdict(tab);
}

/** Returns the text there as a person reads it, on one line. */
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

/** Chooses a folder: through the browser, or where that cannot be done, as the page would be given it. */
export async function chooseFolder(tab, path) {
	const input = "[data-testid=folder]";
	if (!without("folders")) return tab.setInputFiles(input, path);
	const entries = readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.map((file) => [
			join(basename(path), relative(path, file)),
			readFileSync(file).toString("base64"),
		]);
	await tab.evaluate(
		([input, entries]) => {
			const files = entries.map(([path, content]) => {
				const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
				const file = new File([bytes], path.split("/").at(-1));
				return Object.defineProperty(file, "webkitRelativePath", {
					value: path,
				});
			});
			const chooser = document.querySelector(input);
			Object.defineProperty(chooser, "files", { value: files });
			chooser.dispatchEvent(new Event("change", { bubbles: true }));
		},
		[input, entries],
	);
}

/** Returns the file that the act hands to the browser's downloads. */
export async function downloaded(tab, act) {
	await still(tab);
	return browsers.get(tab).downloaded(tab, act);
}

/** Goes to a tab of the data by its name. */
export async function show(tab, name) {
	const found = tab.getByRole("tab", { name: new RegExp(`^${name}`) });
	const isChosen = async () => {
		for (let looks = 0; looks < 20; looks++) {
			if ((await found.getAttribute("aria-selected")) === "true") return true;
			await pause(50);
		}
		return false;
	};
	// What was opened just before takes the focus, and may scroll the page under the mouse: such a click is lost.
	const end = Date.now() + PATIENCE;
	do await found.click();
	while (!(await isChosen()) && Date.now() < end);
	await tab.waitForSelector(`[data-tab=${name.toLowerCase()}]`);
}

/** Goes to the mode for a finished job, and there to a page: "Metrics" or "Evaluate". */
export async function showAfter(tab, name = "Metrics") {
	await tab.getByRole("button", { name: "After training" }).click();
	await tab.getByRole("tab", { name, exact: true }).click();
}

/** Opens the drawer of the export, and what is folded away in it. */
export async function openExport(tab) {
	await still(tab);
	if ((await tab.locator("dialog[open]").count()) === 0) {
		const head = tab.locator(".verdict");
		await head.getByRole("button", { name: "Export" }).click();
		await tab.waitForSelector("dialog[open] .outputs");
	}
	const folded = tab.locator(".export-advanced:not([open]) > summary");
	if ((await folded.count()) > 0) await folded.click();
}

/** Closes the drawer: it covers the page. */
export async function closeExport(tab) {
	await tab.locator("dialog .drawer-close").click();
	await tab.locator("dialog[open]").waitFor({ state: "detached" });
}

/** Downloads one output by its row's own button, in the drawer that it opens and closes. A file without a record is not offered. */
export async function download(tab, name) {
	await openExport(tab);
	const button = tab.getByRole("button", { name: `Download ${name}` });
	if (name === "set-aside.jsonl" && (await button.count()) === 0) {
		await closeExport(tab);
		return { name, bytes: Buffer.alloc(0) };
	}
	const got = await downloaded(tab, () =>
		tab.getByRole("button", { name: `Download ${name}` }).click(),
	);
	await closeExport(tab);
	return got;
}
