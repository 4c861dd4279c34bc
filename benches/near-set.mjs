// Conversations of about 1 KB whose edits are known, the same for the same seed: unrelated texts, edited,
// reordered and extended ones, filled-in forms, very short ones, Chinese, Japanese and Thai; a fifth with one long system prompt.

import { closeSync, openSync, writeSync } from "node:fs";
import { xorshift } from "./random.mjs";

/** Words in a hundred that are replaced, left out or put in. */
const EDITS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30];

/** Texts filled in to one form, and texts that end in one boilerplate: too few for their shingles to count as frequent. */
const FROM_A_FORM = 12;
const BOILERPLATES = 80;

const LINES_A_WRITE = 2_000;

/**
 * @typedef {object} Language
 * @property {string[]} words
 * @property {string} between
 * @property {string} stop
 * @property {number} sentences in a text, on average
 */

/** @typedef {string[][]} Text sentences of words */

/**
 * Writes records, and beside them what peers are given: on each line the two texts, which original it was made from, and how.
 *
 * @param {string} records
 * @param {string} texts
 * @param {number} count
 * @param {number} seed
 */
export function writeNearSet(records, texts, count, seed) {
	const set = new NearSet(seed);
	const files = [openSync(records, "w"), openSync(texts, "w")];
	/** @type {[string[], string[]]} */
	let lines = [[], []];
	const flush = () => {
		for (const [at, file] of files.entries())
			writeSync(file, `${lines[at].join("\n")}\n`);
		lines = [[], []];
	};
	for (let number = 0; number < count; number++) {
		const { user, assistant, system, spaced, family, change } = set.next();
		lines[0].push(
			JSON.stringify({
				schemaVersion: "bedrock-conversation-2024",
				...(system && { system: [{ text: system }] }),
				messages: [
					{ role: "user", content: [{ text: user }] },
					{ role: "assistant", content: [{ text: assistant }] },
				],
			}),
		);
		lines[1].push(
			JSON.stringify({
				line: number,
				user,
				assistant,
				text: `${user}\n${assistant}`,
				...(system && { system: true }),
				spaced,
				family,
				change,
			}),
		);
		if (lines[0].length === LINES_A_WRITE || number === count - 1) flush();
	}
	files.forEach(closeSync);
}

class NearSet {
	/** @param {number} seed */
	constructor(seed) {
		this.random = xorshift(seed);
		this.families = 0;
		/** @type {Language} */
		this.english = {
			words: this.vocabulary(20_000, LATIN, 1, 4),
			between: " ",
			stop: ".",
			sentences: 13,
		};
		/** @type {Language[]} */
		this.unspaced = [
			{
				words: this.vocabulary(6_000, HAN, 1, 2),
				between: "",
				stop: "。",
				sentences: 14,
			},
			{
				words: this.vocabulary(6_000, [...HAN, ...KANA, ...KANA], 1, 4),
				between: "",
				stop: "。",
				sentences: 12,
			},
			{
				words: this.vocabulary(6_000, THAI, 1, 3),
				between: "",
				stop: " ",
				sentences: 10,
			},
		];
		this.boilerplates = Array.from({ length: BOILERPLATES }, () =>
			this.sentence(this.english),
		);
		this.labels = this.english.words.slice(-50);
		this.system = this.spelled(this.text(this.english, 24), this.english);
		/** @type {{ family: number, language: Language, text: Text, change: string }[]} made together, drawn apart */
		this.waiting = [];
	}

	next() {
		while (this.waiting.length < 200) this.make();
		const [made] = this.waiting.splice(this.below(this.waiting.length), 1);
		const { language, text, family, change } = made;
		const cut = Math.max(1, Math.floor(text.length * 0.6));
		const short = change === "short";
		return {
			user: this.spelled(text.slice(0, cut), language, short),
			assistant:
				text.length === 1
					? this.pick(this.labels)
					: this.spelled(text.slice(cut), language, short),
			system: this.random() < 0.2 ? this.system : "",
			spaced: language === this.english,
			family,
			change,
		};
	}

	make() {
		const chance = this.random();
		if (chance < 0.05) return this.add(this.english, [this.short()], "short");
		const language = chance < 0.15 ? this.pick(this.unspaced) : this.english;
		if (chance > 0.99) return this.fillIn(language);
		const text = this.text(
			language,
			1 + this.below(2 * language.sentences - 1),
		);
		const family = this.add(language, text, "original");
		// Of ten originals one has copies: one to six of them, each made in another way.
		if (this.random() > 0.1) return;
		for (let copies = 1 + this.below(6); copies > 0; copies--) {
			const { changed, change } = this.changed(text, language);
			this.add(language, changed, change, family);
		}
	}

