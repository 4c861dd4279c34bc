/** `tuneset check --diff`: what the fixes would change, as a unified diff, for eyes, `git apply` and `patch -p1`. */

import type { Path } from "../node/path.ts";
import type { NodeRun } from "../node/run.ts";
import { counted } from "../text/numbers.ts";
import type { Edit, Report } from "../types/index.ts";
import { diffNames, headerName } from "./diff-names.ts";
import { printable } from "./escape.ts";
import { findings } from "./findings.ts";
import { LineText } from "./line-text.ts";
import { output } from "./output.ts";
import { say } from "./say.ts";
import type { Paint } from "./terminal.ts";

/** The most findings to read for each rule; the rest is reported. */
export const MOST = 100_000;

const LF = 10;

/** Lines around a change that stay: git and patch find the place by them. */
const CONTEXT = 3;

/** Whole lines of a file, and what becomes of them. */
interface Change {
	/** Of the first of them, from 1. */
	line: number;
	/** The place of the first byte. */
	start: number;
	/** The place after the last. */
	end: number;
	edits: Edit[];
	/** Lines before and after. */
	removed: number;
	added: number;
}

/** Changes that are near to each other, with the lines around and between them. */
interface Hunk {
	line: number;
	start: number;
	end: number;
	changes: Change[];
	removed: number;
	added: number;
}

/**
 * Writes the diff of every file, and a summary on standard error.
 *
 * @param paths of the files of the report, in their order; none for what came from a pipe
 */
export async function showDiff(
	report: Report,
	paths: (Path | undefined)[],
	run: NodeRun,
	colors: Paint,
): Promise<void> {
	const edits = new Map<number, Edit[]>();
	for (const [index, { name }] of report.files.entries()) {
		const ofFile = editsOf(report, name);
		if (ofFile.length > 0) edits.set(index, ofFile);
	}
	const { names, note } = diffNames(
		new Map([...edits.keys()].map((index) => [index, paths[index]])),
	);
	let places = 0;
	for (const [index, ofFile] of edits) {
		places += ofFile.length;
		const name = names.get(index) ?? Buffer.from(report.files[index].name);
		writeHeader(name, colors);
		let grown = 0;
		const text = new LineText(report.files[index].bytes, (start, end) =>
			run.read(index, start, end),
		);
		for await (const hunk of hunks(text, ofFile)) {
			await writeHunk(text, hunk, grown, colors);
			grown += hunk.added - hunk.removed;
			await output.flush();
			if (output.closed) return;
		}
	}
	const summary = `${counted(places, "place")} in ${counted(edits.size, "file")} would change.`;
	await output.flush();
	say([summary, ...(note ? [note] : []), ...unlisted(report)].join(" "));
}

function writeHeader(name: Buffer, colors: Paint): void {
	for (const [sign, side] of [
		["---", "a"],
		["+++", "b"],
	] as const) {
		const line = `${sign} ${headerName(side, name)}`;
		write(`${output.isTerminal ? colors.bold(line.trimEnd()) : line}\n`);
	}
}

async function writeHunk(
	text: LineText,
	{ line, start, end, changes, removed, added }: Hunk,
	grown: number,
	colors: Paint,
): Promise<void> {
	const range = (first: number, count: number) =>
		`${count === 0 ? first - 1 : first}${count === 1 ? "" : `,${count}`}`;
	write(`@@ -${range(line, removed)} +${range(line + grown, added)} @@\n`);
	const context = async (from: number, to: number) => {
		for (const same of linesOf(await text.slice(from, to)))
			writeLine(" ", same, colors);
	};
	let at = start;
	for (const change of changes) {
		await context(at, change.start);
		const before = await text.slice(change.start, change.end);
		for (const line of linesOf(before)) writeLine("-", line, colors);
		for (const line of linesOf(applied(before, change)))
			writeLine("+", line, colors);
		at = change.end;
	}
	await context(at, end);
}

/** Edits of the applied fixes in a file, each place once, in order. */
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

/** Lists fixes that are not edits of a few bytes, as the diff would look complete without them. */
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

/** Joins changes whose lines of context would touch. */
async function* hunks(text: LineText, edits: Edit[]): AsyncGenerator<Hunk> {
	let hunk: Hunk | undefined;
	/** The line after the last change, and how many lines of context follow it. */
	let after = 0;
	let tail = 0;
	for await (const change of changes(text, edits)) {
		const between = change.line - after;
		if (hunk && between <= 2 * CONTEXT) {
			grow(hunk, between);
		} else {
			if (hunk) yield grow(hunk, tail);
			const lead = text.startsBefore(CONTEXT, hunk?.end ?? 0);
			hunk = {
				line: change.line - lead.length,
				start: lead[0] ?? change.start,
				end: change.end,
				changes: [],
				removed: lead.length,
				added: lead.length,
			};
		}
		hunk.changes.push(change);
		hunk.removed += change.removed;
		hunk.added += change.added;
		after = change.line + change.removed;
		hunk.end = change.end;
		for (tail = 0; tail < CONTEXT; tail += 1) {
			const end = await text.afterBreak(hunk.end);
			if (end === hunk.end) break;
			hunk.end = end;
		}
	}
	if (hunk) yield grow(hunk, tail);
}

/** Adds lines that stay. */
function grow(hunk: Hunk, lines: number): Hunk {
	hunk.removed += lines;
	hunk.added += lines;
	return hunk;
}

async function* changes(text: LineText, edits: Edit[]): AsyncGenerator<Change> {
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
		} while (
			next < edits.length &&
			(edits[next].byteOffset < end ||
				(edits[next].byteOffset === end && !(await text.endsLine(end))))
		);
		const before = await text.slice(start, end);
		const change = { line, start, end, edits: mine };
		yield {
			...change,
			removed: linesOf(before).length,
			added: linesOf(applied(before, change)).length,
		};
	}
}

/** End of the lines that an edit touches. Removing a whole line does not touch the next one. */
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

function applied(
	before: Uint8Array,
	{ start, edits }: Pick<Change, "start" | "edits">,
): Uint8Array {
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

function writeLine(
	sign: " " | "-" | "+",
	line: Uint8Array,
	colors: Paint,
): void {
	const whole = line.at(-1) === LF;
	if (output.isTerminal) {
		const text = printable(Buffer.from(line).toString().replace(/\n$/, ""));
		const paint = { " ": colors.dim, "-": colors.red, "+": colors.green }[sign];
		write(`${paint(sign + text)}\n`);
	} else {
		// For programs: the bytes without escapes.
		output.write(sign);
		output.write(line);
		if (!whole) write("\n");
	}
	if (!whole) write("\\ No newline at end of file\n");
}

const write = (text: string) => output.write(text);
