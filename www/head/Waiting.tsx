import { decide, isValidation, mayCompare } from "../state/arrival";
import { busy, waiting, writing } from "../state/page";
import { isUnsaved } from "../state/saving";
import { counted } from "../text/format";

/** Files that came while there is work going on. */
export function Waiting() {
	const dataset = waiting.value;
	if (!dataset) return null;
	const [first] = dataset;
	const one = dataset.length === 1;
	const isComparable = mayCompare(dataset);
	const kind = dataset.some(isValidation) ? "validation file" : "test file";
	return (
		<section class="notice waiting" aria-label="Files that wait">
			<p class="break">
				{one ? first?.name : counted(dataset.length, "file")}
				{one ? " waits." : " wait."}{" "}
				{isComparable &&
					`By ${one ? "its name it is a" : "their names they are"} ${kind}${one ? "" : "s"}, which must not be part of the training data. `}
				{busy.value && "The files at hand are still being checked."}
				{writing.value && "The results are still being written."}
				{!busy.value &&
					!writing.value &&
					isUnsaved() &&
					"Your changes to the data at hand are in no file yet."}
			</p>
			{isComparable && (
				<>
					<button
						type="button"
						class="primary"
						onClick={() => decide("compare")}
					>
						Use as {kind}
						{one ? "" : "s"}
					</button>
					<button type="button" onClick={() => decide("merge")}>
						Add to the data
					</button>
				</>
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
