// Counts what a hand with a mouse does: each press of a button, and each choice in a list (opening it and choosing is one). A
// file that is dropped is no click, nor is what is typed: fields are reached with the Tab key.

/** Runs in the page, `before` all else. */
export const countClicks = () => {
	window.clicks = 0;
	const more = () => {
		window.clicks++;
	};
	addEventListener("pointerdown", more, true);
	addEventListener(
		"change",
		({ target }) => {
			if (target.matches("select")) more();
		},
		true,
	);
};

/** Clicks since the page was opened. */
export const clicks = (tab) => tab.evaluate(() => window.clicks);
