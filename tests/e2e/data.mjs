// Data sets for these tests, made here.

import { closeSync, openSync, writeSync } from "node:fs";

export const record = (question, answer) =>
	JSON.stringify({
		schemaVersion: "bedrock-conversation-2024",
		messages: [
			{ role: "user", content: [{ text: question }] },
			{ role: "assistant", content: [{ text: answer }] },
		],
	});

/** So many records, no two alike. */
export const clean = (records, topic = "item") =>
	Array.from(
		{ length: records },
		(_, n) =>
			`${record(`What is ${topic} ${n}?`, `It is number ${n} of ${records}.`)}\n`,
	).join("");

/** The same as a pretty-printed JSON array, as many programs write it. */
export const array = (records) =>
	JSON.stringify(
		clean(records)
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line)),
		null,
		2,
	);

/** A file of so many lines, too many for one string. */
export function writeLines(path, count, line) {
	const file = openSync(path, "w");
	for (let n = 0; n < count; ) {
		let batch = "";
		for (; n < count && batch.length < 1 << 20; n++) batch += `${line(n)}\n`;
		writeSync(file, batch);
	}
	closeSync(file);
	return path;
}

const turn = (role, text) => ({ role, content: [{ text }] });
const chat = (messages, members = {}) =>
	JSON.stringify({
		schemaVersion: "bedrock-conversation-2024",
		...members,
		messages,
	});

/** Twelve records with one mistake each, among so many good ones. */
export function twelveMistakes(good = 24) {
	const ask = (n) => turn("user", `What does part ${n} cost?`);
	const tell = (n) => turn("assistant", `Part ${n} costs ${n} dollars.`);
	const pair = (n) => [ask(n), tell(n)];
	const mistakes = [
		// A comma too many.
		chat(pair(101)).replace(/\}$/, ",}"),
		// Quotes of another kind.
		chat(pair(102)).replaceAll('"', "'"),
		// Texts where blocks belong.
		chat(
			pair(103).map(({ role, content: [{ text }] }) => ({
				role,
				content: text,
			})),
		),
		chat(pair(104), { system: "Be brief." }),
		// Another name for the assistant.
		chat([ask(105), { ...tell(105), role: "bot" }]),
		// A question without an answer.
		chat([...pair(106), turn("user", "And part 107?")]),
		// Two turns of one side.
		chat([ask(107), turn("user", "In dollars, please."), tell(107)]),
		// A value that says nothing.
		chat(pair(108), { system: null }),
		// An address of a person.
		chat([
			turn("user", "I am jane.roe@acme.com. What does part 109 cost?"),
			tell(109),
		]),
		// A copy.
		chat(pair(1)),
		// What nobody but its author can mend: an empty answer, and a record that is cut off.
		chat([ask(111), turn("assistant", "")]),
		chat(pair(112)).slice(0, 120),
	];
	const records = Array.from({ length: good }, (_, n) => chat(pair(n + 1)));
	return `${[...records, ...mistakes].join("\n")}\n`;
}
