import type { PlanReport } from "../../js/types";
import { plan, planProblem, planStale, trainPage } from "../state/plan";
import { onPage } from "../text/controls";
import { Icon } from "../ui/Icon";
import { Panel } from "../ui/Panel";
import { SubTabs } from "../ui/SubTabs";
import { Costs } from "./Costs";
import { Job } from "./Job";
import { Models } from "./Models";
import { Advice, Questions } from "./Questions";

const PAGES = [
	["model", "Model & cost"],
	["job", "Job"],
] as const;

/** From the data to a trained model: is it worth it, which model, at what cost, and the job's request. */
export function Plan() {
	const made = plan.value;
	const waiting = planStale.value;
	if (!made) return waiting && <Panel name="Train" waiting />;
	const page = trainPage.value;
	return (
		<Panel
			name="Train"
			note={made.model?.name ?? "choose a model"}
			waiting={waiting}
		>
			<SubTabs
				label="Train"
				id="train"
				tabs={PAGES}
				chosen={page}
				choose={(name) => {
					trainPage.value = name;
				}}
			>
				{planProblem.value && (
					<p class="notice" role="alert">
						{planProblem.value}
					</p>
				)}
				{page === "job" ? (
					<Job made={made} />
				) : (
					<>
						<Questions made={made} />
						<Advice made={made} />
						<Models made={made} />
						<Problems made={made} />
						<Costs made={made} />
					</>
				)}
			</SubTabs>
		</Panel>
	);
}

/** Problems of the chosen model with this data. */
const Problems = ({ made: { findings } }: { made: PlanReport }) =>
	findings.length === 0 ? null : (
		<ul class="plan-list plan-problems">
			{findings.map(({ severity, message }) => (
				<li key={message} class={`is-${severity}`}>
					<span class="severity">
						<Icon name={severity} />
					</span>
					<span>{onPage(message)}</span>
				</li>
			))}
		</ul>
	);
