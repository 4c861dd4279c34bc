// Warnings and notes are worth reading: on sets that strangers made, each rule keeps the precision that readers measured.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import {
	beside,
	drawn,
	findings,
	judgements,
	key,
	listed,
	matched,
	precision,
	scores,
	sets,
	total,
} from "../../benches/precision/measure.mjs";
import { load } from "./support/command.mjs";

const { check, rules } = await load("node.js");
const directory = new URL("../precision/", import.meta.url);

/** @typedef {import("../../benches/precision/measure.mjs").Finding} Finding */
/** @typedef {{ precision: number, useful: number }} Floor */

/** Least precision, and least number of useful findings, by severity and rule. @type {Record<"here" | "all", Record<string, Floor>>} */
const floors = JSON.parse(
	readFileSync(new URL("floors.json", directory), "utf8"),
);

/** The least that a rule without a row may have. */
const LOWEST = 0.5;
/** Findings of each rule and set that readers draw. */
const DRAWN = 15;
/** Share of these that must be judged: a rule that finds other things wants other judgements. */
const JUDGED = 0.6;

const judged = judgements();
const here = sets(null).map(({ name }) => name);

test("sets and judgements are as many as the measure needs, and each says why", () => {
	const all = listed();
	assert.ok(all.filter((set) => set.here).length >= 25);
	assert.ok(new Set(all.map(({ language }) => language)).size >= 12);
	assert.ok(judged.length >= 600, `${judged.length} judgements`);
	assert.equal(new Set(judged.map(key)).size, judged.length, "one each");
	const names = new Set(all.map(({ name }) => name));
	const known = new Set(rules.map((/** @type {any} */ rule) => rule.name));
	for (const one of judged) {
		assert.ok(names.has(one.set), key(one));
		if (one.verdict !== "missed")
			assert.ok(known.has(one.rule), `${one.rule} is no rule: ${key(one)}`);
		assert.match(one.verdict, /^(useful|noise|false|missed)$/, key(one));
		assert.ok(one.why.length > 10, key(one));
	}
	const readme = readFileSync(new URL("README.md", directory), "utf8");
	for (const { name, licence } of all) {
		assert.match(readme, new RegExp(`^\\| ${name} \\|`, "m"), name);
		assert.doesNotMatch(licence, /NC|^$/, name);
	}
});

test("each rule keeps its precision on the sets that are here", async (t) => {
	await held(t, "here", sets(null));
});

test("each rule keeps its precision on all sets", async (t) => {
	if (!existsSync(beside)) return t.skip(`no ${beside}`);
	await held(t, "all", sets());
});

/** @param {import("node:test").TestContext} t @param {"here" | "all"} which @param {import("../../benches/precision/measure.mjs").Sample[]} data */
async function held(t, which, data) {
	const names = new Set(data.map(({ name }) => name));
	assert.ok(names.size >= here.length && here.length > 0);
	/** @type {Finding[]} */
	const found = [];
	for (const set of data) found.push(...(await findings(check, set)));
	const matches = matched(
		found,
		judged.filter(({ set }) => names.has(set)),
	);
	const table = scores(matches);
	for (const severity of ["warning", "info"])
		table.set(
			`all ${severity}`,
			total(
				[...table].flatMap(([name, one]) =>
					name.startsWith(severity) ? [one] : [],
				),
			),
		);
	/** @type {string[]} */
	const faults = [];
	for (const [name, { precision: least, useful }] of Object.entries(
		floors[which],
	)) {
		const score = table.get(name) ?? total([]);
		if (!(precision(score) >= least))
			faults.push(`${name}: precision ${precision(score)}, not ${least}`);
		if (score.useful < useful)
			faults.push(`${name}: ${score.useful} useful findings, not ${useful}`);
	}
	for (const [name, score] of table)
		if (!(name in floors[which]) && precision(score) < LOWEST)
			faults.push(`${name}: precision ${precision(score)}, not ${LOWEST}`);
	faults.push(...unread(t, matches.rows));
	assert.deepEqual(faults, []);
}

/** Says which drawn findings have no judgement; returns the rules with too few. @param {import("node:test").TestContext} t @param {ReturnType<typeof matched>["rows"]} rows */
function unread(t, rows) {
	/** @type {Map<string, Map<string, typeof rows>>} */
	const byRule = new Map();
	for (const row of rows) {
		const { rule, set, severity } = row.finding;
		if (severity === "error") continue;
		const bySet = byRule.get(rule) ?? new Map();
		byRule.set(rule, bySet.set(set, [...(bySet.get(set) ?? []), row]));
	}
	return [...byRule].flatMap(([rule, bySet]) => {
		let wanted = 0;
		let read = 0;
		/** @type {Finding[]} */
		const open = [];
		for (const group of bySet.values()) {
			const most = Math.min(DRAWN, group.length);
			const done = group.filter(({ verdict }) => verdict).length;
			wanted += most;
			read += Math.min(done, most);
			const left = group.filter(({ verdict }) => !verdict);
			open.push(
				...drawn(
					left.map(({ finding }) => finding),
					Math.max(0, most - done),
				),
			);
		}
		for (const finding of open)
			t.diagnostic(
				`not judged: ${key(finding)}: ${finding.diagnostic.message}`,
			);
		return read < JUDGED * wanted
			? [
					`${rule}: ${read} of ${wanted} drawn findings are judged; see tests/precision/README.md`,
				]
			: [];
	});
}
