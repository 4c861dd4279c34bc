/** Checking and writing chunks: here (`LocalChecker`) or in another thread (`RemoteChecker`, served by `serve`). */

import {
	asTunesetError,
	type PlainError,
	plain,
	TunesetError,
} from "./error.ts";
import { changed, gone, type Range } from "./source.ts";
import {
	type Checker,
	type Engine,
	guarded,
	isTrap,
	optioned,
} from "./wasm.ts";

export interface Job {
	/** Options and Probe as JSON: what the engine's checker is made from. */
	options: string;
	probe: string;
	range: Range;
	/** Where each record of the chunk goes: present when the chunk is to be written. */
	assignments?: Uint8Array;
	/** What the data set gave for a chunk in which records were edited, for it to be checked with. */
	edits?: Uint8Array;
}

/** A chunk's report, opaque, or the bytes it gives to each output. */
export type Done = { report: Uint8Array } | { outputs: ChunkOutputs };

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

export class LocalChecker {
	readonly #engine: Engine;
	readonly #readFile: ReadFile | undefined;
	#checker: Checker | undefined;
	#made = "";

	/** @param readFile only where there are files: in Node */
	constructor(engine: Engine, readFile?: ReadFile) {
		this.#engine = engine;
		this.#readFile = readFile;
	}

	run(job: Job): Done {
		const checker = this.#checkerFor(job);
		const { range, assignments, edits } = job;
		const work = (): Done =>
			assignments
				? { outputs: this.#write(checker, range, assignments) }
				: { report: this.#check(checker, range, edits) };
		return guarded(this.#engine, () =>
			range.from === "blob" ? reading(range.name, work) : work(),
		);
	}

	close(): void {
		try {
			this.#checker?.free();
		} catch {
			// It trapped before, and nothing of it can be used any more.
		}
		this.#checker = undefined;
		this.#made = "";
	}

	#checkerFor({ options, probe }: Job): Checker {
		const wanted = `${options}\n${probe}`;
		if (!this.#checker || this.#made !== wanted) {
			this.close();
			this.#checker = optioned(
				this.#engine,
				() => new this.#engine.Checker(options, probe),
			);
			this.#made = wanted;
		}
		return this.#checker;
	}

	#check(checker: Checker, range: Range, edits?: Uint8Array): Uint8Array {
		if (range.from === "bytes") return checker.check(range.bytes, edits);
		if (range.from === "blob")
			return checker.checkBlob(range.blob, range.start, range.end, edits);
		return checker.checkReserved(this.#load(checker, range), edits);
	}

	#write(
		checker: Checker,
		range: Range,
		assignments: Uint8Array,
	): ChunkOutputs {
		const written =
			range.from === "bytes"
				? checker.write(range.bytes, assignments)
				: range.from === "blob"
					? checker.writeBlob(range.blob, range.start, range.end, assignments)
					: checker.writeReserved(this.#load(checker, range), assignments);
		const { train, validation, setAside } = written;
		written.free();
		return { train, validation, setAside };
	}

	/** Reads a file's range straight into wasm memory: no copy on the way. */
	#load(checker: Checker, range: Range & { from: "file" }): number {
		if (!this.#readFile) throw new TypeError("there are no files here");
		const length = range.end - range.start;
		const pointer = checker.reserve(length);
		const view = new Uint8Array(this.#engine.memory.buffer, pointer, length);
		for (let done = 0; done < length; ) {
			const part = view.subarray(done);
			const read = this.#readFile(range.descriptor, part, range.start + done);
			if (read === 0) throw changed(range.name);
			done += read;
		}
		return length;
	}
}

/** While the engine reads a Blob itself, an error that is no trap is one of reading. */
function reading<T>(name: string, work: () => T): T {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof Error) || isTrap(error)) throw error;
		throw gone(name, error);
	}
}

interface Request {
	id: number;
	job: Job;
}

type Reply = { id: number; done: Done } | { id: number; error: PlainError };

