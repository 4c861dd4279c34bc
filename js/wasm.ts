/** The typed face of the boundary that DESIGN.md describes; the only module that touches wasm-bindgen's output. */

import {
	compression,
	converted,
	boundary as cut,
	evaluate,
	Checker as GlueChecker,
	Dataset as GlueDataset,
	Sha256 as GlueSha256,
	Unpacker as GlueUnpacker,
	type InitOutput,
	initSync,
	isBatchOutput,
	isMetrics,
	judge,
	metrics,
	models,
	plan,
	probe,
	rules,
	standing,
	version,
} from "../target/wasm/tuneset.js";
import { asTunesetError, TunesetError } from "./error.ts";

export interface Written {
	readonly train: Uint8Array;
	readonly validation: Uint8Array;
	readonly setAside: Uint8Array;
	free(): void;
}

/** Stateless: a chunk's result depends on its bytes and the options alone. */
export interface Checker {
	/** A pointer to at least so many bytes of wasm memory, valid until the next call. */
	reserve(bytes: number): number;
	/** `edits` are what the data set gave for the chunk. */
	checkReserved(length: number, edits?: Uint8Array): Uint8Array;
	check(chunk: Uint8Array, edits?: Uint8Array): Uint8Array;
	checkBlob(
		blob: Blob,
		start: number,
		end: number,
		edits?: Uint8Array,
	): Uint8Array;
	writeReserved(length: number, assignments: Uint8Array): Written;
	write(chunk: Uint8Array, assignments: Uint8Array): Written;
	writeBlob(
		blob: Blob,
		start: number,
		end: number,
		assignments: Uint8Array,
	): Written;
	free(): void;
}

export interface Dataset {
	beginFile(name: string, bytes: number, probe: string): void;
	/** The options of files to compare with, as JSON: known once all input has been added. */
	againstOptions(): string;
	/** What is added from here on is compared, not counted. */
	beginAgainst(name: string, bytes: number, probe: string): void;
	forgetAgainst(): void;
	/** By name, before the first of them: so that edits find theirs. */
	expectFiles(names: string[]): void;
	/** Where records of the chunk were edited and it was checked without: the edits, and nothing is added. */
	add(report: Uint8Array): Uint8Array | undefined;
	addOversize(bytes: number, endsInLineFeed: boolean): void;
	/** `{records, errors, warnings}` so far, as JSON. */
	counts(): string;
	/** Before `endFile`. `fault` is what an unpacker said at the end. */
	setArchive(kind: string, bytes: number, fault?: string | null): void;
	endFile(): void;
	/** A part of finding how the records are related: how far it is then, from 0 to 1, or nothing where it is known. */
	relate(): number | undefined;
	split(options: string): string;
	report(complete: boolean): string;
	assignments(chunk: number): Uint8Array;
	written(outputs: string): void;
	/** Files to compare with are numbered behind the inputs. */
	locate(file: number, line: number): string;
	free(): void;
}

/** Unpacks one archive from front to back. */
export interface Unpacker {
	push(bytes: Uint8Array): void;
	/** Nothing follows. */
	end(): void;
	/** The text that follows; less than a whole piece: more bytes are needed, or there is no more text. */
	pull(): Uint8Array;
	/** Bytes of the archive used up. */
	taken(): number;
	/** What is wrong with it, opaque. */
	fault(): string | undefined;
	free(): void;
}

export interface Sha256 {
	update(bytes: Uint8Array): void;
	digest(): string;
	free(): void;
}

