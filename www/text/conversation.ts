/** The conversation in a record, in whatever layout it is written. */

export type Side = "system" | "user" | "assistant" | "tool" | "other";

export interface Turn {
	side: Side;
	/** The role or the key, as it is written. */
	name: string;
	/** Pointer to it. */
	at: string;
	parts: Part[];
}

/** A text, or a value that is none, as JSON. */
type Part = { text: string } | { json: string };

const SIDES: Record<string, Side> = {
	system: "system",
	developer: "system",
	systemInstruction: "system",
	system_instruction: "system",
	user: "user",
	human: "user",
	instruction: "user",
	input: "user",
	prompt: "user",
	question: "user",
	query: "user",
	text: "user",
	"image-ref": "user",
	assistant: "assistant",
	gpt: "assistant",
	model: "assistant",
	bot: "assistant",
	completion: "assistant",
	response: "assistant",
	answer: "assistant",
	output: "assistant",
	caption: "assistant",
	label: "assistant",
	chosen: "assistant",
	rejected: "assistant",
	reference_answer: "assistant",
	tool: "tool",
	function: "tool",
};

/** Keys of lists of messages, and of the role and the content of one. */
const LISTS = new Set(["messages", "conversations", "contents", "dialog"]);
const ROLES = ["role", "from"];
const CONTENTS = ["content", "value", "parts"];

/** As a conversation goes. */
const ORDER: Side[] = ["system", "user", "assistant", "tool", "other"];

/** The most characters of a value that is no text: a picture may have megabytes. */
const MOST = 2000;

/**
 * Returns the turns of a record, then what else it holds; none if there is nothing that anybody says.
 *
 * @param keys those of question and answer, where the user named them
 */
export function conversation(
	record: unknown,
	keys: Record<string, string> = {},
): Turn[] {
	if (!isObject(record)) return [];
	const sides: Record<string, Side> = { ...SIDES };
	if (keys.prompt) sides[keys.prompt] = "user";
	if (keys.completion) sides[keys.completion] = "assistant";
	const sideOf = (name: string) =>
		(Object.hasOwn(sides, name) && sides[name]) || "other";
	const entries = Object.entries(record).map(([key, value]) => {
		const at = `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
		const turns = isMessages(key, value)
			? value.map((one, index) => message(one, `${at}/${index}`, sideOf))
			: [{ side: sideOf(key), name: key, at, parts: partsOf(value) }];
		// Messages come where the user begins.
		const side = LISTS.has(key) ? "user" : sideOf(key);
		return { place: ORDER.indexOf(side), turns };
	});
	const turns = entries
		.sort((a, b) => a.place - b.place)
		.flatMap((entry) => entry.turns);
	return turns.some(({ side }) => side !== "other") ? turns : [];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** A list of messages under a key of its own, or a prompt or an answer that is written as one. */
const isMessages = (key: string, value: unknown): value is unknown[] =>
	Array.isArray(value) &&
	(LISTS.has(key) ||
		value.some((one) => isObject(one) && ROLES.some((role) => role in one)));

function message(
	value: unknown,
	at: string,
	sideOf: (name: string) => Side,
): Turn {
	if (!isObject(value))
		return { side: "other", name: "", at, parts: partsOf(value) };
	const parts: Part[] = [];
	let name = "";
	for (const [key, inside] of Object.entries(value))
		if (ROLES.includes(key)) name = String(inside);
		else if (CONTENTS.includes(key)) parts.push(...partsOf(inside));
		else parts.push(asJson({ [key]: inside }));
	return { side: sideOf(name.toLowerCase()), name, at, parts };
}

function partsOf(value: unknown): Part[] {
	if (typeof value === "string") return [{ text: value }];
	if (Array.isArray(value)) return value.flatMap(partsOf);
	if (isObject(value) && Array.isArray(value.parts))
		return value.parts.flatMap(partsOf);
	const isText =
		isObject(value) &&
		typeof value.text === "string" &&
		Object.keys(value).every((key) => key === "text" || key === "type");
	return [isText ? { text: value.text as string } : asJson(value)];
}

function asJson(value: unknown): Part {
	const json = JSON.stringify(value);
	return { json: json.length > MOST ? `${json.slice(0, MOST)} …` : json };
}
