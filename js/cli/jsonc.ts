/** JSON with comments and commas before a closing bracket, as editors keep their settings. */

const STRING = /"(?:\\.|[^"\\])*"/;
const COMMENT = /\/\/[^\r\n]*|\/\*[\s\S]*?\*\//;
const COMMA = /,(?=\s*[}\]])/;

/** Replaces by blanks what is not in JSON; all else stays in its place, and so do the places in error messages. */
export function plainJson(text: string): string {
	const without = (what: RegExp, text: string) =>
		text.replace(new RegExp(`${STRING.source}|${what.source}`, "g"), (found) =>
			found.startsWith('"') ? found : found.replace(/[^\r\n]/g, " "),
		);
	return without(COMMA, without(COMMENT, text));
}
