/** The typed face of the boundary of the engine; the only module that touches wasm-bindgen's output. */

import * as glue from "../../target/wasm/glue.js";
import { asTunesetError, TunesetError } from "../types/error.ts";

export interface Written {
	readonly train: Uint8Array;
	readonly validation: Uint8Array;
	readonly setAside: Uint8Array;
	/** Receipt that the data set compares with its assignments, opaque. */
	readonly receipt: Uint8Array;
	free(): void;
}

/** Stateless: a chunk's result depends on its bytes and the options alone. */
export interface Checker {
	/** A pointer to at least so many bytes of wasm memory, valid until the next call. */
	reserve(bytes: number): number;
	/** `edits` are what the data set gave for the chunk. */
	checkReserved(length: number, edits?: Uint8Array): Uint8Array;
	check(chunk: Uint8Array, edits?: Uint8Array): Uint8Array;
	/** Does all that a run does with the records of the chunk that was checked last, and keeps nothing of it. */
	rehearse(length: number, report: Uint8Array): void;
	writeReserved(length: number, assignments: Uint8Array): Written;
	write(chunk: Uint8Array, assignments: Uint8Array): Written;
	free(): void;
}

export interface Dataset {
	beginFile(name: string, bytes: number, probe: string): void;
	/** The options of files to compare with, as JSON: known once all input has been added. */
	againstOptions(): string;
	/** Chunks that are added from here on are compared, not counted. */
	beginAgainst(name: string, bytes: number, probe: string): void;
	forgetAgainst(): void;
	/** By name, before the first of them: so that edits find theirs. */
	expectFiles(names: string[]): void;
	/** Edits that the checkers of a file carry out as they check, if records of it were edited. After `expectFiles`. */
	fileEdits(file: number): Uint8Array | undefined;
	/** If the chunk was checked with other edits than those of its lines: these, and nothing is added. */
	add(report: Uint8Array): Uint8Array | undefined;
	addOversize(bytes: number, endsInLineFeed: boolean): void;
	/** A chunk with one record, which the engine failed on. */
	addFault(chunk: Uint8Array, reason: string, glimpse: string): void;
	/** Does without near-duplicates, for the engine failed on the search. Before the first file. */
	forgoNear(): void;
	/** `{records, errors, warnings}` so far, as JSON. */
	counts(): string;
	/** Call before `endFile`. `fault` is the unpacker's error, if any. */
	setArchive(kind: string, bytes: number, fault?: string | null): void;
	endFile(): void;
	/** Relates the records in part: returns the progress from 0 to 1, or nothing when done. */
	relate(): number | undefined;
	split(options: string): void;
	/** A page of the clusters of duplicates, as JSON; takes the query as JSON. */
	duplicateGroups(query: string): string;
	/** A page of the records of a bar of the histogram of lengths, as JSON; takes the query as JSON. */
	recordsOfLength(query: string): string;
	report(complete: boolean): string;
	assignments(chunk: number): Uint8Array;
	beginWriting(): void;
	/** The next chunk's bytes, as given to the outputs. If they differ from the checked and assigned ones: a `Refusal` as JSON. */
	wrote(
		receipt: Uint8Array,
		train: Uint8Array,
		validation: Uint8Array,
		setAside: Uint8Array,
	): string | undefined;
	/** The outputs as wholes, before they are shown; gives what `wrote` does. */
	written(outputs: string): string | undefined;
	/** Returns true if these are the bytes of a chunk: of the inputs, or of the comparison files once one was begun. */
	holds(chunk: number, bytes: Uint8Array): boolean;
	/** As JSON: the chunk that holds a line, and the byte at `at`. Files to compare with are numbered behind the inputs. */
	locate(file: number, line: number, at?: number): string;
	free(): void;
}

/** Difference between output and check: the file of that name was changed meanwhile, or a bug, as a sentence. */
export type Refusal = { changed: string } | { difference: string };

/** Unpacks one archive from front to back. */
export interface Unpacker {
	push(bytes: Uint8Array): void;
	/** Nothing follows. */
	end(): void;
	/** The text that follows; less than a whole piece: more bytes are needed, or there is no more text. */
	pull(): Uint8Array;
	/** Bytes of the archive used up. */
	taken(): number;
	/** Fault of the archive, opaque. */
	fault(): string | undefined;
	free(): void;
}

