import { useSignal } from "@preact/signals";
import type {
	Conversion as Converted,
	Convertible,
	Mappable,
	Report,
} from "../../js/types";
import { chosenModel, convert, phase, report } from "../state/page";
import { setConvert } from "../state/run";
import { count, counted } from "../text/format";
import { Button } from "../ui/Button";
import { ConvertedRecord, SourceRecord } from "./Record";

/** Records of another layout: their layouts, and one button that converts them to the model's format. */
export function Conversion() {
	const known: Report | null = report.value;
	if (!known) return null;
	const { convertible, conversion, mappable } = known;
	if (convert.value && conversion) return <Done {...conversion} />;
	return (
		<>
			{convertible && <Offer {...convertible} />}
			{mappable && <MappingOffer key={mappable.keys.join()} {...mappable} />}
		</>
	);
}

/** Flat records of no known layout: the user chooses the keys of question and answer. */
function MappingOffer({ keys, prompt, completion }: Mappable) {
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
		<section class="conversion" aria-label="Conversion by keys">
			<p>
				These records are in no known layout. Which keys hold the question and
				the answer? What the others hold is left behind, and named. Your file
				stays as it is.
			</p>
			<p class="mapping">
				{select("prompt", "Question")} {select("completion", "Answer")}
			</p>
			<Button
				id="map"
				class="primary"
				off={phase.value !== "done" || isTwice}
				onClick={() => setConvert(true, chosen.value)}
			>
				Convert by these keys
			</Button>
			{isTwice && (
				<p class="notice">One key cannot hold both: choose another one.</p>
			)}
		</section>
	);
}

function Offer({ to, from }: Convertible) {
	const [first] = from;
	const records = from.reduce((all, one) => all + one.records, 0);
	const source = from.length === 1 ? ` from ${first?.title}` : "";
	const model = chosenModel.value?.name;
	return (
		<section class="conversion" aria-label="Conversion">
			<p>
				{from
					.map(({ title, records: some }) => counted(some, `${title} record`))
					.join(", ")}
				: not what is wanted here, but what they say can be carried over, and
				what cannot is named. Your file stays as it is.
			</p>
			<Button
				id="convert"
				class="primary"
				off={phase.value !== "done"}
				onClick={() => setConvert(true)}
			>
				Convert {counted(records, "record")}
				{source} to {model ? `the format of ${model}` : to}
			</Button>
			{first && <First {...first.first} />}
		</section>
	);
}

/** The first of them, before and after. */
function First(place: Convertible["from"][number]["first"]) {
	const open = useSignal(false);
	return (
		<details
			class="conversion-first"
			onToggle={(event) => {
				open.value = event.currentTarget.open;
			}}
		>
			<summary>
				The first one before and after (line {count(place.line)})
			</summary>
			{open.value && (
				<>
					<SourceRecord {...place} />
					<ConvertedRecord {...place} />
				</>
			)}
		</details>
	);
}

const Done = (conversion: Converted) => (
	<section class="conversion" aria-label="Conversion">
		<p>
			{converted(conversion)}
			{conversion.notConverted > 0 && " The findings say why."}
			{Object.keys(conversion.lost).length > 0 &&
				` Left behind: ${list(conversion.lost)}.`}
		</p>
		<Button
			id="convert"
			class="quiet"
			off={phase.value !== "done"}
			onClick={() => setConvert(false)}
		>
			Undo the conversion
		</Button>
	</section>
);

/** Describes the conversion in a sentence, for the accounting, too. */
export function converted({ to, from, notConverted }: Converted): string {
	const done =
		Object.keys(from).length > 0
			? `Converted to ${to}: ${list(from)}`
			: `Nothing was converted to ${to}`;
	return notConverted > 0
		? `${done}; ${counted(notConverted, "record")} could not be.`
		: `${done}.`;
}

const list = (numbers: Record<string, number>) =>
	Object.entries(numbers)
		.map(([name, number]) => `${count(number)} ${name}`)
		.join(", ");
