import { useSignal } from "@preact/signals";
import type { Line, Row, Setting } from "../../js/text/model-page.ts";
import { catalogue, chosenModel, quotas } from "../state/page";
import { setQuota } from "../state/settings";
import { count } from "../text/format";

/** The chosen model's entry in the catalogue, folded: every number, with its sources and those that disagree. */
export function ModelPage() {
	const model = chosenModel.value;
	if (!model) return null;
	return (
		// Another model, another page: closed, and nothing typed.
		<details class="model-page" key={model.id}>
			<summary>
				<strong>{model.name}</strong>: limits and sources
				{model.status !== "current" && (
					<>
						{" "}
						<span class="model-ended">
							{model.status}
							{model.newJobs === "disputed" && ", disputed"}
						</span>
					</>
				)}
			</summary>
			<Body of={model.id} />
		</details>
	);
}

function Body({ of }: { of: string }) {
	const page = catalogue.value?.pages[of];
	if (!page) return null;
	const { sections, sources } = page;
	const titles = new Map(
		sources.map(({ tag, title, asOf }) => [tag, `${title}, read ${asOf}`]),
	);
	return (
		<div class="model-body">
			<p>
				Limits as documented on the dates shown. Exceeding a limit is an error;
				where sources disagree, the loosest number decides and a stricter one
				gives a warning.
			</p>
			{sections.map(({ title, rows }) => (
				<section key={title}>
					<h2>{title}</h2>
					<dl>
						{rows.map((row) => (
							<div key={row.name} class="model-row">
								<dt>{row.name}</dt>
								<dd>
									{row.lines.map((line) => (
										<Said key={line.value + line.tag} line={line} of={titles} />
									))}
									<QuotaField row={row} />
								</dd>
							</div>
						))}
					</dl>
				</section>
			))}
			<section>
				<h2>Sources, and the day each was read</h2>
				<dl>
					{sources.map(({ tag, title, asOf }) => (
						<div key={tag} class="model-row">
							<dt>{tag}</dt>
							<dd>
								{title}, {asOf}
							</dd>
						</div>
					))}
				</dl>
			</section>
		</div>
	);
}

/** Value of one source; a disputed one is set off. */
const Said = ({ line, of }: { line: Line; of: Map<string, string> }) => (
	<p class={line.disputed ? "model-disputed" : undefined}>
		{line.disputed === "differs" && "but "}
		<strong>{line.value}</strong>
		{line.note && `: ${line.note}`}
		{line.disputed === "warns" && "; warns"}
		{line.tag && (
			<>
				{" "}
				<abbr title={of.get(line.tag)}>{line.tag}</abbr>
			</>
		)}
	</p>
);

const SETTINGS: Record<Setting, string> = {
	quota: "Your quota, if AWS raised it",
	outvoted: "Sources disagree: the number to apply",
};

/** A limit that can be set: a quota that AWS raised for the user's account, or another source's number. */
function QuotaField({ row: { name, quota, setting } }: { row: Row }) {
	const typed = useSignal<string | null>(null);
	if (quota === undefined || !setting) return null;
	const text = typed.value ?? quotas.value[name] ?? "";
	const ok = text === "" || /^[1-9]\d{0,14}$/.test(text);
	const id = `quota-${name}`;
	return (
		<div class="model-quota">
			<label for={id}>
				Yours<span class="sr">, {name}</span>
			</label>
			<input
				id={id}
				class="numeral"
				size={9}
				inputMode="numeric"
				autocomplete="off"
				placeholder={count(quota)}
				value={text}
				aria-invalid={!ok}
				aria-describedby={`${id}-hint`}
				onInput={(event) => {
					typed.value = event.currentTarget.value.replace(/[\s,]/g, "");
				}}
				onChange={() => {
					if (!ok) return;
					setQuota(name, Number(text) === quota ? "" : text);
					typed.value = null;
				}}
			/>
			<p class="hint" id={`${id}-hint`}>
				{ok ? SETTINGS[setting] : "A whole number from 1 up."}
			</p>
		</div>
	);
}
