import { afterPage, checkStrays, strays, strayWords } from "../state/measure";
import { SubTabs } from "../ui/SubTabs";
import { Evaluation } from "./Evaluation";
import { Metrics } from "./Metrics";

const PAGES = [
	["metrics", "Metrics"],
	["evaluate", "Evaluate"],
] as const;

/** Mode for a model that is trained: its loss curves, and how good its answers are. */
export function AfterTraining() {
	const page = afterPage.value;
	return (
		<div class="after-training">
			<h1 class="sr">After training</h1>
			<Strays />
			<SubTabs
				label="After training"
				id="after"
				tabs={PAGES}
				chosen={page}
				choose={(name) => {
					afterPage.value = name;
				}}
			>
				{page === "metrics" ? <Metrics /> : <Evaluation />}
			</SubTabs>
		</div>
	);
}

const Strays = () =>
	strays.value.length > 0 && (
		<div class="notice" role="alert">
			<p>{strayWords(strays.value)}</p>
			<button type="button" onClick={checkStrays}>
				Check as training data
			</button>
		</div>
	);
