import type { ClassScores } from "../../js/types";
import { count } from "../text/format";
import { Wide } from "../ui/Wide";

/** The most columns of a readable table; beyond, the most frequent confusions are listed instead. */
const WIDEST = 12;

/** Confusion matrix: expected classes against answered ones. */
export function Confusion({
	classes,
	scores: { confusion, mostConfused },
}: {
	classes: { name: string }[];
	scores: ClassScores;
}) {
	if (mostConfused.length === 0) return null;
	return (
		<details class="examples-box">
			<summary>What was taken for what</summary>
			{confusion && classes.length <= WIDEST ? (
				<Wide label="What was taken for what">
					<table class="confusion">
						<caption class="sr">
							Rows: what is right. Columns: what the tuned model answered.
						</caption>
						<thead>
							<tr>
								<th scope="col">right ↓ answered →</th>
								{classes.map(({ name }) => (
									<th key={name} scope="col">
										{name}
									</th>
								))}
								<th scope="col">none of these</th>
							</tr>
						</thead>
						<tbody>
							{confusion.map((row, right) => (
								<tr key={classes[right]?.name}>
									<th scope="row">{classes[right]?.name}</th>
									{row.map((times, answered) => (
										<td
											key={answered}
											class={
												answered === right
													? "right"
													: times > 0
														? "wrong"
														: "none"
											}
										>
											{count(times)}
										</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</Wide>
			) : (
				<ul>
					{mostConfused.map(({ reference, answer, count: times }) => (
						<li key={`${reference}\n${answer}`} class="break">
							<b>{reference}</b> for{" "}
							{answer === undefined ? "none of the classes" : <b>{answer}</b>}:{" "}
							{count(times)}
						</li>
					))}
				</ul>
			)}
		</details>
	);
}
