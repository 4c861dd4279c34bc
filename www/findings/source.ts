/** The record of a finding, as text. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SourceRecord } from "../../js/run/run";
import type { Diagnostic } from "../../js/types";
import { editOf } from "../state/changes";
import { report } from "../state/page";
import { currentRun } from "../state/run";

/** The largest record that is shown in other ways than by its bytes. */
export const LARGEST_SHOWN = 1 << 20;

/** Nothing yet, nothing at all, or the record of a finding as it is in the file. */
export function useSource(
	finding: Diagnostic,
): SourceRecord | null | undefined {
	const source = useSignal<SourceRecord | null | undefined>(undefined);
	const { file, line, record } = finding;
	useEffect(() => {
		let gone = false;
		const set = (found: SourceRecord | null) => {
			if (!gone) source.value = found;
		};
		const run = currentRun();
		if (!run || !record || record.byteLength > LARGEST_SHOWN) set(null);
		else run.recordAt(file, line, record.byteOffset).then(set, () => set(null));
		return () => {
			gone = true;
		};
	}, [file, line, record?.byteOffset]);
	return source.value;
}

/** The text that is checked and exported: the user's own, if the record was edited. */
export const textOf = (
	{ file, line }: Pick<Diagnostic, "file" | "line">,
	source: SourceRecord,
): string => {
	const mine = editOf(file, line);
	return mine?.digest === source.digest ? mine.record : source.text;
};

interface Place {
	file: string;
	byteOffset: number;
	byteLength: number;
}

/** The record as a conversion writes it, or would; nothing where there is none. */
export function useConverted(
	place: Place | false | undefined,
): string | undefined {
	const written = useSignal<string | undefined>(undefined);
	const concerned = report.value?.conversion ?? report.value?.convertible;
	const { file = "", byteOffset = 0, byteLength = 0 } = place || {};
	useEffect(() => {
		let gone = false;
		const run = currentRun();
		if (!concerned || !run || !place || byteLength > LARGEST_SHOWN) return;
		run.converted(file, byteOffset, byteOffset + byteLength).then(
			(text) => {
				if (!gone) written.value = text;
			},
			() => {}, // the file is gone, which its record reports
		);
		return () => {
			gone = true;
		};
	}, [file, byteOffset, byteLength, concerned]);
	return written.value;
}
