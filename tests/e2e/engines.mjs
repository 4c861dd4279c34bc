// The engines that these tests run in, one at a time: ENGINE=firefox node --test tests/e2e/…

import { Chromium, Firefox } from "./playwright.mjs";
import { WebKit } from "./webkit.mjs";

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {Record<string, string>} lacks features that tests need and it lacks here, with the reason
 * @property {() => Promise<Browser>} launch
 */

/**
 * @typedef {object} Browser
 * @property {(url: string, options: object) => Promise<Opened>} open the page in a new profile
 * @property {(tab: Tab, act: () => Promise<void>) => Promise<{ name: string, bytes: Buffer }>} downloaded what one act
 *   hands to the browser's downloads
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Opened
 * @property {Tab} tab
 * @property {string[]} requests network requests after the page itself
 * @property {() => Promise<{ complaints: string[], violations: string[] }>} heard errors and warnings, and what broke the
 *   page's own policy
 * @property {() => Promise<void>} close
 */

/** @typedef {import('playwright-core').Page} Tab */

/** @type {Record<string, Engine>} */
const engines = { chromium: Chromium, firefox: Firefox, webkit: WebKit };

const wanted = process.env.ENGINE || "chromium";
if (!(wanted in engines))
	throw new Error(
		`ENGINE is "${wanted}", and there are ${Object.keys(engines).join(", ")}.`,
	);

export const engine = engines[wanted];

/** For a test's `skip`: why the engine cannot run what needs this, or false. */
export const without = (ability) =>
	ability in engine.lacks && `${engine.name}: ${engine.lacks[ability]}`;
