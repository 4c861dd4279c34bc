/** JSON with comments and commas before a closing bracket, as editors keep their settings. */

const STRING = /"(?:\\.|[^"\\])*"/;
const COMMENT = /\/\/[^\r\n]*|\/\*[\s\S]*?\*\//;
const COMMA = /,(?=\s*[}\]])/;

/** Replaces comments and trailing commas by blanks, so that positions in error messages stay right. */
export function plainJson(text: string): string {
	const without = (what: RegExp, text: string) =>
		text.replace(new RegExp(`${STRING.source}|${what.source}`, "g"), (found) =>
			found.startsWith('"') ? found : found.replace(/[^\r\n]/g, " "),
		);
	return without(COMMA, without(COMMENT, text));
}
