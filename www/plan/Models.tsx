import type { CustomizationType, PlanModel, PlanReport } from "../../js/types";
import { catalogue } from "../state/page";
import { chooseModel } from "../state/settings";
import { counted } from "../text/format";
import { Table } from "./Table";

const METHODS: Record<CustomizationType, string> = {
	FINE_TUNING: "supervised",
	CONTINUED_PRE_TRAINING: "continued pre-training",
	DISTILLATION: "distillation",
	REINFORCEMENT_FINE_TUNING: "reinforcement",
};

const SERVING: Record<string, string> = {
	"on demand": "On demand",
	"Provisioned Throughput": "Provisioned",
	"OpenAI-compatible API": "OpenAI API",
	"as the student's": "As the student",
};

/** Supervised models that are open to new jobs, the best first; all others behind one disclosure. */
export function Models({ made }: { made: PlanReport }) {
	const methods = new Map(
		catalogue.value?.models.map(({ id, customization: [first] }) => [
			id,
			first?.type,
		]),
	);
	const isOffered = (row: PlanModel) =>
		row.newJobs === "open" &&
		methods.get(row.id) === "FINE_TUNING" &&
		row.fit !== "no";
	const offered = made.models.filter(isOffered).sort(byMerit);
	const others = made.models.filter((row) => !isOffered(row));
	const best = offered[0]?.fit === "fits" ? offered[0].id : undefined;
	const table = (caption: string, rows: PlanModel[]) => (
		<Table
			kind="plan-models"
			caption={caption}
			heads={[
				"Model",
				"Works with your data",
				"Training cost",
				`Monthly cost at ${counted(made.cost.requestsPerDay, "request")} per day`,
				"Serving",
				"Regions",
			]}
			rows={rows.map((row) => [
				<button
					key={row.id}
					type="button"
					class="link"
					aria-pressed={row.id === made.model?.id}
					onClick={() => chooseModel(row.id)}
				>
					{row.name}
				</button>,
				<span key="fit" class="plan-fit" title={row.why.join("; ")}>
					{fitOf(row, methods.get(row.id))}
					{row.id === best && <span class="plan-best">recommended</span>}
				</span>,
				row.training ?? "known after conversion",
				row.monthly ?? "–",
				row.inference.map((way) => SERVING[way] ?? way).join(", "),
				<span key="regions" title={row.regions.join(", ")}>
					{row.regions[0] ?? "not known"}
					{row.regions.length > 1 && ` +${row.regions.length - 1}`}
				</span>,
			])}
		/>
	);
	const chosen = made.model?.id;
	return (
		<>
			{offered.length > 0 ? (
				table("Compatible models; choose one to plan for", offered)
			) : (
				<p class="lead">
					No model that is open to new jobs takes this data for supervised
					fine-tuning.
				</p>
			)}
			{others.length > 0 && (
				<details
					open={offered.length === 0 || others.some(({ id }) => id === chosen)}
				>
					<summary>
						{counted(others.length, "other model")}: reinforcement,
						distillation, retired, or not for this data
					</summary>
					{table("Other models", others)}
				</details>
			)}
		</>
	);
}

/** What fits comes first, then what needs no conversion, then what is served by the request. */
function byMerit(one: PlanModel, other: PlanModel): number {
	const rank = (row: PlanModel) =>
		(row.fit === "fits" ? 0 : 4) +
		(row.asItIs ? 0 : 2) +
		(row.inference.includes("on demand") ? 0 : 1);
	return rank(one) - rank(other);
}

/** A word or two; the sentences are in the title, and in the list below once the model is chosen. */
function fitOf(
	{ fit, asItIs, newJobs }: PlanModel,
	method: CustomizationType | undefined,
): string {
	const how = asItIs ? "" : " after conversion";
	const word = { fits: "Yes", unsure: "Maybe", no: "No" }[fit];
	const notes = [
		newJobs === "closed" && "no new jobs",
		newJobs === "disputed" && "may take no new jobs",
		method && method !== "FINE_TUNING" && METHODS[method],
	].filter(Boolean);
	return `${word}${fit === "no" ? "" : how}${notes.length > 0 ? `; ${notes.join(", ")}` : ""}`;
}
