import type { ClassScores } from "../../js/types";
import { count } from "../text/format";
import { Wide } from "../ui/Wide";

/** Beyond so many classes, columns have numbers in the place of names. */
const NAMED = 8;

/** Confusion matrix as a heat map: classes of the references against those of the answers. Without a matrix, the most frequent confusions. */
export function Confusion({
	classes,
	scores: { confusion, mostConfused },
}: {
	classes: { name: string }[];
	scores: ClassScores;
}) {
	if (mostConfused.length === 0) return null;
	const isNumbered = classes.length > NAMED;
	return (
		<details class="examples-box">
			<summary>Confusion matrix</summary>
			{confusion && (
				<Wide label="Confusion matrix">
					<table class="confusion">
						<caption class="sr">
							Rows: reference. Columns: answer of the fine-tuned model.
						</caption>
						<thead>
							<tr>
								<th scope="col">reference ↓ answer →</th>
								{classes.map(({ name }, index) => (
									<th key={name} scope="col" title={name}>
										{isNumbered ? index + 1 : name}
									</th>
								))}
								<th scope="col">not a known class</th>
							</tr>
						</thead>
						<tbody>
							{confusion.map((row, reference) => {
								const all = row.reduce((sum, times) => sum + times, 0);
								return (
									<tr key={classes[reference]?.name}>
										<th scope="row">
											{isNumbered && `${reference + 1} `}
											{classes[reference]?.name}
										</th>
										{row.map((times, answer) => (
											<td
												key={answer}
												class={
													times === 0
														? "none"
														: answer === reference
															? "right"
															: "wrong"
												}
												style={{ "--heat": times / Math.max(all, 1) }}
											>
												{count(times)}
											</td>
										))}
									</tr>
								);
							})}
						</tbody>
					</table>
				</Wide>
			)}
			<p>Most frequent confusions:</p>
			<ul>
				{mostConfused.map(({ reference, answer, count: times }) => (
					<li key={`${reference}\n${answer}`} class="break">
						<b>{reference}</b> answered as{" "}
						{answer === undefined ? "no known class" : <b>{answer}</b>}:{" "}
						{count(times)}
					</li>
				))}
			</ul>
		</details>
	);
}
