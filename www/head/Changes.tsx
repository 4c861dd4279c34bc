import { computed } from "@preact/signals";
import {
	type Change,
	changes,
	decisions,
	describe,
	FILE,
	isDecision,
	keyOf,
} from "../state/changes";
import { report } from "../state/page";
import { undo } from "../state/run";
import { offer } from "../state/saving";
import { count } from "../text/format";
import { Paged } from "../ui/Pager";

/** List of the changes, each with undo; decisions and edits can be saved to a file for the command line. */
export function Changes() {
	const made = changes.value;
	if (made.length === 0) return null;
	const all = decisions.value;
	return (
		<details class="changes" data-testid="changes">
			<summary>Your changes ({count(made.length)})</summary>
			<ol>
				<Paged items={made} name="changes">
					{(one) => (
						<li key={keyOf(one)}>
							<span class="break">
								{describe(one)}
								{obstacle(one)}
							</span>{" "}
							<button
								type="button"
								class="link"
								aria-label={`Undo: ${describe(one)}`}
								onClick={() => takeBack(one)}
							>
								Undo
							</button>
						</li>
					)}
				</Paged>
			</ol>
			<p class="fine">
				Ctrl+Z undoes the last one.{" "}
				{all && (
					<>
						<button
							type="button"
							class="link"
							onClick={() =>
								offer(new Blob([JSON.stringify(all, null, 2)]), FILE)
							}
						>
							Save {FILE}
						</button>
						{" to continue later: drop it here together with the data."}
					</>
				)}
			</p>
		</details>
	);
}

const placeOf = ({ file, line }: { file: string; line: number }): string =>
	`${line} ${file}`;

/** Reasons for which changes were not applied, by kind and place. */
const obstacles = computed(
	() =>
		new Map(
			report.value?.split?.decisions?.notApplied.map((one) => [
				`${one.action} ${placeOf(one)}`,
				`: not done, ${one.why}`,
			]),
		),
);

const obstacle = (one: Change): string =>
	(isDecision(one) && obstacles.value.get(`${one.does} ${placeOf(one.of)}`)) ||
	"";

/** The button goes with its change: the focus must not. */
function takeBack(one: Change): void {
	undo(one);
	requestAnimationFrame(() =>
		document
			.querySelector<HTMLElement>(".changes summary, .verdict")
			?.focus({ preventScroll: true }),
	);
}
