import { report, splitStale, stale } from "../state/page";
import { TABS, type Tab, tab } from "../state/view";
import { count } from "../text/format";
import { TabList } from "../ui/TabList";

const NAMES = Object.keys(TABS) as Tab[];

/** Tabs of the data set, each with the figure that says if it is worth opening. */
export const Tabs = () => (
	<TabList
		label="Parts of the check"
		kind="tabs"
		id="tab"
		tabs={NAMES.map((name) => [name, <Title key={name} name={name} />])}
		chosen={tab.value}
		choose={(name) => {
			tab.value = name;
		}}
		waiting={stale.value}
	/>
);

function Title({ name }: { name: Tab }) {
	const figure = figures[name]?.();
	return (
		<>
			{TABS[name]}
			{figure && <span class="tab-figure"> {figure}</span>}
		</>
	);
}

const figures: Partial<Record<Tab, () => string | undefined>> = {
	issues: () => {
		const { errors = 0, warnings = 0, infos = 0 } = report.value?.counts ?? {};
		return count(errors + warnings + infos);
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
