/** Targets of outputs. Nothing looks whole before `commit`; after `abort` nothing is left. */

import { TunesetError } from "../types/error.ts";
import type { Report } from "../types/index.ts";
import type { PickedFile } from "../types/public.ts";

export interface Sink {
	/** For messages, where it has one. */
	readonly name?: string;
	write(bytes: Uint8Array): void | Promise<void>;
	/** All bytes have been written: keeps them safe, and throws if something is in the way of their name. */
	finish?(): void | Promise<void>;
	/** Removes what an earlier run left under the name, if that may be replaced; false if there was nothing. */
	withdraw?(): boolean | Promise<boolean>;
	/** Shows the output under its name. A Blob for sinks that keep one. */
	commit(): Promise<Blob | undefined>;
	/** Makes withdrawals and renames durable, even against a power failure. */
	settle?(): void | Promise<void>;
	/** Removes a file that replaced none; false if it stays. */
	retract?(): boolean | Promise<boolean>;
	abort(): void | Promise<void>;
	/** Discards the output so far, to start again; false if that is impossible. */
	rewind(): boolean | Promise<boolean>;
}

export interface Sinks {
	train: Sink;
	validation?: Sink;
	setAside?: Sink;
	/** The report as files, shown last. */
	reports?: { sink: Sink; text(report: Report): string }[];
}

/**
 * Shows finished outputs under their names. The last is the sign that all are whole: what an earlier run left of it goes first and
 * it comes last, so that an end at any moment leaves the old outputs, the new ones, or no sign.
 *
 * @param superseded outputs that this run does not have: what an earlier run left of them goes, too
 */
export async function show(
	sinks: Sink[],
	superseded: Sink[] = [],
): Promise<(Blob | undefined)[]> {
	const sign = sinks[sinks.length - 1];
	const blobs: (Blob | undefined)[] = [];
	let withdrawn = false;
	try {
		withdrawn = (await sign.withdraw?.()) ?? false;
		if (withdrawn) await sign.settle?.();
		for (const sink of superseded) await sink.withdraw?.();
		for (const sink of sinks) {
			if (sink === sign)
				for (const other of [...superseded, ...sinks]) await other.settle?.();
			blobs.push(await sink.commit());
		}
		await sign.settle?.();
		return blobs;
	} catch (error) {
		let stays = 0;
		for (const [index, sink] of sinks.entries()) {
			const gone = await sink.retract?.();
			if (!gone && index < blobs.length) stays += 1;
		}
		throw halfway(error, sinks, stays, withdrawn);
	}
}

/** The error, and what there is by now. */
function halfway(
	error: unknown,
	sinks: Sink[],
	stays: number,
	withdrawn: boolean,
): unknown {
	const names = sinks.map(({ name }) => name);
	if (!(error instanceof TunesetError) || names.includes(undefined))
		return error;
	const [there, missing] = [names.slice(0, stays), names.slice(stays)];
	const verb = (list: unknown[]) => (list.length > 1 ? "were" : "was");
	const state =
		stays === names.length
			? `${listed(there)} ${verb(there)} written, and the disk did not confirm it: run again.`
			: stays > 0
				? `${listed(there)} ${verb(there)} written, ${listed(missing)} ${verb(missing)} not: run again.`
				: withdrawn
					? `Of the earlier run ${names.at(-1)} was removed: run again.`
					: "Nothing was written.";
	const message = `${error.message} ${state}`;
	return new TunesetError(error.code, message, { cause: error });
}

const listed = (names: (string | undefined)[]): string =>
	names.join(", ").replace(/, ([^,]*)$/, " and $1");

/** All of them as one. */
export function everySink(sinks: Sinks) {
	const { train, validation, setAside, reports = [] } = sinks;
	const all = [
		train,
		validation,
		setAside,
		...reports.map(({ sink }) => sink),
	].filter((sink) => sink !== undefined);
	return {
		async abort(): Promise<void> {
			for (const sink of all) await sink.abort();
		},
		async rewind(): Promise<boolean> {
			for (const sink of all) if (!(await sink.rewind())) return false;
			return true;
		},
	};
}

/** In memory, or wherever the browser keeps its Blobs. */
export class BlobSink implements Sink {
	#parts: Blob[] = [];

	write(bytes: Uint8Array): void {
		// A Blob of each part at once: browsers move Blobs to disk, arrays stay in memory.
		this.#parts.push(held([bytes as Uint8Array<ArrayBuffer>]));
	}

	async commit(): Promise<Blob> {
		return held(this.#parts, "application/jsonl");
	}

	abort(): void {
		this.#parts = [];
	}

	rewind(): boolean {
		this.#parts = [];
		return true;
	}
}

function held(parts: BlobPart[], type?: string): Blob {
	try {
		return new Blob(parts, { type });
	} catch (cause) {
		const message = "There is not enough memory left to hold the result.";
		throw new TunesetError("IO", message, { cause });
	}
}

/** A file that the user picked; the browser swaps it in when it is closed. */
export class HandleSink implements Sink {
	readonly #handle: PickedFile;
	#writable: ReturnType<PickedFile["createWritable"]>;

