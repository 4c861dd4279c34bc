/** Text in older encodings, which the platform decodes: browsers and Node know those of the Encoding Standard. */

import { bytesOf, type Origin } from "../io/source.ts";
import type { Unpacked } from "./archive.ts";
import type { Probe } from "./wasm.ts";

/** A text as it reads in an encoding; none where the bytes cannot be in it. */
export interface Reading {
	encoding: string;
	text: string | null;
}

/** Windows-1252 from 0x80 on, which some versions of Node read as Latin-1. */
const SIGNS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const CONTROLS = /[\u0080-\u009f]/g;
/** Kinds of text that is decoded begin so. */
const OTHER = "other:";

/** The kind of a file whose text is in that encoding. */
const kindOf = (encoding: string): string => `${OTHER}${encoding}`;

/** The encoding of such a kind, the innermost one of a file within an archive; undefined for others. */
export function encodingOf(kind: string | undefined): string | undefined {
	const own = kind?.split("+").at(-1);
	return own?.startsWith(OTHER) ? own.slice(OTHER.length) : undefined;
}

/** The innermost kind as the engine names it. */
export function engineKind(kind: string | undefined): string | undefined {
	if (encodingOf(kind) !== undefined) return "other";
	return kind?.split("+").at(-1);
}

/** The kind of the text that `probe` found in a file of that kind, where it must be decoded first. */
export function kindWithin(
	{ encoding, encodings, decodes }: Probe,
	kind: string | undefined,
): string | undefined {
	if (decodes) return kindOf(encodings[0]);
	const isPacked = kind === "gzip" || kind === "zstd";
	return isPacked && encoding.startsWith("utf-16") ? encoding : undefined;
}

function decoder(
	encoding: string,
	fatal: boolean,
): (bytes?: Uint8Array) => string {
	const inner = new TextDecoder(encoding, { fatal, ignoreBOM: true });
	const sign = (control: string) => SIGNS[control.charCodeAt(0) - 0x80];
	return (bytes) => {
		const text = bytes ? inner.decode(bytes, { stream: true }) : inner.decode();
		return encoding === "windows-1252" ? text.replace(CONTROLS, sign) : text;
	};
}

/** A part of `head` as it reads in each encoding; `head` may be cut within a character. */
export function readings(
	head: Uint8Array,
	[start, end]: [start: number, end: number],
	encodings: string[],
): Reading[] {
	return encodings.map((encoding) => {
		try {
			decoder(encoding, true)(head);
			const text = decoder(encoding, false)(head.subarray(start, end));
			return { encoding, text };
		} catch {
			return { encoding, text: null };
		}
	});
}

/** The text of a file in another encoding as UTF-8, once from front to back. */
export class Decoding implements Unpacked {
	readonly name: string;
	readonly kind = "other";
	readonly pieces: AsyncGenerator<Uint8Array>;
	/** Bytes of the file that were used up. */
	taken = 0;
	readonly fault = undefined;

	constructor(packed: Origin, kind: string) {
		this.name = packed.name;
		this.pieces = this.#decode(bytesOf(packed), encodingOf(kind) ?? "utf-8");
	}

	async *#decode(
		packed: AsyncIterator<Uint8Array>,
		encoding: string,
	): AsyncGenerator<Uint8Array> {
		const decode = decoder(encoding, false);
		const encoder = new TextEncoder();
		for (let ended = false; !ended; ) {
			const { done, value } = await packed.next();
			ended = done ?? false;
			if (!done) this.taken += value.length;
			const text = encoder.encode(decode(done ? undefined : value));
			if (text.length > 0) yield text;
		}
	}

	close(): void {
		void this.pieces.return(undefined).catch(() => {});
	}
}
