import { decide, mayCompare } from "../state/arrival";
import { busy, waiting, writing } from "../state/page";
import { isUnsaved } from "../state/saving";
import { counted } from "../text/format";

/** Files that came while there is work going on. */
export function Waiting() {
	const dataset = waiting.value;
	if (!dataset) return null;
	const [first] = dataset;
	const one = dataset.length === 1;
	return (
		<section class="notice waiting" aria-label="Files that wait">
			<p class="break">
				{one ? first?.name : counted(dataset.length, "file")}
				{one ? " waits." : " wait."}{" "}
				{mayCompare(dataset) &&
					`By ${one ? "its name it is" : "their names they are"} for validation. `}
				{busy.value && "The files at hand are still being checked."}
				{writing.value && "The results are still being written."}
				{!busy.value &&
					!writing.value &&
					isUnsaved() &&
					"Your changes to the data at hand are in no file yet."}
			</p>
			{mayCompare(dataset) && (
				<button type="button" class="primary" onClick={() => decide("compare")}>
					Compare with {one ? "it" : "them"}
				</button>
			)}
			<button type="button" onClick={() => decide("check")}>
				{one ? "Check it" : "Check them"} now instead
			</button>
			<button type="button" onClick={() => decide("stay")}>
				Stay with what is here
			</button>
		</section>
	);
}
