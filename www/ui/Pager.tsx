import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { count } from "../text/format";
import { Button } from "./Button";

/** Rows on a page: an element may not grow without end (17.9 M px in Firefox), and neither may the DOM. */
export const PAGE = 200;

/** A list shown a page at a time. */
export function Paged<Item>({
	items,
	name,
	size = PAGE,
	children,
}: {
	items: readonly Item[];
	/** Name of the list, for the buttons' labels. */
	name: string;
	size?: number;
	children: (item: Item, index: number) => ComponentChildren;
}) {
	const wanted = useSignal(0);
	const pages = Math.max(1, Math.ceil(items.length / size));
	const page = Math.min(wanted.value, pages - 1);
	const from = page * size;
	const shown = items.slice(from, from + size);
	return (
		<>
			{shown.map((item, index) => children(item, from + index))}
			{pages > 1 && (
				<nav class="pager" aria-label={`Pages of ${name}`}>
					<Button
						class="quiet"
						off={page === 0}
						onClick={() => {
							wanted.value = page - 1;
						}}
					>
						Previous
					</Button>
					<span>
						{count(from + 1)}–{count(from + shown.length)} of{" "}
						{count(items.length)}
					</span>
					<Button
						class="quiet"
						off={page === pages - 1}
						onClick={() => {
							wanted.value = page + 1;
						}}
					>
						Next
					</Button>
				</nav>
			)}
		</>
	);
}
