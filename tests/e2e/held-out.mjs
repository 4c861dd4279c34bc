// A training file and one that is held out, and what the page shows of the records that both have.

import { choose, show, still, verdict } from "./browser.mjs";

export const said = (prompt, completion) =>
	`${JSON.stringify({ prompt, completion })}\n`;
export const ask = (n) =>
	`Where do I find the invoice of order number ${n}, which I placed with your shop in the spring?`;
export const answer = (n) =>
	`You find it in your account under orders, beside the order ${n}, as a file to print.`;
export const TRAIN = Array.from({ length: 60 }, (_, n) =>
	said(ask(n), answer(n)),
).join("");
/** Against the training file: an identical record, one that differs in case, a near-duplicate, one with the same question, a new one and a broken one. */
export const VALIDATION = [
	said(ask(1), answer(1)),
	said(ask(2).toUpperCase(), answer(2)),
	said(ask(3), answer(3).replace("print", "keep")),
	said(ask(4), "No."),
	said("Do you ship to Norway?", "Yes."),
	'{"prompt": "half\n',
].join("");

/** Gives the file to compare with by choosing it. */
export const compare = async (tab, files) => {
	await tab.setInputFiles(
		"[data-testid=against]",
		Object.entries(files).map(([name, content]) => ({
			name,
			mimeType: "application/octet-stream",
			buffer: Buffer.from(content),
		})),
	);
	await tab.waitForSelector(".overlap-table, .unread");
};

/** Gives the validation file by choosing it. */
export const validateWith = async (tab, files) => {
	await tab.setInputFiles(
		"[data-testid=validation-file]",
		Object.entries(files).map(([name, content]) => ({
			name,
			mimeType: "application/octet-stream",
			buffer: Buffer.from(content),
		})),
	);
	await tab.waitForSelector(".comparison-files");
	await verdict(tab);
	await still(tab);
};

export const rows = (tab) =>
	tab
		.locator(".overlap-table tbody tr")
		.evaluateAll((found) =>
			found.map((row) =>
				[...row.children].slice(0, 2).map((cell) => cell.textContent),
			),
		);

/** Each record once, and the sum of them. */
export const FOUND = [
	["Identical", "1"],
	["Same JSON", "0"],
	["Same text", "1"],
	["Similar", "1"],
	["Same prompt, different answer", "1"],
	["Total", "4"],
];

export const dropButton = (tab) =>
	tab.getByRole("button", { name: /^Drop 4 leaking records/ });

/** The training file on the Split tab. */
export async function opened(lab, options = {}) {
	const page = await lab.open(lab.addresses.http, options);
	await choose(page.tab, { "train.jsonl": TRAIN });
	await verdict(page.tab);
	await show(page.tab, "Split");
	return page;
}
