import type { Signal } from "@preact/signals";
import { count } from "../text/format";

/** Shows all of a list whose first few are shown. */
export const More = ({
	all,
	total,
	first,
}: {
	all: Signal<boolean>;
	total: number;
	first: number;
}) =>
	total > first ? (
		<button
			type="button"
			class="link"
			aria-expanded={all.value}
			onClick={() => {
				all.value = !all.value;
			}}
		>
			{all.value ? "Fewer" : `All ${count(total)}`}
		</button>
	) : null;
