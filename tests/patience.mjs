/**
 * Milliseconds after which a wait counts as a hang. Tests wait for conditions and never measure speed, so that they pass on a
 * busy machine.
 */
export const PATIENCE = 120_000;

/** A page of Playwright's that waits so long. @template {import('playwright-core').Page} Page @param {Page} page */
export function patient(page) {
	page.setDefaultTimeout(PATIENCE);
	return page;
}
