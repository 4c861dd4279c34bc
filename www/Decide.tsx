import type { ClusterRecord } from "../js/types";
import {
	decideOn,
	decisionOn,
	decisions,
	FILE,
	forgetDecisions,
} from "./decisions";
import { count, counted } from "./format";
import { placeText } from "./SideBySide";
import { offer, saving } from "./saving";

const ACTIONS = [
	["keep", "Keep"],
	["drop", "Drop"],
] as const;

/** Keeps a record or drops it, whatever the rule for copies says. */
export const Decide = ({ records }: { records: ClusterRecord[] }) => (
	<div class="decide">
		<span>By decision</span>
		{records.map((record) => (
			<span key={placeText(record)}>
				{placeText(record)}{" "}
				{ACTIONS.map(([action, name]) => (
					<button
						key={action}
						type="button"
						aria-pressed={decisionOn(record) === action}
						aria-label={`${name} ${placeText(record)}`}
						disabled={saving.value !== null}
						onClick={() => decideOn(record, action)}
					>
						{name}
					</button>
				))}
			</span>
		))}
	</div>
);

/** What was decided so far, to be taken to the command line. */
export function Decided() {
	const made = decisions.value;
	if (!made) return null;
	const { keep = [], drop = [] } = made;
	return (
		<p class="quiet-text" data-testid="decisions">
			By decision {counted(keep.length, "record is", "records are")} kept and{" "}
			{count(drop.length)} dropped.{" "}
			<button
				type="button"
				class="link"
				onClick={() =>
					offer(new Blob([`${JSON.stringify(made, null, 2)}\n`]), FILE)
				}
			>
				Save {FILE}
			</button>{" "}
			<button type="button" class="link" onClick={forgetDecisions}>
				Forget them
			</button>
		</p>
	);
}
