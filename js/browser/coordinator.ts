/** The coordinator in a browser's worker, and its messages to and from the main thread. */

import { RemoteChecker } from "../engine/remote.ts";
import { type Bench, type Engine, instantiate } from "../engine/wasm.ts";
import {
	BlobSink,
	HandleSink,
	OpfsSink,
	type Sink,
	type Sinks,
	type StreamSink,
} from "../io/sink.ts";
import { BlobReader, type Origin } from "../io/source.ts";
import type { Host, SessionOptions } from "../run/host.ts";
import type { OutputOptions } from "../run/options.ts";
import type { Target } from "../run/run.ts";
import { Session } from "../run/session.ts";
import { type PlainError, plain, revived } from "../types/error.ts";
import type { Progress, Report } from "../types/index.ts";

/**
 * Half of Node's chunk: the page receives a message for each chunk, and should receive four per second on a slow machine, too.
 */
const CHUNK = 4 << 20;

/** Options without what cannot be cloned; `workers` is a number by now. */
export type WireOptions = Omit<
	SessionOptions,
	"signal" | "onProgress" | "onPartialReport"
> & { workers: number; partial: boolean };

/** A stream stays with the main thread, which answers every `null` on the port with a piece, or `null` at the end. */
export type WireInput =
	| { name: string; blob: Blob }
	| { name: string; port: MessagePort };

export type WireTarget =
	| Exclude<Target, WritableStream | { path: string }>
	| { port: MessagePort };

export interface WireTargets {
	train: WireTarget;
	validation?: WireTarget;
	setAside?: WireTarget;
}

export type Call =
	| { id: number; call: "check" | "compare"; inputs: WireInput[] }
	| { id: number; call: "split"; options: OutputOptions }
	| { id: number; call: "write"; targets: WireTargets; again?: WireInput[] }
	| { id: number; call: Question; args: unknown[] };

/** The worker at the port of that index, among all of `spawnWorkers` so far, has ended. */
export interface Loss {
	lost: number;
}

/** Calls of a session's methods by name. */
export type Question =
	| "line"
	| "read"
	| "converted"
	| "recordAt"
	| "judge"
	| "duplicateGroups"
	| "recordsOfLength";

export type CoordinatorMessage =
	| { id: number; value: unknown }
	| { id: number; error: PlainError }
	| { progress: Progress }
	| { partial: Report }
	| { spawnWorkers: MessagePort[] };

/** The part of a worker's global scope that is needed here: lib.dom does not know workers. */
export interface Scope {
	onmessage: ((event: MessageEvent) => void) | null;
	postMessage(message: unknown, transfer?: Transferable[]): void;
}

export function coordinate(
	scope: Scope,
	bench: Bench,
	options: WireOptions,
): void {
	const say = (word: CoordinatorMessage, transfer: Transferable[] = []) =>
		scope.postMessage(word, transfer);
	const remotes: RemoteChecker[] = [];
	let digesting: Engine | undefined;
	const host: Host = {
		sha256: () => {
			// Of its own: digests grow over the whole pass.
			digesting ??= instantiate(bench.module);
			return new digesting.Sha256();
		},
		yieldToEventLoop,
		spool: (name) => new BlobSpool(name),
		spawnWorkers: async (count = options.workers) => {
			const channels = Array.from(
				{ length: count },
				() => new MessageChannel(),
			);
			const ports = channels.map(({ port2 }) => port2);
			say({ spawnWorkers: ports }, ports);
			const threads = channels.map(({ port1 }) => new RemoteChecker(port1));
			remotes.push(...threads);
			return threads;
		},
	};
	const { partial, ...rest } = options;
	const sizes = { chunk: CHUNK, ...rest.sizes };
	let session: Session | undefined;
	// Created with the first call, so that an error in the options rejects that call.
	const begin = () => {
		session ??= new Session(bench, host, {
			...rest,
			sizes,
			onProgress: (progress) => say({ progress }),
			...(partial && {
				onPartialReport: (report: Report) => say({ partial: report }),
			}),
		});
		return session;
	};
	scope.onmessage = async ({ data }: MessageEvent<Call | Loss>) => {
		if ("lost" in data) return remotes[data.lost]?.lose();
		try {
			say({ id: data.id, value: await answer(begin(), data) });
		} catch (error) {
			say({ id: data.id, error: plain(error) });
		}
	};
}

