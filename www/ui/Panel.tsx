import type { ComponentChildren } from "preact";
import { stale } from "../state/page";

/** A panel: its name, a note beside it, its matter below. */
export function Panel({
	name,
	note,
	waiting,
	children,
}: {
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
				<h2 id={`${id}-name`}>{name}</h2>
				{note && <div class="panel-note">{note}</div>}
			</header>
			<div class="panel-body">{children}</div>
		</section>
	);
}
