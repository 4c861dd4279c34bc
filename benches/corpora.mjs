// Ten kinds of text that people train on, the same bytes for the same seed. Words follow each other as in the conversations of
// tests/precision/sets (chatterbot-corpus, BSD-3-Clause), so that letters, accents and lengths of words are those of the language.

import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { home } from "../scripts/machine.mjs";
import { writeDataset } from "./dataset.mjs";
import { xorshift } from "./random.mjs";

/** @typedef {() => number} Random */
/** @typedef {(random: Random, words: number) => string} Speech */

const LINES_AT_ONCE = 2_000;

/** What each corpus is, and how a line of it is made. @type {Record<string, (random: Random) => (number: number) => string>} */
const kinds = {
	dialogues: (random) => {
		const say = speech("en-emotion.json", " ");
		return () => {
			const turns = from(random, 6, 14).map(
				(turn) =>
					`#Person${(turn % 2) + 1}#: ${say(random, 4 + of(random, 16))}`,
			);
			return JSON.stringify({
				prompt: `Summarize the dialogue.\n${turns.join("\n")}`,
				completion: say(random, 15 + of(random, 15)),
			});
		};
	},
	instructions: (random) => {
		const say = speech("en-trivia.csv", " ");
		const code = (/** @type {number} */ n) =>
			`def f${n}(items, size=${of(random, 90)}):\n    total = 0\n    for i, item in enumerate(items):\n        if item["id"] != ${of(random, 999)} and i % 2 == 0:\n            total += item["n"] * ${of(random, 99)} – size\n    return {"total": total, "n": len(items)}`;
		const list = () =>
			from(random, 3, 6)
				.map((n) => `${n + 1}. **${say(random, 2)}**: ${say(random, 12)}`)
				.join("\n");
		const maths = () =>
			`${of(random, 999)} × ${of(random, 99)} = <<${of(random, 999)}*${of(random, 99)}=${of(random, 9999)}>>${of(random, 9999)}\n\\frac{${of(random, 9)}}{x^2} ≤ ${of(random, 99)}…`;
		const answers = [code, list, maths, () => say(random, 90)];
		return (number) =>
			JSON.stringify({
				prompt: `${say(random, 8 + of(random, 40))} (${number})`,
				completion: answers[number % answers.length](number),
			});
	},
	labels: (random) => {
		const say = speech("en-tech-support.jsonl", " ");
		const classes = from(random, 77, 1).map((n) => `class_${n}_of_request`);
		return () =>
			JSON.stringify({
				prompt: say(random, 5 + of(random, 12)),
				completion: classes[of(random, classes.length)],
			});
	},
	tools: (random) => {
		const say = speech("en-trivia.csv", " ");
		const tools = from(random, 12, 1).map((n) => ({
			toolSpec: {
				name: `tool_${n}`,
				description: say(random, 40),
				inputSchema: {
					json: {
						type: "object",
						properties: {
							city: { type: "string", description: say(random, 25) },
						},
						required: ["city"],
					},
				},
			},
		}));
		return (number) => {
			const id = `call_${number}`;
			const toolUse = {
				toolUseId: id,
				name: `tool_${of(random, 12)}`,
				input: { city: say(random, 2) },
			};
			const content = [{ text: say(random, 12) }];
			return JSON.stringify({
				schemaVersion: "bedrock-conversation-2024",
				system: [{ text: "Use a tool where one is of use." }],
				messages: [
					{ role: "user", content: [{ text: say(random, 20) }] },
					{ role: "assistant", content: [{ toolUse }] },
					{
						role: "user",
						content: [{ toolResult: { toolUseId: id, content } }],
					},
					{ role: "assistant", content: [{ text: say(random, 15) }] },
				],
				toolConfig: { tools },
			});
		};
	},
	chats: (random) => {
		const say = speech("en-emotion.json", " ");
		return (number) =>
			JSON.stringify({
				system: "You are a helpful assistant.",
				messages: [
					{ role: "user", content: `${say(random, 8)} ${number}` },
					{ role: "assistant", content: say(random, 12) },
				],
			});
	},
	accents: (random) => chat(random, speech("pt.jsonl", " ")),
	escaped: (random) => {
		const next = chat(random, speech("pt.jsonl", " "));
		return (number) =>
			next(number).replace(
				/[^\0-\x7f]/g,
				(letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
			);
	},
	chinese: (random) => chat(random, speech("zh.json", "")),
};

/** The names of all, in the order of the table. */
export const corpora = ["words", ...Object.keys(kinds), "broken"];

/**
 * Writes one corpus of at least so many bytes.
 *
 * @param {string} path
 * @param {string} name
 * @param {number} bytes
 * @param {number} seed
 */
export function writeCorpus(path, name, bytes, seed) {
	if (name === "words" || name === "broken") {
		const spoil = xorshift(seed + 1);
		const spoiled = (/** @type {string} */ line) =>
			spoil() < 0.3 ? line.slice(0, of(spoil, line.length)) : line;
		const records = Math.ceil(bytes / 830);
		return writeDataset(
			path,
			records,
			seed,
			name === "broken" ? spoiled : undefined,
		);
	}
	const next = kinds[name](xorshift(seed));
	const file = openSync(path, "w");
	for (let written = 0, number = 0; written < bytes; ) {
		let lines = "";
		for (let line = 0; line < LINES_AT_ONCE; line++)
			lines += `${next(number++)}\n`;
		written += writeSync(file, lines);
	}
	closeSync(file);
}

/** Questions and answers of some sentences. @param {Random} random @param {Speech} say */
function chat(random, say) {
	return (/** @type {number} */ number) =>
		JSON.stringify({
			prompt: `${say(random, 20 + of(random, 60))} ${number}`,
			completion: say(random, 30 + of(random, 80)),
		});
}

/**
 * Text whose words, or letters where nothing is between words, follow each other as in a set.
 *
 * @param {string} set file of tests/precision/sets
 * @param {string} between
 * @returns {Speech}
 */
function speech(set, between) {
	const path = join(home, "tests", "precision", "sets", `${set}.gz`);
	const text = gunzipSync(readFileSync(path)).toString("utf8");
	const said = set.endsWith(".csv")
		? text.split(/[\n,"]+/)
		: text.includes("\n{")
			? text
					.trim()
					.split("\n")
					.flatMap((line) => strings(JSON.parse(line)))
			: strings(JSON.parse(text));
	const pieces = said.flatMap((one) =>
		between ? one.split(/\s+/).filter(Boolean) : [...one.replaceAll(/\s/g, "")],
	);
	/** @type {Map<string, string[]>} */
	const after = new Map();
	pieces.forEach((piece, index) => {
		const next = pieces[(index + 1) % pieces.length];
		const known = after.get(piece);
		if (known) known.push(next);
		else after.set(piece, [next]);
	});
	const scale = between ? 1 : 2;
	return (random, words) => {
		let piece = pieces[of(random, pieces.length)];
		const line = [piece];
		for (let count = 1; count < words * scale; count++) {
			const next = after.get(piece) ?? pieces;
			// A jump now and then, so that texts are not those of the set.
			piece =
				random() < 0.3
					? pieces[of(random, pieces.length)]
					: next[of(random, next.length)];
			line.push(piece);
		}
		return line.join(between);
	};
}

/** What people said in a record: strings with a space or of other letters, not roles. @param {unknown} value @returns {string[]} */
function strings(value) {
	if (typeof value === "string") return /^[a-z]*$/.test(value) ? [] : [value];
	return value && typeof value === "object"
		? Object.values(value).flatMap(strings)
		: [];
}

/** @param {Random} random @param {number} below */
function of(random, below) {
	return Math.floor(random() * below);
}

/** Numbers from 0: so many, or some more. @param {Random} random @param {number} fewest @param {number} more */
function from(random, fewest, more) {
	return Array.from({ length: fewest + of(random, more) }, (_, index) => index);
}
