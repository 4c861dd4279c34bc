/** Data embedded in the page by the build, as blocks that are not scripts (`vite.config.ts`). */

/** The text of a block. */
export const embedded = (id: string): string =>
	document.getElementById(id)?.textContent?.trim() ?? "";

/** Decompresses a block. As `application/wasm` it can be compiled while it is decompressed. */
export function unpacked(id: string, type = "text/plain"): Response {
	const text = atob(embedded(id));
	const packed = new Uint8Array(text.length);
	// Several times as quick as Uint8Array.from with a callback.
	for (let at = 0; at < text.length; at++) packed[at] = text.charCodeAt(at);
	const stream = new Blob([packed]).stream();
	return new Response(stream.pipeThrough(new DecompressionStream("gzip")), {
		headers: { "content-type": type },
	});
}
