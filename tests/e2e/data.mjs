// Data sets for these tests, made here.

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

/** The same as a pretty-printed JSON array: what a program dumps when nobody thinks of JSONL. */
export const array = (records) =>
	JSON.stringify(
		clean(records)
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line)),
		null,
		2,
	);
