// What keeps people from using the page as it is now, found by axe-core.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(
	createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
	"utf8",
);

export async function violations(tab) {
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
