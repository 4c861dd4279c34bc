/** Standard output and standard error: every byte is written, or the command fails with the reason. */

import { writeSync } from "node:fs";
import { isatty } from "node:tty";
import type { FileSink } from "../node/file-sink.ts";
import { systemReason, TunesetError } from "../types/error.ts";

type Sink = Pick<FileSink, "write">;

/** Bytes that are collected before they are written. */
const BATCH = 64 << 10;
/** Milliseconds between two attempts while the reader of a pipe is behind. */
const SHORTEST_PAUSE = 1;
const LONGEST_PAUSE = 20;

/**
 * One of the two. Node's own streams ignore short writes to files and lose errors at the end of the process.
 */
class Channel {
	readonly #descriptor: number;
	readonly #name: string;
	readonly #batch: number;
	/** Receives the output instead. */
	#instead: Sink | undefined;
	/** Small pieces, until they make a batch. */
	#pieces: Uint8Array[] = [];
	#collected = 0;
	/** Batches that are not out yet. */
	#waiting: Uint8Array[] = [];
	/** The reader is behind, and has had no time since. */
	#behind = false;
	#failure: TunesetError | undefined;
	#closed = false;

	/** @param batch bytes that are collected before they are written */
	constructor(descriptor: number, name: string, batch: number) {
		this.#descriptor = descriptor;
		this.#name = name;
		this.#batch = batch;
	}

	/** True once the reader has closed the pipe. */
	get closed(): boolean {
		return this.#closed;
	}

	/** True where a person reads. */
	get isTerminal(): boolean {
		return !this.#instead && isatty(this.#descriptor);
	}

	/** Redirects further output to a sink; without one, back to the descriptor. */
	divert(sink: Sink | undefined): void {
		this.#instead = sink;
	}

	/** Writes as much as goes without waiting, and keeps the rest for `flush`, which reports errors. */
	write(data: string | Uint8Array): void {
		if (this.#closed || this.#failure || data.length === 0) return;
		const bytes = typeof data === "string" ? Buffer.from(data) : data;
		this.#pieces.push(bytes);
		this.#collected += bytes.length;
		if (this.#collected < this.#batch) return;
		this.#gather();
		if (!this.#behind) this.#push();
	}

	/** Writes lines; all of them as one string could be more than a string holds. */
	lines(lines: Iterable<string>): void {
		for (const line of lines) this.write(`${line}\n`);
	}

	/** Resolves when everything is out, however slow the reader is; rejects if it cannot be written. */
	async flush(): Promise<void> {
		this.#gather();
		for (let pause = SHORTEST_PAUSE; ; ) {
			const progressed = this.#push();
			if (this.#failure) throw this.#failure;
			if (this.#waiting.length === 0) return;
			pause = progressed ? SHORTEST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
			await new Promise((resolve) => setTimeout(resolve, pause));
		}
	}

	/** Ends the waiting for a reader: `flush` rejects with the error. */
	stop(error: TunesetError): void {
		this.#failure ??= error;
	}

	#gather(): void {
		if (this.#collected > 0) this.#waiting.push(Buffer.concat(this.#pieces));
		this.#pieces = [];
		this.#collected = 0;
	}

	/** Writes until everything is out or the reader is behind; true if anything went. */
	#push(): boolean {
		this.#behind = false;
		let batches = 0;
		let progressed = false;
		try {
			for (let batch of this.#waiting) {
				while (batch.length > 0) {
					if (this.#failure) return progressed;
					const written = this.#written(batch);
					progressed = true;
					batch = batch.subarray(written);
					this.#waiting[batches] = batch;
				}
				batches += 1;
			}
		} catch (error) {
			this.#refused(error as NodeJS.ErrnoException);
		}
		this.#waiting = this.#closed ? [] : this.#waiting.slice(batches);
		return progressed;
	}

	#written(batch: Uint8Array): number {
		if (!this.#instead) return writeSync(this.#descriptor, batch);
		this.#instead.write(batch);
		return batch.length;
	}

	#refused(error: NodeJS.ErrnoException): void {
		this.#behind = error.code === "EAGAIN" || error.code === "EINTR";
		if (this.#behind) return;
		// `tuneset check … | head` has read enough.
		if (error.code === "EPIPE") this.#closed = true;
		else
			this.#failure =
				error instanceof TunesetError
					? error
					: new TunesetError(
							"IO",
							`${this.#name} cannot be written: ${systemReason(error)}.`,
							{ cause: error },
						);
	}
}

/** Results. */
export const output = new Channel(1, "Standard output", BATCH);

/** Messages, written at once. */
export const messages = new Channel(2, "Standard error", 1);

/**
 * Makes pipes non-blocking, so that waiting for one happens here and not in the system, where signals would be blocked: Node
 * does this when its streams are first used.
 */
export function openChannels(): void {
	void [process.stdout, process.stderr];
}
