import { metrics } from "../state/measure";
import { Evaluation } from "./Evaluation";
import { Metrics } from "./Metrics";

/** Mode for a finished job: its metrics, and the answers of the tuned model. */
export const AfterTraining = () => (
	<div class="after-training">
		<h1 class={metrics.value ? "sr" : undefined}>After training</h1>
		{!metrics.value && (
			<p class="lead">
				Drop the metrics files of a finished job anywhere on this page: what the
				losses say, and if more epochs would help. To compare answers, choose
				their files below. No model is called.
			</p>
		)}
		<Metrics />
		<Evaluation />
	</div>
);
