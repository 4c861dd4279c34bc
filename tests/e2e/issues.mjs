// The Issues tab: rules in a list, and beside it the place that is looked at.

import { show } from "./browser.mjs";

/** Chooses a rule in the list, the first one without a name, and returns what is shown of it. */
export async function issue(tab, rule = "") {
	if ((await tab.locator("[data-tab=issues]").count()) === 0)
		await show(tab, "Issues");
	await tab.locator(".rule-toggle", { hasText: rule }).first().click();
	const shown = tab.locator(".issues-detail .finding");
	await shown.waitFor();
	return shown;
}

/** Shows the record of the chosen issue by its bytes, and returns the box. */
export async function raw(tab) {
	await tab.getByRole("button", { name: "Raw", exact: true }).click();
	const box = tab.locator(".record .scroller").first();
	await box.waitFor();
	return box;
}

/** Shows any line by its bytes. */
export async function goToLine(tab, line) {
	const field = tab.getByLabel(/^Go to line/);
	// What `fill` puts into a field of numbers stands behind the old number in Firefox.
	await field.press("ControlOrMeta+a");
	await field.pressSequentially(String(line));
	await tab.getByRole("button", { name: "Go", exact: true }).click();
	await tab.locator("article.line .record").waitFor();
	return raw(tab);
}
