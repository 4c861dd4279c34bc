/**
 * Saving, in this order: a folder that the user picks; a temporary file of the browser's own (OPFS), handed over as a
 * download; memory, when the data is small. What fails midway leaves no truncated file that looks whole.
 */

import { effect, signal } from "@preact/signals";
import { OUTPUT_FILES } from "../../js/text/output-files";
import { reportPage } from "../../js/text/report-page";
import type { Progress, Report } from "../../js/types";
import {
	type Place,
	type Saved,
	type Output as Written,
	wasCancelled,
} from "../engine/engine";
import { zipped } from "../engine/zip";
import { counted } from "../text/format";
import { announce } from "./announce";
import { changes, isDecision } from "./changes";
import { catalogue, files, report, revision, writing } from "./page";
import { adopt, check, currentRun, settled } from "./run";

export type Output = Written | "page" | "report";

export const FILES: Record<Output, string> = OUTPUT_FILES;

const ZIP = "tuneset-export.zip";

/** A browser keeps Blobs in memory or in its own temporary space; more than this is not asked of it. */
const SMALL = 512 * 2 ** 20;

/** The excluded records are in the user's own files, too: they are exported on request. */
export const wanted = signal<ReadonlySet<Output>>(
	new Set(["train", "validation", "page", "report"]),
);
export const saving = signal<Progress | null>(null);
export const savingProblem = signal("");
export const saved = signal("");
/** Files in the picked folder that would be replaced; the user must confirm. */
export const inTheWay = signal<string[]>([]);

interface FolderPicker {
	showDirectoryPicker?(options: {
		id: string;
		mode: "readwrite";
	}): Promise<FileSystemDirectoryHandle>;
}

export const canPickFolder = (): boolean =>
	typeof (window as FolderPicker).showDirectoryPicker === "function";

let picked: FileSystemDirectoryHandle | null = null;

/** The report, for people or for programs. */
export const isReport = (output: Output): output is "page" | "report" =>
	output === "page" || output === "report";

/** The outputs that there are: no file without a record, and the report alone where nothing is left to train on. */
export const offered = ({ split }: Report): Output[] =>
	(Object.keys(FILES) as Output[]).filter(
		(output) =>
			isReport(output) ||
			((split?.train.records ?? 0) > 0 && (split?.[output]?.records ?? 0) > 0),
	);

/** The outputs that are requested and available. */
export const asked = (): Output[] =>
	report.value
		? offered(report.value).filter((output) => wanted.value.has(output))
		: [];

export async function saveToFolder(): Promise<void> {
	savingProblem.value = saved.value = "";
	inTheWay.value = [];
	try {
		// First thing in the click: browsers allow the picker for about five seconds after it.
		picked =
			(await (window as FolderPicker).showDirectoryPicker?.({
				id: "tuneset",
				mode: "readwrite",
			})) ?? null;
		if (!picked) return;
		const there: string[] = [];
		for (const output of asked())
			if (await exists(picked, FILES[output])) there.push(FILES[output]);
		if (there.length > 0) inTheWay.value = there;
		else await writeInto(picked);
	} catch (error) {
		if ((error as Error).name === "AbortError") return; // the user closed the picker
		problem(error, " Use Download as .zip instead.");
	}
}

export async function replaceExisting(yes: boolean): Promise<void> {
	inTheWay.value = [];
	if (!yes || !picked) return;
	try {
		await writeInto(picked);
	} catch (error) {
		problem(error, "");
	}
}

async function exists(
	folder: FileSystemDirectoryHandle,
	name: string,
): Promise<boolean> {
	try {
		await folder.getFileHandle(name);
		return true;
	} catch (error) {
		if ((error as Error).name === "NotFoundError") return false;
		throw error;
	}
}

async function writeInto(folder: FileSystemDirectoryHandle): Promise<void> {
	const outputs = asked();
	const created: string[] = [];
	const handle = async (output: Output) => {
		const name = FILES[output];
		if (!(await exists(folder, name))) created.push(name);
		return folder.getFileHandle(name, { create: true });
	};
	try {
		const handles: Partial<Record<Written, FileSystemFileHandle>> = {};
		for (const output of outputs)
			if (!isReport(output)) handles[output] = await handle(output);
		if (worthWriting()) await write({ to: "handles", handles });
		for (const output of outputs.filter(isReport)) {
			const stream = await (await handle(output)).createWritable();
			await stream.write(reportIn[output]());
			await stream.close();
		}
	} catch (error) {
		// Files that we made are empty or half: they must not be taken for a result. Those that were there before are untouched.
		for (const name of created) await folder.removeEntry(name).catch(() => {});
		throw error;
	}
	say(`Saved ${counted(outputs.length, "file")} to ${folder.name}.`);
}

