import { notUnderstood, replaced, settleLink } from "../state/link";

/** What a link has set, and what of it is no setting; the user's own settings are kept until they decide. */
export function LinkNotice() {
	const odd = notUnderstood.value;
	if (!replaced.value && odd.length === 0) return null;
	return (
		<section class="notice link-notice" aria-label="Settings of the link">
			{odd.length > 0 && (
				<p class="break">
					Not understood in the link, and left out: {odd.join(", ")}.
				</p>
			)}
			{replaced.value && (
				<p>
					This page has the settings of the link. Your own ones are kept for the
					next visit.
				</p>
			)}
			{replaced.value ? (
				<>
					<button type="button" onClick={() => settleLink("link")}>
						Keep those of the link
					</button>
					<button type="button" onClick={() => settleLink("own")}>
						Use my own
					</button>
				</>
			) : (
				<button type="button" onClick={() => settleLink("link")}>
					Close
				</button>
			)}
		</section>
	);
}
