// `npm run bench -- precision`: how many findings are worth reading, rule by rule, on sets that strangers made, and how much of what
// a reader would flag is found. tests/precision/README.md says what was judged and how.
// `--sets=DIR` reads the sets that are not part of the repository; `--draw=DIR` writes findings that nobody judged, to be judged.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { home } from "../scripts/machine.mjs";
import {
	drawn,
	findings,
	judgements,
	matched,
	precision as precisionOf,
	recall,
	scores,
	sets,
	total,
} from "./precision/measure.mjs";

/** @typedef {import("./precision/measure.mjs").Finding} Finding */
/** @typedef {import("./precision/measure.mjs").Score} Score */

const MOST = 15;
const PART = 150;

/** @param {string[]} args */
export async function precision(args) {
	const option = (/** @type {string} */ name) =>
		args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
	const pkg = process.env.TUNESET_PKG ?? join(home, "pkg");
	const { check } = await import(pathToFileURL(join(pkg, "node.js")).href);
	const data = sets(option("sets"));
	const names = new Set(data.map(({ name }) => name));
	const judged = judgements().filter(({ set }) => names.has(set));
	const found = [];
	for (const set of data) found.push(...(await findings(check, set)));
	const matches = matched(found, judged);
	const draw = option("draw");
	if (draw) return write(draw, data, matches);
	const records = data.reduce((sum, set) => sum + set.records, 0);
	const languages = new Set(data.map(({ language }) => language)).size;
	console.log(
		`\n${data.length} sets of ${languages} languages, ${records.toLocaleString("en")} records; ${judged.length.toLocaleString("en")} judgements\n`,
	);
	table(scores(matches));
}

/** @param {Map<string, Score>} table */
function table(table) {
	const head = ["findings", "useful", "noise", "false", "unjudged", "missed"];
	row(["rule", ...head, "precision", "recall"]);
	for (const severity of ["error", "warning", "info"]) {
		const rules = [...table].filter(([name]) =>
			name.startsWith(`${severity} `),
		);
		rules.sort(([, one], [, two]) => two.findings - one.findings);
		for (const [name, score] of rules) line(name, score);
		line(`all: ${severity}`, total(rules.map(([, score]) => score)));
	}
}

/** @param {string} name @param {Score} score */
function line(name, score) {
	const share = (/** @type {number} */ value) =>
		Number.isNaN(value) ? "–" : `${(100 * value).toFixed(0)}%`;
	const counts = [score.findings, score.useful, score.noise, score.false];
	const more = [score.unjudged, score.lost];
	row([
		name,
		...counts,
		...more,
		share(precisionOf(score)),
		share(recall(score)),
	]);
}

/** @param {(string | number)[]} cells */
const row = ([name, ...cells]) =>
	console.log(
		String(name).padEnd(42) +
			cells.map((cell) => String(cell).padStart(10)).join(""),
	);

/**
 * Writes up to MOST findings of each rule and set that have no judgement, errors left out, with the records they are about.
 *
 * @param {string} folder
 * @param {import("./precision/measure.mjs").Sample[]} data
 * @param {ReturnType<typeof matched>} matches
 */
function write(folder, data, { rows }) {
	/** @type {Map<string, { open: Finding[], judged: number }>} */
	const groups = new Map();
	for (const { finding, verdict } of rows) {
		if (finding.severity === "error") continue;
		const name = `${finding.set} ${finding.rule}`;
		const group = groups.get(name) ?? { open: [], judged: 0 };
		groups.set(name, group);
		if (verdict) group.judged += 1;
		else group.open.push(finding);
	}
	const texts = new Map(data.map(({ name, bytes }) => [name, bytes]));
	const list = [...groups.values()].flatMap(({ open, judged }) =>
		drawn(open, Math.max(0, MOST - judged)),
	);
	for (let part = 0; part * PART < list.length; part += 1) {
		const lines = list
			.slice(part * PART, (part + 1) * PART)
			.map((one) => JSON.stringify(toRead(one, texts.get(one.set))));
		const path = join(folder, `part-${part + 1}.jsonl`);
		writeFileSync(path, `${lines.join("\n")}\n`);
	}
	console.log(`${list.length} findings to judge in ${folder}`);
}

/** @param {Finding} finding @param {Buffer | undefined} bytes */
function toRead({ diagnostic, run, ...finding }, bytes = Buffer.alloc(0)) {
	const { message, help, record, related, excerpt, records } = diagnostic;
	const text = (/** @type {number} */ from, /** @type {number} */ length) =>
		short(bytes.subarray(from, from + length).toString("utf8"));
	const lines = () => bytes.toString("utf8").split("\n");
	return {
		...finding,
		...{ run, message, help, excerpt, ...(records > 1 ? { records } : {}) },
		...(record ? { text: text(record.byteOffset, record.byteLength) } : {}),
		...(related
			? { otherText: short(lines()[related[0].line - 1] ?? "") }
			: {}),
	};
}

/** @param {string} text */
const short = (text) =>
	text.length > 900 ? `${text.slice(0, 600)} […] ${text.slice(-250)}` : text;
