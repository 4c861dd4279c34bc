/** Runs in a browser: the main thread makes the workers, connects them, and only listens from then on. */

import type { WrittenFiles } from "../engine/outputs.ts";
import { StreamSink } from "../io/sink.ts";
import { type NamedSource, pieces } from "../io/source.ts";
import type { SessionOptions } from "../run/host.ts";
import {
	engineOptions,
	type OutputOptions,
	workerCount,
} from "../run/options.ts";
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
import {
	aborted,
	asTunesetError,
	revived,
	TunesetError,
} from "../types/error.ts";
import type { Report } from "../types/index.ts";
import {
	type Call,
	type CoordinatorMessage,
	feedPort,
	type Question,
	servePort,
	type WireInput,
	type WireOptions,
	type WireTarget,
	type WireTargets,
} from "./coordinator.ts";
import { crash, type Platform, type Role } from "./messages.ts";

type Unnumbered<T> = T extends { id: number } ? Omit<T, "id"> : never;

export class WorkerRun implements Run {
	readonly #platform: Platform;
	readonly #options: SessionOptions;
	readonly #workers: Worker[] = [];
	readonly #waiting = new Map<
		number,
		{ resolve(value: never): void; reject(error: TunesetError): void }
	>();
	readonly #lead: Promise<{ worker: Worker; module: WebAssembly.Module }>;
	readonly #onAbort = () => this.#fail(aborted());
	/** Streams that this thread writes and reads; a coordinator that is gone cannot end them. */
	readonly #streams: StreamSink[] = [];
	readonly #flows: AsyncIterator<Uint8Array>[] = [];
	/** Ports of checkers received from the coordinator so far. */
	#spawned = 0;
	#lastId = 0;
	#failure: TunesetError | undefined;

	constructor(platform: Platform, options: SessionOptions) {
		this.#platform = platform;
		this.#options = options;
		const { signal, onProgress: _, onPartialReport, ...rest } = options;
		const {
			spool: _spool,
			sizes: _sizes,
			unsplit,
			validationFiles,
			...callers
		} = rest;
		engineOptions(callers, { unsplit, validationFiles });
		const workers = workerCount(
			rest.workers,
			navigator.hardwareConcurrency ?? 2,
		);
		const wire = { ...rest, workers, partial: onPartialReport !== undefined };
		if (signal?.aborted) this.#failure = aborted();
		signal?.addEventListener("abort", this.#onAbort, { once: true });
		this.#lead = this.#start(wire);
		this.#lead.catch((error) => this.#fail(asTunesetError(error)));
	}

	check(inputs: NamedSource[]): Promise<Report> {
		const [wire, ports] = wireInputs(inputs, this.#flows);
		return this.#call({ call: "check", inputs: wire }, ports);
	}

	compare(against: NamedSource[]): Promise<Report> {
		const [wire, ports] = wireInputs(against, this.#flows);
		return this.#call({ call: "compare", inputs: wire }, ports);
	}

	split(options: OutputOptions): Promise<Report> {
		return this.#call({ call: "split", options });
	}

	write(
		targets: Targets,
		again?: NamedSource[],
	): Promise<{ report: Report; files: WrittenFiles }> {
		const [wire, ports] = wireTargets(targets, this.#streams);
		const [inputs, more] = again
			? wireInputs(again, this.#flows)
			: [undefined, []];
		return this.#call({ call: "write", targets: wire, again: inputs }, [
			...ports,
			...more,
		]);
	}

	line(...args: [file: number, line: number]): Promise<Uint8Array> {
		return this.#ask("line", args);
	}

	read(
		...args: [file: number, start: number, end: number]
	): Promise<Uint8Array> {
		return this.#ask("read", args);
	}

	converted(
		...args: [file: number, start: number, end: number]
	): Promise<string | undefined> {
		return this.#ask("converted", args);
	}

	recordAt(
		...args: [file: number, line: number, at: number]
	): Promise<SourceRecord | null> {
		return this.#ask("recordAt", args);
	}

	judge(...args: [file: number, text: string]): Promise<JudgedText> {
		return this.#ask("judge", args);
	}

	duplicateGroups(...args: [query: GroupQuery]): Promise<GroupPage> {
		return this.#ask("duplicateGroups", args);
	}

	recordsOfLength(...args: [query: LengthQuery]): Promise<LengthPage> {
		return this.#ask("recordsOfLength", args);
	}

	#ask<T>(call: Question, args: unknown[]): Promise<T> {
		return this.#call({ call, args });
	}

	close(): void {
		this.#fail(aborted());
	}

	async #start(options: WireOptions) {
		const module = await this.#platform.module();
		if (this.#failure) throw this.#failure;
		const worker = this.#spawn({ role: "lead", module, options }, (error) =>
			this.#fail(error),
		);
		worker.onmessage = ({ data }: MessageEvent<CoordinatorMessage>) =>
			this.#hear(data, module);
		return { worker, module };
	}

	#spawn(role: Role, ended: (error: TunesetError) => void): Worker {
		let worker: Worker;
		try {
			worker = this.#platform.spawn();
		} catch (cause) {
			const message =
				"This browser or page does not allow Tuneset to start a worker.";
			throw new TunesetError("CRASH", message, { cause });
		}
		this.#workers.push(worker);
		worker.onerror = (event) => {
			event.preventDefault();
			ended(crash(event.message));
		};
		worker.onmessageerror = () => ended(crash("a message could not be read"));
		worker.postMessage(role, role.role === "checker" ? [role.port] : []);
		return worker;
	}

