import { useSignal } from "@preact/signals";
import { byRule, bySeverity } from "../../js/text/severity";
import type { RuleReport, Severity } from "../../js/types";
import { type ClassFilter, classFilter, isOf } from "../state/class-filter";
import { catalogue, report } from "../state/page";
import { count, counted } from "../text/format";
import { Icon } from "../ui/Icon";
import { Panel } from "../ui/Panel";
import { Fixes } from "./Fixes";
import { type Found, mentions, openCount } from "./found";
import { Line } from "./Line";
import { Rule } from "./Rule";

const FILTERS = [
	["all", "All"],
	["error", "Errors"],
	["warning", "Warnings"],
	["info", "Notes"],
] as const;

/** Everything found, by rule: errors first, then the surest. */
export function Findings() {
	const only = useSignal<Severity | "all">("all");
	const wanted = useSignal("");
	const known = report.value;
	if (!known) return null;
	const ofClass = classFilter.value;
	const inOrder = byRule(catalogue.value?.rules ?? []);
	const all: Found[] = Object.entries(known.rules)
		.map(([name, rule]) => ({ name, rule: ofClass ? of(ofClass, rule) : rule }))
		.map(({ name, rule }) => ({
			name,
			rule: { ...rule, examples: bySeverity(rule.examples) },
		}))
		.filter(({ rule }) => (ofClass ? rule.examples.length : rule.count) > 0)
		.sort(
			(a, b) =>
				Number(openCount(a.rule) === 0) - Number(openCount(b.rule) === 0) ||
				inOrder([a.name, a.rule], [b.name, b.rule]),
		);
	const ofSeverity = (severity: Severity | "all") =>
		all.filter(({ rule }) => severity === "all" || rule.severity === severity);
	const shown = ofSeverity(only.value).filter((found) =>
		matches(found, wanted.value.trim().toLowerCase()),
	);
	const { errors, warnings, infos } = known.counts;
	const total = ofClass
		? all.reduce((sum, { rule }) => sum + openCount(rule), 0)
		: errors + warnings + infos;
	return (
		<Panel
			name="Issues"
			note={total > 0 ? counted(total, "finding") : undefined}
		>
			{ofClass && (
				<p class="class-filter" role="status">
					Only findings of records whose {ofClass.field} is “
					<strong class="break">{ofClass.label}</strong>”, of those that are
					listed.{" "}
					<button
						type="button"
						class="link"
						onClick={() => {
							classFilter.value = null;
						}}
					>
						All findings
					</button>
				</p>
			)}
			{all.length === 0 ? (
				<p class="all-clear">
					<Icon name="ready" /> Nothing was found
					{ofClass ? " of this class" : ""}
					{known.complete ? "" : " so far"}.
				</p>
			) : (
				<>
					<div class="toolbar">
						<fieldset class="segments">
							<legend class="sr">Severity</legend>
							{FILTERS.map(
								([severity, label]) =>
									(severity === "all" || ofSeverity(severity).length > 0) && (
										<button
											key={severity}
											type="button"
											aria-pressed={only.value === severity}
											onClick={() => {
												only.value = severity;
											}}
										>
											{label} <span>{ofSeverity(severity).length}</span>
										</button>
									),
							)}
						</fieldset>
						<input
							type="search"
							aria-label="Search the findings"
							placeholder="Search"
							value={wanted.value}
							onInput={(event) => {
								wanted.value = event.currentTarget.value;
							}}
						/>
					</div>
					<Fixes />
					<ul class="rules">
						{shown.map((found) => (
							<Rule
								key={found.name}
								{...found}
								wanted={wanted.value.trim().toLowerCase()}
							/>
						))}
					</ul>
					{shown.length === 0 && (
						<p class="quiet-text">
							No rule {wanted.value && `with “${wanted.value}” in it`} among{" "}
							{count(all.length)}.
						</p>
					)}
				</>
			)}
			<Line />
		</Panel>
	);
}

/** Keeps the listed findings about records of a class. */
const of = (wanted: ClassFilter, rule: RuleReport): RuleReport => ({
	...rule,
	examples: rule.examples.filter((example) => isOf(wanted, example)),
});

const matches = ({ name, rule }: Found, wanted: string) =>
	wanted === "" ||
	name.includes(wanted) ||
	rule.examples.some((example) => mentions(example, wanted));
