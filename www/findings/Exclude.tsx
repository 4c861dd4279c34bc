import { useSignal } from "@preact/signals";
import type { SourceRecord } from "../../js/run/run";
import type { Diagnostic } from "../../js/types";
import { changes, withChange, without } from "../state/changes";
import { files, phase } from "../state/page";
import { change, currentRun } from "../state/run";
import { Button } from "../ui/Button";
import { textOf } from "./source";

/** Leaves the record out of the export, or takes it in again. */
export function Exclude({
	finding,
	source,
}: {
	finding: Diagnostic;
	source: SourceRecord;
}) {
	/** True once the record turned out to be no valid one. */
	const isInvalid = useSignal(false);
	const isRefused =
		!finding.fixed && (finding.severity === "error" || isInvalid.value);
	const { file, line } = finding;
	const off = phase.value !== "done";
	const made = changes.value.find(
		(one) =>
			one.does === "drop" && one.of.file === file && one.of.line === line,
	);
	if (made)
		return (
			<Button off={off} onClick={() => change(without(made), "Included. ")}>
				Include record
			</Button>
		);
	if (!files.value.some(({ name }) => name === file)) return null;
	if (isRefused)
		return (
			<span class="fine" role="status">
				Excluded from the export until it is fixed.
			</span>
		);
	const exclude = async () => {
		try {
			const judged = await currentRun()?.judge(file, textOf(finding, source));
			const digest = judged?.digest;
			if (digest === undefined) isInvalid.value = true;
			else
				change(
					withChange({ does: "drop", of: { file, line, digest } }),
					"Excluded. ",
				);
		} catch {
			// The run has ended: another one is on its way.
		}
	};
	return (
		<Button off={off} onClick={exclude}>
			Exclude record
		</Button>
	);
}
