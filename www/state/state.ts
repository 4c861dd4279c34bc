/** The page's state and everything that can happen to it. */

import { batch, computed, effect, signal } from "@preact/signals";
import { WANTED } from "../../js/folder";
import { kebabCase } from "../../js/model-page.ts";
import type { Progress, Report, Split } from "../../js/types";
import { CANNOT_READ, readsFiles } from "../engine/disk";
import { unpacked } from "../engine/embedded-data";
import {
	type Catalogue,
	load,
	type Run,
	type SplitWish,
	start,
} from "../engine/engine";
import { type NamedFile, passedOver } from "../engine/input";
import { count, counted, percent } from "../text/format";
import { announce, announceShare } from "./announce";
import {
	type Change,
	changes,
	decisions,
	describe,
	fixOptions,
	withChange,
	without,
} from "./changes";
import { chosen } from "./class-filter";
import {
	chooseModel,
	groupBy,
	limitsByName,
	model,
	seed,
	stratifyBy,
	validation,
} from "./settings";

export type Phase = "empty" | "running" | "done" | "cancelled" | "failed";

export const catalogue = signal<Catalogue | null>(null);
export const files = signal<NamedFile[]>([]);
/** Files that these are compared with; see comparison.ts. */
export const against = signal<NamedFile[]>([]);
/** Whatever a finding may name. */
export const allFiles = computed(() => [...files.value, ...against.value]);
export const phase = signal<Phase>("empty");
export const progress = signal<Progress | null>(null);
/** Of the last run; while the next one over the same files goes on it stays, marked stale. */
export const report = signal<Report | null>(null);
export const stale = signal(false);
/** Seconds that checking took. */
export const seconds = signal(0);
/** Whether records of other layouts are converted to what the model takes. */
export const convert = signal(false);
/** What went wrong, as a sentence. */
export const failure = signal("");
/** Said under the drop zone: nothing to read in what was dropped, say. */
export const notice = signal("");
/** Why the share or the seed cannot be had. */
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
			return limit.adjustable && number ? [[kebabCase(name), number]] : [];
		}),
	),
);
/** What can be changed without reading anything again. */
const splitWish = computed<SplitWish>(() => ({
	validation: validation.value,
	seed: seed.value,
	stratifyBy: stratifyBy.value,
	decisions: decisions.value,
}));
/** Quick work must not flicker: progress shows from this many milliseconds on. */
const PATIENCE = 300;
export const busy = signal(false);

let run: Run | null = null;
let patience: ReturnType<typeof setTimeout> | undefined;

/** The run at hand, for what reads from it: records, exports. */
export const currentRun = (): Run | null => run;

/** Loads the catalogue and, with it, the first worker. */
export function open(): void {
	loadCatalogue();
	readsFiles().then((does) => {
		if (!does) notice.value = CANNOT_READ;
	});
	const pointers = () => [
		groupBy.value,
		stratifyBy.value.startsWith("/") && stratifyBy.value,
	];
	// What pointers lead to is read with the records.
	const rules = () =>
		JSON.stringify([model.value, quotas.value, ...pointers()]);
	let lastRules = rules();
	effect(() => {
		if (rules() === lastRules) return;
		lastRules = rules();
		if (phase.peek() !== "empty") check(files.peek());
	});
	effect(() => {
		const wanted = splitWish.value;
		if (phase.peek() === "done") resplit(wanted);
	});
}

function loadCatalogue(): void {
	load().then(
		(loaded) => {
			catalogue.value = loaded;
			// A link or an old setting may name a model that this version does not have.
			if (!loaded.models.some((one) => one.id === model.value)) chooseModel("");
		},
		(error: Error) => fail(error),
	);
}

/** Findings name files, so that no two may have the same name. */
export function distinct(
	dataset: NamedFile[],
	beside: NamedFile[] = [],
): NamedFile[] {
	const taken = new Set(beside.map(({ name }) => name));
	return dataset.map(({ name, data }) => {
		let unique = name;
		for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
		taken.add(unique);
		return { name: unique, data };
	});
}

/** Files that came while others are being checked or written; what becomes of them is asked. */
export const waiting = signal<NamedFile[] | null>(null);
/** Whether outputs are being written at this moment. */
export const writing = signal(false);

/** A name that says what a file is for: validation.jsonl, val-2.jsonl, faq-dev.jsonl. */
const HELD_OUT = /(^|[-_. /])(val(id(ation)?)?|dev|held-?out)(?=[-_. \d]|$)/i;

export const isHeldOut = ({ name }: NamedFile): boolean => HELD_OUT.test(name);

