import type { ClusterRecord } from "../js/types";
import { ACTIONS, decideOn, decisions, FILE, isDecided } from "./decisions";
import { count } from "./format";
import { placeText } from "./SideBySide";
import { offer, saving } from "./saving";

/** Keeps a record or drops it, whatever the rule for copies says. */
export const Decide = ({ records }: { records: ClusterRecord[] }) => (
	<div class="decide">
		{records.map((record) => (
			<span key={placeText(record)}>
				{placeText(record)}
				{ACTIONS.map((action) => (
					<button
						key={action}
						type="button"
						aria-pressed={isDecided(record, action)}
						aria-label={`${action} ${placeText(record)}`}
						disabled={saving.value !== null}
						onClick={() => decideOn(record, action)}
					>
						{action}
					</button>
				))}
			</span>
		))}
	</div>
);

/** What was decided so far, to be taken to the command line. */
export function Decided() {
	const made = decisions.value;
	return made ? (
		<p data-testid="decisions">
			By decision:{" "}
			{ACTIONS.map((action) => (
				<span key={action}>
					{action} {count(made[action]?.length ?? 0)}
					{" · "}
				</span>
			))}
			<button
				type="button"
				class="link"
				onClick={() => offer(new Blob([JSON.stringify(made, null, 2)]), FILE)}
			>
				Save {FILE}
			</button>
		</p>
	) : null;
}
