/** Runs in Node: the coordinator is this thread, more checkers are worker threads. */

import { readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import { RemoteChecker } from "../engine/remote.ts";
import { Bench, loadError } from "../engine/wasm.ts";
import { BlobSink, HandleSink, type Sink, StreamSink } from "../io/sink.ts";
import { type NamedSource, type Origin, open, pieces } from "../io/source.ts";
import type { Host, SessionOptions } from "../run/host.ts";
import { type OutputOptions, workerCount } from "../run/options.ts";
import type {
	GroupPage,
	GroupQuery,
	JudgedText,
	LengthPage,
	LengthQuery,
	Run,
	SourceRecord,
	Target,
	Targets,
} from "../run/run.ts";
import { Session } from "../run/session.ts";
import type { Written } from "../run/writing.ts";
import { aborted, TunesetError } from "../types/error.ts";
import type { Report } from "../types/index.ts";
import { openPath, readFile } from "./file.ts";
import { FileSink } from "./file-sink.ts";
import { MOST_HELD, OpenFiles, ReopenedReader } from "./many-files.ts";
import { PathSource } from "./path.ts";
import { roomForThreads } from "./room.ts";
import { FileSpool } from "./spool.ts";
import { streamOf } from "./stream.ts";

let compiled: WebAssembly.Module | undefined;

/** Synchronous: V8 compiles lazily, and there is nothing else to do meanwhile. */
export function wasmModule(): WebAssembly.Module {
	try {
		compiled ??= new WebAssembly.Module(
			readFileSync(new URL("./tuneset.wasm", import.meta.url)),
		);
		return compiled;
	} catch (error) {
		throw loadError(
			error,
			"If a bundler moved Tuneset's script away from it, leave the package out of the bundle, as external.",
		);
	}
}

export class NodeRun implements Run {
	readonly #module: WebAssembly.Module;
	readonly #workers: Worker[] = [];
	readonly #workerCount: number;
	readonly #session: Session;
	readonly #signal: AbortSignal | undefined;
	readonly #onAbort = () => this.#session.stop(aborted());

	constructor(module: WebAssembly.Module, options: SessionOptions) {
		this.#module = module;
		this.#workerCount = workerCount(options.workers, availableParallelism());
		this.#session = new Session(Bench.of(module), this.#host(), options);
		this.#signal = options.signal;
		if (this.#signal?.aborted) this.#onAbort();
		this.#signal?.addEventListener("abort", this.#onAbort, { once: true });
	}

	async check(inputs: NamedSource[]): Promise<Report> {
		return this.#session.check(openAll(inputs));
	}

	async compare(against: NamedSource[]): Promise<Report> {
		return this.#session.compare(openAll(against));
	}

	async split(options: OutputOptions): Promise<Report> {
		return this.#session.split(options);
	}

	async duplicateGroups(query: GroupQuery): Promise<GroupPage> {
		return this.#session.duplicateGroups(query);
	}

	async recordsOfLength(query: LengthQuery): Promise<LengthPage> {
		return this.#session.recordsOfLength(query);
	}

	async write(targets: Targets, again?: NamedSource[]): Promise<Written> {
		const origins = again && openAll(again);
		const opened: Sink[] = [];
		const open = (target: Target | undefined) => {
			if (target === undefined) return undefined;
			const opening = sink(target);
			opened.push(opening);
			return opening;
		};
		try {
			const train = sink(targets.train);
			opened.push(train);
			const validation = open(targets.validation);
			const setAside = open(targets.setAside);
			const reports = (targets.reports ?? []).map(({ target, text }) => {
				const file = sink(target);
				opened.push(file);
				return { sink: file, text };
			});
			return await this.#session.write(
				{ train, validation, setAside, reports },
				origins,
			);
		} catch (error) {
			// Those that were opened before another could not be.
			for (const sink of opened) await sink.abort();
			throw error;
		}
	}

	line(file: number, line: number): Promise<Uint8Array> {
		return this.#session.line(file, line);
	}

	read(file: number, start: number, end: number): Promise<Uint8Array> {
		return this.#session.read(file, start, end);
	}

	converted(
		file: number,
		start: number,
		end: number,
	): Promise<string | undefined> {
		return this.#session.converted(file, start, end);
	}

	recordAt(
		file: number,
		line: number,
		at: number,
	): Promise<SourceRecord | null> {
		return this.#session.recordAt(file, line, at);
	}

	async judge(file: number, text: string): Promise<JudgedText> {
		return this.#session.judge(file, text);
	}

	close(): void {
		this.#signal?.removeEventListener("abort", this.#onAbort);
		this.#session.close();
		for (const worker of this.#workers) worker.terminate();
	}

	#host(): Host {
		return {
			// Loaded when there is something to write: it takes longer than checking a small file.
			sha256: async () => {
				const { createHash } = await import("node:crypto");
				const hash = createHash("sha256");
				return {
					update: (bytes) => void hash.update(bytes),
					digest: () => hash.digest("hex"),
				};
			},
			yieldToEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
			spool: (name) => new FileSpool(name),
			readFile,
			spawnWorkers: async (count = this.#workerCount) => {
				if (count === 0) return [];
				const { Worker } = await import("node:worker_threads");
				const length = Math.min(count, roomForThreads());
				const threads = Array.from({ length });
				return threads.flatMap(() => this.#spawnWorkers(Worker));
			},
		};
	}

	/** Starts checkers in threads; none if the system refuses. */
	#spawnWorkers(Thread: typeof Worker): RemoteChecker[] {
		const { port1, port2 } = new MessageChannel();
		const checker = new RemoteChecker(port1);
		let worker: Worker;
		try {
			worker = new Thread(new URL("./worker-node.js", import.meta.url), {
				workerData: { module: this.#module, port: port2 },
				transferList: [port2 as never],
			});
		} catch {
			checker.lose();
			return [];
		}
		worker.on("error", () => checker.lose());
		worker.on("exit", () => checker.lose());
		worker.unref();
		this.#workers.push(worker);
		return [checker];
	}
}

function openAll(inputs: NamedSource[]): Origin[] {
	const opened: Origin[] = [];
	const files = inputs.length > MOST_HELD ? new OpenFiles() : undefined;
	try {
		for (const input of inputs) opened.push(openSource(input, files));
		return opened;
	} catch (error) {
		for (const origin of opened) if ("close" in origin) origin.close();
		throw error;
	}
}

/** @param files where there are too many to hold all of them open */
export function openSource(
	{ name, data }: NamedSource,
	files?: OpenFiles,
): Origin {
	if (!(data instanceof PathSource)) return open({ name, data });
	const { path } = data;
	if (files && statSync(path, { throwIfNoEntry: false })?.isFile())
		return new ReopenedReader(name, path, files);
	const opened = openPath(path, name);
	if (!("stream" in opened)) return opened;
	return { name, pieces: pieces(name, streamOf(opened.stream)) };
}

function sink(target: Target): Sink {
	if (target === "blob") return new BlobSink();
	if (target instanceof WritableStream) return new StreamSink(target);
	if ("path" in target)
		return new FileSink(target.path, target.overwrite, target.lock);
	if ("opfs" in target)
		throw new TunesetError(
			"BAD_OPTION",
			"Only browsers have a private file system.",
		);
	return new HandleSink(target);
}
