import { chosenModel, report, splitProblem, splitStale } from "../state/page";
import { saving } from "../state/saving";
import {
	groupBy,
	mediaGroups,
	seed,
	stratifyBy,
	validation,
} from "../state/settings";
import { count, counted, sentence } from "../text/format";
import { Panel } from "../ui/Panel";
import { SettingField } from "./SettingField";
import { Sides } from "./Sides";

/** Shares of training and validation; changing them rereads nothing. */
export function SplitPanel() {
	const split = report.value?.split;
	if (!split) return null;
	const usable = split.train.records + (split.validation?.records ?? 0);
	if (usable === 0) return null;
	const places = report.value?.stats.repeatingPointers ?? [];
	const media = report.value?.duplicates.media;
	const takesValidation = chosenModel.value?.validationFile.value !== false;
	return (
		<Panel name="Split" note={`seed ${split.seed}`} waiting={splitStale.value}>
			{takesValidation && (
				// The split must not change while files are written.
				<fieldset class="split-controls" disabled={saving.value !== null}>
					<legend class="sr">How to split</legend>
					<SettingField
						name="validation"
						id="share"
						label="Validation"
						setting={validation}
						size={6}
						hint="20% or 500 records; 0 for none"
						wrong="Write a share as 20% or a number of records as 500."
					>
						<input
							type="range"
							aria-label="Validation share in percent"
							min={0}
							max={50}
							value={sliderValue(validation.value)}
							onInput={(event) => {
								validation.value = `${event.currentTarget.value}%`;
							}}
						/>
					</SettingField>
					<SettingField
						name="seed"
						label="Seed"
						setting={seed}
						size={8}
						hint="The same seed, the same split"
						wrong="A whole number up to 9,007,199,254,740,991."
					/>
					<SettingField
						name="groupBy"
						label="Group by"
						setting={groupBy}
						size={14}
						hint="A key, as /customer"
						places={places}
					/>
					<SettingField
						name="stratifyBy"
						label="Same shares of"
						setting={stratifyBy}
						size={14}
						hint="auto, off or a key, as /label"
						places={["auto", "off", ...places]}
					/>
					{media && (
						<label class="media-groups">
							<input
								type="checkbox"
								checked={mediaGroups.value === "on"}
								onChange={(event) => {
									mediaGroups.value = event.currentTarget.checked
										? "on"
										: "off";
								}}
							/>{" "}
							Keep records with the same media together
						</label>
					)}
				</fieldset>
			)}
			{splitProblem.value && (
				<p class="notice" role="alert">
					{splitProblem.value}
				</p>
			)}
			<Sides {...split} />
			{split.groupBy && (
				<p class="quiet-text" data-testid="groups">
					{counted(split.groupBy.groups, "group")} by {split.groupBy.pointer};{" "}
					{count(split.groupBy.ungrouped)} records have none
				</p>
			)}
			{media && (
				<p class="quiet-text" data-testid="media">
					{counted(
						media.files,
						"image, video or document is",
						"images, videos or documents are",
					)}{" "}
					named by {counted(media.records, "record")}, which{" "}
					{media.keptTogether ? "stay on one side" : "may be parted"}
				</p>
			)}
			{split.note && <p class="lead">{sentence(split.note)}</p>}
			{split.validation && (
				<p class="quiet-text">
					{split.leakage === 0
						? "Leakage 0: what is related stands on one side."
						: `Leakage: ${count(split.leakage)} records are related to the other side.`}
				</p>
			)}
		</Panel>
	);
}

/** Position of the slider: a count has none and leaves it at the nearest end. */
function sliderValue(text: string): number {
	const number = Number.parseFloat(text);
	if (text.endsWith("%")) return Math.round(number);
	return number < 1 ? Math.round(number * 100) : 50;
}
