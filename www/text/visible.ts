/** Turns bytes into text in which nothing is invisible. */

/** A run of plain text, or one invisible character: its label and name. */
export type Piece =
	| string
	| { label: string; title: string; kind: "space" | "control" | "bytes" };

const NAMES: Record<string, [label: string, title: string]> = {
	"\t": ["→", "tab"],
	"\n": ["↵", "line feed"],
	"\r": ["CR", "carriage return"],
	"\0": ["NUL", "null character"],
	"\u00a0": ["NBSP", "no-break space"],
	"\u00ad": ["SHY", "soft hyphen"],
	"\u200b": ["ZWSP", "zero width space"],
	"\u200d": ["ZWJ", "zero width joiner"],
	"\u200e": ["LRM", "left-to-right mark"],
	"\u200f": ["RLM", "right-to-left mark"],
	"\u2028": ["LS", "line separator"],
	"\u2029": ["PS", "paragraph separator"],
	"\ufeff": ["BOM", "byte order mark"],
};

/** Controls, format characters, lone surrogates, odd spaces, and the substitute for bytes that are not UTF-8. */
const INVISIBLE =
	/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufffd]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/** Emoji are joined by zero width joiners, where these are in their place. */
const JOINS_EMOJI = /\p{Extended_Pictographic}\ufe0f?$/u;

export function visibleText(text: string): Piece[] {
	const pieces: Piece[] = [];
	let from = 0;
	for (const match of text.matchAll(INVISIBLE)) {
		const character = match[0];
		if (
			character === "\u200d" &&
			JOINS_EMOJI.test(text.slice(Math.max(0, match.index - 3), match.index))
		)
			continue;
		if (match.index > from) pieces.push(text.slice(from, match.index));
		pieces.push(label(character));
		from = match.index + character.length;
	}
	if (from < text.length) pieces.push(text.slice(from));
	return pieces;
}

function label(character: string): Piece {
	const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
	if (character === "\ufffd")
		return {
			label: "�",
			title: "replacement character, or bytes that are not UTF-8",
			kind: "bytes",
		};
	const name = NAMES[character];
	return {
		label: name?.[0] ?? code,
		title: name ? `${name[1]} (${code})` : `${code}, does not show`,
		kind: character === "\t" || character === "\n" ? "space" : "control",
	};
}

/** The same for bytes: invalid UTF-8 shows byte by byte. */
export function visibleBytes(bytes: Uint8Array): Piece[] {
	const pieces: Piece[] = [];
	let from = 0;
	while (from < bytes.length) {
		const good = validLength(bytes, from);
		if (good > from) {
			pieces.push(
				...visibleText(
					new TextDecoder("utf-8", { ignoreBOM: true }).decode(
						bytes.subarray(from, good),
					),
				),
			);
		}
		if (good < bytes.length) {
			const hex = (bytes[good] ?? 0)
				.toString(16)
				.toUpperCase()
				.padStart(2, "0");
			pieces.push({
				label: `\\x${hex}`,
				title: `byte 0x${hex}, not UTF-8 here`,
				kind: "bytes",
			});
		}
		from = good + 1;
	}
	return pieces;
}

const strict = new TextDecoder("utf-8", { fatal: true });

const isText = (bytes: Uint8Array): boolean => {
	try {
		strict.decode(bytes);
		return true;
	} catch {
		return false;
	}
};

/** Returns the end of the valid UTF-8 that starts at `from`. */
function validLength(bytes: Uint8Array, from: number): number {
	if (isText(bytes.subarray(from))) return bytes.length;
	let at = from;
	for (let end = at + 1; end <= at + 4 && end <= bytes.length; end++) {
		if (bytes[at] < 0x80 || isText(bytes.subarray(at, end))) at = end;
	}
	return at;
}
