import type { Flow } from "../io/source.ts";
import type { TunesetError } from "../types/error.ts";

/** Wakes those who wait for a caller's stream, which may never end. */
export class Stopper {
	readonly #waiting = new Set<(error: TunesetError) => void>();
	#error: TunesetError | undefined;

	stop(error: TunesetError): void {
		if (this.#error) return;
		this.#error = error;
		for (const wake of this.#waiting) wake(error);
	}

	throwIfStopped(): void {
		if (this.#error) throw this.#error;
	}

	unlessStopped<T>(waiting: Promise<T>): Promise<T> {
		// Promise.race would leave something behind at the promise that outlives all others.
		return new Promise<T>((resolve, reject) => {
			// It may have been stopped by the very call that it waits for.
			if (this.#error) reject(this.#error);
			this.#waiting.add(reject);
			const done = () => this.#waiting.delete(reject);
			waiting.then(resolve, reject).then(done, done);
		});
	}

	stoppable({ name, pieces }: Flow): Flow {
		return {
			name,
			pieces: { next: () => this.unlessStopped(pieces.next()) },
		};
	}
}
