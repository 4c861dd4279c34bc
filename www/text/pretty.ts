/** Breaks JSON into lines: only white space changes, numbers and escapes stay as they are written. */
export function pretty(json: string): string {
	let text = "";
	let depth = 0;
	let last = "";
	const feed = () => `\n${"  ".repeat(depth)}`;
	for (const [token] of json.matchAll(TOKENS)) {
		if (token === "}" || token === "]") {
			depth--;
			text += last === "{" || last === "[" ? token : feed() + token;
		} else {
			if (last === "{" || last === "[") text += feed();
			text += token;
			if (token === "{" || token === "[") depth++;
			else if (token === ",") text += feed();
			else if (token === ":") text += " ";
		}
		last = token;
	}
	return text;
}

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^\s[\]{},:"]+/g;
