import { useSignal } from "@preact/signals";
import type { Convertible, Mappable } from "../../js/types";
import { ConvertedRecord, SourceRecord } from "../findings/Raw";
import { phase, report } from "../state/page";
import { setConvert } from "../state/run";
import { count } from "../text/format";
import { Button } from "../ui/Button";

/** Flat records of no known layout: the user chooses the keys of question and answer. */
export function MappingOffer({ keys, prompt, completion }: Mappable) {
	const chosen = useSignal({ prompt, completion });
	const isTwice = chosen.value.prompt === chosen.value.completion;
	const select = (part: keyof typeof chosen.value, label: string) => (
		<span class="field">
			<label for={`map-${part}`}>{label}</label>
			<select
				id={`map-${part}`}
				value={chosen.value[part]}
				onChange={(event) => {
					chosen.value = { ...chosen.value, [part]: event.currentTarget.value };
				}}
			>
				{keys.map((key) => (
					<option key={key} value={key}>
						{key}
					</option>
				))}
			</select>
		</span>
	);
	return (
		<section class="conversion" aria-label="Conversion by fields">
			<p>
				These records are in no known layout. Which fields hold the prompt and
				the answer? Other fields are dropped, and listed. Your file is not
				changed.
			</p>
			<p class="mapping">
				{select("prompt", "Prompt")} {select("completion", "Answer")}
			</p>
			<Button
				id="map"
				class="primary"
				off={phase.value !== "done" || isTwice}
				onClick={() => setConvert(true, chosen.value)}
			>
				Convert with these fields
			</Button>
			{isTwice && <p class="notice">Choose two different fields.</p>}
		</section>
	);
}

/** The first record to convert, before and after. */
export function ConvertedFirst() {
	const [one] = report.value?.convertible?.from ?? [];
	return one ? <First {...one.first} /> : null;
}

function First(place: Convertible["from"][number]["first"]) {
	const open = useSignal(false);
	return (
		<details
			class="conversion-first"
			onToggle={(event) => {
				open.value = event.currentTarget.open;
			}}
		>
			<summary>Preview: line {count(place.line)} before and after</summary>
			{open.value && (
				<>
					<SourceRecord {...place} />
					<ConvertedRecord {...place} />
				</>
			)}
		</details>
	);
}