/** Whether these are for comparing by their names: unless they are what is being looked at. */
export const mayCompare = (dataset: NamedFile[]): boolean =>
	files.value.length > 0 &&
	dataset.every(isHeldOut) &&
	!files.value.every(isHeldOut);

/**
 * Checks what the user brought; asks first where that would break off work that takes its time, or where it may be meant
 * to be compared with.
 */
export async function arrive(dataset: NamedFile[]): Promise<void> {
	const isFree = !(busy.peek() || writing.peek());
	if (dataset.length === 0 || (isFree && !mayCompare(dataset)))
		return check(dataset);
	waiting.value = dataset;
	announce(
		`${counted(dataset.length, "file")} waiting. What should become of ${dataset.length === 1 ? "it" : "them"}?`,
	);
}

/** What becomes of the files that wait. */
export function decide(on: "check" | "compare" | "stay"): void {
	const dataset = waiting.peek();
	waiting.value = null;
	if (on === "check" && dataset) check(dataset);
	if (on === "compare" && dataset)
		against.value = distinct(dataset, files.peek());
}

/** Checks a data set, whatever is going on. The old report stays, stale, when the files are the same. */
export async function check(dataset: NamedFile[], because = ""): Promise<void> {
	if (dataset.length === 0) {
		const others = passedOver.peek() && `, only ${passedOver.peek()}`;
		notice.value = `There is not ${WANTED} in what you chose${others}.`;
		announce(notice.value);
		return;
	}
	stop();
	const again = dataset === files.peek();
	const started = performance.now();
	batch(() => {
		notice.value = failure.value = splitProblem.value = "";
		files.value = again ? dataset : distinct(dataset);
		phase.value = "running";
		progress.value = null;
		stale.value = report.peek() !== null;
		if (!again) {
			convert.value = false;
			chosen.value = null;
			examples = EXAMPLES;
			changes.value = [];
		}
		revision.value++;
	});
	announce(`${because}Checking ${counted(dataset.length, "file")}.`);
	patience = setTimeout(() => {
		batch(() => {
			busy.value = true;
			// Until now the report of other files was better than an empty page.
			if (!again && stale.peek()) report.value = null;
			if (!again) stale.value = false;
		});
	}, PATIENCE);
	const wish = {
		model: model.peek() || undefined,
		limits: quotas.peek(),
		...fixOptions.peek(),
		convert: convert.peek(),
		groupBy: groupBy.peek(),
		examples,
		split: splitWish.peek(),
	};
	const mine = start(files.peek(), wish, {
		onProgress(now) {
			if (run !== mine || phase.peek() !== "running") return;
			progress.value = now;
			if (now.totalBytes) announceShare(now.bytes / now.totalBytes);
		},
		onPartialReport(partial) {
			if (run === mine && !(again && stale.peek())) {
				report.value = partial;
				stale.value = false;
			}
		},
	});
	run = mine;
	try {
		const checked = await mine.report;
		if (run !== mine) return;
		settle("done", checked, (performance.now() - started) / 1000);
		announce(
			`${because}Done. ${SPOKEN[checked.readiness.verdict]} ${summary(checked)}`,
		);
		if (splitWish.peek() !== wish.split) resplit(splitWish.peek());
	} catch (error) {
		if (run === mine) fail(error as Error);
	}
}

export async function tryExample(): Promise<void> {
	const data = await unpacked("example").blob();
	chooseModel("nova-lite");
	check([{ name: "example.jsonl", data }]);
}

/** Ends the run; what is known so far stays, marked as partial. */
export function cancel(): void {
	const known = stale.peek() ? null : report.peek();
	stop();
	if (known) {
		settle("cancelled", { ...known, complete: false }, 0);
		announce("Cancelled. What you see is a part of the data set.");
	} else {
		reset();
	}
}

/** Back to the empty page. */
export function reset(): void {
	stop();
	waiting.value = null;
	if (!catalogue.peek()) loadCatalogue();
	batch(() => {
		files.value = [];
		report.value = chosen.value = null;
		failure.value = notice.value = splitProblem.value = "";
		convert.value = stale.value = false;
		changes.value = [];
		phase.value = "empty";
	});
	announce("Ready for another file.");
}

/** Takes what a run says anew: a finished write pass, which knows the digests, or a comparison. */
export function adopt(from: Run, newer: Report): void {
	if (from === run) report.value = newer;
}

/** Findings kept of each rule: two and a half pages, unless more are asked for. */
const EXAMPLES = 500;
let examples = EXAMPLES;

