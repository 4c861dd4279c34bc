import { opened } from "../state/issues";

/** Shows the issue; where it takes the place of the list, the focus goes along. */
export function open(): void {
	opened.value = true;
	requestAnimationFrame(() => {
		const { activeElement } = document;
		// Of what is hidden, as of the body.
		if ((activeElement as HTMLElement | null)?.offsetParent === null)
			document.getElementById("issue")?.focus();
	});
}
