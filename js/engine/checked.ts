/** A file that was checked, and how it is read again. */

import {
	type Flow,
	FlowReader,
	type Origin,
	type Reader,
} from "../io/source.ts";
import { TunesetError } from "../types/error.ts";
import { ArchiveText, type Unpacked } from "./archive.ts";
import type { Setup } from "./checker.ts";
import type { Cut } from "./chunks.ts";

/** Unpacks an archive. */
type Unpack = (packed: Origin, kind: string) => Unpacked;

export interface KeptCut extends Cut {
	/** Bytes of the input file. */
	cost: number;
	/** Start of the chunk that it is a part of, if it is one. */
	whole?: number;
	/** One record, which the engine failed on. */
	fault?: true;
}

export class CheckedFile {
	readonly name: string;
	readonly setup: Setup;
	/** Kind of compression or encoding, from the outermost in (`gzip+utf-16le`); none for plain UTF-8. */
	readonly kind: string | undefined;
	/** Places at which its text was cut. */
	readonly cuts: KeptCut[] = [];
	/** Of all cuts so far. */
	cost = 0;
	/** Bytes of its text. */
	bytes = 0;
	/** Bytes of the input file, before decompression. */
	given = 0;
	/** The input file; `undefined` for a stream that was not kept. */
	reader: Reader | undefined;
	readonly #unpack: Unpack;
	#text: ArchiveText | undefined;

	constructor(
		name: string,
		setup: Setup,
		kind: string | undefined,
		unpack: Unpack,
	) {
		this.name = name;
		this.setup = setup;
		this.kind = kind;
		this.#unpack = unpack;
	}

	/**
	 * Reads its text from front to back, in the ranges that it was cut into.
	 *
	 * @param flow the file once more, where a stream was not kept
	 */
	pass(flow: Flow | undefined): Reader {
		const { kind, reader } = this;
		if (reader && kind === undefined) return reader;
		const origin = reader ?? flow ?? this.#gone();
		const text =
			kind === undefined ? (origin as Flow) : this.#unpack(origin, kind);
		return new FlowReader(text, this.bytes);
	}

	/** Reads its text anywhere. */
	text(): Pick<Reader, "read"> {
		const { kind } = this;
		const reader = this.reader ?? this.#gone();
		if (kind === undefined) return reader;
		this.#text ??= new ArchiveText(() => this.#unpack(reader, kind));
		return this.#text;
	}

	close(): void {
		this.#text?.close();
	}

	#gone(): never {
		throw new TunesetError(
			"BAD_OPTION",
			`${this.name} was a stream, and there is no stream to read it from a second time.`,
		);
	}
}