/** Answers a `RemoteChecker` at the other end of the port. */
export function serve(port: MessagePort, checker: LocalChecker): void {
	port.onmessage = ({ data: { id, job } }: MessageEvent<Request>) => {
		try {
			const done = checker.run(job);
			const reply: Reply = { id, done };
			port.postMessage(reply, transferable(done));
		} catch (error) {
			const reply: Reply = { id, error: plain(error) };
			port.postMessage(reply);
		}
	};
}

function transferable(done: Done): ArrayBuffer[] {
	const views =
		"report" in done
			? [done.report]
			: [done.outputs.train, done.outputs.validation, done.outputs.setAside];
	// Empty outputs may share one buffer, and a buffer can be transferred once only.
	return [...new Set(views.map((view) => view.buffer as ArrayBuffer))];
}

/** A checker in another thread. */
export class RemoteChecker {
	readonly #port: MessagePort;
	readonly #waiting = new Map<
		number,
		{ resolve(done: Done): void; reject(error: TunesetError): void }
	>();
	#lastId = 0;
	#failure: TunesetError | undefined;

	constructor(port: MessagePort) {
		this.#port = port;
		port.onmessage = ({ data }: MessageEvent<Reply>) => this.#settle(data);
		port.onmessageerror = () =>
			this.fail(
				new TunesetError(
					"MEMORY",
					"A worker ran out of memory while it answered.",
				),
			);
	}

	/** Jobs sent and not answered yet. */
	get busy(): number {
		return this.#waiting.size;
	}

	run(job: Job): Promise<Done> {
		if (this.#failure) return Promise.reject(this.#failure);
		const id = ++this.#lastId;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
			const request: Request = { id, job: owned(job) };
			const { range } = request.job;
			const moved =
				range.from === "bytes" ? [range.bytes.buffer as ArrayBuffer] : [];
			this.#port.postMessage(request, moved);
		});
	}

	/** Rejects everything that waits, and everything to come. */
	fail(error: TunesetError): void {
		this.#failure ??= error;
		for (const { reject } of this.#waiting.values()) reject(this.#failure);
		this.#waiting.clear();
		this.#port.close();
	}

	#settle(reply: Reply): void {
		const waiting = this.#waiting.get(reply.id);
		this.#waiting.delete(reply.id);
		if ("done" in reply) waiting?.resolve(reply.done);
		else
			waiting?.reject(new TunesetError(reply.error.code, reply.error.message));
	}
}

/** Cloning a view would send all of the buffer behind it. */
function owned(job: Job): Job {
	if (job.range.from !== "bytes") return job;
	return { ...job, range: { ...job.range, bytes: job.range.bytes.slice() } };
}

/** How many jobs wait at a remote checker, so that it never idles while an answer travels. */
const AHEAD = 2;

/** The lead's own checker and the remote ones, as one. */
export class Crew {
	readonly #local: LocalChecker;
	readonly #breathe: () => Promise<void>;
	#remotes: RemoteChecker[] = [];

	/** @param breathe lets messages and signals in between two pieces of the lead's own work */
	constructor(local: LocalChecker, breathe: () => Promise<void>) {
		this.#local = local;
		this.#breathe = breathe;
	}

	get size(): number {
		return this.#remotes.length + 1;
	}

	join(remotes: RemoteChecker[]): void {
		this.#remotes = remotes;
	}

	/**
	 * Resolves when the job has been handed over; what it gives is awaited separately. A range's bytes are read or
	 * copied before this returns.
	 */
	async run(job: Job): Promise<{ done: Promise<Done> }> {
		const idlest = this.#remotes.reduce<RemoteChecker | undefined>(
			(best, one) => (best && best.busy <= one.busy ? best : one),
			undefined,
		);
		const remote = idlest && idlest.busy < AHEAD ? idlest : undefined;
		const done = remote ? remote.run(job) : this.#here(job);
		done.catch(() => {}); // awaited later, when its turn comes
		if (!remote) await this.#breathe();
		return { done };
	}

	stop(error: TunesetError): void {
		for (const remote of this.#remotes) remote.fail(error);
	}

	free(): void {
		this.#local.close();
	}

	async #here(job: Job): Promise<Done> {
		try {
			return this.#local.run(job);
		} catch (error) {
			throw asTunesetError(error);
		}
	}
}
