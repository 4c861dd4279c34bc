import { useEffect, useRef } from "preact/hooks";
import { exporting } from "../state/view";
import { Export } from "./Export";

/** The export, over whatever tab is open: a dialog at the side, which Escape closes. */
export function Drawer() {
	const box = useRef<HTMLDialogElement>(null);
	const isOpen = exporting.value;
	useEffect(() => {
		if (isOpen) box.current?.showModal();
		else box.current?.close();
	}, [isOpen]);
	return (
		<dialog
			class="drawer"
			ref={box}
			aria-labelledby="export-name"
			onClose={() => {
				exporting.value = false;
			}}
			// Not in Preact's types yet: a click beside it closes it.
			{...{ closedby: "any" }}
		>
			{isOpen && (
				<div class="drawer-body">
					<button
						type="button"
						class="quiet drawer-close"
						onClick={() => {
							exporting.value = false;
						}}
					>
						Close
					</button>
					<Export />
				</div>
			)}
		</dialog>
	);
}
