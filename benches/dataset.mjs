// Prompt and completion records of about 1 KB, the same for the same seed: 5 % repeat an earlier one to the byte, 1 % as
// a JSON value in other bytes.

import { closeSync, openSync, writeSync } from "node:fs";
import { xorshift } from "./random.mjs";

const WORDS =
	"account after again answer any because before between bill both call can card change charge check close code come copy could customer date day delivery device does down each email error every file find first follow from give good have help here home how invoice into just keep know last late letter line link list long look made make many message might more most much name need never next night none note number office only open order other our over own page paper part pay people phone place please price print question quick read ready receive refund repair reply report request reset return right room same say screen see send service set she ship show sign since some start step still store such table take tell text thank that their them then there these they thing this those time to today too track try turn two under until use very wait want was way week well were what when where which while who why will with word work would write wrong year you your".split(
		" ",
	);

/** Lines are written in batches of this many. */
const BATCH = 5_000;

/**
 * @param {string} path
 * @param {number} records
 * @param {number} seed
 * @param {(line: string) => string} [spoil] what becomes of each line
 */
export function writeDataset(path, records, seed, spoil = (line) => line) {
	const random = xorshift(seed);
	const file = openSync(path, "w");
	/** @type {string[]} */
	let lines = [];
	let earlier = "";
	for (let number = 0; number < records; number++) {
		const chance = random();
		if (earlier && chance < 0.05) {
			lines.push(earlier);
		} else if (earlier && chance < 0.06) {
			const { prompt, completion } = JSON.parse(earlier);
			lines.push(
				JSON.stringify({ completion, prompt }, null, 1).replaceAll("\n", ""),
			);
		} else {
			const record = {
				prompt: `Request ${number}. ${text(random, 90, 70)}`,
				completion: text(random, 45, 30),
			};
			lines.push(JSON.stringify(record));
			if (random() < 0.2) earlier = lines[lines.length - 1];
		}
		if (lines.length === BATCH || number === records - 1) {
			writeSync(file, `${lines.map(spoil).join("\n")}\n`);
			lines = [];
		}
	}
	closeSync(file);
}

/**
 * Sentences of ordinary words, with a line break, a quotation or an accent now and then.
 *
 * @param {() => number} random
 * @param {number} fewest
 * @param {number} more
 */
function text(random, fewest, more) {
	const count = fewest + Math.floor(random() * more);
	const words = [];
	for (let index = 0; index < count; index++) {
		const word = WORDS[Math.floor(random() * WORDS.length)];
		const chance = random();
		if (chance < 0.01) words.push(`"${word}"`);
		else if (chance < 0.015) words.push(`${word}é`);
		else if (chance < 0.09) words.push(`${word}.`);
		else if (chance < 0.1) words.push(`${word}.\n`);
		else words.push(word);
	}
	return words.join(" ");
}