async function answer(session: Session, call: Call): Promise<unknown> {
	switch (call.call) {
		case "check":
			return session.check(call.inputs.map(origin));
		case "compare":
			return session.compare(call.inputs.map(origin));
		case "split":
			return session.split(call.options);
		case "write":
			return session.write(await sinks(call.targets), call.again?.map(origin));
		default:
			return Reflect.apply(session[call.call], session, call.args);
	}
}

function origin(input: WireInput): Origin {
	if ("blob" in input) return new BlobReader(input.name, input.blob);
	return { name: input.name, pieces: pull(input.port) };
}

async function* pull(port: MessagePort): AsyncGenerator<Uint8Array> {
	try {
		for (;;) {
			const piece = await ask<{ piece: Uint8Array | null }>(port, null);
			if (!piece.piece) return;
			yield piece.piece;
		}
	} finally {
		port.close();
	}
}

/** One question, one answer. */
function ask<T extends object>(
	port: MessagePort,
	question: unknown,
	transfer: Transferable[] = [],
): Promise<T> {
	return new Promise((resolve, reject) => {
		port.onmessage = ({ data }: MessageEvent<T | { failed: PlainError }>) => {
			if ("failed" in data) reject(revived(data.failed));
			else resolve(data);
		};
		port.postMessage(question, transfer);
	});
}

async function sinks(targets: WireTargets): Promise<Sinks> {
	const opened: Sink[] = [];
	try {
		const open = async (target: WireTarget | undefined) => {
			if (!target) return undefined;
			const opening = await sink(target);
			opened.push(opening);
			return opening;
		};
		const train = await open(targets.train);
		if (!train) throw new TypeError("there is no output for training");
		return {
			train,
			validation: await open(targets.validation),
			setAside: await open(targets.setAside),
		};
	} catch (error) {
		for (const sink of opened) await sink.abort();
		throw error;
	}
}

async function sink(target: WireTarget): Promise<Sink> {
	if (target === "blob") return new BlobSink();
	if ("opfs" in target) return OpfsSink.open(target.opfs);
	if ("port" in target) return new PortSink(target.port);
	return new HandleSink(target);
}

/** A WritableStream that stays with the main thread. */
class PortSink implements Sink {
	readonly #port: MessagePort;

	constructor(port: MessagePort) {
		this.#port = port;
	}

	async write(bytes: Uint8Array): Promise<void> {
		await ask(this.#port, { write: bytes });
	}

	async commit(): Promise<undefined> {
		await ask(this.#port, { commit: true });
		this.#port.close();
	}

	async abort(): Promise<void> {
		await ask(this.#port, { abort: true }).catch(() => {});
		this.#port.close();
	}

	async rewind(): Promise<boolean> {
		const question = { rewind: true };
		return (await ask<{ rewound: boolean }>(this.#port, question)).rewound;
	}
}

/** Calls of the coordinator on an output stream, carried out by the main thread. */
export function servePort(port: MessagePort, sink: StreamSink): void {
	port.onmessage = async ({
		data,
	}: MessageEvent<{ write?: Uint8Array; commit?: true; rewind?: true }>) => {
		try {
			let rewound = false;
			if (data.write) await sink.write(data.write);
			else if (data.commit) await sink.commit();
			else if (data.rewind) rewound = sink.rewind();
			else await sink.abort();
			port.postMessage({ rewound });
		} catch (error) {
			port.postMessage({ failed: plain(error) });
		}
	};
}

/** Calls of the coordinator on an input stream, carried out by the main thread. */
export function feedPort(
	port: MessagePort,
	pieces: AsyncIterator<Uint8Array>,
): void {
	port.onmessage = async () => {
		try {
			const { done, value } = await pieces.next();
			port.postMessage({ piece: done ? null : value });
		} catch (error) {
			port.postMessage({ failed: plain(error) });
		}
	};
}

class BlobSpool {
	readonly #name: string;
	#parts: Blob[] = [];

	constructor(name: string) {
		this.#name = name;
	}

	append(bytes: Uint8Array): void {
		this.#parts.push(new Blob([bytes as Uint8Array<ArrayBuffer>]));
	}

	reader(): BlobReader {
		return new BlobReader(this.#name, new Blob(this.#parts));
	}

	close(): void {
		this.#parts = [];
	}
}

/** Timers are held back to 4 ms after a few rounds; messages are not. */
function yieldToEventLoop(): Promise<void> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(null);
	});
}
