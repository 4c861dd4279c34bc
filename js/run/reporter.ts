/** Reports of a run in progress: progress, and partial results. */

import type { Report } from "../types/index.ts";
import type { RunContext } from "./context.ts";
import type { SessionOptions } from "./host.ts";
import type { Meter } from "./progress.ts";

/** Milliseconds between two partial reports, at first. */
const SOON = 100;
/** Share of the elapsed time, and of the time to make a report: the less frequent of both decides. */
const SHARE_OF_RUN = 1 / 4;
const TIMES_ITS_COST = 20;

export class ProgressReporter {
	readonly #context: RunContext;
	readonly #options: Pick<SessionOptions, "onProgress" | "onPartialReport">;
	readonly #begun = performance.now();
	#due = 0;
	#cost = 0;
	/** Of all input, as last split. */
	latest: Report | undefined;
	/** The whole report has been passed on: reading again adds nothing. */
	isChecked = false;

	constructor(context: RunContext, options: SessionOptions) {
		this.#context = context;
		this.#options = options;
	}

	report(complete: boolean): Report {
		const start = performance.now();
		const json = this.#context.call((dataset) => dataset.report(complete));
		const report: Report = JSON.parse(json);
		this.#cost = performance.now() - start;
		if (complete) this.latest = report;
		return report;
	}

	/** So many bytes more are done. */
	progress(meter: Meter, bytes: number): void {
		meter.add(bytes);
		const { onProgress } = this.#options;
		if (!onProgress || !meter.due()) return;
		const counts = this.#context.call((dataset) => dataset.counts());
		onProgress(meter.reading(JSON.parse(counts)));
	}

	/**
	 * The report so far: quick at first, then ever more seldom. Each costs its reader, who renders it, more than it costs here,
	 * and adds less.
	 */
	partial(): void {
		const { onPartialReport } = this.#options;
		const now = performance.now();
		if (!onPartialReport || this.isChecked || now < this.#due) return;
		onPartialReport(this.report(false));
		const pause = Math.max(
			SOON,
			this.#cost * TIMES_ITS_COST,
			(now - this.#begun) * SHARE_OF_RUN,
		);
		this.#due = performance.now() + pause;
	}
}