	#hear(word: CoordinatorMessage, module: WebAssembly.Module): void {
		if ("progress" in word) this.#options.onProgress?.(word.progress);
		else if ("partial" in word) this.#options.onPartialReport?.(word.partial);
		else if ("spawnWorkers" in word)
			this.#spawnWorkers(word.spawnWorkers, module);
		else {
			const waiting = this.#waiting.get(word.id);
			this.#waiting.delete(word.id);
			if ("value" in word) waiting?.resolve(word.value as never);
			else waiting?.reject(revived(word.error));
		}
	}

	#spawnWorkers(ports: MessagePort[], module: WebAssembly.Module): void {
		// The coordinator continues without workers that cannot start.
		for (const port of ports) {
			const lost = this.#spawned++;
			const lose = () =>
				void this.#lead.then(({ worker }) => worker.postMessage({ lost }));
			try {
				this.#spawn({ role: "checker", module, port }, lose);
			} catch {
				lose();
			}
		}
	}

	async #call<T>(
		call: Unnumbered<Call>,
		transfer: Transferable[] = [],
	): Promise<T> {
		if (this.#failure) throw this.#failure;
		const id = ++this.#lastId;
		const answer = new Promise<T>((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject });
		});
		this.#lead.then(
			({ worker }) => worker.postMessage({ ...call, id }, transfer),
			() => {}, // passed to all waiting calls
		);
		return answer;
	}

	#fail(error: TunesetError): void {
		this.#failure ??= error;
		this.#options.signal?.removeEventListener("abort", this.#onAbort);
		for (const worker of this.#workers.splice(0)) worker.terminate();
		for (const { reject } of this.#waiting.values()) reject(this.#failure);
		this.#waiting.clear();
		for (const stream of this.#streams) stream.abort();
		for (const flow of this.#flows) flow.return?.();
	}
}

function wireInputs(
	inputs: NamedSource[],
	flows: AsyncIterator<Uint8Array>[],
): [WireInput[], MessagePort[]] {
	const ports: MessagePort[] = [];
	const wire = inputs.map(({ name, data }): WireInput => {
		if (data instanceof Blob) return { name, blob: data };
		if (typeof data === "string" || data instanceof Uint8Array)
			return { name, blob: new Blob([data as BlobPart]) };
		const { port1, port2 } = new MessageChannel();
		const flow = pieces(name, data);
		flows.push(flow);
		feedPort(port1, flow);
		ports.push(port2);
		return { name, port: port2 };
	});
	return [wire, ports];
}

function wireTargets(
	targets: Targets,
	streams: StreamSink[],
): [WireTargets, MessagePort[]] {
	const ports: MessagePort[] = [];
	const wire = (target: Target): WireTarget => {
		if (target instanceof WritableStream) {
			const { port1, port2 } = new MessageChannel();
			const sink = new StreamSink(target);
			streams.push(sink);
			servePort(port1, sink);
			ports.push(port2);
			return { port: port2 };
		}
		if (typeof target === "object" && "path" in target)
			throw new TunesetError(
				"BAD_OPTION",
				"A path can be written to in Node only.",
			);
		return target;
	};
	const { train, validation, setAside } = targets;
	const all: WireTargets = { train: wire(train) };
	if (validation) all.validation = wire(validation);
	if (setAside) all.setAside = wire(setAside);
	return [all, ports];
}
