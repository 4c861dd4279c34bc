import type { ComponentChildren } from "preact";

/** A table that may be wider than the screen scrolls by itself, so that it must be reachable by keyboard. */
export const Wide = ({
	label,
	children,
}: {
	label: string;
	children: ComponentChildren;
}) => (
	<section
		class="wide"
		aria-label={label}
		// biome-ignore lint/a11y/noNoninteractiveTabindex: Safari does not let the keyboard scroll it otherwise
		tabIndex={0}
	>
		{children}
	</section>
);
