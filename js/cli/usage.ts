/** A command line that cannot be carried out: its message is one sentence, the exit code 2. */
export class UsageError extends Error {}

export const usage = {
	bug: (error: unknown) =>
		`this is a bug of Tuneset's own: ${error instanceof Error ? error.stack : error}`,
};

/** The known word that a mistyped one is closest to, if any is close. */
export function closest(given: string, known: string[]): string | undefined {
	let best: string | undefined;
	let fewest = Math.max(1, Math.floor(given.length / 3)) + 1;
	for (const word of known) {
		const edits = distance(given, word);
		if (edits < fewest) {
			best = word;
			fewest = edits;
		}
	}
	return best;
}

/** Characters to insert, remove or replace on the way from one word to the other. */
function distance(from: string, to: string): number {
	let row = Array.from({ length: to.length + 1 }, (_, index) => index);
	for (let i = 1; i <= from.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= to.length; j += 1) {
			const replaced = row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
		}
		row = next;
	}
	return row[to.length];
}

/** How a sentence about an unknown word ends. */
export function didYouMean(
	given: string,
	known: string[],
	otherwise = ".",
): string {
	const word = closest(given, known);
	return word ? `; did you mean ${word}?` : otherwise;
}
