// Archives of every kind: gzip by Node, Zstandard as frames of blocks that are not compressed, or repeat one byte.

import { gzipSync } from "node:zlib";

export const gzip = (/** @type {string | Buffer} */ text) => gzipSync(text);

/** A member with a name, a comment, an extra field and a checksum over its header, as few programs write them. */
export function gzipWithHeader(/** @type {string | Buffer} */ text) {
	const member = gzipSync(text);
	const header = Buffer.concat([
		member.subarray(0, 3),
		Buffer.of(0b1_1110),
		member.subarray(4, 10),
		Buffer.from("\x04\x00abcdlogs.jsonl\0made on a Sunday\0", "latin1"),
	]);
	const checksum = Buffer.alloc(2);
	checksum.writeUInt16LE(crc32(header) & 0xffff);
	return Buffer.concat([header, checksum, member.subarray(10)]);
}

function crc32(/** @type {Buffer} */ bytes) {
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit += 1)
			crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
	}
	return ~crc >>> 0;
}

const MAGIC = Buffer.of(0x28, 0xb5, 0x2f, 0xfd);
/** No checksum, a window of 2 MiB. */
const HEADER = Buffer.concat([MAGIC, Buffer.of(0, 0x58)]);
const LARGEST_BLOCK = 128 << 10;

/** @param {number} size @param {0 | 1} kind raw, or one byte again and again @param {boolean} last */
function blockHeader(size, kind, last) {
	const header = Buffer.alloc(3);
	header.writeUIntLE((size << 3) | (kind << 1) | Number(last), 0, 3);
	return header;
}

/** A frame of Zstandard. */
export function zstd(/** @type {string | Buffer} */ text) {
	const bytes = typeof text === "string" ? Buffer.from(text) : text;
	const parts = [HEADER];
	for (let at = 0; at < bytes.length; at += LARGEST_BLOCK) {
		const block = bytes.subarray(at, at + LARGEST_BLOCK);
		parts.push(blockHeader(block.length, 0, false), block);
	}
	return Buffer.concat([...parts, blockHeader(0, 0, true)]);
}

/** A frame that readers pass over. */
export function skippable(/** @type {string} */ content) {
	const length = Buffer.alloc(4);
	length.writeUInt32LE(content.length);
	return Buffer.concat([
		Buffer.of(0x50, 0x2a, 0x4d, 0x18),
		length,
		Buffer.from(content),
	]);
}

/** A frame that repeats one byte so many times 128 KiB. */
export function zstdRun(/** @type {number} */ blocks) {
	const block = Buffer.concat([
		blockHeader(LARGEST_BLOCK, 1, false),
		Buffer.of(0x78),
	]);
	return Buffer.concat([
		HEADER,
		...Array.from({ length: blocks }, () => block),
		blockHeader(0, 0, true),
	]);
}

/** A frame that only its dictionary, number 1234, would unpack. */
export const zstdWithDictionary = Buffer.concat([
	MAGIC,
	Buffer.of(0b11, 0x58, 0xd2, 0x04, 0, 0, 0x01, 0, 0),
]);

/** A line as Bedrock logs an invocation. @param {number} n */
export const invocation = (n) =>
	`${JSON.stringify({
		schemaType: "ModelInvocationLog",
		schemaVersion: "1.0",
		timestamp: `2026-11-22T10:00:${String(n % 60).padStart(2, "0")}Z`,
		accountId: "123456789012",
		region: "us-east-1",
		requestId: `0000-${n}`,
		operation: "Converse",
		modelId: "us.amazon.nova-premier-v1:0",
		input: {
			inputContentType: "application/json",
			inputBodyJson: {
				messages: [
					{ role: "user", content: [{ text: `What is ${n} plus ${n}?` }] },
				],
			},
			inputTokenCount: 9,
		},
		output: {
			outputContentType: "application/json",
			outputBodyJson: {
				output: {
					message: {
						role: "assistant",
						content: [{ text: `It is ${2 * n}.` }],
					},
				},
				stopReason: "end_turn",
			},
			outputTokenCount: 6,
		},
	})}\n`;
