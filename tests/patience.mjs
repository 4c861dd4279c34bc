/**
 * Milliseconds after which a wait is a hang. No test says by it how fast anything is: all wait for conditions, and whatever takes
 * its time on a busy machine passes.
 */
export const PATIENCE = 120_000;

/** A page of Playwright's that waits so long. @template {import('playwright-core').Page} Page @param {Page} page */
export function patient(page) {
	page.setDefaultTimeout(PATIENCE);
	return page;
}
