/** `check`, `prepare` and `prepareTo` over whatever kind of run the platform opens. */

import type { SessionOptions } from "../run/host.ts";
import type { Run, Target } from "../run/run.ts";
import { asTunesetError, TunesetError } from "../types/error.ts";
import type { Report } from "../types/index.ts";
import type { Api, OutputTarget } from "../types/public.ts";
import { Callbacks, checkMeans, checkOutputs, mustBeObject } from "./caller.ts";
import { type Files, parted, refuseStreams } from "./files.ts";

/**
 * @param open begins a run
 * @param identity the same for two outputs that are one by different names
 */
export function api(
	open: (options: SessionOptions) => Promise<Run> | Run,
	identity: (target: OutputTarget) => unknown = (target) => target,
): Api {
	async function during<T>(
		options: SessionOptions,
		work: (run: Run, callbacks: Callbacks) => Promise<T>,
	): Promise<T> {
		let run: Run | undefined;
		const callbacks = new Callbacks(options, () => run?.close());
		try {
			checkMeans(options);
			run = await open(callbacks.options);
			const result = await work(run, callbacks);
			callbacks.rethrow();
			return result;
		} catch (error) {
			callbacks.rethrow();
			throw asTunesetError(error);
		} finally {
			run?.close();
		}
	}

	/** Checks, and compares with the comparison files, if any. Without them nothing overlaps. */
	async function read(run: Run, { inputs, against }: Files): Promise<Report> {
		const report = await run.check(inputs);
		return against.length > 0 ? run.compare(against) : report;
	}

	return {
		check: async (input, given = {}) => {
			mustBeObject("options", given);
			const { options, files } = parted(given);
			return during({ ...options, unsplit: true }, (run) =>
				read(run, files(input)),
			);
		},

		prepare: async (input, given = {}) => {
			mustBeObject("options", given);
			const { options, files } = parted(given);
			return during({ ...options, spool: true }, async (run) => {
				await read(run, files(input));
				const written = await run.write({
					train: "blob",
					validation: "blob",
					setAside: "blob",
				});
				const { train = new Blob(), ...others } = written.files;
				return { report: written.report, train, ...others };
			});
		},

		prepareTo: async (input, outputs, given = {}) => {
			mustBeObject("options", given);
			const { options, files } = parted(given);
			return during(options, async (run, callbacks) => {
				if (typeof input !== "function") {
					throw new TunesetError(
						"BAD_OPTION",
						"prepareTo reads everything twice: give it a function that returns the input, such as () => file.",
					);
				}
				checkOutputs(outputs, identity);
				const target = (output: OutputTarget): Target =>
					typeof output === "string"
						? { path: output, overwrite: outputs.overwrite ?? false }
						: output;
				const { train, validation, setAside } = outputs;
				const first = files(callbacks.own(input));
				refuseStreams(given.validationFile, first);
				await read(run, first);
				const { report } = await run.write(
					{
						train: target(train),
						...(validation && { validation: target(validation) }),
						...(setAside && { setAside: target(setAside) }),
					},
					files(callbacks.own(input), callbacks).inputs,
				);
				return report;
			});
		},
	};
}
