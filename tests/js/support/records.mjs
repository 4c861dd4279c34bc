// Data to test with: sound records, every kind of damage, and numbers that can be drawn again from a seed.

/** A sound record of the Converse format. @param {number} n */
export function record(n) {
	return {
		schemaVersion: "bedrock-conversation-2024",
		system: [{ text: "You answer in one sentence." }],
		messages: [
			{ role: "user", content: [{ text: `What is ${n} plus ${n}?` }] },
			{ role: "assistant", content: [{ text: `It is ${2 * n}.` }] },
		],
	};
}

/** The record as a line of a file, without the line feed. @param {number} n */
export const line = (n) => JSON.stringify(record(n));

/** So many sound lines. @param {number} count @param {number} [from] */
export function lines(count, from = 1) {
	let text = "";
	for (let n = from; n < from + count; n += 1) text += `${line(n)}\n`;
	return text;
}

/** Draws numbers below `limit`; the same seed, the same numbers (mulberry32). @param {number} seed */
export function dice(seed) {
	let state = seed;
	return (/** @type {number} */ limit) => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
	};
}

/** The seed of this run, printed; TUNESET_SEED repeats one. @param {import('node:test').TestContext} t */
export function seedOf(t) {
	const seed = Number(process.env.TUNESET_SEED ?? Date.now() % 1e9);
	t.diagnostic(`TUNESET_SEED=${seed}`);
	return seed;
}

/** Lines of all kinds: sound, copied, broken, blank, long, exotic. @param {(limit: number) => number} roll @param {number} count */
export function mixture(roll, count) {
	const kinds = [
		(/** @type {number} */ n) => line(n),
		(/** @type {number} */ n) => line(n),
		(/** @type {number} */ n) => line(n),
		() => line(7),
		() => JSON.stringify(record(7), null, 1).replaceAll("\n", " "),
		(/** @type {number} */ n) => line(n).slice(0, 1 + roll(60)),
		(/** @type {number} */ n) => `${line(n)}\r`,
		() => "",
		() => "   ",
		() => "[1, 2]",
		(/** @type {number} */ n) => line(n).replace("assistant", "user"),
		(/** @type {number} */ n) =>
			line(n).replace("What", "Où est 🦀 日本".repeat(roll(200))),
		(/** @type {number} */ n) => line(n).replace("}]}", "}],}"),
	];
	const made = Array.from({ length: count }, (_, n) =>
		kinds[roll(kinds.length)](n),
	);
	return made.join("\n") + (roll(2) ? "\n" : "");
}
