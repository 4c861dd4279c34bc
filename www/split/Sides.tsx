import { useSignal } from "@preact/signals";
import type { Split, Stratum } from "../../js/types";
import { count, share } from "../text/format";
import { More } from "../ui/More";

/** Classes shown before the user requests the rest. */
const FIRST = 12;

/** Numbers of both sides: all records, and those of each class. */
export function Sides({ train, validation, strata }: Split) {
	const more = useSignal(false);
	const classes = (validation && strata?.strata) || [];
	const all = { train: train.records, validation: validation?.records ?? 0 };
	const row = (
		name: string,
		one: Pick<Stratum, "train" | "validation">,
		of: typeof all,
	) => (
		<tr key={name}>
			<th scope="row" class="break">
				{name}
			</th>
			{(["train", "validation"] as const).map((side) => (
				<td key={side} data-testid={of === all ? undefined : `split-${side}`}>
					{count(one[side])} <small>{share(one[side], of[side])}</small>
				</td>
			))}
		</tr>
	);
	const usable = all.train + all.validation;
	return (
		<>
			<table class="split-table" data-testid="strata">
				<thead>
					<tr>
						<th scope="col">
							{classes.length > 0
								? `${strata?.stratified ? "Same shares" : "Shares"} by ${strata?.by}`
								: "Side"}
						</th>
						<th scope="col">Train</th>
						<th scope="col">Validation</th>
					</tr>
				</thead>
				<tbody>
					{row("Records", all, { train: usable, validation: usable })}
					{(more.value ? classes : classes.slice(0, FIRST)).map((one) =>
						row(one.label ?? "no class", one, all),
					)}
				</tbody>
			</table>
			<More all={more} total={classes.length} first={FIRST} />
		</>
	);
}
