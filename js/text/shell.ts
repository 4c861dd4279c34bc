/** Arguments of a command line to be copied, and characters that must not be pasted unseen. */

/**
 * Control, format and separator characters, lone surrogates, fillers: they cannot be seen, or act on a terminal. Also the second #
 * of `##[error]`, which logs of GitHub and Azure (`##vso[…]`) and TeamCity take for a command wherever it is in a line.
 */
export const HIDDEN =
	/\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|[\u00a0\u115f\u1160\u2800\u3164]|(?<=#)#(?=(?:vso|teamcity)?\[)/giu;

/** Quotes an argument for bash, zsh and ksh so that it can be pasted: as `$'…'` where it holds what cannot be seen. */
export function shellWord(text: string, windows = false): string {
	if (text.search(HIDDEN) >= 0) {
		const quoted = text
			.replace(/['\\]/g, "\\$&")
			.replace(HIDDEN, (character) => {
				const code = character.codePointAt(0) ?? 0;
				if (code < 128) return `\\x${hex(code, 2)}`;
				return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
			});
		return `$'${quoted}'`;
	}
	const plain = windows ? PLAIN_ON_WINDOWS : PLAIN;
	return plain.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Quotes the path of a file as an argument that no command takes for an option. */
export function shellPath(path: string, windows = false): string {
	return shellWord(/^-./.test(path) ? `./${path}` : path, windows);
}

/** Needs no quotes. A backslash parts folders on Windows only. */
const PLAIN = /^[\w@%+:,./-][\w@%+=:,./-]*$/;
const PLAIN_ON_WINDOWS = /^[\w@%+:,./\\-][\w@%+=:,./\\-]*$/;

/** Writes the number of a character in hexadecimal. */
export function hex(code: number, digits: number): string {
	return code.toString(16).padStart(digits, "0");
}
