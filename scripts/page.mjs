// Builds dist/tuneset.html: one file that needs nothing else, sealed with a policy that lets nothing out.

import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { home } from "./machine.mjs";
import { Failure, main } from "./run.mjs";

/** Most that a page may weigh: it is mailed, put on sticks and opened over slow lines. */
export const BUDGET = {
	html: 2_200_000,
	scriptGzipped: 90_000,
	workerGzipped: 17_700,
};

const ELEMENT = /<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>/g;

/** Builds the page and prints its size. */
export async function buildPage() {
	await build({
		root: home,
		configFile: join(home, "vite.config.ts"),
		logLevel: "warn",
	});
	const built = join(home, "dist", "index.html");
	const sealed = seal(readFileSync(built, "utf8"));
	verify(sealed);
	writeFileSync(built, sealed);
	renameSync(built, join(home, "dist", "tuneset.html"));
	const { html, scriptGzipped, workerGzipped } = weigh(sealed);
	console.log(
		`dist/tuneset.html: ${kilobytes(html)}, of it script ${kilobytes(scriptGzipped)} and worker ${kilobytes(workerGzipped)} gzipped`,
	);
}

/**
 * The page with its Content-Security-Policy: only the scripts and styles that are in it now may ever run.
 *
 * @param {string} html
 */
export function seal(html) {
	// Attributes that only mean something for files fetched from elsewhere.
	const bare = html.replace(
		ELEMENT,
		(_, tag, attributes, text) =>
			`<${tag}${attributes.replace(/\s(crossorigin|rel="stylesheet")(?=\s|$)/g, "")}>${text}</${tag}>`,
	);
	const hashes = elements(bare);
	const policy = [
		"default-src 'none'",
		`script-src ${hashes.script.join(" ")} 'wasm-unsafe-eval'`,
		`style-src ${hashes.style.join(" ")}`,
		"img-src data: blob:",
		"worker-src blob:",
		"connect-src 'none'",
		"form-action 'none'",
		"base-uri 'none'",
	].join("; ");
	const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
	// A policy in a meta element governs only the elements after it, so it goes first, right after the encoding.
	return bare.replace(
		/<meta charset="utf-8" \/>/,
		(charset) => `${charset}\n\t\t${meta}`,
	);
}

/**
 * Fails unless the page is whole: the policy there and first, each script and style in it, nothing fetched, in budget.
 *
 * @param {string} html
 */
export function verify(html) {
	const policy = html.match(
		/http-equiv="Content-Security-Policy" content="([^"]*)"/,
	)?.[1];
	if (!policy) throw new Failure("The page has no Content-Security-Policy.");
	const { script, style, all } = elements(html);
	if (script.length === 0 || style.length === 0)
		throw new Failure(
			`The page has ${script.length} scripts and ${style.length} styles: the build did not put them inside.`,
		);
	for (const hash of [...script, ...style])
		if (!policy.includes(hash))
			throw new Failure(`The policy does not have the hash ${hash}.`);
	if (
		html.indexOf("Content-Security-Policy") > html.search(/<(script|style)\b/)
	)
		throw new Failure("The policy stands after a script or a style.");
	const markup = html.replace(ELEMENT, "");
	const foreign = markup.match(
		/<(script|link|img|iframe)\b[^>]*\b(?:src|href)="(?!data:|#)[^"]*"/,
	);
	if (foreign) throw new Failure(`The page would fetch: ${foreign[0]}`);
	if (/\sstyle="/.test(markup) || /\son[a-z]+="/.test(markup))
		throw new Failure(
			"The page has a style or an event handler in an attribute, which its policy refuses.",
		);
	if (!all.some(({ attributes }) => attributes.includes('id="wasm"')))
		throw new Failure("The page does not have the engine in it.");
	const { html: size, scriptGzipped, workerGzipped } = weigh(html);
	if (size > BUDGET.html)
		throw new Failure(
			`The page weighs ${kilobytes(size)}, and ${kilobytes(BUDGET.html)} is the budget.`,
		);
	if (scriptGzipped > BUDGET.scriptGzipped)
		throw new Failure(
			`The page's script weighs ${kilobytes(scriptGzipped)} gzipped, and ${kilobytes(BUDGET.scriptGzipped)} is the budget.`,
		);
	if (workerGzipped > BUDGET.workerGzipped)
		throw new Failure(
			`The worker's script weighs ${kilobytes(workerGzipped)} gzipped, and ${kilobytes(BUDGET.workerGzipped)} is the budget.`,
		);
}

/** @param {string} html */
export function weigh(html) {
	const scripts = elements(html).all.filter(({ runs }) => runs);
	return {
		html: Buffer.byteLength(html),
		// As a host sends it that compresses once and serves often.
		scriptGzipped: gzipSync(scripts.map(({ text }) => text).join("\n"), {
			level: 9,
		}).length,
		workerGzipped: packedWorker(html),
	};
}

/**
 * The page with another engine, which has the same bindings. Compressed in a hurry: its weight does not count.
 *
 * @param {string} html
 * @param {Buffer} wasm
 */
export function withEngine(html, wasm) {
	const packed = gzipSync(wasm, { level: 1 }).toString("base64");
	return html.replace(/(id="wasm">)[^<]*/, (_, start) => start + packed);
}

/** The worker's script is in the page gzipped, as data. @param {string} html */
function packedWorker(html) {
	const [, text = ""] = html.match(/id="worker">([^<]*)/) ?? [];
	return Buffer.from(text, "base64").length;
}

/** Scripts that run and styles, with the hashes that a policy knows them by. @param {string} html */
function elements(html) {
	const all = [...html.matchAll(ELEMENT)].map(([, tag, attributes, text]) => ({
		tag,
		attributes,
		text,
		runs: tag === "script" && !/type="application\//.test(attributes),
	}));
	const hash = (/** @type {string} */ text) =>
		`'sha256-${createHash("sha256").update(text).digest("base64")}'`;
	return {
		all,
		script: all.filter(({ runs }) => runs).map(({ text }) => hash(text)),
		style: all
			.filter(({ tag }) => tag === "style")
			.map(({ text }) => hash(text)),
	};
}

const kilobytes = (/** @type {number} */ size) =>
	`${(size / 1000).toFixed(0)} kB`;

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(buildPage);
