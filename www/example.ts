/** The example: a file that stands in the page as data (`scripts/example.ts` makes it), so that the script need not carry it. */

export const EXAMPLE_MODEL = "nova-lite";

export function example(): Promise<Blob> {
	const text = document.getElementById("example")?.textContent ?? "";
	const packed = Uint8Array.from(atob(text.trim()), (letter) =>
		letter.charCodeAt(0),
	);
	const stream = new Blob([packed]).stream();
	return new Response(
		stream.pipeThrough(new DecompressionStream("gzip")),
	).blob();
}
