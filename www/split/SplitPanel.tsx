import {
	chosenModel,
	hasValidationFile,
	report,
	splitProblem,
	splitStale,
} from "../state/page";
import { saving } from "../state/saving";
import {
	groupBy,
	mediaGroups,
	seed,
	stratifyBy,
	validation,
} from "../state/settings";
import { haveValidation } from "../state/validation-file";
import { onPage } from "../text/controls";
import { count, counted, sentence } from "../text/format";
import { Panel } from "../ui/Panel";
import { Comparison } from "./Comparison";
import { KeyField, SettingField } from "./SettingField";
import { Sides } from "./Sides";

/** Shares of training and validation, or a validation file of the user; changing them rereads nothing. */
export function SplitPanel() {
	const split = report.value?.split;
	if (!split) return null;
	const usable = split.train.records + (split.validation?.records ?? 0);
	const media = report.value?.duplicates.media;
	const takesValidation = chosenModel.value?.validationFile.value !== false;
	const isOwn = hasValidationFile.value;
	return (
		<Panel
			name="Split"
			note={isOwn ? undefined : `seed ${split.seed}`}
			waiting={splitStale.value}
		>
			{takesValidation && (
				// The split must not change while files are written.
				<fieldset class="split-source" disabled={saving.value !== null}>
					<legend class="sr">Validation</legend>
					{(
						[
							[false, "Split this file"],
							[true, "I have a validation file"],
						] as const
					).map(([own, label]) => (
						<label key={label}>
							<input
								type="radio"
								name="split-source"
								checked={isOwn === own}
								onChange={() => haveValidation(own)}
							/>{" "}
							{label}
						</label>
					))}
				</fieldset>
			)}
			{isOwn && <Comparison />}
			{usable === 0 && (
				<p class="lead">Nothing to split yet: no record is valid.</p>
			)}
			{takesValidation && !isOwn && usable > 0 && <Controls />}
			{splitProblem.value && (
				<p class="notice" role="alert">
					{splitProblem.value}
				</p>
			)}
			{usable > 0 && <Sides {...split} />}
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
			{split.note && <p class="lead">{sentence(onPage(split.note))}</p>}
			{split.validation && !isOwn && (
				<p class="quiet-text">
					{split.leakage === 0
						? "Leakage check: no related records across train and validation."
						: `Leakage: ${count(split.leakage)} validation records are related to training records.`}
				</p>
			)}
			{!isOwn && <Comparison />}
		</Panel>
	);
}

function Controls() {
	const keys = report.value?.stats.repeatingPointers ?? [];
	const isUsual =
		seed.value === "42" && !groupBy.value && stratifyBy.value === "auto";
	return (
		<fieldset class="split-controls" disabled={saving.value !== null}>
			<legend class="sr">How to split</legend>
			<SettingField
				name="validation"
				id="share"
				label="Validation set"
				setting={validation}
				size={8}
				hint="A percentage (20%) or a number of records (500); 0 for none"
				wrong="type a percentage below 100%, such as 20%, or a number of records, such as 500."
			/>
			<details class="split-advanced" open={!isUsual}>
				<summary>Advanced: seed, groups, classes</summary>
				<div class="split-fields">
					<SettingField
						name="seed"
						label="Random seed"
						setting={seed}
						size={10}
						hint="The same seed gives the same split"
						wrong="type a whole number up to 9,007,199,254,740,991."
					/>
					<KeyField
						id="groupBy"
						label="Group by"
						setting={groupBy}
						words={[["", "nothing"]]}
						keys={keys}
						hint="Records with the same value stay on one side"
					/>
					<KeyField
						id="stratifyBy"
						label="Stratify by"
						setting={stratifyBy}
						words={[
							["auto", "answer classes (automatic)"],
							["off", "nothing"],
						]}
						keys={keys}
						hint="Both sides get the same shares of each class"
					/>
					{report.value?.duplicates.media && (
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
				</div>
			</details>
		</fieldset>
	);
}
