/** `tuneset check --diff`: what the fixes would change, as a unified diff without lines of context, for eyes and for `patch`. */

import type { NodeRun } from "../node/run.ts";
import type { Edit, Report } from "../types.ts";
import { printable } from "./escape.ts";
import { findings } from "./findings.ts";
import { LineText } from "./line-text.ts";
import { output } from "./output.ts";
import { say } from "./say.ts";
import { counted, type Paint } from "./terminal.ts";

/** Findings looked at for each rule; what is beyond is told. */
export const MOST = 100_000;

const LF = 10;

/** Whole lines of a file, and what becomes of them. */
interface Hunk {
	/** Of the first of them, from 1. */
	line: number;
	before: Uint8Array;
	after: Uint8Array;
}

/** Writes the diff of every file, and on standard error what it comes to. */
export async function showDiff(
	report: Report,
	run: NodeRun,
	colors: Paint,
): Promise<void> {
	let places = 0;
	let changed = 0;
	for (const [index, { name, bytes }] of report.files.entries()) {
		const edits = editsOf(report, name);
		if (edits.length === 0) continue;
		places += edits.length;
		changed += 1;
		write(colors.bold(`--- ${name}\n+++ ${name}\n`));
		let grown = 0;
		const text = new LineText(bytes, (start, end) =>
			run.read(index, start, end),
		);
		for await (const hunk of hunks(text, edits)) {
			const before = linesOf(hunk.before);
			const after = linesOf(hunk.after);
			const range = (line: number, count: number) =>
				`${count === 0 ? line - 1 : line}${count === 1 ? "" : `,${count}`}`;
			write(
				`@@ -${range(hunk.line, before.length)} +${range(hunk.line + grown, after.length)} @@\n`,
			);
			for (const line of before) writeLine("-", line, colors);
			for (const line of after) writeLine("+", line, colors);
			grown += after.length - before.length;
			await output.flush();
			if (output.closed) return;
		}
	}
	const told = `${counted(places, "place")} in ${counted(changed, "file")} would change.`;
	await output.flush();
	say([told, ...unlisted(report)].join(" "));
}

/** What the fixes that were applied have changed in a file, each place once, in order. */
function editsOf(report: Report, file: string): Edit[] {
	const edits = findings(report)
		.filter((one) => one.fixed && one.file === file)
		.flatMap(({ fix }) => fix?.edits ?? [])
		.sort((a, b) => a.byteOffset - b.byteOffset || a.byteLength - b.byteLength);
	let at = 0;
	return edits.filter(({ byteOffset, byteLength, text }, index) => {
		const last = edits[index - 1];
		const again =
			last?.byteOffset === byteOffset &&
			last.byteLength === byteLength &&
			last.text === text;
		if (again || byteOffset < at) return false;
		at = byteOffset + byteLength;
		return true;
	});
}

/** Fixes that are no edits of a few bytes: said, as a diff without them would pass for whole. */
function unlisted(report: Report): string[] {
	const whole = findings(report).filter(
		({ fix, fixed }) => fixed && !fix?.edits,
	);
	const beyond = Object.values(report.rules).filter(
		({ fixed, count, examples }) => fixed > 0 && count > examples.length,
	);
	const said = whole.map(
		({ file, line, fix }) =>
			`Not shown, as it would be too much: ${fix?.title} (${file}:${line}).`,
	);
	if (said.length > 3)
		said.splice(
			3,
			said.length,
			`Nor ${counted(whole.length - 3, "more fix")}.`,
		);
	if (beyond.length > 0)
		said.push(`Of each rule, the first ${counted(MOST, "finding")} are shown.`);
	return said;
}

async function* hunks(text: LineText, edits: Edit[]): AsyncGenerator<Hunk> {
	for (let next = 0; next < edits.length; ) {
		const first = edits[next];
		const { line, start } = await text.lineAt(first.byteOffset);
		const mine: Edit[] = [];
		let end = start;
		do {
			const edit = edits[next];
			mine.push(edit);
			end = await lineEnd(text, start, edit, end);
			next += 1;
		} while (next < edits.length && edits[next].byteOffset < end);
		const before = await text.slice(start, end);
		yield { line, before, after: applied(before, start, mine) };
	}
}

/** Where the lines that an edit touches end. A line that goes as a whole leaves the next one alone. */
async function lineEnd(
	text: LineText,
	start: number,
	{ byteOffset, byteLength, text: replacement }: Edit,
	atLeast: number,
): Promise<number> {
	const end = byteOffset + byteLength;
	if (byteLength > 0 && replacement === "" && byteOffset === start) {
		const [last] = await text.slice(end - 1, end);
		if (last === LF) return Math.max(end, atLeast);
	}
	return Math.max(await text.afterBreak(end), atLeast);
}

function applied(before: Uint8Array, start: number, edits: Edit[]): Uint8Array {
	const pieces: Uint8Array[] = [];
	let at = 0;
	for (const { byteOffset, byteLength, text } of edits) {
		pieces.push(before.subarray(at, byteOffset - start), Buffer.from(text));
		at = byteOffset - start + byteLength;
	}
	return Buffer.concat([...pieces, before.subarray(at)]);
}

/** Lines with their ends; the last may have none. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
	const lines: Uint8Array[] = [];
	for (let at = 0; at < bytes.length; ) {
		const found = bytes.indexOf(LF, at);
		const end = found < 0 ? bytes.length : found + 1;
		lines.push(bytes.subarray(at, end));
		at = end;
	}
	return lines;
}

function writeLine(sign: "-" | "+", line: Uint8Array, colors: Paint): void {
	const whole = line.at(-1) === LF;
	if (output.isTerminal) {
		const text = printable(Buffer.from(line).toString().replace(/\n$/, ""));
		const paint = sign === "+" ? colors.green : colors.red;
		write(`${paint(sign + text)}\n`);
	} else {
		// For programs: the bytes as they are.
		output.write(sign);
		output.write(line);
		if (!whole) write("\n");
	}
	if (!whole) write("\\ No newline at end of file\n");
}

const write = (text: string) => output.write(text);
