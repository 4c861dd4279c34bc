/**
 * Escapes text from data, file names and options for each place that it is written to: terminals and logs, workflow commands of
 * GitHub, Markdown, JSON, shells. Nothing in it is invisible, steers what shows it, or is taken for a command, a link or a mention.
 */

import { HIDDEN, hex } from "../text/shell.ts";

/** Returns a visible substitute for a control or invisible character. */
export function visible(character: string): string {
	if (character === "\t") return "→";
	const code = character.codePointAt(0) ?? 0;
	// The pictures of control characters: ␀ for NUL, ␍ for carriage return.
	if (code < 32) return String.fromCodePoint(0x2400 + code);
	return `<U+${hex(code, 4).toUpperCase()}>`;
}

/** Returns the places in a text, in UTF-16 units, of characters that `printable` replaces. */
export function invisibles(text: string): Set<number> {
	return new Set([...text.matchAll(HIDDEN)].map(({ index }) => index));
}

/** Escapes text for a line on a terminal or in a log. */
export function printable(text: string): string {
	return text.replace(HIDDEN, visible);
}

/** Keeps a line from being taken for a workflow command of GitHub, which white space may precede. */
export function logLine(line: string): string {
	return line.replace(/^(\s*):(?=:)/, "$1<U+003A>");
}

/** Escapes the message of a workflow command; paragraphs begin on a line each. */
export function githubData(...paragraphs: string[]): string {
	return paragraphs
		.map((text) => printable(text).replaceAll("%", "%25"))
		.join("%0A");
}

/** Escapes a property of a workflow command. Line breaks in the name of a file can be written exactly. */
export function githubProperty(text: string): string {
	return text
		.split(/(\r|\n)/)
		.map((part) => (part === "\r" || part === "\n" ? part : printable(part)))
		.join("")
		.replaceAll("%", "%25")
		.replaceAll("\r", "%0D")
		.replaceAll("\n", "%0A")
		.replaceAll(":", "%3A")
		.replaceAll(",", "%2C");
}

/** Parts what GitHub would link or notify; an invisible space of no width, as an entity. */
const PART = "&#8203;";

/** Escapes text within a line or a table's cell of Markdown: no markup, HTML, link, mention or reference is in it. */
export function markdownText(text: string): string {
	return (
		printable(text.replace(/\s+/g, " "))
			.replace(/[\\`*_{}[\]()#+!|~$]/g, "\\$&")
			.replaceAll("&", "&amp;")
			.replaceAll("<", "&lt;")
			.replaceAll(">", "&gt;")
			// Mentions and e-mail addresses, #12 and owner/repository#12, GH-12, https://…, www.…
			.replace(/[@#](?=[\p{L}\p{N}_-])/gu, `$&${PART}`)
			.replace(/GH-(?=\d)/gi, `$&${PART}`)
			.replace(/:(?=\/\/)/g, `:${PART}`)
			.replace(/www(?=\.)/gi, `$&${PART}`)
	);
}

/** Escapes text as code within a line of Markdown, where nothing is a link or a mention. */
export function markdownCode(text: string): string {
	const shown = printable(text) || " ";
	const longest = Math.max(
		0,
		...(shown.match(/`+/g) ?? []).map((run) => run.length),
	);
	const fence = "`".repeat(longest + 1);
	const space = longest > 0 || /^ .*[^ ].* $/.test(shown) ? " " : "";
	return `${fence}${space}${shown}${space}${fence}`;
}

/** Escapes text as code in a table's cell, where a bar parts cells even in code. */
export function markdownCellCode(text: string): string {
	return markdownCode(text).replace(/\\*\|/g, (bar) =>
		// A backslash before the bar would be taken for its escape.
		bar.replaceAll("\\", "\\\\").replace("|", "\\|"),
	);
}

/** Writes a value as JSON whose strings hold nothing invisible and no command of a log, by escapes that every reader undoes. */
export function jsonText(value: unknown, indent?: number): string {
	return JSON.stringify(value, null, indent).replace(HIDDEN, (character) =>
		// Within strings line feeds are escaped already; these are the indentation's.
		character === "\n"
			? character
			: character
					.split("")
					.map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
					.join(""),
	);
}
