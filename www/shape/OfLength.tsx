import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { LengthPage } from "../../js/run/run";
import { range } from "../../js/text/histogram";
import type { HistogramBar } from "../../js/types";
import { lookAtLine } from "../state/issues";
import { files, report } from "../state/page";
import { currentRun } from "../state/run";
import { show } from "../state/view";
import { count, counted } from "../text/format";
import { Pages } from "../ui/Pager";

/** Records on a page. */
const SIZE = 50;

/** The records of a bar of the lengths; each leads to its line. */
export function OfLength({
	bar: { from, to },
	close,
}: {
	bar: HistogramBar;
	close(): void;
}) {
	const page = useSignal<LengthPage | null>(null);
	const start = useSignal(0);
	const known = report.value;
	useEffect(() => {
		start.value = 0;
	}, [from, to]);
	useEffect(() => {
		let gone = false;
		const below = Math.min(to, Number.MAX_SAFE_INTEGER);
		currentRun()
			?.recordsOfLength({ least: from, below, from: start.value, size: SIZE })
			.then(
				(found) => {
					if (!gone) page.value = found;
				},
				() => {}, // the run has ended: another one is on its way
			);
		return () => {
			gone = true;
		};
	}, [from, to, start.value, known]);
	const shown = page.value;
	if (!shown) return null;
	return (
		<section class="of-length" aria-labelledby="of-length">
			<div class="of-length-head">
				<h3 id="of-length">
					{counted(shown.count, "record")} with {range({ from, to })} tokens
				</h3>
				<button type="button" class="link" onClick={close}>
					Close
				</button>
			</div>
			<ul>
				{shown.records.map(({ file, line }) => (
					<li key={`${file}:${line}`}>
						<button
							type="button"
							class="link"
							onClick={() => {
								lookAtLine(file, line);
								show("issues");
							}}
						>
							{files.value.length > 1 && `${file}, `}line {count(line)}
						</button>
					</li>
				))}
			</ul>
			<Pages
				name="records"
				from={start.value}
				size={SIZE}
				total={shown.count}
				go={(to) => {
					start.value = to;
				}}
			/>
		</section>
	);
}
