/**
 * A finding's fix as SARIF has it: which text goes where, in lines and columns, counted between the finding's place and the edit, at
 * most 64 KiB apart. None is given where it could be wrong: archives, streams, a byte order mark, half of a CR LF, more than 50 edits.
 */

import { TunesetError } from "../types/error.ts";
import type { Diagnostic, Edit, Report } from "../types/index.ts";

/** Reads bytes of a file's text, by its number among the report's. */
export type Read = (
	file: number,
	start: number,
	end: number,
) => Promise<Uint8Array>;

interface Place {
	line: number;
	column: number;
}

/** Fixes further from their finding are left out: each would take another walk over a line that may be endless. */
const REACH = 1 << 16;
const LF = 10;
const CR = 13;

/**
 * The value of `fixes`: at most one, none if its positions are uncertain. Edits know bytes only, so lines and
 * columns are counted from those of the finding, in the text between the two.
 */
export async function fixes(
	finding: Diagnostic,
	{ files }: Report,
	uri: string,
	read: Read,
): Promise<object[] | undefined> {
	const { fix } = finding;
	const index = files.findIndex(({ name }) => name === finding.file);
	// An archive's bytes are not those of its text.
	if (!fix?.edits || index < 0 || files[index].compressed) return undefined;
	const regions = await placed(fix.edits, finding, (start, end) =>
		read(index, start, end),
	).catch(notKept);
	if (!regions) return undefined;
	const replacements = fix.edits.map(({ text }, at) => ({
		deletedRegion: regions[at],
		...(text && { insertedContent: { text } }),
	}));
	return [
		{
			description: { text: fix.title },
			artifactChanges: [{ artifactLocation: { uri }, replacements }],
			properties: { safe: fix.safe },
		},
	];
}

/** Piped input is gone, and can't be changed either. */
function notKept(error: unknown): undefined {
	if (!(error instanceof TunesetError && error.code === "BAD_OPTION"))
		throw error;
}

async function placed(
	edits: Edit[],
	{ byteOffset: anchor, line, column }: Diagnostic,
	read: (start: number, end: number) => Promise<Uint8Array>,
): Promise<object[] | undefined> {
	const ends = edits.map(({ byteOffset: at, byteLength }) => at + byteLength);
	const first = Math.min(anchor, ...edits.map(({ byteOffset: at }) => at));
	const last = Math.max(anchor, ...ends);
	if (last - first > REACH) return undefined;
	const bytes = await read(first, last);
	// In SARIF a byte order mark has no column, and a carriage return is half a line's end or none.
	if (first === 0 && bytes[0] === 0xef && bytes[1] === 0xbb) return undefined;
	if (bytes.some((byte, at) => byte === CR && bytes[at + 1] !== LF))
		return undefined;
	const between = (from: number, to: number) =>
		bytes.subarray(from - first, to - first);

	const place = async (at: number): Promise<Place | undefined> => {
		const text = at < anchor ? between(at, anchor) : between(anchor, at);
		const lines = text.reduce((sum, byte) => sum + Number(byte === LF), 0);
		if (lines === 0) {
			const away = units(text);
			return { line, column: at < anchor ? column - away : column + away };
		}
		if (at >= anchor) {
			const start = text.lastIndexOf(LF) + 1;
			return { line: line + lines, column: 1 + units(text.subarray(start)) };
		}
		const far = Math.max(0, at - REACH);
		const before = await read(far, at);
		const start = before.lastIndexOf(LF) + 1;
		if (start === 0 && far > 0) return undefined;
		return { line: line - lines, column: 1 + units(before.subarray(start)) };
	};

	const regions: object[] = [];
	for (const [index, { byteOffset, byteLength }] of edits.entries()) {
		const start = await place(byteOffset);
		const end = await place(ends[index]);
		if (!start || !end) return undefined;
		regions.push({
			startLine: start.line,
			startColumn: start.column,
			endLine: end.line,
			endColumn: end.column,
			byteOffset,
			byteLength,
		});
	}
	return regions;
}

/** UTF-16 units, counted as the engine counts columns. */
function units(bytes: Uint8Array): number {
	let sum = 0;
	for (const byte of bytes)
		sum += Number((byte & 0xc0) !== 0x80) + Number(byte >= 0xf0);
	return sum;
}
