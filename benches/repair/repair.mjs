// `npm run bench -- repair`: records broken in every way of ways.mjs, repaired by Tuneset, jsonrepair and json_repair. A repair is right where the
// very records come back that were broken, wrong where others do, and left where none is made. Of records that are cut off, to leave them is right.
// With a word behind it, such as `repair colon`, the cases of ways with this word that are not right are printed.

import { execFileSync, spawnSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { home } from "../../scripts/machine.mjs";
import { environment } from "../../scripts/python.mjs";
import { Failure } from "../../scripts/run.mjs";
import { xorshift } from "../random.mjs";
import { KINDS, record } from "./records.mjs";
import { WAYS } from "./ways.mjs";

const EACH = 60;
const SOUND = 40;
const SEED = 20261129;
const folder = join(tmpdir(), "tuneset-bench-repair");

/** @typedef {{ way: string, number: number, tag: string, text: string, right: object[] }} Case */
/** @typedef {"right" | "wrong" | "left"} Verdict */

/** @param {string[]} argv */
export async function repair(argv) {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const cases = all();
	/** @type {Record<string, unknown[][]>} */
	const made = {
		"ours, safe": ours(cases, "--fix"),
		"ours, suggested": ours(cases, "--unsafe-fixes"),
		jsonrepair: await jsonrepair(cases),
	};
	const python = await environment({
		name: "repair",
		says: "json_repair",
		requirements: "benches/repair/requirements.txt",
	});
	if (python.bin === undefined) console.log(`\nSkipped: ${python.missing}`);
	else made.json_repair = jsonRepair(python.bin, cases);
	table(cases, made);
	const word = argv[argv.indexOf("repair") + 1];
	if (word && !word.startsWith("-"))
		show(
			cases.filter(({ way }) => way.includes(word)),
			cases,
			made["ours, suggested"],
		);
}

/** @returns {Case[]} */
function all() {
	const random = xorshift(SEED);
	return Object.entries(WAYS).flatMap(([way, broken], place) =>
		Array.from({ length: EACH }, (_, number) => {
			const tag = `w${place}n${number}`;
			return { way, number, tag, ...broken(number, tag, random) };
		}),
	);
}

/** The records that come of each case, by the tags in them. @param {Case[]} cases @param {string} fixes */
function ours(cases, fixes) {
	/** @type {Map<string, unknown[]>} */
	const byTag = new Map();
	for (let kind = 0; kind < KINDS; kind++) {
		const sound = Array.from({ length: SOUND }, (_, at) =>
			JSON.stringify(record(at * KINDS + kind, `s${at}`)),
		);
		const broken = cases
			.filter(({ number }) => number % KINDS === kind)
			.map(({ text }) => text);
		const file = join(folder, `${kind}.jsonl`);
		const out = join(folder, `${kind}${fixes}`);
		writeFileSync(file, `${[...sound, ...broken].join("\n")}\n`);
		const cli = [
			join(home, "pkg", "cli.js"),
			"prepare",
			file,
			fixes,
			"--out",
			out,
		];
		const off = [
			"--validation",
			"off",
			"--dedupe",
			"off",
			"--near",
			"off",
			"-q",
			"--fail-on",
			"never",
		];
		const { status, stderr } = spawnSync(process.execPath, [...cli, ...off], {
			encoding: "utf8",
		});
		if (status !== 0)
			throw new Failure(`tuneset prepare ended with ${status}\n${stderr}`);
		for (const line of readFileSync(join(out, "train.jsonl"), "utf8")
			.trimEnd()
			.split("\n")) {
			const tag = /w\d+n\d+/.exec(line)?.[0];
			if (tag) byTag.set(tag, [...(byTag.get(tag) ?? []), JSON.parse(line)]);
			else if (!sound.includes(line))
				throw new Failure(`a record of no case came out: ${line}`);
		}
	}
	return cases.map(({ tag }) => byTag.get(tag) ?? []);
}

/** @param {Case[]} cases */
async function jsonrepair(cases) {
	const { jsonrepair } = await import("jsonrepair");
	return cases.map(({ text }) => {
		try {
			return records(JSON.parse(jsonrepair(text)));
		} catch {
			return [];
		}
	});
}

/** @param {string} bin @param {Case[]} cases */
function jsonRepair(bin, cases) {
	const input = cases.map(({ text }) => JSON.stringify(text)).join("\n");
	const python =
		[join(bin, "python"), join(bin, "python.exe")].find(existsSync) ?? "python";
	const output = execFileSync(
		python,
		[join(home, "benches", "repair", "peers.py")],
		{ input, encoding: "utf8", maxBuffer: 1e9 },
	);
	return output
		.trimEnd()
		.split("\n")
		.map((line) => records(JSON.parse(line)));
}

/** The records in a library's result: several are a list, none is an empty text. @param {unknown} value */
function records(value) {
	if (Array.isArray(value)) return value;
	return value === "" || value === null ? [] : [value];
}

/** @param {Case} right @param {unknown[]} made @returns {Verdict} */
function verdict({ right }, made) {
	if (isDeepStrictEqual(right, made)) return "right";
	return made.length === 0 ? "left" : "wrong";
}

/** @param {Case[]} cases @param {Record<string, unknown[][]>} made */
function table(cases, made) {
	const names = Object.keys(made);
	const width = Math.max(...Object.keys(WAYS).map((way) => way.length));
	const row = (/** @type {string} */ head, /** @type {string[]} */ cells) =>
		console.log(
			[head.padEnd(width), ...cells.map((cell) => cell.padStart(17))].join(" "),
		);
	console.log(
		`\n${cases.length.toLocaleString("en")} records broken in ${Object.keys(WAYS).length} ways: right / wrong / left\n`,
	);
	row("", names);
	const counted = (/** @type {(one: Case) => boolean} */ of) =>
		names.map((name) => {
			const count = { right: 0, wrong: 0, left: 0 };
			cases.forEach((one, at) => {
				if (of(one)) count[verdict(one, made[name][at])]++;
			});
			return `${count.right} / ${count.wrong} / ${count.left}`;
		});
	for (const way of Object.keys(WAYS))
		row(
			way,
			counted((one) => one.way === way),
		);
	row(
		"all",
		counted(() => true),
	);
	for (const [at, one] of cases.entries())
		if (verdict(one, made["ours, safe"][at]) === "wrong")
			console.log(`\nA safe fix is wrong (${one.way}): ${one.text}`);
}

/** @param {Case[]} shown @param {Case[]} cases @param {unknown[][]} made */
function show(shown, cases, made) {
	for (const one of shown) {
		const came = made[cases.indexOf(one)];
		const is = verdict(one, came);
		if (is !== "right")
			console.log(`\n${one.way}: ${is}\n${one.text}\n${JSON.stringify(came)}`);
	}
}
