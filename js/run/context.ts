/** Parts that reading and writing share: the data set, the checkers, opened files, and the signal to stop. */

import { Nested, type Unpacked, Unpacking } from "../engine/archive.ts";
import { LocalChecker } from "../engine/checker.ts";
import { Decoding, encodingOf } from "../engine/encoding.ts";
import {
	type Bench,
	type Dataset,
	type Engine,
	guarded,
	instantiate,
	optioned,
} from "../engine/wasm.ts";
import { bytesOf, type Flow, type Origin } from "../io/source.ts";
import { aborted, TunesetError } from "../types/error.ts";
import { type Chunk, Halt } from "./halt.ts";
import type { Host, Spool } from "./host.ts";
import { Stopper } from "./stop.ts";
import { WorkerPool } from "./worker-pool.ts";

/** Below this a second thread would cost more than it brings. */
const WORTH_SPAWNING = 16 << 20;

export class RunContext {
	/** For calls that keep nothing: when they fail, the data set is unharmed. */
	readonly bench: Bench;
	readonly host: Host;
	readonly pool: WorkerPool;
	readonly stopper = new Stopper();
	/** Of the data set, as JSON. */
	readonly #options: string;
	readonly #opened: { close(): void }[] = [];
	/** True if the caller gave the number of workers: they are spawned however small the input. */
	readonly #always: boolean;
	#spawned = false;
	#isFreed = false;
	#engine: Engine;
	#dataset: Dataset;

	constructor(bench: Bench, host: Host, options: string, always: boolean) {
		this.bench = bench;
		this.host = host;
		this.#options = options;
		this.#always = always;
		const local = new LocalChecker(bench, host.readFile);
		this.pool = new WorkerPool(local, host);
		[this.#engine, this.#dataset] = this.#begun();
	}

	/** Calls the data set. If the engine crashes, the data set is lost; `chunk` is the chunk being added. */
	call<T>(call: (dataset: Dataset) => T, chunk?: Chunk): T {
		try {
			return guarded(this.#engine, () => call(this.#dataset));
		} catch (error) {
			throw Halt.of(error, chunk);
		}
	}

	/** Like `call`, for options of the caller's. */
	choose(call: (dataset: Dataset) => void): void {
		optioned(this.#engine, () => call(this.#dataset));
	}

	/** A call that keeps nothing in the engine. */
	ask<T>(call: (engine: Engine) => T): T {
		const { engine } = this.bench;
		return guarded(engine, () => call(engine));
	}

	/** An empty data set in the place of the one that was lost. */
	renew(): void {
		[this.#engine, this.#dataset] = this.#begun();
	}

	#begun(): [Engine, Dataset] {
		const engine = this.#own();
		const dataset = optioned(engine, () => new engine.Dataset(this.#options));
		return [engine, dataset];
	}

	/** An engine that nothing else uses; or the thread's, where there is no memory for two. */
	#own(): Engine {
		const { engine } = this.bench;
		try {
			return instantiate(this.bench.module);
		} catch (error) {
			if (error instanceof TunesetError && error.code === "MEMORY")
				return engine;
			throw error;
		}
	}

	/** To be closed with the session, even if nothing is read of it. */
	opened<T extends { close(): void }>(thing: T): T {
		this.#opened.push(thing);
		return thing;
	}

	/** Asks for more checkers once there is enough to do. */
	async spawnWorkersFor(bytes: number): Promise<void> {
		if (this.#spawned || (!this.#always && bytes < WORTH_SPAWNING)) return;
		this.#spawned = true;
		this.pool.join(await this.host.spawnWorkers());
	}

	/** A caller's stream, which may keep us waiting; the spool receives every byte. */
	flow(flow: Flow, spool?: Spool): Flow {
		this.opened({ close: () => void flow.pieces.return?.() });
		const stoppable = this.stopper.stoppable(flow);
		if (!spool) return stoppable;
		const pieces = bytesOf(stoppable);
		const next = async () => {
			const step = await pieces.next();
			if (!step.done) spool.append(step.value);
			return step;
		};
		return { name: flow.name, pieces: { next } };
	}

	/** Unpacks a file of that kind, from the outermost layer in. */
	readonly unpack = (packed: Origin, kind: string): Unpacked => {
		const [outer, ...inner] = kind.split("+");
		const unpacked = this.opened(this.#unpackOne(packed, outer));
		if (inner.length === 0) return unpacked;
		return new Nested(unpacked, this.unpack(unpacked, inner.join("+")));
	};

	#unpackOne(packed: Origin, kind: string): Unpacked {
		if (encodingOf(kind) !== undefined) return new Decoding(packed, kind);
		const yieldToEventLoop = async () => {
			await this.host.yieldToEventLoop();
			this.goOn();
		};
		return new Unpacking(this.#own(), packed, kind, yieldToEventLoop);
	}

	/** Throws once the session has been stopped. */
	goOn(): void {
		this.stopper.throwIfStopped();
	}

	/** Work under way rejects with the error, soon and after tidying up. */
	stop(error: TunesetError = aborted()): void {
		this.stopper.stop(error);
		this.pool.stop(error);
	}

	/** Once nothing uses it any more. */
	free(): void {
		if (this.#isFreed) return;
		this.#isFreed = true;
		for (const thing of this.#opened.splice(0)) thing.close();
		this.pool.free();
		if (!this.#engine.halted) this.#dataset.free();
	}
}
