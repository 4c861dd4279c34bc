/** A zip archive of files as they are, not compressed. */

import { bytes as sizeOf } from "../../js/text/numbers";

/** An archive without the 64-bit extension holds no more. */
const MOST_ZIPPED = 2 ** 32 - 2 ** 20;

const CRCS = Uint32Array.from({ length: 256 }, (_, byte) => {
	let crc = byte;
	for (let bit = 0; bit < 8; bit++)
		crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	return crc;
});

async function crcOf(data: Blob): Promise<number> {
	let crc = -1;
	const reader = data.stream().getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return ~crc >>> 0;
		for (const byte of value)
			crc = (CRCS[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
	}
}

/** Returns the numbers as bytes, low byte first; [number of bytes, value] each. */
function packed(...fields: [2 | 4, number][]): Uint8Array<ArrayBuffer> {
	const size = fields.reduce((sum, [width]) => sum + width, 0);
	const view = new DataView(new ArrayBuffer(size));
	let at = 0;
	for (const [width, value] of fields) {
		if (width === 2) view.setUint16(at, value, true);
		else view.setUint32(at, value, true);
		at += width;
	}
	return new Uint8Array(view.buffer);
}

/** Packs the files; their names are plain ASCII. @throws if they are too large */
export async function zipped(files: [name: string, Blob][]): Promise<Blob> {
	const total = files.reduce((sum, [, data]) => sum + data.size, 0);
	if (total > MOST_ZIPPED)
		throw new Error(
			`The files are too large for a .zip: ${sizeOf(total)}, more than ${sizeOf(MOST_ZIPPED)}.`,
		);
	const now = new Date();
	const time =
		(now.getHours() << 11) | (now.getMinutes() << 5) | (now.getSeconds() >> 1);
	const day =
		((now.getFullYear() - 1980) << 9) |
		((now.getMonth() + 1) << 5) |
		now.getDate();
	const parts: BlobPart[] = [];
	const directory: BlobPart[] = [];
	let at = 0;
	let listed = 0;
	for (const [name, data] of files) {
		const crc = await crcOf(data);
		const words = new TextEncoder().encode(name);
		const common: [2 | 4, number][] = [
			[2, 20], // version needed
			[2, 0],
			[2, 0], // stored
			[2, time],
			[2, day],
			[4, crc],
			[4, data.size],
			[4, data.size],
			[2, words.length],
			[2, 0],
		];
		parts.push(packed([4, 0x04034b50], ...common), words, data);
		directory.push(
			packed(
				[4, 0x02014b50],
				[2, 20],
				...common,
				[2, 0],
				[2, 0],
				[2, 0],
				[4, 0],
				[4, at],
			),
			words,
		);
		at += 30 + words.length + data.size;
		listed += 46 + words.length;
	}
	const end = packed(
		[4, 0x06054b50],
		[2, 0],
		[2, 0],
		[2, files.length],
		[2, files.length],
		[4, listed],
		[4, at],
		[2, 0],
	);
	return new Blob([...parts, ...directory, end], { type: "application/zip" });
}
