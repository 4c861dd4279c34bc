import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { count } from "../text/format";
import { Button } from "./Button";

/** Rows on a page: an element may not grow without end (17.9 M px in Firefox), and neither may the DOM. */
const PAGE = 200;

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
			<Pages
				name={name}
				from={from}
				size={size}
				total={items.length}
				go={(to) => {
					wanted.value = to / size;
				}}
			/>
		</>
	);
}

/** Buttons to the pages before and after, where there is more than one. */
export const Pages = ({
	name,
	from,
	size,
	total,
	go,
}: {
	name: string;
	/** Items before the page. */
	from: number;
	size: number;
	total: number;
	go(from: number): void;
}) =>
	total > size ? (
		<nav class="pager" aria-label={`Pages of ${name}`}>
			<Button class="quiet" off={from === 0} onClick={() => go(from - size)}>
				Previous
			</Button>
			<span>
				{count(from + 1)}–{count(Math.min(from + size, total))} of{" "}
				{count(total)}
			</span>
			<Button
				class="quiet"
				off={from + size >= total}
				onClick={() => go(from + size)}
			>
				Next
			</Button>
		</nav>
	) : null;
