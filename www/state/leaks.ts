/** Records that the data and a file of the user both have: left out of one side or of the other. */

import { batch, computed, signal } from "@preact/signals";
import { reasonsInWords } from "../../js/text/set-aside";
import { start } from "../engine/engine";
import type { NamedFile } from "../engine/input";
import { count, counted } from "../text/format";
import { announce } from "./announce";
import { compareWith } from "./comparison";
import { against, dropOverlap, files, revision, shareOf } from "./page";
import { runOptions } from "./run";
import { offer, temporarily } from "./saving";

/** Share of the work on the user's file; null while none is done. */
export const cleaning = signal<number | null>(null);
interface Said {
	words: string;
	failed: boolean;
	/** The files that are compared with then. */
	of: readonly NamedFile[];
}

const last = signal<Said | null>(null);
/** What became of the file, or why nothing did; null once others are compared with. */
export const cleaned = computed(() =>
	last.value?.of === against.value ? last.value : null,
);

/** Leaves them out of training, or keeps them again. */
export function dropFromData(does: boolean): void {
	batch(() => {
		dropOverlap.value = does;
		revision.value++;
	});
}

/** Writes the file without them, hands that over as a download, and compares with it from then on. */
export async function dropFromFile(): Promise<void> {
	const theirs = against.peek();
	const [file] = theirs;
	if (!file || theirs.length > 1 || cleaning.peek() !== null) return;
	const options = runOptions();
	const split = {
		...options.split,
		validation: "0",
		decisions: undefined,
		dedupe: "off" as const,
		dropOverlap: true,
	};
	const listen = (now: Parameters<typeof shareOf>[0]) => {
		cleaning.value = shareOf(now);
	};
	cleaning.value = 0;
	announce(`Writing ${file.name} without the leaking records.`);
	// The other way round: the file is the data, and our data is what it is compared with.
	const run = start(
		theirs,
		{ ...options, groupBy: "", examples: 1, split },
		{ onProgress: listen, onPartialReport() {} },
	);
	try {
		await run.report;
		await run.compare(files.peek(), listen);
		const { report, files: written } = await temporarily(
			file.data.size,
			(place) => run.write(place, listen),
		);
		if (against.peek() !== theirs) return;
		const data = written.train;
		if (!data || !report.split) throw new Error("No record would be left.");
		const name = `${file.name.replace(/\.[^/]*$/, "").replace(/[^\w.-]+/g, "-")}-clean.jsonl`;
		offer(data, name);
		const left = reasonsInWords(report.split.setAside)
			.map(([reason, rows]) => `${count(rows)} ${reason}`)
			.join(", ");
		compareWith([{ name, data }]);
		say(
			`Downloaded ${name} with ${counted(report.split.train.records, "record")}. Left out: ${left}.`,
		);
	} catch (error) {
		say((error as Error).message, true);
	} finally {
		run.close();
		cleaning.value = null;
	}
}

function say(words: string, failed = false): void {
	last.value = { words, failed, of: against.peek() };
	announce(words);
}
