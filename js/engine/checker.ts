/** Checks and writes chunks in this thread, and finds the records that the engine fails on. */

import { changed, gone, type Range } from "../io/source.ts";
import { TunesetError } from "../types/error.ts";
import {
	type Bench,
	type Checker,
	type Engine,
	guarded,
	optioned,
} from "./wasm.ts";

/** Options and Probe of a file as JSON: what the engine's checker is made from. Each thread is sent it once. */
export interface Setup {
	readonly options: string;
	readonly probe: string;
	/** Edits of the file, from the data set, if records of it were edited. */
	readonly edits?: Uint8Array;
}

/** Returns true if both make the same checker, which files of one kind can share. */
export function isSame(one: Setup | undefined, other: Setup): boolean {
	return (
		one?.options === other.options &&
		one.probe === other.probe &&
		one.edits === other.edits
	);
}

export interface Job {
	setup: Setup;
	range: Range;
	/** Destination of each record of the chunk: present when the chunk is to be written. */
	assignments?: Uint8Array;
	/** Edits of the chunk, from the data set, where those of the file do not do. */
	edits?: Uint8Array;
	/** Does with the chunk all that a run does, so that a fault shows here and not in the data set. */
	rehearsed?: boolean;
	/** Reason to try nothing any more: each record of the chunk is a fault. */
	condemned?: string;
}

/** The parts of a chunk that was checked, in order, or what one that was written gives to each output. */
export type Done = { parts: Part[] } | WrittenChunk;

/** Whole records with their report, opaque; or one record that the engine failed on. */
export type Part = { bytes: number; report: Uint8Array } | Fault;

export interface Fault {
	/** Of the chunk. */
	bytes: number;
	/** These bytes: the record and its separator. */
	record: Uint8Array;
	/** Message of the engine. */
	fault: string;
	/** Part of it that can be shown. */
	glimpse: string;
	/** Place at which a chunk that was checked with edits can be cut in two; 0 for one record. */
	middle: number;
}

interface WrittenChunk {
	outputs: ChunkOutputs;
	/** Receipt of the writer, opaque. */
	receipt: Uint8Array;
}

export interface ChunkOutputs {
	train: Uint8Array;
	validation: Uint8Array;
	setAside: Uint8Array;
}

/** Fills the view from an open file; returns how many bytes there were. */
export type ReadFile = (
	descriptor: number,
	into: Uint8Array,
	position: number,
) => number;

/** Each costs some engines: more of them in one chunk are no matter of single records. */
const MOST_FAULTS = 2000;

export class LocalChecker {
	readonly #bench: Bench;
	readonly #readFile: ReadFile | undefined;
	#engine: Engine | undefined;
	#checker: Checker | undefined;
	#setup: Setup | undefined;

	/** @param readFile only where there are files: in Node */
	constructor(bench: Bench, readFile?: ReadFile) {
		this.#bench = bench;
		this.#readFile = readFile;
	}

