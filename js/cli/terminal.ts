/** Colors, numbers and the progress line. */

import type { WriteStream } from "node:tty";
import { bytes, counted, percent } from "../text/numbers.ts";
import type { Progress, Severity } from "../types/index.ts";
import { messages } from "./output.ts";

export interface Paint {
	bold(text: string): string;
	dim(text: string): string;
	green(text: string): string;
	red(text: string): string;
	severity(severity: Severity, text?: string): string;
}

/** Choice of the command line. */
export interface ColorChoice {
	color?: "auto" | "always" | "never";
	noColor?: boolean;
}

export function paint(
	stream: NodeJS.WriteStream,
	{ color = "auto", noColor = false }: ColorChoice = {},
): Paint {
	const on =
		!noColor && (color === "auto" ? wantsColor(stream) : color === "always");
	const style = (code: string) => (text: string) =>
		on ? `\x1b[${code}m${text}\x1b[0m` : text;
	const colors = {
		error: style("1;31"),
		warning: style("1;33"),
		info: style("1;36"),
	};
	return {
		bold: style("1"),
		dim: style("2"),
		green: style("1;32"),
		red: style("1;31"),
		severity: (severity, text = severity) => colors[severity](text),
	};
}

/** https://no-color.org and https://force-color.org */
function wantsColor(stream: NodeJS.WriteStream): boolean {
	const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
	if (NO_COLOR) return false;
	if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
	return stream.isTTY === true && TERM !== "dumb";
}

/** Width of text: a terminal's width as far as lines are still read with ease. */
export function columnsOf(stream: NodeJS.WriteStream): number {
	return Math.min(Math.max(stream.columns || 80, 40), 100);
}

/** Text broken between words into lines of at most so many characters; a longer word has a line to itself. */
export function wrap(text: string, columns: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(/ (?! )/)) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= columns)
			lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

/** Rows of equal length as a table: names on the left, numbers on the right. */
export function columns(rows: string[][]): string[] {
	const widths = (rows[0] ?? []).map((_, column) =>
		Math.max(...rows.map((cells) => cells[column].length)),
	);
	return rows.map((cells) => {
		const line = cells.map((cell, column) =>
			column === 0
				? cell.padEnd(widths[column])
				: cell.padStart(widths[column]),
		);
		return `  ${line.join("  ")}`.trimEnd();
	});
}

/** A line on standard error that rewrites itself; silent unless it is a terminal. */
export class ProgressLine {
	readonly #stream: WriteStream;
	readonly #started = performance.now();
	#shown = false;

	/** Quick work must not flicker. */
	static readonly #PATIENCE_MS = 300;

	constructor(stream: WriteStream) {
		this.#stream = stream;
	}

	readonly update = (progress: Progress): void => {
		if (performance.now() - this.#started < ProgressLine.#PATIENCE_MS) return;
		const text = describe(progress).slice(0, (this.#stream.columns || 80) - 1);
		messages.write(`\r\x1b[K${text}`);
		this.#shown = true;
	};

	clear(): void {
		if (this.#shown) messages.write("\r\x1b[K");
		this.#shown = false;
	}
}

function describe(progress: Progress): string {
	const { phase, totalBytes, secondsLeft, errors, warnings } = progress;
	const relates = phase === "relating";
	const parts: string[] = [relates ? "looking for near-duplicates" : phase];
	parts.push(
		totalBytes
			? `${percent(progress.bytes / totalBytes)} of ${bytes(totalBytes)}`
			: bytes(progress.bytes),
	);
	// Related places have been read before.
	if (!relates) parts.push(`${bytes(progress.bytesPerSecond)}/s`);
	if (secondsLeft !== undefined && secondsLeft >= 1)
		parts.push(`${duration(secondsLeft)} left`);
	if (errors > 0) parts.push(counted(errors, "error"));
	if (warnings > 0) parts.push(counted(warnings, "warning"));
	return parts.join("  ");
}

function duration(seconds: number): string {
	const whole = Math.ceil(seconds);
	if (whole < 90) return `${whole} s`;
	return `${Math.ceil(whole / 60)} min`;
}
