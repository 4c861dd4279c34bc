/** The second pass: the same ranges again, and each record to its output. */

import type { CheckedFile } from "../engine/checked.ts";
import type { Done } from "../engine/checker.ts";
import { Outputs, type WrittenFiles } from "../engine/outputs.ts";
import type { Refusal } from "../engine/wasm.ts";
import { everySink, type Sinks } from "../io/sink.ts";
import {
	changed,
	isReader,
	type Origin,
	type Range,
	type Reader,
} from "../io/source.ts";
import { TunesetError } from "../types/error.ts";
import type { Report } from "../types/index.ts";
import type { RunContext } from "./context.ts";
import { type Chunk, Halt } from "./halt.ts";
import { Meter } from "./progress.ts";
import { OrderedQueue } from "./queue.ts";
import type { Group } from "./reading.ts";
import type { ProgressReporter } from "./reporter.ts";

export interface Written {
	report: Report;
	/** Of the outputs whose sinks keep a Blob. */
	files: WrittenFiles;
}

const NOTHING = new Uint8Array();

export class Writing {
	readonly #context: RunContext;
	readonly #reporter: ProgressReporter;
	readonly #files: CheckedFile[];

	constructor(
		context: RunContext,
		reporter: ProgressReporter,
		{ files }: Group,
	) {
		this.#context = context;
		this.#reporter = reporter;
		this.#files = files;
	}

	/**
	 * The sinks are committed when all of them are whole.
	 *
	 * @param surviving repeats the work after a crash, once the data set was read again
	 */
	async into(
		sinks: Sinks,
		again: Origin[] | undefined,
		surviving: (work: (before?: Halt) => Promise<Outputs>) => Promise<Outputs>,
	): Promise<Written> {
		const context = this.#context;
		for (const origin of again ?? [])
			if (isReader(origin)) context.opened(origin);
		let begun: Outputs | undefined;
		try {
			const outputs = await surviving(async (before) => {
				if (before && !(await this.#rewound(sinks, again))) throw before;
				const { split } = this.#reporter.latest ?? this.#reporter.report(true);
				const validation = split?.validation !== undefined;
				begun = await Outputs.open(sinks, validation, () =>
					context.host.sha256(),
				);
				if (validation && !sinks.validation) {
					throw new TunesetError(
						"BAD_OPTION",
						"The split has a validation part and there is no output for it; give one, or set validation to 'off'.",
					);
				}
				context.call((dataset) => dataset.beginWriting());
				await this.#chunks(this.#readers(again), begun);
				return begun;
			});
			const json = JSON.stringify(await outputs.finish());
			vouched(context.call((dataset) => dataset.written(json)));
			const report = this.#reporter.report(true);
			// An interrupt while the last bytes were written ends the run before any output is shown.
			await context.host.yieldToEventLoop();
			context.goOn();
			return { report, files: await outputs.commit(report) };
		} catch (error) {
			await (begun ?? everySink(sinks)).abort();
			throw error;
		}
	}

	/** Makes ready to write from the beginning; false where a stream has flowed by, in or out. */
	async #rewound(sinks: Sinks, again: Origin[] = []): Promise<boolean> {
		const isGone = (origin: Origin, index: number) =>
			!isReader(origin) && !this.#files[index]?.reader;
		if (again.some(isGone)) return false;
		return everySink(sinks).rewind();
	}

	async #chunks(readers: Reader[], outputs: Outputs): Promise<void> {
		const context = this.#context;
		const total = this.#files.reduce((sum, { given }) => sum + given, 0);
		const meter = new Meter("writing", total);
		const queue = new OrderedQueue<Done>(() => context.pool.size * 2);
		let chunk = 0;
		for (const [index, { setup, cuts }] of this.#files.entries()) {
			const reader = readers[index];
			for (const { start, end, oversize, cost, whole } of cuts) {
				const number = chunk++;
				const assignments = context.call((dataset) =>
					dataset.assignments(number),
				);
				// Of a line that is too long, only its place is set aside.
				const range: Range = oversize
					? { from: "bytes", name: reader.name, bytes: NOTHING }
					: await reader.range(start, end);
				const job = { setup, range, assignments };
				const { done } = await context.pool.run(job);
				const at: Chunk = {
					phase: "checking",
					file: index,
					name: reader.name,
					start: whole ?? start,
					end,
				};
				const halting = done.catch((error) => {
					throw Halt.of(error, at);
				});
				await queue.push(halting, async (result) => {
					context.goOn();
					if ("outputs" in result) {
						const { train, validation, setAside } = result.outputs;
						vouched(
							context.call(
								(dataset) =>
									dataset.wrote(result.receipt, train, validation, setAside),
								at,
							),
						);
						await context.stopper.unlessStopped(outputs.write(result.outputs));
					}
					this.#reporter.progress(meter, cost);
				});
			}
		}
		await queue.drain();
		// Each chunk was compared with its check.
		const isSame = async () => true;
		for (const reader of readers) await reader.unchanged(isSame);
		for (const { reader } of this.#files) await reader?.unchanged(isSame);
		context.goOn();
	}

	#readers(again: Origin[] = []): Reader[] {
		return this.#files.map((file, index) => {
			const origin = again[index];
			const flow =
				origin && !isReader(origin) && !file.reader
					? this.#context.flow(origin)
					: undefined;
			return file.pass(flow);
		});
	}
}

/** Throws if the data set refuses the output. */
function vouched(refusal: string | undefined): void {
	if (refusal === undefined) return;
	const why: Refusal = JSON.parse(refusal);
	throw "changed" in why
		? changed(why.changed)
		: new TunesetError("CRASH", why.difference);
}
