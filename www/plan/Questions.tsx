import type { PlanReport } from "../../js/types";
import { type as set, typed } from "../state/plan";
import { count } from "../text/format";
import { Icon, type IconName } from "../ui/Icon";
import { Field } from "./Field";
import { Table } from "./Table";

const ICONS: Record<PlanReport["advice"]["verdict"], IconName> = {
	"not-yet": "warning",
	maybe: "info",
	yes: "ready",
};

const answerTo = (name: string): string => typed.value.answers[name] ?? "";

/** Questions that the data cannot answer, one line each. */
export const Questions = ({ made: { advice, cost } }: { made: PlanReport }) => (
	<div class="questions">
		{advice.questions.map(({ name, text, choices, looks }) => (
			<fieldset key={name} class="question">
				<legend>{text}</legend>
				{[...choices, { value: "", text: "Not sure" }].map(
					({ value, text: choice }) => (
						<label key={value}>
							<input
								type="radio"
								name={`question-${name}`}
								// The plan that has the answer is still being made.
								checked={answerTo(name) === value}
								onChange={() => set("answers", name, value)}
							/>
							{choice}
							{looks === value && !answerTo(name) && (
								<span class="plan-default">detected</span>
							)}
						</label>
					),
				)}
			</fieldset>
		))}
		<Field
			group="other"
			name="requests"
			label="Expected requests per day"
			usual={String(cost.requestsPerDay)}
			numeric
		/>
	</div>
);

/** The answer to whether fine-tuning is right, and the facts behind it. */
export function Advice({ made: { advice } }: { made: PlanReport }) {
	const icon = ICONS[advice.verdict];
	const size = advice.sizes.find(({ yours }) => yours);
	// The summary contains the reason with the greatest weight.
	const reasons = advice.reasons.filter(
		({ message }) => !advice.summary.endsWith(message),
	);
	return (
		<div class="plan-advice">
			<div class={`verdict-words is-${icon}`}>
				<span class="verdict-sign">
					<Icon name={icon} />
				</span>
				<h3>Is fine-tuning the right choice?</h3>
				<p>{advice.summary}</p>
			</div>
			<details>
				<summary>Reasons and alternatives</summary>
				<ul class="plan-list">
					{reasons.map(({ message }) => (
						<li key={message}>{message}</li>
					))}
					{size && (
						<li>
							{size.title}: {count(size.min)}–{count(size.max)} examples
							{size.each === "class" && " per class"} recommended; {size.yours}.
						</li>
					)}
				</ul>
				<Table
					caption="Compare with alternatives"
					heads={["Approach", "Set-up", "Cost", "When"]}
					rows={advice.alternatives.map(({ title, setUp, cost, when }) => [
						title,
						setUp,
						cost,
						when,
					])}
				/>
			</details>
		</div>
	);
}
