import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { preview } from "../../js/text/preview";
import type { Diagnostic } from "../../js/types";
import type { NamedFile } from "../engine/input";
import { editOf } from "../state/changes";
import { allFiles, report } from "../state/page";
import { currentRun } from "../state/run";
import { count, bytes as size } from "../text/format";
import { Scroller } from "../ui/Scroller";
import { Bytes, Text } from "../ui/Text";
import { Changed } from "./FixPreview";
import { LARGEST_SHOWN, useConverted } from "./source";

/** Bytes shown before and after the mark until the user requests more: a record may have megabytes. */
const AROUND = 4 * 1024;

interface Read {
	/** Offset of `before` in the file. */
	start: number;
	before: Uint8Array;
	marked: Uint8Array;
	after: Uint8Array;
	cutBefore: number;
	cutAfter: number;
}

/** The bytes of a finding's record as in the file, with the place marked. */
export function RawRecord({ finding }: { finding: Diagnostic }) {
	const read = useSignal<Read | string | null>(null);
	const around = useSignal(AROUND);
	const mark = useRef<HTMLElement>(null);
	const box = useRef<HTMLElement>(null);
	useEffect(() => {
		let gone = false;
		readAround(finding, around.value).then(
			(found) => {
				if (!gone) read.value = found;
			},
			() => {
				if (!gone)
					read.value = `${finding.file} can no longer be read: it has been changed, moved or deleted since it was checked.`;
			},
		);
		return () => {
			gone = true;
		};
	}, [finding, around.value]);
	useEffect(() => {
		const top = mark.current?.offsetTop ?? 0;
		if (box.current) box.current.scrollTop = top - 60;
	}, [read.value]);
	const found = read.value;
	if (found === null) return null;
	if (typeof found === "string") return <p class="notice">{found}</p>;
	const cut = found.cutBefore + found.cutAfter;
	const edits = finding.fix?.edits;
	return (
		<>
			<Scroller label={`Record at line ${count(finding.line)}`} box={box}>
				{found.cutBefore > 0 && (
					<span class="cut">{size(found.cutBefore)} …</span>
				)}
				<Bytes bytes={found.before} />
				<mark ref={mark} class={found.marked.length ? undefined : "caret"}>
					<Bytes bytes={found.marked} />
				</mark>
				<Bytes bytes={found.after} />
				{found.cutAfter > 0 && (
					<span class="cut">… {size(found.cutAfter)}</span>
				)}
			</Scroller>
			{edits && (
				<>
					<p class="fine">With the fix:</p>
					<Scroller
						label={`Record at line ${count(finding.line)}, with the fix`}
					>
						<Changed
							pieces={preview(together(found), found.start, edits).pieces}
							of="after"
						/>
					</Scroller>
				</>
			)}
			{!finding.edited && <ConvertedRecord {...finding} {...finding.record} />}
			{cut > 0 && (
				<button
					type="button"
					class="link"
					onClick={() => {
						around.value *= 8;
					}}
				>
					Show more of it
				</button>
			)}
		</>
	);
}

type Place = Pick<Diagnostic, "file" | "line"> & {
	byteOffset: number;
	byteLength: number;
};

/** The record as a conversion writes it, or would. */
export function ConvertedRecord(place: Place) {
	const written = useConverted(place);
	const known = report.value;
	const concerned = known?.conversion ?? known?.convertible;
	if (!concerned || written === undefined) return null;
	return (
		<>
			<p class="fine">
				{known?.conversion ? "Converted" : "Converted, it would be"} (
				<span class="mono">{concerned.to}</span>):
			</p>
			<Scroller label={`Record at line ${count(place.line)}, converted`}>
				<Text text={written} />
			</Scroller>
		</>
	);
}

/** A record as in its file. */
export function SourceRecord({ file, line, byteOffset, byteLength }: Place) {
	const read = useSignal<Uint8Array | null>(null);
	useEffect(() => {
		let gone = false;
		const found = allFiles.peek().find((one) => one.name === file);
		const end = byteOffset + Math.min(byteLength, LARGEST_SHOWN);
		if (found)
			textOf(found, byteOffset, end).then(
				(bytes) => {
					if (!gone) read.value = bytes;
				},
				() => {},
			);
		return () => {
			gone = true;
		};
	}, [file, byteOffset, byteLength]);
	if (!read.value) return null;
	return (
		<Scroller label={`Record at line ${count(line)}`}>
			<Bytes bytes={read.value} />
		</Scroller>
	);
}

function together({ before, marked, after }: Read): Uint8Array {
	const bytes = new Uint8Array(before.length + marked.length + after.length);
	bytes.set(before);
	bytes.set(marked, before.length);
	bytes.set(after, before.length + marked.length);
	return bytes;
}

async function readAround(finding: Diagnostic, around: number): Promise<Read> {
	const file = allFiles.peek().find((one) => one.name === finding.file);
	const place = finding.record;
	if (!file || !place) throw new Error("no such file");
	const start = place.byteOffset;
	// Findings of an edited record are about the new text.
	const edit = finding.edited && editOf(finding.file, finding.line);
	const anew = edit ? new TextEncoder().encode(edit.record) : undefined;
	const end = start + (anew?.length ?? place.byteLength);
	const from = Math.min(Math.max(finding.byteOffset, start), end);
	const upto = Math.min(from + Math.min(finding.byteLength, around), end);
	const windowStart = Math.max(start, from - around);
	const windowEnd = Math.min(end, upto + around);
	const all =
		anew?.subarray(windowStart - start, windowEnd - start) ??
		(await textOf(file, windowStart, windowEnd));
	// Cut between characters, or the ends of the window would look like broken UTF-8.
	let head = 0;
	while (windowStart > start && head < 3 && continues(all[head])) head++;
	let tail = all.length;
	if (windowEnd < end) {
		while (tail > 0 && all.length - tail < 3 && continues(all[tail - 1]))
			tail--;
		if ((all[tail - 1] ?? 0) >= 0xc0) tail--;
	}
	return {
		start: windowStart + head,
		before: all.subarray(head, from - windowStart),
		marked: all.subarray(from - windowStart, upto - windowStart),
		after: all.subarray(upto - windowStart, Math.max(tail, upto - windowStart)),
		cutBefore: windowStart + head - start,
		cutAfter: end - windowStart - tail,
	};
}

/** Places are those of the text: of a compressed file only the engine knows it. */
async function textOf(
	file: NamedFile,
	start: number,
	end: number,
): Promise<Uint8Array> {
	const { files = [], overlap } = report.peek() ?? {};
	const all = [...files, ...(overlap?.files ?? [])];
	const known = all.find(({ name }) => name === file.name);
	const run = currentRun();
	if (known?.compressed && run) return run.read(file.name, start, end);
	return new Uint8Array(await file.data.slice(start, end).arrayBuffer());
}

const continues = (byte: number | undefined) => ((byte ?? 0) & 0xc0) === 0x80;
