// Findings of the package on sets that strangers made, matched with what readers judged of each.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { home } from "../../scripts/machine.mjs";

const folder = join(home, "tests", "precision");

/** Rules about the model and the name of the file, which say nothing of the data. */
const OFF = { "model-closed": "off", "invalid-file-name": "off" };

/** Folder of the sets that are not part of the repository. */
export const beside =
	process.env.TUNESET_PRECISION ??
	join(dirname(home.replace(/\/$/, "")), "shared", "data", "precision");

/**
 * @typedef {object} Listed a row of sets.json
 * @property {string} name
 * @property {string} file
 * @property {boolean} [here] part of the repository
 * @property {string} language
 * @property {number} records
 * @property {string} sha256 of the file, unpacked
 * @property {Record<string, string>} [map] keys of a layout that has no name
 * @property {boolean} [text] a prompt and a completion, as text models take them
 *
 * @typedef {Listed & { bytes: Buffer }} Sample
 *
 * @typedef {object} Judged a line of judged.jsonl
 * @property {string} set
 * @property {string} rule
 * @property {number} at line of the record, 0 for the whole file
 * @property {number} [other] line of the related record
 * @property {number} [n] place among several findings of the rule about the record, from 2
 * @property {string} severity
 * @property {"useful" | "noise" | "false" | "missed"} verdict
 * @property {string} why
 *
 * @typedef {object} Finding
 * @property {string} set
 * @property {string} rule
 * @property {number} at
 * @property {number} [other]
 * @property {number} [n]
 * @property {"error" | "warning" | "info"} severity
 * @property {string} run
 * @property {any} diagnostic
 *
 * @typedef {object} Score
 * @property {number} findings
 * @property {number} useful
 * @property {number} noise
 * @property {number} false
 * @property {number} unjudged
 * @property {number} lost judged useful or missed, and not found
 */

/** @returns {Listed[]} */
export const listed = () =>
	JSON.parse(readFileSync(join(folder, "sets.json"), "utf8"));

/** @returns {Judged[]} */
export const judgements = () =>
	readFileSync(join(folder, "judged.jsonl"), "utf8")
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line));

/** Reads the sets that are here, and those of a folder, if there is one, that it has. @param {string | null} [more] @returns {Sample[]} */
export function sets(more = beside) {
	return listed().flatMap((set) => {
		const from = set.here ? join(folder, "sets") : more;
		if (from === null) return [];
		const path = join(from, `${set.file}.gz`);
		if (!set.here && !existsSync(path)) return [];
		const bytes = gunzipSync(readFileSync(path));
		const sha256 = createHash("sha256").update(bytes).digest("hex");
		if (sha256 !== set.sha256)
			throw new Error(`${path} is not the set that was judged`);
		return [{ ...set, bytes }];
	});
}

/** Checks a set in each of its ways; a finding that several of them have is one. @param {any} check @param {Sample} set */
export async function findings(check, set) {
	const own = set.map ? { map: set.map } : {};
	const runs = [
		{ name: "nova-lite", options: { model: "nova-lite", convert: true } },
		{ name: "no model", options: {} },
		...(set.text
			? [
					{
						name: "llama-3-3-70b",
						options: { model: "llama-3-3-70b", convert: true },
					},
				]
			: []),
	];
	/** @type {Map<string, Finding>} */
	const all = new Map();
	for (const { name, options } of runs) {
		const report = await check(
			{ name: set.file, data: new Uint8Array(set.bytes) },
			{ rules: OFF, ...own, ...options, maxExamplesPerRule: 500 },
		);
		/** @type {Map<string, number>} */
		const seen = new Map();
		for (const { examples } of Object.values(report.rules))
			for (const diagnostic of examples) {
				const finding = placed(set, name, diagnostic, seen);
				if (!all.has(key(finding))) all.set(key(finding), finding);
			}
	}
	return [...all.values()];
}

