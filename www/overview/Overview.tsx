import { ModelPage } from "../head/ModelPage";
import { report } from "../state/page";
import { onPage } from "../text/controls";
import { sentence } from "../text/format";
import { Icon } from "../ui/Icon";
import { Glance } from "./Glance";
import { NextSteps } from "./NextSteps";

/** Reasons that only count what the verdict and the issues count too. */
const SAID_ALREADY = new Set([
	"errors-found",
	"warnings-found",
	"records-set-aside",
]);

/** First screen of a check: what to do next, the figures, and what is worth knowing before. */
export const Overview = () => (
	<div class="overview">
		<NextSteps />
		<Glance />
		<WorthKnowing />
		<ModelPage />
	</div>
);

function WorthKnowing() {
	const known = report.value;
	const reasons = (known?.complete ? known.readiness.reasons : []).filter(
		(reason) => !SAID_ALREADY.has(reason.code),
	);
	if (reasons.length === 0) return null;
	return (
		<section class="worth-knowing" aria-labelledby="worth-knowing-name">
			<h2 id="worth-knowing-name">Worth knowing</h2>
			<ul class="reasons">
				{reasons.map((reason) => (
					<li key={reason.code} class={`is-${reason.severity}`}>
						<Icon name={reason.severity} />
						<span>{sentence(onPage(reason.message))}</span>
					</li>
				))}
			</ul>
		</section>
	);
}