export interface Boundary {
	probe(head: Uint8Array, whole: boolean, options: string): string;
	boundary(bytes: Uint8Array, framing: string, last: boolean): number;
	/** What a conversion makes of the first record in these bytes. */
	converted(
		bytes: Uint8Array,
		options: string,
		probe: string,
	): string | undefined;
	/** As JSON: the record that begins on a line (from 0) of a chunk, or null. */
	standing(chunk: Uint8Array, probe: string, line: number, at: number): string;
	/** As JSON: what is found in a text, were it a record of that file. */
	judge(text: string, options: string, probe: string): string;
	/** "gzip", "zstd" or nothing, by a file's first four bytes. */
	compression(head: Uint8Array): string | undefined;
	/** @param piece bytes of text that `pull` gives at most */
	Unpacker: new (
		kind: string,
		piece: number,
	) => Unpacker;
	Checker: new (options: string, probe: string) => Checker;
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

export interface Engine extends Boundary {
	/** Growing it detaches every view: make one after `reserve`, use it, drop it. */
	readonly memory: WebAssembly.Memory;
}

/** What can be asked without reading a data set: all that a page's main thread needs, and nothing that its workers do. */
export interface Reference {
	isMetrics(head: Uint8Array): boolean;
	isBatchOutput(head: Uint8Array): boolean;
	plan(report: string, options: string): string;
	rules(): string;
	models(): string;
	version(): string;
	readonly memory: WebAssembly.Memory;
}

/** What `probe` found out about a file. */
export interface Probe {
	needMore: boolean;
	encoding: string;
	/** Offset of the first chunk in the file. */
	start: number;
	framing:
		| "lines"
		| "returns"
		| "values"
		| "opaque"
		| "comma-separated"
		| "semicolon-separated"
		| "tab-separated";
	format?: string;
}

// The compiler compares both sides here: a boundary that drifted from DESIGN.md does not build.
const boundary: Boundary = {
	probe,
	boundary: cut,
	converted,
	standing,
	judge,
	compression,
	Unpacker: GlueUnpacker,
	Checker: GlueChecker,
	Dataset: GlueDataset,
	Sha256: GlueSha256,
	evaluate,
	metrics,
};

/** Puts the engine together in this thread; later calls return the same one. */
export function instantiate(module: WebAssembly.Module): Engine {
	const { memory } = started(module);
	return { ...boundary, memory };
}

export function consult(module: WebAssembly.Module): Reference {
	const { memory } = started(module);
	return {
		isMetrics,
		isBatchOutput,
		memory,
		models,
		plan,
		rules,
		version,
	};
}

function started(module: WebAssembly.Module): InitOutput {
	try {
		return initSync({ module });
	} catch (error) {
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

/** Calls into the engine; what it throws comes out as a sentence. */
export function guarded<T>(engine: Pick<Engine, "memory">, call: () => T): T {
	// The panic hook writes to console.error and then traps. The call is synchronous, so nobody else's output is caught.
	const { error: shown } = console;
	let panic = "";
	console.error = (text: unknown) => {
		panic ||= String(text);
	};
	try {
		return call();
	} catch (thrown) {
		throw engineError(thrown, panic, engine.memory.buffer.byteLength);
	} finally {
		console.error = shown;
	}
}

/** Like `guarded`, for calls that read options: what the engine says about them is the user's to mend. */
export function optioned<T>(engine: Pick<Engine, "memory">, call: () => T): T {
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

/** The engine has come to a halt; nothing of it can be used any more. */
export function isTrap(error: Error): boolean {
	return (
		error instanceof WebAssembly.RuntimeError || error.name === "RangeError"
	);
}

/** A failed allocation traps without a panic; below this the cause is more likely to be something else. */
const MUCH_MEMORY = 2 ** 30;

function engineError(
	thrown: unknown,
	panic: string,
	memory: number,
): TunesetError {
	if (!(thrown instanceof Error) || !isTrap(thrown))
		return asTunesetError(thrown);
	if (thrown.name === "RangeError" || (!panic && memory > MUCH_MEMORY)) {
		return new TunesetError(
			"MEMORY",
			"This data needs more memory than there is; WebAssembly can use 4 GiB at most. Try fewer files at once.",
			{ cause: thrown },
		);
	}
	const [first] = (panic || thrown.message).split("\n");
	return new TunesetError(
		"CRASH",
		`Tuneset crashed, which is a bug of its own and not of your data (${first}). Start over, and please report it.`,
		{ cause: thrown },
	);
}
