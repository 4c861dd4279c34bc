import type { Progress } from "../types/index.ts";

/** Long enough to even out bursts, short enough to follow a disk that slows down. */
const WINDOW_MS = 3000;
/** Before that the rate reflects the start more than the file. */
const STEADY_MS = 500;
/** At least four a second reach the user even when a chunk takes its time. */
const INTERVAL_MS = 100;

/** Turns bytes done into a rate and the time left. */
export class Meter {
	readonly phase: Progress["phase"];
	readonly #total: number | undefined;
	readonly #marks: { time: number; bytes: number }[];
	#bytes = 0;
	#next = 0;

	/** @param total bytes of the whole pass; undefined for streams */
	constructor(phase: Progress["phase"], total: number | undefined) {
		this.phase = phase;
		this.#total = total;
		this.#marks = [{ time: performance.now(), bytes: 0 }];
	}

	add(bytes: number): void {
		this.#bytes += bytes;
	}

	/** True if a report is due. */
	due(): boolean {
		const now = performance.now();
		if (now < this.#next) return false;
		this.#next = now + INTERVAL_MS;
		return true;
	}

	reading(counts: Pick<Progress, "records" | "errors" | "warnings">): Progress {
		const now = performance.now();
		this.#marks.push({ time: now, bytes: this.#bytes });
		while (this.#marks.length > 2 && now - this.#marks[1].time > WINDOW_MS)
			this.#marks.shift();
		const [first] = this.#marks;
		const bytesPerSecond =
			now > first.time
				? ((this.#bytes - first.bytes) * 1000) / (now - first.time)
				: 0;
		const progress: Progress = {
			phase: this.phase,
			bytes: this.#bytes,
			bytesPerSecond,
			...counts,
		};
		if (this.#total !== undefined) {
			progress.totalBytes = this.#total;
			if (bytesPerSecond > 0 && now - this.#marks[0].time >= STEADY_MS)
				progress.secondsLeft = (this.#total - this.#bytes) / bytesPerSecond;
		}
		return progress;
	}
}
