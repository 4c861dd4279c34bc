import { count, counted } from "./format";
import { convert, phase, report, setConvert } from "./state";

/** Records of another layout: what they are, and one button that turns them into what the model takes. */
export function Conversion() {
	const known = report.value;
	if (!known) return null;
	const { convertible, conversion } = known;
	const busy = phase.value !== "done";
	if (convert.value && conversion)
		return (
			<section class="conversion" aria-label="Conversion">
				<p>
					{sum(conversion.from) > 0
						? `Converted to ${conversion.to}: ${list(Object.entries(conversion.from))}.`
						: `Nothing was converted to ${conversion.to}.`}
					{conversion.notConverted > 0 &&
						` ${counted(conversion.notConverted, "record")} could not be; the findings say why.`}
					{sum(conversion.lost) > 0 &&
						` Left behind: ${list(Object.entries(conversion.lost))}.`}
				</p>
				<button
					type="button"
					class="quiet"
					disabled={busy}
					onClick={() => setConvert(false)}
				>
					Undo the conversion
				</button>
			</section>
		);
	if (!convertible || convertible.from.length === 0) return null;
	const records = convertible.from.reduce((all, one) => all + one.records, 0);
	return (
		<section class="conversion" aria-label="Conversion">
			<p>
				{convertible.from
					.map(({ title, records: some }) => `${count(some)} ${title}`)
					.join(", ")}{" "}
				{records === 1 ? "record" : "records"}: not what is wanted here, but
				what they say can be carried over. Your file stays as it is.
			</p>
			<button
				type="button"
				class="primary"
				disabled={busy}
				onClick={() => setConvert(true)}
			>
				Convert {counted(records, "record")} to {convertible.to}
			</button>
		</section>
	);
}

const sum = (numbers: Record<string, number>) =>
	Object.values(numbers).reduce((all, one) => all + one, 0);

const list = (entries: [name: string, number: number][]) =>
	entries.map(([name, number]) => `${count(number)} ${name}`).join(", ");
