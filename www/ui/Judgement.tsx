import type { MetricsVerdict } from "../../js/types";
import { onPage } from "../text/controls";
import { Icon, type IconName } from "./Icon";
import { Inline } from "./Markdown";

/** A verdict with the sentences that led to it, and what to do. */
export const Judgement = ({
	title,
	icon,
	verdict,
}: {
	title: string;
	icon: IconName;
	verdict: Pick<MetricsVerdict, "summary" | "reasons" | "advice">;
}) => (
	<div class="judgement">
		<div class={`verdict-words is-${icon}`}>
			<span class="verdict-sign">
				<Icon name={icon} />
			</span>
			<h3>{title}</h3>
			<p>{verdict.summary}</p>
		</div>
		{verdict.reasons.length > 0 && (
			<ul class="judgement-reasons">
				{verdict.reasons.map((reason) => (
					<li key={reason}>{onPage(reason)}</li>
				))}
			</ul>
		)}
		{verdict.advice.length > 0 && (
			<>
				<h4>What to do</h4>
				<ol class="judgement-advice">
					{verdict.advice.map((sentence) => (
						<li key={sentence}>
							<Inline text={onPage(sentence)} />
						</li>
					))}
				</ol>
			</>
		)}
	</div>
);
