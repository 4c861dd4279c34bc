/** Run over the data set: started, cancelled, split anew, checked again after changes. */

import { batch, computed, effect } from "@preact/signals";
import { WANTED } from "../../js/io/folder";
import type { Report } from "../../js/types";
import { CANNOT_READ, readsFiles } from "../engine/disk";
import { unpacked } from "../engine/embedded-data";
import {
	type Dedupe,
	load,
	type Run,
	type RunOptions,
	type SplitOptions,
	start,
} from "../engine/engine";
import { distinct, type NamedFile, passedOver } from "../engine/input";
import { counted } from "../text/format";
import { announce, announceShare } from "./announce";
import {
	type Change,
	changes,
	convert,
	decisions,
	describe,
	fixOptions,
	mapping,
	withChange,
	without,
} from "./changes";
import { classFilter } from "./class-filter";
import { asked, notUnderstood } from "./link";
import {
	against,
	busy,
	catalogue,
	failure,
	files,
	hasValidationFile,
	notice,
	type Phase,
	phase,
	progress,
	quotas,
	report,
	revision,
	seconds,
	splitOptions,
	splitProblem,
	splitStale,
	stale,
	validationCount,
	validationFiles,
	waiting,
} from "./page";
import {
	chooseModel,
	dedupe,
	groupBy,
	mediaGroups,
	model,
	stratifyBy,
} from "./settings";
import { summary, title } from "./summary";
import { exporting, tab } from "./view";

/** Quick work must not flicker: progress shows from this many milliseconds on. */
const PATIENCE = 300;

let run: Run | null = null;
let patience: ReturnType<typeof setTimeout> | undefined;

/** Returns the current run, which records and exports are read from. */
export const currentRun = (): Run | null => run;

/** Loads the catalogue and, with it, the first worker. */
export function open(): void {
	loadCatalogue();
	readsFiles().then((does) => {
		if (!does) notice.value = CANNOT_READ;
	});
	const pointers = () => [
		groupBy.value,
		mediaGroups.value,
		stratifyBy.value.startsWith("/") && stratifyBy.value,
	];
	// Values at pointers are read with the records.
	const rules = () =>
		JSON.stringify([model.value, quotas.value, ...pointers()]);
	let lastRules = rules();
	effect(() => {
		if (rules() === lastRules) return;
		lastRules = rules();
		if (phase.peek() !== "empty") check(files.peek());
	});
	effect(() => {
		const wanted = splitOptions.value;
		if (phase.peek() === "done") resplit(wanted);
	});
}

function loadCatalogue(): void {
	load().then(
		(loaded) => {
			catalogue.value = loaded;
			// A link or an old setting may name a model that this version does not have.
			if (loaded.models.some((one) => one.id === model.value)) return;
			if (model.value)
				notUnderstood.value = [...notUnderstood.value, `model=${model.value}`];
			chooseModel("");
		},
		(error: Error) => fail(error),
	);
}

/** Checks a data set, whatever is going on. The old report stays, stale, when the files are the same. */
export async function check(
	dataset: NamedFile[],
	because = "",
	validation: NamedFile[] = [],
): Promise<void> {
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
		files.value = again ? dataset : distinct([...dataset, ...validation]);
		phase.value = "running";
		progress.value = null;
		stale.value = report.peek() !== null;
		if (!again) {
			classFilter.value = null;
			examples = EXAMPLES;
			changes.value = asked.changes;
			asked.changes = [];
			validationFiles.value = files.value.slice(dataset.length);
			hasValidationFile.value = validation.length > 0;
			against.value = [];
			exporting.value = false;
			scrollTo(0, 0);
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
	const options = runOptions();
	const mine = start(files.peek(), options, {
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
		announce(`${because}Done. ${title(checked)}. ${summary(checked)}`);
		if (splitOptions.peek() !== options.split) resplit(splitOptions.peek());
	} catch (error) {
		if (run === mine) fail(error as Error);
	}
}

/** What the data are checked by now. */
export const runOptions = (): RunOptions => ({
	model: model.peek() || undefined,
	limits: quotas.peek(),
	...fixOptions.peek(),
	convert: convert.peek(),
	map: mapping.peek(),
	groupBy: groupBy.peek(),
	mediaGroups: mediaGroups.peek(),
	examples,
	validationFiles: validationCount.peek(),
	split: splitOptions.peek(),
});

export async function tryExample(): Promise<void> {
	const data = await unpacked("example").blob();
	chooseModel("nova-lite");
	check([{ name: "example.jsonl", data }]);
}

/** Ends the run; partial results stay, marked as such. */
export function cancel(): void {
	const known = stale.peek() ? null : report.peek();
	stop();
	if (known) {
		settle("cancelled", { ...known, complete: false }, 0);
		announce("Canceled. The results are partial.");
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
		files.value = validationFiles.value = against.value = [];
		hasValidationFile.value = false;
		report.value = classFilter.value = null;
		failure.value = notice.value = splitProblem.value = "";
		stale.value = false;
		changes.value = [];
		phase.value = "empty";
		tab.value = "overview";
		exporting.value = false;
	});
	announce("Ready for another file.");
}

/** Takes over a newer report: of a finished write pass, which has the digests, or of a comparison. */
export function adopt(from: Run, newer: Report): void {
	if (from === run) report.value = newer;
}

/** Findings kept of each rule: two and a half pages, unless the user requests more. */
const EXAMPLES = 500;
let examples = EXAMPLES;

/** Lists more findings of each rule, so that each repaired one can be seen. */
export function listMore(): void {
	examples *= 20;
	check(files.peek());
}

/** Changes that take another check, since they are read with the records. */
const readWith = () =>
	JSON.stringify([
		convert.peek(),
		mapping.peek(),
		fixOptions.peek(),
		decisions.peek()?.replace ?? [],
	]);

/** Makes or reverts changes, and repeats the work that depends on them; the focus stays on the element `id`. */
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

/**
 * Checks the same files. Where the order of things changes the focus is lost: then what `id` names gets it, or
 * the tab.
 */
export async function checkAgain(id: string, because = ""): Promise<void> {
	await check(files.peek(), because);
	requestAnimationFrame(() => {
		if (document.activeElement === document.body)
			(
				document.getElementById(id) ?? document.getElementById("tab-panel")
			)?.focus();
	});
}

/** Takes a change back: the last one, unless another is named. */
export function undo(which = changes.peek().at(-1)): void {
	if (!which) return;
	batch(() => {
		if (which.does === "dedupe") dedupe.value = which.from;
		change(without(which), `Undone: ${describe(which)}. `);
	});
}

/** Decides what becomes of near-duplicates. */
export function setDedupe(to: Dedupe): void {
	const before = changes.peek().find((one) => one.does === "dedupe");
	const from = before?.from ?? dedupe.peek();
	const made = { does: "dedupe", from, to } as const;
	batch(() => {
		dedupe.value = to;
		change(from === to ? without(made) : withChange(made));
	});
}

/** Switches the conversion on or off, by keys that the user named if any, and checks again. */
export function setConvert(
	wanted: boolean,
	map: Record<string, string> = {},
): void {
	const conversion = { does: "convert", map } as const;
	const to = wanted ? withChange(conversion) : without(conversion);
	change(to, "", "convert");
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

let splitting = false;
let next: SplitOptions | null = null;

/** Recomputes the split; of many requests in a row only the last one is carried out. */
async function resplit(wanted: SplitOptions): Promise<void> {
	next = wanted;
	if (splitting) return;
	splitting = splitStale.value = true;
	while (next) {
		const now: SplitOptions = next;
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

/** Resolves once the results match the latest settings and decisions. */
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
