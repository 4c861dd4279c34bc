// Ways to break records, each with the broken text and the original records.

import { record } from "./records.mjs";
import { tokens } from "./tokens.mjs";

/**
 * @typedef {import("./tokens.mjs").Token} Token
 * @typedef {{ text: string, right: object[] }} Broken
 * @typedef {(number: number, tag: string, random: () => number) => Broken} Way
 */

/** @param {object} value @param {number} number written as Python does, or without spaces */
function written(value, number) {
	const compact = JSON.stringify(value);
	if (number % 3 === 2) return compact;
	const spaced = tokens(compact).map(({ kind, start, end }) => {
		const text = compact.slice(start, end);
		return kind === ":" || kind === "," ? `${text} ` : text;
	});
	return spaced.join("");
}

/** @template T @param {T[]} all @param {() => number} random @returns {T} */
function one(all, random) {
	if (all.length === 0) throw new Error("no such place");
	return all[Math.floor(random() * all.length)];
}

/**
 * Replaces one token of the kinds by the result of `change`.
 *
 * @param {Token["kind"][]} kinds
 * @param {(text: string, token: Token, json: string) => string} change
 * @param {(answer: string) => string} [answers]
 * @param {(token: Token, json: string) => boolean} [where]
 * @returns {Way}
 */
function at(kinds, change, answers, where = () => true) {
	return (number, tag, random) => {
		const right = record(number, tag, answers);
		const json = written(right, number);
		const places = tokens(json).filter(
			(token) => kinds.includes(token.kind) && where(token, json),
		);
		const token = one(places, random);
		const { start, end } = token;
		const text = change(json.slice(start, end), token, json);
		return {
			text: json.slice(0, start) + text + json.slice(end),
			right: [right],
		};
	};
}

/** @param {(json: string, random: () => number) => string} change @param {(answer: string) => string} [answers] @returns {Way} */
function whole(change, answers) {
	return (number, tag, random) => {
		const right = record(number, tag, answers);
		return { text: change(written(right, number), random), right: [right] };
	};
}

/** @param {string} text */
const unquoted = (text) => text.slice(1, -1);
/** @param {Token} token @param {string} json */
const hasQuotes = (token, json) =>
	json.slice(token.start + 1, token.end - 1).includes('\\"');
/** @param {Token} token @param {string} json */
const hasLetters = (token, json) =>
	/^"\p{L}/u.test(json.slice(token.start, token.end)) &&
	!hasQuotes(token, json);
/** @param {Token} token @param {string} json */
const hasBackslash = (token, json) =>
	/\\\\/.test(json.slice(token.start, token.end));

const PATHS = [
	"C:\\Data\\Reports\\may.csv",
	"$\\alpha + \\sqrt{2} \\cdot \\Delta$",
	"the pattern \\d+\\s*\\w+",
	"D:\\Projects\\Plan",
];
const LONE = [
	'A 27" screen.',
	"It is 6'2\" tall.",
	'Use a 5" pipe, then.',
	'known as" otter" here',
];
const BEHIND = [
	".",
	";",
	" // end",
	" <|endoftext|>",
	" Hope this helps!",
	"\\n",
	" (see above)",
	" EOF",
	"```",
	"%",
];