/** What is repaired must be there to be seen. */
export function listMore(): void {
	examples *= 20;
	check(files.peek());
}

/** What is read with the records: it takes another check. */
const readWith = () =>
	JSON.stringify([fixOptions.peek(), decisions.peek()?.replace ?? []]);

/** Makes changes, or takes them back, and does again what depends on them; the focus stays with what `id` names. */
export function change(to: readonly Change[], because = "", id = ""): void {
	const before = readWith();
	batch(() => {
		changes.value = to;
		revision.value++;
		if (readWith() !== before) checkAgain(id, because);
		else if (because) announce(because);
	});
}

/** Makes the changes of a file of decisions. */
export function loadDecisions(decided: readonly Change[]): void {
	const known = counted(decided.length, "decision");
	if (files.peek().length > 0) {
		change(withChange(...decided), `${known} loaded. `);
		return;
	}
	notice.value = `There is no data yet for ${known}: first the data, then what was decided.`;
	announce(notice.value);
}

/** Checks the same files. Where the order of things changes the focus is lost: then what `id` names gets it. */
async function checkAgain(id: string, because = ""): Promise<void> {
	await check(files.peek(), because);
	requestAnimationFrame(() => {
		if (document.activeElement === document.body)
			document.getElementById(id)?.focus();
	});
}

/** Takes a change back: the last one, unless another is named. */
export function undo(which = changes.peek().at(-1)): void {
	if (which) change(without(which), `Undone: ${describe(which)}. `);
}

/** Switches the conversion on or off and checks again. */
export function setConvert(wanted: boolean): void {
	convert.value = wanted;
	checkAgain("convert");
}

function stop(): void {
	run?.close();
	run = null;
	clearTimeout(patience);
	busy.value = false;
}

function settle(to: Phase, known: Report, took: number): void {
	clearTimeout(patience);
	batch(() => {
		busy.value = stale.value = false;
		report.value = known;
		seconds.value = took;
		phase.value = to;
		progress.value = null;
	});
}

function fail(error: Error): void {
	stop();
	batch(() => {
		failure.value = error.message || "Something went wrong.";
		stale.value = false;
		phase.value = "failed";
	});
	announce(`Stopped. ${failure.value}`);
}

/** Counts on the page that wait for the split to be recomputed. */
export const splitStale = signal(false);

let splitting = false;
let next: SplitWish | null = null;

/** Recomputes the split; of many wishes in a row only the last one is carried out. */
async function resplit(wanted: SplitWish): Promise<void> {
	next = wanted;
	if (splitting) return;
	splitting = splitStale.value = true;
	while (next) {
		const now: SplitWish = next;
		next = null;
		const mine = run;
		if (!mine) break;
		try {
			const updated = await mine.split(now);
			if (run !== mine) break;
			batch(() => {
				splitProblem.value = "";
				report.value = updated;
				revision.value++;
			});
		} catch (error) {
			if (run === mine) splitProblem.value = (error as Error).message;
		}
	}
	splitting = splitStale.value = false;
}

const isUnsettled = computed(
	() => phase.value === "running" || splitStale.value,
);

/** Resolves once what is known is of the settings and decisions that were made last. */
export async function settled(): Promise<void> {
	// One thing may follow from another.
	while (isUnsettled.peek()) {
		let dispose = () => {};
		await new Promise<void>((done) => {
			dispose = isUnsettled.subscribe((is) => is || done());
		});
		dispose();
	}
}

/** What the verdict stands on, in one sentence. */
export function summary({ counts, readiness, split }: Report): string {
	const records = counted(counts.records, "record");
	if (counts.records === 0) return "There is no record in what you chose.";
	if (counts.invalid > 0)
		return split?.train.sha256
			? `The exported files pass: ${count(counts.invalid)} of ${records} were set aside.`
			: `${count(counts.invalid)} of ${records} would be rejected.`;
	const all =
		counts.records === 1 ? "The one record passes" : `All ${records} pass`;
	return readiness.verdict === "not-ready"
		? `${all}, and the data set as a whole does not.`
		: `${all}.`;
}

const SPOKEN = {
	ready: "Ready.",
	"ready-with-warnings": "Ready, with warnings.",
	"not-ready": "Not ready.",
};

export const shareOf = (now: Progress | null): number =>
	now?.totalBytes ? now.bytes / now.totalBytes : 0;
/** Of what is looked at, in the phase at hand. */
export const shareText = computed(() => percent(shareOf(progress.value)));
/** Of what is read: all of it, once it is being related. */
export const shareDone = computed(() =>
	progress.value?.phase === "relating" ? 1 : shareOf(progress.value),
);
