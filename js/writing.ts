/** The second pass: the same ranges again, and each record to its output. */

import type { CheckedFile } from "./checked.ts";
import type { Done } from "./checker.ts";
import { TunesetError } from "./error.ts";
import { Outputs, type WrittenFiles } from "./outputs.ts";
import { Meter } from "./progress.ts";
import { OrderedQueue } from "./queue.ts";
import { unchanged } from "./reading.ts";
import type { Sinks } from "./sink.ts";
import { isReader, type Origin, type Range, type Reader } from "./source.ts";
import type { Telling } from "./telling.ts";
import type { Report } from "./types.ts";
import type { Workplace } from "./workplace.ts";

export interface Written {
	report: Report;
	/** Of the outputs whose sinks keep a Blob. */
	files: WrittenFiles;
}

const NOTHING = new Uint8Array();

export class Writing {
	readonly #place: Workplace;
	readonly #telling: Telling;
	readonly #options: string;
	readonly #files: CheckedFile[];

	/** @param options of the engine, as JSON: those that the files were checked with */
	constructor(
		place: Workplace,
		telling: Telling,
		options: string,
		files: CheckedFile[],
	) {
		this.#place = place;
		this.#telling = telling;
		this.#options = options;
		this.#files = files;
	}

	/** The sinks are committed when all of them are whole. */
	async into(sinks: Sinks, again?: Origin[]): Promise<Written> {
		const place = this.#place;
		const { split } = this.#telling.latest ?? this.#telling.report(true);
		const validation = split?.validation !== undefined;
		const outputs = await Outputs.open(sinks, validation, () =>
			place.host.sha256(),
		);
		try {
			if (validation && !sinks.validation) {
				throw new TunesetError(
					"BAD_OPTION",
					"The split has a validation part and there is no output for it; give one, or set validation to 'off'.",
				);
			}
			await this.#chunks(this.#readers(again), outputs);
			const json = JSON.stringify(await outputs.finish());
			place.call((dataset) => dataset.written(json));
			const report = this.#telling.report(true);
			return { report, files: await outputs.commit(report) };
		} catch (error) {
			await outputs.abort();
			throw error;
		}
	}

	async #chunks(readers: Reader[], outputs: Outputs): Promise<void> {
		const place = this.#place;
		const total = this.#files.reduce((sum, { given }) => sum + given, 0);
		const meter = new Meter("writing", total);
		const queue = new OrderedQueue<Done>(() => place.crew.size * 2);
		const options = this.#options;
		let chunk = 0;
		for (const [index, { probe, cuts }] of this.#files.entries()) {
			const reader = readers[index];
			for (const { start, end, oversize, cost } of cuts) {
				const number = chunk++;
				const assignments = place.call((dataset) =>
					dataset.assignments(number),
				);
				// Of a line that is too long, only its place is set aside.
				const range: Range = oversize
					? { from: "bytes", name: reader.name, bytes: NOTHING }
					: await reader.range(start, end);
				const job = { options, probe, range, assignments };
				const { done } = await place.crew.run(job);
				await queue.push(done, async (result) => {
					place.goOn();
					if ("outputs" in result)
						await place.stopper.unlessStopped(outputs.write(result.outputs));
					this.#telling.progress(meter, cost);
				});
			}
		}
		await queue.drain();
		for (const reader of readers) await reader.unchanged();
		await unchanged(this.#files);
		place.goOn();
	}

	#readers(again: Origin[] = []): Reader[] {
		for (const origin of again)
			if (isReader(origin)) this.#place.opened(origin);
		return this.#files.map((file, index) => {
			const origin = again[index];
			const flow =
				origin && !isReader(origin) && !file.reader
					? this.#place.flow(origin)
					: undefined;
			return file.pass(flow);
		});
	}
}
