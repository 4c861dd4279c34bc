import type { ClusterRecord } from "../../js/types";
import { changes, keyOf, withChange, without } from "../state/changes";
import { change } from "../state/run";
import { saving } from "../state/saving";
import { Button } from "../ui/Button";
import { placeText } from "./SideBySide";

/** Keeps a record or drops it, regardless of the rule for copies; the same decision again takes it back. */
export const Decide = ({ records }: { records: ClusterRecord[] }) => (
	<div class="decide">
		{records.map((record) => (
			<span key={placeText(record)}>
				{placeText(record)}
				{(["keep", "drop"] as const).map((does) => {
					const { file, line, digest } = record;
					const wanted = { does, of: { file, line, digest } };
					const made = changes.value.some(
						(one) => one.does === does && keyOf(one) === keyOf(wanted),
					);
					return (
						<Button
							key={does}
							aria-pressed={made}
							aria-label={`${does} ${placeText(record)}`}
							off={saving.value !== null}
							onClick={() =>
								change(made ? without(wanted) : withChange(wanted))
							}
						>
							{does}
						</Button>
					);
				})}
			</span>
		))}
	</div>
);
