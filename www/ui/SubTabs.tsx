import type { ComponentChildren } from "preact";
import { TabList } from "./TabList";

/** Two or three pages within a panel, and the one that is chosen. */
export const SubTabs = <Name extends string>({
	id,
	children,
	...row
}: {
	label: string;
	/** Begins the ids of tabs and page. */
	id: string;
	tabs: readonly (readonly [Name, string])[];
	chosen: Name;
	choose(name: Name): void;
	/** The chosen page. */
	children: ComponentChildren;
}) => (
	<>
		<TabList kind="subtabs" id={id} {...row} />
		<div
			role="tabpanel"
			id={`${id}-panel`}
			aria-labelledby={`${id}-${row.chosen}`}
		>
			{children}
		</div>
	</>
);
