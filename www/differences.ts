/** Where two ways of writing one JSON value differ. */

/** Bytes from a start up to, not including, an end. */
export type Stretch = [start: number, end: number];

/** What stands only in the one and only in the other: spacing piece by piece, anything else as one stretch. */
export function differences(
	a: Uint8Array,
	b: Uint8Array,
): [Stretch[], Stretch[]] {
	const onlyA: Stretch[] = [];
	const onlyB: Stretch[] = [];
	let i = 0;
	let j = 0;
	while (i < a.length && j < b.length) {
		if (a[i] === b[j]) {
			i++;
			j++;
		} else if (isSpace(a[i])) add(onlyA, i++);
		else if (isSpace(b[j])) add(onlyB, j++);
		else break;
	}
	const left = Math.min(a.length - i, b.length - j);
	let tail = 0;
	while (tail < left && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
	// Never through the middle of a character.
	while (tail > 0 && continues(a.at(-tail))) tail--;
	while (i > 0 && j > 0 && (continues(a[i]) || continues(b[j]))) {
		i--;
		j--;
	}
	if (i < a.length - tail) onlyA.push([i, a.length - tail]);
	if (j < b.length - tail) onlyB.push([j, b.length - tail]);
	return [onlyA, onlyB];
}

function add(stretches: Stretch[], at: number): void {
	const last = stretches.at(-1);
	if (last && last[1] === at) last[1]++;
	else stretches.push([at, at + 1]);
}

const isSpace = (byte: number | undefined) =>
	byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const continues = (byte: number | undefined) => ((byte ?? 0) & 0xc0) === 0x80;
