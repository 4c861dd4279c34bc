import { useSignal } from "@preact/signals";
import type { Split } from "../js/types";
import { count, counted, sentence, share } from "./format";
import { Panel } from "./Panel";
import { PlaceField } from "./PlaceField";
import { Strata } from "./Strata";
import { saving } from "./saving";
import { allowed, groupBy, seed, stratifyBy, validation } from "./settings";
import { chosenModel, report, splitProblem, splitStale } from "./state";

/** Who goes to training and who to validation; changing it rereads nothing. */
export function SplitPanel() {
	const split = report.value?.split;
	if (!split) return null;
	const usable = split.train.records + (split.validation?.records ?? 0);
	if (usable === 0) return null;
	const places = report.value?.stats.places ?? [];
	const takesValidation = chosenModel.value?.validationFile.value !== false;
	return (
		<Panel
			number={4}
			name="Split"
			note={`seed ${split.seed}`}
			waiting={splitStale.value}
		>
			{takesValidation && (
				// What is being written must not change under way.
				<fieldset class="split-controls" disabled={saving.value !== null}>
					<legend class="sr">How to split</legend>
					<ShareField />
					<SeedField />
					<PlaceField
						name="groupBy"
						label="Group by"
						setting={groupBy}
						words={[]}
						places={places}
						hint="A key, as /customer: one value, one side"
						wrong="Write the way to a key as /customer or /metadata/source."
					/>
					<PlaceField
						name="stratifyBy"
						label="Same shares of"
						setting={stratifyBy}
						words={["auto", "off"]}
						places={places}
						hint="auto, off, or a key as /label"
						wrong="Write auto, off, or the way to a key as /label."
					/>
				</fieldset>
			)}
			{splitProblem.value && (
				<p class="notice" role="alert">
					{splitProblem.value}
				</p>
			)}
			<table class="split-table">
				<caption class="sr">Records on each side</caption>
				<thead>
					<tr>
						<th scope="col">Side</th>
						<th scope="col">Records</th>
						<th scope="col">Share</th>
					</tr>
				</thead>
				<tbody>
					<Side name="Train" records={split.train.records} of={usable} />
					{split.validation && (
						<Side
							name="Validation"
							records={split.validation.records}
							of={usable}
						/>
					)}
				</tbody>
			</table>
			{split.validation && split.strata && <Strata {...split.strata} />}
			{split.groupBy && <Groups {...split.groupBy} />}
			{split.note && <p class="lead">{sentence(split.note)}</p>}
			{split.validation && (
				<p class="quiet-text">
					{split.leakage === 0
						? "Leakage 0: no record has a copy, a near-copy, its question or its group on the other side."
						: `Leakage ${count(split.leakage)}: so many validation records are related to a training record.`}
				</p>
			)}
		</Panel>
	);
}

const Side = ({
	name,
	records,
	of,
}: {
	name: string;
	records: number;
	of: number;
}) => (
	<tr>
		<th scope="row">{name}</th>
		<td data-testid={`split-${name.toLowerCase()}`}>{count(records)}</td>
		<td>{share(records, of)}</td>
	</tr>
);

/** A slider for shares, and a field that takes what the command line takes. */
function ShareField() {
	const typed = useSignal<string | null>(null);
	const text = typed.value ?? validation.value;
	const wrong = !allowed("validation", text);
	const set = (value: string) => {
		typed.value = value;
		if (allowed("validation", value)) validation.value = value;
	};
	return (
		<div class="split-field share">
			<label for="share">Validation</label>
			<div class="split-inputs">
				<input
					type="range"
					aria-label="Validation share in percent"
					min={0}
					max={50}
					value={sliderValue(validation.value)}
					onInput={(event) => set(`${event.currentTarget.value}%`)}
				/>
				<input
					id="share"
					class="numeral"
					size={6}
					inputMode="decimal"
					value={text}
					aria-invalid={wrong}
					aria-describedby="share-hint"
					onInput={(event) => set(event.currentTarget.value.replace(/\s/g, ""))}
					onBlur={() => {
						typed.value = null;
					}}
				/>
			</div>
			<p class="hint" id="share-hint">
				{wrong
					? "Write a share as 20% or a number of records as 500."
					: "20% or 500 records; 0 for none"}
			</p>
		</div>
	);
}

const Groups = ({
	pointer,
	groups,
	largest,
	without,
}: NonNullable<Split["groupBy"]>) => (
	<p class="lead" data-testid="groups">
		{groups === 0 ? (
			<>
				No record has a value at <code class="break">{pointer}</code>: nothing
				is grouped.
			</>
		) : (
			<>
				{counted(groups, "group")} by <code class="break">{pointer}</code>,{" "}
				{groups === 1 ? "of" : "the largest of"} {counted(largest, "record")}
				{without > 0 &&
					`; ${counted(without, "record has", "records have")} no value there, and each stands for itself`}
				.
			</>
		)}
	</p>
);

function SeedField() {
	const typed = useSignal<string | null>(null);
	const text = typed.value ?? seed.value;
	const ok = (value: string) =>
		allowed("seed", value) && Number.isSafeInteger(Number(value));
	return (
		<div class="split-field">
			<label for="seed">Seed</label>
			<div class="split-inputs">
				<input
					id="seed"
					class="numeral"
					size={8}
					inputMode="numeric"
					value={text}
					aria-invalid={!ok(text)}
					aria-describedby="seed-hint"
					onInput={(event) => {
						const value = event.currentTarget.value.trim();
						typed.value = value;
						if (ok(value)) seed.value = String(Number(value));
					}}
					onBlur={() => {
						typed.value = null;
					}}
				/>
			</div>
			<p class="hint" id="seed-hint">
				{ok(text)
					? "The same seed, the same split"
					: "A whole number from 0 to 9,007,199,254,740,991."}
			</p>
		</div>
	);
}

/** Where the slider stands: a count has no place on it and leaves it at the nearest end. */
function sliderValue(text: string): number {
	const number = Number.parseFloat(text);
	if (text.endsWith("%")) return Math.round(number);
	return number < 1 ? Math.round(number * 100) : 50;
}
