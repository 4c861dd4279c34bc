import { useRef } from "preact/hooks";
import { openCount } from "../state/issues";
import { report, splitStale, stale } from "../state/page";
import { TABS, type Tab, tab } from "../state/view";
import { count } from "../text/format";

const NAMES = Object.keys(TABS) as Tab[];

/** Tabs of the data set, each with the figure that says if it is worth opening. */
export function Tabs() {
	const list = useRef<HTMLDivElement>(null);
	const step = (event: KeyboardEvent) => {
		const at = NAMES.indexOf(tab.value);
		const to = {
			ArrowRight: at + 1,
			ArrowLeft: at - 1,
			Home: 0,
			End: NAMES.length - 1,
		}[event.key];
		if (to === undefined) return;
		event.preventDefault();
		const name = NAMES[(to + NAMES.length) % NAMES.length] as Tab;
		tab.value = name;
		list.current?.querySelector<HTMLElement>(`#tab-${name}`)?.focus();
	};
	return (
		<div
			class="tabs"
			role="tablist"
			aria-label="Parts of the check"
			ref={list}
			onKeyDown={step}
		>
			{NAMES.map((name) => {
				const isOn = tab.value === name;
				const figure = figures[name]?.();
				return (
					<button
						key={name}
						type="button"
						role="tab"
						id={`tab-${name}`}
						aria-selected={isOn}
						aria-controls="tab-panel"
						tabIndex={isOn ? 0 : -1}
						data-stale={stale.value || undefined}
						onClick={() => {
							tab.value = name;
						}}
					>
						{TABS[name]}
						{figure && <span class="tab-figure"> {figure}</span>}
					</button>
				);
			})}
		</div>
	);
}

const figures: Partial<Record<Tab, () => string | undefined>> = {
	issues: () => {
		const rules = Object.values(report.value?.rules ?? {});
		return count(rules.reduce((sum, rule) => sum + openCount(rule), 0));
	},
	duplicates: () => {
		const { near, normalized = 0 } = report.value?.duplicates ?? {};
		return count(near ?? normalized);
	},
	split: () => {
		const split = report.value?.split;
		const train = split?.train.records ?? 0;
		const validation = split?.validation?.records ?? 0;
		if (splitStale.value || train + validation === 0) return undefined;
		const share = Math.round((100 * train) / (train + validation));
		return `${share}/${100 - share}`;
	},
};

/** Opens the tab of a digit, from 1 for the first one. Returns true if there is one. */
export function openByDigit(key: string): boolean {
	const name = NAMES[Number(key) - 1];
	if (!name) return false;
	tab.value = name;
	return true;
}
