import type { EvaluationReport } from "../../js/types";
import { tenths } from "../text/format";

/** Each model's score as a bar, with the interval that it lies in with 95% confidence. */
export function Intervals({
	report: { base, tuned },
}: {
	report: EvaluationReport;
}) {
	const rows = [
		{ name: "Base", measured: base?.scores?.measured, isMain: false },
		{ name: "Fine-tuned", measured: tuned.scores?.measured, isMain: true },
	];
	return (
		<div class="intervals">
			{rows.map(
				({ name, measured, isMain }) =>
					measured && (
						<div key={name} class={`interval-row${isMain ? " is-main" : ""}`}>
							<span>{name}</span>
							<span class="interval-track" aria-hidden="true">
								<span
									class="interval-bar"
									style={{ width: `${measured.mean * 100}%` }}
								/>
								<span
									class="interval-whisker"
									style={{
										left: `${measured.low * 100}%`,
										width: `${(measured.high - measured.low) * 100}%`,
									}}
								/>
							</span>
							<span class="numeral">
								{tenths(measured.mean)}{" "}
								<span class="interval">
									{tenths(measured.low)} to {tenths(measured.high)}
								</span>
							</span>
						</div>
					),
			)}
		</div>
	);
}