export interface Sha256 {
	update(bytes: Uint8Array): void;
	digest(): string;
	free(): void;
}

interface Boundary {
	/**
	 * @param kind what the text was unpacked from
	 * @param readings as JSON: what a text in another encoding reads like, or the one that it was read in
	 */
	probe(
		head: Uint8Array,
		whole: boolean,
		options: string,
		kind?: string | null,
		readings?: string | null,
	): string;
	boundary(bytes: Uint8Array, framing: string, last: boolean): number;
	/** As JSON: first and last byte, the last one exclusive, of a line (from 0) of a chunk, without its end. */
	lineOf(chunk: Uint8Array, probe: string, line: number): string;
	/** The beginning of a record, as a finding shows it. */
	glimpse(record: Uint8Array): string;
	/** Converts the first record in these bytes. */
	converted(
		bytes: Uint8Array,
		options: string,
		probe: string,
	): string | undefined;
	/** As JSON: the record that begins on a line (from 0) of a chunk, or null. */
	recordAt(chunk: Uint8Array, probe: string, line: number, at: number): string;
	/** As JSON: the findings in a text, as if it were a record of that file. */
	judge(text: string, options: string, probe: string): string;
	/** "gzip", "zstd", "utf-16le", "utf-16be" or nothing, by a file's first four bytes. */
	compression(head: Uint8Array): string | undefined;
	/** @param piece bytes of text that `pull` gives at most */
	Unpacker: new (
		kind: string,
		piece: number,
	) => Unpacker;
	Checker: new (options: string, probe: string, edits?: Uint8Array) => Checker;
	Dataset: new (options: string) => Dataset;
	Sha256: new () => Sha256;
	evaluate(
		references: Uint8Array,
		tuned: Uint8Array,
		base: Uint8Array | undefined,
		training: Uint8Array | undefined,
		names: string[],
		options: string,
	): string;
	metrics(files: Uint8Array[], names: string[]): string;
}

/** An instance of the wasm with its memory. */
interface Instance {
	/** Growing it detaches every view: make one after `reserve`, use it, drop it. */
	readonly memory: WebAssembly.Memory;
	/** Reason of the halt: nothing of the instance can be used any more. */
	halted?: TunesetError;
	/** The text of the panic that halted it. */
	panic: string;
}

export interface Engine extends Boundary, Instance {}

/** Functions that need no data set: all that a page's main thread needs, and nothing that its workers do. */
export interface Reference extends Instance {
	/** Returns the closest of `names`. */
	closest(name: string, names: string[]): string | undefined;
	isMetrics(head: Uint8Array): boolean;
	isBatchOutput(head: Uint8Array): boolean;
	plan(report: string, options: string): string;
	rules(): string;
	models(): string;
	/** A sentence about the name of a model that Bedrock has and does not customize. */
	uncustomized(given: string): string | undefined;
	version(): string;
}

/** Result of `probe` for a file. */
export interface Probe {
	needMore: boolean;
	encoding: string;
	/** Of a file that is not UTF-8: encodings that it may be in, the probable one or several. */
	encodings: string[];
	/** First and last byte, the last one exclusive, of a text that shows how each reads. */
	shown: [start: number, end: number];
	/** True if the user wants the file to be read in the first of them. */
	decodes: boolean;
	/** Offset of the first chunk in the file. */
	start: number;
	/** Opaque, only meaningful to the engine. */
	framing: string;
	/**
	 * True if the file can be cut at line feeds (of JSON Lines those before a line that begins with `{"`); otherwise the engine
	 * finds the end of a record.
	 */
	cutsAtLineFeeds: boolean;
	format?: string;
}

/** Makes an engine, which is thrown away with its memory after a crash. */
export function instantiate(module: WebAssembly.Module): Engine {
	return made(module, glue.engine);
}

/** The engine of a thread for calls that keep nothing in it: made when it is needed, and anew after a halt. */
export class Bench {
	readonly module: WebAssembly.Module;
	#engine: Engine | undefined;

	private constructor(module: WebAssembly.Module) {
		this.module = module;
	}

