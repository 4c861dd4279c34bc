import type { PlanReport } from "../../js/types";
import { Field } from "./Field";
import { Table } from "./Table";

/** Where AWS's own numbers, the user's and the data's come from; all else is to be replaced by the user. */
const isUnverified = ({ source }: PlanReport["cost"]["prices"][number]) =>
	source.startsWith("Unverified");

/** Costs of the chosen model, and the prices that they are made from. */
export function Costs({ made: { cost, model } }: { made: PlanReport }) {
	if (!model) return null;
	return (
		<div class="plan-costs">
			<Table
				caption={`Estimated cost of ${model.name}`}
				heads={["Item", "USD", "Calculation"]}
				rows={cost.items
					.filter(({ applies }) => applies)
					.map(({ title, text, how }) => [title, text, how])}
			/>
			<p>{cost.decides}</p>
			{cost.notes.map((note) => (
				<p key={note} class="quiet-text">
					{note}
				</p>
			))}
			<details>
				<summary>Edit prices and assumptions</summary>
				<div class="plan-prices">
					{cost.prices.map((price) => (
						<Field
							key={price.name}
							group="prices"
							name={price.name}
							label={`${price.label}, ${price.unit}`}
							usual={String(price.value)}
							from={isUnverified(price) ? "unverified, enter your price" : ""}
							note={[
								price.source,
								price.asOf && `read ${price.asOf}`,
								price.note,
							]
								.filter(Boolean)
								.join("; ")}
							numeric
						/>
					))}
				</div>
			</details>
		</div>
	);
}
