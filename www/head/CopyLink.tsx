import { useSignal } from "@preact/signals";
import { announce } from "../state/announce";

/** Copies the page's address, which has the settings and the view, never data; the theme is each reader's own. */
export function CopyLink() {
	const copied = useSignal(false);
	if (!navigator.clipboard) return null;
	return (
		<button
			type="button"
			class="link copy-link"
			onClick={async () => {
				const address = new URL(location.href);
				const parts = new URLSearchParams(address.hash.slice(1));
				parts.delete("theme");
				address.hash = parts.toString();
				await navigator.clipboard.writeText(address.href).then(
					() => {
						copied.value = true;
						announce("Link copied.");
					},
					() => announce("The browser does not allow copying."),
				);
				setTimeout(() => {
					copied.value = false;
				}, 2000);
			}}
		>
			{copied.value ? "Link copied" : "Copy link"}
		</button>
	);
}