/** Without a record to train on there are no files; the report is there all the same. */
const worthWriting = () => (report.value?.split?.train.records ?? 0) > 0;

/** The state of things that was last saved. */
let safe = 0;

/** True if leaving the page loses work: files are being written, or changes that take more than one click are in no file yet. */
export const isUnsaved = (): boolean =>
	writing.value ||
	(safe !== revision.value &&
		changes.value.some(
			(one) => isDecision(one) || (one.does === "fix" && one.rule),
		));

/** Files written for downloading; they hold until something changes. */
let ready: Saved["files"] | null = null;

// Messages and files of one state are out of date in the next.
effect(() => {
	revision.value;
	saved.value = savingProblem.value = "";
	inTheWay.value = [];
	ready = null;
});

/** Hands these files to the browser's own downloads. */
export async function download(outputs: Output[]): Promise<void> {
	await handOver(async () => {
		for (const [name, blob] of await contents(outputs)) offer(blob, name);
		return `Downloaded ${counted(outputs.length, "file")}.`;
	});
}

/** Hands all files over as one archive. */
export async function downloadZip(): Promise<void> {
	await handOver(async () => {
		const files = await contents(asked());
		offer(await zipped(files), ZIP);
		return `Downloaded ${ZIP} with ${counted(files.length, "file")}.`;
	});
}

async function handOver(act: () => Promise<string>): Promise<void> {
	savingProblem.value = saved.value = "";
	try {
		say(await act());
	} catch (error) {
		const picking = canPickFolder()
			? "Save to a folder instead, or run"
			: "Run";
		problem(error, ` ${picking} the command under Advanced.`);
	}
}

/** Writes the files, unless they are written already. */
async function contents(outputs: Output[]): Promise<[string, Blob][]> {
	// The report holds the digests of the files, so they are written even if only the report is requested.
	if (worthWriting() && !ready)
		ready = (await temporarily(sizeOf(report.value), write)).files;
	return outputs.flatMap((output): [string, Blob][] => {
		const blob = isReport(output)
			? new Blob([reportIn[output]()], { type: TYPES[output] })
			: ready?.[output];
		return blob ? [[FILES[output], blob]] : [];
	});
}

const sizeOf = (known: Report | null): number =>
	(known?.files ?? []).reduce((sum, file) => sum + file.bytes, 0);

/** Writes to the browser's own file system, or to memory where that fails and there are not too many bytes. */
async function temporarily(
	size: number,
	write: (place: Place) => Promise<Saved>,
): Promise<Saved> {
	try {
		return await write({ to: "opfs" });
	} catch (error) {
		if (wasCancelled(error)) throw error;
		if (size > SMALL) throw error;
		return write({ to: "memory" });
	}
}

async function write(place: Place): Promise<Saved> {
	if (writing.peek()) throw new Error("The files are being written already.");
	writing.value = true;
	announce("Writing the files.");
	try {
		// A decision made just before counts in the output.
		await settled();
		const run = currentRun();
		if (!run) throw new Error("The run is over: check the files again.");
		const done = await run.write(place, (progress) => {
			saving.value = progress;
		});
		adopt(run, done.report);
		return done;
	} finally {
		writing.value = false;
		saving.value = null;
	}
}

/** A run cannot be stopped in part: it ends, and the same files are checked again. */
export function stopSaving(): void {
	check(files.peek());
}

/** Hands a file to the browser's downloads. */
export function offer(blob: Blob, name: string): void {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	// The browser reads on for a while after the click.
	setTimeout(() => URL.revokeObjectURL(link.href), 10 * 60 * 1000);
}

const reportIn = {
	page: () =>
		report.value ? reportPage(report.value, catalogue.value?.rules ?? []) : "",
	report: () => `${JSON.stringify(report.value, null, 2)}\n`,
};
const TYPES = { page: "text/html", report: "application/json" };

function say(text: string): void {
	safe = revision.value;
	saved.value = text;
	announce(text);
}

function problem(error: unknown, advice: string): void {
	savingProblem.value = wasCancelled(error)
		? "Stopped. Nothing has been saved."
		: `${(error as Error).message}${advice}`;
	announce(savingProblem.value);
}
