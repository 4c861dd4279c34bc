// A reporter for `node --test`: one line of JSON for each test that was skipped, with the reason. `npm test` sums them up.

import { relative } from "node:path";
import { home } from "./machine.mjs";

/**
 * @typedef {object} Skipped
 * @property {string} name of the test, after the name of its file
 * @property {string} reason
 */

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* skipped(events) {
	/** Names of the suites around a test, by depth. @type {string[]} */
	const names = [];
	for await (const { type, data } of events) {
		if (type === "test:start") {
			names.length = data.nesting;
			names.push(data.name);
		}
		if (type !== "test:pass" || data.skip === undefined) continue;
		const file = data.file ? relative(home, data.file) : "";
		const name = [file, ...names.slice(0, data.nesting), data.name].join(" > ");
		const reason = data.skip || "without a reason";
		yield `${JSON.stringify({ name, reason })}\n`;
	}
}
