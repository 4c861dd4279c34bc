// A page must be whole, sealed and within its budget before it is let out.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BUDGET, seal, verify, weigh } from "../../scripts/page.mjs";

const page = (/** @type {string} */ script, markup = "") =>
	seal(
		`<!doctype html><meta charset="utf-8" /><script type="application/octet-stream" id="wasm">AA==</script>` +
			`<style>p{}</style><script>${script}</script>${markup}`,
	);

test("the page that was built passes", (t) => {
	const html = readFileSync(
		new URL("../../dist/tuneset.html", import.meta.url),
		"utf8",
	);
	verify(html);
	const { html: size, scriptGzipped, workerGzipped } = weigh(html);
	assert.equal(size, Buffer.byteLength(html));
	assert.ok(scriptGzipped > 10_000, "its script is what is weighed");
	assert.ok(workerGzipped > 10_000, "and the worker's");
	t.diagnostic(
		`${size} bytes, of it script ${scriptGzipped} and worker ${workerGzipped} gzipped`,
	);
});

test("one byte more than the budget is refused, of the page and of its script", () => {
	verify(page("a()"));
	const { html } = weigh(page("a()"));
	verify(page("a()", " ".repeat(BUDGET.html - html)));
	assert.throws(
		() => verify(page("a()", " ".repeat(BUDGET.html - html + 1))),
		/The page weighs \d+ kB, and \d+ kB is the budget/,
	);
	const dense = randomBytes(45_000).toString("base64");
	assert.ok(weigh(page(`"${dense}"`)).scriptGzipped < BUDGET.scriptGzipped);
	verify(page(`"${dense}"`));
	assert.throws(
		() => verify(page(`"${dense}${dense}"`)),
		/script weighs \d+ kB gzipped, and \d+ kB is the budget/,
	);
});

test("a page that would fetch, or that its own policy would stop, is refused", () => {
	/** @type {[string, RegExp][]} */
	const cases = [
		['<img src="https://example.org/a.png">', /would fetch/],
		['<link href="a.css">', /would fetch/],
		['<p style="color: red">', /attribute/],
		['<p onclick="a()">', /attribute/],
	];
	for (const [markup, reason] of cases)
		assert.throws(() => verify(page("a()", markup)), reason, markup);
	assert.throws(
		() => verify(page("a()").replace("a()", "b()")),
		/does not have the hash/,
	);
	assert.throws(() => verify("<!doctype html>"), /no Content-Security-Policy/);
});
