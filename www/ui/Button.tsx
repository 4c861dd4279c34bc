import type { ComponentProps } from "preact";

interface Props extends Omit<ComponentProps<"button">, "onClick" | "disabled"> {
	/** It can't be pressed for now. */
	off: boolean;
	onClick(): void;
}

/** A button that keeps the focus while it can't be pressed: one that is disabled loses it. */
export const Button = ({ off, onClick, ...rest }: Props) => (
	<button
		type="button"
		{...rest}
		aria-disabled={off}
		onClick={() => off || onClick()}
	/>
);
