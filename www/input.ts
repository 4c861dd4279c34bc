/** Files out of drops, choosers and the clipboard. */

/** One file of the data set; files keep the order they came in. */
export interface NamedFile {
	name: string;
	data: Blob;
}

/** What a folder is searched for; a file dropped by itself is taken whatever its name. */
const DATA =
	/\.(jsonl|json|ndjson)$|(^|\/)(step_wise_training|validation)_metrics\.csv$/i;

/**
 * Starts collecting what was dropped or pasted. A `DataTransfer` is empty after the first `await`, so everything is
 * taken from it before this returns; only folders are walked later.
 */
export function collect(transfer: DataTransfer): Promise<NamedFile[]> {
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
	return Promise.all(
		entries.map((entry) =>
			entry instanceof File ? [named(entry)] : walk(entry, ""),
		),
	).then((lists) => lists.flat());
}

/** What a file chooser holds. Folders choose everything in them, so only data files are kept of these. */
export function chosen(input: HTMLInputElement): NamedFile[] {
	const files = [...(input.files ?? [])];
	const kept = input.webkitdirectory
		? files.filter((file) => DATA.test(file.name))
		: files;
	return kept.map(named).sort(input.webkitdirectory ? byName : () => 0);
}

export const pasted = (text: string): NamedFile => ({
	name: "pasted.jsonl",
	data: new Blob([text]),
});

const named = (file: File): NamedFile => ({
	name: file.webkitRelativePath || file.name,
	data: file,
});

const byName = (a: NamedFile, b: NamedFile) =>
	a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

async function walk(
	entry: FileSystemEntry,
	folder: string,
): Promise<NamedFile[]> {
	const path = folder + entry.name;
	if (entry.isFile) {
		if (!DATA.test(entry.name)) return [];
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
	return lists.flat().sort(byName);
}