/** @param {Sample} set @param {string} run @param {any} diagnostic @param {Map<string, number>} seen @returns {Finding} */
function placed(set, run, diagnostic, seen) {
	const { rule, severity, line, record, related, records } = diagnostic;
	const whole = record === undefined || records > 1;
	const finding = {
		...{ set: set.name, rule, severity, run, diagnostic },
		at: whole ? 0 : line,
		...(!whole && related ? { other: related[0].line } : {}),
	};
	const place = key(finding);
	const n = (seen.get(place) ?? 0) + 1;
	seen.set(place, n);
	return n > 1 ? { ...finding, n } : finding;
}

/** @param {{ set: string, rule: string, at: number, other?: number, n?: number }} place */
export const key = ({ set, rule, at, other, n }) =>
	`${set} ${rule} ${at}${other ? `>${other}` : ""}${n ? `#${n}` : ""}`;

/** Matches findings with judgements by place; a pair is the same from either end, and a missed one is found from either. @param {Finding[]} found @param {Judged[]} judged */
export function matched(found, judged) {
	const verdicts = new Map(judged.map((one) => [key(one), one]));
	/** @type {Map<string, Judged>} */
	const missed = new Map();
	for (const one of judged)
		if (one.verdict === "missed")
			for (const at of [one.at, one.other ?? one.at])
				missed.set(key({ set: one.set, rule: one.rule, at }), one);
	/** @type {Set<Judged>} */
	const used = new Set();
	const rows = found.map((finding) => {
		const { other, at } = finding;
		const back = other ? { ...finding, at: other, other: at } : finding;
		const { set, rule } = finding;
		const verdict =
			verdicts.get(key(finding)) ??
			verdicts.get(key(back)) ??
			missed.get(key({ set, rule, at })) ??
			missed.get(key({ set, rule, at: other ?? at }));
		if (verdict) used.add(verdict);
		return { finding, verdict };
	});
	const lost = judged.filter(
		(one) =>
			!used.has(one) && (one.verdict === "useful" || one.verdict === "missed"),
	);
	return { rows, lost };
}

/** @returns {Score} */
const nothing = () => ({
	findings: 0,
	useful: 0,
	noise: 0,
	false: 0,
	unjudged: 0,
	lost: 0,
});

/** Sums up by rule. @param {ReturnType<typeof matched>} matches @returns {Map<string, Score>} */
export function scores({ rows, lost }) {
	/** @type {Map<string, Score>} */
	const table = new Map();
	const of = (/** @type {string} */ rule) => {
		if (!table.has(rule)) table.set(rule, nothing());
		return /** @type {Score} */ (table.get(rule));
	};
	for (const { finding, verdict } of rows) {
		const score = of(`${finding.severity} ${finding.rule}`);
		score.findings += 1;
		if (!verdict) score.unjudged += 1;
		else if (verdict.verdict === "missed") score.useful += 1;
		else score[verdict.verdict] += 1;
	}
	for (const one of lost) of(`${one.severity} ${one.rule}`).lost += 1;
	return table;
}

/** Adds up scores. @param {Iterable<Score>} all @returns {Score} */
export function total(all) {
	const sum = nothing();
	for (const score of all)
		for (const name of /** @type {(keyof Score)[]} */ (Object.keys(sum)))
			sum[name] += score[name];
	return sum;
}

/** Share of the judged findings that are useful; NaN if none is judged. @param {Score} score */
export const precision = (score) =>
	score.useful / (score.useful + score.noise + score.false);

/** Share of what is known to be worth a finding that has one. @param {Score} score */
export const recall = (score) => score.useful / (score.useful + score.lost);

/** A draw that stays the same when findings come or go: by the hash of each one's place. @param {Finding[]} found @param {number} most */
export const drawn = (found, most) =>
	found
		.map((finding) => ({
			finding,
			lot: createHash("sha256").update(key(finding)).digest("hex"),
		}))
		.sort((one, two) => (one.lot < two.lot ? -1 : 1))
		.slice(0, most)
		.map(({ finding }) => finding);
