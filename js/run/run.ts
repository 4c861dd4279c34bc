/** One data set: checked once, split any number of times, written on request. */

import type { WrittenFiles } from "../engine/outputs.ts";
import type { NamedSource } from "../io/source.ts";
import type { Cluster, FileLine, Report } from "../types/index.ts";
import type { PickedFile } from "../types/public.ts";
import type { OutputOptions } from "./options.ts";

/**
 * Target of an output: 'blob' keeps it, `{ opfs: name }` keeps it in the browser's private file system,
 * a string is a path (Node only).
 */
export type Target =
	| "blob"
	| { opfs: string }
	| { path: string; overwrite: boolean; lock?: { check(): void } }
	| PickedFile
	| WritableStream<Uint8Array>;

export interface Targets {
	train: Target;
	validation?: Target;
	setAside?: Target;
	/** The report as files, shown last, the last of them as the sign that all are whole (Node only). */
	reports?: { target: Target; text(report: Report): string }[];
}

/** A record, to be edited. */
export interface SourceRecord {
	/** Trimmed text; U+FFFD for bytes that are not text. */
	text: string;
	/** `Replaced.digest` of an edit of it. */
	digest: string;
}

export interface JudgedText {
	/** On one line, if it can be. */
	text: string;
	/** Of it alone; places are those of the text as it was given. */
	report: Report;
	/** `Decided.digest` of the record; absent if it is not one record without an error. */
	digest?: string;
}

/** The wanted page of the clusters of duplicates: of those with a record of a kind, in an order. */
export interface GroupQuery {
	kind: keyof GroupPage["kinds"];
	/** As in the files, most records first, most similar first, or least similar first. */
	sort: "file" | "size" | "most" | "least";
	from: number;
	size: number;
	/** Records listed of each cluster beside its representative, at most. */
	members: number;
}

export interface GroupPage {
	/** Number of clusters that match. */
	count: number;
	/** Number of clusters by kind of their records; one with several kinds counts for each. */
	kinds: Record<"all" | "exact" | "normalized" | "near", number>;
	clusters: Cluster[];
}

/** The wanted page of the records of a bar of the histogram of tokens. */
export interface LengthQuery {
	/** Its bounds. */
	least: number;
	below: number;
	from: number;
	size: number;
}

export interface LengthPage {
	/** Number of records in the bar. */
	count: number;
	records: FileLine[];
}

/** Every method rejects with a `TunesetError`; after `close`, which may come at any time, with ABORTED. */
export interface Run {
	/** Reads every byte once. */
	check(inputs: NamedSource[]): Promise<Report>;
	/**
	 * Compares the checked data with these files, instead of any earlier ones; with none, ends the comparison. The input is not
	 * read again. For `line`, `read` and `converted` these files are numbered behind the inputs.
	 */
	compare(against: NamedSource[]): Promise<Report>;
	/** Recomputes outputs and verdict by other options without reading anything again. */
	split(options: OutputOptions): Promise<Report>;
	/** A page of the clusters of duplicates. */
	duplicateGroups(query: GroupQuery): Promise<GroupPage>;
	/** A page of the valid records whose length falls into a bar. */
	recordsOfLength(query: LengthQuery): Promise<LengthPage>;
	/**
	 * Reads everything a second time and writes the outputs.
	 *
	 * @param again the inputs once more, where streams were not kept
	 */
	write(
		targets: Targets,
		again?: NamedSource[],
	): Promise<{ report: Report; files: WrittenFiles }>;
	/** The bytes of one line of the file with that index, without its end. Lines count from 1. */
	line(file: number, line: number): Promise<Uint8Array>;
	/** A range of the text of the file with that index, unpacked where it is compressed. */
	read(file: number, start: number, end: number): Promise<Uint8Array>;
	/** Converts the record in that range; nothing if it stays the same or cannot be converted. */
	converted(
		file: number,
		start: number,
		end: number,
	): Promise<string | undefined>;
	/** The record that begins on a line, the one that holds the byte at `at` of the file's text where several do. */
	recordAt(
		file: number,
		line: number,
		at: number,
	): Promise<SourceRecord | null>;
	/** Findings in a text, were it to replace a record of that file. */
	judge(file: number, text: string): Promise<JudgedText>;
	/** Stops all work and frees all memory. */
	close(): void;
}
