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
