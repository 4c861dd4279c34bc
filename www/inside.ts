/** Data that stands in the page, as blocks that are no script: the build puts it there (`vite.config.ts`). */

/** The text of a block. */
export const inside = (id: string): string =>
	document.getElementById(id)?.textContent?.trim() ?? "";

/** What a compressed block holds. */
export function unpacked(id: string): Response {
	const packed = Uint8Array.from(atob(inside(id)), (letter) =>
		letter.charCodeAt(0),
	);
	const stream = new Blob([packed]).stream();
	return new Response(stream.pipeThrough(new DecompressionStream("gzip")));
}
