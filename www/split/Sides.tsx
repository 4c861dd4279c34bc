import { useSignal } from "@preact/signals";
import type { Split, Stratum } from "../../js/types";
import { count, share } from "../text/format";
import { More } from "../ui/More";

/** Classes shown before the user requests the rest. */
const FIRST = 12;

const SIDES = ["train", "validation"] as const;

/** Numbers of both sides, all records and those of each class, with a pair of bars for each. */
export function Sides({ train, validation, strata }: Split) {
	const more = useSignal(false);
	const classes = (validation && strata?.strata) || [];
	const all = { train: train.records, validation: validation?.records ?? 0 };
	const usable = all.train + all.validation;
	const shares = classes.flatMap((one) =>
		SIDES.map((side) => one[side] / Math.max(all[side], 1)),
	);
	const longest = Math.max(...shares, 0.0001);
	const row = (
		name: string,
		one: Pick<Stratum, "train" | "validation">,
		of: typeof all,
		full: number,
	) => (
		<tr key={name}>
			<th scope="row" class="side-class" title={name}>
				{name}
			</th>
			<td class="side-bars" aria-hidden="true">
				{SIDES.map((side) => (
					<span
						key={side}
						class={`side-bar is-${side}`}
						style={{
							width: `${(one[side] / Math.max(of[side], 1) / full) * 100}%`,
						}}
					/>
				))}
			</td>
			{SIDES.map((side) => (
				<td key={side} data-testid={of === all ? undefined : `split-${side}`}>
					{count(one[side])} <small>{share(one[side], of[side])}</small>
				</td>
			))}
		</tr>
	);
	return (
		<>
			<table class="split-table sides-table" data-testid="strata">
				<thead>
					<tr>
						<th scope="col">
							{classes.length > 0
								? `Class distribution by ${strata?.by} (${strata?.stratified ? "stratified" : "not stratified"})`
								: "Set"}
						</th>
						<td />
						<th scope="col">
							<span class="side-key is-train" /> Train
						</th>
						<th scope="col">
							<span class="side-key is-validation" /> Validation
						</th>
					</tr>
				</thead>
				<tbody>
					{row("Records", all, { train: usable, validation: usable }, 1)}
					{(more.value ? classes : classes.slice(0, FIRST)).map((one) =>
						row(one.label ?? "no class", one, all, longest),
					)}
				</tbody>
			</table>
			<More all={more} total={classes.length} first={FIRST} />
		</>
	);
}
