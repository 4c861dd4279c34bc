/** What reading and writing share: the engine with its data set, the checkers, what was opened, and the word to stop. */

import { Unpacking } from "./archive.ts";
import { Crew, LocalChecker } from "./checker.ts";
import { aborted, type TunesetError } from "./error.ts";
import type { Host, Spool } from "./host.ts";
import { bytesOf, type Flow, type Origin } from "./source.ts";
import { Stopper } from "./stop.ts";
import { type Dataset, type Engine, guarded } from "./wasm.ts";

/** Below this a second thread would cost more than it brings. */
const WORTH_RECRUITING = 16 << 20;

export class Workplace {
	readonly engine: Engine;
	readonly host: Host;
	readonly dataset: Dataset;
	readonly crew: Crew;
	readonly stopper = new Stopper();
	readonly #opened: { close(): void }[] = [];
	/** Recruited however little there is to do: the caller said how many. */
	readonly #always: boolean;
	#recruited = false;

	constructor(engine: Engine, host: Host, dataset: Dataset, always: boolean) {
		this.engine = engine;
		this.host = host;
		this.dataset = dataset;
		this.#always = always;
		const local = new LocalChecker(engine, host.readFile);
		this.crew = new Crew(local, () => host.breathe());
	}

	/** A call of the data set; what it throws comes out as a sentence. */
	call<T>(call: (dataset: Dataset) => T): T {
		return guarded(this.engine, () => call(this.dataset));
	}

	/** To be closed with the session, even if nothing is read of it. */
	opened<T extends { close(): void }>(thing: T): T {
		this.#opened.push(thing);
		return thing;
	}

	/** Asks for more checkers once there is enough to do. */
	async recruitFor(bytes: number): Promise<void> {
		if (this.#recruited || (!this.#always && bytes < WORTH_RECRUITING)) return;
		this.#recruited = true;
		this.crew.join(await this.host.recruit());
	}

	/** A caller's stream, which may keep us waiting; the spool is told every byte. */
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

	readonly unpack = (packed: Origin, kind: string): Unpacking => {
		const breathe = async () => {
			await this.host.breathe();
			this.goOn();
		};
		return this.opened(new Unpacking(this.engine, packed, kind, breathe));
	};

	/** Throws once the session has been stopped. */
	goOn(): void {
		this.stopper.throwIfStopped();
	}

	/** Work under way rejects with the error, soon and after tidying up. */
	stop(error: TunesetError = aborted()): void {
		this.stopper.stop(error);
		this.crew.stop(error);
	}

	/** Once nothing uses it any more. */
	free(): void {
		for (const thing of this.#opened.splice(0)) thing.close();
		this.crew.free();
		try {
			this.dataset.free();
		} catch {
			// Freed before, or the engine trapped and its memory goes with it.
		}
	}
}
