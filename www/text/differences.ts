/** Differences between two records, word by word. */

/** Bytes from a start up to, not including, an end. */
export type Stretch = [start: number, end: number];

/** The most inserted and removed words; beyond, the rest counts as one difference. */
const MOST_EDITS = 400;

/** Returns the stretches that are only in the one, and those that are only in the other. */
export function differences(
	a: Uint8Array,
	b: Uint8Array,
): [Stretch[], Stretch[]] {
	const known = new Map<string, number>();
	const [one, other] = [words(a, known), words(b, known)];
	const [onlyOne, onlyOther] = edits(one.ids, other.ids);
	return [stretches(onlyOne, one.starts), stretches(onlyOther, other.starts)];
}

interface Words {
	/** The same number for the same bytes. */
	ids: number[];
	/** Start of each, and the end of the last one. */
	starts: number[];
}

/** Splits text into words: runs of letters and digits; any other character, and each of a script without spaces, is one word. */
function words(bytes: Uint8Array, known: Map<string, number>): Words {
	const ids: number[] = [];
	const starts: number[] = [];
	for (let at = 0; at < bytes.length; ) {
		const start = at++;
		if (isLetter(bytes[start]))
			while (isLetter(bytes[at]) && !isAlone(bytes[start], bytes[at])) at++;
		const word = String.fromCharCode(...bytes.subarray(start, at));
		let id = known.get(word);
		if (id === undefined) {
			id = known.size;
			known.set(word, id);
		}
		ids.push(id);
		starts.push(start);
	}
	starts.push(bytes.length);
	return { ids, starts };
}

/** ASCII letters and digits, and every byte of other characters. */
const isLetter = (byte = 0) =>
	byte >= 0x80 ||
	(byte >= 0x30 && byte <= 0x39) ||
	((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);

/** From U+3000 on, characters are words: none is cut through. */
const isAlone = (first = 0, next = 0) =>
	next >= 0xe3 || (first >= 0xe3 && (next & 0xc0) !== 0x80);

/** Indexes of words in one list only: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986). */
function edits(a: number[], b: number[]): [number[], number[]] {
	let start = 0;
	while (start < a.length && start < b.length && a[start] === b[start]) start++;
	let [endA, endB] = [a.length, b.length];
	while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
		endA--;
		endB--;
	}
	const path = furthest(a.slice(start, endA), b.slice(start, endB));
	const [onlyA, onlyB]: [number[], number[]] = [[], []];
	let [x, y] = [endA - start, endB - start];
	if (!path) {
		for (let at = start; at < endA; at++) onlyA.push(at);
		for (let at = start; at < endB; at++) onlyB.push(at);
		return [onlyA, onlyB];
	}
	for (let step = path.length - 1; step > 0; step--) {
		const before = path[step - 1] as Int32Array;
		const diagonal = x - y;
		const isDown = goesDown(before, diagonal, step);
		const from = isDown ? diagonal + 1 : diagonal - 1;
		x = before[MOST_EDITS + 1 + from] as number;
		y = x - from;
		if (isDown) onlyB.push(start + y);
		else onlyA.push(start + x);
	}
	return [onlyA.reverse(), onlyB.reverse()];
}

/** After each number of edits, how far along the first list each diagonal has come; nothing where it takes too many. */
function furthest(a: number[], b: number[]): Int32Array[] | undefined {
	const path: Int32Array[] = [];
	const reached = new Int32Array(2 * MOST_EDITS + 3);
	for (let step = 0; step <= MOST_EDITS; step++) {
		for (let diagonal = -step; diagonal <= step; diagonal += 2) {
			const middle = MOST_EDITS + 1 + diagonal;
			let x = goesDown(reached, diagonal, step)
				? (reached[middle + 1] as number)
				: (reached[middle - 1] as number) + 1;
			let y = x - diagonal;
			while (x < a.length && y < b.length && a[x] === b[y]) {
				x++;
				y++;
			}
			reached[middle] = x;
			if (x >= a.length && y >= b.length) {
				path.push(reached);
				return path;
			}
		}
		path.push(reached.slice());
	}
	return undefined;
}

/** True if the diagonal is reached by inserting a word, false if by leaving one out. */
const goesDown = (reached: Int32Array, diagonal: number, step: number) =>
	diagonal === -step ||
	(diagonal !== step &&
		(reached[MOST_EDITS + diagonal] as number) <
			(reached[MOST_EDITS + 2 + diagonal] as number));

/** Neighbours are one. */
function stretches(indexes: number[], starts: number[]): Stretch[] {
	const found: Stretch[] = [];
	for (const index of indexes) {
		const [start = 0, end = 0] = starts.slice(index, index + 2);
		const last = found.at(-1);
		if (last && start === last[1]) last[1] = end;
		else found.push([start, end]);
	}
	return found;
}