	run(job: Job): Done {
		const { range, assignments, condemned } = job;
		if (assignments) return this.#write(job, assignments);
		if (condemned !== undefined)
			return { parts: this.#narrowed(job, this.#bytes(range), condemned) };
		try {
			return { parts: [this.#checked(job, range)] };
		} catch (error) {
			const reason = this.#reason(error);
			return { parts: this.#narrowed(job, this.#bytes(range), reason) };
		}
	}

	close(): void {
		if (!this.#engine?.halted) this.#checker?.free();
		this.#checker = undefined;
		this.#setup = undefined;
	}

	/** Returns the reason of the engine's halt; rethrows any other error. */
	#reason(error: unknown): string {
		if (!this.#engine?.halted || !(error instanceof TunesetError)) throw error;
		return error.reason ?? "it needs more memory than there is";
	}

	/** The parts of a chunk that the engine fails on: it is halved until the record is found. */
	#narrowed(job: Job, chunk: Uint8Array, reason: string): Part[] {
		const parts: Part[] = [];
		let faults = 0;
		const halve = (bytes: Uint8Array, fault: string) => {
			const middle = this.#middle(job, bytes);
			if (middle === 0 || job.edits) {
				parts.push(this.#fault(bytes, fault, middle));
				faults += 1;
				return;
			}
			for (const half of [bytes.subarray(0, middle), bytes.subarray(middle)])
				attempt(half);
		};
		const attempt = (bytes: Uint8Array) => {
			if (job.condemned !== undefined) return halve(bytes, job.condemned);
			if (faults > MOST_FAULTS) throw tooMany(job.range.name, reason);
			try {
				const range: Range = { from: "bytes", name: job.range.name, bytes };
				parts.push(this.#checked(job, range));
			} catch (error) {
				halve(bytes, this.#reason(error));
			}
		};
		halve(chunk, reason);
		return parts;
	}

	#fault(bytes: Uint8Array, fault: string, middle: number): Fault {
		const { engine } = this.#bench;
		let glimpse = "";
		try {
			glimpse = guarded(engine, () => engine.glimpse(bytes));
		} catch {
			// The engine fails on that, too.
		}
		return {
			bytes: bytes.length,
			record: bytes.slice(),
			fault,
			glimpse,
			middle,
		};
	}

	/** Place between records at which a chunk can be cut in two; 0 for a single record. */
	#middle({ setup }: Job, bytes: Uint8Array): number {
		const { framing } = JSON.parse(setup.probe);
		const { engine } = this.#bench;
		try {
			for (let at = bytes.length >> 1; at > 0 && at < bytes.length; ) {
				const head = bytes.subarray(0, at);
				const whole = guarded(engine, () =>
					engine.boundary(head, framing, false),
				);
				if (whole > 0) return whole;
				at = (at + bytes.length + 1) >> 1;
			}
		} catch {
			// The engine fails on that, too.
		}
		return 0;
	}

	#checkerFor({ setup }: Job): { engine: Engine; checker: Checker } {
		const { engine } = this.#bench;
		if (
			this.#engine !== engine ||
			!this.#checker ||
			!isSame(this.#setup, setup)
		) {
			this.close();
			this.#engine = engine;
			this.#checker = optioned(
				engine,
				() => new engine.Checker(setup.options, setup.probe, setup.edits),
			);
			this.#setup = setup;
		}
		return { engine, checker: this.#checker };
	}

	#checked(job: Job, range: Range): Part {
		const { engine, checker } = this.#checkerFor(job);
		const { edits, rehearsed } = job;
		const length = lengthOf(range);
		const report = guarded(engine, () => {
			const report =
				range.from === "file"
					? checker.checkReserved(this.#load(engine, checker, range), edits)
					: checker.check(this.#bytes(range), edits);
			if (rehearsed) checker.rehearse(length, report);
			return report;
		});
		return { bytes: length, report };
	}

	#write(job: Job, assignments: Uint8Array): WrittenChunk {
		const { engine, checker } = this.#checkerFor(job);
		const { range } = job;
		return guarded(engine, () => {
			const written =
				range.from === "file"
					? checker.writeReserved(
							this.#load(engine, checker, range),
							assignments,
						)
					: checker.write(this.#bytes(range), assignments);
			const { train, validation, setAside, receipt } = written;
			written.free();
			return { outputs: { train, validation, setAside }, receipt };
		});
	}

	/** Reads a file's range straight into wasm memory: no copy on the way. */
	#load(
		engine: Engine,
		checker: Checker,
		range: Range & { from: "file" },
	): number {
		const length = lengthOf(range);
		const pointer = checker.reserve(length);
		this.#fill(new Uint8Array(engine.memory.buffer, pointer, length), range);
		return length;
	}

	#bytes(range: Range): Uint8Array {
		if (range.from === "bytes") return range.bytes;
		if (range.from === "blob") return ofBlob(range);
		const bytes = new Uint8Array(lengthOf(range));
		this.#fill(bytes, range);
		return bytes;
	}

	#fill(view: Uint8Array, range: Range & { from: "file" }): void {
		if (!this.#readFile) throw new TypeError("there are no files here");
		for (let done = 0; done < view.length; ) {
			const part = view.subarray(done);
			const read = this.#readFile(range.descriptor, part, range.start + done);
			if (read === 0) throw changed(range.name);
			done += read;
		}
	}
}

function lengthOf(range: Range): number {
	return range.from === "bytes" ? range.bytes.length : range.end - range.start;
}

/** lib.dom lacks what only workers have. */
declare const FileReaderSync: new () => {
	readAsArrayBuffer(blob: Blob): ArrayBuffer;
};

function ofBlob({ name, blob, start, end }: Range & { from: "blob" }) {
	let bytes: Uint8Array;
	try {
		const part = blob.slice(start, end);
		bytes = new Uint8Array(new FileReaderSync().readAsArrayBuffer(part));
	} catch (cause) {
		throw gone(name, cause);
	}
	if (bytes.length !== end - start) throw changed(name);
	return bytes;
}

function tooMany(name: string, reason: string): TunesetError {
	return new TunesetError(
		"CRASH",
		`Tuneset fails on too many records of ${name}, which is a bug of its own and not of your data (${reason}). Please report it.`,
	);
}
