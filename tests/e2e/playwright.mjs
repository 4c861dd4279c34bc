// Chromium and Firefox as Debian ships them, driven by Playwright.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chromium, firefox } from "playwright-core";
import { PATIENCE, patient } from "../patience.mjs";
import { LOADED } from "./loaded.mjs";

/** @type {import('./engines.mjs').Engine} */
export const Chromium = {
	name: "Chromium",
	lacks: {},
	async launch() {
		const browser = await chromium.launch({
			executablePath: process.env.CHROME_PATH || "/usr/bin/chromium",
			args: [
				"--no-sandbox",
				"--disable-gpu",
				"--disable-quic",
				"--no-first-run",
				"--disable-background-networking",
				"--disable-component-update",
				"--disable-sync",
			],
		});
		return {
			open: (url, options) => open(browser, url, options),
			async downloaded(tab, act) {
				const [got] = await Promise.all([tab.waitForEvent("download"), act()]);
				return {
					name: got.suggestedFilename(),
					bytes: readFileSync(await got.path()),
				};
			},
			close: () => browser.close(),
		};
	},
};

/**
 * Firefox over WebDriver BiDi. Playwright's own Firefox is a patched one; for the released one two messages are adapted here.
 *
 * @type {import('./engines.mjs').Engine}
 */
export const Firefox = {
	name: "Firefox",
	lacks: {
		axe: "a content process of Firefox 153 ends in a segmentation fault after axe-core has run twice under automation",
		folders: "WebDriver BiDi sets files and no folders",
		growth:
			"it reads a file as long as it was when it was chosen; what is added later is neither read nor told",
		media: "Firefox 153 cannot be told over WebDriver BiDi to prefer dark",
	},
	async launch() {
		const browser = await firefox.launch({
			channel: "moz-firefox",
			executablePath: process.env.FIREFOX_PATH || "/usr/bin/firefox-esr",
			firefoxUserPrefs: {
				// Automation switches it off, and file:// could do more than in people's own Firefox.
				"security.fileuri.strict_origin_policy": true,
			},
		});
		// Sent for each new context, and not known to this Firefox. Everything else goes through.
		const session = inside(browser)._browserSession;
		const send = session.send.bind(session);
		session.send = async (method, params) =>
			method === "emulation.setMediaFeaturesOverride"
				? {}
				: send(method, params);
		return {
			open: (url, options) => open(browser, url, options),
			async downloaded(tab, act) {
				// Playwright identifies downloads by an id that this Firefox does not send.
				const page = inside(tab).delegate._session;
				const signal = AbortSignal.timeout(PATIENCE);
				const began = once(page, "browsingContext.downloadWillBegin", {
					signal,
				});
				const ended = once(page, "browsingContext.downloadEnd", { signal });
				const [[{ suggestedFilename: name }], [{ status, filepath }]] =
					await Promise.all([began, ended, act()]);
				if (status !== "complete")
					throw new Error(`The download of ${name} ended: ${status}.`);
				return { name, bytes: readFileSync(filepath) };
			},
			close: () => browser.close(),
		};
	},
};

/** Playwright's internal object behind its public one. */
const inside = (handed) => handed._connection.toImpl(handed);

async function open(
	browser,
	url,
	{ before, ready = LOADED, arrived: _, ...options },
) {
	const context = await browser.newContext({
		acceptDownloads: true,
		viewport: { width: 1280, height: 900 },
		...options,
	});
	const tab = patient(await context.newPage());
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
	await tab.waitForSelector(ready, { state: "attached" });
	requests.length = 0; // the page itself
	return {
		tab,
		requests,
		heard: async () => ({
			complaints,
			violations: await tab.evaluate(() => window.violations),
		}),
		close: () => context.close(),
	};
}
