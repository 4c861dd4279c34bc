/** `plan`: one call into the engine with the figures of a report. */

import { loadCatalogue, optioned, type Reference } from "../engine/wasm.ts";
import { asJson } from "../run/options.ts";
import { asTunesetError } from "../types/error.ts";
import type { PlanOptions, PlanReport, Report } from "../types/index.ts";
import type { Planning } from "../types/public.ts";

export function planning(module: () => Promise<WebAssembly.Module>): Planning {
	return {
		async plan(report, options) {
			try {
				return planned(loadCatalogue(await module()), report, options ?? {});
			} catch (error) {
				throw asTunesetError(error);
			}
		},
	};
}

export function planned(
	engine: Reference,
	report: Report,
	options: PlanOptions,
): PlanReport {
	return optioned(engine, () =>
		JSON.parse(engine.plan(figures(report), asJson(options))),
	);
}

/** A plan is made from figures alone: findings and clusters, which may be long, stay here. */
function figures(report: Report): string {
	return JSON.stringify(report, (key, value) =>
		key === "examples" || key === "clusters" ? [] : value,
	);
}
