// Sound records in four formats, each with a tag in its question by which it is found again.

/** Questions and answers that make repairs hard: with quotes, brackets, commas, paths, formulas, other scripts. */
const DIALOGUES = [
	["How tall is a basketball player?", "About 6 feet 7 inches, on average."],
	["What did the captain say?", 'He said "all hands on deck" and left.'],
	["Which months have 30 days?", "April, June, September and November."],
	["Translate to German: good morning", "Guten Morgen, schöne Grüße!"],
	["用一句话介绍北京。", "北京是中国的首都，历史悠久。"],
	["Write a loop in Python.", "for i in range(3):\n    print(i)\n"],
	["What is the ratio?", "It's 3:1; that is, three to one."],
	["List the steps.", "1. Open the valve.\n2. Wait.\n3. Close it."],
	["What's the formula for the area?", "The area is $\\alpha \\cdot r^2$."],
	["Which pattern finds digits?", "Use \\d+ or [0-9]+ for that."],
	["Where is the file?", "It is in C:\\Data\\Reports\\may.csv."],
	["Classify: the screen is broken", "hardware"],
	["Give me the settings as JSON.", '{"mode": "fast", "retries": 3}'],
	["Is the shop open on Sunday?", "No. It's closed on Sundays (and holidays)."],
	["Where do I read more?", "See https://example.org/docs?page=2#top for it."],
	["Summarise: revenue rose 5%", "Revenue rose by 5 %, to €1.2m."],
	["Как дела?", "Спасибо, хорошо. А у вас?"],
	[
		"How do I define a map in C++?",
		"std::map<int, char> m = {{1, 'a'}, {2, 'b'}};",
	],
	["What is 12 * 12?", "144"],
	["Who wrote it?", "It was O'Brien's team, I'm told."],
	["Write one row of the table.", "| a | b |\n| - | - |\n| 1 | 2 |"],
	["How do I greet a customer?", "Hello {name}, how can we help you today?"],
	["Was it true or false?", "true, but None of us knew."],
	[
		"What does the label read?",
		'The label reads "Keep dry", then "This side up".',
	],
];

const SYSTEMS = [
	"You are a helpful assistant.",
	"Answer briefly, in plain words; never guess.",
	"You work for the help desk. Be polite: say what you know.",
];

const FORMATS = [
	(/** @type {Part} */ { question, answer }) => ({
		prompt: question,
		completion: answer,
	}),
	(/** @type {Part} */ { question, answer, system }) => ({
		schemaVersion: "bedrock-conversation-2024",
		system: [{ text: system }],
		messages: [
			{ role: "user", content: [{ text: question }] },
			{ role: "assistant", content: [{ text: answer }] },
		],
	}),
	(/** @type {Part} */ { question, answer, system }) => ({
		system,
		messages: [
			{ role: "user", content: question },
			{ role: "assistant", content: answer },
		],
	}),
	(/** @type {Part} */ { question, answer, system, number }) => ({
		messages: [
			{ role: "system", content: system },
			{ role: "user", content: question },
		],
		reference_answer: {
			answer,
			points: number % 7,
			strict: number % 2 === 0,
			note: null,
		},
	}),
];

/** @typedef {{ question: string, answer: string, system: string, number: number }} Part */

/** Number of formats. */
export const KINDS = FORMATS.length;

/**
 * The record of a number, of the format `number % KINDS`.
 *
 * @param {number} number
 * @param {string} tag text at the end of its question
 * @param {(answer: string) => string} [change] of its answer
 */
export function record(number, tag, change = (answer) => answer) {
	const at = Math.floor(number / KINDS);
	const [question, answer] = DIALOGUES[(at * 5 + number) % DIALOGUES.length];
	const system = SYSTEMS[at % SYSTEMS.length];
	return FORMATS[number % KINDS]({
		question: `${question} [${tag}]`,
		answer: change(answer),
		system,
		number,
	});
}
