/** HTML from templates, in which everything that is put in is escaped. */

/** Markup that is right as it is. */
export class Html {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

type Part = string | number | Html | readonly Html[] | undefined;

/** Fills a template: html`<b>${name}</b>`. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
	const filled = parts.map((part, at) => markup(part) + strings[at + 1]);
	return new Html(strings[0] + filled.join(""));
}

function markup(part: Part): string {
	if (part === undefined) return "";
	if (part instanceof Html) return part.text;
	return typeof part === "object"
		? part.map(({ text }) => text).join("")
		: escaped(String(part));
}

const ENTITIES: Record<string, string> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

/** ␀ for NUL; the later ones, from 0x7f on, have no picture of their own. */
const picture = (one: string): string => {
	const code = one.charCodeAt(0);
	return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
};

/** Control characters become their pictures, and marks that turn the direction of text are named, as neither can be seen. */
const escaped = (text: string): string =>
	text
		.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? "")
		.replace(/(?![\t\n])\p{Cc}/gu, picture)
		.replace(
			/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
			(one) => `\\u${one.charCodeAt(0).toString(16)}`,
		);
