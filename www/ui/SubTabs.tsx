/** Two or three pages within a panel: a row of tabs that arrow keys walk along. */
export function SubTabs<Name extends string>({
	label,
	id,
	tabs,
	chosen,
	choose,
}: {
	label: string;
	/** Begins the ids of tabs and of what they show. */
	id: string;
	tabs: readonly (readonly [Name, string])[];
	chosen: Name;
	choose(name: Name): void;
}) {
	return (
		<div
			class="subtabs"
			role="tablist"
			aria-label={label}
			onKeyDown={(event) => {
				const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
				if (!step) return;
				const at = tabs.findIndex(([name]) => name === chosen);
				const next = tabs[(at + step + tabs.length) % tabs.length];
				if (!next) return;
				choose(next[0]);
				document.getElementById(`${id}-${next[0]}-tab`)?.focus();
			}}
		>
			{tabs.map(([name, title]) => (
				<button
					key={name}
					type="button"
					role="tab"
					id={`${id}-${name}-tab`}
					aria-selected={name === chosen}
					aria-controls={name === chosen ? `${id}-${name}` : undefined}
					tabIndex={name === chosen ? 0 : -1}
					onClick={() => choose(name)}
				>
					{title}
				</button>
			))}
		</div>
	);
}