	constructor(handle: PickedFile) {
		this.#handle = handle;
		this.#writable = this.#open();
	}

	#open(): ReturnType<PickedFile["createWritable"]> {
		const writable = this.#handle.createWritable();
		// The next write reports the error, which may be after the rejection.
		writable.catch(() => {});
		return writable;
	}

	async write(bytes: Uint8Array): Promise<void> {
		await (await this.#writable).write(bytes as Uint8Array<ArrayBuffer>);
	}

	async commit(): Promise<undefined> {
		await (await this.#writable).close();
	}

	async abort(): Promise<void> {
		await this.#writable.then((writable) => writable.abort()).catch(() => {});
	}

	async rewind(): Promise<boolean> {
		await this.abort();
		this.#writable = this.#open();
		return true;
	}
}

export class StreamSink implements Sink {
	readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
	#isBegun = false;

	constructor(stream: WritableStream<Uint8Array>) {
		if (stream.locked)
			throw new TunesetError(
				"BAD_OPTION",
				"An output stream is locked: something else writes to it already.",
			);
		this.#writer = stream.getWriter();
	}

	async write(bytes: Uint8Array): Promise<void> {
		this.#isBegun = true;
		try {
			await this.#writer.ready;
			await this.#writer.write(bytes);
		} catch (cause) {
			throw streamFailed(cause);
		}
	}

	async commit(): Promise<undefined> {
		await this.#writer.close().catch((cause: unknown) => {
			throw streamFailed(cause);
		});
	}

	async abort(): Promise<void> {
		await this.#writer.abort("The run did not finish.").catch(() => {});
	}

	rewind(): boolean {
		return !this.#isBegun;
	}
}

/** The failure of a caller's output stream, as the caller's. */
function streamFailed(cause: unknown): TunesetError {
	const reason = cause instanceof Error ? cause.message : String(cause);
	return new TunesetError(
		"IO",
		`An output stream failed (${reason.replace(/[.\s]+$/, "")}).`,
		{ cause },
	);
}

/** lib.dom lacks what only workers have. */
interface SyncAccessHandle {
	write(bytes: Uint8Array, options: { at: number }): number;
	truncate(size: number): void;
	flush(): void;
	close(): void;
}

const OPFS_PREFIX = "tuneset-";

/** A file in the browser's private file system, written synchronously in a worker. Its `File` is read from disk. */
export class OpfsSink implements Sink {
	readonly #name: string;
	readonly #folder: FileSystemDirectoryHandle;
	readonly #file: FileSystemFileHandle;
	readonly #handle: SyncAccessHandle;
	#position = 0;

	private constructor(
		name: string,
		folder: FileSystemDirectoryHandle,
		file: FileSystemFileHandle,
		handle: SyncAccessHandle,
	) {
		this.#name = name;
		this.#folder = folder;
		this.#file = file;
		this.#handle = handle;
	}

	/** Rejects with IO if there is no private file system (in Chromium on file://, for example). */
	static async open(name: string): Promise<OpfsSink> {
		try {
			const folder = await navigator.storage.getDirectory();
			const [random] = crypto.getRandomValues(new Uint32Array(1));
			const unique = `${OPFS_PREFIX}${Date.now()}-${random.toString(36)}-${name}`;
			const file = await folder.getFileHandle(unique, { create: true });
			const handle = await (
				file as unknown as {
					createSyncAccessHandle(): Promise<SyncAccessHandle>;
				}
			).createSyncAccessHandle();
			return new OpfsSink(unique, folder, file, handle);
		} catch (cause) {
			const message =
				"This browser offers no private file system here to write the result to.";
			throw new TunesetError("IO", message, { cause });
		}
	}

	write(bytes: Uint8Array): void {
		for (let done = 0; done < bytes.length; ) {
			const part = bytes.subarray(done);
			const written = this.#handle.write(part, { at: this.#position });
			if (written === 0) throw full();
			done += written;
			this.#position += written;
		}
	}

	async commit(): Promise<File> {
		this.#handle.flush();
		this.#handle.close();
		return this.#file.getFile();
	}

	async abort(): Promise<void> {
		this.#handle.close();
		await this.#folder.removeEntry(this.#name).catch(() => {});
	}

	rewind(): boolean {
		this.#handle.truncate(0);
		this.#position = 0;
		return true;
	}
}

function full(): TunesetError {
	return new TunesetError(
		"IO",
		"There is not enough room left to write the result.",
	);
}

/** Removes what earlier visits left in the private file system, a day after it was written: a download may still read it. */
export async function sweepOpfs(): Promise<void> {
	try {
		const folder = await navigator.storage.getDirectory();
		const names: string[] = [];
		const entries = folder as unknown as { keys(): AsyncIterable<string> };
		for await (const name of entries.keys()) {
			if (name.startsWith(OPFS_PREFIX)) names.push(name);
		}
		const yesterday = Date.now() - 24 * 3600 * 1000;
		for (const name of names) {
			if (Number.parseInt(name.slice(OPFS_PREFIX.length), 10) < yesterday)
				await folder.removeEntry(name).catch(() => {});
		}
	} catch {
		// No private file system: nothing was left in it.
	}
}
