import type { ComponentChildren } from "preact";

/** A row of tabs that arrow keys walk along; what they show is the element `${id}-panel`, labelled by `${id}-${chosen}`. */
export const TabList = <Name extends string>({
	label,
	kind,
	id,
	tabs,
	chosen,
	choose,
	waiting,
}: {
	label: string;
	/** Its class. */
	kind: "tabs" | "subtabs";
	/** Begins the ids of tabs and of what they show. */
	id: string;
	tabs: readonly (readonly [name: Name, title: ComponentChildren])[];
	chosen: Name;
	choose(name: Name): void;
	/** True while the figures in the titles are out of date. */
	waiting?: boolean;
}) => (
	<div
		class={kind}
		role="tablist"
		aria-label={label}
		onKeyDown={(event) => {
			const at = tabs.findIndex(([name]) => name === chosen);
			const to = {
				ArrowRight: at + 1,
				ArrowLeft: at - 1,
				Home: 0,
				End: -1,
			}[event.key];
			const next = to !== undefined && tabs.at(to % tabs.length);
			if (!next) return;
			event.preventDefault();
			choose(next[0]);
			document.getElementById(`${id}-${next[0]}`)?.focus();
		}}
	>
		{tabs.map(([name, title]) => (
			<button
				key={name}
				type="button"
				role="tab"
				id={`${id}-${name}`}
				aria-selected={name === chosen}
				aria-controls={`${id}-panel`}
				tabIndex={name === chosen ? 0 : -1}
				data-stale={waiting || undefined}
				onClick={() => choose(name)}
			>
				{title}
			</button>
		))}
	</div>
);
