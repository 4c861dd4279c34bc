/** Where outputs go. Nothing looks whole before `commit`; after `abort` nothing is left. */

import { TunesetError } from "./error.ts";
import type { PickedFile } from "./public.ts";

export interface Sink {
	write(bytes: Uint8Array): void | Promise<void>;
	/** All bytes have been written: shows the output under its name. A Blob for sinks that keep one. */
	commit(): Promise<Blob | undefined>;
	abort(): void | Promise<void>;
}

export interface Sinks {
	train: Sink;
	validation?: Sink;
	setAside?: Sink;
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
	readonly #writable: ReturnType<PickedFile["createWritable"]>;

	constructor(handle: PickedFile) {
		this.#writable = handle.createWritable();
		// Told when something is written, which may be after the rejection.
		this.#writable.catch(() => {});
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
}

export class StreamSink implements Sink {
	readonly #writer: WritableStreamDefaultWriter<Uint8Array>;

	constructor(stream: WritableStream<Uint8Array>) {
		this.#writer = stream.getWriter();
	}

	async write(bytes: Uint8Array): Promise<void> {
		await this.#writer.ready;
		await this.#writer.write(bytes);
	}

	async commit(): Promise<undefined> {
		await this.#writer.close();
	}

	async abort(): Promise<void> {
		await this.#writer.abort("The run did not finish.").catch(() => {});
	}
}

/** lib.dom lacks what only workers have. */
interface SyncAccessHandle {
	write(bytes: Uint8Array, options: { at: number }): number;
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

	/** Rejects with IO where there is no private file system (in Chromium on file://, say). */
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
