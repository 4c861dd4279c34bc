import type { ComponentChildren, Ref } from "preact";

/** A box of text that scrolls by itself, so that it must be reachable by keyboard. */
export const Scroller = ({
	label,
	box,
	children,
}: {
	label: string;
	box?: Ref<HTMLElement>;
	children: ComponentChildren;
}) => (
	<section
		class="scroller"
		aria-label={label}
		// biome-ignore lint/a11y/noNoninteractiveTabindex: Safari does not let the keyboard scroll it otherwise
		tabIndex={0}
		ref={box}
	>
		<pre>{children}</pre>
	</section>
);