	static readonly #all = new WeakMap<WebAssembly.Module, Bench>();

	/** All runs of a thread share one. */
	static of(module: WebAssembly.Module): Bench {
		const bench = Bench.#all.get(module) ?? new Bench(module);
		Bench.#all.set(module, bench);
		return bench;
	}

	get engine(): Engine {
		// Let go first, so that its memory can be had.
		if (this.#engine?.halted) this.#engine = undefined;
		this.#engine ??= instantiate(this.module);
		return this.#engine;
	}
}

const references = new WeakMap<WebAssembly.Module, Reference>();

export function loadCatalogue(module: WebAssembly.Module): Reference {
	const known = references.get(module);
	if (known && !known.halted) return known;
	const reference: Reference = made(module, glue.reference);
	references.set(module, reference);
	return reference;
}

// The compiler compares both sides here: a boundary that differs from this file does not build.
function made<T extends { memory: WebAssembly.Memory }>(
	module: WebAssembly.Module,
	make: (module: WebAssembly.Module, panicked: (text: string) => void) => T,
): T & Instance {
	try {
		const instance: T & Instance = {
			...make(module, (text) => {
				instance.panic ||= text;
			}),
			panic: "",
		};
		return instance;
	} catch (error) {
		if (error instanceof RangeError) throw noRoom(error);
		throw loadError(error);
	}
}

export function loadError(thrown: unknown, hint?: string): TunesetError {
	if (thrown instanceof TunesetError) return thrown;
	const reason = thrown instanceof Error ? thrown.message : String(thrown);
	return new TunesetError(
		"WASM_LOAD",
		`Tuneset's WebAssembly could not be loaded: ${reason}${hint ? `. ${hint}` : ""}`,
		{ cause: thrown },
	);
}

/** Calls into the engine; converts its errors to sentences, and records a crash. */
export function guarded<T>(engine: Instance, call: () => T): T {
	if (engine.halted) throw engine.halted;
	try {
		return call();
	} catch (thrown) {
		if (!(thrown instanceof Error) || !isTrap(thrown))
			throw asTunesetError(thrown);
		engine.halted = halt(thrown, engine.panic);
		throw engine.halted;
	}
}

/** Like `guarded`, for calls that read options: the engine's errors about them are errors of the user. */
export function optioned<T>(engine: Instance, call: () => T): T {
	return guarded(engine, () => {
		try {
			return call();
		} catch (thrown) {
			if (thrown instanceof Error && !isTrap(thrown))
				throw new TunesetError("BAD_OPTION", thrown.message, { cause: thrown });
			throw thrown;
		}
	});
}

function isTrap(error: Error): boolean {
	return (
		error instanceof WebAssembly.RuntimeError ||
		error instanceof RangeError ||
		// Too deep a recursion, in Firefox.
		error.name === "InternalError"
	);
}

/** The stack is used up, in the words of V8 and JavaScriptCore. */
const TOO_DEEP = /call stack/;
/** An allocation that fails ends in this instruction without a panic, in the words of each browser. */
const ENDED = /unreachable/i;

function halt(thrown: Error, panic: string): TunesetError {
	const isTooMuch =
		thrown instanceof RangeError
			? !TOO_DEEP.test(thrown.message)
			: !panic && ENDED.test(thrown.message);
	if (isTooMuch) return tooMuch(thrown);
	const [first] = (panic || thrown.message).split("\n");
	const reason = first.replace(/:$/, "");
	const error = new TunesetError(
		"CRASH",
		`Tuneset crashed, which is a bug of its own and not of your data (${reason}). Start over, and please report it.`,
		{ cause: thrown },
	);
	error.reason = reason;
	return error;
}

/** The system gave no memory to begin with, however little the data need. */
function noRoom(cause: unknown): TunesetError {
	return new TunesetError(
		"MEMORY",
		"The system has no memory left for the engine, or does not give this process enough address space (which `ulimit -v` shows). Try fewer workers, or a larger limit.",
		{ cause },
	);
}

function tooMuch(cause: unknown): TunesetError {
	return new TunesetError(
		"MEMORY",
		"This data needs more memory than there is; WebAssembly can use 4 GiB at most. Try fewer files at once, or fewer workers.",
		{ cause },
	);
}