	/** @param {Language} language @param {Text} text @param {string} change @param {number} [family] */
	add(language, text, change, family = this.families++) {
		this.waiting.push({ family, language, text, change });
		return family;
	}

	/** @param {Text} text @param {Language} language */
	changed(text, language) {
		const chance = this.random();
		if (chance < 0.12) {
			const at = this.below(text.length);
			return {
				changed: [...text.slice(at), ...text.slice(0, at)],
				change: "rotated",
			};
		}
		if (chance < 0.18) {
			const drawn = text.map((sentence) => ({ sentence, at: this.random() }));
			drawn.sort((one, other) => one.at - other.at);
			return {
				changed: drawn.map(({ sentence }) => sentence),
				change: "shuffled",
			};
		}
		if (chance < 0.3)
			return {
				changed: [...text, this.pick(this.boilerplates)],
				change: "extended",
			};
		if (chance < 0.34) return { changed: text, change: "copied" };
		const percent = this.pick(EDITS);
		return {
			changed: this.edited(text, percent, language),
			change: `edited ${percent}%`,
		};
	}

	/** @param {Text} text @param {number} percent @param {Language} language */
	edited(text, percent, language) {
		const changed = text.map((sentence) => [...sentence]);
		const words = text.reduce((sum, sentence) => sum + sentence.length, 0);
		const wanted = (words * percent) / 100;
		const edits = Math.floor(wanted) + Number(this.random() < wanted % 1);
		for (let edit = 0; edit < edits; edit++) {
			const sentence = this.pick(changed);
			const at = this.below(sentence.length);
			const kind = this.below(4);
			if (kind === 0) sentence.splice(at, 0, this.word(language));
			else if (kind === 1 && sentence.length > 1) sentence.splice(at, 1);
			else sentence[at] = this.word(language);
		}
		return changed;
	}

	/** One form with other facts: alike, and to people as different as the facts are. @param {Language} language */
	fillIn(language) {
		const form = this.text(language, 4 + this.below(12));
		const open = 0.02 + this.random() * 0.2;
		const isOpen = form.map((sentence) =>
			sentence.map(() => this.random() < open),
		);
		for (let copy = 0; copy < FROM_A_FORM; copy++) {
			const filled = form.map((sentence, line) =>
				sentence.map((word, at) =>
					isOpen[line][at] ? this.word(language) : word,
				),
			);
			this.add(language, filled, "form");
		}
	}

	/** @param {Language} language @param {number} sentences @returns {Text} */
	text(language, sentences) {
		return Array.from({ length: sentences }, () => this.sentence(language));
	}

	/** @param {Language} language */
	sentence(language) {
		return Array.from({ length: 5 + this.below(12) }, () =>
			this.word(language),
		);
	}

	/** One to five words, often frequent ones. */
	short() {
		const words = this.english.words.slice(0, 300);
		return Array.from({ length: 1 + this.below(5) }, () => this.pick(words));
	}

	/** Frequent words and rare ones. @param {Language} language */
	word({ words }) {
		return words[Math.floor(this.random() * this.random() * words.length)];
	}

	/** @param {Text} text @param {Language} language @param {boolean} [bare] */
	spelled(text, { between, stop }, bare = false) {
		const sentences = text.map(
			(words) => words.join(between) + (bare ? "" : stop),
		);
		return sentences.join(between);
	}

	/** @param {number} count @param {string[]} syllables @param {number} fewest @param {number} most */
	vocabulary(count, syllables, fewest, most) {
		/** @type {Set<string>} */
		const words = new Set();
		while (words.size < count) {
			const length = fewest + this.below(most - fewest + 1);
			words.add(Array.from({ length }, () => this.pick(syllables)).join(""));
		}
		return [...words];
	}

	/** @template T @param {T[]} choices */
	pick(choices) {
		return choices[this.below(choices.length)];
	}

	/** @param {number} bound */
	below(bound) {
		return Math.floor(this.random() * bound);
	}
}

const LATIN = [..."bcdfghjklmnprstvwz"].flatMap((first) =>
	["a", "e", "i", "o", "u", "an", "er", "ing", "é", "y"].map(
		(last) => first + last,
	),
);
const HAN = Array.from({ length: 1_500 }, (_, at) =>
	String.fromCodePoint(0x4e00 + at * 9),
);
const KANA = Array.from({ length: 80 }, (_, at) =>
	String.fromCodePoint(0x3042 + at),
);
const THAI = [..."กขคงจชซดตทนบปผพมยรลวสหอ"].flatMap((first) =>
	["า", "ิ", "ี", "ู", "่", "้า", "น", "ง", "ม"].map((last) => first + last),
);
