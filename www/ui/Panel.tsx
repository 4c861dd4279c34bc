import type { ComponentChildren } from "preact";
import { stale } from "../state/page";

/** A numbered panel: its name in the margin, its matter beside it. */
export function Panel({
	number,
	name,
	note,
	waiting,
	children,
}: {
	number: number;
	name: string;
	note?: ComponentChildren;
	/** True while its content is out of date. */
	waiting?: boolean;
	children?: ComponentChildren;
}) {
	const id = name.toLowerCase();
	return (
		<section
			class="panel"
			id={id}
			aria-labelledby={`${id}-name`}
			data-stale={stale.value || waiting || undefined}
		>
			<header class="panel-head">
				<h2 id={`${id}-name`}>
					<span class="panel-number" aria-hidden="true">
						{number}
					</span>
					{name}
				</h2>
				{note && <div class="panel-note">{note}</div>}
			</header>
			<div class="panel-body">{children}</div>
		</section>
	);
}
