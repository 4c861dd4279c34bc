// WebKit as Debian ships it: WebKitGTK's own small browser, driven by its own driver, on a virtual display.

import { spawn } from "node:child_process";
import { once } from "node:events";
import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Builder } from "selenium-webdriver";
import { minibrowser } from "../../scripts/toolchain.mjs";
import { PATIENCE } from "../patience.mjs";
import { LOADED } from "./loaded.mjs";
import { Tab } from "./webdriver.mjs";

/** @type {import('./engines.mjs').Engine} */
export const WebKit = {
	name: "WebKit",
	lacks: {
		axe: "axe-core reads what is the same in each engine, and Chromium has it read",
		before: "WebDriver runs no script before those of the page",
		"file://": "it lets pages that are opened from disk read no files",
		folders: "WebDriver sets files and no folders",
		media: "WebDriver cannot tell a browser to prefer dark",
		offline: "WebDriver cannot switch the network off",
		opfs: "WebKitGTK 2.50 has no file system of the browser's own",
		permissions: "WebDriver cannot give permissions",
	},
	async launch() {
		const home = mkdtempSync(join(tmpdir(), "tuneset-webkit-"));
		const downloads = join(home, "downloads");
		for (const folder of ["config", "downloads"]) mkdirSync(join(home, folder));
		writeFileSync(
			join(home, "config", "user-dirs.dirs"),
			`XDG_DOWNLOAD_DIR="${downloads}"\n`,
		);
		const screen = spawn(
			"Xvfb",
			["-displayfd", "3", "-screen", "0", "1400x1200x24", "-nolisten", "tcp"],
			{ stdio: ["ignore", "ignore", "ignore", "pipe"] },
		);
		const ended = once(screen, "exit");
		const [display] = await Promise.race([
			once(screen.stdio[3], "data"),
			ended.then(() => {
				throw new Error("Xvfb does not start.");
			}),
		]);
		const env = {
			...process.env,
			DISPLAY: `:${String(display).trim()}`,
			HOME: home,
			WEBKIT_DISABLE_COMPOSITING_MODE: "1",
			XDG_CONFIG_HOME: join(home, "config"),
		};
		/** @type {import('./engines.mjs').Opened[]} */
		const pages = [];
		return {
			async open(url, options) {
				const opened = await open(env, url, options);
				pages.push(opened);
				return opened;
			},
			downloaded: (tab, act) => downloaded(tab, downloads, act),
			async close() {
				// A test that fails leaves its page, whose driver would keep this process from ending.
				for (const page of pages) await page.close();
				screen.kill();
				await ended;
				rmSync(home, { recursive: true, force: true, maxRetries: 5 });
			},
		};
	},
};

/** Milliseconds that the browser may take to start: now and then it never does. */
const STARTS = PATIENCE / 2;

/**
 * A browser with its own driver. The driver never answers if the browser ends before it has reported its start, so
 * that both are started anew.
 */
async function begin(env, attempts = 3) {
	const port = await freePort();
	const program = spawn("WebKitWebDriver", [`--port=${port}`], {
		env,
		stdio: "ignore",
	});
	await listening(port);
	const session = new Builder()
		.usingServer(`http://127.0.0.1:${port}`)
		.withCapabilities({
			browserName: "MiniBrowser",
			"webkitgtk:browserOptions": {
				binary: minibrowser(),
				args: ["--automation"],
			},
		})
		.build();
	const driver = await Promise.race([
		session.catch(() => undefined),
		pause(STARTS, undefined, { ref: false }),
	]);
	if (driver) return { driver, program };
	program.kill();
	if (attempts === 1) throw new Error("WebKit's browser does not start.");
	return begin(env, attempts - 1);
}

async function open(env, url, { viewport, arrived, ready = LOADED }) {
	const { driver, program } = await begin(env);
	const { width = 1280, height = 900 } = viewport ?? {};
	await driver.manage().window().setRect({ x: 0, y: 0, width, height });
	const tab = new Tab(driver);
	await tab.goto(url);
	await tab.waitForSelector(ready, { state: "attached" });
	await tab.evaluate(listen);
	arrived.length = 0; // the page itself
	return {
		tab,
		requests: arrived,
		heard: () => tab.evaluate(() => window.heard),
		async close() {
			if (program.killed) return;
			// The driver may forget to answer when its browser ends before it has.
			const asked = driver.quit().catch(() => {});
			await Promise.race([
				asked,
				pause(PATIENCE / 10, undefined, { ref: false }),
			]);
			program.kill();
		},
	};
}

/** Runs in the page. Messages from the time of loading are lost. */
function listen() {
	const heard = { complaints: [], violations: [] };
	window.heard = heard;
	const sizes = new Map();
	const { createObjectURL } = URL;
	URL.createObjectURL = (blob) => {
		const address = createObjectURL.call(URL, blob);
		sizes.set(address, blob.size);
		return address;
	};
	const { click } = HTMLAnchorElement.prototype;
	HTMLAnchorElement.prototype.click = function () {
		if (this.download) window.offered = sizes.get(this.href);
		click.call(this);
	};
	for (const level of ["error", "warn"]) {
		const say = console[level];
		console[level] = (...words) => {
			heard.complaints.push(words.join(" "));
			say(...words);
		};
	}
	addEventListener("error", ({ message }) => heard.complaints.push(message));
	addEventListener("unhandledrejection", ({ reason }) =>
		heard.complaints.push(String(reason)),
	);
	addEventListener("securitypolicyviolation", (event) =>
		heard.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
	);
}

/** The one file that is new, once it is as long as what the page has offered. */
async function downloaded(tab, folder, act) {
	for (const name of readdirSync(folder)) rmSync(join(folder, name));
	await tab.evaluate(() => {
		window.offered = undefined;
	});
	await act();
	return tab.until(`a download in ${folder}`, async () => {
		const [name, more] = readdirSync(folder);
		if (!name || more || name.endsWith(".wkdownload")) return;
		const bytes = readFileSync(join(folder, name));
		const offered = await tab.evaluate(() => window.offered);
		return bytes.length === offered && { name, bytes };
	});
}

const freePort = () =>
	new Promise((done) => {
		const server = createServer().listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => done(port));
		});
	});

async function listening(port) {
	for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
		const socket = connect(port, "127.0.0.1");
		const there = await once(socket, "connect").catch(() => false);
		socket.destroy();
		if (there) return;
		await pause(50);
	}
	throw new Error("WebKitWebDriver does not listen.");
}
