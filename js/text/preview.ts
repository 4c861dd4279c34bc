/** Result of a fix for a stretch of a file. */

import type { Edit } from "../types/index.ts";

/** Bytes that stay, that go, or that come in their place. */
export interface Piece {
	kind: "same" | "gone" | "new";
	bytes: Uint8Array;
}

interface Preview {
	/** In the order of the text; removed text comes before inserted text. */
	pieces: Piece[];
	/** Number of edits outside the stretch. */
	elsewhere: number;
}

/** @param start offset of `bytes` in the file, as in the edits */
export function preview(
	bytes: Uint8Array,
	start: number,
	edits: readonly Edit[],
): Preview {
	const end = start + bytes.length;
	const pieces: Piece[] = [];
	let at = start;
	let elsewhere = 0;
	const take = (kind: Piece["kind"], upto: number) => {
		const piece = bytes.subarray(at - start, upto - start);
		if (piece.length > 0) pieces.push({ kind, bytes: piece });
		at = upto;
	};
	for (const { byteOffset, byteLength, text } of edits) {
		// A line's end is removed with the line, and follows the part that is shown.
		const upto = Math.min(byteOffset + byteLength, end);
		if (byteOffset < at || byteOffset > end) {
			elsewhere += 1;
			continue;
		}
		take("same", byteOffset);
		take("gone", upto);
		if (text)
			pieces.push({ kind: "new", bytes: new TextEncoder().encode(text) });
	}
	take("same", end);
	return { pieces, elsewhere };
}

/** The stretch before the fix, or after it. */
export function side(pieces: readonly Piece[], of: "before" | "after") {
	const other = of === "before" ? "new" : "gone";
	return pieces.filter(({ kind }) => kind !== other);
}