/** @type {Record<string, Way>} */
export const WAYS = {
	"comma before a closing bracket": at(["}", "]"], (text) => `,${text}`),
	"two commas": at([","], () => ",,"),
	"comma left out": at([","], () => " "),
	"; for a comma": at([","], () => "; "),
	"colon left out": at([":"], (_, token) => (token.start % 2 ? " " : "")),
	"= for a colon": at([":"], (_, token) => (token.start % 2 ? "=" : " = ")),
	"=> for a colon": at([":"], () => " => "),
	"last brackets left out": whole((json, random) =>
		json.slice(0, -1 - Math.floor(random() * (/[}\]]{2}$/.test(json) ? 2 : 1))),
	),
	"a bracket too many": whole(
		(json, random) => json + one(["}", "]", "}}"], random),
	),
	"the wrong bracket": at(["}", "]"], (text) => (text === "}" ? "]" : "}")),
	"a closing bracket left out": at(["}", "]"], () => ""),
	"Python's dictionary": whole((json) => {
		let text = "";
		let from = 0;
		for (const { kind, start, end } of tokens(json)) {
			const token = json.slice(start, end);
			text += json.slice(from, start);
			from = end;
			if (kind === "word")
				text += { true: "True", false: "False", null: "None" }[token] ?? token;
			else text += token[0] === '"' ? python(JSON.parse(token)) : token;
		}
		return text;
	}),
	"typographic quotation marks": whole((json) => {
		let text = "";
		let from = 0;
		for (const { kind, start, end } of tokens(json)) {
			const token = json.slice(start, end);
			text +=
				json.slice(from, start) +
				(kind === "key" || kind === "text" ? `“${unquoted(token)}”` : token);
			from = end;
		}
		return text;
	}),
	"key without quotation marks": at(["key"], unquoted),
	"key without its first mark": at(["key"], (text) => text.slice(1)),
	"key without its last mark": at(["key"], (text) => text.slice(0, -1)),
	"text without its first mark": at(
		["text"],
		(text) => text.slice(1),
		undefined,
		hasLetters,
	),
	"text without its last mark": at(
		["text"],
		(text) => text.slice(0, -1),
		undefined,
		(token, json) => !hasQuotes(token, json),
	),
	"quotation marks in a text": at(
		["text"],
		(text) => text.replaceAll('\\"', '"'),
		(answer) => `${answer} Say "yes" or "no".`,
		hasQuotes,
	),
	"a lone quotation mark in a text": (number, tag, random) =>
		at(
			["text"],
			(text) => text.replaceAll('\\"', '"'),
			(answer) =>
				`${answer.replaceAll('"', "")} ${LONE[Math.floor(number / 4) % LONE.length]}`,
			hasQuotes,
		)(number, tag, random),
	"raw tab in a text": at(
		["text"],
		(text) => text.replace("\\tok", "\tok"),
		(answer) => `${answer}\tok`,
		(token, json) => json.slice(token.start, token.end).includes("\\tok"),
	),
	"a line's end in a text": at(
		["text"],
		(text) => text.replace("\\n", "\n"),
		(answer) => `${answer}\nThat is all.`,
		(token, json) => json.slice(token.start, token.end).includes("\\n"),
	),
	"a comment": at([",", "{", "["], (text) => `${text} /* checked */`),
	"invisible characters": at(
		[",", ":", "{"],
		(text, { start }) => text + ["\ufeff", "\u00a0", "\u200b"][start % 3],
	),
	"two records on a line": (number, tag) => {
		const right = [record(number, `${tag}a`), record(number, `${tag}b`)];
		return {
			text: right
				.map((value) => written(value, number))
				.join(["", ",", " "][number % 3]),
			right,
		};
	},
	"text behind the record": whole((json, random) => json + one(BEHIND, random)),
	"text before the record": whole(
		(json, random) =>
			one(["data: ", "```json ", "1. ", "INFO "], random) + json,
	),
	"a cut record before a whole one": (number, tag, random) => {
		const right = record(number, tag);
		const lost = written(record(number + 4, `${tag}x`), number);
		const cut = lost.slice(0, Math.floor(lost.length * (0.3 + random() * 0.6)));
		return { text: cut + written(right, number), right: [right] };
	},
	"a lone backslash": (number, tag, random) =>
		at(
			["text"],
			(text) => text.replaceAll("\\\\", "\\"),
			() => `Like this: ${PATHS[Math.floor(number / 4) % PATHS.length]}`,
			hasBackslash,
		)(number, tag, random),
	"cut off, nothing to restore it from": (number, tag) => ({
		text: written(record(number, tag), number).slice(0, -8),
		right: [],
	}),
};

/** @param {string} text as Python's repr writes it */
function python(text) {
	const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
	const escaped = text
		.replaceAll("\\", "\\\\")
		.replaceAll("\n", "\\n")
		.replaceAll("\t", "\\t");
	return mark + escaped.replaceAll(mark, `\\${mark}`) + mark;
}
