// Accessibility faults of the page in its current state, found by axe-core.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { drawn, still } from "./browser.mjs";
import { without } from "./engines.mjs";

const axe = readFileSync(
	createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
	"utf8",
);

/** None where axe cannot run: what it reads is the same in each engine, and tests see to more than it. */
export async function violations(tab) {
	if (without("axe")) return [];
	// Content that is out of date is pale for a while.
	await still(tab);
	await drawn(tab);
	// On its way from one color to another a button has the contrast of neither.
	await tab.waitForFunction(
		() =>
			!document
				.getAnimations()
				.some(
					(one) => one instanceof CSSTransition && one.playState === "running",
				),
	);
	// Evaluated, not injected: the page's policy would refuse a script.
	await tab.evaluate(axe);
	const { violations } = await tab.evaluate(() =>
		window.axe.run(document, {
			runOnly: [
				"wcag2a",
				"wcag2aa",
				"wcag21a",
				"wcag21aa",
				"wcag22aa",
				"best-practice",
			],
		}),
	);
	return violations.map(
		({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" | ")}`,
	);
}
