/** Restarting after a crash of the engine, which loses the data set. */

import { TunesetError } from "../types/error.ts";

/** A chunk by its place. */
export interface Chunk {
	phase: "checking" | "comparing";
	/** Index of the file in its part. */
	file: number;
	name: string;
	start: number;
	end: number;
}

/** The engine has crashed, and its data is lost. */
export class Halt extends TunesetError {
	/** Chunk that was being added or written. */
	readonly chunk: Chunk | undefined;

	private constructor(error: TunesetError, chunk: Chunk | undefined) {
		const { reason = "", message } = error;
		const place = chunk
			? ` at ${chunk.name}, bytes ${chunk.start} to ${chunk.end}`
			: "";
		const placed = message.replace(reason, () => reason + place);
		super("CRASH", placed, { cause: error });
		this.reason = reason;
		this.chunk = chunk;
	}

	/** Returns the same error, unless it reports a crash of the engine. */
	static of(error: unknown, chunk?: Chunk): unknown {
		return error instanceof TunesetError &&
			error.code === "CRASH" &&
			error.reason !== undefined &&
			!(error instanceof Halt)
			? new Halt(error, chunk)
			: error;
	}
}

/** A chunk's bytes in a run that has begun anew: small, since all records of a chunk whose fault is not found are lost. */
const CAREFUL_CHUNK = 64 << 10;
/** Number of times that a run begins anew. */
const MOST_HALTS = 8;

/** Precautions of a run after a halt. */
export class Care {
	#halts = 0;
	readonly #condemned = new Map<string, string>();
	/** Every chunk is tried separately before the data set receives it. */
	isRehearsed = false;
	/** Nothing is looked for that is nearly the same. */
	isNearForgone = false;

	/** Learns from a halt; throws it where nothing is left to try. */
	learn(halt: Halt): void {
		this.#halts += 1;
		if (this.#halts > MOST_HALTS) throw halt;
		if (!this.isRehearsed) this.isRehearsed = true;
		else if (halt.chunk)
			this.#condemned.set(key(halt.chunk), halt.reason ?? halt.message);
		else if (!this.isNearForgone) this.isNearForgone = true;
		else throw halt;
	}

	/** Precautions for a chunk's job. */
	of(chunk: Chunk): { rehearsed?: boolean; condemned?: string } {
		if (!this.isRehearsed) return {};
		const condemned = this.#condemned.get(key(chunk));
		return condemned === undefined ? { rehearsed: true } : { condemned };
	}

	/** Sizes at which chunks are cut. */
	chunk(bytes: number): number {
		return this.isRehearsed ? Math.min(bytes, CAREFUL_CHUNK) : bytes;
	}
}

const key = ({ phase, file, start }: Chunk) => `${phase} ${file} ${start}`;
