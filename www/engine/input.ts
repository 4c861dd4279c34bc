/** Files out of drops, choosers and the clipboard. */

import { signal } from "@preact/signals";
import { inWords, sortOut } from "../../js/io/folder";

/** One file of the data set; files keep the order they came in. */
export interface NamedFile {
	name: string;
	data: Blob;
}

/** Taken from folders besides the records: what a finished job writes. */
const METRICS = /(^|\/)(step_wise_training|validation)_metrics\.csv$/i;

/** Skipped files of a folder, in words; '' if there are none. */
export const passedOver = signal("");

/**
 * Starts collecting dropped or pasted files. A `DataTransfer` is empty after the first `await`, so everything is taken from it
 * before this returns; only folders are walked later.
 */
export function collect(transfer: DataTransfer): Promise<NamedFile[]> {
	passedOver.value = "";
	const entries: (FileSystemEntry | File)[] = [];
	for (const item of transfer.items) {
		if (item.kind !== "file") continue;
		const entry = item.webkitGetAsEntry?.();
		const file = item.getAsFile();
		if (entry?.isDirectory) entries.push(entry);
		else if (file) entries.push(file);
	}
	if (entries.length === 0) entries.push(...transfer.files);
	const text = entries.length === 0 ? transfer.getData("text/plain") : "";
	if (text) return Promise.resolve([pasted(text)]);
	return gathered(entries);
}

async function gathered(
	entries: (FileSystemEntry | File)[],
): Promise<NamedFile[]> {
	const found = await Promise.all(
		entries.map(async (entry) =>
			entry instanceof File ? [named(entry)] : dataOf(await walk(entry, "")),
		),
	);
	return found.flat();
}

/** Returns the files of a chooser. A folder chooses everything in it, so that only its data files are kept. */
export function chosenFiles(input: HTMLInputElement): NamedFile[] {
	passedOver.value = "";
	const files = [...(input.files ?? [])].map(named);
	return input.webkitdirectory ? dataOf(files) : files;
}

function dataOf(files: NamedFile[]): NamedFile[] {
	const sorting = sortOut(files, ({ name }) => name, METRICS);
	const words = inWords(sorting.passedOver);
	passedOver.value = [passedOver.peek(), words].filter(Boolean).join(", ");
	return sorting.data;
}

export const pasted = (text: string): NamedFile => ({
	name: "pasted.jsonl",
	data: new Blob([text]),
});

const named = (file: File): NamedFile => ({
	name: file.webkitRelativePath || file.name,
	data: file,
});

/** Every file below an entry. */
async function walk(
	entry: FileSystemEntry,
	folder: string,
): Promise<NamedFile[]> {
	const path = folder + entry.name;
	if (entry.isFile) {
		const file = await new Promise<File>((done, fail) =>
			(entry as FileSystemFileEntry).file(done, fail),
		);
		return [{ name: path, data: file }];
	}
	const reader = (entry as FileSystemDirectoryEntry).createReader();
	const found: FileSystemEntry[] = [];
	for (;;) {
		// Chromium hands out at most 100 entries a call.
		const batch = await new Promise<FileSystemEntry[]>((done, fail) =>
			reader.readEntries(done, fail),
		);
		if (batch.length === 0) break;
		found.push(...batch);
	}
	const lists = await Promise.all(found.map((one) => walk(one, `${path}/`)));
	return lists.flat();
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
