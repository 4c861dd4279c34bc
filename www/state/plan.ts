/** The plan of the data set at hand: made anew at once when the report, an answer, a number or a field changes. */

import { effect, signal } from "@preact/signals";
import type { PlanOptions, PlanReport, Report } from "../../js/types";
import { planOf } from "../engine/engine";
import { report } from "./page";
import { show } from "./view";

const KEY = "tuneset-prices";
/** Milliseconds. */
const PATIENCE = 200;

/** Typed values, by group and name. Names and ARNs are data: they last as long as the page. Prices stay in this browser. */
export const typed = signal({
	answers: {} as Record<string, string>,
	hyperparameters: {} as Record<string, string>,
	prices: kept(),
	job: {} as Record<string, string>,
	other: {} as Record<string, string>,
});
export type Group = keyof typeof typed.value;

/** Page of the Train tab that is shown. */
export const trainPage = signal<"model" | "job">("model");

/** Goes to the form of the job. */
export function showJob(): void {
	trainPage.value = "job";
	show("train");
}

/** The last one that could be made; null without a whole report. */
export const plan = signal<PlanReport | null>(null);
/** Another one is on its way. */
export const planStale = signal(false);
/** Error of the typed values, as a sentence. */
export const planProblem = signal("");

/** Sets a value, or with '' takes it back. */
export function type(group: Group, name: string, value: string): void {
	const { [name]: _, ...others } = typed.value[group];
	// Anything else around it is refused at the field.
	const text = value.replace(/^ +| +$/g, "");
	typed.value = {
		...typed.value,
		[group]: text ? { ...others, [name]: text } : others,
	};
}

function kept(): Record<string, string> {
	try {
		const found = Object.entries(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
		// Storage is not under our control: only what looks like a price is taken.
		return Object.fromEntries(
			found.filter(
				(pair): pair is [string, string] =>
					/^[a-z-]{1,30}$/.test(pair[0]) && /^[\d.]{1,20}$/.test(`${pair[1]}`),
			),
		);
	} catch {
		return {};
	}
}

/** Keeps plan and prices up to date from then on. */
export function keepPlan(): void {
	effect(() => {
		const { prices } = typed.value;
		try {
			localStorage.setItem(KEY, JSON.stringify(prices));
		} catch {
			// storage is switched off: the prices last as long as the page
		}
	});
	let latest: object;
	let timer: ReturnType<typeof setTimeout>;
	let planned: Report | null = null;
	effect(() => {
		const known = report.value;
		const { answers, hyperparameters, prices, job, other } = typed.value;
		const options: PlanOptions = { answers, hyperparameters, prices, job };
		if (other.requests) options.requestsPerDay = Number(other.requests);
		latest = options;
		clearTimeout(timer);
		planStale.value = known?.complete === true;
		if (!known?.complete) {
			plan.value = null;
			return;
		}
		const settle = (made: PlanReport | null, problem: string) => {
			if (latest !== options) return;
			if (made) plan.value = made;
			planProblem.value = problem;
			planStale.value = false;
		};
		// Typed values apply at once; a split that is still being dragged is waited for.
		const patience = plan.peek() && known !== planned ? PATIENCE : 0;
		timer = setTimeout(() => {
			planned = known;
			planOf(known, options).then(
				(made) => settle(made, ""),
				(error: Error) => settle(null, error.message),
			);
		}, patience);
	});
}
