/** State of the page that is shown: the files, how far their run is, its report. */

import { computed, signal } from "@preact/signals";
import { kebabCase } from "../../js/text/model-page.ts";
import type { Progress, Report, Split } from "../../js/types";
import type { Catalogue, SplitOptions } from "../engine/engine";
import type { NamedFile } from "../engine/input";
import { percent } from "../text/format";
import { decisions, dropOverlap } from "./changes";
import {
	dedupe,
	limitsByName,
	model,
	near,
	seed,
	stratifyBy,
	validation,
} from "./settings";

export type Phase = "empty" | "running" | "done" | "cancelled" | "failed";

export const catalogue = signal<Catalogue | null>(null);
/** All inputs; validation files in use come last. */
export const files = signal<NamedFile[]>([]);
/** The user's validation files, in use or not; see validation-file.ts. */
export const validationFiles = signal<NamedFile[]>([]);
/** Files that the training data are compared with; see comparison.ts. */
export const against = signal<NamedFile[]>([]);
/** True if the user has a validation file, chosen or not yet, so that nothing is to be split off. */
export const hasValidationFile = signal(false);
/** Number of validation files among the inputs. */
export const validationCount = computed(() =>
	hasValidationFile.value ? validationFiles.value.length : 0,
);
/** All files that a finding may name. */
export const allFiles = computed(() => [...files.value, ...against.value]);
export const phase = signal<Phase>("empty");
export const progress = signal<Progress | null>(null);
/** Of the last run; while the next one over the same files goes on it stays, marked stale. */
export const report = signal<Report | null>(null);
export const stale = signal(false);
/** Seconds that checking took. */
export const seconds = signal(0);
/** The error that ended the run, as a sentence. */
export const failure = signal("");
/** Message under the drop zone: a drop without a data file, for example. */
export const notice = signal("");
/** Error of the share or the seed, as a sentence. */
export const splitProblem = signal("");
/** Counts what an export depends on: a written file is out of date when this has moved on. */
export const revision = signal(0);

export const split = computed<Split | undefined>(() => report.value?.split);
export const chosenModel = computed(() =>
	catalogue.value?.models.find((one) => one.id === model.value),
);
/** The quotas that the user has set, as far as the chosen model has them: a link may name others. */
export const quotas = computed<Record<string, string>>(() =>
	Object.fromEntries(
		Object.entries(chosenModel.value?.limits ?? {}).flatMap(([name, limit]) => {
			const number = limitsByName.value[kebabCase(name)];
			const isOpen = limit.adjustable || limit.outvoted?.length;
			return isOpen && number ? [[kebabCase(name), number]] : [];
		}),
	),
);
/** Options that can change without reading anything again. */
export const splitOptions = computed<SplitOptions>(() => ({
	validation: validation.value,
	seed: seed.value,
	stratifyBy: stratifyBy.value,
	decisions: decisions.value,
	dedupe: dedupe.value,
	near: near.value,
	dropOverlap:
		validationCount.value + against.value.length > 0 ? dropOverlap.value : "",
}));
export const busy = signal(false);
/** Counts on the page that wait for the split to be recomputed. */
export const splitStale = signal(false);
/** Files that came while others are being checked or written; the user decides about them. */
export const waiting = signal<NamedFile[] | null>(null);
/** True while outputs are being written. */
export const writing = signal(false);

export const shareOf = (now: Progress | null): number =>
	now?.totalBytes ? now.bytes / now.totalBytes : 0;
/** Share of the current phase. */
export const shareText = computed(() => percent(shareOf(progress.value)));
/** Share that was read: all of it, once near-duplicates are searched. */
export const shareDone = computed(() =>
	progress.value?.phase === "relating" ? 1 : shareOf(progress.value),
);
